//! What a terminal does with what it is sent, as far as the shown lines depend on it: it moves the cursor, erases, and goes
//! on in the next row where a row is full. Colours and everything else are passed over.

use std::iter::Peekable;
use std::str::Chars;

use unicode_width::UnicodeWidthChar as _;

use super::Shown;

/// No move goes further: a number that does is no move.
const LONGEST_MOVE: usize = 10_000;

/// The rows, and where the cursor is.
pub struct Screen {
    rows: Vec<Row>,
    row: usize,
    column: usize,
    /// How many columns a row has; as many as needed where nobody knows.
    width: Option<usize>,
    /// Whether the cursor has just come back from behind the last column.
    has_left_full_row: bool,
    /// The line of the copy, from 1.
    number: usize,
    edit: Option<Edit>,
}

#[derive(Default)]
struct Row {
    /// A cell for each column; one that a wide character reaches into is empty.
    cells: Vec<String>,
    /// Whether it goes on with the line of the row before.
    goes_on: bool,
    number: usize,
    prompt: Option<String>,
}

/// A line that is being typed.
struct Edit {
    /// The first of its rows.
    first: usize,
    /// The row from which it was drawn last.
    top: usize,
    /// What stands before it.
    prompt: Option<String>,
}

impl Screen {
    /// An empty screen.
    pub fn new(width: Option<usize>) -> Self {
        let first = Row {
            number: 1,
            ..Row::default()
        };
        Self {
            rows: vec![first],
            row: 0,
            column: 0,
            width,
            has_left_full_row: false,
            number: 1,
            edit: None,
        }
    }

    /// Shows what a program sends.
    pub fn show(&mut self, raw: &str) {
        let mut characters = raw.chars().peekable();
        while let Some(character) = characters.next() {
            let has_left_full_row = std::mem::take(&mut self.has_left_full_row);
            match character {
                '\n' => {
                    let is_full = has_left_full_row || self.is_behind_last_column();
                    self.end_row(is_full && is_followed_by_move(&characters));
                }
                '\r' => self.return_to_first_column(),
                '\u{8}' => self.back(1),
                '\u{1b}' => self.obey(&mut characters),
                '\t' => self.put(' '),
                other if other.is_control() => {}
                other => self.put(other),
            }
        }
    }

    /// The lines on it; one that wraps is one.
    pub fn lines(self) -> Vec<Shown> {
        let mut lines: Vec<Shown> = Vec::new();
        let last = self.rows.len() - 1;
        for (place, row) in self.rows.into_iter().enumerate() {
            let text = row.cells.concat();
            match lines.last_mut() {
                Some(line) if row.goes_on => line.text.push_str(&text),
                _ if place == last && text.trim().is_empty() => {}
                _ => lines.push(Shown {
                    text,
                    number: row.number,
                    prompt: row.prompt,
                }),
            }
        }
        for line in &mut lines {
            line.text.truncate(line.text.trim_end().len());
        }
        lines
    }

    fn is_behind_last_column(&self) -> bool {
        self.width.is_some_and(|width| self.column >= width)
    }

    fn end_row(&mut self, goes_on: bool) {
        self.number += 1;
        self.next_row(goes_on);
    }

    fn next_row(&mut self, goes_on: bool) {
        self.row += 1;
        self.column = 0;
        let number = self.number;
        if self.row == self.rows.len() {
            self.rows.push(Row::default());
        }
        if let Some(row) = self.rows.get_mut(self.row) {
            row.number = number;
            row.goes_on = goes_on;
        }
    }

    /// Before a line is drawn again the cursor returns for the first time: what stands there then is its prompt.
    fn return_to_first_column(&mut self) {
        if self.column > 0
            && let Some(edit) = self.edit.as_ref().filter(|edit| edit.prompt.is_none())
        {
            let prompt = self.line_from(edit.top);
            if let Some(edit) = &mut self.edit {
                edit.prompt = Some(prompt);
            }
        }
        self.has_left_full_row = self.is_behind_last_column();
        self.column = 0;
    }

    /// The line that begins in this row.
    fn line_from(&self, top: usize) -> String {
        let rows = self.rows.iter().skip(top);
        rows.enumerate()
            .take_while(|(place, row)| *place == 0 || row.goes_on)
            .flat_map(|(_, row)| &row.cells)
            .map(String::as_str)
            .collect()
    }

    fn put(&mut self, character: char) {
        let width = character.width().unwrap_or(0);
        if width > 0 && self.width.is_some_and(|columns| self.column + width > columns) {
            self.next_row(true);
        }
        let column = self.column;
        let Some(Row { cells, .. }) = self.rows.get_mut(self.row) else {
            return;
        };
        if width == 0 {
            let before = column.checked_sub(1).and_then(|place| cells.get_mut(place));
            if let Some(cell) = before {
                cell.push(character);
            }
            return;
        }
        let end = column + width;
        if cells.len() < end {
            cells.resize(end, String::from(" "));
        }
        for (place, cell) in cells.iter_mut().enumerate().take(end).skip(column) {
            cell.clear();
            if place == column {
                cell.push(character);
            }
        }
        self.column = end;
    }

    fn forward(&mut self, columns: usize) {
        let last = self.width.map_or(LONGEST_MOVE, |width| width - 1);
        self.column = (self.column + columns).min(last.max(self.column));
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
        let count = parameter.parse().unwrap_or(1_usize).clamp(1, LONGEST_MOVE);
        match (function, parameter) {
            ('A', _) => {
                let highest = self.edit.as_ref().map_or(0, |edit| edit.first);
                self.row = self.row.saturating_sub(count).max(highest);
            }
            ('B', _) => self.row = (self.row + count).min(self.rows.len() - 1),
            ('C', _) => self.forward(count),
            ('D', _) => self.back(count),
            ('G', _) => self.column = count - 1,
            ('H', "" | "1;1") | ('J', "2" | "3") => self.begin_screen(),
            ('P', _) => self.delete(count),
            ('J', "" | "0") => {
                self.rows.truncate(self.row + 1);
                self.erase_from(self.column);
            }
            ('K', "" | "0") => self.erase_from(self.column),
            ('K', "2") => self.erase_from(0),
            ('h', "?2004") => {
                self.edit = Some(Edit {
                    first: self.row,
                    top: self.row,
                    prompt: None,
                });
            }
            ('l', "?2004") => self.end_edit(),
            _ => {}
        }
    }

    fn delete(&mut self, count: usize) {
        let column = self.column;
        if let Some(Row { cells, .. }) = self.rows.get_mut(self.row) {
            let end = (column + count).min(cells.len());
            cells.drain(column.min(end)..end);
        }
    }

    /// A row that is erased from its beginning goes on with nothing, and nothing goes on with one that is not full.
    fn erase_from(&mut self, column: usize) {
        if let Some(row) = self.rows.get_mut(self.row) {
            row.cells.truncate(column);
            row.goes_on &= column > 0;
        }
        if let Some(next) = self.rows.get_mut(self.row + 1) {
            next.goes_on = false;
        }
        if column == 0
            && let Some(edit) = &mut self.edit
        {
            edit.top = self.row;
        }
    }

    /// The screen is cleared: what it showed before stays above, but for the line being typed, which will be drawn again.
    fn begin_screen(&mut self) {
        let kept = self.edit.as_ref().map_or(self.rows.len(), |edit| edit.first);
        self.rows.truncate(kept);
        self.rows.push(Row {
            number: self.number,
            ..Row::default()
        });
        self.row = self.rows.len() - 1;
        self.column = 0;
        if let Some(edit) = &mut self.edit {
            edit.top = self.row;
        }
    }

    /// The line is typed: it alone stays, beginning where the editor began, of several that were pasted the first.
    fn end_edit(&mut self) {
        let Some(Edit { first, top, prompt }) = self.edit.take() else {
            return;
        };
        // What was erased meanwhile may have been its rows.
        let last = self.rows.len() - 1;
        let (first, top) = (first.min(top).min(last), top.min(last));
        let prompt = prompt.filter(|prompt| self.line_from(top).starts_with(prompt.as_str()));
        let rows = self.rows.iter().skip(top + 1).take_while(|row| row.goes_on);
        let end = top + 1 + rows.count();
        self.rows.truncate(end);
        self.rows.drain(first..top);
        if let Some(row) = self.rows.get_mut(first) {
            row.prompt = prompt;
        }
        self.row = self.rows.len() - 1;
        self.column = self.rows.get(self.row).map_or(0, |row| row.cells.len());
    }
}

/// Whether the cursor is moved before anything is shown: whoever edits a line ends its full row so. Two line ends are an
/// empty line.
fn is_followed_by_move(characters: &Peekable<Chars<'_>>) -> bool {
    let following: String = characters.clone().take(8).collect();
    let is_return = following.starts_with('\r') && !following.starts_with("\r\n");
    let up = following.strip_prefix("\u{1b}[").and_then(|parameter| {
        parameter
            .trim_start_matches(|digit: char| digit.is_ascii_digit())
            .chars()
            .next()
    });
    is_return || up == Some('A')
}

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
