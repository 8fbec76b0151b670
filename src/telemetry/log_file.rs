//! The file of the log: private to its owner, appended to, bounded.
//!
//! Refused: symbolic links, pipes, devices, and files of somebody else, through which a line could go elsewhere.

use std::fs::{File, Permissions};
use std::io::{self, ErrorKind};
use std::os::unix::fs::PermissionsExt;
use std::path::Path;

use rustix::fs::OFlags;

use crate::security::private_file::{self, FILE_MODE};

/// Its name in the data directory.
pub(super) const NAME: &str = "journal-technique.log";
/// A larger file is put aside at the start.
const LARGEST: u64 = 5 * 1024 * 1024;

/// Opens the file to append to it, making its folder when there is none; a file over 5 MiB is first renamed to `….1`,
/// which replaces the older one.
pub(super) fn open(path: &Path) -> io::Result<File> {
    if let Some(folder) = path.parent() {
        private_file::make_folder(folder)?;
    }
    put_aside_when_large(path)?;
    // Without NONBLOCK, a pipe put there would hold the program until somebody read it.
    let file = private_file::options_with(OFlags::NONBLOCK | OFlags::NOCTTY)
        .append(true)
        .create(true)
        .open(path)?;
    if !file.metadata()?.is_file() {
        return Err(io::Error::from(ErrorKind::InvalidInput));
    }
    // The mode was for a new file; an older one may be open to others.
    file.set_permissions(Permissions::from_mode(FILE_MODE))?;
    Ok(file)
}

fn put_aside_when_large(path: &Path) -> io::Result<()> {
    match std::fs::symlink_metadata(path) {
        Ok(metadata) if metadata.is_file() && metadata.len() > LARGEST => {
            std::fs::rename(path, path.with_added_extension("1"))
        }
        Err(error) if error.kind() != ErrorKind::NotFound => Err(error),
        Ok(_) | Err(_) => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use std::fs::{metadata, read_to_string, set_permissions};
    use std::io::Write;
    use std::os::unix::fs::symlink;

    use rustix::fs::{CWD, FileType, Mode};

    use super::*;

    fn mode(path: &Path) -> u32 {
        metadata(path).unwrap().permissions().mode() & 0o777
    }

    #[test]
    fn s42_the_file_is_private_and_appended_to() {
        let directory = tempfile::tempdir().unwrap();
        let path = directory.path().join("new").join(NAME);
        open(&path).unwrap().write_all(b"one\n").unwrap();
        assert_eq!((mode(&path), mode(path.parent().unwrap())), (0o600, 0o700));
        set_permissions(&path, Permissions::from_mode(0o644)).unwrap();
        open(&path).unwrap().write_all(b"two\n").unwrap();
        assert_eq!(read_to_string(&path).unwrap(), "one\ntwo\n");
        assert_eq!(mode(&path), 0o600);
    }

    #[test]
    fn s42_a_link_a_pipe_or_a_folder_is_refused() {
        let directory = tempfile::tempdir().unwrap();
        let target = directory.path().join("target");
        let link = directory.path().join("link");
        symlink(&target, &link).unwrap();
        assert!(open(&link).is_err());
        assert!(!target.exists());
        let pipe = directory.path().join("pipe");
        rustix::fs::mknodat(CWD, &pipe, FileType::Fifo, Mode::RUSR | Mode::WUSR, 0).unwrap();
        assert!(open(&pipe).is_err());
        assert!(open(directory.path()).is_err());
    }

    #[test]
    fn s23_a_file_over_the_limit_is_put_aside_once() {
        let directory = tempfile::tempdir().unwrap();
        let path = directory.path().join(NAME);
        let older = directory.path().join("journal-technique.log.1");
        open(&path).unwrap().set_len(LARGEST).unwrap();
        open(&path).unwrap();
        assert!(!older.exists());
        for size in [LARGEST + 1, LARGEST + 2] {
            open(&path).unwrap().set_len(size).unwrap();
            assert_eq!(open(&path).unwrap().metadata().unwrap().len(), 0);
            assert_eq!(metadata(&older).unwrap().len(), size);
        }
    }
}
