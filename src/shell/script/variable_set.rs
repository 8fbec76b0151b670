//! The variables of a command file and their values, as far as they are known.

use std::collections::BTreeMap;

use crate::shell::grammar::tokenizer::variables::{Meaning, Variables};

/// Names and values; a value that is not known yet is absent.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct VariableSet {
    values: BTreeMap<String, Option<String>>,
    /// Whether a file that was not read may have defined any other name.
    is_open: bool,
}

impl VariableSet {
    /// Gives a variable its value, or says that it will have one.
    pub fn define(&mut self, name: &str, value: Option<String>) {
        self.values.insert(name.to_owned(), value);
    }

    /// Takes a variable away, whatever value it had.
    pub fn forget(&mut self, name: &str) {
        self.values.remove(name);
    }

    /// From now on every name may have a value.
    pub fn open(&mut self) {
        self.is_open = true;
    }

    /// The variables whose value is known, in the order of their names.
    pub fn known(&self) -> impl Iterator<Item = (&str, &str)> {
        self.values
            .iter()
            .filter_map(|(name, value)| Some((name.as_str(), value.as_deref()?)))
    }
}

impl Variables for VariableSet {
    fn meaning(&self, name: &str) -> Option<Meaning<'_>> {
        match self.values.get(name) {
            Some(Some(value)) => Some(Meaning::Value(value)),
            Some(None) => Some(Meaning::Later),
            None => self.is_open.then_some(Meaning::Later),
        }
    }

    fn names(&self) -> Vec<&str> {
        self.values.keys().map(String::as_str).collect()
    }
}
