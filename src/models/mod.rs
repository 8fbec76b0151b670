//! What the business speaks of, as types that cannot hold an invalid value. They name the clock at most: no statement,
//! no French, no right is decided here.

pub mod amount;
pub mod audit_entry;
pub mod card;
pub mod colleague;
pub mod contract;
pub mod customer;
pub mod date_time;
pub mod email_address;
pub mod event;
pub mod folding;
pub mod identifier;
pub mod invalid_value;
pub mod listed;
pub mod page;
pub mod payment;
pub mod period;
pub mod permission;
pub mod person;
pub mod phone_number;
pub mod role;
pub mod run;
pub mod session;
mod stored_words;
pub mod text;
pub mod user;
pub mod username;
pub mod whole_number;
