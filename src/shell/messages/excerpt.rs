//! A line shown again, with carets under what is wrong in it.
//!
//! The line is cleaned first (S20), then measured in terminal columns, grapheme by grapheme: carets stand under the
//! words also where characters are wide, combined or shown as escapes. A line that does not fit is shown in pieces, one
//! around each wrong word, at most five.

use std::borrow::Cow;
use std::ops::Range;

use unicode_segmentation::UnicodeSegmentation;

use crate::error::Span;
use crate::security::clean::clean;
use crate::shell::render::fit::{self, ELLIPSIS};

/// How many pieces of a long line are shown.
const MAXIMUM_PIECES: usize = 5;

const INDENT: &str = "  ";
/// What stays readable even on an absurdly narrow terminal.
const NARROWEST_PIECE: usize = 10;

/// The line and its carets, in lines no wider than `width` columns; nothing when there is no span.
pub fn excerpt(line: &str, spans: &[Span], width: usize) -> Vec<String> {
    let mut spans = spans.to_vec();
    spans.sort_by_key(|span| span.start);
    let cells = cells(line, &spans);
    let available = width.saturating_sub(INDENT.len()).max(NARROWEST_PIECE);
    pieces(&cells, available)
        .into_iter()
        .flat_map(|piece| show(&cells, piece))
        .collect()
}

/// One grapheme as it is shown.
struct Glyph<'line> {
    shown: Cow<'line, str>,
    width: usize,
    is_wrong: bool,
    /// Whether a span begins here.
    begins_span: bool,
}

fn cells<'line>(line: &'line str, spans: &[Span]) -> Vec<Glyph<'line>> {
    let mut cells = Vec::with_capacity(line.len());
    let mut spans = spans.iter().peekable();
    let mut column = 0;
    let mut wrong_until = 0;
    for grapheme in line.graphemes(true) {
        let end = column + grapheme.chars().count();
        let mut begins_span = false;
        while let Some(span) = spans.next_if(|span| span.start < end) {
            begins_span = true;
            wrong_until = wrong_until.max(span.end.max(span.start + 1));
        }
        let shown = clean(grapheme);
        cells.push(Glyph {
            width: fit::width(&shown),
            shown,
            is_wrong: column < wrong_until,
            begins_span,
        });
        column = end;
    }
    cells
}

/// The ranges of cells to show.
fn pieces(cells: &[Glyph<'_>], available: usize) -> Vec<Range<usize>> {
    let starts = cells
        .iter()
        .enumerate()
        .filter_map(|(index, cell)| cell.begins_span.then_some(index));
    let fits = cells.iter().map(|cell| cell.width).sum::<usize>() <= available;
    let room = available.saturating_sub(2 * fit::width(ELLIPSIS));
    let mut pieces: Vec<Range<usize>> = Vec::new();
    for start in starts {
        let shown_until = pieces.last().map_or(0, |piece| piece.end);
        if start < shown_until || (fits && !pieces.is_empty()) {
            continue;
        }
        if pieces.len() == MAXIMUM_PIECES {
            break;
        }
        pieces.push(if fits {
            0..cells.len()
        } else {
            piece_around(cells, start, shown_until, room)
        });
    }
    pieces
}

/// The piece that shows a cell with a third of the room before it.
fn piece_around(cells: &[Glyph<'_>], start: usize, earliest: usize, room: usize) -> Range<usize> {
    let before = cells.get(earliest..start).unwrap_or_default();
    let first = start - count_fitting(before.iter().rev(), room / 3);
    let after = cells.get(first..).unwrap_or_default();
    first..first + count_fitting(after.iter(), room).max(start - first + 1)
}

fn count_fitting<'cell>(cells: impl Iterator<Item = &'cell Glyph<'cell>>, room: usize) -> usize {
    let widths = cells.scan(0, |total, cell| {
        *total += cell.width;
        Some(*total)
    });
    widths.take_while(|total| *total <= room).count()
}

fn show(cells: &[Glyph<'_>], piece: Range<usize>) -> [String; 2] {
    let mut text = INDENT.to_owned();
    let mut carets = INDENT.to_owned();
    if piece.start > 0 {
        text.push_str(ELLIPSIS);
        carets.push(' ');
    }
    let is_cut = piece.end < cells.len();
    for cell in cells.get(piece).unwrap_or_default() {
        text.push_str(&cell.shown);
        // A grapheme that takes no column still gets its caret: an error without one would be lost.
        let width = cell.width.max(usize::from(cell.begins_span));
        let mark = if cell.is_wrong { '^' } else { ' ' };
        carets.extend(std::iter::repeat_n(mark, width));
    }
    if is_cut {
        text.push_str(ELLIPSIS);
    }
    [text.trim_end().to_owned(), carets.trim_end().to_owned()]
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn span(start: usize, end: usize) -> Span {
        Span { start, end }
    }

    #[test]
    fn carets_stand_under_the_wrong_words() {
        let shown = excerpt("clients lsiter --zut", &[span(15, 20), span(8, 14)], 80);
        assert_eq!(shown, ["  clients lsiter --zut", "          ^^^^^^ ^^^^^"]);
    }

    #[test]
    fn wide_combining_and_cleaned_characters_take_their_columns() {
        for (line, wrong, carets) in [
            ("日本 zut", span(3, 6), "       ^^^"),
            ("e\u{301}le\u{300}ve zut", span(8, 11), "        ^^^"),
            ("a\u{1b}b zut", span(4, 7), "         ^^^"),
            ("x 日本", span(2, 4), "    ^^^^"),
            ("👨\u{200d}👩\u{200d}👧 zut", span(6, 9), "     ^^^"),
        ] {
            assert_eq!(excerpt(line, &[wrong], 80)[1], carets, "{line:?}");
        }
    }

    #[test]
    fn a_long_line_is_shown_around_each_wrong_word() {
        let line = format!("{}zut{}tuz{}", "a ".repeat(100), " b".repeat(100), " c".repeat(100));
        let shown = excerpt(&line, &[span(200, 203), span(403, 406)], 40);
        assert_eq!(shown.len(), 4);
        for (text, word, carets) in [(&shown[0], "zut", &shown[1]), (&shown[2], "tuz", &shown[3])] {
            let before = text.split(word).next().unwrap();
            assert_eq!(fit::width(before), carets.find("^^^").unwrap(), "{shown:#?}");
            assert!(text.starts_with("  …") && text.ends_with('…'), "{text}");
            assert!(fit::width(text) <= 40, "{text}");
        }
    }

    #[test]
    fn without_a_place_nothing_is_shown() {
        assert!(excerpt("clients voir", &[], 80).is_empty());
    }

    #[test]
    fn many_wrong_words_show_a_few_pieces() {
        let line = "mot ".repeat(10_000);
        let spans: Vec<Span> = (0..10_000).map(|index| span(index * 4, index * 4 + 3)).collect();
        assert_eq!(excerpt(&line, &spans, 80).len(), MAXIMUM_PIECES * 2);
    }

    proptest! {
        #[test]
        fn every_line_fits_and_every_caret_line_has_a_caret(
            line in "\\PC{1,200}", start in 0_usize..200, length in 0_usize..20, width in 12_usize..120,
        ) {
            let characters = line.chars().count();
            let start = start % characters;
            let shown = excerpt(&line, &[span(start, start + length)], width);
            prop_assert_eq!(shown.len(), 2);
            prop_assert!(shown[1].contains('^'), "{:?}", shown);
        }
    }
}
