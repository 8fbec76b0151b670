//! Two people on the same contract, or on the customer that it is for (B2, B5–B8, B10).

use super::SharedGround;
use crate::contest::{Contest, ROUNDS, Round, turn};

/// Two managers, and the salesperson of a customer for each round.
struct People {
    managers: [String; 2],
    salesperson: String,
    customers: Vec<u64>,
}

fn people(ground: &SharedGround) -> People {
    let [salesperson] = ground.plant_accounts("sales", 1).try_into().expect("one was asked for");
    People {
        managers: ground.plant_pair("management"),
        customers: ground.plant_customers(&[&salesperson; ROUNDS]),
        salesperson,
    }
}

#[test]
fn b7_of_two_payments_of_one_balance_on_two_nodes_exactly_one_succeeds() {
    let ground = SharedGround::new();
    let people = people(&ground);
    let contracts = ground.plant_contracts(&people.customers, true);
    let contest = Contest::of(&ground, |round| {
        let line = format!("contrats encaisser {} --montant 60", contracts[round]);
        [&people.salesperson, &people.managers[0]].map(|username| turn(username, &line))
    });
    contest.judge("B7, two payments", Round::has_not_one_winner);
}

#[test]
fn b8_of_two_reversals_of_one_payment_on_two_nodes_exactly_one_succeeds() {
    let ground = SharedGround::new();
    let people = people(&ground);
    let contracts = ground.plant_contracts(&people.customers, true);
    let mut shell = ground.signed_in(&[1], &people.salesperson);
    for contract in &contracts {
        shell
            .run(&format!("contrats encaisser {contract} --montant 60"))
            .succeeds();
    }
    ground.catch_up();
    let payments: Vec<u64> = ground.query(&format!(
        "SELECT payments.id FROM payments JOIN users ON users.id = recorded_by_user_id
         WHERE username = '{}' ORDER BY contract_id",
        people.salesperson
    ));
    let contest = Contest::of(&ground, |round| {
        let (contract, payment) = (contracts[round], payments[round]);
        let line = format!("contrats contrepasser {contract} --paiement {payment} --motif erreur");
        people.managers.each_ref().map(|username| turn(username, &line))
    });
    contest.judge("B8, two reversals", Round::has_not_one_winner);
}

#[test]
fn b6_of_two_signatures_on_two_nodes_exactly_one_succeeds() {
    let ground = SharedGround::new();
    let people = people(&ground);
    let contracts = ground.plant_contracts(&people.customers, false);
    let contest = Contest::of(&ground, |round| {
        let line = format!("contrats signer {}", contracts[round]);
        [&people.salesperson, &people.managers[0]].map(|username| turn(username, &line))
    });
    contest.judge("B6, two signatures", Round::has_not_one_winner);
}

#[test]
fn b5_an_amount_changed_on_one_node_is_what_was_signed_on_another_or_is_refused() {
    let ground = SharedGround::new();
    let people = people(&ground);
    let contracts = ground.plant_contracts(&people.customers, false);
    let contest = Contest::of(&ground, |round| {
        let contract = contracts[round];
        [
            turn(
                &people.salesperson,
                format!("contrats modifier {contract} --montant 50"),
            ),
            turn(&people.managers[0], format!("contrats signer {contract}")),
        ]
    });
    contest.judge("B5, an amount and a signature", |round| {
        let is_changed: bool = ground.one(&format!(
            "SELECT total_amount = 50 AND balance_due = 50 FROM contracts WHERE id = {}",
            contracts[round.number]
        ));
        round.is_answered() && round.done() != [is_changed, true]
    });
}

#[test]
fn b10_a_contract_deleted_on_one_node_is_not_signed_on_another() {
    let ground = SharedGround::new();
    let people = people(&ground);
    let contracts = ground.plant_contracts(&people.customers, false);
    let contest = Contest::of(&ground, |round| {
        let contract = contracts[round];
        [
            turn(&people.managers[0], format!("contrats supprimer {contract} --oui")),
            turn(&people.salesperson, format!("contrats signer {contract}")),
        ]
    });
    contest.judge("B10, a deletion and a signature", Round::has_not_one_winner);
}

#[test]
fn b2_a_customer_deleted_on_one_node_gets_no_contract_on_another() {
    let ground = SharedGround::new();
    let people = people(&ground);
    let contest = Contest::of(&ground, |round| {
        let customer = people.customers[round];
        [
            turn(&people.salesperson, format!("clients supprimer {customer} --oui")),
            turn(
                &people.managers[0],
                format!("contrats creer --client {customer} --montant 10"),
            ),
        ]
    });
    contest.judge("B2, a deletion and a contract", Round::has_not_one_winner);
}

#[test]
fn s36_different_fields_changed_on_two_nodes_are_both_kept() {
    let ground = SharedGround::new();
    let People {
        managers: [one, other],
        salesperson,
        customers,
    } = people(&ground);
    let contracts = ground.plant_contracts(&customers, false);
    let contest = Contest::of(&ground, |round| {
        let contract = contracts[round];
        [
            turn(&salesperson, format!("contrats modifier {contract} --montant 50")),
            turn(&one, format!("contrats modifier {contract} --gestionnaire {other}")),
        ]
    });
    contest.judge("S36, two fields", |round| {
        let are_kept: bool = ground.one(&format!(
            "SELECT total_amount = 50 AND balance_due = 50 AND username = '{other}' AND contracts.version = 3
             FROM contracts JOIN users ON users.id = management_user_id WHERE contracts.id = {}",
            contracts[round.number]
        ));
        round.is_answered() && !are_kept
    });
}
