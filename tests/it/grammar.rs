//! The properties of the grammar on the real command table: whatever testers type, the parser answers the same way.
//!
//! The unit tests of the parser prove the same on a small table made for them; here every command and every kind of
//! value of the program takes part.

use std::time::Duration;

use epic_events::error::{Error, Fault};
use epic_events::shell::grammar::argument::{Form, Reading, Specification};
use epic_events::shell::grammar::completion::complete;
use epic_events::shell::grammar::declaration::Declaration;
use epic_events::shell::grammar::parser::{Abbreviations, Parsed, parse};
use epic_events::shell::grammar::printer::print;
use epic_events::shell::grammar::quoting::{double_quoted, quoted};
use epic_events::shell::messages::problems::render_rejection;
use epic_events::shell::script::analysis::{Grammar, analyse};
use epic_events::shell::table::DECLARATIONS;
use jiff::tz::TimeZone;
use proptest::prelude::*;
use proptest::sample::{Index, select};
use rustix::time::{ClockId, clock_gettime};
use unicode_normalization::UnicodeNormalization as _;

/// Values that some type or other accepts; each argument takes those of its own.
const VALUES: &[&str] = &[
    "12",
    "#12",
    "1",
    "25",
    "kevin@startup.io",
    "0b6e5c1e-3f0a-4f5e-9f57-6d2f4a9b8c11",
    "Zoé.M@Exemple.fr",
    "CT-2026-000012",
    "ev-2026-000004",
    "EMP-0003",
    "sales2",
    "support",
    "GESTION",
    "commercial",
    "06 12 34 56 78",
    "+678 123 456 78",
    "+44 20 7946 0958",
    "1 234,56 €",
    "1234.5",
    "25/12/2026",
    "18 avril 2021",
    "25/12/2026 14h30",
    "2026-12-25T14:30+01:00",
    "Moreau Frères",
    "L'Oréal",
    "Jean-Noël d'Ornano",
    "dit \"le Grand\" \\o/",
    "--tiret",
    "#commentaire",
    "« La Ciotat »",
    "É\u{301}te\u{301}",
    "JSON",
    "fiche",
    "-nom",
    "contact",
    "virement",
    "chèque",
    "remise=250,00",
    "DROIT_MANQUANT",
    "",
];

fn reading() -> Reading {
    Reading {
        time_zone: TimeZone::get("Europe/Paris").unwrap(),
    }
}

fn read(line: &str) -> Parsed {
    parse(line, DECLARATIONS, &reading(), Abbreviations::Refused)
}

fn analysis(line: &str) -> Option<String> {
    let grammar = Grammar {
        declarations: DECLARATIONS,
        reading: &reading(),
    };
    analyse(1, line, grammar)
}

/// The canonical line of a right one.
fn canonical(line: &str) -> Option<String> {
    match read(line) {
        Parsed::Command(command) if !command.wants_help && command.rejection(line).is_none() => {
            Some(print(command.declaration, &command.arguments))
        }
        Parsed::Command(_) | Parsed::Blank | Parsed::Unknown(_) | Parsed::Help { .. } => None,
    }
}

/// A command with the arguments it needs and some others, each with a value it accepts.
#[derive(Debug, Clone)]
struct Written {
    declaration: &'static Declaration,
    positionals: Vec<String>,
    /// Names with values; a switch has none.
    options: Vec<(&'static str, Option<String>)>,
}

/// How a command is written down; none of it changes what it means.
#[derive(Debug, Clone)]
struct Manner {
    disguises: Vec<usize>,
    blank: &'static str,
    quotes_all: bool,
    joins_values: bool,
    options_first: bool,
}

fn written() -> impl Strategy<Value = Written> {
    let choices = prop::collection::vec((any::<bool>(), any::<Index>()), 24);
    (0..DECLARATIONS.len(), choices).prop_filter_map("some values exclude each other", |(index, choices)| {
        let declaration = &DECLARATIONS[index];
        let mut written = Written {
            declaration,
            positionals: Vec::new(),
            options: Vec::new(),
        };
        for (specification, (wanted, choice)) in declaration.definition.arguments.iter().zip(choices) {
            if specification.required || wanted {
                write(&mut written, specification, choice)?;
            }
        }
        canonical(&written.line(&Manner::plain())).map(|_| written)
    })
}

fn write(written: &mut Written, specification: &'static Specification, choice: Index) -> Option<()> {
    if specification.form == Form::Switch {
        written.options.push((specification.name, None));
        return Some(());
    }
    let accepted: Vec<&str> = VALUES
        .iter()
        .copied()
        .filter(|value| (specification.parse)(value, &reading()).is_ok())
        .collect();
    let value = choice.get(accepted.get(..).filter(|accepted| !accepted.is_empty())?);
    match specification.form {
        Form::Positional | Form::Rest => written.positionals.push((*value).to_owned()),
        Form::Option | Form::Switch => written.options.push((specification.name, Some((*value).to_owned()))),
    }
    Some(())
}

impl Manner {
    fn plain() -> Self {
        Self {
            disguises: vec![0],
            blank: " ",
            quotes_all: false,
            joins_values: false,
            options_first: false,
        }
    }

    fn any() -> impl Strategy<Value = Self> {
        (
            prop::collection::vec(0_usize..5, 1..6),
            select(vec![" ", "  ", "\t", "\u{a0}", "\u{202f}", "\u{2009}", "\u{3000}"]),
            any::<[bool; 3]>(),
        )
            .prop_map(|(disguises, blank, [quotes_all, joins_values, options_first])| Self {
                disguises,
                blank,
                // A no-break space between two digits is part of the word.
                quotes_all: quotes_all || blank.chars().all(|blank| blank > '\u{7f}'),
                joins_values,
                options_first,
            })
    }

    fn keyword(&self, keyword: &str, index: usize) -> String {
        let accented = keyword.replace('e', "é").replace('c', "ç").replace('u', "ù");
        match self.disguises[index % self.disguises.len()] {
            0 => keyword.to_owned(),
            1 => keyword.to_uppercase(),
            2 => accented,
            3 => accented.to_uppercase().nfd().collect(),
            _ => accented.nfd().collect(),
        }
    }

    fn value(&self, value: &str) -> String {
        if self.quotes_all {
            double_quoted(value)
        } else {
            quoted(value).into_owned()
        }
    }
}

impl Written {
    fn line(&self, manner: &Manner) -> String {
        let words = self.declaration.definition.words.split(' ').enumerate();
        let mut pieces: Vec<String> = words.map(|(index, word)| manner.keyword(word, index)).collect();
        let positionals = self.positionals.iter().map(|value| manner.value(value));
        let options = self.options.iter().enumerate().map(|(index, (name, value))| {
            let name = format!("--{}", manner.keyword(name, index + 2));
            match value {
                None => name,
                Some(value) if manner.joins_values => format!("{name}={}", double_quoted(value)),
                Some(value) => format!("{name}{}{}", manner.blank, manner.value(value)),
            }
        });
        if manner.options_first {
            pieces.extend(options.rev());
            pieces.extend(positionals);
        } else {
            pieces.extend(positionals);
            pieces.extend(options);
        }
        pieces.join(manner.blank)
    }
}

/// Words of the real table and what means something to the grammar, in any order.
fn hostile_line() -> impl Strategy<Value = String> {
    let keywords = DECLARATIONS.iter().flat_map(|declaration| {
        let options = declaration
            .definition
            .arguments
            .iter()
            .map(|argument| format!("--{}", argument.name));
        let words = declaration.definition.words.split(' ').map(str::to_owned);
        words.chain(options)
    });
    let keywords: Vec<String> = keywords.collect();
    let signs = vec![
        " ", " ", " ", "\t", "=", "\"", "'", "\\", "#", "--", "-", "«", "»", "”", "’", "\u{a0}", "€", "1", "é",
        "e\u{301}", "\u{1b}", "\u{202e}", "\0", "\n", "$x", "--aide",
    ];
    let piece = prop_oneof![
        4 => select(keywords).prop_map(|word| format!(" {word} ")),
        3 => select(signs).prop_map(str::to_owned),
        3 => select(VALUES).prop_map(str::to_owned),
        1 => any::<char>().prop_map(String::from),
    ];
    prop_oneof![
        5 => prop::collection::vec(piece, 0..24).prop_map(|pieces| pieces.concat()),
        1 => prop::collection::vec(any::<u8>(), 0..200)
            .prop_map(|bytes| String::from_utf8_lossy(&bytes).into_owned()),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1500))]

    #[test]
    fn no_line_panics_and_every_fault_is_inside_it(line in hostile_line()) {
        let characters = line.chars().count();
        for abbreviations in [Abbreviations::Accepted, Abbreviations::Refused] {
            let parsed = parse(&line, DECLARATIONS, &reading(), abbreviations);
            let problems = parsed.problems();
            for span in problems.iter().filter_map(|problem| problem.span) {
                prop_assert!(span.start <= span.end && span.end <= characters, "{:?}", parsed);
            }
            render_rejection(&line, &problems);
        }
        analysis(&line);
    }

    #[test]
    fn a_command_printed_and_read_again_is_the_same(written in written()) {
        let line = written.line(&Manner::plain());
        let printed = canonical(&line).unwrap();
        prop_assert_eq!(analysis(&printed), analysis(&line), "{}", line);
        prop_assert_eq!(canonical(&printed), Some(printed));
    }

    #[test]
    fn right_lines_of_any_kind_print_to_lines_that_mean_the_same(line in hostile_line()) {
        if let Some(printed) = canonical(&line) {
            prop_assert_eq!(analysis(&printed), analysis(&line));
            prop_assert_eq!(canonical(&printed), Some(printed));
        }
    }

    #[test]
    fn the_manner_of_writing_changes_nothing(written in written(), manner in Manner::any()) {
        let (plain, line) = (written.line(&Manner::plain()), written.line(&manner));
        prop_assert_eq!(canonical(&line), canonical(&plain), "{:?} {:?}", line, plain);
    }

    #[test]
    fn every_completion_leads_to_a_line_that_parses_further(written in written(), manner in Manner::any(), cut in any::<Index>()) {
        let line = written.line(&manner);
        let cursor = line.floor_char_boundary(cut.index(line.len() + 1));
        let completions = complete(&line, cursor, DECLARATIONS, |_| true);
        for candidate in completions.candidates {
            let completed = format!("{}{}", &line[..completions.start], candidate.text);
            let start = line[..completions.start].chars().count();
            let parsed = parse(&completed, DECLARATIONS, &reading(), Abbreviations::Accepted);
            let problems = parsed.problems();
            let refusing = problems.iter().find(|problem| {
                // An object still lacks its verb and an option its value: that is further, not wrong.
                let goes_on = matches!(problem.fault, Fault::MissingVerb { .. } | Fault::MissingValue { .. });
                !goes_on && problem.span.is_some_and(|span| span.end > start)
            });
            prop_assert!(refusing.is_none(), "{:?} -> {:?}: {:?}", line, completed, refusing);
        }
    }

    #[test]
    fn s7_what_stands_after_the_name_of_a_command_around_a_secret_is_never_repeated(
        command in select(vec!["connexion sales2", "connexion", "mot-de-passe", "mot-de-passe changer"]),
        before in prop::collection::vec(select(vec!["--mot-de-passe", "--zut=1", "zut", "«", "\"", "'", "--"]), 0..3),
        around in select(vec![("", ""), ("\"", "\""), ("«", "»"), ("--", ""), ("--mot-de-passe=", ""), ("'", "")]),
        after in select(vec!["", " zut", " --aide", " #"]),
    ) {
        let secret = "canari-7f3a";
        let line = format!("{command} {} {}{secret}{}{after}", before.join(" "), around.0, around.1);
        let parsed = read(&line);
        let object = analysis(&line).unwrap_or_default();
        // `connexion` alone takes one word, the name to sign in with, which is no secret.
        let is_name = matches!(&parsed, Parsed::Command(command) if command.problems.is_empty());
        prop_assert!(is_name || !object.contains(secret), "{}", object);
        if let Some(Error::Rejected { line, problems }) = parsed.rejection(&line, DECLARATIONS) {
            let answer = render_rejection(&line, &problems);
            prop_assert!(!answer.contains(secret), "{}", answer);
        }
    }
}

#[test]
fn every_command_takes_part() {
    let without = DECLARATIONS.iter().filter(|declaration| {
        let required = declaration
            .definition
            .arguments
            .iter()
            .filter(|argument| argument.required);
        let mut required = required.filter(|argument| argument.form != Form::Switch);
        required.any(|argument| !VALUES.iter().any(|value| (argument.parse)(value, &reading()).is_ok()))
    });
    let without: Vec<&str> = without.map(|declaration| declaration.definition.words).collect();
    assert_eq!(without, [""; 0], "add a value that its arguments accept");
}

/// Pieces of lines made to be slow: quotes that never close, words that resemble keywords, faults by the thousand.
const SLOW: [&str; 16] = [
    "mot ",
    "--zut ",
    "--prenm ",
    "--prenom=a ",
    "«",
    "« “ ",
    "» ",
    "1\u{a0}",
    "'\" ",
    "a'",
    "#1 ",
    "\\\"",
    "--a=«",
    "«a» ",
    "e\u{301}",
    "\"\"",
];

#[test]
fn time_grows_with_the_length_of_a_line_and_no_faster() {
    const SHORT: usize = 4 * 1024;
    const FACTOR: usize = 8;
    for unit in SLOW {
        for beginning in ["", "clients lister ", "clients creer --nom \""] {
            let line = |length: usize| {
                let mut line = beginning.to_owned();
                while line.len() + unit.len() <= length {
                    line.push_str(unit);
                }
                line
            };
            let (short, long) = (line(SHORT), line(SHORT * FACTOR));
            // A square law would make it FACTOR times FACTOR.
            let is_linear = (0..5).any(|_| {
                let (short, long) = (time_of(&short), time_of(&long));
                long < short * 4 * u32::try_from(FACTOR).unwrap()
            });
            assert!(
                is_linear,
                "{beginning:?} {unit:?}: {:?}, {:?}",
                time_of(&short),
                time_of(&long)
            );
        }
    }
}

/// The shortest of two times, counted while this thread has the processor: other work on the machine is not in it.
fn time_of(line: &str) -> Duration {
    let times = (0..2).map(|_| {
        let start = time_of_thread();
        let parsed = read(line);
        render_rejection(line, &parsed.problems());
        analysis(line);
        time_of_thread().saturating_sub(start)
    });
    times.min().unwrap_or_default()
}

fn time_of_thread() -> Duration {
    let time = clock_gettime(ClockId::ThreadCPUTime);
    Duration::try_from(time).unwrap()
}

#[test]
fn no_option_is_suggested_for_its_contrary() {
    for (line, suggested) in [
        ("contrats lister --impayes", Some("non-payes")),
        ("contrats lister --payees", Some("payes")),
        ("utilisateurs lister --actifs", None),
        ("evenements lister --nonannules", None),
    ] {
        let parsed = read(line);
        let problems = parsed.problems();
        let [problem] = &*problems else {
            panic!("{line}: {problems:?}");
        };
        assert!(
            matches!(&problem.fault, Fault::UnknownOption { suggestion, .. } if suggestion.as_deref() == suggested),
            "{line}: {problem:?}"
        );
    }
}

#[test]
fn where_a_file_is_named_what_is_typed_of_it_is_told() {
    let path = |line: &str| complete(line, line.len(), DECLARATIONS, |_| true).path;
    assert_eq!(path("executer mise"), Some(String::from("mise")));
    assert_eq!(path("clients lister --vers "), Some(String::new()));
    assert_eq!(path("clients lister --vers=dos"), Some(String::from("dos")));
    for line in ["clients lister ", "executer --", "executer \"mise", "clients voir 1"] {
        assert_eq!(path(line), None, "{line}");
    }
}

#[test]
fn s7_a_password_typed_after_the_name_is_not_repeated() {
    for line in [
        "connexion sales2 canari",
        "connexion sales2 --mot-de-passe=canari",
        "connexion sales2 --canari",
        "connexion sales2 «canari»",
        "connexion sales2 zut canari",
        "mot-de-passe canari",
        "mot-de-passe changer canari",
        "mot-de-passe changer --nouveau canari",
        "mot-de-passe «canari»",
        "mot-de-passe canari --aide",
        "mot-de-passe --nouveau canari",
        "mot-de-passe --nouveau «canari»",
        "mot --nouveau canari",
        "mot canari",
        "conn sales2 canari",
        "utilisateurs creer --identifiant zoe --mot-de-passe canari",
        "utilisateurs creer --Mot-De-Passe=canari --identifiant zoe",
        "utilisateurs modifier sales2 --nouveau-mdp canari",
        "base premier-compte --password canari",
        "clients --motdepasse canari",
        "utilisateurs reinitialiser-mot-de-passe sales2 canari",
        "uti reini sales2 canari",
    ] {
        let parsed = parse(line, DECLARATIONS, &reading(), Abbreviations::Accepted);
        let Some(Error::Rejected { line, problems }) = parsed.rejection(line, DECLARATIONS) else {
            panic!("{line} is right");
        };
        let answer = render_rejection(&line, &problems);
        assert!(!answer.contains("canari"), "{answer}");
    }
}
