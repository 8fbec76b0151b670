//! A customer that another node is adding is a duplicate there too (D7).

use crate::contest::{Contest, Round, turn};
use crate::ground::Ground;
use crate::nodes::together;
use crate::plants::creation;

/// Two salespeople each create a customer in each round, from the number of the round and one of their own.
#[track_caller]
fn try_twins(what: &str, line: impl Fn(usize, usize) -> String + Sync) {
    let _together = together();
    let ground = Ground::new();
    let contest = Contest::of(&ground, |round| {
        [("sales1", 2 * round), ("sales2", 2 * round + 1)].map(|(username, own)| turn(username, line(round, own)))
    });
    contest.judge(&format!("D7, one {what} for two"), Round::has_not_one_winner);
    ground.assert_whole();
}

#[test]
fn d7_one_company_is_added_once_on_two_nodes() {
    try_twins("company", |round, own| creation(own, own, round));
}

#[test]
fn d7_one_telephone_is_added_once_on_two_nodes() {
    try_twins("telephone", |round, own| creation(own, round, own));
}

#[test]
fn d7_one_email_address_is_added_once_on_two_nodes() {
    try_twins("e-mail address", |round, own| creation(round, own, own));
}
