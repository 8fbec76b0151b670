//! Text to words: the first half of the grammar.
//!
//! From left to right: blanks are skipped, a comment ends the line, anything else is a word made of joined pieces:
//! 1. bare characters, up to a blank or a quote;
//! 2. `"…"`, where `\"`, `\\` and `\n` are escapes and every other backslash is itself;
//! 3. `'…'`, where everything is itself.
//!
//! What it decides where people could hesitate:
//! - A no-break or thin space is part of the word between two digits and before `€` (`1 234,56 €` is one word); elsewhere
//!   it separates, like every other blank.
//! - `'` between two letters is an apostrophe (`L'Oréal`, `d'Artagnan`): taking it for a quote would swallow the words
//!   up to the next apostrophe without a warning.
//! - `#` at the start of a word begins a comment, unless the word is `#` and digits and not the first of the line: so
//!   `clients voir #12` names customer 12.
//! - A quoted piece is never a keyword of the grammar: `"--nom"` and `"#"` are values. The dashes, the name and the `=`
//!   of an option are written without quotes; its value may be quoted.
//!
//! It refuses, without losing the words it understood: a quote that is never closed, typographic quotes around a word,
//! and, without reading any of it, a line over [`MAXIMUM_LINE_BYTES`]. Time is linear in the length of the line.

mod word;

use std::borrow::Cow;
use std::str::Chars;

pub use word::{OptionParts, Word};

use super::quoting;
use crate::error::{Fault, Problem, Span};

/// The longest line that is read, in bytes.
pub const MAXIMUM_LINE_BYTES: usize = 64 * 1024;

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

/// Splits a line into words.
pub fn tokenize(line: &str) -> Tokens<'_> {
    let mut tokens = Tokens::default();
    if line.len() > MAXIMUM_LINE_BYTES {
        let maximum = MAXIMUM_LINE_BYTES;
        tokens.problems.push(Problem {
            span: None,
            fault: Fault::LineTooLong { maximum },
        });
        return tokens;
    }
    let mut scanner = Scanner::new(line);
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

/// Whether a character separates words, leaving aside what joins a no-break space to its neighbours.
pub fn is_blank(character: char) -> bool {
    character.is_whitespace()
}

/// Whether a character is one of the quotes that word processors put in.
pub fn is_typographic_quote(character: char) -> bool {
    matches!(character, '«' | '»' | '“' | '”')
}

/// A reading position in a line, with what was found wrong so far.
struct Scanner<'line> {
    line: &'line str,
    rest: Chars<'line>,
    /// Characters before the position.
    column: usize,
    unclosed: Option<Problem>,
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

impl<'line> Scanner<'line> {
    fn new(line: &'line str) -> Self {
        Self {
            line,
            rest: line.chars(),
            column: 0,
            unclosed: None,
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
        };
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
        word
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
        let ends_word = self.peek().is_none_or(is_blank);
        let kept = piece.trim_end_matches(is_typographic_quote);
        if !ends_word || kept.len() == piece.len() {
            append(word, piece);
            return;
        }
        append(word, kept);
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
        while let Some(character) = self.bump() {
            if character == '"' {
                append(word, self.slice(start, self.offset() - 1));
                return;
            }
            let escaped = match (character, self.peek()) {
                ('\\', Some('n')) => "\n",
                ('\\', Some('"')) => "\"",
                ('\\', Some('\\')) => "\\",
                _ => continue,
            };
            append(word, self.slice(start, self.offset() - 1));
            append(word, escaped);
            self.bump();
            start = self.offset();
        }
        append(word, self.since(start));
        self.leave_unclosed(word, opening, '"');
    }

    /// Reads `'…'`.
    fn literal_piece(&mut self, word: &mut Word<'line>) {
        let opening = self.column;
        begin_quoted(word);
        self.bump();
        let start = self.offset();
        while let Some(character) = self.bump() {
            if character == '\'' {
                append(word, self.slice(start, self.offset() - 1));
                return;
            }
        }
        append(word, self.since(start));
        self.leave_unclosed(word, opening, '\'');
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
        corrected.into_iter().chain(self.unclosed).collect()
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

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(line: &str) -> Vec<String> {
        let words = tokenize(line).words;
        words.into_iter().map(|word| word.text.into_owned()).collect()
    }

    fn faults(line: &str) -> Vec<(Option<Span>, Fault)> {
        let problems = tokenize(line).problems;
        problems
            .into_iter()
            .map(|problem| (problem.span, problem.fault))
            .collect()
    }

    fn span(start: usize, end: usize) -> Span {
        Span { start, end }
    }

    #[test]
    fn every_kind_of_blank_separates_words() {
        for blank in [
            ' ', '\t', '\r', '\n', '\u{a0}', '\u{202f}', '\u{2009}', '\u{3000}',
        ] {
            let line = format!("{blank}clients{blank}{blank}lister{blank}");
            assert_eq!(texts(&line), ["clients", "lister"], "{blank:?}");
        }
    }

    #[test]
    fn a_no_break_space_between_digits_or_before_the_euro_is_part_of_the_word() {
        assert_eq!(
            texts("m 1\u{202f}234,56\u{a0}€ x"),
            ["m", "1\u{202f}234,56\u{a0}€", "x"]
        );
        assert_eq!(texts("1\u{2009}234"), ["1\u{2009}234"]);
        assert_eq!(texts("voir\u{a0}12"), ["voir", "12"]);
        assert_eq!(texts("12\u{a0}voir"), ["12", "voir"]);
        assert_eq!(texts("1\u{a0}\u{a0}2"), ["1", "2"]);
        assert_eq!(texts("1 234 €"), ["1", "234", "€"]);
        assert_eq!(texts("\u{a0}€"), ["€"]);
    }

    #[test]
    fn double_quotes_group_and_know_three_escapes() {
        assert_eq!(
            texts(r#""a b" "q\"q" "\\" "l\nl" "c:\dir""#),
            ["a b", "q\"q", "\\", "l\nl", "c:\\dir"]
        );
        assert_eq!(texts(r"c:\dir \n"), [r"c:\dir", r"\n"]);
    }

    #[test]
    fn single_quotes_group_literally() {
        assert_eq!(texts(r#"'a "b" \n' ''"#), [r#"a "b" \n"#, ""]);
    }

    #[test]
    fn pieces_join() {
        assert_eq!(
            texts(r#"--nom="Zoé" a"b c"'d e'f "x"y"#),
            ["--nom=Zoé", "ab cd ef", "xy"]
        );
    }

    #[test]
    fn an_apostrophe_between_letters_is_a_character() {
        assert_eq!(
            texts("L'Oréal d'Artagnan l’été"),
            ["L'Oréal", "d'Artagnan", "l’été"]
        );
        assert_eq!(texts("--nom='L Oréal' x='a b'"), ["--nom=L Oréal", "x=a b"]);
        assert!(tokenize("L'Oréal d'Artagnan").problems.is_empty());
    }

    #[test]
    fn a_comment_begins_at_the_start_of_a_word_only() {
        assert_eq!(texts("clients lister # voir \"12"), ["clients", "lister"]);
        assert_eq!(texts("#clients lister"), [""; 0]);
        assert_eq!(texts("#12"), [""; 0]);
        assert_eq!(texts("a#b \"#\" '#x'"), ["a#b", "#", "#x"]);
        assert_eq!(tokenize("é #b").comment, Some(2));
        assert_eq!(tokenize("a#b").comment, None);
    }

    #[test]
    fn a_number_sign_and_digits_after_the_first_word_is_a_number() {
        assert_eq!(texts("clients voir #12"), ["clients", "voir", "#12"]);
        assert_eq!(
            texts("clients voir #12 #3 # reste"),
            ["clients", "voir", "#12", "#3"]
        );
        assert_eq!(texts("clients voir #12a"), ["clients", "voir"]);
    }

    #[test]
    fn words_are_located_in_characters() {
        let spans: Vec<Span> = tokenize("évé  \"à b\"x 'y'")
            .words
            .iter()
            .map(|word| word.span)
            .collect();
        assert_eq!(spans, [span(0, 3), span(5, 11), span(12, 15)]);
    }

    #[test]
    fn an_unclosed_quote_is_located_and_spoils_its_word_only() {
        let tokens = tokenize("clients lister --nom=\"Zoé M");
        assert_eq!(
            tokens.problems,
            [Problem::at(span(21, 27), Fault::UnclosedQuote { quote: '"' })]
        );
        let unclosed: Vec<bool> = tokens.words.iter().map(|word| word.is_unclosed).collect();
        assert_eq!(unclosed, [false, false, true]);
        assert_eq!(
            faults("a 'b"),
            [(Some(span(2, 4)), Fault::UnclosedQuote { quote: '\'' })]
        );
        assert_eq!(
            faults(r#""a\"#),
            [(Some(span(0, 3)), Fault::UnclosedQuote { quote: '"' })]
        );
    }

    #[test]
    fn typographic_quotes_are_refused_with_the_line_as_it_should_be() {
        for (line, corrected, first) in [
            ("a « Zoé M » b", "a \"Zoé M\" b", span(2, 11)),
            ("a --nom=“Zoé”", "a --nom=\"Zoé\"", span(8, 13)),
            ("”a b” «c»", "\"a b\" \"c\"", span(0, 5)),
            ("«\u{a0}a \"b\" \\\u{a0}»", r#""a \"b\" \\""#, span(0, 11)),
            ("a « b", "a b", span(2, 3)),
            ("a b» c", "a b c", span(3, 4)),
        ] {
            let fault = Fault::TypographicQuote {
                corrected: corrected.to_owned(),
            };
            assert_eq!(faults(line), [(Some(first), fault)], "{line}");
            assert!(tokenize(corrected).problems.is_empty(), "{corrected}");
            assert_eq!(texts(line), texts(corrected), "{line}");
        }
    }

    #[test]
    fn typographic_quotes_inside_words_and_straight_quotes_are_characters() {
        assert!(faults("a«b \"« c »\" '“d”' l’an").is_empty());
        assert_eq!(texts("a«b \"« c »\""), ["a«b", "« c »"]);
    }

    #[test]
    fn a_line_over_the_limit_is_not_read() {
        let longest = "x".repeat(MAXIMUM_LINE_BYTES);
        assert_eq!(texts(&longest).len(), 1);
        let tokens_of_longer = faults(&format!("{longest}y"));
        let maximum = MAXIMUM_LINE_BYTES;
        assert_eq!(tokens_of_longer, [(None, Fault::LineTooLong { maximum })]);
    }

    #[test]
    fn a_word_without_escape_is_borrowed() {
        for word in tokenize("clients --nom=x \"a b\" 'c d'").words {
            assert!(matches!(word.text, Cow::Borrowed(_)), "{word:?}");
        }
    }
}
