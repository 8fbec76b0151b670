//! The server as a process: initialising its files, starting it, knowing whether it lives, ending it.
//!
//! The log is also the sign of life. It is locked before the server starts and handed over as its output, so the lock
//! lasts exactly as long as the server (or the initialisation) does, however it ends and whoever started it: no number
//! of a process that is gone can be taken for it.
//!
//! Refused: a process number whose process does not write to that log; a server that ended or never answered.

use std::fs::{self, DirBuilder, File, TryLockError};
use std::io::{self, ErrorKind, Read, Write};
use std::os::unix::fs::{DirBuilderExt, MetadataExt};
use std::os::unix::net::UnixStream;
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use rustix::process::{Pid, Signal, kill_process};

use super::installation::{Flavour, Installation, option};
use super::layout::{Layout, directory_fault};
use crate::error::{Error, Result, ServerFault};
use crate::security::private_file::FOLDER_MODE;

const POLL: Duration = Duration::from_millis(5);
/// How long a server that was just started may recover its files before it answers.
const START_PATIENCE: Duration = Duration::from_mins(1);
/// How long a signal may take to end the server.
const END_PATIENCE: Duration = Duration::from_secs(10);
/// How long a server that accepted a connection may take to greet.
const GREETING_PATIENCE: Duration = Duration::from_millis(500);
/// Above this size the log starts again, in bytes.
const LONGEST_LOG: u64 = 1024 * 1024;

/// The statements that create the system tables of MariaDB, in order; the older names first.
const SYSTEM_TABLES: [[&str; 2]; 3] = [
    ["mysql_system_tables.sql", "mariadb_system_tables.sql"],
    ["mysql_performance_tables.sql", "mariadb_performance_tables.sql"],
    ["mysql_system_tables_data.sql", "mariadb_system_tables_data.sql"],
];
/// What goes before them. Root signs in without a password: only this person can enter the folder of the socket.
const BEFORE_SYSTEM_TABLES: &str = "CREATE DATABASE mysql;\nUSE mysql;\nSET @auth_root_socket = NULL;\n";
/// The lines that would add an account for the name of this machine.
const HOST_ACCOUNT: &str = "@current_hostname";

/// Waits in short sleeps, up to a bound. It counts what it sleeps and reads no clock.
pub(super) struct Patience {
    left: Duration,
}

impl Patience {
    pub(super) fn new(bound: Duration) -> Self {
        Self { left: bound }
    }

    /// Sleeps once; false when the bound was reached before.
    pub(super) fn pause(&mut self) -> bool {
        if self.left.is_zero() {
            return false;
        }
        std::thread::sleep(POLL);
        self.spend(POLL);
        true
    }

    fn spend(&mut self, time: Duration) {
        self.left = self.left.saturating_sub(time);
    }
}

/// What is known about the server's life.
pub(super) enum Life {
    /// No process works on the data directory; the lock is now this shell's, to start one.
    Ended(File),
    /// A process lives, whether or not it answers.
    Alive,
}

/// Asks the lock of the log. Only under the decision lock, so that nobody mistakes this question for a server.
pub(super) fn life(layout: &Layout) -> Result<Life> {
    let log = layout.open_log()?;
    match log.try_lock() {
        Ok(()) => Ok(Life::Ended(log)),
        Err(TryLockError::WouldBlock) => Ok(Life::Alive),
        Err(TryLockError::Error(_)) => Err(directory_fault(&layout.log())),
    }
}

/// Whether a server greets on the socket.
pub(super) fn answers(socket: &Path) -> bool {
    matches!(greeting(socket), Greeting::Heard)
}

/// What came of waiting for a living server.
pub(super) enum Waited {
    /// It answers on this socket.
    Answer(PathBuf),
    /// It ended; the lock is now this shell's.
    Ended(File),
    /// It lives and says nothing.
    Silence,
}

/// Waits for a server that somebody else started.
pub(super) fn wait_for_answer(layout: &Layout, mut patience: Patience) -> Result<Waited> {
    loop {
        if let Some(socket) = layout.socket() {
            match greeting(&socket) {
                Greeting::Heard => return Ok(Waited::Answer(socket)),
                Greeting::Silence => patience.spend(GREETING_PATIENCE),
                Greeting::Refused => {}
            }
        }
        if let Life::Ended(log) = life(layout)? {
            return Ok(Waited::Ended(log));
        }
        // A server that wrote its number had its socket: without one it is ending, or can never be reached again.
        if process(layout).is_some() && !has_socket(layout) {
            return Ok(Waited::Silence);
        }
        if !patience.pause() {
            return Ok(Waited::Silence);
        }
    }
}

/// Creates the files of the server where they are missing.
///
/// They are made in a folder beside theirs, which takes its name only when complete: a kill in the middle leaves
/// nothing that looks like a database.
pub(super) fn initialise(installation: &Installation, layout: &Layout, durable: bool, log: &File) -> Result<()> {
    let files = layout.data_directory.join(installation.flavour.folder());
    if files.is_dir() {
        return Ok(());
    }
    let unfinished = files.with_extension("unfinished");
    renew(&unfinished).map_err(|_| directory_fault(&unfinished))?;
    let created = match installation.flavour {
        Flavour::MariaDb => bootstrap_mariadb(installation, &unfinished, durable, log),
        Flavour::MySql => initialise_mysql(installation, &unfinished, durable, log),
    };
    if !created.unwrap_or(false) {
        let _ = fs::remove_dir_all(&unfinished);
        return Err(Error::ServerNotStarted {
            why: ServerFault::Initialisation { log: layout.log() },
        });
    }
    fs::rename(&unfinished, &files)
        .and_then(|()| File::open(&layout.data_directory)?.sync_all())
        .map_err(|_| directory_fault(&files))
}

/// Starts the server on its files and waits until it answers. The lock of the log goes over to it.
pub(super) fn start(installation: &Installation, layout: &Layout, durable: bool, log: File) -> Result<PathBuf> {
    let socket = layout.prepare_socket()?;
    layout.remove_remains(&socket)?;
    let files = layout.data_directory.join(installation.flavour.folder());
    let mut command = installation.command(&files, durable);
    command
        .arg(option("--socket=", &socket))
        .arg(option("--pid-file=", &layout.process_file()))
        .args([
            "--skip-networking",
            "--skip-name-resolve",
            "--event-scheduler=OFF",
            "--key-buffer-size=1M",
            "--innodb-log-buffer-size=2M",
        ])
        .stdin(Stdio::null());
    if installation.flavour == Flavour::MariaDb {
        // Signs of life that hang up after the greeting are no news.
        command.arg("--log-warnings=1");
    }
    let child = spawn(command, log).map_err(|_| start_fault(layout))?;
    wait_for_start(child, layout, &socket)?;
    Ok(socket)
}

/// Ends the living server: first asked, then forced. Its files survive either. Returns the lock it held.
///
/// # Errors
/// [`ServerFault::Start`] when its process cannot be told or will not end.
pub(super) fn end(layout: &Layout) -> Result<File> {
    for signal in [Signal::TERM, Signal::KILL] {
        if let Some(log) = end_by(signal, layout)? {
            return Ok(log);
        }
    }
    Err(start_fault(layout))
}

/// The log restarts when it has become long. Only while no server writes to it.
pub(super) fn shorten(log: &File) -> io::Result<()> {
    if log.metadata()?.len() > LONGEST_LOG {
        log.set_len(0)?;
    }
    Ok(())
}

/// The error that points at the log.
pub(super) fn start_fault(layout: &Layout) -> Error {
    Error::ServerNotStarted {
        why: ServerFault::Start { log: layout.log() },
    }
}

fn has_socket(layout: &Layout) -> bool {
    layout.socket().is_some_and(|socket| socket.exists())
}

fn end_by(signal: Signal, layout: &Layout) -> Result<Option<File>> {
    let mut patience = Patience::new(END_PATIENCE);
    let mut is_sent = false;
    loop {
        if let Life::Ended(log) = life(layout)? {
            return Ok(Some(log));
        }
        // A server that is only starting has not written its number yet.
        if !is_sent && let Some(process) = process(layout) {
            is_sent = kill_process(process, signal).is_ok();
        }
        if !patience.pause() {
            return Ok(None);
        }
    }
}

enum Greeting {
    Heard,
    /// Accepted, but nothing was said in time.
    Silence,
    /// Nobody listens.
    Refused,
}

/// In this protocol the server speaks first: one byte is proof enough, and costs no account.
fn greeting(socket: &Path) -> Greeting {
    let Ok(mut stream) = UnixStream::connect(socket) else {
        return Greeting::Refused;
    };
    if stream.set_read_timeout(Some(GREETING_PATIENCE)).is_err() {
        return Greeting::Refused;
    }
    match stream.read(&mut [0; 1]) {
        Ok(0) => Greeting::Refused,
        Ok(_) => Greeting::Heard,
        Err(error) if matches!(error.kind(), ErrorKind::WouldBlock | ErrorKind::TimedOut) => Greeting::Silence,
        Err(_) => Greeting::Refused,
    }
}

fn renew(directory: &Path) -> io::Result<()> {
    match fs::remove_dir_all(directory) {
        Err(error) if error.kind() != ErrorKind::NotFound => return Err(error),
        Ok(()) | Err(_) => {}
    }
    DirBuilder::new().mode(FOLDER_MODE).create(directory)
}

/// Feeds the server its own statements, as MariaDB's installation script does. The script itself needs a program of
/// another package, splits paths at blanks, and as root changes files of the system.
fn bootstrap_mariadb(installation: &Installation, files: &Path, durable: bool, log: &File) -> io::Result<bool> {
    let statements = system_tables(installation)?;
    let mut command = installation.command(files, durable);
    command
        .args([
            "--bootstrap",
            "--silent-startup",
            "--log-warnings=0",
            "--max-allowed-packet=8M",
        ])
        .stdin(Stdio::piped());
    let mut child = spawn(command, log.try_clone()?)?;
    let fed = match child.stdin.take() {
        Some(mut input) => input.write_all(statements.as_bytes()),
        None => Ok(()),
    };
    let status = child.wait()?;
    fed?;
    Ok(status.success())
}

fn initialise_mysql(installation: &Installation, files: &Path, durable: bool, log: &File) -> io::Result<bool> {
    let mut command = installation.command(files, durable);
    command.arg("--initialize-insecure").stdin(Stdio::null());
    Ok(spawn(command, log.try_clone()?)?.wait()?.success())
}

fn system_tables(installation: &Installation) -> io::Result<String> {
    let folders = installation.share_folders();
    let mut statements = String::from(BEFORE_SYSTEM_TABLES);
    for names in SYSTEM_TABLES {
        let file = folders
            .iter()
            .flat_map(|folder| names.map(|name| folder.join(name)))
            .find(|file| file.is_file())
            .ok_or(ErrorKind::NotFound)?;
        for line in fs::read_to_string(file)?.lines() {
            if !line.contains(HOST_ACCOUNT) {
                statements.push_str(line);
                statements.push('\n');
            }
        }
    }
    Ok(statements)
}

/// Starts a program whose output, and with it the lock of the log, is its own until it ends.
fn spawn(mut command: Command, log: File) -> io::Result<Child> {
    command
        .stdout(log.try_clone()?)
        .stderr(log)
        // Ctrl-C of the terminal reaches the shell's group only.
        .process_group(0)
        .spawn()
}

fn wait_for_start(mut child: Child, layout: &Layout, socket: &Path) -> Result<()> {
    let mut patience = Patience::new(START_PATIENCE);
    while !answers(socket) {
        let has_ended = !matches!(child.try_wait(), Ok(None));
        if has_ended {
            return Err(start_fault(layout));
        }
        if !patience.pause() {
            let _ = child.kill();
            let _ = child.wait();
            return Err(start_fault(layout));
        }
    }
    // Somebody has to take note of its end, or a server that is killed stays in the table of processes.
    std::thread::Builder::new()
        .name("end of the private server".into())
        .spawn(move || child.wait())
        .map_err(|_| start_fault(layout))?;
    Ok(())
}

/// The process that the server's file names, when it is the one that writes to the log.
fn process(layout: &Layout) -> Option<Pid> {
    let number = fs::read_to_string(layout.process_file()).ok()?;
    let process = Pid::from_raw(number.trim().parse().ok()?)?;
    writes_to_log(process, layout).then_some(process)
}

/// In another container sharing these files the same number is another process. Systems without `/proc` have no such
/// containers, and there the lock of the log has to do.
fn writes_to_log(process: Pid, layout: &Layout) -> bool {
    if !Path::new("/proc/self/fd").exists() {
        return true;
    }
    let output = fs::metadata(format!("/proc/{process}/fd/2"));
    match (output, fs::metadata(layout.log())) {
        (Ok(output), Ok(log)) => output.dev() == log.dev() && output.ino() == log.ino(),
        (Ok(_) | Err(_), _) => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn layout(folder: &Path) -> Layout {
        let layout = Layout {
            data_directory: folder.join("server"),
            runtime_directory: folder.join("runtime"),
        };
        layout.prepare_data_directory().unwrap();
        layout
    }

    #[test]
    fn patience_ends() {
        let mut patience = Patience::new(POLL * 2);
        assert!(patience.pause());
        assert!(patience.pause());
        assert!(!patience.pause());
    }

    #[test]
    fn the_lock_of_the_log_lasts_as_long_as_the_process_that_was_given_it() {
        let folder = tempfile::tempdir().unwrap();
        let layout = layout(folder.path());
        let Life::Ended(log) = life(&layout).unwrap() else {
            panic!("nobody has started anything");
        };
        let mut command = Command::new("/bin/sh");
        command.args(["-c", "read line"]).stdin(Stdio::piped());
        let mut child = spawn(command, log).unwrap();
        assert!(matches!(life(&layout).unwrap(), Life::Alive));
        drop(child.stdin.take());
        child.wait().unwrap();
        assert!(matches!(life(&layout).unwrap(), Life::Ended(_)));
    }

    #[test]
    fn a_process_that_does_not_write_to_the_log_is_not_the_server() {
        let folder = tempfile::tempdir().unwrap();
        let layout = layout(folder.path());
        drop(layout.open_log().unwrap());
        let number = std::process::id().to_string();
        let mut file = File::create_new(layout.process_file()).unwrap();
        file.write_all(number.as_bytes()).unwrap();
        assert_eq!(process(&layout), None);
    }

    #[test]
    fn a_listener_that_hangs_up_without_a_word_is_no_server() {
        let folder = tempfile::tempdir().unwrap();
        let socket = folder.path().join("socket");
        let listener = std::os::unix::net::UnixListener::bind(&socket).unwrap();
        std::thread::spawn(move || {
            drop(listener.accept());
            listener.accept().unwrap().0.write_all(b"J").unwrap();
        });
        assert!(!answers(&socket));
        assert!(answers(&socket));
    }
}
