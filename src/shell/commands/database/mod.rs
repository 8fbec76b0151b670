//! `base …`: the database itself, for its administrator.

pub mod diagnose;
pub mod first_account;
pub mod prepare;
pub mod reset;
pub mod state;
pub mod stop;
