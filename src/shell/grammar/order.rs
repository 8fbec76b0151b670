//! `--tri`: the field by which a list is ordered, and which way. A dash before the field turns the order round.

use super::argument::{Reading, Value};
use super::values::{one_of, word_of};
use crate::models::invalid_value::InvalidValue;
use crate::models::page::Direction;

/// The fields by which one kind of list can be ordered.
pub trait SortField: Copy + PartialEq + Send + Sync + 'static {
    /// The order of the list when nobody asks for another.
    const USUAL: Order<Self>;
    /// The fields, in the order of their [`WORDS`](Self::WORDS).
    const FIELDS: &'static [Self];
    /// What a person types: for each field its word, then the same with a dash before it.
    const WORDS: &'static [&'static str];
}

/// An order of a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Order<Field> {
    /// By what.
    pub field: Field,
    /// Which way.
    pub direction: Direction,
}

impl<Field> Order<Field> {
    /// Smallest, first in the alphabet, oldest first.
    pub const fn ascending(field: Field) -> Self {
        let direction = Direction::Ascending;
        Self { field, direction }
    }

    /// The other way round.
    pub const fn descending(field: Field) -> Self {
        let direction = Direction::Descending;
        Self { field, direction }
    }
}

impl<Field: SortField> Order<Field> {
    /// The orders, as [`SortField::WORDS`] spells them.
    fn all() -> Vec<Self> {
        Field::FIELDS
            .iter()
            .flat_map(|field| [Self::ascending(*field), Self::descending(*field)])
            .collect()
    }
}

impl<Field: SortField> Value for Order<Field> {
    const PLACEHOLDER: &'static str = "CHAMP";
    const CHOICES: &'static [&'static str] = Field::WORDS;

    fn parse(text: &str, _reading: &Reading) -> Result<Self, InvalidValue> {
        one_of(text, Field::WORDS, &Self::all())
    }

    fn canonical(&self) -> String {
        word_of(self, Field::WORDS, &Self::all())
    }
}

/// Declares by which fields a list can be ordered, each with its word.
macro_rules! sort_fields {
    ($sort:ident, usually $direction:ident $usual:ident: $($field:ident = $word:literal),+) => {
        impl $crate::shell::grammar::order::SortField for $sort {
            const USUAL: $crate::shell::grammar::order::Order<Self> =
                $crate::shell::grammar::order::Order::$direction(Self::$usual);
            const FIELDS: &'static [Self] = &[$(Self::$field),+];
            const WORDS: &'static [&'static str] = &[$($word, concat!("-", $word)),+];
        }
    };
}
pub(crate) use sort_fields;

/// A list that stands in one order, with no `--tri` to ask for another.
impl SortField for () {
    const USUAL: Order<Self> = Order::ascending(());
    const FIELDS: &'static [Self] = &[()];
    const WORDS: &'static [&'static str] = &[];
}
