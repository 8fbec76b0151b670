//! What the parser makes of a line, as one JSON object: the answers of `analyser`, and what transcripts expect of it.
//!
//! The object depends on the line, its number, the command table and the zone of dates, and on nothing else. A right line
//! gives its canonical command and arguments, in the order declared, which say the same as the line typed:
//! `{"ligne":1,"commande":"evenements assigner","arguments":{"evenement":"4","support":"support1"}}`. A wrong one gives
//! every error: `{"ligne":2,"erreurs":[{"code":"VERBE_INCONNU","debut":12,"fin":19,"message":"…","suggestion":"assigner"}]}`,
//! where places count the characters of the line from 1, the end excluded, and what is absent is `null`.
//!
//! A line that asks for help by `--aide` is the command `aide` that gives the same answer.

use crate::error::Problem;
use crate::shell::argument::{Form, Reading};
use crate::shell::arguments::Arguments;
use crate::shell::command::{Command as _, Entry};
use crate::shell::commands::session::show_help::{self, ShowHelp};
use crate::shell::messages::problems;
use crate::shell::parser::{Abbreviations, Parsed, parse};
use crate::shell::render::json::{push_key, push_number, push_string};

/// What lines are parsed with.
#[derive(Debug, Clone, Copy)]
pub struct Grammar<'reading> {
    /// The commands there are.
    pub table: &'static [Entry],
    /// What values need to be read.
    pub reading: &'reading Reading,
}

/// What a line turned out to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// Nothing, or a comment: there is no object.
    Blank,
    /// A command that may be run.
    Right,
    /// Not that.
    Wrong,
}

/// The object of a line, without line feed; nothing for a blank line.
pub fn analyse(number: u64, text: &str, grammar: Grammar<'_>) -> Option<String> {
    let mut object = Vec::new();
    let verdict = push_analysis(&mut object, None, number, text, grammar);
    (verdict != Verdict::Blank).then(|| String::from_utf8_lossy(&object).into_owned())
}

/// Adds the object of a line, without line feed, beginning with the name of its file where one is given.
pub fn push_analysis(
    output: &mut Vec<u8>,
    file: Option<&str>,
    number: u64,
    text: &str,
    grammar: Grammar<'_>,
) -> Verdict {
    let parsed = parse(text, grammar.table, grammar.reading, Abbreviations::Refused);
    if matches!(parsed, Parsed::Blank) {
        return Verdict::Blank;
    }
    output.push(b'{');
    if let Some(file) = file {
        push_key(output, "fichier");
        push_string(output, file);
        output.push(b',');
    }
    push_key(output, "ligne");
    push_number(output, number);
    let problems = parsed.problems();
    let verdict = if problems.is_empty() {
        push_command(output, &parsed);
        Verdict::Right
    } else {
        push_problems(output, &problems);
        Verdict::Wrong
    };
    output.push(b'}');
    verdict
}

fn push_command(output: &mut Vec<u8>, parsed: &Parsed) {
    match parsed {
        Parsed::Command(command) if !command.wants_help => {
            push_named(output, command.entry.definition.words, |output| {
                push_arguments(output, command.entry, &command.arguments);
            });
        }
        Parsed::Command(command) => push_help(output, Some(command.entry.definition.words)),
        Parsed::Help { object } => push_help(output, *object),
        Parsed::Blank | Parsed::Unknown(_) => {}
    }
}

/// `aide` and what help is asked about.
fn push_help(output: &mut Vec<u8>, subject: Option<&str>) {
    push_named(output, ShowHelp::DEFINITION.words, |output| {
        let Some(subject) = subject else {
            return;
        };
        push_key(output, show_help::COMMAND.specification.name);
        push_array(output, subject.split(' '));
    });
}

fn push_named(output: &mut Vec<u8>, words: &str, push_members: impl FnOnce(&mut Vec<u8>)) {
    output.push(b',');
    push_key(output, "commande");
    push_string(output, words);
    output.push(b',');
    push_key(output, "arguments");
    output.push(b'{');
    push_members(output);
    output.push(b'}');
}

fn push_arguments(output: &mut Vec<u8>, entry: &Entry, arguments: &Arguments) {
    let mut is_first = true;
    for specification in entry.definition.arguments {
        let mut values = arguments.canonical(specification).peekable();
        let Some(first) = values.peek() else {
            continue;
        };
        if !std::mem::take(&mut is_first) {
            output.push(b',');
        }
        push_key(output, specification.name);
        match specification.form {
            Form::Switch => output.extend_from_slice(b"true"),
            Form::Rest => push_array(output, values),
            Form::Option if specification.repeatable => push_array(output, values),
            Form::Positional | Form::Option => push_string(output, first),
        }
    }
}

fn push_array(output: &mut Vec<u8>, texts: impl Iterator<Item = impl AsRef<str>>) {
    output.push(b'[');
    for (index, text) in texts.enumerate() {
        if index > 0 {
            output.push(b',');
        }
        push_string(output, text.as_ref());
    }
    output.push(b']');
}

fn push_problems(output: &mut Vec<u8>, problems: &[Problem]) {
    output.push(b',');
    push_key(output, "erreurs");
    output.push(b'[');
    for (index, problem) in problems.iter().enumerate() {
        if index > 0 {
            output.push(b',');
        }
        push_problem(output, problem);
    }
    output.push(b']');
}

fn push_problem(output: &mut Vec<u8>, Problem { span, fault }: &Problem) {
    output.push(b'{');
    push_key(output, "code");
    push_string(output, fault.code().word());
    for (key, column) in [
        ("debut", span.map(|span| span.start)),
        ("fin", span.map(|span| span.end)),
    ] {
        output.push(b',');
        push_key(output, key);
        push_or_null(output, column, |output, column| {
            push_number(output, column as u64 + 1)
        });
    }
    output.push(b',');
    push_key(output, "message");
    push_string(output, &problems::describe_fault(fault));
    output.push(b',');
    push_key(output, "suggestion");
    push_or_null(output, problems::suggestion(fault), |output, suggestion| {
        push_string(output, &suggestion);
    });
    output.push(b'}');
}

fn push_or_null<T>(output: &mut Vec<u8>, value: Option<T>, push: impl FnOnce(&mut Vec<u8>, T)) {
    match value {
        Some(value) => push(output, value),
        None => output.extend_from_slice(b"null"),
    }
}
