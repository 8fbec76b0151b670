//! What holds for every line: the properties that testers of the parser rely on.

use proptest::prelude::*;
use proptest::sample::select;
use unicode_normalization::UnicodeNormalization;

use super::{Abbreviations, Parsed, ParsedCommand, parse};
use crate::error::{Fault, Problem};
use crate::shell::dialogue::help;
use crate::shell::grammar::completion::complete;
use crate::shell::grammar::printer::print;
use crate::shell::grammar::quoting::quoted;
use crate::shell::grammar::test_table::{TABLE, reading};
use crate::shell::messages::problems::render_rejection;

/// Pieces that mean something to the grammar, in any order.
fn piece() -> impl Strategy<Value = String> {
    let meaningful = select(vec![
        "clients",
        "Évènements",
        "lister",
        "creer",
        "voir",
        "assigner",
        "aide",
        "?",
        "cl",
        "--",
        "--nom",
        "--prenom=",
        "--format",
        "--forma",
        "json",
        "js",
        "--miens",
        "contrats",
        "--signes",
        "--non-signes",
        "--aide",
        "-",
        "=",
        "\"",
        "'",
        "\\",
        "\\\"",
        "\\n",
        "#",
        "#12",
        "«",
        "»",
        "“",
        "”",
        "’",
        " ",
        "  ",
        "\t",
        "\u{a0}",
        "\u{202f}",
        "€",
        "1",
        "é",
        "e\u{301}",
        "日本",
        "\u{1b}",
        "\u{200d}",
        "\0",
        "\n",
    ]);
    prop_oneof![
        8 => meaningful.prop_map(str::to_owned),
        1 => any::<char>().prop_map(String::from),
    ]
}

fn line() -> impl Strategy<Value = String> {
    prop_oneof![
        4 => prop::collection::vec(piece(), 0..30).prop_map(|pieces| pieces.concat()),
        1 => prop::collection::vec(any::<u8>(), 0..200)
            .prop_map(|bytes| String::from_utf8_lossy(&bytes).into_owned()),
    ]
}

/// A value of any content.
fn value() -> impl Strategy<Value = String> {
    prop_oneof![
        prop::collection::vec(piece(), 1..6).prop_map(|pieces| pieces.concat()),
        "\\PC{1,12}",
    ]
}

/// The options of `clients creer`, in a shuffled order.
fn options() -> impl Strategy<Value = Vec<String>> {
    (value(), value(), prop::option::of(value()), any::<bool>())
        .prop_map(|(first_name, last_name, search, accepts)| {
            let mut options = vec![
                format!("--prenom {}", quoted(&first_name)),
                format!("--nom={}", crate::shell::grammar::quoting::double_quoted(&last_name)),
            ];
            options.extend(search.map(|search| format!("--recherche {}", quoted(&search))));
            options.extend(accepts.then(|| String::from("--accepter-doublon")));
            options
        })
        .prop_shuffle()
}

fn accepted(line: &str) -> Parsed {
    parse(line, TABLE, &reading(), Abbreviations::Accepted)
}

fn runnable(parsed: Parsed) -> Option<ParsedCommand> {
    let Parsed::Command(command) = parsed else {
        return None;
    };
    (command.rejection("").is_none() && !command.wants_help).then_some(command)
}

fn canonical(line: &str) -> Option<String> {
    runnable(accepted(line)).map(|command| print(command.declaration, &command.arguments))
}

fn problems(parsed: &Parsed) -> &[Problem] {
    match parsed {
        Parsed::Unknown(problems) => problems,
        Parsed::Command(command) => &command.problems,
        Parsed::Blank | Parsed::Help { .. } => &[],
    }
}

/// Changes the case and the accents of a keyword, in one of several ways.
fn disguise(keyword: &str, way: usize) -> String {
    let accented = keyword.replace('e', "é").replace('c', "ç");
    match way % 5 {
        0 => keyword.to_owned(),
        1 => keyword.to_uppercase(),
        2 => accented,
        3 => accented.to_uppercase().nfd().collect(),
        _ => accented.nfd().collect(),
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1000))]

    #[test]
    fn no_line_panics_and_every_fault_is_inside_it(line in line()) {
        let characters = line.chars().count();
        for abbreviations in [Abbreviations::Accepted, Abbreviations::Refused] {
            let parsed = parse(&line, TABLE, &reading(), abbreviations);
            let spans: Vec<_> = problems(&parsed).iter().filter_map(|problem| problem.span).collect();
            prop_assert!(spans.iter().all(|span| span.start <= span.end && span.end <= characters), "{:?}", parsed);
            prop_assert!(spans.is_sorted_by_key(|span| span.start), "{:?}", parsed);
            prop_assert!(!matches!(&parsed, Parsed::Unknown(problems) if problems.is_empty()));
            let answer = render_rejection(&line, problems(&parsed));
            prop_assert!(!answer.chars().any(|character| character != '\n' && character.is_control()));
        }
    }

    #[test]
    fn printing_a_command_and_parsing_it_again_gives_it_again(line in line()) {
        if let Some(printed) = canonical(&line) {
            let again = runnable(parse(&printed, TABLE, &reading(), Abbreviations::Refused));
            prop_assert_eq!(again.map(|command| print(command.declaration, &command.arguments)), Some(printed));
        }
    }

    #[test]
    fn any_value_survives_printing_and_the_order_of_options_does_not_matter(options in options()) {
        let line = format!("clients creer {}", options.join(" "));
        let printed = canonical(&line);
        prop_assert!(printed.is_some(), "{:?}", accepted(&line));
        let mut sorted = options;
        sorted.sort();
        prop_assert_eq!(canonical(&format!("clients creer {}", sorted.join(" "))), printed.clone());
        prop_assert_eq!(canonical(&printed.clone().unwrap_or_default()), printed);
    }

    #[test]
    fn case_accents_composition_and_the_kind_of_blank_do_not_matter(
        ways in prop::array::uniform5(0_usize..5), blank in select(vec![" ", "  ", "\t", "\u{a0}", "\u{202f}", "\u{2009}"]),
    ) {
        let keywords = ["evenements", "assigner", "--forcer", "--motif"];
        let mut words: Vec<String> = keywords.iter().zip(ways).map(|(keyword, way)| disguise(keyword, way)).collect();
        words.push(String::from("Été"));
        words.push(String::from("4"));
        let line = words.join(blank);
        prop_assert_eq!(canonical(&line), Some(String::from("evenements assigner 4 --forcer --motif Été")), "{}", line);
        let json = disguise("fiche", ways[4]);
        let line = format!("clients{blank}lister --format={json}");
        prop_assert_eq!(canonical(&line), Some(String::from("clients lister --format fiche")));
    }

    #[test]
    fn words_split_elsewhere_are_quoted_as_they_must(words in prop::collection::vec(value(), 0..6)) {
        let line = super::line_of(&words);
        let parsed = parse(&line, TABLE, &reading(), Abbreviations::Refused);
        let has_lexical_fault = problems(&parsed).iter().any(|problem| {
            matches!(problem.fault, Fault::UnclosedQuote { .. } | Fault::TypographicQuote { .. })
        });
        prop_assert!(!has_lexical_fault, "{}", line);
    }

    #[test]
    fn the_corrected_line_has_no_typographic_quotes_left(line in line()) {
        for problem in problems(&accepted(&line)) {
            if let Fault::TypographicQuote { corrected } = &problem.fault {
                let parsed = accepted(corrected);
                let remaining = problems(&parsed).iter().find(|problem| matches!(problem.fault, Fault::TypographicQuote { .. }));
                prop_assert_eq!(remaining, None, "{:?} {:?}", line, corrected);
            }
        }
    }

    #[test]
    fn every_completion_leads_to_a_line_that_parses_further(line in line(), cursor in 0_usize..80) {
        let completions = complete(&line, cursor, TABLE, |_| true);
        for candidate in completions.candidates {
            let kept = line.get(..completions.start).unwrap_or_default();
            let completed = format!("{kept}{}", candidate.text);
            let start = kept.chars().count();
            let parsed = accepted(&completed);
            let refusing = problems(&parsed).iter().find(|problem| {
                // An object still lacks its verb and an option its value: that is further, not wrong.
                let goes_on = matches!(problem.fault, Fault::MissingVerb { .. } | Fault::MissingValue { .. });
                !goes_on && problem.span.is_some_and(|span| span.end > start)
            });
            prop_assert_eq!(refusing, None, "{:?} -> {:?}", line, completed);
        }
    }
}

#[test]
fn every_example_of_the_table_parses_whole_and_its_help_shows_it() {
    for entry in TABLE {
        for example in entry.definition.examples {
            let parsed = parse(example, TABLE, &reading(), Abbreviations::Refused);
            let command = runnable(parsed).unwrap_or_else(|| panic!("{example}"));
            assert_eq!(command.declaration.definition.words, entry.definition.words);
            assert!(help::command(entry, 80).contains(example));
        }
    }
}

/// Lines made to be slow: each must stay linear, so that the largest takes no more than a blink.
#[test]
fn hostile_lines_of_the_largest_size_are_read_at_once() {
    for unit in [
        "mot ", "--zut ", "--miens ", "«", "« “ ", "» ", "1\u{a0}", "'\" ", "a'", "#1 ", "\\\"", "--a=«", "«a» ",
    ] {
        let mut line = String::from("clients lister ");
        while line.len() + unit.len() <= super::tokenizer::MAXIMUM_LINE_BYTES {
            line.push_str(unit);
        }
        let parsed = accepted(&line);
        assert!(!problems(&parsed).is_empty(), "{unit}");
        assert!(render_rejection(&line, problems(&parsed)).len() < 10_000_000, "{unit}");
    }
}
