//! `--depuis`: what somebody copied from a terminal becomes a transcript.
//!
//! A recording of the shell, which marks its prompts, tells which lines were typed, and after which prompt. In any
//! other copy a line is typed when, after something that ends like a prompt (`> `, `$ `, `# `, `% `, `❯ `, `» `), it
//! begins with a command; the beginnings found so are the prompts of the copy, after which anything is typed, wrong
//! commands too. A line as wide as the terminal goes on in the next one. What follows a question of a form on its line
//! is its answer. The rest is output, which is not trusted: the lines are run again, and what they show then is what
//! the transcript expects.

use std::collections::{BTreeSet, VecDeque};

use unicode_width::UnicodeWidthStr as _;

use super::file::{ANSWER, HEADING, PROMPT, written};
use super::terminal_copy::{Shown, shown_lines};
use crate::error::{Code, Result};
use crate::shell::grammar::answers::CHOICE;
use crate::shell::grammar::declaration::Declaration;
use crate::shell::grammar::parser::{Abbreviations, Parsed, Resolution, parse, resolve};
use crate::shell::grammar::printer::print;
use crate::shell::grammar::tokenizer::tokenize;
use crate::shell::script::analysis::Grammar;

/// What the prompt of the program ends with.
const OWN_PROMPT_END: &str = "> ";
/// What prompts end with.
const PROMPT_ENDS: [&str; 6] = ["> ", "$ ", "# ", "% ", "❯ ", "» "];

/// Where this stands, a `»` closes a quotation.
const OPENING_QUOTE: char = '«';

/// A line typed, and what was read after it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Copied {
    /// The line.
    pub typed: String,
    /// On which line of the copy it stands, from 1.
    pub number: usize,
    /// The lines that followed, until the next one typed.
    pub read: VecDeque<String>,
}

impl Copied {
    /// Whether whoever typed it gave it up: there is nothing to type again.
    pub fn was_given_up(&self) -> bool {
        self.codes().is_some_and(|codes| codes.contains(&Code::Interrupted))
    }

    /// The codes of the errors that the copy shows of it; nothing where it shows nothing at all.
    pub fn codes(&self) -> Option<Vec<Code>> {
        let shows_something = self.read.iter().any(|line| !line.trim().is_empty());
        shows_something.then(|| codes(self.read.iter()))
    }
}

/// The codes of errors among lines, each once.
pub fn codes<'line>(lines: impl Iterator<Item = &'line String>) -> Vec<Code> {
    let mut found = Vec::new();
    for line in lines {
        let bracketed = line.split('[').skip(1).filter_map(|rest| rest.split_once(']'));
        for (word, _) in bracketed {
            let code = Code::ALL.iter().find(|code| code.word() == word);
            found.extend(code.filter(|code| !found.contains(*code)));
        }
    }
    found
}

/// Finds the lines typed in a copy of a terminal.
///
/// # Errors
/// Those of [`shown_lines`].
pub fn typed_lines(raw: &str, grammar: Grammar<'_>) -> Result<Vec<Copied>> {
    let lines = shown_lines(raw)?;
    let width = lines.iter().map(|line| line.text.width()).max().unwrap_or(0);
    let prompts = Prompts::of(&lines, grammar.declarations);
    let mut copied: Vec<Copied> = Vec::new();
    let mut lines = lines.iter();
    while let Some(line) = lines.next() {
        let Some(typed) = prompts.typed(line) else {
            if let Some(last) = copied.last_mut() {
                last.read.push_back(line.text.clone());
            }
            continue;
        };
        if typed.trim().is_empty() {
            continue;
        }
        let (typed, rows) = if prompts.are_told {
            (typed.to_owned(), 0)
        } else {
            let following = lines.clone().map(|line| line.text.as_str());
            whole(typed, &line.text, following, width, grammar)
        };
        lines.by_ref().take(rows).for_each(drop);
        copied.push(Copied {
            typed: in_whole_words(typed.trim(), grammar),
            number: line.number,
            read: VecDeque::new(),
        });
    }
    Ok(copied)
}

/// After which beginnings of lines commands are typed.
struct Prompts<'copy> {
    found: BTreeSet<&'copy str>,
    /// Whether marks told them.
    are_told: bool,
    declarations: &'static [Declaration],
}

impl<'copy> Prompts<'copy> {
    fn of(lines: &'copy [Shown], declarations: &'static [Declaration]) -> Self {
        let told = lines.iter().filter_map(|line| {
            let prompt = line.prompt.as_deref()?;
            let typed = line.text.strip_prefix(prompt).unwrap_or_default();
            let is_of_commands = prompt.ends_with(OWN_PROMPT_END)
                || PROMPT_ENDS.iter().any(|end| prompt.ends_with(end)) && is_command(typed, declarations);
            is_of_commands.then_some(prompt)
        });
        let prompts: BTreeSet<&str> = told.collect();
        if !prompts.is_empty() {
            return Self {
                found: prompts,
                are_told: true,
                declarations,
            };
        }
        let found = lines
            .iter()
            .filter_map(|line| command_after_prompt(&line.text, declarations));
        Self {
            found: found.map(|(prompt, _)| prompt).collect(),
            are_told: false,
            declarations,
        }
    }

    /// What was typed on a line, if a prompt stands before it.
    fn typed<'line>(&self, line: &'line Shown) -> Option<&'line str> {
        if self.are_told {
            let prompt = line.prompt.as_deref()?;
            let is_of_commands = self.found.contains(prompt);
            return is_of_commands.then(|| line.text.strip_prefix(prompt).unwrap_or_default());
        }
        let found = command_after_prompt(&line.text, self.declarations);
        found
            .map(|(_, command)| command)
            .or_else(|| self.found.iter().find_map(|prompt| after_prompt(&line.text, prompt)))
    }
}

/// A typed line with those it goes on in: where it is as wide as the terminal and not understood alone, as many as it
/// takes. Tells how many they are.
fn whole<'copy>(
    typed: &str,
    line: &str,
    following: impl Iterator<Item = &'copy str>,
    width: usize,
    grammar: Grammar<'_>,
) -> (String, usize) {
    let alone = (typed.to_owned(), 0);
    if is_understood(typed, grammar) {
        return alone;
    }
    let mut joined = typed.to_owned();
    let mut row = line;
    for (rows, more) in (1..).zip(following) {
        match width.checked_sub(row.width()) {
            Some(0) => {}
            // A blank in the last column is not to be seen.
            Some(1) => joined.push(' '),
            _ => return alone,
        }
        joined.push_str(more);
        if is_understood(&joined, grammar) {
            return (joined, rows);
        }
        row = more;
    }
    alone
}

fn is_understood(line: &str, grammar: Grammar<'_>) -> bool {
    parse(line, grammar.declarations, grammar.reading, Abbreviations::Accepted)
        .rejection(line, grammar.declarations)
        .is_none()
}

/// The line without abbreviations, which a person may type and a transcript may not.
fn in_whole_words(typed: &str, grammar: Grammar<'_>) -> String {
    match parse(typed, grammar.declarations, grammar.reading, Abbreviations::Accepted) {
        Parsed::Command(command)
            if command.expansion.is_some() && command.problems.is_empty() && !command.wants_help =>
        {
            print(command.declaration, &command.arguments)
        }
        Parsed::Command(_) | Parsed::Blank | Parsed::Unknown(_) | Parsed::Help { .. } => typed.to_owned(),
    }
}

/// The answer that was typed after a question, when the copy shows it; what stood before it is passed.
///
/// The question of the copy may be about another record: its numbers differ, and so does the present value between
/// brackets. A terminal may have broken it anywhere.
pub fn answer_to(question: &str, read: &mut VecDeque<String>) -> Option<String> {
    let asked = question.lines().last().unwrap_or_default();
    let letters = letters_of(asked);
    let rows: &[String] = read.make_contiguous();
    let found = (0..rows.len()).find_map(|first| {
        let (further, answer) = after_question(&letters, rows.get(first..)?)?;
        Some((first + further, answer.to_owned()))
    });
    let (last, answer) = found.or_else(|| after_choice(asked, rows))?;
    read.drain(..=last);
    Some(answer)
}

/// What makes a question the same one: all but blanks, digits and what stands between brackets.
fn letters_of(question: &str) -> Vec<char> {
    let mut is_inside = false;
    let mut letters = Vec::new();
    for character in question.chars() {
        is_inside &= character != ']';
        if !is_inside && is_letter(character) {
            letters.push(character);
        }
        is_inside |= character == '[';
    }
    letters
}

fn is_letter(character: char) -> bool {
    !character.is_whitespace() && !character.is_ascii_digit()
}

/// What follows a question that begins with the first of these rows, and in which of them it ends.
fn after_question<'row>(letters: &[char], rows: &'row [String]) -> Option<(usize, &'row str)> {
    let mut letters = letters.iter();
    let mut next = letters.next()?;
    let mut is_inside = false;
    for (place, row) in rows.iter().enumerate() {
        for (start, character) in row.char_indices() {
            is_inside &= character != ']';
            if is_inside || !is_letter(character) {
                continue;
            }
            if character != *next {
                return None;
            }
            is_inside |= character == '[';
            let Some(letter) = letters.next() else {
                let answer = row.get(start + character.len_utf8()..)?;
                return Some((place, answer.trim()));
            };
            next = letter;
        }
    }
    None
}

/// The answer to the next question that is answered with yes or no, if this one is: it names what it is about.
fn after_choice(asked: &str, rows: &[String]) -> Option<(usize, String)> {
    if !asked.trim_end().ends_with(CHOICE) {
        return None;
    }
    rows.iter().enumerate().find_map(|(place, row)| {
        let (_, answer) = row.rsplit_once(CHOICE)?;
        Some((place, answer.trim().to_owned()))
    })
}

/// A transcript of lines typed with their answers, without expectations.
pub fn transcript<'lines>(lines: impl IntoIterator<Item = (&'lines str, &'lines [String])>) -> String {
    let mut rows = vec![written(HEADING, "mode execution")];
    for (typed, answers) in lines {
        rows.push(String::new());
        rows.push(written(PROMPT, typed));
        rows.extend(answers.iter().map(|answer| written(ANSWER, answer)));
    }
    rows.push(String::new());
    rows.join("\n")
}

/// What follows a prompt of the copy; nothing follows one that ends its line.
fn after_prompt<'line>(line: &'line str, prompt: &str) -> Option<&'line str> {
    if line == prompt.trim_end() {
        return Some("");
    }
    line.strip_prefix(prompt)
}

/// The beginning of a line up to the end of its prompt, and the command after it.
fn command_after_prompt<'line>(
    line: &'line str,
    declarations: &'static [Declaration],
) -> Option<(&'line str, &'line str)> {
    let ends = PROMPT_ENDS
        .iter()
        .flat_map(|end| line.match_indices(end).map(move |(place, _)| place + end.len()));
    let mut places: Vec<usize> = ends.collect();
    places.sort_unstable();
    places
        .into_iter()
        .filter_map(|place| line.split_at_checked(place))
        .find(|(prompt, rest)| !prompt.contains(OPENING_QUOTE) && is_command(rest, declarations))
}

/// Whether a text begins with a command; a question mark, which is one too, proves nothing.
fn is_command(text: &str, declarations: &'static [Declaration]) -> bool {
    let tokens = tokenize(text);
    let Some(first) = tokens.words.first().filter(|first| first.text != "?") else {
        return false;
    };
    let resolution = resolve(first, tokens.words.get(1), declarations, Abbreviations::Refused);
    matches!(resolution, Resolution::Command(_))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::shell::grammar::test_table::reading;
    use crate::shell::render::prompt_marks::Mark;
    use crate::shell::table::DECLARATIONS;

    fn copied(raw: &str) -> Vec<Copied> {
        let grammar = Grammar {
            declarations: DECLARATIONS,
            reading: &reading(),
        };
        typed_lines(raw, grammar).unwrap()
    }

    fn typed(raw: &str) -> Vec<String> {
        copied(raw).into_iter().map(|copied| copied.typed).collect()
    }

    #[test]
    fn the_lines_typed_are_found_under_any_prompt_colours_and_mistakes() {
        let raw = "Bienvenue\n\u{1b}[1mepic> \u{1b}[0mconnexion sales2\r\nBonjour.\nsales2@démo> clients lister > x\n | 1 \
                   |\nsales2@démo> clientz lister\nCommande incorrecte\nsales2@démo> \n$ moi\n$ ?\nvouliez-vous dire « \
                   clients lister » ?\n";
        assert_eq!(
            typed(raw),
            ["connexion sales2", "clients lister > x", "clientz lister", "moi", "?"]
        );
        assert_eq!(copied(raw)[2].read, ["Commande incorrecte"]);
    }

    #[test]
    fn the_lines_typed_are_found_between_what_moves_the_cursor_and_chooses_characters() {
        let raw =
            "\u{1b}(B\u{1b}[mcrm> \u{1b}P+q544e\u{1b}\\clients \u{1b}(Blister\n1\tZoé\n\u{1b}[5;1Hcrm> moi\nDawn\n";
        let copied = copied(raw);
        assert_eq!(copied[0].typed, "clients lister");
        assert_eq!(copied[0].read, ["1       Zoé", ""]);
        assert_eq!(copied[1].typed, "moi");
        assert_eq!(copied[1].read, ["Dawn"]);
    }

    #[test]
    fn where_prompts_are_marked_nothing_else_was_typed() {
        let line = |prompt: &str, typed: &str, shown: &str| {
            let marks = [Mark::Prompt { columns: Some(80) }, Mark::Input, Mark::Output].map(Mark::written);
            format!("{}{prompt}{}{typed}\r\n{}{shown}", marks[0], marks[1], marks[2])
        };
        // The program in another shell that marks its prompts, and an output that looks like a prompt.
        let raw = line("~ $ ", "epic_events", "Bonjour.\r\n")
            + &line("crm> ", "clientz lister", "crm> clients lister\r\n")
            + &line("crm> ", "", "")
            + &line("crm> ", "cl l", "aide\r\n")
            + &line("crm> ", "quitter", "")
            + &line("~ $ ", "logout", "");
        assert_eq!(typed(&raw), ["clientz lister", "clients lister", "quitter"]);
        assert_eq!(copied(&raw)[0].read, ["crm> clients lister"]);
    }

    #[test]
    fn an_answer_follows_its_question() {
        let mut read = VecDeque::from(["Prénom : Inès", "Nom : ", "Nom : Moreau"].map(String::from));
        let mut answer = |question: &str| answer_to(question, &mut read);
        assert_eq!(answer("Nom : ").as_deref(), Some(""));
        assert_eq!(answer("Nom : ").as_deref(), Some("Moreau"));
        assert_eq!(answer("Téléphone : "), None);
    }

    #[test]
    fn a_question_may_be_about_another_record_and_broken_anywhere() {
        let answer = |question: &str, rows: &[&str]| {
            let mut read = rows.iter().map(ToString::to_string).collect();
            answer_to(question, &mut read).map(|answer| (answer, read.len()))
        };
        let found = |answer: &str, left| Some((answer.to_owned(), left));
        let asked = "Supprimer le client n°\u{a0}4 : Zoé Arnaud ? (o/n) ";
        let rows = ["Supprimer le client n° 5", "103 : Zoé A", "rnaud ? (o/n) o", "Fait."];
        assert_eq!(answer(asked, &rows), found("o", 1));
        assert_eq!(
            answer(asked, &["Fait.", "Supprimer le client n° 7 : Ève Petit ?", "(o/n) 0"]),
            found("0", 0)
        );
        assert_eq!(answer(asked, &["Supprimer le client n° 4 : Zoé Arnaud ?"]), None);
        assert_eq!(
            answer(
                "Téléphone [06 12] : ",
                &["Nom : Petit", "Téléphone [absent] : 07 8 [9]"]
            ),
            found("07 8 [9]", 0)
        );
        assert_eq!(answer("Téléphone : ", &["Nom : Petit"]), None);
    }

    #[test]
    fn a_line_as_wide_as_the_terminal_goes_on_in_the_next_one() {
        let wrapped = "crm> clients creer --nom Arnaud --ema\nil noe@exemple.fr --prenom Noé --tele\nphone \
                       0612345678 --entreprise A\nClient créé.\n";
        assert_eq!(
            typed(wrapped),
            ["clients creer --nom Arnaud --email noe@exemple.fr --prenom Noé --telephone 0612345678 --entreprise A"]
        );
        let at_a_blank =
            "crm> clients lister --recherche\nabc --limite 25 --tri -nom\nUne ligne de trente-deux signes.\n";
        assert_eq!(
            typed(at_a_blank),
            ["clients lister --recherche abc --limite 25 --tri -nom"]
        );
        // Not where the line is understood by itself, nor where the two together are not.
        let complete = "crm> clients lister --recherche abc\ndef\n";
        assert_eq!(typed(complete), ["clients lister --recherche abc"]);
        let wrong = "crm> clients listr\ndef\ncrm> moi\n";
        assert_eq!(typed(wrong), ["clients listr", "moi"]);
    }

    #[test]
    fn abbreviations_become_whole_words() {
        let raw = "crm> moi\ncrm> cl l --lim 2\ncrm> CLIENTS lister\n";
        assert_eq!(typed(raw), ["moi", "clients lister --limite 2", "CLIENTS lister"]);
    }
}
