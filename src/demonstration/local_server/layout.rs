//! Where the private server keeps its files, and who may touch them.
//!
//! The data directory holds everything that lasts: the server's own files, its log, its locks. The socket lives in a
//! runtime directory of its own, because the path of a socket may not exceed about a hundred bytes.
//!
//! Refused: a folder that belongs to somebody else, a runtime directory that is a symbolic link.

use std::fs::{self, DirBuilder, File, Permissions};
use std::io;
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::{DirBuilderExt, MetadataExt, PermissionsExt};
use std::path::{Path, PathBuf};

use rustix::fs::Access;

use crate::error::{Error, Result, ServerFault};
use crate::security::digest::sha256;
use crate::security::private_file::{self, FOLDER_MODE};

/// The longest path of a socket that every system accepts, in bytes (Linux takes 107, macOS 103).
const LONGEST_SOCKET_PATH: usize = 100;

/// Where the socket goes when no better folder exists.
const LAST_RUNTIME_PARENT: &str = "/tmp";

/// Where the server keeps its temporary tables, below the data directory. Not in the folder of the system: a MariaDB
/// that starts removes the temporary tables it finds, those of other servers too.
pub(super) const TEMPORARY_FOLDER: &str = "temporary";

const SOCKET_NAME: &str = "socket";

/// The two folders of a private server.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Layout {
    /// The folder of the server's lasting files; nothing else should be in it. Absolute.
    pub data_directory: PathBuf,
    /// The short folder of its socket, for one data directory of one person. Absolute.
    pub runtime_directory: PathBuf,
}

impl Layout {
    /// The layout for a data directory. The socket goes below the first of `runtime_parents` (such as
    /// `$XDG_RUNTIME_DIR`, then the temporary folder) that can be written to and is short enough, else below `/tmp`.
    ///
    /// # Errors
    /// [`ServerFault::Directory`] when the path is empty or the current folder is gone.
    pub fn new(data_directory: &Path, runtime_parents: &[PathBuf]) -> Result<Self> {
        let data_directory = std::path::absolute(data_directory).map_err(|_| directory_fault(data_directory))?;
        let name = runtime_name(&data_directory);
        let runtime_directory = runtime_parents
            .iter()
            .filter(|parent| is_usable(parent))
            .map(|parent| parent.join(&name))
            .find(|directory| socket_in(directory).as_os_str().len() <= LONGEST_SOCKET_PATH)
            .unwrap_or_else(|| Path::new(LAST_RUNTIME_PARENT).join(&name));
        Ok(Self {
            data_directory,
            runtime_directory,
        })
    }

    /// The log of the server and of its initialisation.
    pub fn log(&self) -> PathBuf {
        self.data_directory.join("server.log")
    }

    /// The file in which the server writes its process number.
    pub(super) fn process_file(&self) -> PathBuf {
        self.data_directory.join("server.pid")
    }

    /// Opens the lock under which one shell at a time decides to start or to stop the server.
    pub(super) fn open_decision_lock(&self) -> Result<File> {
        self.open_owned("decision.lock")
    }

    /// Opens the lock that every shell shares while it lives.
    pub(super) fn open_users_lock(&self) -> Result<File> {
        self.open_owned("users.lock")
    }

    /// Opens the log for appending.
    pub(super) fn open_log(&self) -> Result<File> {
        self.open_owned("server.log")
    }

    /// Makes the data directory and its folder of temporary files where they are missing.
    pub(super) fn prepare_data_directory(&self) -> Result<()> {
        let directory = &self.data_directory;
        private_file::make_folder(directory).map_err(|_| directory_fault(directory))?;
        let metadata = fs::metadata(directory).map_err(|_| directory_fault(directory))?;
        // Root in a person's folder would leave files there that the person can no longer open.
        let is_writable = rustix::fs::access(directory, Access::WRITE_OK | Access::EXEC_OK).is_ok();
        if metadata.uid() != own_user() || !is_writable {
            return Err(directory_fault(directory));
        }
        let temporary = directory.join(TEMPORARY_FOLDER);
        make_private(&temporary).map_err(|_| directory_fault(&temporary))
    }

    /// Makes the folder of the socket where it is missing and returns the path of the socket.
    ///
    /// The place that was recorded is kept while it can be: shells with other environments already know it.
    pub(super) fn prepare_socket(&self) -> Result<PathBuf> {
        if let Some(recorded) = self.recorded_socket()
            && let Some(directory) = recorded.parent()
            && make_private(directory).is_ok()
        {
            return Ok(recorded);
        }
        make_private(&self.runtime_directory).map_err(|_| directory_fault(&self.runtime_directory))?;
        let socket = socket_in(&self.runtime_directory);
        self.record_socket(&socket)
            .map_err(|_| directory_fault(&self.data_directory))?;
        Ok(socket)
    }

    /// The socket of the last server that was started here, when its folder still is this person's alone.
    pub(super) fn socket(&self) -> Option<PathBuf> {
        let socket = self.recorded_socket()?;
        check_private(socket.parent()?).ok()?;
        Some(socket)
    }

    /// Removes what a server that has ended may have left.
    pub(super) fn remove_remains(&self, socket: &Path) -> Result<()> {
        // MySQL keeps a lock beside its socket and believes it when the number in it is a process again.
        for remains in [socket, &socket.with_extension("lock"), &self.process_file()] {
            remove_if_present(remains).map_err(|_| directory_fault(remains))?;
        }
        Ok(())
    }

    /// Removes the folder of the socket when a server that ended left it empty.
    pub(super) fn remove_runtime_directory(&self) {
        if let Some(socket) = self.socket()
            && let Some(directory) = socket.parent()
        {
            // What stays is used again by the next server.
            let _ = fs::remove_dir(directory);
        }
    }

    /// What was recorded, whatever has become of its folder. A copy of a data directory does not inherit the socket of
    /// the original: its folder has another name.
    fn recorded_socket(&self) -> Option<PathBuf> {
        let socket = fs::read_link(self.socket_record()).ok()?;
        (socket.parent()?.file_name() == self.runtime_directory.file_name()).then_some(socket)
    }

    fn record_socket(&self, socket: &Path) -> io::Result<()> {
        remove_if_present(&self.socket_record())?;
        std::os::unix::fs::symlink(socket, self.socket_record())
    }

    /// A symbolic link to the socket: read, never followed, so its own path may be long.
    fn socket_record(&self) -> PathBuf {
        self.data_directory.join(SOCKET_NAME)
    }

    fn open_owned(&self, name: &str) -> Result<File> {
        let path = self.data_directory.join(name);
        private_file::options()
            .read(true)
            .append(true)
            .create(true)
            .open(&path)
            .map_err(|_| directory_fault(&path))
    }
}

/// The error that names a folder or file of the server.
pub(super) fn directory_fault(path: &Path) -> Error {
    Error::ServerNotStarted {
        why: ServerFault::Directory(path.to_path_buf()),
    }
}

/// Removes a file that may be absent.
fn remove_if_present(path: &Path) -> io::Result<()> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        Ok(()) | Err(_) => Ok(()),
    }
}

/// Makes a folder that only this person can enter.
pub(super) fn make_private(directory: &Path) -> io::Result<()> {
    match DirBuilder::new().mode(FOLDER_MODE).create(directory) {
        Err(error) if error.kind() != io::ErrorKind::AlreadyExists => return Err(error),
        Ok(()) | Err(_) => {}
    }
    check_private(directory)?;
    fs::set_permissions(directory, Permissions::from_mode(FOLDER_MODE))
}

/// Refuses what somebody else could have put in the place of this person's folder.
fn check_private(directory: &Path) -> io::Result<()> {
    let metadata = fs::symlink_metadata(directory)?;
    if metadata.is_dir() && metadata.uid() == own_user() {
        return Ok(());
    }
    Err(io::ErrorKind::PermissionDenied.into())
}

fn own_user() -> u32 {
    rustix::process::geteuid().as_raw()
}

fn is_usable(directory: &Path) -> bool {
    directory.is_absolute()
        && directory.is_dir()
        && rustix::fs::access(directory, Access::WRITE_OK | Access::EXEC_OK).is_ok()
}

fn socket_in(directory: &Path) -> PathBuf {
    directory.join(SOCKET_NAME)
}

/// `epic_events-<user>-<hash>`: two people, or two data directories, never share a folder.
fn runtime_name(data_directory: &Path) -> String {
    const DIGITS_OF_DIGEST: usize = 12;
    let digest = sha256(data_directory.as_os_str().as_bytes());
    let short = digest.get(..DIGITS_OF_DIGEST).unwrap_or_default();
    format!("epic_events-{}-{short}", own_user())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_socket_path_stays_short_whatever_the_folders() {
        let long = tempfile::Builder::new().prefix(&"é".repeat(60)).tempdir().unwrap();
        let layout = Layout::new(&long.path().join("x".repeat(150)), &[long.path().to_path_buf()]).unwrap();
        assert!(socket_in(&layout.runtime_directory).as_os_str().len() <= LONGEST_SOCKET_PATH);
        assert!(layout.runtime_directory.starts_with(LAST_RUNTIME_PARENT));
    }

    #[test]
    fn two_data_directories_have_two_runtime_directories() {
        let first = Layout::new(Path::new("/a/b"), &[]).unwrap();
        let second = Layout::new(Path::new("/a/c"), &[]).unwrap();
        assert_ne!(first.runtime_directory, second.runtime_directory);
        assert_eq!(first, Layout::new(Path::new("/a/b"), &[]).unwrap());
    }

    #[test]
    fn a_runtime_parent_that_does_not_exist_is_passed_over() {
        let parent = tempfile::tempdir().unwrap();
        let missing = parent.path().join("missing");
        let layout = Layout::new(Path::new("/a"), &[missing, parent.path().to_path_buf()]).unwrap();
        assert_eq!(layout.runtime_directory.parent(), Some(parent.path()));
    }

    #[test]
    fn a_symbolic_link_is_no_private_folder() {
        let parent = tempfile::tempdir().unwrap();
        let link = parent.path().join("link");
        std::os::unix::fs::symlink(parent.path(), &link).unwrap();
        assert!(make_private(&link).is_err());
    }

    #[test]
    fn a_private_folder_opened_to_others_is_closed_again() {
        let parent = tempfile::tempdir().unwrap();
        let directory = parent.path().join("runtime");
        fs::create_dir(&directory).unwrap();
        fs::set_permissions(&directory, Permissions::from_mode(0o777)).unwrap();
        make_private(&directory).unwrap();
        assert_eq!(fs::metadata(&directory).unwrap().mode() & 0o777, FOLDER_MODE);
    }

    #[test]
    fn a_recorded_socket_is_kept_for_shells_with_another_environment() {
        let parent = tempfile::tempdir().unwrap();
        let data_directory = parent.path().join("server");
        let first_parent = parent.path().join("first");
        fs::create_dir(&first_parent).unwrap();
        let first = Layout {
            data_directory: data_directory.clone(),
            runtime_directory: first_parent.join("runtime"),
        };
        let second = Layout {
            data_directory,
            runtime_directory: parent.path().join("runtime"),
        };
        first.prepare_data_directory().unwrap();
        let socket = first.prepare_socket().unwrap();
        assert_eq!(second.prepare_socket().unwrap(), socket);
        assert_eq!(second.socket(), Some(socket));
    }

    #[test]
    fn a_copy_of_a_data_directory_does_not_inherit_its_socket() {
        let parent = tempfile::tempdir().unwrap();
        let data_directory = parent.path().join("server");
        let original = Layout {
            data_directory: data_directory.clone(),
            runtime_directory: parent.path().join("original"),
        };
        let copy = Layout {
            data_directory,
            runtime_directory: parent.path().join("copy"),
        };
        original.prepare_data_directory().unwrap();
        let socket = original.prepare_socket().unwrap();
        assert_eq!(copy.socket(), None);
        assert_ne!(copy.prepare_socket().unwrap(), socket);
    }
}
