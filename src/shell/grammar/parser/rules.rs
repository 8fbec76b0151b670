//! The rules of the grammar, one test for each, through the door every line takes.

use super::{Abbreviations, Parsed, ParsedCommand, line_of, parse};
use crate::error::{Code, Error, Fault, Problem, Span};
use crate::models::invalid_value::InvalidValue;
use crate::shell::grammar::printer::print;
use crate::shell::grammar::test_table::{
    ACCEPT_DUPLICATE, CUSTOMER, FORMAT, Format, MINE, REASON, Reference, SEARCH, TABLE, TOPIC, Text, reading,
};

fn refused(line: &str) -> Parsed {
    parse(line, TABLE, &reading(), Abbreviations::Refused)
}

fn accepted(line: &str) -> Parsed {
    parse(line, TABLE, &reading(), Abbreviations::Accepted)
}

fn command(parsed: Parsed) -> ParsedCommand {
    match parsed {
        Parsed::Command(command) => command,
        other @ (Parsed::Blank | Parsed::Unknown(_) | Parsed::Help { .. }) => {
            panic!("no command: {other:?}")
        }
    }
}

/// The canonical form of a line that must be right.
fn canonical(parsed: Parsed) -> String {
    let command = command(parsed);
    assert_eq!(command.rejection(""), None);
    print(command.declaration, &command.arguments)
}

fn problems(parsed: &Parsed) -> Vec<Problem> {
    match parsed.rejection("", TABLE) {
        Some(Error::Rejected { problems, .. }) => problems,
        None => Vec::new(),
        Some(other) => panic!("{other:?}"),
    }
}

fn codes(line: &str) -> Vec<Code> {
    problems(&refused(line))
        .iter()
        .map(|problem| problem.fault.code())
        .collect()
}

fn only_problem(parsed: &Parsed) -> (Span, Fault) {
    let problems = problems(parsed);
    assert_eq!(problems.len(), 1, "{problems:?}");
    (problems[0].span.unwrap(), problems[0].fault.clone())
}

fn span(start: usize, end: usize) -> Span {
    Span { start, end }
}

#[test]
fn blank_lines_and_comments_are_nothing() {
    for line in ["", "  \t\u{a0}", "# clients lister", "   #"] {
        assert!(matches!(refused(line), Parsed::Blank), "{line:?}");
    }
}

#[test]
fn keywords_ignore_case_and_accents_composed_or_not() {
    for line in [
        "evenements assigner 4 --forcer --motif x",
        "Évènements ASSIGNER 4 --FORCÉR --Motif x",
        "E\u{301}ve\u{300}nements Assigner 4 --Forcer --motif x",
    ] {
        assert_eq!(
            canonical(refused(line)),
            "evenements assigner 4 --forcer --motif x",
            "{line}"
        );
    }
    assert_eq!(
        canonical(refused("clients lister --format JSON")),
        "clients lister --format json"
    );
}

#[test]
fn values_are_typed_and_kept_as_they_are() {
    let parsed = command(refused("clients lister --recherche='É  Ç' --miens --format=csv"));
    assert_eq!(parsed.arguments.find(&SEARCH), Some(&Text(String::from("É  Ç"))));
    assert_eq!(parsed.arguments.find(&FORMAT), Some(&Format("csv")));
    assert!(parsed.arguments.has(&MINE));
    let parsed = command(refused("clients voir #12"));
    assert_eq!(parsed.arguments.get(&CUSTOMER).unwrap(), &Reference(12));
}

#[test]
fn options_stand_anywhere_after_the_name_in_any_order() {
    for line in [
        "evenements assigner 4 s1 --forcer --motif m",
        "evenements assigner --motif m 4 --forcer s1",
        "evenements assigner --forcer --motif=m 4 s1",
    ] {
        assert_eq!(canonical(refused(line)), "evenements assigner 4 s1 --forcer --motif m");
    }
    assert_eq!(codes("evenements --forcer assigner 4"), [Code::MissingVerb]);
    assert_eq!(codes("--forcer evenements assigner 4"), [Code::UnknownObject]);
}

#[test]
fn two_dashes_end_options() {
    assert_eq!(canonical(refused("aide -- --x -- y")), "aide \"--x\" \"--\" y");
    assert_eq!(canonical(refused("aide -x - \"--y\"")), "aide -x - \"--y\"");
}

#[test]
fn rest_arguments_take_every_word() {
    let parsed = command(refused("aide clients lister tout"));
    assert_eq!(parsed.arguments.all(&TOPIC).count(), 3);
}

#[test]
fn aliases_name_their_command() {
    for (line, words) in [("exit", "quitter"), ("Q", "quitter"), ("? clients", "aide")] {
        assert_eq!(command(refused(line)).declaration.definition.words, words);
    }
    assert_eq!(codes("exi"), [Code::UnknownObject]);
}

#[test]
fn an_unknown_object_or_verb_is_located_and_suggested() {
    let unknown = |typed: &str, suggestion: Option<&str>| Fault::UnknownObject {
        typed: typed.to_owned(),
        suggestion: suggestion.map(str::to_owned),
    };
    for (line, typed, suggestion) in [
        ("client lister", "client", Some("clients")),
        ("lister clients", "lister", Some("clients lister")),
        ("signer 12", "signer", Some("contrats signer")),
        ("\"clients voir\"", "clients voir", Some("clients voir")),
        ("zzzzzz", "zzzzzz", None),
        ("cl", "cl", Some("clients")),
    ] {
        let (_, fault) = only_problem(&refused(line));
        assert_eq!(fault, unknown(typed, suggestion), "{line}");
    }
    let fault = Fault::UnknownVerb {
        object: "evenements",
        typed: String::from("asigner"),
        suggestion: Some(String::from("assigner")),
    };
    assert_eq!(only_problem(&refused("Événements asigner 4")), (span(11, 18), fault));
}

#[test]
fn an_object_alone_is_told_its_verbs() {
    let fault = Fault::MissingVerb {
        object: "clients",
        verbs: vec!["lister", "voir", "creer"],
    };
    assert_eq!(only_problem(&refused(" clients")), (span(1, 8), fault));
}

#[test]
fn an_unknown_option_is_suggested_and_its_value_not_counted() {
    let fault = Fault::UnknownOption {
        command: "clients creer",
        typed: String::from("prenm"),
        suggestion: Some(String::from("prenom")),
    };
    let line = "clients creer --prenm Zoé --nom Martin";
    assert_eq!(only_problem(&refused(line)), (span(14, 21), fault));
    assert_eq!(codes("clients lister --zzzzzz valeur"), [Code::UnknownOption]);
    assert_eq!(
        codes("clients lister --zzzzzz=valeur mot"),
        [Code::UnknownOption, Code::ExtraArgument]
    );
    assert_eq!(
        codes("clients lister --mien mot"),
        [Code::UnknownOption, Code::ExtraArgument]
    );
}

#[test]
fn an_option_given_twice_is_an_error() {
    let repeated = Fault::RepeatedOption { option: "format" };
    let line = "clients lister --format csv --FORMAT json";
    assert_eq!(only_problem(&refused(line)), (span(28, 36), repeated));
    assert_eq!(codes("clients lister --miens --miens"), [Code::RepeatedOption]);
}

#[test]
fn of_two_options_that_exclude_one_another_the_second_is_wrong() {
    for (line, place, first, second) in [
        (
            "contrats lister --signes --non-signes",
            span(25, 37),
            "signes",
            "non-signes",
        ),
        (
            "contrats lister --non-signes --signes",
            span(29, 37),
            "non-signes",
            "signes",
        ),
    ] {
        let fault = Fault::IncompatibleOptions { first, second };
        assert_eq!(only_problem(&refused(line)), (place, fault), "{line}");
    }
    assert_eq!(
        canonical(refused("contrats lister --non-signes")),
        "contrats lister --non-signes"
    );
}

#[test]
fn an_option_without_the_one_it_needs_misses_it() {
    assert_eq!(
        codes("evenements assigner 4 support1 --forcer"),
        [Code::MissingArgument]
    );
    assert!(codes("evenements assigner 4 support1 --forcer --motif x").is_empty());
    assert!(codes("evenements assigner 4 support1 --motif x").is_empty());
    let command = command(refused("evenements assigner 4 support1 --forcer"));
    let missing: Vec<&str> = command.missing.iter().map(|argument| argument.name).collect();
    assert_eq!(missing, ["motif"]);
}

#[test]
fn a_switch_takes_no_value() {
    let fault = Fault::UnexpectedValue { option: "miens" };
    assert_eq!(
        only_problem(&refused("clients lister --miens=oui")),
        (span(23, 26), fault)
    );
    assert_eq!(codes("clients lister --miens oui"), [Code::ExtraArgument]);
}

#[test]
fn dashes_are_a_value_only_when_attached_or_quoted() {
    assert_eq!(
        codes("clients lister --recherche --miens"),
        [Code::MissingValue],
        "the switch is still read"
    );
    for line in [
        "clients lister --recherche=--miens",
        "clients lister --recherche \"--miens\"",
    ] {
        assert_eq!(canonical(refused(line)), "clients lister --recherche \"--miens\"");
    }
    assert_eq!(
        canonical(refused("clients lister --recherche -x")),
        "clients lister --recherche -x"
    );
    for line in [
        "clients lister --recherche",
        "clients lister --recherche=",
        "clients lister --recherche --",
    ] {
        assert_eq!(codes(line), [Code::MissingValue], "{line}");
    }
    assert_eq!(codes("clients lister --recherche=\"\""), [Code::InvalidText]);
}

#[test]
fn everything_wrong_is_reported_in_order_of_place_and_missing_last() {
    let line = "clients creer mot --prenom \"\" --zzzzzz --accepter-doublon=1 --recherche";
    assert_eq!(
        codes(line),
        [
            Code::ExtraArgument,
            Code::InvalidText,
            Code::UnknownOption,
            Code::UnexpectedValue,
            Code::MissingValue,
            Code::MissingArgument,
        ]
    );
}

#[test]
fn an_invalid_value_is_located_without_its_option() {
    let (place, fault) = only_problem(&refused("clients lister --format=jso"));
    assert_eq!(place, span(24, 27));
    let Fault::InvalidValue {
        why: InvalidValue::Choice { suggestion, .. },
        ..
    } = fault
    else {
        panic!("{fault:?}");
    };
    assert_eq!(suggestion, Some("json"));
}

#[test]
fn what_is_missing_is_told_apart_for_the_forms() {
    let parsed = command(refused("clients creer --nom Martin"));
    assert!(parsed.problems.is_empty());
    let names: Vec<&str> = parsed.missing.iter().map(|specification| specification.name).collect();
    assert_eq!(names, ["prenom"]);
    assert!(!parsed.arguments.has(&ACCEPT_DUPLICATE));
    assert!(parsed.arguments.find(&REASON).is_none());
}

#[test]
fn an_unclosed_quote_hides_what_is_missing_and_keeps_what_is_wrong_before() {
    assert_eq!(codes("clients voir 'a"), [Code::UnclosedQuote]);
    assert_eq!(codes("clients creer --prenom 'a"), [Code::UnclosedQuote]);
    assert_eq!(
        codes("clients creer --zzzzzz=1 --prenom='a --nom b"),
        [Code::UnknownOption, Code::UnclosedQuote]
    );
    for line in [
        "'clients lister",
        "clients 'lister",
        "clients lister --\"miens",
        "clients lister 'a",
    ] {
        assert_eq!(codes(line), [Code::UnclosedQuote], "{line}");
    }
}

#[test]
fn typographic_quotes_are_reported_with_the_other_faults() {
    assert_eq!(
        codes("clients lister --recherche « La Ciotat » --zzzzzz"),
        [Code::TypographicQuote, Code::UnknownOption]
    );
    assert_eq!(codes("« clients » zut"), [Code::TypographicQuote, Code::UnknownVerb]);
}

#[test]
fn a_line_too_long_is_one_fault() {
    assert_eq!(codes(&"clients ".repeat(9000)), [Code::LineTooLong]);
}

#[test]
fn unique_beginnings_work_in_the_interactive_shell_only_and_are_spelled_out() {
    let parsed = command(accepted("cl l --form js --mi"));
    assert_eq!(parsed.expansion.as_deref(), Some("clients lister --format --miens"));
    let parsed = command(accepted("cl l --form fi"));
    assert_eq!(parsed.expansion.as_deref(), Some("clients lister --format fiche"));
    assert_eq!(parsed.arguments.find(&FORMAT), Some(&Format("fiche")));
    assert_eq!(command(accepted("Clients LISTER --miens")).expansion, None);
    assert_eq!(codes("clients l"), [Code::UnknownVerb]);
    assert_eq!(codes("clients lister --form json"), [Code::UnknownOption]);
    assert_eq!(codes("clients lister --format fi"), [Code::InvalidChoice]);
}

#[test]
fn a_whole_word_wins_over_a_longer_one() {
    let parsed = command(accepted("clients lister --format json"));
    assert_eq!(
        (parsed.arguments.find(&FORMAT), parsed.expansion),
        (Some(&Format("json")), None)
    );
}

#[test]
fn a_beginning_that_several_words_share_is_ambiguous() {
    let ambiguous = |typed: &str, candidates: &[&str]| Fault::AmbiguousPrefix {
        typed: typed.to_owned(),
        candidates: candidates.iter().map(|candidate| (*candidate).to_owned()).collect(),
    };
    for (line, place, fault) in [
        ("c lister", span(0, 1), ambiguous("c", &["clients", "contrats"])),
        (
            "clients creer --a",
            span(14, 17),
            ambiguous("--a", &["--accepter-doublon", "--aide"]),
        ),
        (
            "clients lister --format j",
            span(24, 25),
            ambiguous("j", &["json", "jsonl"]),
        ),
    ] {
        let problems = problems(&accepted(line));
        assert_eq!(problems.first(), Some(&Problem::at(place, fault)), "{line}");
    }
}

#[test]
fn help_is_asked_anywhere_before_two_dashes() {
    for line in [
        "clients creer --aide",
        "--aide clients creer --zut",
        "clients --AIDE creer",
        "clients creer --nom --aide mot mot",
    ] {
        let parsed = command(refused(line));
        assert!(parsed.wants_help, "{line}");
        assert_eq!(parsed.declaration.definition.words, "clients creer");
        assert_eq!(parsed.rejection(line), None);
    }
    assert!(command(accepted("clients creer --aid")).wants_help);
    assert!(!command(refused("aide -- --aide")).wants_help);
    assert!(!command(refused("clients lister --recherche \"--aide\"")).wants_help);
    assert_eq!(codes("clients lister --aide=oui"), [Code::UnexpectedValue]);
}

#[test]
fn help_may_be_asked_of_an_object_or_of_everything() {
    assert!(matches!(refused("--aide"), Parsed::Help { object: None }));
    assert!(matches!(
        refused("clients --aide"),
        Parsed::Help {
            object: Some("clients")
        }
    ));
    assert_eq!(codes("clients zut --aide"), [Code::UnknownVerb]);
}

#[test]
fn words_split_elsewhere_are_read_by_the_same_grammar() {
    let words = |words: &[&str]| -> Vec<String> { words.iter().map(|word| (*word).to_owned()).collect() };
    let split = words(&["clients", "lister", "--recherche=La Ciotat", "--miens"]);
    let parsed = refused(&line_of(&split));
    assert_eq!(canonical(parsed), "clients lister --recherche \"La Ciotat\" --miens");
    let split = words(&["clients", "lister", "--recherche", "#1 \"a\"", "--zut"]);
    let parsed = refused(&line_of(&split));
    assert_eq!(line_of(&split), r##"clients lister --recherche "#1 \"a\"" --zut"##);
    assert_eq!(only_problem(&parsed).0, span(38, 43));
    assert!(matches!(refused(&line_of(&[])), Parsed::Blank));
}
