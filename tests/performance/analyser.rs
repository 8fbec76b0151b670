//! How many lines a second `analyser` reads, analyses and answers on one core: reads, creations and mistakes, and a mix
//! of the three. The process, its start and the writing to a file are not part of it.

use std::io::Cursor;
use std::path::Path;
use std::time::{Duration, Instant};

use epic_events::shell::context::text_source::SourceReader;
use epic_events::shell::grammar::argument::Reading;
use epic_events::shell::script::analysis::{Grammar, push_statement};
use epic_events::shell::script::variable_set::VariableSet;
use epic_events::shell::table::DECLARATIONS;
use epic_events::shell::transcript::typed_lines::TypedLines;
use jiff::tz::TimeZone;

use crate::print;

const LINES: u32 = 300_000;
const RUNS: usize = 5;

const READS: [&str; 10] = [
    "clients lister --miens",
    "contrats voir CT-2026-000012",
    "clients voir 12",
    "clients lister --tri -contact --limite 50",
    "Clients LISTER --recherche \"La Ciotat\"",
    "contrats lister --non-signes --client 3",
    "evenements lister --miens --sans-support",
    "clients voir kevin@startup.io",
    "moi",
    "contrats voir 7",
];
const MISTAKES: [&str; 7] = [
    "clients lsiter",
    "clients creer --prenom Zoé",
    "contrat voir 3",
    "clients lister --format jso",
    "clients voir",
    "clients creer --prenom '' --nom X --email pas --telephone 12 --entreprise Y",
    "clients lister --miens --zut",
];
const PEOPLE: [(&str, &str, &str); 6] = [
    ("Inès", "Moreau", "\"Moreau Frères\""),
    ("Jean-Noël", "\"d'Ornano\"", "\"Cool Startup LLC\""),
    ("Zoé", "Martin", "\"Domaine Lou Bouzin\""),
    ("Paul", "\"O’Brien\"", "\"Atelier Fournier\""),
    ("Élodie", "Lefèvre", "\"L'Oréal\""),
    ("Marc", "Durand", "Durand"),
];

/// Measures each kind of line by itself, then half reads, a third creations, and mistakes.
pub(crate) fn measure() {
    let read = |index: usize| READS[index % READS.len()].to_owned();
    let mistake = |index: usize| MISTAKES[index % MISTAKES.len()].to_owned();
    let mixed = |index: usize| match index % 6 {
        0 | 2 | 4 => read(index / 2),
        1 | 3 => creation(index),
        _ => mistake(index / 6),
    };
    report("analyser: reads", &text(read));
    report("analyser: creations", &text(creation));
    report("analyser: mistakes", &text(mistake));
    report("analyser: a mix of them", &text(mixed));
}

/// A customer with every option; one in ten is called abroad.
fn creation(index: usize) -> String {
    let (first_name, last_name, company) = PEOPLE[index % PEOPLE.len()];
    let phone_number = match index % 10 {
        0 => format!("+678 123 456 {:02}", index % 100),
        1..4 => format!("06 12 34 {:02} 78", index % 100),
        4..7 => format!("01.40.20.30.{:02}", index % 100),
        _ => format!("+33 6 12 34 56 {:02}", index % 100),
    };
    format!(
        "clients creer --prenom {first_name} --nom {last_name} --email client.{index}@exemple.fr --telephone \
         \"{phone_number}\" --entreprise {company} --accepter-doublon"
    )
}

fn text(line: impl Fn(usize) -> String) -> String {
    (0_usize..).zip(0..LINES).map(|(index, _)| line(index) + "\n").collect()
}

/// The best of several runs: what disturbs a run only makes it longer.
fn report(name: &str, text: &str) {
    let best = (0..RUNS).map(|_| timed(text)).min().unwrap_or_default();
    let lines_a_second = f64::from(LINES) / best.as_secs_f64();
    print(&format!("{name:<55} {lines_a_second:>12.0} lines/s {best:>12.1?}"));
}

#[expect(clippy::disallowed_methods, reason = "a benchmark measures real time")]
fn timed(text: &str) -> Duration {
    let path = Path::new("-");
    let reading = Reading {
        time_zone: TimeZone::get("Europe/Paris").expect("the zones are part of the program"),
    };
    let grammar = Grammar {
        declarations: DECLARATIONS,
        reading: &reading,
    };
    let mut source = SourceReader::new(path, Box::new(Cursor::new(text.to_owned())));
    let mut answers = Vec::new();
    let mut variables = VariableSet::default();
    let start = Instant::now();
    let mut lines = TypedLines::of(&mut source, path);
    let mut count = 0;
    while let Some(line) = lines.next_line().expect("it is text") {
        push_statement(&mut answers, None, line.number, line.text, grammar, &mut variables);
        answers.clear();
        count += 1;
    }
    assert_eq!(count, LINES);
    start.elapsed()
}
