//! What a test needs many of: added by the owner, whatever the rules. Numbers are those that the nodes give, which leave
//! gaps.

use mysql::prelude::Queryable;

use crate::ground::Ground;
use crate::support::database::demonstration_hash;

/// When what is planted was written.
const BEFORE: &str = "'2026-11-20'";

impl Ground {
    /// Adds so many active accounts of this role with the password of the demonstration: `name0`, `name1`…
    pub(crate) fn plant_accounts(&self, name: &str, role: &str, count: usize) {
        let first: usize = self.one("SELECT COUNT(*) FROM users");
        let hash = demonstration_hash();
        self.plant(count, |number| {
            let telephone = first + number;
            format!(
                "INSERT INTO users (role_id, first_name, last_name, email, phone_number, username, password_hash,
                    must_change_password, created_at, updated_at)
                 SELECT id, 'Inès', 'Moreau', '{name}{number}@exemple.fr', '+3361{telephone:07}', '{name}{number}',
                    '{hash}', FALSE, {BEFORE}, {BEFORE} FROM roles WHERE name = '{role}'"
            )
        });
    }

    /// Adds so many customers of somebody.
    ///
    /// # Returns
    /// Their numbers.
    pub(crate) fn plant_customers(&self, username: &str, count: usize) -> Vec<u64> {
        let last: u64 = self.one("SELECT MAX(id) FROM customers");
        self.plant(count, |number| {
            let number = usize::try_from(last).expect("it is small") * 1000 + number;
            format!(
                "INSERT INTO customers (sales_user_id, first_name, last_name, email, phone_number, company_name,
                    created_at, updated_at)
                 SELECT id, 'Ada', 'Martin', 'client{number}@exemple.fr', '+3362{number:07}', 'Martin {number}',
                    {BEFORE}, {BEFORE} FROM users WHERE username = '{username}'"
            )
        });
        self.query(&format!("SELECT id FROM customers WHERE id > {last} ORDER BY id"))
    }

    /// Adds a contract of 100 euros for each of these customers, followed by manager1; signed or not.
    ///
    /// # Returns
    /// Their numbers.
    pub(crate) fn plant_contracts(&self, customers: &[u64], is_signed: bool) -> Vec<u64> {
        let last: u64 = self.one("SELECT MAX(id) FROM contracts");
        let signature = if is_signed { "'2026-11-20', id" } else { "NULL, NULL" };
        self.plant(customers.len(), |number| {
            format!(
                "INSERT INTO contracts (customer_id, management_user_id, total_amount, balance_due, signed_at,
                    signed_by_user_id, created_at, updated_at)
                 SELECT {}, id, 100, 100, {signature}, {BEFORE}, {BEFORE} FROM users WHERE username = 'manager1'",
                customers[number]
            )
        });
        self.query(&format!("SELECT id FROM contracts WHERE id > {last} ORDER BY id"))
    }

    /// Adds an event for each of these signed contracts, from one moment to another of a day of its own, run by nobody.
    ///
    /// # Returns
    /// Their numbers.
    pub(crate) fn plant_events(&self, contracts: &[u64], start: &str, end: &str) -> Vec<u64> {
        let last: u64 = self.one("SELECT MAX(id) FROM events");
        self.plant(contracts.len(), |number| {
            let day = day(number);
            format!(
                "INSERT INTO events (contract_id, customer_id, name, start_at, end_at, location, attendees, created_at,
                    updated_at)
                 SELECT id, customer_id, 'Réunion', '{day} {start}', '{day} {end}', 'Paris', 10, {BEFORE}, {BEFORE}
                 FROM contracts WHERE id = {}",
                contracts[number]
            )
        });
        self.query(&format!("SELECT id FROM events WHERE id > {last} ORDER BY id"))
    }

    /// Runs a statement so many times in one transaction; every node has what it did.
    fn plant(&self, count: usize, statement: impl Fn(usize) -> String) {
        let mut owner = self.database.as_owner();
        owner.query_drop("START TRANSACTION").unwrap();
        for number in 0..count {
            let statement = statement(number);
            owner
                .query_drop(&statement)
                .unwrap_or_else(|error| panic!("{statement}: {error}"));
        }
        owner.query_drop("COMMIT").unwrap();
        self.catch_up();
    }
}

/// A day of its own for each number, in February: no day of it has another length than 24 hours.
pub(crate) fn day(number: usize) -> String {
    format!("{}-02-{:02}", 2028 + number / 28, 1 + number % 28)
}

/// A line that creates a customer with the e-mail address, the telephone and the company of these numbers.
pub(crate) fn creation(email: usize, telephone: usize, company: usize) -> String {
    format!(
        "clients creer --prenom Ada --nom Martin --email ada{email}@exemple.fr --telephone +336{telephone:08} \
         --entreprise 'Société {company}'"
    )
}
