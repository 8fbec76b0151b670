//! A parsed command back to text: the canonical line.
//!
//! The command's words, then its positionals, then its options, all in the order declared and with their canonical
//! values. Parsing the line again gives the same command.

use super::argument::Form;
use super::arguments::Arguments;
use super::declaration::Declaration;
use super::quoting::quoted;

/// The line that means this command with these arguments.
pub fn print(declaration: &Declaration, arguments: &Arguments) -> String {
    let mut line = declaration.definition.words.to_owned();
    let specifications = declaration.definition.arguments;
    for specification in specifications.iter().filter(|each| each.is_placed()) {
        for value in arguments.canonical(specification) {
            line.push(' ');
            line.push_str(&quoted(&value));
        }
    }
    for specification in specifications.iter().filter(|each| each.is_named()) {
        for value in arguments.canonical(specification) {
            line.push_str(" --");
            line.push_str(specification.name);
            if specification.form == Form::Option {
                line.push(' ');
                line.push_str(&quoted(&value));
            }
        }
    }
    line
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::shell::grammar::parser::{Abbreviations, Parsed, parse};
    use crate::shell::grammar::test_table::{TABLE, reading};

    fn canonical(line: &str) -> String {
        match parse(line, TABLE, &reading(), Abbreviations::Accepted) {
            Parsed::Command(command) => print(command.declaration, &command.arguments),
            other @ (Parsed::Blank | Parsed::Unknown(_) | Parsed::Help { .. }) => {
                panic!("{line} is {other:?}")
            }
        }
    }

    #[test]
    fn the_line_is_canonical_and_in_the_order_declared() {
        for (line, expected) in [
            ("cl l --mi --form JSON", "clients lister --format json --miens"),
            (
                "evenements assigner --motif='deux mots' '#4' --forcer s1",
                "evenements assigner 4 s1 --forcer --motif \"deux mots\"",
            ),
            ("aide -- --x '#' \"\"", "aide \"--x\" \"#\" \"\""),
            ("exit", "quitter"),
        ] {
            assert_eq!(canonical(line), expected);
        }
    }
}
