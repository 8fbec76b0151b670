//! How `src/rules.md` is written, and the reading of it.
//!
//! After the introduction come sections: a heading, a paragraph, then one item a rule. An item says the rule, then
//! gives one or several verdicts, each a line of its own that may go on in the next ones:
//!
//! ```text
//! - **B1** A customer belongs to whoever creates it.
//!   Proven by `b1_a_customer_belongs_to_whoever_creates_it`.
//!   Not built yet: …
//! ```

use super::sources::Rule;

const PROVEN: &str = "Proven by ";
/// What has to be followed by a reason.
const REASONED: [&str; 3] = ["Decision: ", "Not built yet: ", "Unproven: "];

/// The rules, and what is wrong with the way they are written.
#[derive(Default)]
pub(super) struct Book {
    pub(super) entries: Vec<Entry>,
    pub(super) faults: Vec<String>,
}

/// A rule and the tests that prove it.
pub(super) struct Entry {
    pub(super) rule: Rule,
    pub(super) proofs: Vec<String>,
}

impl Book {
    pub(super) fn of(text: &str) -> Self {
        let mut book = Self::default();
        let mut sections = text.split("\n## ");
        if sections.next().unwrap_or_default().trim().is_empty() {
            book.fault("the rules have no introduction");
        }
        for section in sections {
            let (heading, body) = section.split_once('\n').unwrap_or((section, ""));
            book.read_section(heading, body);
        }
        book
    }

    pub(super) fn lists(&self, rule: Rule) -> bool {
        self.entries.iter().any(|entry| entry.rule == rule)
    }

    fn fault(&mut self, fault: impl Into<String>) {
        self.faults.push(fault.into());
    }

    fn read_section(&mut self, heading: &str, body: &str) {
        let mut items = format!("\n{body}");
        items = items.trim_end().to_owned();
        let mut items = items.split("\n- ");
        if items.next().unwrap_or_default().trim().is_empty() {
            self.fault(format!("{heading} has no introduction"));
        }
        for item in items {
            self.read_item(item);
        }
    }

    fn read_item(&mut self, item: &str) {
        let mut parts = parts(item).into_iter();
        let statement = parts.next().unwrap_or_default();
        let named = statement
            .strip_prefix("**")
            .and_then(|rest| rest.split_once("** "))
            .and_then(|(word, sentence)| Some((Rule::of_word(word)?, sentence)));
        let Some((rule, sentence)) = named else {
            return self.fault(format!("no rule: {statement}"));
        };
        if !sentence.ends_with('.') {
            self.fault(format!("{rule} is no sentence"));
        }
        if self.lists(rule) {
            self.fault(format!("{rule} is listed twice"));
        }
        let verdicts: Vec<String> = parts.collect();
        if verdicts.is_empty() {
            self.fault(format!("{rule} has no verdict"));
        }
        let mut proofs = Vec::new();
        for verdict in verdicts {
            match proofs_of(&verdict) {
                Some(named) => proofs.extend(named),
                None if is_reasoned(&verdict) => {}
                None => self.fault(format!("{rule} has a verdict that cannot be read: {verdict}")),
            }
        }
        let repeated = (1..proofs.len()).find(|place| proofs[..*place].contains(&proofs[*place]));
        if let Some(place) = repeated {
            self.fault(format!("{rule} names {} twice", proofs[place]));
        }
        self.entries.push(Entry { rule, proofs });
    }
}

/// The sentence of an item and its verdicts, each in one line.
fn parts(item: &str) -> Vec<String> {
    let mut parts: Vec<String> = Vec::new();
    for line in item.lines().map(str::trim) {
        let begins = line.starts_with(PROVEN) || REASONED.iter().any(|verdict| line.starts_with(verdict));
        match parts.last_mut() {
            Some(part) if !begins => {
                part.push(' ');
                part.push_str(line);
            }
            _ => parts.push(line.to_owned()),
        }
    }
    parts
}

/// The tests that a verdict names: nothing but names between backticks, with commas between them.
fn proofs_of(verdict: &str) -> Option<Vec<String>> {
    let list = verdict.strip_prefix(PROVEN)?.strip_suffix('.')?;
    list.split(", ")
        .map(|quoted| {
            let name = quoted.strip_prefix('`')?.strip_suffix('`')?;
            let is_name = !name.is_empty()
                && name
                    .bytes()
                    .all(|byte| byte == b'_' || byte.is_ascii_lowercase() || byte.is_ascii_digit());
            is_name.then(|| name.to_owned())
        })
        .collect()
}

fn is_reasoned(verdict: &str) -> bool {
    let reason = REASONED.iter().find_map(|begin| verdict.strip_prefix(begin));
    reason.is_some_and(|reason| reason.len() > 1 && reason.ends_with('.'))
}

#[test]
fn a_rule_says_what_proves_it_or_why_nothing_does() {
    let book = Book::of(
        "Rules.\n\n## Business\n\nWhat is allowed.\n\n\
         - **B1** A customer belongs to somebody,\n  always.\n  Proven by `b1_is_so`,\n  `b1_is_still_so`.\n  \
         Not built yet: for ever.\n\
         - **D2** In Rust.\n  Decision: nothing to test.\n",
    );
    assert_eq!(book.faults, [""; 0]);
    let read: Vec<(String, &[String])> = book
        .entries
        .iter()
        .map(|entry| (entry.rule.to_string(), entry.proofs.as_slice()))
        .collect();
    let proofs = ["b1_is_so", "b1_is_still_so"].map(str::to_owned);
    assert_eq!(read, [(String::from("B1"), &proofs[..]), (String::from("D2"), &[][..])]);
}

#[test]
fn what_is_badly_written_is_told_all_at_once() {
    let book = Book::of(
        "\n## Business\n\n\
         - **B1** A customer belongs to somebody\n  Proven by `b1_is_so`.\n\
         - **B1** Again.\n  Proven by b1_is_so.\n\
         - **B2** Without a verdict.\n\
         - **B3** Without a reason.\n  Unproven: .\n\
         - **B4** With a proof too many.\n  Proven by `b4_is_so`, `b4_is_so`.\n\
         - **B5** With a remark.\n  Proven by `b5_is_so`, of course.\n\
         - **B123** No rule has such a number.\n\
         - A remark.\n",
    );
    assert_eq!(
        book.faults,
        [
            "the rules have no introduction",
            "Business has no introduction",
            "B1 is no sentence",
            "B1 is listed twice",
            "B1 has a verdict that cannot be read: Proven by b1_is_so.",
            "B2 has no verdict",
            "B3 has a verdict that cannot be read: Unproven: .",
            "B4 names b4_is_so twice",
            "B5 has a verdict that cannot be read: Proven by `b5_is_so`, of course.",
            "no rule: **B123** No rule has such a number.",
            "no rule: A remark.",
        ]
    );
}
