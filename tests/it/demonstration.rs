//! The demonstration data: who is there, and who has what.

use epic_events::demonstration::dataset;

use crate::support::database::TestDatabase;

/// Salesperson, manager, signed, paid in part, paid in full, events, support of each.
type Contract = (String, String, bool, bool, bool, u64, Option<String>);

#[test]
fn seven_colleagues_three_customers_six_contracts_four_events() {
    let database = TestDatabase::demonstration();
    let count = |table: &str| database.one::<u64>(&format!("SELECT COUNT(*) FROM {table}"));
    assert_eq!(count("roles"), 3);
    assert_eq!(count("users"), 7);
    assert_eq!(count("customers"), 3);
    assert_eq!(count("contracts"), 6);
    assert_eq!(count("events"), 4);
    let by_role: Vec<(String, u64)> = database.query(
        "SELECT roles.name, COUNT(*) FROM users JOIN roles ON roles.id = users.role_id GROUP BY roles.id ORDER BY roles.id",
    );
    assert_eq!(
        by_role,
        [
            (String::from("management"), 2),
            (String::from("sales"), 3),
            (String::from("support"), 2)
        ]
    );
}

#[test]
fn each_salesperson_has_the_customers_contracts_and_events_of_the_design() {
    let database = TestDatabase::demonstration();
    let customers: Vec<(String, u64)> = database.query(
        "SELECT users.username, COUNT(customers.id) FROM users
         LEFT JOIN customers ON customers.sales_user_id = users.id
         WHERE users.username LIKE 'sales%' GROUP BY users.id ORDER BY users.username",
    );
    assert_eq!(
        customers,
        [
            (String::from("sales1"), 0),
            (String::from("sales2"), 2),
            (String::from("sales3"), 1)
        ]
    );
    let contracts: Vec<Contract> = database.query(
        "SELECT sellers.username, managers.username, signed_at IS NOT NULL,
            balance_due > 0 AND balance_due < total_amount, balance_due = 0,
            (SELECT COUNT(*) FROM events WHERE events.contract_id = contracts.id),
            (SELECT GROUP_CONCAT(COALESCE(username, '-') ORDER BY events.id)
             FROM events LEFT JOIN users ON users.id = support_user_id WHERE events.contract_id = contracts.id)
         FROM contracts
         JOIN customers ON customers.id = contracts.customer_id
         JOIN users AS sellers ON sellers.id = customers.sales_user_id
         JOIN users AS managers ON managers.id = contracts.management_user_id
         ORDER BY contracts.id",
    );
    let contract = |seller: &str, manager: &str, signed, partly, fully, events: Option<&str>| {
        let count = if events.is_some() { 2 } else { 0 };
        let supports = events.map(str::to_owned);
        (
            seller.to_owned(),
            manager.to_owned(),
            signed,
            partly,
            fully,
            count,
            supports,
        )
    };
    assert_eq!(
        contracts,
        [
            contract("sales2", "manager1", false, false, false, None),
            contract("sales2", "manager1", true, true, false, None),
            contract("sales2", "manager1", true, false, true, None),
            contract("sales2", "manager1", true, false, true, Some("-,support1")),
            contract("sales3", "manager2", true, false, false, None),
            contract("sales3", "manager2", true, false, true, Some("support2,-")),
        ]
    );
}

#[test]
fn b9_what_is_due_is_the_total_less_the_payments_and_events_lie_ahead() {
    let database = TestDatabase::demonstration();
    let wrong: u64 = database.one(
        "SELECT COUNT(*) FROM contracts WHERE balance_due <> total_amount
            - COALESCE((SELECT SUM(amount) FROM payments WHERE payments.contract_id = contracts.id), 0)",
    );
    assert_eq!(wrong, 0);
    let past: u64 = database.one("SELECT COUNT(*) FROM events WHERE start_at < '2026-11-23 09:00:00'");
    assert_eq!(past, 0);
    let numbers: Vec<String> = database.query("SELECT contract_number FROM contracts ORDER BY id");
    assert_eq!(numbers.first().map(String::as_str), Some("CT-2026-000001"));
}

#[test]
fn loading_twice_adds_nothing() {
    let database = TestDatabase::demonstration();
    let now = "2026-11-24T00:00:00Z".parse().unwrap();
    let loaded = dataset::load(&database.administration(), "x", now);
    assert_eq!(loaded, Ok(false));
    assert_eq!(database.one::<u64>("SELECT COUNT(*) FROM users"), 7);
}
