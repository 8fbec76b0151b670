//! No two accounts share a name, an e-mail address or a telephone number, wherever they are made.

use crate::contest::{Contest, Round, turn};
use crate::ground::Ground;
use crate::nodes::together;

/// Two managers each create an account in each round; what a line says is of its round, or of its author too.
#[track_caller]
fn try_twins(what: &str, line: impl Fn(usize, &str) -> String + Sync) {
    let _together = together();
    let ground = Ground::new();
    let contest = Contest::of(&ground, |round| {
        ["manager1", "manager2"].map(|manager| turn(manager, line(round, manager)))
    });
    contest.judge(&format!("accounts, one {what} for two"), Round::has_not_one_winner);
    ground.assert_whole();
}

fn creation(username: &str, email: &str, telephone: usize) -> String {
    format!(
        "utilisateurs creer --identifiant {username} --prenom Inès --nom Moreau --email {email}@exemple.fr --telephone \
         +336{telephone:08} --role support"
    )
}

/// A number of each manager's own.
fn own(round: usize, manager: &str) -> usize {
    2 * round + usize::from(manager == "manager2")
}

#[test]
fn a_username_is_given_to_one_account_of_two_nodes() {
    try_twins("username", |round, manager| {
        let own = own(round, manager);
        creation(&format!("collegue{round}"), &format!("adresse{own}"), own)
    });
}

#[test]
fn an_email_address_is_that_of_one_account_of_two_nodes() {
    try_twins("e-mail address", |round, manager| {
        let own = own(round, manager);
        creation(&format!("collegue{own}"), &format!("adresse{round}"), own)
    });
}

#[test]
fn a_telephone_is_that_of_one_account_of_two_nodes() {
    try_twins("telephone", |round, manager| {
        let own = own(round, manager);
        creation(&format!("collegue{own}"), &format!("adresse{own}"), round)
    });
}
