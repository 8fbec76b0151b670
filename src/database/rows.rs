//! Reading columns by name, and the values the driver has no type for.

use jiff::Timestamp;
use jiff::tz::TimeZone;
use mysql::prelude::FromValue;
use mysql::{Column, Row, Value};
use rust_decimal::Decimal;

use crate::error::{Error, Result, TableRow};
use crate::models::amount::Amount;
use crate::models::date_time::Day;
use crate::models::identifier::Id;
use crate::models::listed::Listed;

/// The number of a row, as its table calls it; a statement about rows begins with it.
const NUMBER: &[u8] = b"id";

/// Reads a row.
///
/// # Errors
/// Those of `convert`; [`Error::UnreadableValue`] names the row.
pub fn of_row<T>(row: &mut Row, convert: impl FnOnce(&mut Row) -> Result<T>) -> Result<T> {
    let is_number = |column: &Column| column.org_name_ref() == NUMBER;
    if !row.columns_ref().first().is_some_and(is_number) {
        return convert(row);
    }
    // Before its value is taken out.
    let number = row.get_opt::<u64, _>(0).and_then(std::result::Result::ok);
    convert(row).map_err(|error| error.of_row(|| table_row(row, 0, number?)))
}

/// What stands beside the subject of a row and has its number in this column; nothing where that is null.
pub fn listed_beside<Shown>(
    row: &mut Row,
    column_of_number: &str,
    convert: impl FnOnce(&mut Row) -> Result<Shown>,
) -> Result<Option<Listed<Shown>>> {
    let is_number = |column: &Column| column.name_ref() == column_of_number.as_bytes();
    let place = row.columns_ref().iter().position(is_number);
    let place = place.ok_or_else(|| Error::internal(format_args!("column {column_of_number} is missing")))?;
    let Some(Ok(Some(number))) = row.get_opt::<Option<u64>, _>(place) else {
        return Ok(None);
    };
    listed(convert(row).map_err(|error| error.of_row(|| table_row(row, place, number)))).map(Some)
}

fn table_row(row: &Row, place: usize, number: u64) -> Option<TableRow> {
    let column = row.columns_ref().get(place)?;
    Some(TableRow {
        table: column.org_table_str().into_owned(),
        number,
    })
}

/// A row among others, which are shown even where it cannot be.
///
/// # Errors
/// Those of the row that are not about one of its values.
pub fn listed<Shown>(read: Result<Shown>) -> Result<Listed<Shown>> {
    match read {
        Ok(shown) => Ok(Listed::Readable(shown)),
        Err(Error::UnreadableValue { column, row: Some(row) }) => {
            log::error!("row {} of {} cannot be read: column {column}", row.number, row.table);
            Ok(Listed::Unreadable(row.number))
        }
        Err(error) => Err(error),
    }
}

/// The error of a column that holds what the program does not know.
pub fn unreadable(column: &str) -> Error {
    Error::UnreadableValue {
        column: column.to_owned(),
        row: None,
    }
}

/// Takes the value of a column out of a row.
///
/// # Errors
/// [`Error::UnreadableValue`]; [`Error::Internal`] when the statement and its reader disagree.
pub fn column<T: FromValue>(row: &mut Row, name: &str) -> Result<T> {
    match row.take_opt::<T, _>(name) {
        Some(Ok(value)) => Ok(value),
        Some(Err(_)) => Err(unreadable(name)),
        None => Err(Error::internal(format_args!("column {name} is missing"))),
    }
}

/// The number of an object.
pub fn identifier<Object>(row: &mut Row, name: &str) -> Result<Id<Object>> {
    column(row, name).map(Id::new)
}

/// The number of an object that may be absent.
pub fn optional_identifier<Object>(row: &mut Row, name: &str) -> Result<Option<Id<Object>>> {
    Ok(column::<Option<u64>>(row, name)?.map(Id::new))
}

/// A time of the database, which is UTC.
pub fn timestamp(row: &mut Row, name: &str) -> Result<Timestamp> {
    optional_timestamp(row, name)?.ok_or_else(|| unreadable(name))
}

/// A time of the database that may be null.
pub fn optional_timestamp(row: &mut Row, name: &str) -> Result<Option<Timestamp>> {
    let value: Value = column(row, name)?;
    if value == Value::NULL {
        return Ok(None);
    }
    let wrong = || unreadable(name);
    let Value::Date(year, month, day, hour, minute, second, microsecond) = value else {
        return Err(wrong());
    };
    let narrow = |number: u8| i8::try_from(number).map_err(|_| wrong());
    let year = i16::try_from(year).map_err(|_| wrong())?;
    let nanosecond = i32::try_from(microsecond).map_err(|_| wrong())? * 1000;
    jiff::civil::DateTime::new(
        year,
        narrow(month)?,
        narrow(day)?,
        narrow(hour)?,
        narrow(minute)?,
        narrow(second)?,
        nanosecond,
    )
    .and_then(|local| local.to_zoned_datetime(TimeZone::UTC))
    .map(|zoned| Some(zoned.timestamp()))
    .map_err(|_| wrong())
}

/// A day of the database.
pub fn day(row: &mut Row, name: &str) -> Result<Day> {
    let wrong = || unreadable(name);
    let Value::Date(year, month, day, ..) = column(row, name)? else {
        return Err(wrong());
    };
    let year = i16::try_from(year).map_err(|_| wrong())?;
    let month = i8::try_from(month).map_err(|_| wrong())?;
    let day = i8::try_from(day).map_err(|_| wrong())?;
    jiff::civil::Date::new(year, month, day)
        .map(Day::new)
        .map_err(|_| wrong())
}

/// An amount of money, exact.
pub fn amount(row: &mut Row, name: &str) -> Result<Amount> {
    exact_amount(row, name, |decimal| decimal)
}

/// The amount of a column that holds it with the opposite sign for money that went back.
pub fn amount_either_way(row: &mut Row, name: &str) -> Result<Amount> {
    exact_amount(row, name, |decimal| decimal.abs())
}

fn exact_amount(row: &mut Row, name: &str, unsigned: impl FnOnce(Decimal) -> Decimal) -> Result<Amount> {
    let text: String = column(row, name)?;
    let wrong = || unreadable(name);
    let decimal: Decimal = text.parse().map_err(|_| wrong())?;
    Amount::from_database(unsigned(decimal)).map_err(|_| wrong())
}

/// A pattern of `LIKE` for what contains this text; `|` escapes the wildcards, as the statements say.
pub fn containing(text: &str) -> String {
    let escaped = text.replace('|', "||").replace('%', "|%").replace('_', "|_");
    format!("%{escaped}%")
}

/// A filter that is on or off: `NULL` lets everything through.
pub fn when(is_wanted: bool) -> Value {
    Value::from(is_wanted.then_some(true))
}

/// A moment as the database stores it: UTC, microseconds.
pub fn timestamp_value(moment: Timestamp) -> Value {
    let local = moment.to_zoned_datetime(TimeZone::UTC).datetime();
    // The parts of a civil date and time are within the unsigned ranges of the protocol.
    Value::Date(
        local.year().unsigned_abs(),
        local.month().unsigned_abs(),
        local.day().unsigned_abs(),
        local.hour().unsigned_abs(),
        local.minute().unsigned_abs(),
        local.second().unsigned_abs(),
        local.subsec_nanosecond().unsigned_abs() / 1000,
    )
}

/// A moment that may be absent.
pub fn optional_timestamp_value(moment: Option<Timestamp>) -> Value {
    moment.map_or(Value::NULL, timestamp_value)
}

/// A day as the database stores it.
pub fn day_value(day: Day) -> Value {
    let date = day.date();
    Value::Date(
        date.year().unsigned_abs(),
        date.month().unsigned_abs(),
        date.day().unsigned_abs(),
        0,
        0,
        0,
        0,
    )
}
