//! `contrats …`: contracts, their signature and their payments.

pub mod create;
pub mod delete;
pub mod fields;
pub mod list;
pub mod old_dates;
pub mod record_payment;
pub mod reverse_payment;
pub mod show;
pub mod sign;
pub mod update;
