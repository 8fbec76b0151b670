//! The lines a terminal showed, from what a program sent it or from what somebody copied of it.
//!
//! A line that was edited is sent again and again: carriage returns, moves along the line and erasures are followed as a
//! terminal follows them. Colours and everything else are passed over.

use std::iter::Peekable;
use std::str::Chars;

use unicode_width::UnicodeWidthChar as _;

/// The lines, without the blanks at their ends.
pub fn shown_lines(raw: &str) -> Vec<String> {
    let mut line = Line::default();
    let mut lines = Vec::new();
    let mut characters = raw.chars().peekable();
    while let Some(character) = characters.next() {
        match character {
            '\n' => lines.push(std::mem::take(&mut line).text()),
            '\r' => line.column = 0,
            '\u{8}' => line.back(1),
            '\u{1b}' => line.obey(&mut characters),
            '\t' => line.put(' '),
            other if other.is_control() => {}
            other => line.put(other),
        }
    }
    let rest = line.text();
    if !rest.is_empty() {
        lines.push(rest);
    }
    lines
}

/// A line of the screen, and where the cursor is on it.
#[derive(Default)]
struct Line {
    /// A cell for each column; one that a wide character reaches into is empty.
    cells: Vec<String>,
    column: usize,
}

impl Line {
    fn put(&mut self, character: char) {
        let width = character.width().unwrap_or(0);
        if width == 0 {
            let before = self
                .column
                .checked_sub(1)
                .and_then(|place| self.cells.get_mut(place));
            if let Some(cell) = before {
                cell.push(character);
            }
            return;
        }
        let end = self.column + width;
        if self.cells.len() < end {
            self.cells.resize(end, String::from(" "));
        }
        for (place, cell) in self.cells.iter_mut().enumerate().take(end).skip(self.column) {
            cell.clear();
            if place == self.column {
                cell.push(character);
            }
        }
        self.column = end;
    }

    fn back(&mut self, columns: usize) {
        self.column = self.column.saturating_sub(columns);
    }

    /// Follows what stands after an escape character: `[` up to a letter, `]` up to its end, or one character.
    fn obey(&mut self, characters: &mut Peekable<Chars<'_>>) {
        match characters.next() {
            Some('[') => {
                let mut parameter = String::new();
                for character in characters.by_ref() {
                    if ('\u{40}'..='\u{7e}').contains(&character) {
                        self.control(character, &parameter);
                        return;
                    }
                    parameter.push(character);
                }
            }
            Some(']') => pass_title(characters),
            Some(_) | None => {}
        }
    }

    fn control(&mut self, function: char, parameter: &str) {
        // No move goes further than a line is long: a number that does is no move.
        let count = parameter.parse().unwrap_or(1_usize).clamp(1, LONGEST_MOVE);
        match (function, parameter) {
            ('C', _) => self.column += count,
            ('D', _) => self.back(count),
            ('G', _) => self.column = count - 1,
            ('P', _) => {
                let end = (self.column + count).min(self.cells.len());
                self.cells.drain(self.column.min(end)..end);
            }
            ('K' | 'J', "" | "0") => self.cells.truncate(self.column),
            ('K' | 'J', "2") => self.cells.clear(),
            _ => {}
        }
    }

    fn text(self) -> String {
        self.cells.concat().trim_end().to_owned()
    }
}

const LONGEST_MOVE: usize = 10_000;

/// Passes the title of a window.
fn pass_title(characters: &mut Peekable<Chars<'_>>) {
    while let Some(character) = characters.next() {
        let ends_next = character == '\u{1b}' && characters.peek() == Some(&'\\');
        if ends_next {
            characters.next();
        }
        if ends_next || character == '\u{7}' {
            return;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn colours_titles_and_control_characters_are_passed_over() {
        let raw =
            "\u{1b}]0;titre\u{7}\u{1b}[1;36mcrm> \u{1b}[0mmoi\u{7}\r\n\u{1b}[?1h\u{1b}=Zoé\u{1b}[m  \r\n";
        assert_eq!(shown_lines(raw), ["crm> moi", "Zoé"]);
    }

    #[test]
    fn an_edited_line_is_what_it_was_at_the_end() {
        let raw = "\r\u{1b}[Kcrm> \r\u{1b}[5Cclients li\r\u{1b}[Kcrm> clients lister\r\u{1b}[19C\u{1b}[D\u{1b}[K\u{8}\u{1b}[K\n";
        assert_eq!(shown_lines(raw), ["crm> clients list"]);
        assert_eq!(shown_lines("abc\r\u{1b}[2Pde"), ["de"]);
        assert_eq!(shown_lines("abc\u{1b}[2K\u{1b}[1Gd"), ["d"]);
    }

    #[test]
    fn wide_and_combining_characters_take_the_columns_they_take() {
        assert_eq!(shown_lines("李 > \r\u{1b}[5Cmoi"), ["李 > moi"]);
        assert_eq!(shown_lines("e\u{301}> \r\u{1b}[3Cmoi"), ["e\u{301}> moi"]);
    }
}
