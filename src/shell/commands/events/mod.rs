//! `evenements …`: events, who runs them and when.

pub mod assign;
pub mod cancel;
pub mod create;
pub mod fields;
pub mod list;
pub mod show;
pub mod unassign;
pub mod update;
