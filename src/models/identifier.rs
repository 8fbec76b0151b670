//! The numbers of objects, each of its own type, and the ways a person designates an object.
//!
//! A reference is only read here; whether such an object exists is for the database to say.

use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::marker::PhantomData;

use uuid::Uuid;

use super::contract::Contract;
use super::customer::Customer;
use super::email_address::EmailAddress;
use super::event::Event;
use super::invalid_value::{InvalidValue, ReferenceKind};
use super::payment::Payment;
use super::role::Role;
use super::session::OpenSession;
use super::text::{is_digits, not_blank};
use super::user::User;
use super::username::Username;

/// The number of a customer.
pub type CustomerId = Id<Customer>;
/// The number of an account.
pub type UserId = Id<User>;
/// The number of a contract.
pub type ContractId = Id<Contract>;
/// The number of a payment.
pub type PaymentId = Id<Payment>;
/// The number of an event.
pub type EventId = Id<Event>;
/// The number of a role.
pub type RoleId = Id<Role>;
/// The number of a session.
pub type SessionId = Id<OpenSession>;
/// The number of an object whose kind is told elsewhere.
pub type AnyId = Id<AnyObject>;

/// The kind of an [`AnyId`].
#[derive(Debug)]
pub enum AnyObject {}

/// The number of an object of one kind; numbers of two kinds cannot be exchanged.
pub struct Id<Object> {
    number: u64,
    // A function type: an identifier holds no object, and is sent and copied whatever the object is.
    object: PhantomData<fn() -> Object>,
}

impl<Object> Id<Object> {
    /// A number the database gave.
    pub const fn new(number: u64) -> Self {
        Self {
            number,
            object: PhantomData,
        }
    }

    /// Reads `12` or `#12`.
    ///
    /// # Errors
    /// [`InvalidValue::Empty`] or [`InvalidValue::Number`].
    pub fn parse(typed: &str) -> Result<Self, InvalidValue> {
        read_id(not_blank(typed)?).ok_or(InvalidValue::Number {
            minimum: 1,
            maximum: u64::MAX,
        })
    }

    /// The number.
    pub const fn get(self) -> u64 {
        self.number
    }
}

impl UserId {
    /// The number of no account: a filter that lets nothing through.
    pub const NOBODY: Self = Self::new(0);
}

// Not derived: derives would ask of the object what is only needed of the number.
impl<Object> Clone for Id<Object> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<Object> Copy for Id<Object> {}

impl<Object> PartialEq for Id<Object> {
    fn eq(&self, other: &Self) -> bool {
        self.number == other.number
    }
}

impl<Object> Eq for Id<Object> {}

impl<Object> Hash for Id<Object> {
    fn hash<State: Hasher>(&self, state: &mut State) {
        self.number.hash(state);
    }
}

impl<Object> PartialOrd for Id<Object> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl<Object> Ord for Id<Object> {
    fn cmp(&self, other: &Self) -> Ordering {
        self.number.cmp(&other.number)
    }
}

impl<Object> fmt::Debug for Id<Object> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_tuple("Id").field(&self.number).finish()
    }
}

impl<Object> fmt::Display for Id<Object> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.number.fmt(formatter)
    }
}

/// Declares what designates an object of one kind, in the forms that people know, which are tried in their order.
macro_rules! references {
    ($(
        $(#[$documentation:meta])*
        $name:ident, of $kind:ident {
            $($(#[$form_documentation:meta])* $form:ident($value:ty) = $read:expr,)+
        }
    )*) => {$(
        $(#[$documentation])*
        #[derive(Debug, Clone, PartialEq, Eq, Hash)]
        pub enum $name {
            $($(#[$form_documentation])* $form($value),)+
        }

        impl $name {
            /// Reads a reference.
            ///
            /// # Errors
            /// [`InvalidValue::Empty`] or [`InvalidValue::Reference`].
            pub fn parse(typed: &str) -> Result<Self, InvalidValue> {
                let trimmed = not_blank(typed)?;
                None$(.or_else(|| $read(trimmed).map(Self::$form)))+
                    .ok_or(InvalidValue::Reference(ReferenceKind::$kind))
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                match self {
                    $(Self::$form(value) => value.fmt(formatter),)+
                }
            }
        }
    )*};
}

references! {
    /// What designates a customer.
    CustomerReference, of Customer {
        /// `12` or `#12`.
        Id(CustomerId) = read_id,
        /// An e-mail address.
        Email(EmailAddress) = |typed| EmailAddress::parse(typed).ok(),
    }

    /// What designates an account.
    UserReference, of User {
        /// The row that was found; nobody types it.
        Id(UserId) = never,
        /// `12` or `#12`: the last part of `EMP-0012`.
        ShortNumber(u64) = read_number,
        /// `EMP-0001`, in capitals. What has the form of an employee number is one.
        EmployeeNumber(String) = read_employee_number,
        /// A username, which never has the form of an employee number.
        Username(Username) = |typed| Username::parse(typed).ok(),
    }

    /// What designates a contract.
    ContractReference, of Contract {
        /// The row that was found; nobody types it.
        Id(ContractId) = never,
        /// `12` or `#12`: the last part of `CT-2026-000012`.
        ShortNumber(u64) = read_number,
        /// `CT-2026-000012`, in capitals and with all its zeros.
        Number(String) = |typed| read_yearly_number(typed, "CT"),
    }

    /// What designates an event.
    EventReference, of Event {
        /// The row that was found; nobody types it.
        Id(EventId) = never,
        /// `12` or `#12`: the last part of `EV-2026-000012`.
        ShortNumber(u64) = read_number,
        /// `EV-2026-000012`, in capitals and with all its zeros.
        Number(String) = |typed| read_yearly_number(typed, "EV"),
    }
}

/// The number of an operation, as the message tells it whose outcome is unknown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct OperationReference(Uuid);

impl OperationReference {
    /// Reads the number of an operation.
    ///
    /// # Errors
    /// [`InvalidValue::Empty`] or [`InvalidValue::Reference`].
    pub fn parse(typed: &str) -> Result<Self, InvalidValue> {
        let read = Uuid::try_parse(not_blank(typed)?);
        read.map(Self)
            .map_err(|_| InvalidValue::Reference(ReferenceKind::Operation))
    }

    /// The identifier that the journal has it under.
    pub const fn get(self) -> Uuid {
        self.0
    }
}

impl fmt::Display for OperationReference {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(formatter)
    }
}

const fn never<Value>(_trimmed: &str) -> Option<Value> {
    None
}

/// No object has the number 0.
fn read_number(trimmed: &str) -> Option<u64> {
    let digits = trimmed.strip_prefix('#').unwrap_or(trimmed);
    let number = is_digits(digits).then(|| digits.parse().ok()).flatten();
    number.filter(|&number| number > 0)
}

fn read_id<Object>(trimmed: &str) -> Option<Id<Object>> {
    read_number(trimmed).map(Id::new)
}

/// The short number of an object, by which people designate it: the last part of the one it was given, as
/// `CT-2026-000012`. Nothing where that is no such number.
pub fn short_number(number: &str) -> Option<u64> {
    read_number(number.rsplit('-').next()?)
}

/// `EMP-` and at least four digits.
fn read_employee_number(trimmed: &str) -> Option<String> {
    let capitals = trimmed.to_ascii_uppercase();
    let digits = capitals.strip_prefix("EMP-")?;
    ((4..=10).contains(&digits.len()) && is_digits(digits)).then_some(capitals)
}

/// The letters, a year of four digits and a number, whose first zeros may be left out.
fn read_yearly_number(trimmed: &str, letters: &str) -> Option<String> {
    let capitals = trimmed.to_ascii_uppercase();
    let (year, digits) = capitals.strip_prefix(letters)?.strip_prefix('-')?.split_once('-')?;
    let is_number = year.len() == 4 && (1..=10).contains(&digits.len()) && is_digits(year) && is_digits(digits);
    is_number.then(|| format!("{letters}-{year}-{digits:0>6}"))
}

#[cfg(test)]
mod tests {
    use std::fmt::Debug;

    use proptest::prelude::*;

    use super::*;

    fn refused<Reference: Debug + PartialEq>(
        parse: fn(&str) -> Result<Reference, InvalidValue>,
        kind: ReferenceKind,
        texts: &[&str],
    ) {
        for typed in texts {
            assert_eq!(parse(typed), Err(InvalidValue::Reference(kind)), "{typed}");
        }
        assert_eq!(parse(" "), Err(InvalidValue::Empty));
    }

    const NO_NUMBER: [&str; 9] = [
        "0",
        "#0",
        "#",
        "-1",
        "+1",
        "1.5",
        "##12",
        "# 12",
        "18446744073709551616",
    ];

    #[test]
    fn a_number_designates_any_object() {
        for typed in ["12", "#12", " 12 ", "0012"] {
            assert_eq!(CustomerReference::parse(typed), Ok(CustomerReference::Id(Id::new(12))));
            assert_eq!(UserReference::parse(typed), Ok(UserReference::ShortNumber(12)));
            assert_eq!(ContractReference::parse(typed), Ok(ContractReference::ShortNumber(12)));
            assert_eq!(EventReference::parse(typed), Ok(EventReference::ShortNumber(12)));
            assert_eq!(SessionId::parse(typed).map(Id::get), Ok(12));
        }
        assert_eq!(
            CustomerReference::parse("18446744073709551615"),
            Ok(CustomerReference::Id(Id::new(u64::MAX)))
        );
        assert!(SessionId::parse("0").is_err());
    }

    #[test]
    fn an_address_designates_a_customer() {
        let reference = CustomerReference::parse("Kevin@Startup.io").unwrap();
        assert_eq!(reference.to_string(), "kevin@startup.io");
        refused(CustomerReference::parse, ReferenceKind::Customer, &NO_NUMBER);
        refused(
            CustomerReference::parse,
            ReferenceKind::Customer,
            &["Dupont", "CT-2026-000012"],
        );
    }

    #[test]
    fn a_username_or_an_employee_number_designates_an_account() {
        assert_eq!(
            UserReference::parse("Sales1"),
            Ok(UserReference::Username(Username::parse("sales1").unwrap()))
        );
        assert_eq!(
            UserReference::parse("emp-0001"),
            Ok(UserReference::EmployeeNumber(String::from("EMP-0001")))
        );
        refused(UserReference::parse, ReferenceKind::User, &NO_NUMBER);
        refused(
            UserReference::parse,
            ReferenceKind::User,
            &["a b", "zoé", "kevin@startup.io"],
        );
    }

    #[test]
    fn a_yearly_number_designates_a_contract_or_an_event() {
        for typed in ["ct-2026-000012", "CT-2026-12", "Ct-2026-0012"] {
            assert_eq!(ContractReference::parse(typed).unwrap().to_string(), "CT-2026-000012");
        }
        assert_eq!(short_number("CT-2026-000012"), Some(12));
        assert_eq!(short_number("EMP-10000"), Some(10000));
        assert_eq!(short_number("CT-2026-"), None);
        assert_eq!(
            EventReference::parse("Ev-2026-000012").unwrap().to_string(),
            "EV-2026-000012"
        );
        refused(ContractReference::parse, ReferenceKind::Contract, &NO_NUMBER);
        refused(
            ContractReference::parse,
            ReferenceKind::Contract,
            &[
                "EV-2026-000012",
                "CT-26-000012",
                "CT2026000012",
                "CT-2026-",
                "CT-2026-00001a",
            ],
        );
        refused(
            EventReference::parse,
            ReferenceKind::Event,
            &["CT-2026-000012", "EV--000012"],
        );
    }

    #[test]
    fn identifiers_ask_nothing_of_their_object() {
        fn is_plain<Identifier: Copy + Ord + Hash + Debug + Send + Sync>(identifier: Identifier) -> Identifier {
            identifier
        }
        assert_eq!(is_plain(RoleId::new(3)).to_string(), "3");
        assert!(CustomerId::new(2) < CustomerId::new(10));
    }

    proptest! {
        #[test]
        fn no_text_makes_the_parsers_panic_and_references_read_back(
            typed in prop_oneof![any::<String>(), "#?[0-9]{1,21}", "[a-zA-Z]{2,3}-[0-9]{4}(-[0-9]{6,8})?"],
        ) {
            if let Ok(reference) = CustomerReference::parse(&typed) {
                prop_assert_eq!(CustomerReference::parse(&reference.to_string()), Ok(reference));
            }
            if let Ok(reference) = UserReference::parse(&typed) {
                prop_assert_eq!(UserReference::parse(&reference.to_string()), Ok(reference));
            }
            if let Ok(reference) = ContractReference::parse(&typed) {
                prop_assert_eq!(ContractReference::parse(&reference.to_string()), Ok(reference));
            }
            if let Ok(reference) = EventReference::parse(&typed) {
                prop_assert_eq!(EventReference::parse(&reference.to_string()), Ok(reference));
            }
        }
    }
}
