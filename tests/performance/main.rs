//! How long the things people wait for take: run with `cargo bench`, or one part with `cargo bench -- analyser`.

#![allow(
    dead_code,
    unused_imports,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a benchmark stands on what the tests stand on, and may end as a test does"
)]

#[path = "../it/support/mod.rs"]
mod support;

mod analyser;
mod lists;
mod scripts;

/// What can be measured, and the name that chooses it.
const PARTS: [(&str, fn()); 3] = [
    ("lists", lists::measure),
    ("analyser", analyser::measure),
    ("scripts", scripts::measure),
];

fn main() {
    let chosen: Vec<String> = std::env::args().skip(1).filter(|word| !word.starts_with('-')).collect();
    for (name, measure) in PARTS {
        if chosen.is_empty() || chosen.iter().any(|chosen| chosen == name) {
            measure();
        }
    }
}

#[expect(clippy::print_stdout, reason = "a benchmark tells its figures")]
fn print(text: &str) {
    println!("{text}");
}
