//! Two people on the same contract, or on the customer that it is for (B2, B5–B8, B10).

use crate::contest::{Contest, ROUNDS, Round, turn};
use crate::ground::Ground;
use crate::nodes::together;

/// A contract for each round, of a customer of sales2.
fn contracts(ground: &Ground, is_signed: bool) -> Vec<u64> {
    let customer = ground.plant_customers("sales2", 1)[0];
    ground.plant_contracts(&[customer; ROUNDS], is_signed)
}

#[test]
fn b7_of_two_payments_of_one_balance_on_two_nodes_exactly_one_succeeds() {
    let _together = together();
    let ground = Ground::new();
    let contracts = contracts(&ground, true);
    let contest = Contest::of(&ground, |round| {
        let line = format!("contrats encaisser {} --montant 60", contracts[round]);
        ["sales2", "manager1"].map(|username| turn(username, &line))
    });
    contest.judge("B7, two payments", Round::has_not_one_winner);
    ground.assert_whole();
}

#[test]
fn b8_of_two_reversals_of_one_payment_on_two_nodes_exactly_one_succeeds() {
    let _together = together();
    let ground = Ground::new();
    let contracts = contracts(&ground, true);
    let mut shell = ground.signed_in(&[1], "sales2");
    for contract in &contracts {
        shell.run(&format!("contrats encaisser {contract} --montant 60")).succeeds();
    }
    ground.catch_up();
    let payments: Vec<u64> = ground.query("SELECT id FROM payments WHERE amount = 60 ORDER BY contract_id");
    let contest = Contest::of(&ground, |round| {
        let (contract, payment) = (contracts[round], payments[round]);
        let line = format!("contrats contrepasser {contract} --paiement {payment} --motif erreur");
        ["manager1", "manager2"].map(|username| turn(username, &line))
    });
    contest.judge("B8, two reversals", Round::has_not_one_winner);
    ground.assert_whole();
}

#[test]
fn b6_of_two_signatures_on_two_nodes_exactly_one_succeeds() {
    let _together = together();
    let ground = Ground::new();
    let contracts = contracts(&ground, false);
    let contest = Contest::of(&ground, |round| {
        let line = format!("contrats signer {}", contracts[round]);
        ["sales2", "manager2"].map(|username| turn(username, &line))
    });
    contest.judge("B6, two signatures", Round::has_not_one_winner);
    ground.assert_whole();
}

#[test]
fn b5_an_amount_changed_on_one_node_is_what_was_signed_on_another_or_is_refused() {
    let _together = together();
    let ground = Ground::new();
    let contracts = contracts(&ground, false);
    let contest = Contest::of(&ground, |round| {
        let contract = contracts[round];
        [
            turn("sales2", format!("contrats modifier {contract} --montant 50")),
            turn("manager1", format!("contrats signer {contract}")),
        ]
    });
    contest.judge("B5, an amount and a signature", |round| {
        let is_changed: bool = ground.one(&format!(
            "SELECT total_amount = 50 AND balance_due = 50 FROM contracts WHERE id = {}",
            contracts[round.number]
        ));
        is_changed != round.done()[0]
    });
    ground.assert_whole();
}

#[test]
fn b10_a_contract_deleted_on_one_node_is_not_signed_on_another() {
    let _together = together();
    let ground = Ground::new();
    let contracts = contracts(&ground, false);
    let contest = Contest::of(&ground, |round| {
        let contract = contracts[round];
        [
            turn("manager1", format!("contrats supprimer {contract} --oui")),
            turn("sales2", format!("contrats signer {contract}")),
        ]
    });
    contest.judge("B10, a deletion and a signature", Round::has_not_one_winner);
    ground.assert_whole();
}

#[test]
fn b2_a_customer_deleted_on_one_node_gets_no_contract_on_another() {
    let _together = together();
    let ground = Ground::new();
    let customers = ground.plant_customers("sales2", ROUNDS);
    let contest = Contest::of(&ground, |round| {
        let customer = customers[round];
        [
            turn("sales2", format!("clients supprimer {customer} --oui")),
            turn("manager1", format!("contrats creer --client {customer} --montant 10")),
        ]
    });
    contest.judge("B2, a deletion and a contract", Round::has_not_one_winner);
    ground.assert_whole();
}

#[test]
fn s36_different_fields_changed_on_two_nodes_are_both_kept() {
    let _together = together();
    let ground = Ground::new();
    let contracts = contracts(&ground, false);
    let contest = Contest::of(&ground, |round| {
        let contract = contracts[round];
        [
            turn("sales2", format!("contrats modifier {contract} --montant 50")),
            turn("manager1", format!("contrats modifier {contract} --gestionnaire manager2")),
        ]
    });
    contest.judge("S36, two fields", |round| {
        let are_kept: bool = ground.one(&format!(
            "SELECT total_amount = 50 AND balance_due = 50 AND username = 'manager2' AND contracts.version = 3
             FROM contracts JOIN users ON users.id = management_user_id WHERE contracts.id = {}",
            contracts[round.number]
        ));
        !are_kept || round.done() != [true, true]
    });
    ground.assert_whole();
}
