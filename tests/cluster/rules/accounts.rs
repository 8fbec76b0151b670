//! No two accounts share a name, an e-mail address or a telephone number, wherever they are made.

use super::SharedGround;
use crate::contest::{Contest, ROUNDS, Round, turn};
use crate::plants::fresh_numbers;

fn creation(username: usize, email: usize, telephone: usize) -> String {
    format!(
        "utilisateurs creer --identifiant nouveau{username} --prenom Inès --nom Moreau --email nouveau{email}@exemple.fr \
         --telephone +336{telephone:08} --role support"
    )
}

#[test]
fn a_name_an_address_or_a_telephone_is_that_of_one_account_of_two_nodes() {
    let ground = SharedGround::new();
    let managers = ground.plant_pair("management");
    let (first_shared, first_own) = (fresh_numbers(ROUNDS), fresh_numbers(2 * ROUNDS));
    let contest = Contest::of(&ground, |round| {
        [0, 1].map(|person| {
            let (shared, own) = (first_shared + round, first_own + 2 * round + person);
            let line = match round % 3 {
                0 => creation(shared, own, own),
                1 => creation(own, shared, own),
                _ => creation(own, own, shared),
            };
            turn(&managers[person], line)
        })
    });
    contest.judge("accounts, two of a kind", Round::has_not_one_winner);
}
