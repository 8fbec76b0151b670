//! `--depuis`: what somebody copied from a terminal becomes a transcript.
//!
//! Colours are removed; a line is typed when, after something that ends like a prompt (`> `, `$ `, `# `, `% `, `❯ `, `» `),
//! it begins with a command; the beginnings found so are the prompts of the copy, after which anything is typed, wrong
//! commands too. What follows a question of a form on its line is its answer. The rest is output, which is not trusted: the
//! lines are run again, and what they show then is what the transcript expects.

use std::collections::BTreeSet;

use super::file::{ANSWER, PROMPT, written};
use crate::shell::parser::{Abbreviations, Resolution, resolve};
use crate::shell::table::COMMANDS;
use crate::shell::tokenizer::tokenize;

/// What prompts end with.
const PROMPT_ENDS: [&str; 6] = ["> ", "$ ", "# ", "% ", "❯ ", "» "];

/// A line typed, and what was read after it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Copied {
    /// The line.
    pub typed: String,
    /// The lines that followed, until the next one typed.
    pub read: Vec<String>,
}

/// Finds the lines typed in a copy of a terminal.
pub fn typed_lines(raw: &str) -> Vec<Copied> {
    let text = without_escapes(raw);
    let lines: Vec<&str> = text.lines().map(str::trim_end).collect();
    let prompts: BTreeSet<&str> = lines
        .iter()
        .filter_map(|line| command_after_prompt(line))
        .map(|(prompt, _)| prompt)
        .collect();
    let mut copied: Vec<Copied> = Vec::new();
    for line in lines {
        let typed = command_after_prompt(line)
            .map(|(_, command)| command)
            .or_else(|| prompts.iter().find_map(|prompt| after_prompt(line, prompt)));
        match typed {
            Some(typed) if !typed.trim().is_empty() => copied.push(Copied {
                typed: typed.trim().to_owned(),
                read: Vec::new(),
            }),
            Some(_) => {}
            None => {
                if let Some(last) = copied.last_mut() {
                    last.read.push(line.to_owned());
                }
            }
        }
    }
    copied
}

/// The answer that was typed after a question, when the copy shows it.
pub fn answer_to<'copy>(question: &str, copied: &'copy Copied) -> Option<&'copy str> {
    let asked = question.lines().last().unwrap_or_default().trim_end();
    copied
        .read
        .iter()
        .filter(|_| !asked.is_empty())
        .find_map(|line| line.trim_start().strip_prefix(asked))
        .map(str::trim)
}

/// A transcript of lines typed with their answers, without expectations.
pub fn transcript(lines: &[(String, Vec<String>)]) -> String {
    let mut rows = vec![String::from("% mode execution")];
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
fn command_after_prompt(line: &str) -> Option<(&str, &str)> {
    let ends = PROMPT_ENDS
        .iter()
        .flat_map(|end| line.match_indices(end).map(move |(place, _)| place + end.len()));
    let mut places: Vec<usize> = ends.collect();
    places.sort_unstable();
    places
        .into_iter()
        .filter_map(|place| line.split_at_checked(place))
        .find(|(_, rest)| is_command(rest))
}

fn is_command(text: &str) -> bool {
    let tokens = tokenize(text);
    let Some(first) = tokens.words.first() else {
        return false;
    };
    let resolution = resolve(first, tokens.words.get(1), COMMANDS, Abbreviations::Refused);
    matches!(resolution, Resolution::Command(_))
}

/// The text as a terminal shows it: escape sequences and carriage returns removed.
fn without_escapes(raw: &str) -> String {
    let mut text = String::with_capacity(raw.len());
    let mut characters = raw.chars().peekable();
    while let Some(character) = characters.next() {
        match character {
            '\u{1b}' => skip_escape(&mut characters),
            '\n' | '\t' => text.push(character),
            other if other.is_control() => {}
            other => text.push(other),
        }
    }
    text
}

/// Passes what follows an escape character: `[` up to a letter, `]` up to its end, or one character.
fn skip_escape(characters: &mut std::iter::Peekable<std::str::Chars<'_>>) {
    match characters.next() {
        Some('[') => {
            for character in characters.by_ref() {
                if ('\u{40}'..='\u{7e}').contains(&character) {
                    return;
                }
            }
        }
        Some(']') => {
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
        Some(_) | None => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lines_typed_are_found_under_any_prompt_colours_and_mistakes() {
        let raw = "Bienvenue\n\u{1b}[1mepic> \u{1b}[0mconnexion sales2\r\nBonjour.\nsales2@démo> clients lister > x\n | 1 \
                   |\nsales2@démo> clientz lister\nCommande incorrecte\nsales2@démo> \n$ moi\n";
        let typed: Vec<String> = typed_lines(raw).into_iter().map(|copied| copied.typed).collect();
        assert_eq!(
            typed,
            ["connexion sales2", "clients lister > x", "clientz lister", "moi"]
        );
        assert_eq!(typed_lines(raw)[2].read, ["Commande incorrecte"]);
    }

    #[test]
    fn an_answer_follows_its_question() {
        let copied = Copied {
            typed: String::from("clients creer"),
            read: vec![String::from("Prénom : Inès"), String::from("Nom : Moreau")],
        };
        assert_eq!(answer_to("Nom : ", &copied), Some("Moreau"));
        assert_eq!(answer_to("Téléphone : ", &copied), None);
    }
}
