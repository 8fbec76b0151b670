//! The rules and the sources hold together: every rule that is cited is in `src/rules.md`, every rule there says what
//! proves it, and every test it names exists.

mod book;
mod sources;

use std::collections::{BTreeMap, BTreeSet};

use self::book::{Book, Entry};
use self::sources::{Rule, Said, rules_of_name};
use crate::support::source::{SourceFile, file, files};

/// What is wrong between a book of rules and what sources say, everything at once.
fn faults(book: &Book, sources: &[Said]) -> Vec<String> {
    let mut faults = book.faults.clone();
    for source in sources {
        let unknown = source.cited.iter().filter(|rule| !book.lists(**rule));
        faults.extend(unknown.map(|rule| format!("{} cites {rule}, which is no rule", source.path)));
    }
    let mut tests: BTreeMap<&str, usize> = BTreeMap::new();
    for name in sources.iter().flat_map(|source| &source.tests) {
        *tests.entry(name).or_default() += 1;
    }
    let named: BTreeSet<Rule> = tests.keys().flat_map(|name| rules_of_name(name)).collect();
    for Entry { rule, proofs } in &book.entries {
        for proof in proofs {
            match tests.get(proof.as_str()) {
                None => faults.push(format!("{rule} is proven by {proof}, which is no test")),
                Some(1) => {}
                Some(count) => faults.push(format!("{rule} is proven by {proof}, a name of {count} tests")),
            }
        }
        if proofs.is_empty() && named.contains(rule) {
            faults.push(format!("{rule} names no proof, though tests bear its name"));
        }
    }
    faults
}

#[test]
fn every_rule_that_is_cited_is_listed_and_every_rule_that_is_listed_says_what_proves_it() {
    let book = Book::of(&file("src/rules.md").text);
    let rust = ["src", "tests"].map(|folder| files(folder, "rs"));
    let others = [("src", "md"), ("sql", "sql"), ("sql", "sh"), ("tests", "md")]
        .map(|(folder, extension)| files(folder, extension));
    let mut said: Vec<Said> = rust.iter().flatten().map(Said::by).collect();
    // A reader that found nothing would find no fault either.
    let cited: BTreeSet<&Rule> = said.iter().flat_map(|source| &source.cited).collect();
    assert!(cited.len() > 50 && book.entries.len() > 70);
    said.extend(others.iter().flatten().map(Said::by));
    assert_eq!(faults(&book, &said), [""; 0]);
}

/// What a source with this text says.
fn said(path: &str, text: &str) -> Said {
    Said::by(&SourceFile {
        path: path.to_owned(),
        text: text.to_owned(),
    })
}

#[test]
fn what_does_not_hold_together_is_told_all_at_once() {
    let book = Book::of(
        "Rules.\n\n## Business\n\nWhat is allowed.\n\n\
         - **B1** A customer belongs to somebody,\n  always.\n  Proven by `b1_is_so`, `nobody`, `twice`.\n\
         - **B2** Not yet.\n  Not built yet: nothing of it.\n",
    );
    let rust = "//! What B1 and S99 want.\n\
                fn f() { g(\"D98: told\", \"Salle B97\", B96); }\n\
                #[test]\n#[should_panic]\nfn b1_is_so() {}\n\
                #[test]\nfn b2_b95_too() {}\n\
                #[test]\nfn twice() {}\n\
                #[test]\n#[ignore = \"run by nobody\"]\nfn nobody() {}\n";
    let sources = [
        said("src/one.rs", rust),
        said("tests/two.rs", "#[test]\nfn twice() {}"),
        said("sql/three.sql", "-- S94, not the week 2026-S50 nor 0xB12 nor B1a.\n"),
    ];
    assert_eq!(
        faults(&book, &sources),
        [
            "src/one.rs cites B95, which is no rule",
            "src/one.rs cites D98, which is no rule",
            "src/one.rs cites S99, which is no rule",
            "sql/three.sql cites S94, which is no rule",
            "B1 is proven by nobody, which is no test",
            "B1 is proven by twice, a name of 2 tests",
            "B2 names no proof, though tests bear its name",
        ]
    );
}
