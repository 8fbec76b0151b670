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

    /// The code without unit tests, comments and the contents of its literals: `name("…")` is `name("")`.
    pub(crate) fn code(&self) -> String {
        lex(self.without_tests()).code
    }

    /// The texts between quotes of the code, unit tests left out, as they are written.
    pub(crate) fn literals(&self) -> Vec<String> {
        lex(self.without_tests()).literals
    }

    /// All of its text, unit tests included.
    pub(crate) fn lexed(&self) -> Lexed {
        lex(&self.text)
    }
}

/// What a text of Rust is made of.
#[derive(Default)]
pub(crate) struct Lexed {
    /// Without comments and the contents of literals.
    pub(crate) code: String,
    /// The contents of literals, as they are written.
    pub(crate) literals: Vec<String>,
    /// Each line of comment, from its slashes on.
    pub(crate) comments: Vec<String>,
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

/// Separates code, the contents of its literals, and comments.
fn lex(text: &str) -> Lexed {
    let mut lexed = Lexed::default();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        if rest.starts_with("//") {
            let (comment, after) = rest.split_at(rest.find('\n').unwrap_or(rest.len()));
            lexed.comments.push(comment.to_owned());
            rest = after;
        } else if let Some((literal, after)) = string_literal(rest) {
            lexed.code.push_str("\"\"");
            lexed.literals.push(literal.to_owned());
            rest = after;
        } else if let Some(after) = character_literal(rest) {
            lexed.code.push_str("''");
            rest = after;
        } else {
            lexed.code.push(first);
            rest = &rest[first.len_utf8()..];
        }
    }
    lexed
}

/// The contents of the string that the text begins with, and what follows it. The letters before the quotes of a raw or
/// byte string count as code.
fn string_literal(text: &str) -> Option<(&str, &str)> {
    let quoted = text.trim_start_matches('#');
    let hashes = &text[..text.len() - quoted.len()];
    let inside = quoted.strip_prefix('"')?;
    if !hashes.is_empty() {
        return inside.split_once(&format!("\"{hashes}"));
    }
    let mut is_escaped = false;
    let end = inside.find(|character| {
        let ends = character == '"' && !is_escaped;
        is_escaped = character == '\\' && !is_escaped;
        ends
    })?;
    Some((&inside[..end], &inside[end + 1..]))
}

/// What follows the character that the text begins with; nothing where the quote begins a lifetime.
fn character_literal(text: &str) -> Option<&str> {
    let inside = text.strip_prefix('\'')?;
    let length = match inside.strip_prefix('\\') {
        // The escaped character may be the quote itself.
        Some(escaped) => 1 + escaped.chars().next()?.len_utf8(),
        None => inside.chars().next()?.len_utf8(),
    };
    let (before, after) = inside.get(length..)?.split_once('\'')?;
    // `'\u{e9}'` is long, `'a, 'b` are two lifetimes.
    let is_one_character = before.is_empty() || (inside.starts_with("\\u{") && before.ends_with('}'));
    is_one_character.then_some(after)
}
