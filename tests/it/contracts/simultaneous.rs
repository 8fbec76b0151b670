//! Several people at once on the same contracts (B6–B8, B16, S36). Each story is told many times over.

use std::collections::BTreeSet;
use std::sync::Barrier;
use std::thread;

use epic_events::error::Kind;

use super::{assert_balances, stored, written};
use crate::support::database::TestDatabase;
use crate::support::shell::TestShell;

const ROUNDS: u64 = 50;

/// Contracts to fight over, one for each round: from number 7 on, signed or not.
fn contracts(database: &TestDatabase, is_signed: bool) {
    let signature = if is_signed { "'2026-11-20', 1" } else { "NULL, NULL" };
    for _ in 0..ROUNDS {
        database.execute(&format!(
            "INSERT INTO contracts (customer_id, management_user_id, total_amount, balance_due, signed_at,
                signed_by_user_id, created_at, updated_at)
             VALUES (1, 1, 100, 100, {signature}, '2026-11-20', '2026-11-20')"
        ));
    }
}

/// Two people type a line of each round at the same moment: one succeeds, the other is told this code.
fn one_of_two_succeeds(database: &TestDatabase, usernames: [&str; 2], line: impl Fn(u64) -> String + Sync, code: &str) {
    let barrier = Barrier::new(usernames.len());
    let successes: Vec<Vec<bool>> = thread::scope(|scope| {
        let threads = usernames.map(|username| {
            let (barrier, line) = (&barrier, &line);
            scope.spawn(move || {
                let mut shell = TestShell::signed_in(database, username);
                (0..ROUNDS)
                    .map(|round| {
                        barrier.wait();
                        let outcome = shell.run(&line(round));
                        let has_succeeded = outcome.status.exit_status() == 0;
                        if !has_succeeded {
                            outcome.fails(Kind::Rule, code);
                        }
                        has_succeeded
                    })
                    .collect()
            })
        });
        threads
            .map(|thread| thread.join().expect("every line ends one way or the other"))
            .into()
    });
    for (round, (first, second)) in successes[0].iter().zip(&successes[1]).enumerate() {
        assert!(first != second, "round {round}: {first}, {second}");
    }
}

#[test]
fn b7_of_two_payments_of_the_same_balance_exactly_one_succeeds() {
    let database = TestDatabase::demonstration();
    contracts(&database, true);
    one_of_two_succeeds(
        &database,
        ["sales2", "manager1"],
        |round| format!("contrats encaisser {} --montant 60", 7 + round),
        "PAIEMENT_EXCESSIF",
    );
    let left: Vec<String> = database.query("SELECT DISTINCT CAST(balance_due AS CHAR) FROM contracts WHERE id > 6");
    assert_eq!(left, ["40.00"]);
    assert_eq!(
        written(&database, "contrats encaisser"),
        (6 + ROUNDS, 6 + ROUNDS, ROUNDS)
    );
    assert_balances(&database);
}

#[test]
fn b8_of_two_reversals_of_the_same_payment_exactly_one_succeeds() {
    let database = TestDatabase::demonstration();
    contracts(&database, true);
    let mut shell = TestShell::signed_in(&database, "sales2");
    for round in 0..ROUNDS {
        shell
            .run(&format!("contrats encaisser {} --montant 60", 7 + round))
            .succeeds();
    }
    one_of_two_succeeds(
        &database,
        ["manager1", "manager2"],
        |round| {
            let contract = 7 + round;
            format!("contrats contrepasser {contract} --paiement {contract} --motif erreur")
        },
        "PAIEMENT_DEJA_CONTREPASSE",
    );
    assert_eq!(
        written(&database, "contrats contrepasser"),
        (6 + ROUNDS, 6 + 2 * ROUNDS, ROUNDS)
    );
    assert_balances(&database);
}

#[test]
fn b6_of_two_signatures_exactly_one_succeeds() {
    let database = TestDatabase::demonstration();
    contracts(&database, false);
    one_of_two_succeeds(
        &database,
        ["sales2", "manager2"],
        |round| format!("contrats signer {}", 7 + round),
        "CONTRAT_DEJA_SIGNE",
    );
    assert_eq!(written(&database, "contrats signer"), (6 + ROUNDS, 6, ROUNDS));
}

#[test]
fn b16_eight_sessions_that_create_at_once_get_different_numbers() {
    const SESSIONS: usize = 8;
    let database = TestDatabase::demonstration();
    let barrier = Barrier::new(SESSIONS);
    let numbers: Vec<String> = thread::scope(|scope| {
        let threads: Vec<_> = (0..SESSIONS)
            .map(|session| {
                let (database, barrier) = (&database, &barrier);
                scope.spawn(move || {
                    let username = ["manager1", "manager2"][session % 2];
                    let mut shell = TestShell::signed_in(database, username);
                    (0..ROUNDS)
                        .map(|round| {
                            barrier.wait();
                            let customer = 1 + (session as u64 + round) % 3;
                            let line = format!("contrats creer --client {customer} --montant 10");
                            let reply = shell.run(&line).succeeds();
                            reply.split(' ').nth(1).expect("it names the contract").to_owned()
                        })
                        .collect::<Vec<_>>()
                })
            })
            .collect();
        threads
            .into_iter()
            .flat_map(|thread| thread.join().expect("every creation succeeds"))
            .collect()
    });
    let created = SESSIONS * usize::try_from(ROUNDS).expect("it is small");
    assert_eq!(numbers.len(), created);
    let distinct: BTreeSet<String> = numbers.into_iter().collect();
    let expected: BTreeSet<String> = (7..7 + created).map(|number| format!("CT-2026-{number:06}")).collect();
    assert_eq!(distinct, expected);
}

#[test]
fn s36_simultaneous_changes_of_different_fields_are_all_kept() {
    let database = TestDatabase::demonstration();
    thread::scope(|scope| {
        for (username, options) in [
            ("sales2", "--montant 6000"),
            ("manager1", "--client 2"),
            ("manager2", "--gestionnaire manager2"),
        ] {
            let database = &database;
            scope.spawn(move || {
                let mut shell = TestShell::signed_in(database, username);
                shell.run(&format!("contrats modifier 1 {options}")).succeeds();
            });
        }
    });
    let contract = stored(&database, 1);
    assert_eq!(
        (contract.customer_id, contract.manager.as_str(), contract.version),
        (2, "manager2", 4)
    );
    assert_eq!(contract.balance_due, "6000.00");
}

#[test]
fn s36_no_payment_is_lost_between_eight_sessions() {
    let database = TestDatabase::demonstration();
    thread::scope(|scope| {
        for _ in 0..8 {
            let database = &database;
            scope.spawn(move || {
                let mut shell = TestShell::signed_in(database, "sales2");
                for _ in 0..5 {
                    shell.run("contrats encaisser 2 --montant 0,10").succeeds();
                }
            });
        }
    });
    assert_eq!(stored(&database, 2).balance_due, "7996.00");
    assert_eq!(written(&database, "contrats encaisser"), (6, 46, 40));
    assert_balances(&database);
}
