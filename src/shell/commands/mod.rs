//! Every command, one a file, in the folder of its object. A command is a declaration and a few lines that call a
//! service: rules, SQL and French that others share have homes of their own.

pub mod audit;
pub mod contracts;
pub mod customers;
pub mod database;
pub mod events;
pub mod files;
pub mod person;
pub mod prelude;
pub mod roles;
pub mod session;
pub mod sessions;
pub mod users;
