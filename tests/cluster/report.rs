//! Figures for whoever reads the run, told whether or not the test passes.

use std::collections::BTreeMap;
use std::fmt::Display;
use std::io::Write as _;

/// Tells a line past what captures the output of tests.
pub(crate) fn tell(line: impl Display) {
    // A reader that has gone is no fault of what is told.
    let _ = writeln!(std::io::stderr(), "cluster: {line}");
}

/// How often something happened, by what it was, the most frequent first.
#[derive(Debug, Default)]
pub(crate) struct Counts(BTreeMap<String, usize>);

impl Counts {
    /// It happened once more.
    pub(crate) fn note(&mut self, what: impl Into<String>) {
        *self.0.entry(what.into()).or_default() += 1;
    }

    /// All of these happened too.
    pub(crate) fn add(&mut self, others: &Self) {
        for (what, count) in &others.0 {
            *self.0.entry(what.clone()).or_default() += count;
        }
    }

    /// How often anything happened.
    pub(crate) fn all(&self) -> usize {
        self.0.values().sum()
    }

    /// How often this happened.
    pub(crate) fn of(&self, what: &str) -> usize {
        self.0.get(what).copied().unwrap_or_default()
    }
}

impl Display for Counts {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let mut counts: Vec<(&String, &usize)> = self.0.iter().collect();
        counts.sort_by_key(|(_, count)| std::cmp::Reverse(**count));
        let told: Vec<String> = counts.iter().map(|(what, count)| format!("{count} {what}")).collect();
        formatter.write_str(&told.join(", "))
    }
}
