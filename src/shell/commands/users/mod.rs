//! `utilisateurs …`: the colleagues' accounts.

pub mod create;
pub mod deactivate;
pub mod delete;
pub mod fields;
pub mod list;
pub mod reactivate;
pub mod reset_password;
pub mod show;
pub mod unlock;
pub mod update;
