//! Where a shell writes: results on standard output, messages and errors on standard error.

use std::io::Write;

use super::fit::{width, wrap};
use super::pager::{Paging, through_pager, unwritable};
use super::style::Style;
use crate::error::Result;

/// The width of prose when the output is no terminal.
const COMFORTABLE_WIDTH: usize = 100;
/// Columns before the second line of an indented one, besides its own.
const CONTINUATION_INDENT: usize = 2;

/// The two outputs of a shell and what they can show.
pub struct Output {
    /// Results.
    pub standard: Box<dyn Write>,
    /// Messages and errors.
    pub errors: Box<dyn Write>,
    /// The width of the terminal in columns; nothing when standard output is none, and nothing is ever cut then.
    pub width: Option<usize>,
    /// Whether headings and the prompt are coloured.
    pub style: Style,
    /// Whether long results go through the pager.
    pub paging: Paging,
}

/// The width of the terminal that standard output is; nothing when it is none.
pub fn terminal_width() -> Option<usize> {
    terminal_size::terminal_size_of(std::io::stdout()).map(|(width, _)| usize::from(width.0))
}

impl Output {
    /// Writes a result as it is.
    ///
    /// # Errors
    /// [`Error::UnwritableFile`](crate::error::Error::UnwritableFile) when the disk is full or the reader has gone.
    pub fn result(&mut self, text: &str) -> Result<()> {
        self.write(text.as_bytes())
    }

    /// Writes a piece of a result.
    ///
    /// # Errors
    /// Those of [`result`](Self::result).
    pub fn write(&mut self, bytes: &[u8]) -> Result<()> {
        self.standard
            .write_all(bytes)
            .and_then(|()| self.standard.flush())
            .map_err(|error| unwritable(&error))
    }

    /// Writes a result that may be longer than the screen.
    pub fn page(&mut self, text: &str) -> Result<()> {
        self.through_pager(|writer| writer.write_all(text.as_bytes()).map_err(|error| unwritable(&error)))
            .map(drop)
    }

    /// Lends the place where a long result goes; nothing when the person left the pager before the end.
    pub fn through_pager<T>(&mut self, body: impl FnOnce(&mut dyn Write) -> Result<T>) -> Result<Option<T>> {
        let outcome = through_pager(&self.paging, &mut *self.standard, body)?;
        self.standard.flush().map_err(|error| unwritable(&error))?;
        Ok(outcome)
    }

    /// The width of what is read as prose: that of the terminal, or a comfortable one.
    pub fn reading_width(&self) -> usize {
        self.width.unwrap_or(COMFORTABLE_WIDTH)
    }

    /// Prose that fits the terminal, broken between words; what follows an indented line is indented more.
    pub fn fitted(&self, text: &str) -> String {
        let Some(width) = self.width else {
            return text.to_owned();
        };
        text.lines()
            .map(|line| fit_line(line, width))
            .collect::<Vec<_>>()
            .join("\n")
    }

    /// Writes a message. That it cannot be written is no reason to fail: there is nowhere left to say so.
    pub fn message(&mut self, text: &str) {
        let _ = writeln!(self.errors, "{}", self.fitted(text.trim_end_matches('\n')));
        let _ = self.errors.flush();
    }
}

fn fit_line(line: &str, limit: usize) -> String {
    if width(line) <= limit {
        return line.to_owned();
    }
    let prose = line.trim_start_matches(' ');
    let indent = line.len() - prose.len();
    let more = if indent == 0 { 0 } else { indent + CONTINUATION_INDENT };
    let mut lines = wrap(prose, limit.saturating_sub(more)).into_iter();
    let first = lines.next().unwrap_or_default();
    let mut text = format!("{}{first}", " ".repeat(indent));
    for line in lines {
        text.push('\n');
        text.push_str(&" ".repeat(more));
        text.push_str(&line);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::fit_line;

    #[test]
    fn an_indented_line_goes_on_under_itself() {
        assert_eq!(fit_line("un deux trois", 8), "un deux\ntrois");
        assert_eq!(fit_line("  un deux trois", 12), "  un deux\n    trois");
        assert_eq!(fit_line("  un deux trois", 15), "  un deux trois");
        assert_eq!(fit_line("", 8), "");
        assert_eq!(fit_line("      étroit", 4), "      ét\n        ro\n        it");
    }
}
