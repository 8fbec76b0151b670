//! Files of a test.

use std::path::Path;

/// Puts a text in a file of the test, whatever was in it.
#[expect(
    clippy::disallowed_methods,
    reason = "the file is in a folder that the test just made"
)]
pub(crate) fn rewrite(path: impl AsRef<Path>, text: impl AsRef<[u8]>) {
    std::fs::write(path, text).unwrap();
}
