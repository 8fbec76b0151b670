//! What tells the run of some files from those of other files and people: how the files are called, never what is in
//! them, so that a run of a file that changed meanwhile is still found.

use std::ffi::OsStr;
use std::os::unix::ffi::OsStrExt as _;
use std::path::Path;

use crate::security::digest::sha256;

/// What tells a run from those of other files and people.
#[derive(Debug, Clone, Copy)]
pub struct RunIdentity<'run> {
    /// The command files, in their order.
    pub paths: &'run [&'run Path],
    /// How the database is called here. The database itself does not know: it may be called otherwise tomorrow.
    pub database: &'run str,
    /// The person.
    pub username: &'run str,
}

impl<'run> RunIdentity<'run> {
    /// The file that stands for all of them in what is told.
    pub fn first_path(&self) -> &'run Path {
        self.paths.first().copied().unwrap_or(Path::new(""))
    }

    /// What the database knows the files by.
    pub fn files_digest(&self) -> String {
        sha256(&self.seed())
    }

    /// What a machine knows files and person by.
    pub(super) fn name(&self) -> String {
        let mut seed = self.seed();
        add(&mut seed, OsStr::new(self.username));
        short_digest(&seed)
    }

    fn seed(&self) -> Vec<u8> {
        let mut seed = Vec::new();
        for path in self.paths {
            let canonical = path.canonicalize();
            add(&mut seed, canonical.as_deref().unwrap_or(path).as_os_str());
        }
        seed
    }
}

fn add(seed: &mut Vec<u8>, text: &OsStr) {
    seed.extend_from_slice(&(text.len() as u64).to_be_bytes());
    seed.extend_from_slice(text.as_bytes());
}

/// A digest short enough for the name of a file.
pub(super) fn short_digest(bytes: &[u8]) -> String {
    sha256(bytes).chars().take(32).collect()
}
