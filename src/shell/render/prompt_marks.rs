//! The marks that say where a prompt, what is typed and what is shown begin (OSC 133, as shells write them): written to
//! a terminal, found again in the recording of one.
//!
//! A terminal that knows them goes from command to command; others pass over them. Beside what shells say, ours says
//! how wide the terminal is, without which nobody knows where a recorded line goes on in the next row.

use std::cell::Cell;

const BEGINNING: &str = "\u{1b}]133;";
const END: char = '\u{7}';
const ESCAPE: char = '\u{1b}';
const COLUMNS: &str = "columns=";

/// Where a part of what a terminal shows begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mark {
    /// The prompt, on a terminal of so many columns.
    Prompt {
        /// Nothing where nobody says.
        columns: Option<usize>,
    },
    /// What is typed: the prompt is over.
    Input,
    /// What the command shows: the line is typed.
    Output,
    /// The command has ended with this status; without one, the line was given up.
    End {
        /// The exit status.
        status: Option<u8>,
    },
}

impl Mark {
    /// As a terminal is sent it.
    pub fn written(self) -> String {
        let (letter, option) = match self {
            Self::Prompt { columns } => ('A', columns.map(|columns| format!("{COLUMNS}{columns}"))),
            Self::Input => ('B', None),
            Self::Output => ('C', None),
            Self::End { status } => ('D', status.map(|status| status.to_string())),
        };
        let option = option.map(|option| format!(";{option}")).unwrap_or_default();
        format!("{BEGINNING}{letter}{option}{END}")
    }

    /// The first mark of a text, with what stands before and after it.
    pub fn first_of(text: &str) -> Option<(&str, Self, &str)> {
        text.match_indices(BEGINNING).find_map(|(place, _)| {
            let (before, rest) = text.split_at_checked(place)?;
            let rest = rest.strip_prefix(BEGINNING)?;
            let (said, after) = rest.split_at_checked(rest.find([END, ESCAPE])?)?;
            let after = after.strip_prefix(END).or_else(|| after.strip_prefix("\u{1b}\\"))?;
            Some((before, Self::of(said)?, after))
        })
    }

    fn of(said: &str) -> Option<Self> {
        let mut options = said.split(';');
        match options.next()? {
            "A" => Some(Self::Prompt {
                columns: options
                    .find_map(|option| option.strip_prefix(COLUMNS))
                    .and_then(|columns| columns.parse().ok()),
            }),
            "B" => Some(Self::Input),
            "C" => Some(Self::Output),
            "D" => Some(Self::End {
                status: options.next().and_then(|status| status.parse().ok()),
            }),
            _ => None,
        }
    }
}

/// Writes the marks of one line after the other.
#[derive(Debug, Default)]
pub struct Marking {
    /// Whether marks are wanted at all.
    is_wanted: bool,
    /// Whether a prompt has begun, and its command not ended yet.
    has_begun: Cell<bool>,
    /// The width of the terminal on which the prompt began.
    columns: Cell<Option<usize>>,
}

impl Marking {
    /// Marks, or none ever.
    pub const fn new(is_wanted: bool) -> Self {
        Self {
            is_wanted,
            has_begun: Cell::new(false),
            columns: Cell::new(None),
        }
    }

    /// A prompt as it is drawn, which happens many times for one line: it begins once, and again when the terminal has
    /// become wider or narrower.
    pub fn around(&self, prompt: &str, columns: Option<usize>) -> String {
        if !self.is_wanted {
            return prompt.to_owned();
        }
        let is_as_wide = self.columns.replace(columns) == columns;
        let beginning = if self.has_begun.replace(true) && is_as_wide {
            String::new()
        } else {
            Mark::Prompt { columns }.written()
        };
        format!("{beginning}{prompt}{}", Mark::Input.written())
    }

    /// What follows a line that was typed; nothing where no prompt was marked, as on a terminal that draws none.
    pub fn output(&self) -> String {
        written_if(self.has_begun.get(), Mark::Output)
    }

    /// What follows a command, with its exit status, or a line that was given up; nothing where no prompt was marked.
    pub fn end(&self, status: Option<u8>) -> String {
        written_if(self.has_begun.take(), Mark::End { status })
    }
}

fn written_if(is_due: bool, mark: Mark) -> String {
    if is_due { mark.written() } else { String::new() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_found_again() {
        for mark in [
            Mark::Prompt { columns: None },
            Mark::Prompt { columns: Some(100) },
            Mark::Input,
            Mark::Output,
            Mark::End { status: None },
            Mark::End { status: Some(2) },
        ] {
            let text = format!("avant\u{1b}]0;titre\u{7}{}après", mark.written());
            assert_eq!(Mark::first_of(&text), Some(("avant\u{1b}]0;titre\u{7}", mark, "après")));
        }
    }

    #[test]
    fn marks_of_other_shells_are_found_and_what_is_none_is_passed_over() {
        fn found(text: &str) -> Option<(usize, Mark, &str)> {
            Mark::first_of(text).map(|(before, mark, after)| (before.len(), mark, after))
        }
        let prompt = Mark::Prompt { columns: None };
        assert_eq!(found("\u{1b}]133;A;cl=m;aid=7\u{1b}\\$ "), Some((0, prompt, "$ ")));
        assert_eq!(found("\u{1b}]133;A;columns=x\u{7}"), Some((0, prompt, "")));
        assert_eq!(
            found("\u{1b}]133;D;oops\u{7}"),
            Some((0, Mark::End { status: None }, ""))
        );
        // One that is unknown, one that nobody ended, and one that is cut off.
        let (lost, cut) = ("\u{1b}]133;Z\u{7}\u{1b}]133;A\u{1b}[m", "x\u{1b}]133;C");
        let text = format!("{lost}{}{cut}", Mark::Input.written());
        assert_eq!(found(&text), Some((lost.len(), Mark::Input, cut)));
        assert_eq!(found("x\u{1b}]133;C"), None);
    }

    #[test]
    fn a_prompt_begins_once_and_again_on_another_width() {
        let marking = Marking::new(true);
        assert_eq!([marking.output(), marking.end(Some(0))], ["", ""]);
        let (narrow, wide) = (Some(40), Some(80));
        assert_eq!(
            marking.around("> ", narrow),
            "\u{1b}]133;A;columns=40\u{7}> \u{1b}]133;B\u{7}"
        );
        assert_eq!(marking.around("> ", narrow), "> \u{1b}]133;B\u{7}");
        assert!(marking.around("> ", wide).starts_with("\u{1b}]133;A;columns=80\u{7}"));
        assert_eq!(marking.output(), "\u{1b}]133;C\u{7}");
        assert_eq!(marking.end(Some(3)), "\u{1b}]133;D;3\u{7}");
        assert!(marking.around("> ", wide).contains("133;A"));
        assert_eq!(marking.end(None), "\u{1b}]133;D\u{7}");
    }

    #[test]
    fn where_no_mark_is_wanted_there_is_none() {
        let marking = Marking::new(false);
        assert_eq!(marking.around("> ", Some(80)), "> ");
        assert_eq!([marking.output(), marking.end(None)], ["", ""]);
    }
}
