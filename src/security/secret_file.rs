//! A file that may hold a secret: the settings, or a password.

use std::fs::{File, Metadata, OpenOptions};
use std::os::unix::fs::{OpenOptionsExt, PermissionsExt};
use std::path::Path;

use rustix::fs::{OFlags, fcntl_getfl, fcntl_setfl};

use super::private_file::OTHERS_MODE;
use crate::error::{Error, FileFault, Result};

/// Opens it for reading, with what the system says of it. A pipe is opened too: nobody is waited for who has not opened
/// it, since that could be for ever, and whoever has is given the time to write.
///
/// # Errors
/// [`Error::UnreadableFile`], also for a folder.
pub fn open(path: &Path) -> Result<(File, Metadata)> {
    let unreadable = |error: std::io::Error| Error::unreadable(path, &error);
    let file = OpenOptions::new()
        .read(true)
        .custom_flags(OFlags::NONBLOCK.bits().cast_signed())
        .open(path)
        .map_err(unreadable)?;
    let metadata = file.metadata().map_err(unreadable)?;
    if metadata.is_dir() {
        return Err(Error::unreadable(path, FileFault::Directory));
    }
    fcntl_getfl(&file)
        .and_then(|flags| fcntl_setfl(&file, flags.difference(OFlags::NONBLOCK)))
        .map_err(|error| unreadable(error.into()))?;
    Ok((file, metadata))
}

/// Whether its mode lets anybody but its owner at it.
pub fn is_exposed(metadata: &Metadata) -> bool {
    metadata.permissions().mode() & OTHERS_MODE != 0
}
