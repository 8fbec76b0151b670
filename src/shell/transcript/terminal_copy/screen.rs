//! A terminal on which a copy is shown once more, and the lines that it showed. The only file that names `avt`, which is
//! that terminal.
//!
//! `avt` forgets what is cleared, and has one character in a cell. Here what was cleared was shown all the same, unless
//! on a screen apart, and no row stays in its place while others scroll. A row goes on in the next one also where a line
//! editor ends it itself. Time and memory are linear in the length of the copy, whatever it holds.

use std::collections::VecDeque;

use avt::observer::{Observation, Observer};
use avt::parser::{EdScope, ElScope, Function};
use avt::{Cell, Line, Parser, ScreenKind, Terminal};
use unicode_width::UnicodeWidthChar as _;

use super::Shown;
use super::stand_ins::StandIns;
use crate::error::{Error, Result};

/// More than a line being typed takes: where less fits, a line editor loses its own first rows.
const ROWS: u16 = 50;
/// A character is not repeated more often.
const MOST_REPEATS: u16 = 100;
/// Stands in the last column of a row that a wide character did not fit in any more.
const FILLER: char = '\0';

/// A terminal on which something is shown.
pub struct Screen {
    parser: Parser,
    terminal: Terminal,
    rows: Rows,
    /// The last character with those that are shown in its cell.
    last: String,
}

/// What is known of the rows on the screen, and the lines that the others were.
struct Rows {
    lines: Vec<Shown>,
    /// A line that goes on in a row that is on the screen.
    unfinished: Option<Shown>,
    /// How many rows are not on the screen any more.
    gone: usize,
    /// The line of the copy, from 1.
    number: usize,
    /// The line of the copy on which each row began, of those on the screen that anything was shown on.
    numbers: VecDeque<usize>,
    /// The row, counted from the first of all, and the column where what is typed begins.
    input: Option<(usize, usize)>,
    stand_ins: StandIns,
}

impl Screen {
    /// An empty screen.
    ///
    /// # Errors
    /// [`Error::Internal`] without columns.
    pub fn new(columns: usize) -> Result<Self> {
        Ok(Self {
            parser: Parser::new(),
            terminal: terminal(columns)?,
            rows: Rows {
                lines: Vec::new(),
                unfinished: None,
                gone: 0,
                number: 1,
                numbers: VecDeque::from([1]),
                input: None,
                stand_ins: StandIns::default(),
            },
            last: String::new(),
        })
    }

    /// Shows what a program sends.
    pub fn show(&mut self, sent: &str) {
        let mut characters = sent.chars();
        while let Some(character) = characters.next() {
            if let Some(after) = self.after_end_of_full_row(character, characters.as_str()) {
                characters = after.chars();
                self.rows.number += 1;
                self.go_on_in_next_row();
                continue;
            }
            self.rows.number += usize::from(character == '\n');
            match self.parser.feed(character) {
                Some(Function::Print(character)) => self.print(character),
                Some(function) => self.obey(function),
                None => {}
            }
        }
        self.settle();
    }

    /// What is typed begins here.
    pub fn begin_input(&mut self) {
        let cursor = self.terminal.cursor();
        self.rows.input = Some((self.rows.gone + cursor.row, cursor.col));
    }

    /// Takes the lines that were shown, and leaves the screen empty. One that goes on in the next row is one line; of
    /// several empty ones that follow each other the first is taken, and none at the end.
    pub fn take_lines(&mut self) -> Vec<Shown> {
        self.parser = Parser::new();
        self.reset();
        self.rows.input = None;
        let mut lines = std::mem::take(&mut self.rows.lines);
        lines.extend(self.rows.unfinished.take());
        lines
    }

    /// Goes on, empty, with so many columns.
    ///
    /// # Errors
    /// [`Error::Internal`] without columns.
    pub fn widen(&mut self, columns: usize) -> Result<()> {
        if columns != self.columns() {
            self.terminal = terminal(columns)?;
        }
        Ok(())
    }

    fn columns(&self) -> usize {
        self.terminal.size().0
    }

    /// What follows the end of a row that is full, when a line editor has sent it to go on in the next one: it then
    /// moves the cursor before it shows anything. Two line ends are an empty line.
    fn after_end_of_full_row<'sent>(&mut self, character: char, rest: &'sent str) -> Option<&'sent str> {
        let after = match character {
            '\n' => rest,
            '\r' => rest.strip_prefix('\n')?,
            _ => return None,
        };
        self.settle();
        let is_full = self.terminal.cursor().col == self.columns();
        (is_full && begins_with_move(after)).then_some(after)
    }

    /// As what is shown behind the last column does.
    fn go_on_in_next_row(&mut self) {
        self.execute(Function::Print(' '));
        self.execute(Function::Cr);
    }

    fn print(&mut self, character: char) {
        match character.width() {
            // One that is not to be seen: no cell is for it.
            None => {}
            Some(0) if self.last.is_empty() => {}
            Some(0) => self.last.push(character),
            Some(_) => {
                self.settle();
                self.last.push(character);
            }
        }
    }

    /// Shows the last character: nothing more will be in its cell.
    fn settle(&mut self) {
        let Some(character) = self.rows.stand_ins.of(&self.last) else {
            return;
        };
        self.last.clear();
        let is_last_column = self.terminal.cursor().col + 1 == self.columns();
        if is_last_column && character.width() == Some(2) {
            self.execute(Function::Print(FILLER));
        }
        self.execute(Function::Print(character));
    }

    fn obey(&mut self, function: Function) {
        self.settle();
        let cursor = self.terminal.cursor();
        let is_all_below = (cursor.col, cursor.row) == (0, 0) && function == Function::Ed(EdScope::Below);
        if is_all_below || function == Function::Ed(EdScope::All) {
            self.scroll_out();
        } else if function == Function::Ris {
            self.reset();
        } else if function == Function::Lf {
            // A copy may have lost the returns before its line ends.
            self.execute(function);
            self.execute(Function::Cr);
        } else if function != Function::Decaln {
            // That one fills the screen for whoever adjusts it.
            self.execute(self.within_reach(function));
        }
    }

    /// The same function, or what it comes to where there is nothing more to be changed.
    fn within_reach(&self, function: Function) -> Function {
        let shown = self.rows.numbers.len();
        if let Function::Rep(times) = function {
            return Function::Rep(times.min(MOST_REPEATS));
        }
        if let Function::Su(rows) = function {
            return Function::Su(rows.min(u16::try_from(shown).unwrap_or(ROWS)));
        }
        if function == Function::Ed(EdScope::Below) && self.terminal.cursor().row + 1 >= shown {
            return Function::El(ElScope::ToRight);
        }
        if matches!(function, Function::Decstbm(..)) {
            return Function::Cup(1, 1);
        }
        function
    }

    /// What is on the screen goes where it would go if more were shown, which then begins in the first row.
    fn scroll_out(&mut self) {
        let shown = u16::try_from(self.rows.numbers.len()).unwrap_or(ROWS);
        self.execute(Function::Su(shown));
        self.execute(Function::Vpa(1));
        self.rows.numbers.truncate(1);
        let lines = &mut self.rows.lines;
        lines.pop_if(|line| line.text.is_empty() && line.prompt.is_none());
    }

    /// As a terminal that was just opened, but for what it has shown.
    fn reset(&mut self) {
        for sequence in ["\u{1b}[?1047l", "\u{1b}[?7h", "\u{1b}[20l", "\u{1b}[!p"] {
            let functions = sequence
                .chars()
                .filter_map(|character| self.parser.feed(character));
            for function in functions.collect::<Vec<_>>() {
                self.execute(function);
            }
        }
        self.scroll_out();
        self.execute(Function::Cr);
    }

    /// On a screen apart nothing counts but how it is left.
    fn execute(&mut self, function: Function) {
        let is_apart = self.terminal.active_screen_kind() == ScreenKind::Alternate;
        if is_apart && !matches!(function, Function::Decrst(_)) {
            return;
        }
        self.terminal.execute_with(function, &mut self.rows);
        let reached = self.terminal.cursor().row + 1;
        let numbers = &mut self.rows.numbers;
        numbers.resize(numbers.len().max(reached), self.rows.number);
    }
}

fn terminal(columns: usize) -> Result<Terminal> {
    Terminal::new(columns, usize::from(ROWS)).map_err(Error::internal)
}

impl Rows {
    /// Takes a row that has left the screen.
    fn take(&mut self, row: &Line) {
        let number = self.numbers.pop_front().unwrap_or(self.number);
        let mut line = self.unfinished.take().unwrap_or_else(|| Shown {
            text: String::new(),
            number,
            prompt: None,
        });
        let cells = row.cells();
        if let Some((_, column)) = self.input.filter(|(row, _)| *row == self.gone) {
            let before = self.text_of(cells.get(..column).unwrap_or(cells));
            line.prompt = Some(format!("{}{before}", line.text));
        }
        self.gone += 1;
        if row.is_wrapped() {
            line.text.push_str(&self.text_of(cells));
            self.unfinished = Some(line);
            return;
        }
        let end = cells.iter().rposition(|cell| cell.char() != ' ');
        let shown = end.and_then(|end| cells.get(..=end)).unwrap_or_default();
        line.text.push_str(&self.text_of(shown));
        line.text.truncate(line.text.trim_end().len());
        line.text.shrink_to_fit();
        let was_empty = self.lines.last().is_none_or(|before| before.text.is_empty());
        if line.prompt.is_some() || !line.text.is_empty() || !was_empty {
            self.lines.push(line);
        }
    }

    fn text_of(&self, cells: &[Cell]) -> String {
        let shown = cells.iter().filter(|cell| cell.width() > 0).map(Cell::char);
        let mut text = String::new();
        for character in shown.filter(|character| *character != FILLER) {
            match self.stand_ins.meant_by(character) {
                Some(meant) => text.push_str(meant),
                None => text.push(character),
            }
        }
        text
    }
}

impl Observer for Rows {
    type Output = ();

    fn evicted(&mut self, _context: &mut Observation<'_>, row: &Line) {
        self.take(row);
    }

    fn end(&mut self, _context: &mut Observation<'_>) {}
}

/// Whether the cursor is moved to the first column, or up.
fn begins_with_move(sent: &str) -> bool {
    let is_return = sent.starts_with('\r') && !sent.starts_with("\r\n");
    let parameter = sent.strip_prefix("\u{1b}[");
    let end = parameter.map(|rest| rest.trim_start_matches(|character: char| character.is_ascii_digit()));
    is_return || end.is_some_and(|end| end.starts_with('A'))
}
