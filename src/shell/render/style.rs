//! Colour: only an accent on words that already say everything.
//!
//! Whether colours are allowed (a terminal, no `NO_COLOR`, `TERM` other than `dumb`) is decided where the environment
//! is read; this file only obeys. Cells of tables never pass here: their layout counts every character.

const RESET: &str = "\x1b[0m";
const BOLD: &str = "\x1b[1m";
const BOLD_RED: &str = "\x1b[1;31m";
const BOLD_CYAN: &str = "\x1b[1;36m";
const YELLOW: &str = "\x1b[33m";

/// Whether and how words are coloured.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Style {
    coloured: bool,
}

impl Style {
    /// A style with colours, or one that leaves every text as it is.
    pub const fn new(coloured: bool) -> Self {
        Self { coloured }
    }

    /// The heading of an error: `Opération impossible [CONTRAT_DEJA_SIGNE]`.
    pub fn error_heading(self, text: &str) -> String {
        self.paint(BOLD_RED, text)
    }

    /// The heading of an advice: `Conseil`.
    pub fn advice(self, text: &str) -> String {
        self.paint(YELLOW, text)
    }

    /// The title of a section of a record or of the help.
    pub fn section_title(self, text: &str) -> String {
        self.paint(BOLD, text)
    }

    /// The prompt of the shell.
    pub fn prompt(self, text: &str) -> String {
        self.paint(BOLD_CYAN, text)
    }

    fn paint(self, colour: &str, text: &str) -> String {
        if !self.coloured || text.is_empty() {
            return text.to_owned();
        }
        format!("{colour}{text}{RESET}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn without_colour_every_text_is_left_as_it_is() {
        let style = Style::new(false);
        assert_eq!(style.error_heading("Accès refusé"), "Accès refusé");
        assert_eq!(style.advice("Conseil"), "Conseil");
        assert_eq!(style.section_title("Contrats"), "Contrats");
        assert_eq!(style.prompt("sales2> "), "sales2> ");
    }

    #[test]
    fn with_colour_the_text_is_whole_and_the_terminal_is_reset() {
        let heading = Style::new(true).error_heading("Accès refusé");
        assert_eq!(heading, "\x1b[1;31mAccès refusé\x1b[0m");
        assert_eq!(Style::new(true).prompt(""), "");
    }
}
