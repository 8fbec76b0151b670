//! How long the answers of lists and cards take, on a small and on a large database.
//!
//! Figures vary with the machine; the ratios between sizes are what counts: a page of a list costs the same whatever
//! the number of customers, because it is entered by its key.

use std::time::{Duration, Instant};

use crate::print;
use crate::support::database::{TestDatabase, numbers};
use crate::support::shell::TestShell;

const SMALL: u64 = 200;
const LARGE: u64 = 200_000;
const RUNS: usize = 41;

/// What is measured.
const LINES: &[&str] = &[
    "clients lister",
    "clients lister --miens",
    "clients lister --tri -contact",
    "clients lister --tri entreprise --commercial sales2",
    "clients lister --tri -numero --limite 100",
    "clients lister --recherche 'client 1'",
    "clients voir 1",
    "moi",
];

/// Measures every line on both.
pub(crate) fn measure() {
    let (small, large) = (filled(SMALL), filled(LARGE));
    print(&format!("{:<55} {:>12} {:>12} {:>7}", "", "200", "200 000", "ratio"));
    let mut on_small = TestShell::signed_in(&small, "sales2");
    let mut on_large = TestShell::signed_in(&large, "sales2");
    for line in LINES {
        let (mut few, mut many) = (Vec::new(), Vec::new());
        // In turn, so that both meet the same mood of the machine.
        for _ in 0..RUNS {
            few.push(timed(&mut on_small, line));
            many.push(timed(&mut on_large, line));
        }
        report(line, median(few), median(many));
    }
    let export = "clients lister --tout --format csv";
    report(export, timed(&mut on_small, export), timed(&mut on_large, export));
}

/// A demonstration database with that many customers more, shared among the salespeople.
fn filled(customers: u64) -> TestDatabase {
    let database = TestDatabase::demonstration();
    database.execute(&format!(
        "INSERT INTO customers (sales_user_id, first_name, last_name, email, phone_number, company_name, created_at,
            updated_at)
         SELECT 3 + number % 3, CONCAT('Prénom', number % 997), CONCAT('Nom', number % 4999),
            CONCAT('client', number, '@exemple.fr'), CONCAT('+336', LPAD(number, 8, '0')),
            CONCAT('Client ', number), '2026-11-01' - INTERVAL number SECOND,
            '2026-11-20' - INTERVAL number * 7 % 100003 SECOND
         FROM {} WHERE number BETWEEN 1 AND {customers} ORDER BY number",
        numbers()
    ));
    // The server counts by itself, but some time later.
    database.execute("ANALYZE TABLE customers");
    database
}

#[expect(clippy::disallowed_methods, reason = "a benchmark measures real time")]
fn timed(shell: &mut TestShell, line: &str) -> Duration {
    let start = Instant::now();
    shell.run(line).succeeds();
    start.elapsed()
}

fn median(mut durations: Vec<Duration>) -> Duration {
    durations.sort();
    durations[durations.len() / 2]
}

fn report(line: &str, few: Duration, many: Duration) {
    let ratio = many.as_secs_f64() / few.as_secs_f64();
    print(&format!("{line:<55} {few:>12.1?} {many:>12.1?} {ratio:>7.2}"));
}
