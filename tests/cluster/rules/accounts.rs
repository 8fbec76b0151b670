//! No two accounts share a name, an e-mail address or a telephone number, wherever they are made.

use super::SharedGround;
use crate::contest::{Contest, ROUNDS, Round, turn};
use crate::plants::fresh_numbers;

/// Two managers each create an account in each round, from a number that they share and one of their own.
#[track_caller]
fn try_twins(what: &str, line: impl Fn(usize, usize) -> String + Sync) {
    let ground = SharedGround::new();
    let managers = ground.plant_pair("management");
    let (shared, own) = (fresh_numbers(ROUNDS), fresh_numbers(2 * ROUNDS));
    let contest = Contest::of(&ground, |round| {
        [0, 1].map(|person| turn(&managers[person], line(shared + round, own + 2 * round + person)))
    });
    contest.judge(&format!("accounts, one {what} for two"), Round::has_not_one_winner);
}

fn creation(username: usize, email: usize, telephone: usize) -> String {
    format!(
        "utilisateurs creer --identifiant nouveau{username} --prenom Inès --nom Moreau --email nouveau{email}@exemple.fr \
         --telephone +336{telephone:08} --role support"
    )
}

#[test]
fn a_username_is_given_to_one_account_of_two_nodes() {
    try_twins("username", |shared, own| creation(shared, own, own));
}

#[test]
fn an_email_address_is_that_of_one_account_of_two_nodes() {
    try_twins("e-mail address", |shared, own| creation(own, shared, own));
}

#[test]
fn a_telephone_is_that_of_one_account_of_two_nodes() {
    try_twins("telephone", |shared, own| creation(own, own, shared));
}
