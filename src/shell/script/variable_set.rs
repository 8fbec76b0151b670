//! The variables of a command file and their values, as far as they are known.

use std::collections::BTreeMap;

use crate::shell::tokenizer::variables::{Meaning, Variables};

/// Names and values; a value that is not known yet is absent.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct VariableSet(BTreeMap<String, Option<String>>);

impl VariableSet {
    /// Gives a variable its value, or says that it will have one.
    pub fn define(&mut self, name: &str, value: Option<String>) {
        self.0.insert(name.to_owned(), value);
    }

    /// The variables whose value is known, in the order of their names.
    pub fn known(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0
            .iter()
            .filter_map(|(name, value)| Some((name.as_str(), value.as_deref()?)))
    }
}

impl Variables for VariableSet {
    fn meaning(&self, name: &str) -> Option<Meaning<'_>> {
        let value = self.0.get(name)?;
        Some(value.as_deref().map_or(Meaning::Later, Meaning::Value))
    }

    fn names(&self) -> Vec<&str> {
        self.0.keys().map(String::as_str).collect()
    }
}
