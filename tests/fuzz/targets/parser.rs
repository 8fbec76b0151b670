//! Any text is answered by the parser on the real command table: every fault lies in the line, every right line prints
//! to one that means the same, every completion parses further.
#![no_main]

use std::sync::LazyLock;

use epic_events::error::Fault;
use epic_events::security::clean::is_forbidden;
use epic_events::shell::grammar::argument::Reading;
use epic_events::shell::grammar::completion::complete;
use epic_events::shell::grammar::parser::{Abbreviations, Parsed, parse};
use epic_events::shell::grammar::printer::print;
use epic_events::shell::messages::problems::render_rejection;
use epic_events::shell::script::analysis::{Grammar, analyse};
use epic_events::shell::table::DECLARATIONS;
use jiff::tz::TimeZone;
use libfuzzer_sys::fuzz_target;

static READING: LazyLock<Reading> = LazyLock::new(|| Reading {
    time_zone: TimeZone::get("Europe/Paris").expect("the zones are part of the program"),
});

fuzz_target!(|line: &str| {
    for abbreviations in [Abbreviations::Accepted, Abbreviations::Refused] {
        check(line, &parse(line, DECLARATIONS, &READING, abbreviations));
    }
    let object = analysis(line);
    assert!(!object.iter().any(|object| object.contains(is_forbidden)));
    if let Some(printed) = canonical(line) {
        assert_eq!(canonical(&printed).as_ref(), Some(&printed));
        assert_eq!(analysis(&printed), object);
    }
    check_completions(line);
});

fn check(line: &str, parsed: &Parsed) {
    let characters = line.chars().count();
    let problems = parsed.problems();
    for span in problems.iter().filter_map(|problem| problem.span) {
        assert!(span.start <= span.end && span.end <= characters, "{parsed:?}");
    }
    let answer = render_rejection(line, &problems);
    assert!(
        !answer.contains(|character| character != '\n' && is_forbidden(character)),
        "{answer}"
    );
}

fn analysis(line: &str) -> Option<String> {
    let grammar = Grammar {
        declarations: DECLARATIONS,
        reading: &READING,
    };
    analyse(1, line, grammar)
}

fn canonical(line: &str) -> Option<String> {
    match parse(line, DECLARATIONS, &READING, Abbreviations::Refused) {
        Parsed::Command(command) if !command.wants_help && command.rejection(line).is_none() => {
            Some(print(command.declaration, &command.arguments))
        }
        Parsed::Command(_) | Parsed::Blank | Parsed::Unknown(_) | Parsed::Help { .. } => None,
    }
}

fn check_completions(line: &str) {
    let completions = complete(line, line.len(), DECLARATIONS, |_| true);
    let kept = &line[..completions.start];
    let start = kept.chars().count();
    for candidate in completions.candidates {
        let completed = format!("{kept}{}", candidate.text);
        let parsed = parse(&completed, DECLARATIONS, &READING, Abbreviations::Accepted);
        let problems = parsed.problems();
        let refusing = problems.iter().find(|problem| {
            let goes_on = matches!(problem.fault, Fault::MissingVerb { .. } | Fault::MissingValue { .. });
            !goes_on && problem.span.is_some_and(|span| span.end > start)
        });
        assert!(refusing.is_none(), "{completed:?}: {refusing:?}");
    }
}
