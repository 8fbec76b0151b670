//! The declaration of arguments: typed keys from which the parser, the forms, the help and the completion are derived.
//!
//! A command declares each argument once, as a constant whose *type* brings the placeholder, the parser, the closed
//! list of words and the secrecy. The same constant is the key to read the value back, already typed.

use std::any::Any;
use std::fmt;
use std::marker::PhantomData;
use std::sync::Arc;

use jiff::tz::TimeZone;

use super::answers::YES;
use crate::models::invalid_value::InvalidValue;

/// What a value needs to be read besides its text: nothing that changes from one moment to the next.
#[derive(Debug, Clone)]
pub struct Reading {
    /// The zone of the dates a person types.
    pub time_zone: TimeZone,
}

/// A type that can be an argument of a command.
pub trait Value: Any + Send + Sync + Sized {
    /// What the usage line shows, in French capitals: `MONTANT`.
    const PLACEHOLDER: &'static str;
    /// The accepted words where the list is closed; empty otherwise.
    const CHOICES: &'static [&'static str] = &[];
    /// What completion can propose for it.
    const COMPLETION: Completion = Completion::None;

    /// Reads the text of one word.
    fn parse(text: &str, reading: &Reading) -> Result<Self, InvalidValue>;

    /// The canonical text: parsing it again gives an equal value.
    fn canonical(&self) -> String;

    /// What a person reads, where that is not the canonical text.
    fn french(&self, _reading: &Reading) -> String {
        self.canonical()
    }
}

/// A type whose value is its text once that is valid: what it shows is what is typed, stored and read again, in any
/// zone.
pub trait TextValue: Any + Send + Sync + Sized + fmt::Display {
    /// What the usage line shows, in French capitals: `EMAIL`.
    const PLACEHOLDER: &'static str;
    /// Its parser.
    const READ: ReadText<Self>;
}

/// Makes a value of the text of one word.
pub type ReadText<T> = fn(&str) -> Result<T, InvalidValue>;

impl<T: TextValue> Value for T {
    const PLACEHOLDER: &'static str = <T as TextValue>::PLACEHOLDER;

    fn parse(text: &str, _reading: &Reading) -> Result<Self, InvalidValue> {
        T::READ(text)
    }

    fn canonical(&self) -> String {
        self.to_string()
    }
}

/// Which names completion can propose for a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Completion {
    /// Nothing beyond the closed list, if there is one.
    None,
    /// A file of this machine.
    Path,
    /// The same, or `-` for what the program was given on standard input.
    PathOrStandardInput,
    /// The words of the command table.
    CommandWords,
    /// The error codes.
    ErrorCodes,
}

impl Completion {
    /// Whether such a value names a file of this machine, unless it is `-` where that is something else.
    pub const fn is_of_files(self) -> bool {
        matches!(self, Self::Path | Self::PathOrStandardInput)
    }
}

/// How an argument is written on the line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// By its place among the words that are no options.
    Positional,
    /// All remaining words that are no options; only the last positional may be one.
    Rest,
    /// `--name value` or `--name=value`.
    Option,
    /// `--name`, without value.
    Switch,
}

/// A value after parsing, with its type erased.
#[derive(Clone)]
pub struct ParsedValue(Arc<dyn ErasedValue>);

impl ParsedValue {
    /// A value of any type.
    pub fn new(value: impl Value) -> Self {
        Self(Arc::new(value))
    }

    /// The value itself; nothing when it is of another type.
    pub fn typed<T: Any>(&self) -> Option<&T> {
        self.0.as_any().downcast_ref()
    }

    /// Its canonical text.
    pub fn canonical(&self) -> String {
        self.0.erased_canonical()
    }

    /// What a person reads.
    pub fn french(&self, reading: &Reading) -> String {
        self.0.erased_french(reading)
    }
}

impl fmt::Debug for ParsedValue {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_tuple("ParsedValue").field(&self.canonical()).finish()
    }
}

/// What is still asked of a value once its type is forgotten.
trait ErasedValue: Send + Sync {
    fn as_any(&self) -> &dyn Any;
    fn erased_canonical(&self) -> String;
    fn erased_french(&self, reading: &Reading) -> String;
}

impl<T: Value> ErasedValue for T {
    fn as_any(&self) -> &dyn Any {
        self
    }

    fn erased_canonical(&self) -> String {
        self.canonical()
    }

    fn erased_french(&self, reading: &Reading) -> String {
        self.french(reading)
    }
}

/// An argument with its type erased: what parser, forms, help and completion work with.
#[derive(Debug, Clone, Copy)]
pub struct Specification {
    /// The French name, without dashes: `montant`.
    pub name: &'static str,
    /// One French sentence for the help.
    pub help: &'static str,
    /// How it is written.
    pub form: Form,
    /// Whether the command cannot do without.
    pub required: bool,
    /// Whether the option may be given several times.
    pub repeatable: bool,
    /// What the usage line shows; empty for a switch.
    pub placeholder: &'static str,
    /// The closed list of words, or nothing.
    pub choices: &'static [&'static str],
    /// What completion can propose.
    pub completion: Completion,
    /// Options that cannot stand beside it.
    pub excludes: &'static [&'static str],
    /// Options without which it makes no sense.
    pub needs: &'static [&'static str],
    /// Reads one word.
    pub parse: fn(&str, &Reading) -> Result<ParsedValue, InvalidValue>,
}

impl Specification {
    /// Whether its name is written in the line, after two dashes.
    pub fn is_named(&self) -> bool {
        matches!(self.form, Form::Option | Form::Switch)
    }

    /// Whether it is known by its place among the words, and not by a name.
    pub fn is_placed(&self) -> bool {
        !self.is_named()
    }

    /// Whether a line has this argument or the other one, never both.
    pub fn is_contrary_to(&self, other: &Self) -> bool {
        self.excludes.contains(&other.name) || other.excludes.contains(&self.name)
    }
}

/// Declares the types of the keys of arguments, each of which brings back values of type `T`.
macro_rules! keys {
    ($($(#[$documentation:meta])* $key:ident;)*) => {$(
        $(#[$documentation])*
        #[derive(Debug)]
        pub struct $key<T> {
            /// The declaration.
            pub specification: Specification,
            value: PhantomData<fn() -> T>,
        }

        impl<T> $key<T> {
            const fn of(specification: Specification) -> Self {
                let value = PhantomData;
                Self { specification, value }
            }
        }
    )*};
}

keys! {
    /// The key of an argument that a bound command always has.
    Required;
    /// The key of an argument that may be absent.
    Optional;
    /// The key of an option that may be given several times.
    Repeated;
    /// The key of a positional that takes every remaining word.
    Rest;
}

/// The keys of a field of a record: one option, required of a record to be, absent of one to change where it stays as
/// it is.
#[derive(Debug)]
pub struct Field<T> {
    /// Of a record to be.
    pub required: Required<T>,
    /// Of a record to change.
    pub optional: Optional<T>,
}

/// The key of a switch: an option that may be absent, and has no text.
pub type Switch = Optional<Present>;

impl<T: Value> Required<T> {
    /// A required word at its place.
    pub const fn positional(name: &'static str, help: &'static str) -> Self {
        Self::of(specification::<T>(name, help, Form::Positional, true))
    }

    /// A required `--name VALUE`.
    pub const fn option(name: &'static str, help: &'static str) -> Self {
        Self::of(specification::<T>(name, help, Form::Option, true))
    }
}

impl<T: Value> Optional<T> {
    /// A word at its place that may be absent.
    pub const fn positional(name: &'static str, help: &'static str) -> Self {
        Self::of(specification::<T>(name, help, Form::Positional, false))
    }

    /// A `--name VALUE` that may be absent.
    pub const fn option(name: &'static str, help: &'static str) -> Self {
        Self::of(specification::<T>(name, help, Form::Option, false))
    }
}

impl<T: Value> Field<T> {
    /// `--name VALUE`.
    pub const fn new(name: &'static str, help: &'static str) -> Self {
        Self {
            required: Required::option(name, help),
            optional: Optional::option(name, help),
        }
    }
}

impl<T> Optional<T> {
    /// The same, which cannot stand beside these options.
    #[must_use]
    pub const fn excluding(self, names: &'static [&'static str]) -> Self {
        Self::of(Specification {
            excludes: names,
            ..self.specification
        })
    }

    /// The same, without meaning unless these options are there too.
    #[must_use]
    pub const fn needing(self, names: &'static [&'static str]) -> Self {
        Self::of(Specification {
            needs: names,
            ..self.specification
        })
    }
}

impl<T: Value> Repeated<T> {
    /// `--name VALUE`, any number of times.
    pub const fn option(name: &'static str, help: &'static str) -> Self {
        Self::of(Specification {
            repeatable: true,
            ..specification::<T>(name, help, Form::Option, false)
        })
    }
}

impl<T: Value> Rest<T> {
    /// Every remaining word that is no option, possibly none.
    pub const fn words(name: &'static str, help: &'static str) -> Self {
        Self::of(specification::<T>(name, help, Form::Rest, false))
    }
}

impl Switch {
    /// `--name`, present or absent.
    pub const fn new(name: &'static str, help: &'static str) -> Self {
        Self::of(specification::<Present>(name, help, Form::Switch, false))
    }
}

const fn specification<T: Value>(name: &'static str, help: &'static str, form: Form, required: bool) -> Specification {
    Specification {
        name,
        help,
        form,
        required,
        repeatable: false,
        placeholder: T::PLACEHOLDER,
        choices: T::CHOICES,
        completion: T::COMPLETION,
        excludes: &[],
        needs: &[],
        parse: parse_erased::<T>,
    }
}

fn parse_erased<T: Value>(text: &str, reading: &Reading) -> Result<ParsedValue, InvalidValue> {
    T::parse(text, reading).map(ParsedValue::new)
}

/// What a command declares of these keys.
macro_rules! arguments {
    ($($key:expr),* $(,)?) => {
        &[$($key.specification),*]
    };
}
pub(crate) use arguments;

/// The value of a switch, which has no text to read: being there is all.
#[derive(Debug)]
pub struct Present;

impl Value for Present {
    const PLACEHOLDER: &'static str = "";

    fn parse(_text: &str, _reading: &Reading) -> Result<Self, InvalidValue> {
        Ok(Self)
    }

    fn canonical(&self) -> String {
        String::from("true")
    }

    fn french(&self, _reading: &Reading) -> String {
        YES.to_owned()
    }
}
