//! Random people type random commands, and a small model of the rules foretells how each ends. Ten thousand commands,
//! no divergence; at the end of each sequence the database is what the model says.

mod act;
mod model;

use std::collections::BTreeMap;

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::test_runner::{Config, RngAlgorithm, TestCaseError, TestRng, TestRunner};

use act::{Act, act};
use model::Model;

use crate::support::database::TestDatabase;
use crate::support::shell::TestShell;

/// Players, each with sequences of its own, who do not know of one another.
const PLAYERS: u8 = 4;
const SEQUENCES: u32 = 10;
const COMMANDS: usize = 250;

#[test]
fn ten_thousand_random_commands_end_as_the_rules_say() {
    std::thread::scope(|scope| {
        for player in 0..PLAYERS {
            scope.spawn(move || play_sequences(player));
        }
    });
}

fn play_sequences(player: u8) {
    let config = Config {
        cases: SEQUENCES,
        failure_persistence: None,
        max_shrink_iters: 200,
        ..Config::default()
    };
    // The same sequences in every run: a failure is no accident.
    let rng = TestRng::from_seed(RngAlgorithm::ChaCha, &[player; 32]);
    let mut runner = TestRunner::new_with_rng(config, rng);
    runner
        .run(&vec(act(), COMMANDS), |acts| play(&acts))
        .unwrap_or_else(|failure| panic!("{failure}"));
}

/// Types the commands, each in the shell of its actor, and compares each ending with what the model says.
fn play(acts: &[Act]) -> Result<(), TestCaseError> {
    let database = TestDatabase::demonstration();
    let mut model = Model::demonstration();
    let mut shells: BTreeMap<&'static str, TestShell> = BTreeMap::new();
    for (place, act) in acts.iter().enumerate() {
        let username = model.username(act.actor);
        if !model.is_active(act.actor) && !shells.contains_key(username) {
            continue;
        }
        let line = act.line(&model);
        let expected = model.foretell(act, shells.contains_key(username));
        let shell = shells
            .entry(username)
            .or_insert_with(|| TestShell::signed_in(&database, username));
        let outcome = shell.run(&line);
        let ended = outcome
            .errors
            .split_once('[')
            .and_then(|(_, rest)| rest.split_once(']'))
            .map_or("oui", |(code, _)| code);
        prop_assert_eq!(
            ended,
            expected,
            "command {}: {} types {}: {}",
            place,
            username,
            line,
            outcome.errors
        );
        if shell.context.session().is_none() {
            shells.remove(username);
        }
    }
    prop_assert_eq!(state(&database), model.state());
    Ok(())
}

/// What the database holds, in the words of [`Model::state`].
fn state(database: &TestDatabase) -> Vec<String> {
    [
        "SELECT CONCAT('customer ', id, ' of ', sales_user_id, ' ', last_name) FROM customers ORDER BY id",
        "SELECT CONCAT('contract ', id, ' of ', customer_id, ' ', total_amount, ' due ', balance_due,
            IF(signed_at IS NULL, '', ' signed')) FROM contracts ORDER BY id",
        "SELECT CONCAT('payment ', id, ' of ', contract_id, ' ', amount) FROM payments ORDER BY id",
        "SELECT CONCAT('event ', id, ' of ', contract_id, ' by ', COALESCE(support_user_id, 0), ' at ', location,
            IF(cancelled_at IS NULL, '', ' cancelled')) FROM events ORDER BY id",
        "SELECT CONCAT('user ', id, IF(is_active, ' active', ' disabled')) FROM users ORDER BY id",
    ]
    .iter()
    .flat_map(|query| database.query::<String>(query))
    .collect()
}
