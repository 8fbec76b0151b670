//! A private server as it is seen from outside: whether it has files, and whether it answers.

use std::fs;
use std::io::Read;
use std::os::unix::fs::MetadataExt;
use std::os::unix::net::UnixStream;
use std::path::{Path, PathBuf};
use std::time::Duration;

use epic_events::demonstration::local_server::Layout;

/// What is seen of it.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum ServerStatus {
    /// It has no files yet.
    Absent,
    /// It has files, and does not answer.
    Stopped,
    /// It answers on this socket.
    Running(PathBuf),
}

/// Looks at the server; creates nothing.
pub(crate) fn status(layout: &Layout) -> ServerStatus {
    let recorded = fs::read_link(layout.data_directory.join("socket")).ok();
    match recorded.filter(|socket| answers(socket)) {
        Some(socket) => ServerStatus::Running(socket),
        None if files(layout).is_some() => ServerStatus::Stopped,
        None => ServerStatus::Absent,
    }
}

/// The number of the folder of its files, which is another one when they are made again.
pub(crate) fn files(layout: &Layout) -> Option<u64> {
    let mut folders = ["mariadb", "mysql"]
        .map(|flavour| layout.data_directory.join(flavour))
        .into_iter();
    folders.find_map(|folder| Some(fs::metadata(folder).ok()?.ino()))
}

/// Whether a server greets on the socket.
pub(crate) fn answers(socket: &Path) -> bool {
    let Ok(mut stream) = UnixStream::connect(socket) else {
        return false;
    };
    stream.set_read_timeout(Some(Duration::from_secs(5))).unwrap();
    stream.read_exact(&mut [0; 1]).is_ok()
}
