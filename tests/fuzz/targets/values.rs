//! Any text is refused by the type of a value, or becomes a value whose canonical text gives it again.
#![no_main]

use std::fmt::Debug;
use std::sync::LazyLock;

use epic_events::models::amount::Amount;
use epic_events::models::date_time::{Day, Moment};
use epic_events::models::email_address::EmailAddress;
use epic_events::models::identifier::{ContractReference, CustomerReference, UserReference};
use epic_events::models::phone_number::{PhoneNumber, search_digits};
use epic_events::models::text::{Note, PersonName, Reason};
use epic_events::models::username::Username;
use epic_events::shell::grammar::argument::{Reading, Value};
use epic_events::shell::grammar::values::OutputFormat;
use epic_events::shell::messages::invalid_values::describe;
use jiff::tz::TimeZone;
use libfuzzer_sys::fuzz_target;

static READING: LazyLock<Reading> = LazyLock::new(|| Reading {
    time_zone: TimeZone::get("Europe/Paris").expect("the zones are part of the program"),
});

fuzz_target!(|text: &str| {
    check::<Amount>(text);
    check::<Day>(text);
    check::<Moment>(text);
    check::<EmailAddress>(text);
    check::<PhoneNumber>(text);
    check::<PersonName>(text);
    check::<Reason>(text);
    check::<Note>(text);
    check::<Username>(text);
    check::<CustomerReference>(text);
    check::<ContractReference>(text);
    check::<UserReference>(text);
    check::<OutputFormat>(text);
    let _ = search_digits(text);
});

fn check<T: Value + Debug + PartialEq>(text: &str) {
    match T::parse(text, &READING) {
        Ok(value) => {
            let canonical = value.canonical();
            let _ = value.french(&READING);
            assert_eq!(T::parse(&canonical, &READING), Ok(value), "{canonical:?}");
        }
        Err(why) => assert!(!describe(&why).contains(['\n', '\u{1b}'])),
    }
}
