//! A customer that another node is adding is a duplicate there too (D7).

use super::SharedGround;
use crate::contest::{Contest, ROUNDS, Round, turn};
use crate::plants::{creation, fresh_numbers};

/// Two salespeople each create a customer in each round, from a number that they share and one of their own.
#[track_caller]
fn try_twins(what: &str, line: impl Fn(usize, usize) -> String + Sync) {
    let ground = SharedGround::new();
    let salespeople = ground.plant_pair("sales");
    let (shared, own) = (fresh_numbers(ROUNDS), fresh_numbers(2 * ROUNDS));
    let contest = Contest::of(&ground, |round| {
        [0, 1].map(|person| turn(&salespeople[person], line(shared + round, own + 2 * round + person)))
    });
    contest.judge(&format!("D7, one {what} for two"), Round::has_not_one_winner);
}

#[test]
fn d7_one_company_is_added_once_on_two_nodes() {
    try_twins("company", |shared, own| creation(own, own, shared));
}

#[test]
fn d7_one_telephone_is_added_once_on_two_nodes() {
    try_twins("telephone", |shared, own| creation(own, shared, own));
}

#[test]
fn d7_one_email_address_is_added_once_on_two_nodes() {
    try_twins("e-mail address", |shared, own| creation(shared, own, own));
}
