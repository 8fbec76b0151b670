//! The shape of the code, read from its text: which room names which, who alone may use what, how files look.
//!
//! What the compiler, clippy and the visibility of items already guarantee is not repeated here.

mod french;
mod rooms;

use crate::support::source::{SourceFile, file, files};

/// A piece of code, written without blanks, and the only files, or folders, that may have it.
const OWNERS: &[(&str, &[&str])] = &[
    // Dependencies with one home each.
    ("rustyline::", &["src/shell/doors/line_editor.rs"]),
    ("rpassword::", &["src/shell/doors/line_editor.rs"]),
    ("prettytable::", &["src/shell/render/table.rs"]),
    ("avt::", &["src/shell/transcript/terminal_copy/screen.rs"]),
    ("r2d2", &["src/database/"]),
    ("mysql::", &["src/database/", "src/demonstration/", "src/repositories/"]),
    ("sentry::", &["src/telemetry/"]),
    ("ureq::", &["src/telemetry/transport.rs"]),
    ("jsonwebtoken::", &["src/security/token.rs"]),
    ("argon2::", &["src/security/password.rs"]),
    ("phonenumber::", &["src/models/phone_number.rs"]),
    // The doors without a witness: signing in, and the check of the database at the start.
    (
        ".sign_in_read(",
        &["src/services/authentication.rs", "src/services/policy.rs"],
    ),
    (".sign_in_write(", &["src/services/authentication.rs"]),
    (
        ".sign_in_unrecorded(",
        &["src/services/authentication.rs", "src/services/policy.rs"],
    ),
    // What goes into no journal: how far command files are.
    ("authorized.note(", &["src/services/runs.rs"]),
    // The mint and its only customer.
    ("Proof::new(", &["src/security/session.rs"]),
    ("session.authorize(", &["src/services/authentication.rs"]),
    (".admit(", &["src/services/authentication.rs"]),
    (".authentication.authorize::<", &["src/shell/context/mod.rs"]),
    // The environment is read once, into the configuration.
    ("env::var", &["src/configuration/mod.rs"]),
    ("env::set_var", &[]),
    ("env::remove_var", &[]),
    // Leaving without closing the session.
    ("process::exit", &["src/shell/context/signals.rs"]),
];

/// Names that say nothing; `connection_manager` is the word of the pool it serves.
const VAGUE_NAMES: [&str; 12] = [
    "util", "utils", "helper", "helpers", "misc", "common", "shared", "manager", "managers", "handler", "stuff", "data",
];
const MOST_LINES: usize = 600;

#[test]
fn what_has_one_home_is_used_nowhere_else() {
    let sources: Vec<(String, String)> = files("src", "rs")
        .into_iter()
        .map(|source| (source.path.clone(), source.code().split_whitespace().collect()))
        .collect();
    let mut faults = Vec::new();
    for (word, homes) in OWNERS {
        let users = sources.iter().filter(|(_, code)| code.contains(word));
        let users: Vec<&String> = users.map(|(path, _)| path).collect();
        let strangers = users.iter().filter(|path| !is_one_of(path, homes));
        faults.extend(strangers.map(|path| format!("{path} has {word}")));
        // A rule about nothing would go on holding after a renaming.
        let deserted = homes
            .iter()
            .filter(|home| !users.iter().any(|path| path.starts_with(**home)));
        faults.extend(deserted.map(|home| format!("{home} has no {word} any more")));
    }
    assert_eq!(faults, [""; 0]);
}

#[test]
fn statements_are_files() {
    let verbs = ["SELECT ", "INSERT ", "UPDATE ", "DELETE ", "REPLACE "];
    let faults: Vec<String> = files("src", "rs")
        .into_iter()
        // The owner's few statements about databases and accounts, and the settings of a connection.
        .filter(|source| !is_one_of(&source.path, &["src/database/", "src/demonstration/"]))
        .flat_map(|source| {
            let literals = source.literals().into_iter();
            let sql = literals.filter(|literal| verbs.iter().any(|verb| literal.trim_start().starts_with(verb)));
            sql.map(|literal| format!("{}: {literal}", source.path))
                .collect::<Vec<_>>()
        })
        .collect();
    assert_eq!(faults, [""; 0]);
}

#[test]
fn no_name_is_vague() {
    let sources = all_rust();
    let by_file = sources
        .iter()
        .filter_map(|source| source.path.strip_suffix(".rs")?.rsplit('/').next())
        .map(str::to_owned);
    let in_line = sources.iter().flat_map(|source| {
        let code = source.code();
        let declarations = code.split_whitespace().collect::<Vec<_>>();
        let names = declarations.windows(2).filter(|pair| pair[0] == "mod");
        names
            .map(|pair| pair[1].trim_end_matches(';').to_owned())
            .collect::<Vec<_>>()
    });
    let faults: Vec<String> = by_file
        .chain(in_line)
        .filter(|name| VAGUE_NAMES.contains(&name.as_str()) || is_vague_compound(name))
        .collect();
    assert_eq!(faults, [""; 0]);
}

#[test]
fn files_are_short_introduced_and_finished() {
    // In two pieces, so that this file has no such mark.
    let marks = [["TO", "DO"].concat(), ["FIX", "ME"].concat(), ["XX", "X"].concat()];
    let mut faults = Vec::new();
    for source in all_rust() {
        let lines = source.text.lines().count();
        if lines > MOST_LINES {
            faults.push(format!("{} has {lines} lines", source.path));
        }
        if !source.text.starts_with("//! ") {
            faults.push(format!("{} does not say what it is", source.path));
        }
    }
    let everything = all_rust()
        .into_iter()
        .chain(files("sql", "sql"))
        .chain(files("sql", "sh"));
    for source in everything {
        let marked = marks.iter().filter(|mark| source.text.contains(mark.as_str()));
        faults.extend(marked.map(|mark| format!("{} has {mark}", source.path)));
    }
    assert_eq!(faults, [""; 0]);
}

#[test]
fn no_line_is_wider_than_the_formatter_makes_them() {
    let settings = file(".rustfmt.toml").text;
    let width: usize = settings
        .lines()
        .find_map(|line| line.strip_prefix("max_width = "))
        .and_then(|width| width.parse().ok())
        .expect("the formatter has a width");
    let mut faults = Vec::new();
    for source in rooms::product() {
        faults.extend(wide_lines(&source, source.without_tests(), width, |_| true));
    }
    for source in files("sql", "sh") {
        faults.extend(wide_lines(&source, &source.text, width, |_| true));
    }
    // Elsewhere what the formatter leaves is a text that is better whole; prose can always be broken.
    for source in all_rust() {
        faults.extend(wide_comments(&source, width));
    }
    for source in files("sql", "sql") {
        // A migration that has landed is never edited.
        if !source.path.starts_with("sql/schema/") {
            let is_comment = |line: &str| line.contains("-- ");
            faults.extend(wide_lines(&source, &source.text, width, is_comment));
        }
    }
    assert_eq!(faults, [""; 0]);
}

/// Where a source of Rust has a line that is wider and ends with a comment.
fn wide_comments(source: &SourceFile, width: usize) -> Vec<String> {
    let comments = source.lexed().comments;
    let is_comment = |line: &str| comments.iter().any(|comment| line.ends_with(comment.as_str()));
    wide_lines(source, &source.text, width, is_comment)
}

/// Where a text has a line of this kind that is wider.
fn wide_lines(source: &SourceFile, text: &str, width: usize, is_of_kind: impl Fn(&str) -> bool) -> Vec<String> {
    let lines = text.lines().enumerate();
    let wide = lines.filter(|(_, line)| line.chars().count() > width && is_of_kind(line));
    wide.map(|(place, _)| format!("{}:{}", source.path, place + 1))
        .collect()
}

#[test]
fn a_wide_comment_is_told_from_a_wide_text() {
    let prose = "x".repeat(20);
    let source = SourceFile {
        path: String::from("example.rs"),
        text: format!("/// {prose}\nconst A: &str = \"{prose}\"; // y\nconst B: &str = \"// {prose}\";\n"),
    };
    assert_eq!(wide_comments(&source, 20), ["example.rs:1", "example.rs:2"]);
    assert_eq!(wide_comments(&source, 100), [""; 0]);
}

#[test]
fn the_text_of_code_is_told_from_its_literals_and_comments() {
    let source = SourceFile {
        path: String::from("example.rs"),
        text: String::from(
            r##"fn f<'a>(b: &'a str) { g('"', '\'', "é \" // x", r#"à "b" "#); } // "ü"
#[cfg(test)]
mod tests { const T: &str = "ñ"; }"##,
        ),
    };
    assert_eq!(source.code(), "fn f<'a>(b: &'a str) { g('', '', \"\", r\"\"); } \n");
    assert_eq!(source.literals(), [r#"é \" // x"#, r#"à "b" "#]);
}

fn all_rust() -> Vec<SourceFile> {
    files("src", "rs").into_iter().chain(files("tests", "rs")).collect()
}

/// Whether a path is one of these files, or in one of these folders.
fn is_one_of(path: &str, homes: &[&str]) -> bool {
    homes.iter().any(|home| path.starts_with(home))
}

fn is_vague_compound(name: &str) -> bool {
    let is_known = name == "connection_manager";
    let last = name.rsplit('_').next();
    !is_known && name.contains('_') && last.is_some_and(|last| VAGUE_NAMES.contains(&last))
}
