//! `roles …`: roles and the rights they hold.

pub mod list;
pub mod show;
