//! `--vers FICHIER`: a file that is complete or absent (S21).
//!
//! In this order: what is already there is looked at; a new file, mode 0600, is made in the same folder under a name of
//! its own; rows are written to it; once everything is on the disk it takes the asked name, in one step of the
//! operating system. A failure before that leaves nothing behind, and never touches the older file. That step can be
//! left for later: until it is taken, the file is there for nobody.
//!
//! Refused: to replace a file without `--ecraser`, even one made while rows were being written; to replace anything
//! that is no regular file, with or without it. A symbolic link is never followed.

use std::fs::{self, Permissions};
use std::io::{self, BufWriter, Write};
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};

use tempfile::{Builder, NamedTempFile, TempPath};

use crate::error::{Error, FileFault, Result};
use crate::security::private_file::FILE_MODE;

/// What the file is written in pieces of.
const BUFFER_BYTES: usize = 64 * 1024;

/// A file being written under a name of its own.
#[derive(Debug)]
pub struct OutputFile {
    writer: BufWriter<NamedTempFile>,
    path: PathBuf,
    overwrite: bool,
}

impl OutputFile {
    /// Makes the new file; `overwrite` says that a regular file may be replaced at the end.
    ///
    /// # Errors
    /// [`Error::FileExists`], or [`Error::UnwritableFile`] where the folder is missing or closed to us, or where the
    /// path is that of a folder, a link or a device.
    pub fn create(path: &Path, overwrite: bool) -> Result<Self> {
        refuse_existing(path, overwrite)?;
        let folder = match path.parent() {
            Some(parent) if !parent.as_os_str().is_empty() => parent,
            _ => Path::new("."),
        };
        let file = Builder::new()
            .prefix(".epic_events-")
            .permissions(Permissions::from_mode(FILE_MODE))
            .tempfile_in(folder)
            .map_err(|error| Error::unwritable(path, &error))?;
        Ok(Self {
            writer: BufWriter::with_capacity(BUFFER_BYTES, file),
            path: path.to_owned(),
            overwrite,
        })
    }

    /// Puts everything on the disk and gives the file its name.
    ///
    /// # Errors
    /// [`Error::FileExists`] when somebody made it meanwhile, or [`Error::UnwritableFile`]; the file is then absent, or
    /// the older one untouched.
    pub fn finish(self) -> Result<()> {
        let whole = self.complete()?;
        whole.check()?;
        whole.appear()
    }

    /// Puts everything on the disk, and leaves the name for later.
    ///
    /// # Errors
    /// [`Error::UnwritableFile`]; nothing is left then.
    pub fn complete(self) -> Result<WholeFile> {
        let Self {
            writer,
            path,
            overwrite,
        } = self;
        let file = writer
            .into_inner()
            .map_err(|error| Error::unwritable(&path, error.error()))?;
        file.as_file()
            .sync_all()
            .map_err(|error| Error::unwritable(&path, &error))?;
        Ok(WholeFile {
            // Closed: a command file may write more files than the system opens at once.
            file: file.into_temp_path(),
            path,
            overwrite,
        })
    }

    /// Where it will be.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Whether it may replace another one.
    pub const fn may_overwrite(&self) -> bool {
        self.overwrite
    }

    /// The error of a write that failed on the way.
    pub fn error(&self, error: &io::Error) -> Error {
        Error::unwritable(&self.path, error)
    }
}

impl Write for OutputFile {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.writer.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.writer.flush()
    }
}

/// A file that is whole and on the disk, and has not its name yet; dropped, it is gone.
#[derive(Debug)]
pub struct WholeFile {
    file: TempPath,
    path: PathBuf,
    overwrite: bool,
}

impl WholeFile {
    /// Whether it may have its name.
    ///
    /// # Errors
    /// [`Error::FileExists`], [`Error::UnwritableFile`].
    pub fn check(&self) -> Result<()> {
        refuse_existing(&self.path, self.overwrite)
    }

    /// Where it will be.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Gives it its name.
    ///
    /// # Errors
    /// Those of [`check`](Self::check); the file is then absent, or the older one untouched.
    pub fn appear(self) -> Result<()> {
        let Self { file, path, overwrite } = self;
        let persisted = if overwrite {
            file.persist(&path)
        } else {
            file.persist_noclobber(&path)
        };
        match persisted {
            Ok(()) => Ok(()),
            Err(failure) if failure.error.kind() == io::ErrorKind::AlreadyExists => Err(exists(path)),
            Err(failure) => Err(Error::unwritable(&path, &failure.error)),
        }
    }
}

/// What whoever asks again with `--ecraser` does not meet.
pub fn exists(path: PathBuf) -> Error {
    Error::FileExists {
        path,
        is_replaceable: true,
    }
}

/// Replaces a whole file, which stays readable to whom it was.
///
/// # Errors
/// Those of [`OutputFile`].
pub fn replace_whole(path: &Path, bytes: &[u8]) -> Result<()> {
    let unwritable = |error: io::Error| Error::unwritable(path, &error);
    let permissions = fs::symlink_metadata(path).map_err(unwritable)?.permissions();
    let mut file = OutputFile::create(path, true)?;
    let made = file.writer.get_ref().as_file();
    made.set_permissions(permissions).map_err(unwritable)?;
    file.write_all(bytes).map_err(unwritable)?;
    file.finish()
}

fn refuse_existing(path: &Path, overwrite: bool) -> Result<()> {
    let metadata = match fs::symlink_metadata(path) {
        Ok(metadata) => metadata,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return refuse_folder_name(path),
        Err(error) => return Err(Error::unwritable(path, &error)),
    };
    if metadata.is_dir() {
        return Err(Error::unwritable(path, FileFault::Directory));
    }
    if !overwrite {
        return Err(exists(path.to_owned()));
    }
    if !metadata.is_file() {
        return Err(Error::unwritable(path, FileFault::Other));
    }
    Ok(())
}

/// `exports/` names a folder even when there is none.
fn refuse_folder_name(path: &Path) -> Result<()> {
    let ends_as_folder = path.as_os_str().as_encoded_bytes().ends_with(b"/");
    if path.file_name().is_some() && !ends_as_folder {
        return Ok(());
    }
    Err(Error::unwritable(path, FileFault::Directory))
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::symlink;

    use super::*;

    fn names(folder: &Path) -> Vec<String> {
        let mut names: Vec<String> = fs::read_dir(folder)
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect();
        names.sort();
        names
    }

    fn write(path: &Path, overwrite: bool, text: &str) -> Result<()> {
        let mut file = OutputFile::create(path, overwrite)?;
        file.write_all(text.as_bytes()).unwrap();
        file.finish()
    }

    fn existing(folder: &Path, name: &str) -> PathBuf {
        let path = folder.join(name);
        fs::File::create_new(&path).unwrap().write_all(b"ancien").unwrap();
        path
    }

    #[test]
    fn s21_a_finished_file_is_whole_and_closed_to_others() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("clients.csv");
        write(&path, false, "numero\r\n").unwrap();
        assert_eq!(fs::read_to_string(&path).unwrap(), "numero\r\n");
        assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
        assert_eq!(names(folder.path()), ["clients.csv"]);
    }

    #[test]
    fn s21_an_unfinished_file_leaves_nothing_behind() {
        let folder = tempfile::tempdir().unwrap();
        let path = existing(folder.path(), "clients.csv");
        let mut file = OutputFile::create(&path, true).unwrap();
        file.write_all(b"nouveau").unwrap();
        drop(file);
        assert_eq!(fs::read_to_string(&path).unwrap(), "ancien");
        assert_eq!(names(folder.path()), ["clients.csv"]);
    }

    #[test]
    fn s21_an_existing_file_is_replaced_only_when_asked() {
        let folder = tempfile::tempdir().unwrap();
        let path = existing(folder.path(), "clients.csv");
        assert_eq!(write(&path, false, "nouveau"), Err(exists(path.clone())));
        assert_eq!(fs::read_to_string(&path).unwrap(), "ancien");
        write(&path, true, "nouveau").unwrap();
        assert_eq!(fs::read_to_string(&path).unwrap(), "nouveau");
    }

    #[test]
    fn s21_a_file_made_meanwhile_is_not_replaced() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("clients.csv");
        let file = OutputFile::create(&path, false).unwrap();
        existing(folder.path(), "clients.csv");
        assert_eq!(file.finish(), Err(exists(path.clone())));
        assert_eq!(fs::read_to_string(&path).unwrap(), "ancien");
        assert_eq!(names(folder.path()), ["clients.csv"]);
    }

    #[test]
    fn s21_a_symbolic_link_is_neither_followed_nor_replaced() {
        let folder = tempfile::tempdir().unwrap();
        let target = existing(folder.path(), "cible");
        let link = folder.path().join("lien.csv");
        symlink(&target, &link).unwrap();
        assert_eq!(write(&link, false, "x"), Err(exists(link.clone())));
        let refused = Error::UnwritableFile {
            path: Some(link.clone()),
            why: FileFault::Other,
        };
        assert_eq!(write(&link, true, "x"), Err(refused));
        assert_eq!(fs::read_to_string(&target).unwrap(), "ancien");

        let dangling = folder.path().join("perdu.csv");
        symlink(folder.path().join("absent"), &dangling).unwrap();
        assert_eq!(write(&dangling, false, "x"), Err(exists(dangling)));
    }

    #[test]
    fn folders_and_missing_folders_are_said() {
        let folder = tempfile::tempdir().unwrap();
        let missing = folder.path().join("absent").join("clients.csv");
        for (path, why) in [
            (folder.path().to_owned(), FileFault::Directory),
            (folder.path().join("nouveau/"), FileFault::Directory),
            (missing, FileFault::Missing),
        ] {
            let refused = Error::UnwritableFile {
                path: Some(path.clone()),
                why,
            };
            assert_eq!(write(&path, true, "x"), Err(refused));
        }
    }
}
