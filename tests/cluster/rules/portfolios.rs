//! Whoever is disabled, deleted or gets another role on one node is given nothing on another (B14, B15, D12).

use crate::contest::{Contest, ROUNDS, turn};
use crate::ground::Ground;
use crate::nodes::together;

/// What manager1 decides about an account; `{}` is its name.
const DISABLED: &str = "utilisateurs desactiver {} --oui";
const DELETED: &str = "utilisateurs supprimer {} --oui";
const NOW_OF_SUPPORT: &str = "utilisateurs modifier {} --role support";
const NOW_OF_SALES: &str = "utilisateurs modifier {} --role commercial";

/// Who may not look after what they look after, among the accounts of this name.
fn looks_after_something(ground: &Ground, username: &str) -> bool {
    ground.one(&format!(
        "SELECT COUNT(*) > 0 FROM (
            SELECT 'sales' AS role, sales_user_id AS user_id FROM customers
            UNION ALL SELECT 'management', management_user_id FROM contracts
            UNION ALL SELECT 'support', support_user_id FROM events
         ) AS held
         JOIN users ON users.id = held.user_id JOIN roles ON roles.id = users.role_id
         WHERE users.username = '{username}' AND (NOT users.is_active OR roles.name <> held.role)"
    ))
}

/// What is given, one each round: the beginning of the line of manager2, to which the name is added.
type Gifts = fn(&Ground) -> Vec<String>;

fn customers(ground: &Ground) -> Vec<String> {
    let customers = ground.plant_customers("sales2", ROUNDS);
    lines(&customers, "clients transferer {} --commercial")
}

fn contracts_to_write(ground: &Ground) -> Vec<String> {
    let customers = ground.plant_customers("sales2", ROUNDS);
    lines(&customers, "contrats creer --client {} --montant 10 --gestionnaire")
}

fn contracts(ground: &Ground) -> Vec<String> {
    let customers = ground.plant_customers("sales2", ROUNDS);
    lines(&ground.plant_contracts(&customers, false), "contrats modifier {} --gestionnaire")
}

fn events(ground: &Ground) -> Vec<String> {
    let customers = ground.plant_customers("sales2", ROUNDS);
    let events = ground.plant_events(&ground.plant_contracts(&customers, true), "09:00", "13:00");
    lines(&events, "evenements assigner {}")
}

fn lines(numbers: &[u64], line: &str) -> Vec<String> {
    numbers.iter().map(|number| line.replace("{}", &number.to_string())).collect()
}

/// In each round manager1 decides about somebody, and manager2 gives them something.
#[track_caller]
fn try_gifts(rule: &str, role: &str, decision: &str, gifts: Gifts) {
    let _together = together();
    let ground = Ground::new();
    let gifts = gifts(&ground);
    ground.plant_accounts("collegue", role, ROUNDS);
    let contest = Contest::of(&ground, |round| {
        let username = format!("collegue{round}");
        [
            turn("manager1", decision.replace("{}", &username)),
            turn("manager2", format!("{} {username}", gifts[round])),
        ]
    });
    contest.judge(rule, |round| {
        round.has_not_one_winner() || looks_after_something(&ground, &format!("collegue{}", round.number))
    });
    ground.assert_whole();
}

#[test]
fn b15_a_customer_is_not_given_to_whom_another_node_disables() {
    try_gifts("B15, a customer and a disabling", "sales", DISABLED, customers);
}

#[test]
fn b15_a_customer_is_not_given_to_whom_another_node_gives_another_role() {
    try_gifts("B15, a customer and a role", "sales", NOW_OF_SUPPORT, customers);
}

#[test]
fn b15_a_contract_is_not_written_for_whom_another_node_disables() {
    try_gifts("B15, a contract and a disabling", "management", DISABLED, contracts_to_write);
}

#[test]
fn b15_a_contract_is_not_written_for_whom_another_node_gives_another_role() {
    try_gifts("B15, a contract and a role", "management", NOW_OF_SALES, contracts_to_write);
}

#[test]
fn b15_a_contract_is_not_given_to_whom_another_node_disables() {
    try_gifts("B15, another manager and a disabling", "management", DISABLED, contracts);
}

#[test]
fn b15_an_event_is_not_given_to_whom_another_node_disables() {
    try_gifts("B15, an event and a disabling", "support", DISABLED, events);
}

#[test]
fn b15_an_event_is_not_given_to_whom_another_node_gives_another_role() {
    try_gifts("B15, an event and a role", "support", NOW_OF_SALES, events);
}

#[test]
fn d12_a_customer_is_not_given_to_whom_another_node_deletes() {
    try_gifts("D12, a customer and a deletion", "sales", DELETED, customers);
}

#[test]
fn b15_a_replacement_who_is_disabled_on_another_node_takes_nothing_over() {
    let _together = together();
    let ground = Ground::new();
    ground.plant_accounts("ancien", "sales", ROUNDS);
    ground.plant_accounts("nouveau", "sales", ROUNDS);
    for round in 0..ROUNDS {
        ground.plant_customers(&format!("ancien{round}"), 1);
    }
    let contest = Contest::of(&ground, |round| {
        let takeover = format!("utilisateurs desactiver ancien{round} --remplacant nouveau{round} --oui");
        let disabling = format!("utilisateurs desactiver nouveau{round} --oui");
        [turn("manager1", takeover), turn("manager2", disabling)]
    });
    contest.judge("B15, a takeover and a disabling", |round| {
        round.has_not_one_winner() || looks_after_something(&ground, &format!("nouveau{}", round.number))
    });
    ground.assert_whole();
}

/// Somebody adds what will be theirs while they are disabled: `name` begins their names.
#[track_caller]
fn try_own_additions(rule: &str, role: &str, line: impl Fn(usize) -> String + Sync) {
    let ground = Ground::new();
    ground.plant_accounts("collegue", role, ROUNDS);
    let contest = Contest::of(&ground, |round| {
        let username = format!("collegue{round}");
        [
            turn("manager1", DISABLED.replace("{}", &username)),
            turn(username, line(round)),
        ]
    });
    contest.judge(rule, |round| {
        round.has_not_one_winner() || looks_after_something(&ground, &format!("collegue{}", round.number))
    });
    ground.assert_whole();
}

#[test]
fn b15_whoever_another_node_disables_adds_no_customer() {
    let _together = together();
    try_own_additions("B15, their own customer and a disabling", "sales", |round| {
        crate::plants::creation(round, round, round)
    });
}

#[test]
fn b15_whoever_another_node_disables_adds_no_contract() {
    let _together = together();
    try_own_additions("B15, their own contract and a disabling", "management", |_| {
        String::from("contrats creer --client kevin@startup.io --montant 10")
    });
}
