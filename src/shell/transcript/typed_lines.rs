//! The lines of a text that a person typed: every line of a command file, the lines after `crm> ` of a transcript.
//!
//! A transcript is known by its name, `*.seance`, or by its first line that is neither blank nor a comment. Every line
//! of it begins with a sigil, indentation and trailing blanks mean nothing, and no line is continued.

use std::ffi::OsStr;
use std::path::Path;

use super::file::{EXTENSION, HEADING, PROMPT, after_sigil};
use crate::error::Result;
use crate::shell::context::text_source::{SourceReader, is_comment};
use crate::shell::grammar::characters::is_blank;

/// How the lines of a text are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum TextForm {
    Unknown,
    Commands,
    Transcript,
}

/// The typed lines of a text being read.
pub struct TypedLines<'source> {
    source: &'source mut SourceReader,
    form: TextForm,
}

/// A line that a person typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TypedLine<'source> {
    /// The number of its (first) physical line in the text, from 1.
    pub number: u64,
    /// What was typed.
    pub text: &'source str,
    /// Whether it is a line of a command file, which may hold variables, and was not typed in a shell.
    pub is_of_file: bool,
}

impl<'source> TypedLines<'source> {
    /// The typed lines of what is left of a text; its path tells the form, or else its first line does.
    pub fn of(source: &'source mut SourceReader, path: &Path) -> Self {
        let is_named_transcript = path.extension() == Some(OsStr::new(EXTENSION));
        let form = if is_named_transcript {
            TextForm::Transcript
        } else {
            TextForm::Unknown
        };
        Self { source, form }
    }

    /// The next one; nothing at the end of the text.
    ///
    /// # Errors
    /// Those of [`SourceReader::next_line`].
    pub fn next_line(&mut self) -> Result<Option<TypedLine<'_>>> {
        if self.form == TextForm::Unknown {
            self.form = recognise(self.source)?;
        }
        if self.form == TextForm::Transcript {
            return next_of_transcript(self.source);
        }
        let line = self.source.next_line()?;
        Ok(line.map(|line| TypedLine {
            number: line.number,
            text: line.text,
            is_of_file: true,
        }))
    }

    /// Whether the next one, or its beginning, is here already.
    pub fn has_text_at_hand(&self) -> bool {
        self.source.has_text_at_hand()
    }
}

/// What was typed on a line of a transcript; nothing on its other lines.
fn typed_in_transcript(line: &str) -> Option<&str> {
    after_sigil(line.trim_matches(is_blank), PROMPT)
}

/// Passes blank lines and comments, which mean nothing in either form, and looks at the first other line.
fn recognise(source: &mut SourceReader) -> Result<TextForm> {
    while let Some(line) = source.next_physical_line()? {
        let is_nothing = line.trim_start_matches(is_blank).is_empty() || is_comment(line);
        if is_nothing {
            continue;
        }
        let after = line.trim_start_matches(is_blank).strip_prefix(HEADING);
        let is_heading = after.is_some_and(|after| after.starts_with(' '));
        let is_transcript = is_heading || typed_in_transcript(line).is_some();
        source.unread();
        return Ok(if is_transcript {
            TextForm::Transcript
        } else {
            TextForm::Commands
        });
    }
    Ok(TextForm::Unknown)
}

fn next_of_transcript(source: &mut SourceReader) -> Result<Option<TypedLine<'_>>> {
    loop {
        match source.next_physical_line()? {
            None => return Ok(None),
            Some(line) if typed_in_transcript(line).is_some() => break,
            Some(_) => {}
        }
    }
    // Asked for again: a line cannot be lent out of a loop that goes on reading.
    let number = source.lines_read();
    source.unread();
    let line = source.next_physical_line()?;
    let text = line.and_then(typed_in_transcript).unwrap_or_default();
    Ok(Some(TypedLine {
        number,
        text,
        is_of_file: false,
    }))
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use super::*;

    fn typed(path: &str, text: &str) -> Vec<(u64, String)> {
        let path = Path::new(path);
        let mut source = SourceReader::new(path, Box::new(Cursor::new(text.to_owned())));
        let mut lines = TypedLines::of(&mut source, path);
        let mut found = Vec::new();
        while let Some(line) = lines.next_line().unwrap() {
            found.push((line.number, line.text.to_owned()));
        }
        found
    }

    fn line(number: u64, text: &str) -> (u64, String) {
        (number, text.to_owned())
    }

    #[test]
    fn every_line_of_a_command_file_was_typed() {
        assert_eq!(
            typed("a.crm", "# b\n\nmoi\nclients \\\n voir 1\n= c"),
            [line(3, "moi"), line(4, "clients  voir 1"), line(6, "= c")]
        );
        assert_eq!(typed("-", "\n# c\n"), []);
        assert_eq!(typed("-", "%mode\ncrm> moi"), [line(1, "%mode"), line(2, "crm> moi")]);
    }

    #[test]
    fn of_a_transcript_only_the_lines_after_the_prompt_were() {
        let text = "# un récit \\\n\n% mode analyse\n  crm> moi  \n= {}\n| crm> aide\ncrm>\ncrm> clients \\\n< o\n";
        let expected = [line(4, "moi"), line(7, ""), line(8, "clients \\")];
        assert_eq!(typed("a.seance", text), expected);
        assert_eq!(typed("-", text), expected, "known by its heading");
        assert_eq!(
            typed("-", "\u{feff}\tcrm> moi\r\n| x"),
            [line(1, "moi")],
            "known by its prompt"
        );
        assert_eq!(typed("a.seance", "moi\n"), [], "known by its name");
    }
}
