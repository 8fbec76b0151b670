//! The program as a process, in folders and an environment of its own.
//!
//! In demonstration mode every [`Program`] has a private server of its own. One that is *held* keeps it running by a
//! shell that waits on its standard input, so that commands need not start it; when the value goes, so do shell, server
//! and files.

pub(crate) mod terminal;

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{BufRead, BufReader, Read, Write};
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::{Arc, Mutex, PoisonError, Weak};
use std::time::Duration;

use epic_events::configuration::{Configuration, Variables};
use epic_events::database::connection_options::of_socket;
use epic_events::demonstration::dataset;
use epic_events::demonstration::local_server::Settings;
use epic_events::demonstration::location::{private_settings, replay_settings};
use mysql::prelude::FromRow;
use mysql::{Conn, Opts};
use rustix::process::{Pid, Signal, kill_process, test_kill_process};
use tempfile::{NamedTempFile, TempDir};

use super::database::{only_row, rows};
use super::server::configuration_with;
use crate::support::private_server::{ServerStatus, status};
use terminal::Terminal;

/// The database of the private server.
const DATABASE: &str = "epic_events";
/// A pause between two looks at something that other processes do.
const PAUSE: Duration = Duration::from_millis(10);
/// Looks before something counts as never happening: a minute, far more than anything here takes.
const LOOKS: usize = 6000;

/// The program with what surrounds it.
pub(crate) struct Program {
    // Dropped first: the server goes before its files.
    holder: Option<Holder>,
    folder: TempDir,
    variables: BTreeMap<String, String>,
}

/// A shell that waits, and keeps the private server running.
struct Holder(Child);

/// How a run ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Ended {
    /// The exit status; nothing when a signal ended it.
    pub(crate) status: Option<i32>,
    /// Standard output.
    pub(crate) standard: String,
    /// Standard error.
    pub(crate) errors: String,
}

/// Several tests that change nothing share one held program, for as long as one of them runs.
pub(crate) struct Shared(Mutex<Weak<Program>>);

impl Shared {
    /// Nothing is started yet.
    pub(crate) const fn new() -> Self {
        Self(Mutex::new(Weak::new()))
    }

    /// The program, started where no other test uses it now.
    pub(crate) fn program(&self) -> Arc<Program> {
        let mut present = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        present.upgrade().unwrap_or_else(|| {
            let program = Arc::new(Program::held());
            *present = Arc::downgrade(&program);
            program
        })
    }
}

impl Program {
    /// In demonstration mode; nothing runs yet.
    pub(crate) fn new() -> Self {
        let folder = TempDir::new().unwrap();
        for name in ["work", "run"] {
            std::fs::create_dir(folder.path().join(name)).unwrap();
        }
        let text = |path: &str| folder.path().join(path).to_str().unwrap().to_owned();
        let variables = BTreeMap::from([
            (String::from("EPIC_EVENTS_DATA_DIRECTORY"), text("data")),
            (String::from("XDG_RUNTIME_DIR"), text("run")),
            (String::from("TERM"), String::from("xterm")),
            (String::from("PATH"), path_of_this_process()),
        ]);
        Self {
            holder: None,
            folder,
            variables,
        }
    }

    /// In demonstration mode, with its data loaded and its server running.
    pub(crate) fn held() -> Self {
        let mut program = Self::new();
        program
            .feed(&[], format!("connexion sales2\n{}\n", dataset::PASSWORD))
            .succeeds();
        program.hold();
        program
    }

    /// Keeps the private server running from now on.
    pub(crate) fn hold(&mut self) {
        self.holder = Some(Holder(waiting_shell(self.command(&[]))));
    }

    /// The shell that waits.
    pub(crate) fn holder(&self) -> Pid {
        Pid::from_child(&self.holder.as_ref().unwrap().0)
    }

    /// With one more variable in its environment.
    pub(crate) fn with(mut self, name: &str, value: &str) -> Self {
        self.set(name, value);
        self
    }

    /// Changes its environment, for what is started from now on.
    pub(crate) fn set(&mut self, name: &str, value: &str) {
        self.variables.insert(name.to_owned(), value.to_owned());
    }

    /// Where it is started, and the parent of nothing else.
    pub(crate) fn work_directory(&self) -> PathBuf {
        self.folder.path().join("work")
    }

    /// Server, history, log.
    pub(crate) fn data_directory(&self) -> PathBuf {
        self.folder.path().join("data")
    }

    /// A file of its own with a text, for its owner alone.
    pub(crate) fn file(&self, name: &str, text: &str) -> PathBuf {
        let path = self.folder.path().join(name);
        // In one step: another program may be reading the file of that name.
        let mut file = NamedTempFile::new_in(self.folder.path()).unwrap();
        file.write_all(text.as_bytes()).unwrap();
        file.persist(&path).unwrap();
        path
    }

    /// A pipe of its own with a name, for its owner alone.
    pub(crate) fn pipe(&self, name: &str) -> PathBuf {
        let path = self.folder.path().join(name);
        let made = Command::new("mkfifo").arg("-m600").arg(&path).status().unwrap();
        assert!(made.success());
        path
    }

    /// A file with the password of the demonstration accounts.
    pub(crate) fn password_file(&self) -> String {
        let path = self.file("password", &format!("{}\n", dataset::PASSWORD));
        path.to_str().unwrap().to_owned()
    }

    /// The program with these arguments, not started yet.
    pub(crate) fn command(&self, words: &[&str]) -> Command {
        let mut command = Command::new(executable());
        command
            .args(words)
            .env_clear()
            .envs(&self.variables)
            .current_dir(self.work_directory());
        command
    }

    /// Runs it with these arguments and nothing on standard input.
    pub(crate) fn run(&self, words: &[&str]) -> Ended {
        self.feed(words, "")
    }

    /// Runs it with these arguments and this standard input.
    pub(crate) fn feed(&self, words: &[&str], input: impl AsRef<[u8]>) -> Ended {
        let mut command = self.command(words);
        command.stdout(Stdio::piped()).stderr(Stdio::piped());
        run(command, input.as_ref())
    }

    /// Runs a line of a system shell that finds the program; both its outputs are one.
    pub(crate) fn shell(&self, line: &str) -> Ended {
        let folder = executable().parent().unwrap().to_str().unwrap();
        let path = format!("{folder}:{}", self.variables.get("PATH").unwrap());
        let mut command = Command::new("sh");
        command
            .args(["-c", &format!("{{ {line}\n}} 2>&1")])
            .env_clear()
            .envs(&self.variables)
            .env("PATH", path)
            .current_dir(self.work_directory())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        run(command, b"")
    }

    /// The program for somebody of the demonstration, not started yet.
    pub(crate) fn command_as(&self, username: &str, words: &[&str]) -> Command {
        let file = self.password_file();
        let mut command = self.command(&["--identifiant", username, "--mot-de-passe-fichier", &file]);
        command.args(words);
        command
    }

    /// Runs one command of somebody of the demonstration.
    pub(crate) fn run_as(&self, username: &str, words: &[&str]) -> Ended {
        self.feed_as(username, words, "")
    }

    /// Runs the program for somebody of the demonstration with this standard input.
    pub(crate) fn feed_as(&self, username: &str, words: &[&str], input: impl AsRef<[u8]>) -> Ended {
        let mut command = self.command_as(username, words);
        command.stdout(Stdio::piped()).stderr(Stdio::piped());
        run(command, input.as_ref())
    }

    /// Starts one command of somebody of the demonstration; what it says goes nowhere.
    pub(crate) fn spawn_as(&self, username: &str, words: &[&str]) -> Child {
        let mut command = self.command_as(username, words);
        command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
        command.spawn().unwrap()
    }

    /// Opens it on a terminal of 100 columns.
    pub(crate) fn open(&self) -> Terminal {
        Terminal::open(self, &[], 100)
    }

    /// Where its private server lives.
    fn server_settings(&self) -> Settings {
        private_settings(&self.configuration()).unwrap()
    }

    /// Where its server of transcripts lives.
    pub(crate) fn replay_server_settings(&self) -> Settings {
        replay_settings(&self.configuration()).unwrap()
    }

    fn configuration(&self) -> Configuration {
        let variables: Variables = ["EPIC_EVENTS_DATA_DIRECTORY", "XDG_RUNTIME_DIR", "PATH"]
            .iter()
            .map(|name| (name.into(), self.variables.get(*name).unwrap().into()))
            .collect();
        configuration_with(variables)
    }

    /// The process of its private server, when there is one.
    pub(crate) fn server_process(&self) -> Option<Pid> {
        let file = self.server_settings().layout.data_directory.join("server.pid");
        let number = std::fs::read_to_string(file).ok()?;
        Pid::from_raw(number.trim().parse().ok()?).filter(|process| is_alive(*process))
    }

    /// The socket of its private server, which must be running.
    pub(crate) fn socket(&self) -> PathBuf {
        match status(&self.server_settings().layout) {
            ServerStatus::Running(socket) => socket,
            state @ (ServerStatus::Absent | ServerStatus::Stopped) => {
                panic!("the private server is {state:?}")
            }
        }
    }

    /// The address of a database of its private server, for an account written as in an address.
    pub(crate) fn address(&self, account: &str, database: &str) -> String {
        format!(
            "mysql://{account}@localhost/{database}?socket={}",
            self.socket().to_str().unwrap()
        )
    }

    /// How the owner's account reaches its private server.
    pub(crate) fn owner(&self) -> Opts {
        of_socket(&self.socket(), "root", Some(DATABASE))
    }

    /// A connection of the owner to the database of its private server.
    pub(crate) fn connect(&self) -> Conn {
        Conn::new(self.owner()).unwrap()
    }

    /// The rows of a query, as the owner.
    pub(crate) fn query<T: FromRow>(&self, sql: &str) -> Vec<T> {
        rows(&mut self.connect(), sql)
    }

    /// The only row of a query, as the owner.
    pub(crate) fn one<T: FromRow>(&self, sql: &str) -> T {
        only_row(&mut self.connect(), sql)
    }

    /// Every file below its data directory with what is in it; the server may remove some meanwhile.
    pub(crate) fn written(&self) -> Vec<(PathBuf, Vec<u8>)> {
        let read = |path: PathBuf| std::fs::read(&path).ok().map(|bytes| (path, bytes));
        self.written_files().into_iter().filter_map(read).collect()
    }

    /// Every file below its data directory.
    fn written_files(&self) -> Vec<PathBuf> {
        let mut found = Vec::new();
        let mut folders = vec![self.data_directory()];
        while let Some(folder) = folders.pop() {
            for entry in std::fs::read_dir(&folder).into_iter().flatten() {
                let path = entry.unwrap().path();
                if path.is_file() {
                    found.push(path);
                } else if path.is_dir() {
                    folders.push(path);
                }
            }
        }
        found
    }
}

impl Drop for Holder {
    fn drop(&mut self) {
        drop(self.0.stdin.take());
        // It may have been killed by the test.
        let _ = self.0.wait();
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        drop(self.holder.take());
        // Where a test failed or killed the shells, the server may be left.
        if let Some(process) = self.server_process() {
            let _ = kill_process(process, Signal::TERM);
            eventually("the end of the server", || (!is_alive(process)).then_some(()));
        }
    }
}

impl Ended {
    /// The standard output of a run that must succeed.
    #[track_caller]
    pub(crate) fn succeeds(self) -> String {
        assert_eq!(self.status, Some(0), "{}{}", self.standard, self.errors);
        self.standard
    }

    /// The standard error of a run that must fail with this status and this code.
    #[track_caller]
    pub(crate) fn fails(self, status: i32, code: &str) -> String {
        assert_eq!(self.status, Some(status), "{}{}", self.standard, self.errors);
        assert!(
            self.errors.contains(&format!("[{code}]")),
            "no {code} in: {}",
            self.errors
        );
        self.assert_no_panic();
        self.errors
    }

    /// That nothing looks like a fault of the program.
    #[track_caller]
    pub(crate) fn assert_no_panic(&self) {
        assert!(!self.errors.contains("panicked"), "{}", self.errors);
        assert_ne!(self.status, Some(101));
    }
}

/// The program under test.
pub(crate) fn executable() -> &'static Path {
    Path::new(env!("CARGO_BIN_EXE_epic_events"))
}

/// Starts a shell that has its server, and waits on its standard input until that closes.
pub(crate) fn waiting_shell(mut command: Command) -> Child {
    let mut shell = command
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("the program starts");
    let input = shell.stdin.as_mut().expect("its standard input is a pipe");
    input.write_all(b"base etat\n").expect("it listens");
    let output = shell.stdout.take().expect("its standard output is a pipe");
    let mut first = String::new();
    BufReader::new(output).read_line(&mut first).expect("it answers");
    assert!(first.starts_with("Base : "), "{first}");
    shell
}

/// An output on a disk that is full.
pub(crate) fn full_output() -> Stdio {
    File::options().write(true).open("/dev/full").unwrap().into()
}

/// An output whose reader has gone.
pub(crate) fn closed_output() -> Stdio {
    let (reader, writer) = std::io::pipe().unwrap();
    drop(reader);
    writer.into()
}

/// Runs a command whose outputs are pipes, and says how it ended.
pub(crate) fn run(mut command: Command, input: &[u8]) -> Ended {
    let mut child = command.stdin(Stdio::piped()).spawn().unwrap();
    let mut standard_input = child.stdin.take().unwrap();
    let outputs = (child.stdout.take(), child.stderr.take());
    let (status, standard, errors) = std::thread::scope(|scope| {
        scope.spawn(move || {
            // A program that ends before it has read everything is no fault of the test.
            let _ = standard_input.write_all(input);
        });
        let standard = scope.spawn(|| outputs.0.map(read_all).unwrap_or_default());
        let errors = scope.spawn(|| outputs.1.map(read_all).unwrap_or_default());
        let status = wait(&mut child);
        (status, standard.join().unwrap(), errors.join().unwrap())
    });
    Ended {
        status: status.code(),
        standard,
        errors,
    }
}

/// Waits for the end of a process, but not for ever.
pub(crate) fn wait(child: &mut Child) -> ExitStatus {
    for _ in 0..LOOKS {
        if let Some(status) = child.try_wait().unwrap() {
            return status;
        }
        std::thread::sleep(PAUSE);
    }
    child.kill().unwrap();
    child.wait().unwrap();
    panic!("the program did not end");
}

/// What a look finds at last.
pub(crate) fn eventually<T>(what: &str, mut look: impl FnMut() -> Option<T>) -> T {
    for _ in 0..LOOKS {
        if let Some(found) = look() {
            return found;
        }
        std::thread::sleep(PAUSE);
    }
    panic!("never happened: {what}");
}

/// Whether there is such a process, and not only what is left of one until its parent asks.
pub(crate) fn is_alive(process: Pid) -> bool {
    let state = std::fs::read_to_string(format!("/proc/{}/stat", process.as_raw_nonzero()));
    let is_remains = state.is_ok_and(|state| state.contains(") Z "));
    test_kill_process(process).is_ok() && !is_remains
}

/// `kill -STOP`, until it has happened: a thread goes on until the kernel next has hold of it.
pub(crate) fn freeze(process: Pid) {
    kill_process(process, Signal::STOP).unwrap();
    let threads = format!("/proc/{}/task", process.as_raw_nonzero());
    eventually("the standstill of every thread", || {
        let mut threads = std::fs::read_dir(&threads).unwrap();
        let stands = |state: String| state.contains(") T ");
        threads
            .all(|thread| std::fs::read_to_string(thread.unwrap().path().join("stat")).is_ok_and(stands))
            .then_some(())
    });
}

/// `kill -9`, until it has happened.
pub(crate) fn kill(process: Pid) {
    kill_process(process, Signal::KILL).unwrap();
    eventually("the end of a killed process", || (!is_alive(process)).then_some(()));
}

/// The permissions of a file, as `chmod` writes them.
pub(crate) fn mode(path: &Path) -> u32 {
    std::fs::metadata(path).unwrap().permissions().mode() & 0o777
}

fn read_all(mut output: impl Read) -> String {
    let mut bytes = Vec::new();
    output.read_to_end(&mut bytes).unwrap();
    String::from_utf8(bytes).expect("the output is UTF-8")
}

#[expect(
    clippy::disallowed_methods,
    reason = "the server program is looked for where this process finds it"
)]
fn path_of_this_process() -> String {
    std::env::var("PATH").unwrap_or_default()
}
