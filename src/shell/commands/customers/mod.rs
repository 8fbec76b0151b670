//! `clients …`: customers, their owner and their cards.

pub mod create;
pub mod delete;
pub mod fields;
pub mod list;
pub mod show;
pub mod transfer;
pub mod update;
