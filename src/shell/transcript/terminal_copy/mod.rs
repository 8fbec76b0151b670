//! The lines a terminal showed, from what a program sent it or from what somebody copied of it.
//!
//! What a program sent is followed as a terminal follows it. Where a shell marks its prompts, as ours does, what was
//! typed is known exactly: it is what stands between the marks when the line ends. What was shown meanwhile, like the
//! words that complete a line, is left out, and so is a line that was given up. Without marks nothing here tells what
//! was typed, and only the first line of a recording how wide the terminal was.

mod screen;
mod stand_ins;

use screen::Screen;

use crate::error::Result;
use crate::shell::render::prompt_marks::Mark;

/// How a recording by `script` begins, and what it says there.
const HEADER: &str = "Script started on ";
const HEADER_COLUMNS: &str = "COLUMNS=\"";
/// Hardly any terminal is wider, and a row of blanks takes a few bytes of a copy only.
const WIDEST: usize = 500;
/// Of a terminal of which nothing is known, so that no move of its cursor is cut short.
const ASSUMED_COLUMNS: usize = 200;

/// A line that was shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shown {
    /// The whole line, without the blanks at its end.
    pub text: String,
    /// On which line of the copy it begins, from 1.
    pub number: usize,
    /// What stood before the text that was typed on it, where marks tell.
    pub prompt: Option<String>,
}

/// The lines, from the first to the last; of several empty ones that follow each other the first.
///
/// # Errors
/// [`Error::Internal`](crate::error::Error::Internal) where there is no terminal to be had.
pub fn shown_lines(raw: &str) -> Result<Vec<Shown>> {
    let mut screen = Screen::new(told_columns(raw).unwrap_or(ASSUMED_COLUMNS))?;
    let mut lines = Vec::new();
    let mut is_typing = false;
    let mut rest = raw;
    while let Some((before, mark, after)) = Mark::first_of(rest) {
        screen.show(before);
        rest = after;
        match mark {
            Mark::Prompt { columns } => {
                lines.extend(without_prompts(screen.take_lines()));
                is_typing = true;
                if let Some(columns) = columns {
                    screen.set_columns(columns.clamp(1, WIDEST))?;
                }
            }
            Mark::Input if is_typing => screen.begin_input(),
            Mark::Output | Mark::End { .. } if is_typing => {
                // It may have been cleared, and drawn again.
                let typed = screen.take_lines().into_iter().rfind(|line| line.prompt.is_some());
                lines.extend(typed.filter(|_| mark == Mark::Output));
                is_typing = false;
            }
            Mark::Input | Mark::Output | Mark::End { .. } => {}
        }
    }
    screen.show(rest);
    lines.extend(without_prompts(screen.take_lines()));
    Ok(lines)
}

/// What was not typed, or of which nothing says that it was run.
fn without_prompts(lines: Vec<Shown>) -> impl Iterator<Item = Shown> {
    lines.into_iter().map(|line| Shown { prompt: None, ..line })
}

/// How wide the terminal was, where `script` says so on the first line.
fn told_columns(raw: &str) -> Option<usize> {
    let header = raw.lines().next()?.strip_prefix(HEADER)?;
    let (_, after) = header.split_once(HEADER_COLUMNS)?;
    let (number, _) = after.split_once('"')?;
    let columns: usize = number.parse().ok()?;
    (columns > 0).then_some(columns.min(WIDEST))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn texts(raw: &str) -> Vec<String> {
        let lines = shown_lines(raw).unwrap().into_iter();
        lines.map(|line| line.text).collect()
    }

    #[test]
    fn colours_titles_and_control_characters_are_passed_over() {
        let raw = "\u{1b}]0;titre\u{7}\u{1b}[1;36mcrm> \u{1b}[0mmoi\u{7}\r\n\u{1b}[?1h\u{1b}=Zoé\u{1b}[m  \r\n";
        assert_eq!(texts(raw), ["crm> moi", "Zoé"]);
        assert_eq!(texts("a\u{7f}b\u{0}c\n"), ["abc"]);
    }

    #[test]
    fn what_a_terminal_understands_is_understood() {
        // Of `tput sgr0`, which chooses a character set too.
        assert_eq!(texts("\u{1b}(B\u{1b}[mcrm> \u{1b}(Bmoi\n"), ["crm> moi"]);
        // Of tmux and of editors, which ask for what the terminal can do.
        assert_eq!(
            texts("\u{1b}P+q544e\u{1b}\\crm> \u{1b}P$q q\u{1b}\\moi\n"),
            ["crm> moi"]
        );
        assert_eq!(texts("\u{1b}_apc\u{1b}\\\u{1b}^pm\u{1b}\\moi\n"), ["moi"]);
        assert_eq!(texts("n°\tnom\n1\tZoé\n"), ["n°      nom", "1       Zoé"]);
        assert_eq!(texts("a\nb\n\u{1b}[5;1Hmoi\u{1b}[1;3H!"), ["a !", "b", "", "moi"]);
        // A screen of its own, like that of an editor, is left as it came.
        assert_eq!(texts("a\n\u{1b}[?1049hfichier\n\u{1b}[?1049lb"), ["a", "b"]);
    }

    #[test]
    fn lines_that_end_without_a_return_begin_in_the_first_column() {
        assert_eq!(texts("a\nb\n\n\n\nc\n\n"), ["a", "b", "", "c"]);
        let lines = shown_lines("a\nb\n\n\n\nc\n\n").unwrap();
        let numbers: Vec<usize> = lines.iter().map(|line| line.number).collect();
        assert_eq!(numbers, [1, 2, 3, 6]);
    }

    #[test]
    fn what_is_cleared_was_shown() {
        for clearing in ["\u{1b}[H\u{1b}[J", "\u{1b}[H\u{1b}[2J", "\u{1b}[2J\u{1b}[H", "\u{1b}c"] {
            assert_eq!(texts(&format!("a\nb\n{clearing}c\n")), ["a", "b", "c"], "{clearing:?}");
        }
    }

    proptest! {
        #[test]
        fn nothing_that_is_sent_makes_the_screen_panic(
            pieces in prop::collection::vec(
                prop_oneof![
                    prop::sample::select(vec![
                        "\r", "\n", "\u{8}", "\t", "\u{1b}[A", "\u{1b}[3A", "\u{1b}[B", "\u{1b}[9C", "\u{1b}[D",
                        "\u{1b}[5G", "\u{1b}[H", "\u{1b}[J", "\u{1b}[2J", "\u{1b}[K", "\u{1b}[2K", "\u{1b}[4P",
                        "\u{1b}[?2004h", "\u{1b}[?2004l", "\u{1b}[?2026h", "\u{1b}[?2026l", "\u{1b}", "\u{1b}[",
                        "abc", "李", "e\u{301}", "0123456789012345678", "\u{1b}]133;A\u{7}",
                        "\u{1b}]133;A;columns=1\u{7}", "\u{1b}]133;A;columns=99999999\u{7}", "\u{1b}]133;B\u{7}",
                        "\u{1b}]133;C\u{1b}\\", "\u{1b}]133;D;0\u{7}", "\u{1b}]133;", "\u{1b}P", "\u{1b}(0", "\u{1b}M",
                        "\u{1b}c", "\u{1b}7", "\u{1b}8", "\u{1b}#8", "\u{1b}[?1049h", "\u{1b}[?1049l", "\u{1b}[4h",
                        "\u{1b}[?7l", "\u{1b}[?6h", "\u{1b}[3;7r", "\u{1b}[65535b", "\u{f0000}", "\u{38000}",
                    ]).prop_map(String::from),
                    "\u{1b}\\[[0-9;]{0,6}[@-~]",
                    any::<char>().prop_map(String::from),
                ],
                0..60,
            ),
            is_told in any::<bool>(),
        ) {
            let header = if is_told { "Script started on x [COLUMNS=\"20\"]\r\n" } else { "" };
            shown_lines(&format!("{header}{}", pieces.concat())).unwrap();
        }
    }

    #[test]
    fn no_move_makes_a_row_endless() {
        let raw = format!("{}x", "\u{1b}[9999C".repeat(1_000));
        assert!(texts(&raw)[0].len() < 20_000);
        let raw = format!("x{}", "\u{1b}[65535b".repeat(1_000));
        assert!(texts(&raw)[0].len() < 1_000_000);
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
        assert_eq!(
            texts("\u{301}\u{1b}[me\u{301}\u{302}\u{1b}[m\u{301}x"),
            ["e\u{301}\u{302}x"]
        );
        // A wide one that the last column has no room for leaves no blank.
        let told = "Script started on 2026-11-27 [COLUMNS=\"20\" LINES=\"24\"]\r\n";
        for line in [
            "0123456789012345678李x",
            "0123456789012345678 李x",
            "012345678901234567李\u{fe00}x",
        ] {
            assert_eq!(texts(&format!("{told}{line}"))[1..], [line]);
        }
    }

    const PROMPT: &str = "crm sales2 démonstr> ";
    const WIDE: &str = "crm sales2 démonstr> 123456789";

    fn prompt(columns: usize) -> String {
        let columns = Some(columns);
        Mark::Prompt { columns }.written()
    }

    fn run(typed: &str) -> String {
        format!("{typed}\u{1b}[?2004l\r\n{}", Mark::Output.written())
    }

    /// What rustyline sends: the prompt, the whole line, the cursor at its end.
    fn drawn(clearing: &str, typed: &str, cursor: &str) -> String {
        let input = Mark::Input.written();
        format!("\u{1b}[?2026h{clearing}\r\u{1b}[K{PROMPT}{input}{typed}{cursor}\u{1b}[?2026l")
    }

    /// A line typed key by key in a terminal thirty columns wide, drawn again where it wraps.
    fn wrapped_line() -> String {
        let keys = [
            &drawn("", "", "\r\u{1b}[21C"),
            "12345678",
            &drawn("", "123456789", "\r\n\r"),
            "ab ",
            // A mistake in the second row is mended from the first one on.
            &drawn("\r\u{1b}[K\u{1b}[A", "123456789ab c", "\r\u{1b}[4C"),
        ];
        format!("{}\u{1b}[?2004h{}Oui.\r\n", prompt(30), run(&keys.concat()))
    }

    #[test]
    fn a_line_goes_on_in_the_next_row_where_the_terminal_ends() {
        let lines = shown_lines(&wrapped_line()).unwrap();
        assert_eq!(lines[0].text, format!("{WIDE}ab c"));
        assert_eq!(lines[0].prompt.as_deref(), Some(PROMPT));
        assert_eq!((lines[1].text.as_str(), lines[1].number), ("Oui.", 3));
        assert_eq!(lines.len(), 2);
        // Something as wide as the terminal is a line of its own.
        let raw = format!("{}{WIDE}\r\n{WIDE}\r\n{PROMPT}\r\n", wrapped_line());
        assert_eq!(texts(&raw)[2..], [WIDE, WIDE, PROMPT.trim_end()]);
        // Whoever recorded it knows the width.
        let told = "Script started on 2026-11-27 [COLUMNS=\"30\" LINES=\"24\"]\r\n";
        let raw = format!("{told}{WIDE}0123\r\n{WIDE}\r\n");
        assert_eq!(texts(&raw)[1..], [format!("{WIDE}0123"), String::from(WIDE)]);
        // Without marks the line is the same, but what was typed is not known.
        let raw = wrapped_line().replace("\u{1b}]133;", "\u{1b}]134;");
        let lines = shown_lines(&format!("{told}{raw}")).unwrap();
        assert_eq!(
            (lines[1].text.clone(), lines[1].prompt.clone()),
            (format!("{WIDE}ab c"), None)
        );
    }

    #[test]
    fn what_is_typed_stands_between_the_marks() {
        let typed = |raw: &str| -> Vec<Option<String>> {
            let lines = shown_lines(raw).unwrap().into_iter();
            let told = lines.map(|line| Some(line.text.strip_prefix(&line.prompt?)?.to_owned()));
            told.collect()
        };
        // Marks of any shell, which say nothing of the width.
        let (a, b, c) = (
            "\u{1b}]133;A;aid=1\u{1b}\\",
            "\u{1b}]133;B\u{1b}\\",
            "\u{1b}]133;C;x\u{1b}\\",
        );
        let shell = format!("{a}$ {b}moo\u{8}i\r\n{c}Zoé\r\n\u{1b}]133;D;0\u{7}{a}$ {b}aide\r\n{c}");
        assert_eq!(typed(&shell), [Some("moi".into()), None, Some("aide".into())]);
        // One that was given up, and one of which nothing says that it was run.
        assert_eq!(typed(&format!("{a}$ {b}moi\r\n\u{1b}]133;D\u{7}Zoé\r\n")), [None]);
        assert_eq!(typed(&format!("{a}$ {b}moi\r\nZoé\r\n{a}$ {b}")), [None, None, None]);
        // A terminal that became wider: the line is drawn again, and what stood there is its own.
        let wider = format!("\r\u{1b}[K\u{1b}[A\r\u{1b}[K{}", prompt(50));
        let resized = format!("{}{}", wrapped_line(), prompt(30))
            + &drawn("", "123456789ab", "\r\u{1b}[2C")
            + &wider
            + &drawn("", "123456789abc", "\r\u{1b}[33C")
            + &run("d");
        assert_eq!(typed(&resized).last(), Some(&Some("123456789abcd".into())));
    }

    #[test]
    fn what_an_editor_shows_beside_the_line_is_left_out() {
        let raw = format!(
            "{}{}clients \r\nlister  voir\r\n{}{}",
            prompt(80),
            drawn("", "", "\r\u{1b}[21C"),
            drawn("", "clients ", "\r\u{1b}[29C"),
            run("voir 5"),
        );
        assert_eq!(texts(&raw), [format!("{PROMPT}clients voir 5")]);
        // A screen that was cleared shows the line once more.
        let raw = format!(
            "Bonjour.\r\n{}{}moi\u{1b}[H\u{1b}[J{}{}",
            prompt(80),
            drawn("", "", "\r\u{1b}[21C"),
            drawn("", "moi", "\r\u{1b}[24C"),
            run(""),
        );
        assert_eq!(texts(&raw), ["Bonjour.", &format!("{PROMPT}moi")]);
        // Of lines that were pasted together each is shown again when its turn comes.
        let raw = format!(
            "{}{}{}{}Oui.\r\n{}{PROMPT}{}aide\r\n{}",
            prompt(80),
            drawn("", "", "\r\u{1b}[21C"),
            drawn("", "moi\r\naide", "\r\u{1b}[4C"),
            run(""),
            prompt(80),
            Mark::Input.written(),
            Mark::Output.written(),
        );
        assert_eq!(
            texts(&raw),
            [format!("{PROMPT}moi"), String::from("Oui."), format!("{PROMPT}aide")]
        );
    }

    #[test]
    fn the_width_is_what_the_first_line_says() {
        let told = "Script started on x [TERM=\"xterm\" COLUMNS=\"95\" LINES=\"24\"]\nmoi";
        assert_eq!(told_columns(told), Some(95));
        assert_eq!(told_columns("crm> moi COLUMNS=\"95\"\n"), None);
        assert_eq!(told_columns("Script started on x [COLUMNS=\"0\"]"), None);
        assert_eq!(told_columns("Script started on x [COLUMNS=\"99999999\"]"), Some(WIDEST));
    }
}
