//! `--du` and `--au`: the days a list is narrowed to, those of the zone of the person, both included.

use super::argument::Optional;
use super::arguments::Arguments;
use crate::error::{Error, Fault, Result};
use crate::models::date_time::Day;
use crate::models::invalid_value::{DateFault, InvalidValue};
use crate::models::period::Period;

/// `--du`.
pub const FIRST_DAY: Optional<Day> = Optional::option("du", "Premier jour, inclus.");
/// `--au`.
pub const LAST_DAY: Optional<Day> = Optional::option("au", "Dernier jour, inclus.");

/// The period of a line, open where it names no day.
///
/// # Errors
/// [`Error::Rejected`] when the last day is before the first.
pub fn period(arguments: &Arguments) -> Result<Period> {
    let first = arguments.find(&FIRST_DAY).copied();
    let last = arguments.find(&LAST_DAY).copied();
    match (Period::new(first, last), first, last) {
        (None, Some(first), Some(last)) => Err(reversed(first, last)),
        (period, _, _) => Ok(period.unwrap_or_default()),
    }
}

fn reversed(first: Day, last: Day) -> Error {
    Error::of_line(Fault::InvalidValue {
        argument: LAST_DAY.specification.name,
        is_option: true,
        typed: last.to_string(),
        why: InvalidValue::Date(DateFault::BeforeFirst { first: first.date() }),
    })
}
