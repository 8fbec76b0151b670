//! The project's own files, read as text by the checks of its shape.

use std::path::{Path, PathBuf};

/// A text file of the project.
pub(crate) struct SourceFile {
    /// Its path from the project's root: `src/shell/table.rs`.
    pub(crate) path: String,
    /// Its whole text.
    pub(crate) text: String,
}

impl SourceFile {
    /// The text up to its unit tests.
    pub(crate) fn without_tests(&self) -> &str {
        let tests = self.text.find("#[cfg(test)]\nmod tests {");
        &self.text[..tests.unwrap_or(self.text.len())]
    }

    /// The code: no unit tests, no comments, line by line with the line's number.
    pub(crate) fn code_lines(&self) -> impl Iterator<Item = (usize, &str)> {
        let lines = self.without_tests().lines().enumerate();
        lines
            .filter(|(_, line)| !line.trim_start().starts_with("//"))
            .map(|(index, line)| (index + 1, line))
    }
}

/// Every file below a folder of the project whose name ends this way, in the order of their paths.
pub(crate) fn files(folder: &str, extension: &str) -> Vec<SourceFile> {
    let mut paths = Vec::new();
    collect(&root().join(folder), &mut paths);
    paths.sort();
    let wanted = paths
        .into_iter()
        .filter(|path| path.extension().is_some_and(|found| found == extension));
    let files: Vec<SourceFile> = wanted.map(|path| read(&path)).collect();
    assert!(!files.is_empty(), "no *.{extension} below {folder}");
    files
}

/// One file of the project.
pub(crate) fn file(path: &str) -> SourceFile {
    read(&root().join(path))
}

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn collect(folder: &Path, paths: &mut Vec<PathBuf>) {
    let entries = std::fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    for entry in entries {
        let path = entry.expect("the folder can be read").path();
        if path.is_dir() {
            collect(&path, paths);
        } else {
            paths.push(path);
        }
    }
}

fn read(path: &Path) -> SourceFile {
    let text = std::fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let relative = path.strip_prefix(root()).expect("it is a file of the project");
    SourceFile {
        path: relative.to_string_lossy().into_owned(),
        text,
    }
}
