//! The connections of the pool: what they are at birth, when they are given back, when they are not (S30–S32).

mod birth;
mod late_answers;
mod open_questions;
