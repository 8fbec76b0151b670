//! The values of one command line, read back through the typed keys of `argument`.

use std::any::Any;

use super::argument::{Optional, ParsedValue, Repeated, Required, Rest, Specification, Switch};
use crate::error::{Error, Result};

/// The bound values of a command, in no particular order.
#[derive(Debug, Clone, Default)]
pub struct Arguments {
    values: Vec<(&'static str, ParsedValue)>,
}

impl Arguments {
    /// Nothing, with room for that many values.
    pub fn with_capacity(values: usize) -> Self {
        Self {
            values: Vec::with_capacity(values),
        }
    }

    /// Binds one more value to its declaration.
    pub fn bind(&mut self, specification: &Specification, value: ParsedValue) {
        self.values.push((specification.name, value));
    }

    /// Whether anything is bound to this declaration.
    pub fn contains(&self, specification: &Specification) -> bool {
        self.values.iter().any(|(name, _)| *name == specification.name)
    }

    /// Whether nothing at all is bound.
    pub fn is_empty(&self) -> bool {
        self.values.is_empty()
    }

    /// The value of a required argument.
    ///
    /// # Errors
    /// [`Error::Internal`] when the key is not one the command declared: the dispatcher runs no command whose required
    /// arguments are not all bound.
    pub fn get<T: Any>(&self, key: &Required<T>) -> Result<&T> {
        self.typed(key.specification.name)
            .next()
            .ok_or_else(|| Error::internal(format_args!("argument {} is not bound", key.specification.name)))
    }

    /// The value of an optional argument.
    pub fn find<T: Any>(&self, key: &Optional<T>) -> Option<&T> {
        self.typed(key.specification.name).next()
    }

    /// Every remaining word, in the order typed.
    pub fn all<'arguments, T: Any>(&'arguments self, key: &Rest<T>) -> impl Iterator<Item = &'arguments T> {
        self.typed(key.specification.name)
    }

    /// Every value of an option that may be given several times, in the order typed.
    pub fn each<'arguments, T: Any>(&'arguments self, key: &Repeated<T>) -> impl Iterator<Item = &'arguments T> {
        self.typed(key.specification.name)
    }

    /// Whether the switch is there.
    pub fn has(&self, key: &Switch) -> bool {
        self.contains(&key.specification)
    }

    /// The canonical texts bound to a declaration, in the order typed.
    pub fn canonical<'arguments>(
        &'arguments self,
        specification: &Specification,
    ) -> impl Iterator<Item = String> + 'arguments {
        let wanted = specification.name;
        self.values
            .iter()
            .filter(move |(name, _)| *name == wanted)
            .map(|(_, value)| value.canonical())
    }

    fn typed<T: Any>(&self, wanted: &'static str) -> impl Iterator<Item = &T> {
        self.values
            .iter()
            .filter(move |(name, _)| *name == wanted)
            .filter_map(|(_, value)| value.typed())
    }
}
