//! What the business allows, each act with the witness it needs. No French, no question: a service is told everything.

pub mod audit;
pub mod authentication;
pub mod contracts;
pub mod customers;
pub mod editing;
pub mod events;
pub mod payments;
pub mod policy;
pub mod roles;
pub mod runs;
pub mod sessions;
pub mod users;
