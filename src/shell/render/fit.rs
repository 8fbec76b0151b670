//! Text measured in terminal columns: how wide it is, and how to make it fit.
//!
//! Nothing here ever cuts inside a grapheme, so an accent stays on its letter and a family of emoji stays whole. Widths
//! are those of current terminals (`unicode-width`): a Chinese character takes two columns, a combining mark none.

use std::borrow::Cow;

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

use super::column::Alignment;

/// What stands for the end of a shortened text; one column wide.
pub const ELLIPSIS: &str = "…";

/// What a colour begins with; it ends at the next `m`. Text from outside is cleaned of it before it comes here.
const ESCAPE: char = '\x1b';

/// How many terminal columns the text takes; its colours take none.
pub fn width(text: &str) -> usize {
    if text.bytes().all(|byte| matches!(byte, b' '..=b'~')) {
        return text.len();
    }
    let mut rest = text;
    let mut total = 0;
    while let Some((before, coloured)) = rest.split_once(ESCAPE) {
        let Some((_, after)) = coloured.split_once('m') else {
            break;
        };
        total += UnicodeWidthStr::width(before);
        rest = after;
    }
    total + UnicodeWidthStr::width(rest)
}

/// The text when it fits, or its beginning followed by `…`; never wider than `limit`.
pub fn shorten(text: &str, limit: usize) -> Cow<'_, str> {
    if width(text) <= limit {
        return Cow::Borrowed(text);
    }
    let Some(room) = limit.checked_sub(1) else {
        return Cow::Borrowed("");
    };
    let (beginning, _) = split_at_width(text, room);
    Cow::Owned(format!("{}{ELLIPSIS}", beginning.trim_end()))
}

/// The text filled with blanks to `size` columns; unchanged when it is wider.
pub fn pad(text: &str, size: usize, alignment: Alignment) -> String {
    let blanks = " ".repeat(size.saturating_sub(width(text)));
    match alignment {
        Alignment::Left => format!("{text}{blanks}"),
        Alignment::Right => format!("{blanks}{text}"),
    }
}

/// The lines of a text, none wider than `limit` columns (at least 2).
///
/// Its own line feeds are kept; longer lines are broken at blanks, and words longer than a line between graphemes. A
/// no-break space is not a blank: an amount stays on one line. Nor is the blank of French typography, before `:` and
/// the like and inside guillemets, unless the line is too narrow for the word it belongs to; nor is a blank of a short
/// quotation, which may have to be typed.
pub fn wrap(text: &str, limit: usize) -> Vec<String> {
    let limit = limit.max(2);
    text.split('\n').flat_map(|line| wrap_line(line, limit)).collect()
}

/// A wider quotation is broken between its words.
const LONGEST_WHOLE: usize = 30;

fn wrap_line(line: &str, limit: usize) -> Vec<String> {
    if width(line) <= limit {
        return vec![line.to_owned()];
    }
    let mut lines = Vec::new();
    let mut current = String::new();
    for unit in units(line, limit.min(LONGEST_WHOLE)) {
        let fits = width(unit.trim_end_matches(' ')) <= limit;
        let pieces: Vec<&str> = if fits {
            vec![unit]
        } else {
            unit.split_inclusive(' ').collect()
        };
        for piece in pieces {
            let joined = format!("{current}{piece}");
            if width(joined.trim_end_matches(' ')) <= limit {
                current = joined;
                continue;
            }
            close_line(&mut lines, &current);
            current = break_word(piece, limit, &mut lines);
        }
    }
    close_line(&mut lines, &current);
    lines
}

/// The parts of a line that stay together: a quotation of at most `longest` columns, or a word with the signs that
/// French sets apart from it by a blank.
fn units(line: &str, longest: usize) -> Vec<&str> {
    let mut units = Vec::new();
    let mut rest = line;
    while !rest.is_empty() {
        let (unit, after) = rest.split_at(quotation_length(rest, longest).unwrap_or_else(|| word_length(rest)));
        units.push(unit);
        rest = after;
    }
    units
}

/// The length of the word that a quotation opens at the beginning of a text, with the whole quotation and the signs
/// after it.
fn quotation_length(text: &str, longest: usize) -> Option<usize> {
    let first = text.split(' ').next()?;
    // What is not closed in its first word: a no-break space may hold that word to the guillemet.
    let opening = first.rfind('«').filter(|_| !first.ends_with('»'))?;
    let end = opening + text.get(opening..)?.find('»')?;
    let length = end + word_length(text.get(end..)?);
    (width(text.get(..length)?.trim_end_matches(' ')) <= longest).then_some(length)
}

fn word_length(text: &str) -> usize {
    let mut length = 0;
    let mut opens = false;
    for piece in text.split_inclusive(' ') {
        let word = piece.trim_end_matches(' ');
        if length > 0 && !opens && !is_detached_sign(word) {
            break;
        }
        length += piece.len();
        opens = word.ends_with('«');
    }
    length
}

/// `:`, `;`, `?`, `!`, `»`, alone or followed by other signs.
fn is_detached_sign(word: &str) -> bool {
    word.starts_with([':', ';', '?', '!', '»']) && !word.contains(char::is_alphanumeric)
}

/// Ends a line, unless it would be empty.
fn close_line(lines: &mut Vec<String>, line: &str) {
    let line = line.trim_end_matches(' ');
    if !line.is_empty() {
        lines.push(line.to_owned());
    }
}

/// Ends as many full lines as a word needs; gives back what remains of it.
fn break_word(word: &str, limit: usize, lines: &mut Vec<String>) -> String {
    let mut rest = word;
    while width(rest.trim_end_matches(' ')) > limit {
        let (beginning, end) = match split_at_width(rest, limit) {
            // A grapheme of several wide letters can be wider than a very narrow line: it is broken after all.
            ("", cluster) => cluster.split_at(cluster.chars().next().map_or(0, char::len_utf8)),
            halves => halves,
        };
        close_line(lines, beginning);
        rest = end;
    }
    rest.to_owned()
}

/// The longest beginning made of whole graphemes that fits `limit` columns, and the rest.
fn split_at_width(text: &str, limit: usize) -> (&str, &str) {
    let end = text
        .grapheme_indices(true)
        .map(|(start, grapheme)| start + grapheme.len())
        .filter(|end| !text.get(..*end).is_some_and(ends_inside_a_colour))
        .take_while(|end| text.get(..*end).is_some_and(|beginning| width(beginning) <= limit))
        .last()
        .unwrap_or(0);
    text.split_at(end)
}

fn ends_inside_a_colour(beginning: &str) -> bool {
    let last = beginning.rsplit_once(ESCAPE);
    last.is_some_and(|(_, colour)| !colour.contains('m'))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn shortening_cuts_between_graphemes_and_says_so() {
        for (text, limit, shown) in [
            ("Dupont", 6, "Dupont"),
            ("Dupont", 5, "Dupo…"),
            ("Dupont", 1, "…"),
            ("Dupont", 0, ""),
            ("日本語", 4, "日…"),
            ("e\u{301}le\u{301}phant", 3, "e\u{301}l…"),
            ("👨\u{200d}👩\u{200d}👧 Martin", 3, "👨\u{200d}👩\u{200d}👧…"),
            ("👨\u{200d}👩\u{200d}👧 Martin", 2, "…"),
            ("Jean Paul", 6, "Jean…"),
        ] {
            assert_eq!(shorten(text, limit), shown, "{text} in {limit}");
        }
    }

    #[test]
    fn wrapping_breaks_at_blanks_and_only_then_inside_words() {
        assert_eq!(wrap("un deux trois", 7), ["un deux", "trois"]);
        assert_eq!(wrap("un\n\ndeux", 10), ["un", "", "deux"]);
        assert_eq!(wrap("anticonstitutionnel", 8), ["anticons", "titution", "nel"]);
        assert_eq!(
            wrap("soit 1\u{202f}234,56\u{a0}€ dus", 10),
            ["soit", "1\u{202f}234,56\u{a0}€", "dus"]
        );
        assert_eq!(wrap("le montant : dix", 11), ["le", "montant :", "dix"]);
        assert_eq!(wrap("dites « oui » ou non", 12), ["dites", "« oui » ou", "non"]);
        assert_eq!(
            wrap("cachées (« --format fiche » les montre)", 20),
            ["cachées", "(« --format fiche »", "les montre)"]
        );
        assert_eq!(
            wrap("cachées («\u{a0}--format fiche\u{a0}» les montre)", 20),
            ["cachées", "(«\u{a0}--format fiche\u{a0}»", "les montre)"]
        );
        assert_eq!(wrap("abcdef : x", 6), ["abcdef", ": x"]);
        assert_eq!(wrap("", 10), [""]);
    }

    #[test]
    fn a_line_neither_begins_nor_ends_with_a_sign_that_belongs_to_a_word() {
        assert_eq!(wrap("un numéro : tapez", 10), ["un", "numéro :", "tapez"]);
        assert_eq!(wrap("dire « nom » ? Non", 9), ["dire", "« nom » ?", "Non"]);
        assert_eq!(wrap("voir (« --x » les", 10), ["voir", "(« --x »", "les"]);
        assert_eq!(wrap("un : « trop long »", 6), ["un :", "« trop", "long »"]);
        assert_eq!(
            wrap("« anticonstitutionnel »", 8),
            ["«", "anticons", "titution", "nel »"]
        );
        assert_eq!(wrap("deux ; :-( et", 6), ["deux ;", ":-( et"]);
    }

    #[test]
    fn colours_take_no_column_and_are_never_cut() {
        assert_eq!(width("\x1b[1;31mErreur\x1b[0m : é"), 10);
        assert_eq!(
            wrap("\x1b[1;31mErreur\x1b[0m : oui non", 8),
            ["\x1b[1;31mErreur\x1b[0m :", "oui non"]
        );
        assert_eq!(wrap("\x1b[33mConseil\x1b[0m", 4), ["\x1b[33mCons", "eil\x1b[0m"]);
    }

    #[test]
    fn filling_counts_columns_and_not_characters() {
        assert_eq!(pad("日本", 6, Alignment::Left), "日本  ");
        assert_eq!(pad("12,00", 7, Alignment::Right), "  12,00");
        assert_eq!(pad("trop long", 4, Alignment::Left), "trop long");
    }

    /// Text thick with wide, combining and joined characters.
    fn varied() -> impl Strategy<Value = String> {
        prop::collection::vec(
            prop::sample::select(vec![
                "a",
                " ",
                "é",
                "日",
                "e\u{301}",
                "👨\u{200d}👩\u{200d}👧",
                "🇫🇷",
                "\u{301}",
                "\u{200d}",
                "❤\u{fe0f}",
                "ل",
                "ا",
                "각",
                "क्ष",
                "-",
                "\u{a0}",
                "1\u{fe0f}\u{20e3}",
                "☰",
            ]),
            0..30,
        )
        .prop_map(|pieces| pieces.concat())
    }

    proptest! {
        #[test]
        fn shortened_text_is_never_too_wide(text in varied(), limit in 0_usize..20) {
            prop_assert!(width(&shorten(&text, limit)) <= limit);
        }

        #[test]
        fn wrapped_lines_are_never_too_wide_and_lose_nothing_but_blanks(text in varied(), limit in 2_usize..20) {
            let lines = wrap(&text, limit);
            for line in &lines {
                prop_assert!(width(line) <= limit, "{line:?} is wider than {limit}");
            }
            let wrapped: String = lines.concat().replace(' ', "");
            prop_assert_eq!(wrapped, text.replace(' ', ""));
        }
    }
}
