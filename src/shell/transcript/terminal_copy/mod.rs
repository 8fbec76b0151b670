//! The lines a terminal showed, from what a program sent it or from what somebody copied of it.
//!
//! What a program sent is followed as a terminal follows it, on a screen as wide as the copy tells or shows. Where a line editor says when it begins and ends, as all do that tell pasting from typing, what was typed is
//! known exactly, and what it showed meanwhile, like the words that complete a line, is left out.

mod screen;
mod width;

use screen::Screen;

/// A line that was shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shown {
    /// The whole line, without the blanks at its end.
    pub text: String,
    /// On which line of the copy it begins, from 1.
    pub number: usize,
    /// What stood before the text that was typed on it, where a line editor tells.
    pub prompt: Option<String>,
}

/// The lines, from the first to the last.
pub fn shown_lines(raw: &str) -> Vec<Shown> {
    let mut screen = Screen::new(width::of(raw));
    screen.show(raw);
    screen.lines()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn texts(raw: &str) -> Vec<String> {
        shown_lines(raw).into_iter().map(|line| line.text).collect()
    }

    #[test]
    fn colours_titles_and_control_characters_are_passed_over() {
        let raw =
            "\u{1b}]0;titre\u{7}\u{1b}[1;36mcrm> \u{1b}[0mmoi\u{7}\r\n\u{1b}[?1h\u{1b}=Zoé\u{1b}[m  \r\n";
        assert_eq!(texts(raw), ["crm> moi", "Zoé"]);
    }

    proptest! {
        #[test]
        fn nothing_that_is_sent_makes_the_screen_panic(
            pieces in prop::collection::vec(
                prop::sample::select(vec![
                    "\r", "\n", "\u{8}", "\t", "\u{1b}[A", "\u{1b}[3A", "\u{1b}[B", "\u{1b}[9C", "\u{1b}[D", "\u{1b}[5G",
                    "\u{1b}[H", "\u{1b}[J", "\u{1b}[2J", "\u{1b}[K", "\u{1b}[2K", "\u{1b}[4P", "\u{1b}[?2004h",
                    "\u{1b}[?2004l", "\u{1b}[?2026h", "\u{1b}[?2026l", "\u{1b}", "\u{1b}[", "abc", "李", "e\u{301}",
                    "0123456789012345678",
                ]),
                0..60,
            ),
            is_told in any::<bool>(),
        ) {
            let header = if is_told { "Script started on x [COLUMNS=\"20\"]\r\n" } else { "" };
            shown_lines(&format!("{header}{}", pieces.concat()));
        }
    }

    #[test]
    fn no_move_makes_a_row_endless() {
        let raw = format!("{}x", "\u{1b}[9999C".repeat(1_000));
        assert!(texts(&raw)[0].len() < 20_000);
    }

    #[test]
    fn an_edited_line_is_what_it_was_at_the_end() {
        let raw = "\r\u{1b}[Kcrm> \r\u{1b}[5Cclients li\r\u{1b}[Kcrm> clients lister\r\u{1b}[19C\u{1b}[D\u{1b}[K\u{8}\u{1b}[K\n";
        assert_eq!(texts(raw), ["crm> clients list"]);
        assert_eq!(texts("abc\r\u{1b}[2Pde"), ["de"]);
        assert_eq!(texts("abc\u{1b}[2K\u{1b}[1Gd"), ["d"]);
    }

    #[test]
    fn wide_and_combining_characters_take_the_columns_they_take() {
        assert_eq!(texts("李 > \r\u{1b}[5Cmoi"), ["李 > moi"]);
        assert_eq!(texts("e\u{301}> \r\u{1b}[3Cmoi"), ["e\u{301}> moi"]);
    }

    /// What rustyline sends: the whole line, the cursor at its end.
    fn drawn(clearing: &str, line: &str, cursor: &str) -> String {
        format!("\u{1b}[?2026h{clearing}\r\u{1b}[K{line}{cursor}\u{1b}[?2026l")
    }

    const PROMPT: &str = "crm sales2 démonstr> ";
    const WIDE: &str = "crm sales2 démonstr> 123456789";

    /// A line typed key by key in a terminal thirty columns wide, drawn again where it wraps.
    fn wrapped_line() -> String {
        format!(
            "\u{1b}[?2004h{}12345678{}ab {}\u{1b}[?2004l\r\nOui.\r\n",
            drawn("", PROMPT, "\r\u{1b}[21C"),
            drawn("", WIDE, "\r\n\r"),
            // A mistake in the second row is mended from the first one on.
            drawn("\r\u{1b}[K\u{1b}[A", &format!("{WIDE}ab c"), "\r\u{1b}[4C"),
        )
    }

    #[test]
    fn a_line_goes_on_in_the_next_row_where_the_terminal_ends() {
        let lines = shown_lines(&wrapped_line());
        assert_eq!(lines[0].text, format!("{WIDE}ab c"));
        assert_eq!(lines[0].prompt.as_deref(), Some(PROMPT));
        assert_eq!((lines[1].text.as_str(), lines[1].number), ("Oui.", 3));
        assert_eq!(lines.len(), 2);
        // Something as wide as the terminal is a line of its own.
        let raw = format!(
            "{}{WIDE}\r\n\u{1b}[?2004h{}",
            wrapped_line(),
            drawn("", PROMPT, "\r\u{1b}[21C")
        );
        assert_eq!(texts(&raw)[2..], [WIDE, PROMPT.trim_end()]);
        // Whoever recorded it knows the width.
        let told =
            format!("Script started on 2026-11-27 [COLUMNS=\"30\" LINES=\"24\"]\r\n{WIDE}0123\r\n{WIDE}\r\n");
        assert_eq!(texts(&told)[1..], [format!("{WIDE}0123"), String::from(WIDE)]);
    }

    #[test]
    fn what_an_editor_shows_beside_the_line_is_left_out() {
        let raw = format!(
            "\u{1b}[?2004h{}clients \r\nlister  voir\r\n{}voir 5\u{1b}[?2004l\r\n",
            drawn("", PROMPT, "\r\u{1b}[21C"),
            drawn("", &format!("{PROMPT}clients "), "\r\u{1b}[29C"),
        );
        assert_eq!(texts(&raw), [format!("{PROMPT}clients voir 5")]);
        // A screen that was cleared shows the line once more.
        let raw = format!(
            "Bonjour.\r\n\u{1b}[?2004h{}moi\u{1b}[H\u{1b}[J{}\u{1b}[?2004l\r\n",
            drawn("", PROMPT, "\r\u{1b}[21C"),
            drawn("", &format!("{PROMPT}moi"), "\r\u{1b}[24C"),
        );
        assert_eq!(texts(&raw), ["Bonjour.", &format!("{PROMPT}moi")]);
        // Of lines that were pasted together each is shown again when its turn comes.
        let raw = format!(
            "\u{1b}[?2004h{}{}\u{1b}[?2004l\r\nOui.\r\n{PROMPT}aide\r\n",
            drawn("", PROMPT, "\r\u{1b}[21C"),
            drawn("", &format!("{PROMPT}moi\r\naide"), "\r\u{1b}[4C"),
        );
        assert_eq!(
            texts(&raw),
            [
                format!("{PROMPT}moi"),
                String::from("Oui."),
                format!("{PROMPT}aide")
            ]
        );
    }
}
