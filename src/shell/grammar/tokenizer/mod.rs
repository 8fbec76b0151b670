//! Text to words: the first half of the grammar.
//!
//! From left to right: blanks are skipped, a comment ends the line, anything else is a word made of joined pieces:
//! 1. bare characters, up to a blank or a quote;
//! 2. `"…"`, where `\"`, `\\` and `\n` are escapes and every other backslash is itself;
//! 3. `'…'`, where everything is itself.
//!
//! What it decides where people could hesitate:
//! - A no-break or thin space is part of the word between two digits and before `€` (`1 234,56 €` is one word);
//!   elsewhere it separates, like every other blank.
//! - `'` between two letters is an apostrophe (`L'Oréal`, `d'Artagnan`): taking it for a quote would swallow the words
//!   up to the next apostrophe without a warning.
//! - `#` at the start of a word begins a comment, unless the word is `#` and digits and not the first of the line: so
//!   `clients voir #12` names customer 12.
//! - A quoted piece is never a keyword of the grammar: `"--nom"` and `"#"` are values. The dashes, the name and the `=`
//!   of an option are written without quotes; its value may be quoted.
//!
//! It refuses, without losing the words it understood: a quote that is never closed, typographic quotes around a word,
//! and, without reading any of it, a line over [`MAXIMUM_LINE_BYTES`]. Time is linear in the length of the line.

#[cfg(test)]
mod rules;
pub mod variables;
mod word;

use std::borrow::Cow;
use std::str::Chars;

use variables::{Meaning, Piece, Variables};
pub use word::{OptionParts, Word};

use super::characters::{is_blank, is_typographic_quote};
use super::quoting;
use crate::error::{Fault, Problem, Span};

/// The longest line that is read, in bytes.
pub const MAXIMUM_LINE_BYTES: usize = 64 * 1024;

/// Most lines have no more words.
const USUAL_WORDS: usize = 12;

/// What a line is made of.
#[derive(Debug, Default)]
pub struct Tokens<'line> {
    /// The words, from left to right.
    pub words: Vec<Word<'line>>,
    /// What is wrong with the quotes or the length.
    pub problems: Vec<Problem>,
    /// Where the comment begins that ends the line, in characters from 0.
    pub comment: Option<usize>,
}

/// Splits a line into words; `$` is an ordinary character.
pub fn tokenize(line: &str) -> Tokens<'_> {
    split(line, None)
}

/// Splits a line of a command file into words, and replaces the variables it names.
pub fn tokenize_with<'line>(line: &'line str, variables: &dyn Variables) -> Tokens<'line> {
    split(line, Some(variables))
}

fn split<'line>(line: &'line str, variables: Option<&dyn Variables>) -> Tokens<'line> {
    let mut tokens = Tokens::default();
    if line.len() > MAXIMUM_LINE_BYTES {
        let maximum = MAXIMUM_LINE_BYTES;
        tokens.problems.push(Problem {
            span: None,
            fault: Fault::LineTooLong { maximum },
        });
        return tokens;
    }
    tokens.words.reserve(USUAL_WORDS);
    let mut scanner = Scanner::new(line, variables);
    loop {
        scanner.skip_blanks();
        if scanner.is_at_end() {
            break;
        }
        if scanner.is_at_comment(tokens.words.is_empty()) {
            tokens.comment = Some(scanner.column);
            break;
        }
        tokens.words.push(scanner.word());
    }
    tokens.problems = scanner.into_problems();
    tokens
}

/// A reading position in a line, with what was found wrong so far.
struct Scanner<'line, 'variables> {
    line: &'line str,
    variables: Option<&'variables dyn Variables>,
    rest: Chars<'line>,
    /// Characters before the position.
    column: usize,
    unclosed: Option<Problem>,
    undefined: Vec<Problem>,
    correction: Option<Correction>,
    /// Closing quotes known not to come any more: searching for each again would cost the square of the length.
    absent_closers: [Option<char>; 2],
}

/// The line with straight quotes, under construction.
struct Correction {
    /// Where the first typographic quotes are.
    first: Span,
    text: String,
    /// How many bytes of the line the text covers.
    covered: usize,
}

impl<'line, 'variables> Scanner<'line, 'variables> {
    fn new(line: &'line str, variables: Option<&'variables dyn Variables>) -> Self {
        Self {
            line,
            variables,
            rest: line.chars(),
            column: 0,
            unclosed: None,
            undefined: Vec::new(),
            correction: None,
            absent_closers: [None; 2],
        }
    }

    fn word(&mut self) -> Word<'line> {
        let start = self.column;
        let first_byte = self.offset();
        let mut word = Word {
            text: Cow::Borrowed(""),
            span: Span { start, end: start },
            bare_bytes: None,
            is_unclosed: false,
            is_deferred: false,
        };
        let undefined = self.undefined.len();
        while let Some(character) = self.peek() {
            match character {
                '"' => self.escaped_piece(&mut word),
                '\'' => self.literal_piece(&mut word),
                quote if closing_quote(quote).is_some() && self.begins_value(first_byte) => {
                    self.typographic_piece(&mut word, quote);
                }
                blank if is_blank(blank) => break,
                _ => self.bare_piece(&mut word),
            }
        }
        word.span.end = self.column;
        for problem in self.undefined.iter_mut().skip(undefined) {
            problem.span = Some(word.span);
        }
        word
    }

    /// Adds a piece of the line to a word, with its variables replaced. A value counts as quoted: it begins nothing.
    fn append(&mut self, word: &mut Word<'line>, piece: &'line str) {
        let Some(variables) = self.variables.filter(|_| piece.contains('$')) else {
            append(word, piece);
            return;
        };
        for piece in variables::split(piece) {
            let name = match piece {
                Piece::Plain(text) => {
                    append(word, text);
                    continue;
                }
                Piece::Named(name) => name,
            };
            begin_quoted(word);
            match variables.meaning(name) {
                Some(Meaning::Value(value)) => word.text.to_mut().push_str(value),
                Some(Meaning::Later) => word.is_deferred = true,
                None => {
                    // Nothing more is said of a value that nobody gave.
                    word.is_deferred = true;
                    self.undefined.push(Problem {
                        span: None,
                        fault: Fault::UndefinedVariable {
                            name: name.to_owned(),
                            suggestion: variables::suggestion(variables, name),
                        },
                    });
                }
            }
        }
    }

    /// Reads characters up to a blank or a quote; at least one.
    fn bare_piece(&mut self, word: &mut Word<'line>) {
        let start = self.offset();
        self.skip_plain();
        while let Some(character) = self.peek() {
            if self.offset() > start && self.ends_bare_piece(character, start) {
                break;
            }
            self.bump();
            self.skip_plain();
        }
        let piece = self.since(start);
        let kept = piece.trim_end_matches(is_typographic_quote);
        if kept.len() == piece.len() || !self.peek().is_none_or(is_blank) {
            self.append(word, piece);
            return;
        }
        self.append(word, kept);
        let quotes = piece.get(kept.len()..).unwrap_or_default();
        let span = Span {
            start: self.column - quotes.chars().count(),
            end: self.column,
        };
        self.correct(self.offset() - quotes.len(), span, "");
    }

    /// Reads `"…"`.
    fn escaped_piece(&mut self, word: &mut Word<'line>) {
        let opening = self.column;
        begin_quoted(word);
        self.bump();
        let mut start = self.offset();
        loop {
            self.skip_to(|byte| matches!(byte, b'"' | b'\\'));
            let escaped = match (self.bump(), self.peek()) {
                (None, _) => break,
                (Some('"'), _) => {
                    self.append(word, self.slice(start, self.offset() - 1));
                    return;
                }
                (Some(_), Some('n')) => "\n",
                (Some(_), Some('"')) => "\"",
                (Some(_), Some('\\')) => "\\",
                (Some(_), _) => continue,
            };
            self.append(word, self.slice(start, self.offset() - 1));
            append(word, escaped);
            self.bump();
            start = self.offset();
        }
        self.append(word, self.since(start));
        self.leave_unclosed(word, opening, '"');
    }

    /// Reads `'…'`.
    fn literal_piece(&mut self, word: &mut Word<'line>) {
        let opening = self.column;
        begin_quoted(word);
        self.bump();
        let start = self.offset();
        self.skip_to(|byte| byte == b'\'');
        append(word, self.since(start));
        if self.bump().is_none() {
            self.leave_unclosed(word, opening, '\'');
        }
    }

    /// Reads `« … »` or `“…”` as the person meant it, and notes how it should be written.
    fn typographic_piece(&mut self, word: &mut Word<'line>, opening: char) {
        let first_byte = self.offset();
        let start = self.column;
        begin_quoted(word);
        self.bump();
        let content = self.up_to_closing(opening).map(str::trim);
        let span = Span {
            start,
            end: self.column,
        };
        let Some(content) = content else {
            // Nothing closes it: it is left out, with the blanks French puts after it and other quotes that follow.
            while self
                .peek()
                .is_some_and(|next| is_blank(next) || is_typographic_quote(next))
            {
                self.bump();
            }
            self.correct(first_byte, span, "");
            return;
        };
        append(word, content);
        self.correct(first_byte, span, &quoting::double_quoted(content));
    }

    /// The text before the matching closing quote, which is passed; nothing when there is none.
    fn up_to_closing(&mut self, opening: char) -> Option<&'line str> {
        let closing = closing_quote(opening)?;
        if self.absent_closers.contains(&Some(closing)) {
            return None;
        }
        let Some((content, rest)) = self.rest.as_str().split_once(closing) else {
            let [first, second] = &mut self.absent_closers;
            *(if first.is_none() { first } else { second }) = Some(closing);
            return None;
        };
        self.rest = rest.chars();
        self.column += content.chars().count() + 1;
        Some(content)
    }

    /// Replaces, in the corrected line, everything from a place to the position.
    fn correct(&mut self, first_byte: usize, span: Span, replacement: &str) {
        let end = self.offset();
        let line = self.line;
        let correction = self.correction.get_or_insert(Correction {
            first: span,
            text: String::new(),
            covered: 0,
        });
        correction
            .text
            .push_str(line.get(correction.covered..first_byte).unwrap_or_default());
        correction.text.push_str(replacement);
        correction.covered = end;
    }

    fn leave_unclosed(&mut self, word: &mut Word<'line>, opening: usize, quote: char) {
        word.is_unclosed = true;
        let span = Span {
            start: opening,
            end: self.column,
        };
        self.unclosed = Some(Problem::at(span, Fault::UnclosedQuote { quote }));
    }

    fn into_problems(self) -> Vec<Problem> {
        let line = self.line;
        let corrected = self.correction.map(|mut correction| {
            correction
                .text
                .push_str(line.get(correction.covered..).unwrap_or_default());
            let corrected = correction.text;
            Problem::at(correction.first, Fault::TypographicQuote { corrected })
        });
        corrected
            .into_iter()
            .chain(self.unclosed)
            .chain(self.undefined)
            .collect()
    }

    fn ends_bare_piece(&self, character: char, start: usize) -> bool {
        match character {
            '"' | ' ' | '\t' => true,
            '\'' => !self.is_between(start, char::is_alphabetic),
            quote if is_typographic_quote(quote) => self.since(start).ends_with('='),
            blank if is_blank(blank) => !(is_joining_space(blank) && self.joins_here(start)),
            _ => false,
        }
    }

    /// Whether the space at the position stands between digits or before `€`.
    fn joins_here(&self, start: usize) -> bool {
        self.second() == Some('€') || self.is_between(start, |character| character.is_ascii_digit())
    }

    /// Whether both neighbours of the character at the position are of a kind.
    fn is_between(&self, start: usize, is_of_kind: fn(char) -> bool) -> bool {
        let previous = self.since(start).chars().next_back();
        previous.is_some_and(is_of_kind) && self.second().is_some_and(is_of_kind)
    }

    /// Whether the position begins a word, or the value after `=`.
    fn begins_value(&self, first_byte: usize) -> bool {
        self.offset() == first_byte || self.since(first_byte).ends_with('=')
    }

    fn is_at_comment(&self, is_first: bool) -> bool {
        let Some(after) = self.rest.as_str().strip_prefix('#') else {
            return false;
        };
        let digits = after.trim_start_matches(|character: char| character.is_ascii_digit());
        let is_number = digits.len() < after.len() && digits.chars().next().is_none_or(is_blank);
        is_first || !is_number
    }

    fn is_at_end(&self) -> bool {
        self.rest.as_str().is_empty()
    }

    fn skip_blanks(&mut self) {
        while self.peek().is_some_and(is_blank) {
            self.bump();
        }
    }

    /// Passes the characters that cannot end a piece, without decoding them.
    fn skip_plain(&mut self) {
        let rest = self.rest.as_str();
        let length = rest.bytes().take_while(|&byte| is_plain(byte)).count();
        self.rest = rest.get(length..).unwrap_or_default().chars();
        self.column += length;
    }

    /// Passes what comes before the first such byte, which is ASCII.
    fn skip_to(&mut self, is_stop: fn(u8) -> bool) {
        let rest = self.rest.as_str();
        let length = rest.bytes().position(is_stop).unwrap_or(rest.len());
        let (passed, rest) = rest.split_at_checked(length).unwrap_or((rest, ""));
        self.rest = rest.chars();
        self.column += passed.chars().count();
    }

    fn bump(&mut self) -> Option<char> {
        let character = self.rest.next()?;
        self.column += 1;
        Some(character)
    }

    fn peek(&self) -> Option<char> {
        self.rest.clone().next()
    }

    fn second(&self) -> Option<char> {
        self.rest.clone().nth(1)
    }

    fn offset(&self) -> usize {
        self.line.len() - self.rest.as_str().len()
    }

    fn since(&self, start: usize) -> &'line str {
        self.slice(start, self.offset())
    }

    fn slice(&self, start: usize, end: usize) -> &'line str {
        self.line.get(start..end).unwrap_or_default()
    }
}

/// Adds a piece to a word, borrowing from the line as long as one piece is all there is.
fn append<'line>(word: &mut Word<'line>, piece: &'line str) {
    if word.text.is_empty() {
        word.text = Cow::Borrowed(piece);
    } else if !piece.is_empty() {
        word.text.to_mut().push_str(piece);
    }
}

fn begin_quoted(word: &mut Word<'_>) {
    word.bare_bytes.get_or_insert(word.text.len());
}

fn closing_quote(opening: char) -> Option<char> {
    match opening {
        '«' => Some('»'),
        '“' | '”' => Some('”'),
        _ => None,
    }
}

/// No-break, narrow no-break, figure and thin space: what French typography puts inside numbers.
fn is_joining_space(character: char) -> bool {
    matches!(character, '\u{a0}' | '\u{202f}' | '\u{2007}' | '\u{2009}')
}

fn is_plain(byte: u8) -> bool {
    byte.is_ascii_graphic() && byte != b'"' && byte != b'\''
}
