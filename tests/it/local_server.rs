//! The private server with a real server program: sharing it, losing it, finding it again. Each test has folders of its
//! own, and none depends on being root or on not being root.

use std::ffi::OsString;
use std::fs;
use std::io::{BufRead, BufReader, Read};
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use epic_events::demonstration::local_server::{self, Layout, LocalServer, Settings};
use epic_events::error::{Error, ServerFault};
use rustix::process::{Pid, Signal, kill_process};
use tempfile::TempDir;

use crate::support::private_server::{ServerStatus, answers, files, status};
use crate::support::source::file;

/// Set for the process that plays a shell about to be killed: the folder of the server it joins.
const SHELL_TO_KILL: &str = "EPIC_EVENTS_TEST_SHELL_TO_KILL";

/// Where one finds a server, the other does not install one.
#[test]
fn a_server_is_looked_for_and_installed_with_the_same_folders_in_mind() {
    let program = file("src/demonstration/local_server/installation.rs").text;
    let [usual, of_versions] = ["USUAL_FOLDERS", "FOLDERS_OF_VERSIONS"].map(|name| quoted_in(&program, name));
    let looked_in = usual.into_iter().chain(of_versions.iter().flat_map(|folder| {
        let of_each = |server: &str| format!("{folder}/{server}*/bin");
        [of_each("mariadb"), of_each("mysql")]
    }));
    let script = file("sql/install_server.sh").text;
    let assigned = script.lines().filter_map(|line| line.strip_prefix("server_folders="));
    let not_installed_in = assigned
        .flat_map(|list| list.trim_matches('"').split(' '))
        .filter(|folder| *folder != "$server_folders")
        .map(str::to_owned);
    assert_eq!(not_installed_in.collect::<Vec<_>>(), looked_in.collect::<Vec<_>>());
}

/// The texts of a constant, which is a list.
fn quoted_in(source: &str, constant: &str) -> Vec<String> {
    let (_, declaration) = source.split_once(&format!("const {constant}: ")).unwrap();
    let (list, _) = declaration.split_once("];").unwrap();
    list.split('"').skip(1).step_by(2).map(str::to_owned).collect()
}

#[test]
fn the_last_one_out_stops_the_server() {
    let folder = TempDir::new().unwrap();
    let settings = settings(folder.path());
    assert_eq!(status(&settings.layout), ServerStatus::Absent);

    let first = LocalServer::start_or_join(settings.clone()).unwrap();
    let made = files(&settings.layout);
    assert!(made.is_some());
    let second = LocalServer::start_or_join(settings.clone()).unwrap();
    assert_eq!(files(&settings.layout), made);
    assert_eq!(first.socket(), second.socket());
    let socket = first.socket().to_path_buf();

    drop(first);
    assert!(answers(&socket));
    assert_eq!(status(&settings.layout), ServerStatus::Running(socket.clone()));
    drop(second);
    assert!(!answers(&socket));
    assert!(!is_process(process_number(&settings.layout)));
    assert_eq!(status(&settings.layout), ServerStatus::Stopped);
}

#[test]
fn a_second_start_finds_the_files_of_the_first() {
    let folder = TempDir::new().unwrap();
    let settings = settings(folder.path());
    drop(LocalServer::start_or_join(settings.clone()).unwrap());
    let made = files(&settings.layout);
    let again = LocalServer::start_or_join(settings.clone()).unwrap();
    assert!(made.is_some());
    assert_eq!(files(&settings.layout), made);
    assert!(answers(again.socket()));
}

#[test]
fn shells_that_start_at_once_share_one_server() {
    let folder = TempDir::new().unwrap();
    let servers: Vec<LocalServer> = std::thread::scope(|scope| {
        let starts: Vec<_> = (0..4)
            .map(|_| scope.spawn(|| LocalServer::start_or_join(settings(folder.path())).unwrap()))
            .collect();
        starts.into_iter().map(|start| start.join().unwrap()).collect()
    });
    let socket = servers[0].socket().to_path_buf();
    assert!(servers.iter().all(|server| server.socket() == socket));
    std::thread::scope(|scope| {
        for server in servers {
            scope.spawn(|| drop(server));
        }
    });
    assert!(!answers(&socket));
}

#[test]
fn a_killed_server_is_started_again_for_the_shells_that_use_it() {
    let folder = TempDir::new().unwrap();
    let settings = settings(folder.path());
    let first = LocalServer::start_or_join(settings.clone()).unwrap();
    let second = LocalServer::start_or_join(settings.clone()).unwrap();
    kill(&settings.layout);

    first.ensure_running().unwrap();
    assert!(answers(second.socket()));
    second.ensure_running().unwrap();

    kill(&settings.layout);
    let third = LocalServer::start_or_join(settings).unwrap();
    assert_eq!(third.socket(), first.socket());
    assert!(answers(first.socket()));
}

#[test]
fn a_killed_shell_neither_stops_the_server_nor_keeps_it_for_ever() {
    if let Some(folder) = environment(SHELL_TO_KILL) {
        play_a_shell(Path::new(&folder));
    }
    let folder = TempDir::new().unwrap();
    let settings = settings(folder.path());
    let mut shell = shell_to_kill(folder.path());
    let ServerStatus::Running(socket) = status(&settings.layout) else {
        panic!("the other shell has not started the server");
    };
    assert_eq!(local_server::stop(&settings.layout), Err(Error::ServerInUse));

    shell.kill().unwrap();
    shell.wait().unwrap();
    assert!(answers(&socket));
    let made = files(&settings.layout);
    let next = LocalServer::start_or_join(settings.clone()).unwrap();
    assert_eq!(files(&settings.layout), made);
    drop(next);
    assert!(!answers(&socket));
}

#[test]
fn stopping_is_refused_while_another_shell_uses_the_server() {
    let folder = TempDir::new().unwrap();
    let settings = settings(folder.path());
    assert_eq!(local_server::stop(&settings.layout), Ok(false));
    let first = LocalServer::start_or_join(settings.clone()).unwrap();
    let second = LocalServer::start_or_join(settings.clone()).unwrap();
    assert_eq!(first.stop(|| ()), Err(Error::ServerInUse));
    assert_eq!(local_server::stop(&settings.layout), Err(Error::ServerInUse));
    assert!(answers(first.socket()));

    drop(second);
    assert_eq!(first.stop(|| ()), Ok(true));
    assert!(!answers(first.socket()));
    assert_eq!(first.stop(|| ()), Ok(false));
    first.ensure_running().unwrap();
    assert!(answers(first.socket()));
    // The claim was kept through the refusals and the stop.
    assert_eq!(local_server::stop(&settings.layout), Err(Error::ServerInUse));
}

#[test]
fn a_server_whose_socket_was_cleaned_away_is_replaced() {
    let folder = TempDir::new().unwrap();
    let settings = settings(folder.path());
    let server = LocalServer::start_or_join(settings.clone()).unwrap();
    let before = process_number(&settings.layout).unwrap();
    fs::remove_dir_all(server.socket().parent().unwrap()).unwrap();
    server.ensure_running().unwrap();
    assert!(answers(server.socket()));
    assert_ne!(process_number(&settings.layout), Some(before));
    assert!(!is_process(Some(before)));
}

#[test]
fn an_initialisation_that_was_cut_short_leaves_nothing_half_done() {
    let folder = TempDir::new().unwrap();
    let settings = settings(folder.path());
    for flavour in ["mariadb", "mysql"] {
        let unfinished = settings
            .layout
            .data_directory
            .join(flavour)
            .with_extension("unfinished");
        fs::create_dir_all(&unfinished).unwrap();
        fs::File::create_new(unfinished.join("ibdata1")).unwrap();
    }
    assert_eq!(files(&settings.layout), None);
    let server = LocalServer::start_or_join(settings.clone()).unwrap();
    assert!(files(&settings.layout).is_some());
    assert!(answers(server.socket()));
}

#[test]
fn long_paths_with_blanks_and_accents_are_folders_like_others() {
    let folder = TempDir::new().unwrap();
    let long = folder.path().join("Événements : l'été,  2026").join("a".repeat(150));
    let server = LocalServer::start_or_join(settings(&long)).unwrap();
    assert!(answers(server.socket()));
    assert!(server.socket().as_os_str().len() <= 100);
}

#[test]
fn only_its_owner_reaches_the_server_and_its_files() {
    let folder = TempDir::new().unwrap();
    let settings = settings(folder.path());
    let server = LocalServer::start_or_join(settings.clone()).unwrap();
    let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
    assert_eq!(mode(server.socket().parent().unwrap()), 0o700);
    assert_eq!(mode(&settings.layout.data_directory), 0o700);
    assert_eq!(mode(&settings.layout.log()), 0o600);
}

#[test]
fn a_runtime_directory_that_somebody_else_prepared_is_refused() {
    let folder = TempDir::new().unwrap();
    let mut settings = settings(folder.path());
    let elsewhere = folder.path().join("elsewhere");
    fs::create_dir(&elsewhere).unwrap();
    std::os::unix::fs::symlink(&elsewhere, &settings.layout.runtime_directory).unwrap();
    assert_eq!(
        refusal(settings.clone()),
        directory_fault(&settings.layout.runtime_directory)
    );

    // Of another owner: root's for a person, a person's for root.
    let foreign = folder.path().join("foreign");
    fs::create_dir(&foreign).unwrap();
    settings.layout.runtime_directory = if rustix::process::geteuid().is_root() {
        std::os::unix::fs::chown(&foreign, Some(65_533), None).unwrap();
        foreign
    } else {
        PathBuf::from("/usr")
    };
    assert_eq!(
        refusal(settings.clone()),
        directory_fault(&settings.layout.runtime_directory)
    );
}

#[test]
fn a_server_that_cannot_start_says_where_its_log_is() {
    let folder = TempDir::new().unwrap();
    let settings = settings(folder.path());
    drop(LocalServer::start_or_join(settings.clone()).unwrap());
    for flavour in ["mariadb", "mysql"] {
        let system = settings.layout.data_directory.join(flavour).join("ibdata1");
        if system.is_file() {
            fs::OpenOptions::new()
                .write(true)
                .open(system)
                .unwrap()
                .set_len(10)
                .unwrap();
        }
    }
    let log = settings.layout.log();
    assert_eq!(
        refusal(settings),
        Error::ServerNotStarted {
            why: ServerFault::Start { log: log.clone() }
        }
    );
    assert!(fs::read_to_string(log).unwrap().contains("ibdata1"));
}

fn settings(folder: &Path) -> Settings {
    Settings {
        layout: Layout {
            data_directory: folder.join("server"),
            runtime_directory: short_runtime_directory(folder),
        },
        search_path: environment("PATH").unwrap_or_default(),
        durable: false,
    }
}

/// Inside the test's folder, or what [`Layout::new`] chooses where that would be too long.
fn short_runtime_directory(folder: &Path) -> PathBuf {
    let inside = folder.join("runtime");
    if inside.as_os_str().len() <= 90 {
        return inside;
    }
    Layout::new(folder, &[]).unwrap().runtime_directory
}

fn refusal(settings: Settings) -> Error {
    LocalServer::start_or_join(settings).unwrap_err()
}

fn directory_fault(directory: &Path) -> Error {
    Error::ServerNotStarted {
        why: ServerFault::Directory(directory.to_path_buf()),
    }
}

fn process_number(layout: &Layout) -> Option<i32> {
    let number = fs::read_to_string(layout.data_directory.join("server.pid")).ok()?;
    number.trim().parse().ok()
}

fn is_process(number: Option<i32>) -> bool {
    number
        .and_then(Pid::from_raw)
        .is_some_and(|process| rustix::process::test_kill_process(process).is_ok())
}

/// `kill -9` of the server.
fn kill(layout: &Layout) {
    let process = process_number(layout).and_then(Pid::from_raw).unwrap();
    kill_process(process, Signal::KILL).unwrap();
    while rustix::process::test_kill_process(process).is_ok() {
        std::thread::sleep(Duration::from_millis(1));
    }
}

/// Runs this very test program as another shell, and waits until it uses the server.
fn shell_to_kill(folder: &Path) -> Child {
    let mut shell = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "--nocapture"])
        .arg("local_server::a_killed_shell_neither_stops_the_server_nor_keeps_it_for_ever")
        .env(SHELL_TO_KILL, folder)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let lines = BufReader::new(shell.stdout.take().unwrap()).lines();
    assert!(lines.map_while(Result::ok).any(|line| line.ends_with("in use")));
    shell
}

/// Uses the server until it is killed, or until the test that started it is gone.
fn play_a_shell(folder: &Path) -> ! {
    let server = LocalServer::start_or_join(settings(folder)).unwrap();
    println!("in use");
    let _ = std::io::stdin().read(&mut [0; 1]);
    drop(server);
    std::process::exit(0);
}

#[expect(
    clippy::disallowed_methods,
    reason = "settings are what the program reads; these are the test's own"
)]
fn environment(name: &str) -> Option<OsString> {
    std::env::var_os(name)
}
