//! What commands ask and show alike: forms, confirmations, lists, cards, help, failures. No command is named here.

pub mod card;
pub mod columns;
pub mod confirmation;
pub mod editing;
pub mod failure;
pub mod form;
pub mod help;
pub mod listing;
