//! Whoever is disabled, deleted or gets another role on one node is given nothing on another (B14, B15, D12).

use super::SharedGround;
use crate::contest::{Contest, ROUNDS, Turn, turn};
use crate::plants::{creation, fresh_numbers};

/// What is decided about an account; `{}` is its name.
const DISABLED: &str = "utilisateurs desactiver {} --oui";
const DELETED: &str = "utilisateurs supprimer {} --oui";
const NOW_OF_SUPPORT: &str = "utilisateurs modifier {} --role support";
const NOW_OF_SALES: &str = "utilisateurs modifier {} --role commercial";

/// Whether somebody looks after what they may not.
fn looks_after_something(ground: &SharedGround, username: &str) -> bool {
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

/// What is given, one each round: a line, to which the name of whoever gets it is added.
type Gifts = fn(&SharedGround) -> Vec<String>;

fn customers(ground: &SharedGround) -> Vec<String> {
    lines(
        &ground.plant_customers(&["sales2"; ROUNDS]),
        "clients transferer {} --commercial",
    )
}

fn new_contracts(ground: &SharedGround) -> Vec<String> {
    let customers = ground.plant_customers(&["sales2"; ROUNDS]);
    lines(&customers, "contrats creer --client {} --montant 10 --gestionnaire")
}

fn contracts(ground: &SharedGround) -> Vec<String> {
    let customers = ground.plant_customers(&["sales2"; ROUNDS]);
    lines(
        &ground.plant_contracts(&customers, false),
        "contrats modifier {} --gestionnaire",
    )
}

fn events(ground: &SharedGround) -> Vec<String> {
    let contracts = ground.plant_contracts(&ground.plant_customers(&["sales2"; ROUNDS]), true);
    lines(
        &ground.plant_events(&contracts, "09:00", "13:00"),
        "evenements assigner {}",
    )
}

fn lines(numbers: &[u64], line: &str) -> Vec<String> {
    numbers
        .iter()
        .map(|number| line.replace("{}", &number.to_string()))
        .collect()
}

/// In each round a manager decides about somebody of a role, who is to look after something by what is done meanwhile.
#[track_caller]
fn try_decision(
    ground: &SharedGround,
    tried: &str,
    (role, decision): (&str, &str),
    meanwhile: impl Fn(usize, &str) -> Turn + Sync,
) {
    let manager = &ground.plant_accounts("management", 1)[0];
    let colleagues = ground.plant_accounts(role, ROUNDS);
    let contest = Contest::of(ground, |round| {
        let colleague = &colleagues[round];
        [
            turn(manager, decision.replace("{}", colleague)),
            meanwhile(round, colleague),
        ]
    });
    contest.judge(tried, |round| {
        round.has_not_one_winner() || looks_after_something(ground, &colleagues[round.number])
    });
}

/// Meanwhile another manager gives them something.
#[track_caller]
fn try_gifts(tried: &str, role: &str, decision: &str, gifts: Gifts) {
    let ground = SharedGround::new();
    let (gifts, giver) = (gifts(&ground), &ground.plant_accounts("management", 1)[0]);
    try_decision(&ground, tried, (role, decision), |round, colleague| {
        turn(giver, format!("{} {colleague}", gifts[round]))
    });
}

/// Meanwhile they add what will be theirs.
#[track_caller]
fn try_additions(tried: &str, role: &str, line: impl Fn(usize) -> String + Sync) {
    let ground = SharedGround::new();
    try_decision(&ground, tried, (role, DISABLED), |round, colleague| {
        turn(colleague, line(round))
    });
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
    try_gifts("B15, a contract and a disabling", "management", DISABLED, new_contracts);
}

#[test]
fn b15_a_contract_is_not_written_for_whom_another_node_gives_another_role() {
    try_gifts("B15, a contract and a role", "management", NOW_OF_SALES, new_contracts);
}

#[test]
fn b15_a_contract_is_not_given_to_whom_another_node_disables() {
    try_gifts(
        "B15, another manager and a disabling",
        "management",
        DISABLED,
        contracts,
    );
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
    let ground = SharedGround::new();
    let managers = ground.plant_pair("management");
    let [leaving, staying] = [(); 2].map(|()| ground.plant_accounts("sales", ROUNDS));
    ground.plant_customers(&leaving);
    let contest = Contest::of(&ground, |round| {
        let (leaving, staying) = (&leaving[round], &staying[round]);
        let takeover = format!("utilisateurs desactiver {leaving} --remplacant {staying} --oui");
        [
            turn(&managers[0], takeover),
            turn(&managers[1], DISABLED.replace("{}", staying)),
        ]
    });
    contest.judge("B15, a takeover and a disabling", |round| {
        round.has_not_one_winner() || looks_after_something(&ground, &staying[round.number])
    });
}

#[test]
fn b15_whoever_another_node_disables_adds_no_customer() {
    let first = fresh_numbers(ROUNDS);
    try_additions("B15, their own customer and a disabling", "sales", |round| {
        let number = first + round;
        creation(number, number, number)
    });
}

#[test]
fn b15_whoever_another_node_disables_adds_no_contract() {
    try_additions("B15, their own contract and a disabling", "management", |_| {
        String::from("contrats creer --client kevin@startup.io --montant 10")
    });
}
