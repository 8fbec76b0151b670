//! How wide a terminal was, from what it was sent.
//!
//! The program `script` writes it on its first line. Otherwise it shows where a line editor draws a line of several rows:
//! it says how many there were when it clears them the next time, and on which column of the last one the cursor stood.
//! A line typed key by key is drawn again when it fills its row.

use std::collections::BTreeMap;

use unicode_width::UnicodeWidthChar as _;

const HEADER: &str = "Script started on ";
const COLUMNS: &str = "COLUMNS=\"";
/// What stands around a line that is drawn.
const BEGINS: &str = "\u{1b}[?2026h";
const ENDS: &str = "\u{1b}[?2026l";
const ESCAPE: char = '\u{1b}';
/// No terminal is narrower.
const NARROWEST: usize = 20;
/// What a row that was filled by one key proves, beside what a line proves that may have come in any way.
const BY_A_KEY: usize = 1_000;

/// The width; nothing where no line wraps.
pub fn of(raw: &str) -> Option<usize> {
    told(raw).or_else(|| shown(raw))
}

fn told(raw: &str) -> Option<usize> {
    let header = raw.lines().next()?.strip_prefix(HEADER)?;
    let (_, after) = header.split_once(COLUMNS)?;
    let (number, _) = after.split_once('"')?;
    number.parse().ok().filter(|width| *width >= NARROWEST)
}

/// A line as it was drawn.
#[derive(Default)]
struct Drawing {
    /// How many rows were cleared before, beside the first one.
    rows_before: usize,
    /// The columns of the line, as if in one row.
    length: usize,
    /// Whether a line end was sent after it.
    ends_row: bool,
    /// Whether the cursor is in a row before the last one, or the line consists of several.
    is_unclear: bool,
    /// Where the cursor stands in its row.
    column: usize,
}

fn shown(raw: &str) -> Option<usize> {
    let mut votes: BTreeMap<usize, usize> = BTreeMap::new();
    let mut before: Option<(Drawing, usize)> = None;
    for piece in raw.split(BEGINS).skip(1) {
        let (drawn, after) = piece.split_once(ENDS).unwrap_or((piece, ""));
        let drawing = Drawing::of(drawn);
        if let Some((before, length)) = &before {
            let rows = drawing.rows_before;
            if let Some(width) = before.width(rows) {
                *votes.entry(width).or_default() += 1;
            }
            if drawing.ends_row && drawing.is_one_row_filled_from(*length) {
                *votes.entry(drawing.length).or_default() += BY_A_KEY;
            }
        }
        let length = length_after(drawing.length, after);
        before = Some((drawing, length));
    }
    let votes = votes.into_iter().filter(|(width, _)| *width >= NARROWEST);
    votes.max_by_key(|(_, votes)| *votes).map(|(width, _)| width)
}

impl Drawing {
    fn of(drawn: &str) -> Self {
        let mut drawing = Self::default();
        let mut characters = drawn.chars();
        while let Some(character) = characters.next() {
            match character {
                ESCAPE => drawing.follow(&mut characters),
                '\r' => drawing.column = 0,
                '\n' => drawing.ends_row = true,
                other => {
                    drawing.is_unclear |= drawing.ends_row;
                    drawing.length += other.width().unwrap_or(0);
                }
            }
        }
        drawing
    }

    fn follow(&mut self, characters: &mut std::str::Chars<'_>) {
        let (parameter, function) = control(characters);
        match function {
            Some('K') => self.length = 0,
            Some('A') if self.length == 0 => self.rows_before += 1,
            Some('A') => self.is_unclear = true,
            Some('C') => self.column = parameter.parse().unwrap_or(1),
            _ => {}
        }
    }

    /// The width at which it takes so many rows more than one, with its cursor where it is.
    fn width(&self, rows: usize) -> Option<usize> {
        if self.is_unclear || self.ends_row || self.length <= self.column {
            return None;
        }
        let whole = self.length - self.column;
        let width = whole.checked_div(rows)?;
        (width * rows == whole && self.column < width).then_some(width)
    }

    /// Whether one key made it as long as a row is wide.
    fn is_one_row_filled_from(&self, length: usize) -> bool {
        let grown = self.length.checked_sub(length);
        let is_first = self.rows_before == 0;
        is_first && matches!(grown, Some(1 | 2))
    }
}

/// How long a line is after keys that were shown without drawing it again.
fn length_after(mut length: usize, sent: &str) -> usize {
    let mut back = 0;
    let mut characters = sent.chars();
    while let Some(character) = characters.next() {
        match character {
            ESCAPE => match control(&mut characters) {
                (parameter, Some('D')) => back = parameter.parse().unwrap_or(1),
                (_, Some('K')) => length -= length.min(back),
                (parameter, Some('l')) if parameter == "?2004" => return length,
                _ => {}
            },
            other => length += other.width().unwrap_or(0),
        }
    }
    length
}

/// What stands after an escape character: the parameter and the letter of a control sequence.
fn control(characters: &mut std::str::Chars<'_>) -> (String, Option<char>) {
    let mut parameter = String::new();
    if characters.next() != Some('[') {
        return (parameter, None);
    }
    for character in characters {
        if ('\u{40}'..='\u{7e}').contains(&character) {
            return (parameter, Some(character));
        }
        parameter.push(character);
    }
    (parameter, None)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn drawn(drawn: &str) -> String {
        format!("{BEGINS}{drawn}{ENDS}")
    }

    #[test]
    fn the_width_is_what_the_first_line_says() {
        assert_eq!(
            of("Script started on x [TERM=\"xterm\" COLUMNS=\"80\" LINES=\"24\"]\nmoi"),
            Some(80)
        );
        assert_eq!(of("crm> moi COLUMNS=\"80\"\n"), None);
    }

    #[test]
    fn a_line_that_is_recalled_or_pasted_shows_it() {
        let line = "x".repeat(70);
        // Two rows and ten columns of thirty, cleared from the last row on.
        let recalled = drawn(&format!("\r\u{1b}[Kcrm> {line}\r\u{1b}[15C"));
        let cleared = drawn("\r\u{1b}[K\u{1b}[A\r\u{1b}[K\u{1b}[A\r\u{1b}[Kcrm> \r\u{1b}[5C");
        assert_eq!(of(&format!("{recalled}{cleared}")), Some(30));
        // One line that was pasted with its end does not.
        let empty = drawn("\r\u{1b}[Kcrm> \r\u{1b}[5C");
        let pasted = drawn(&format!("\r\u{1b}[Kcrm> {line}\r\n\r"));
        assert_eq!(of(&format!("{empty}{pasted}{cleared}")), None);
    }
}
