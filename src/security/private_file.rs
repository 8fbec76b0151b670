//! Files and folders that are for their owner alone: made so, and never reached through a link that somebody put there.

use std::fs::{DirBuilder, OpenOptions};
use std::io;
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt};
use std::path::Path;

use rustix::fs::OFlags;

/// The mode of a file that its owner alone reads and writes.
pub const FILE_MODE: u32 = 0o600;
/// The mode of a folder that its owner alone enters.
pub const FOLDER_MODE: u32 = 0o700;
/// All that a mode can allow others than the owner.
pub const OTHERS_MODE: u32 = 0o077;

/// How such a file is opened; the mode is that of a new one.
pub fn options() -> OpenOptions {
    options_with(OFlags::empty())
}

/// The same, with more flags.
pub fn options_with(flags: OFlags) -> OpenOptions {
    let mut options = OpenOptions::new();
    options
        .mode(FILE_MODE)
        .custom_flags((flags | OFlags::NOFOLLOW).bits().cast_signed());
    options
}

/// Makes such a folder, and those it is in, where they are missing.
pub fn make_folder(path: &Path) -> io::Result<()> {
    DirBuilder::new().recursive(true).mode(FOLDER_MODE).create(path)
}

#[cfg(test)]
mod tests {
    use std::fs::metadata;
    use std::os::unix::fs::{PermissionsExt, symlink};

    use super::*;

    #[test]
    fn they_are_for_their_owner_and_no_link_is_followed() {
        let directory = tempfile::tempdir().unwrap();
        let folder = directory.path().join("outer").join("inner");
        make_folder(&folder).unwrap();
        make_folder(&folder).unwrap();
        let (file, link) = (folder.join("file"), folder.join("link"));
        options().write(true).create_new(true).open(&file).unwrap();
        let mode = |path: &Path| metadata(path).unwrap().permissions().mode() & 0o777;
        assert_eq!((mode(&file), mode(&folder)), (FILE_MODE, FOLDER_MODE));
        symlink(&file, &link).unwrap();
        for options in [options(), options_with(OFlags::NONBLOCK)] {
            assert!(options.clone().read(true).open(&file).is_ok());
            assert!(options.clone().read(true).open(&link).is_err());
        }
    }
}
