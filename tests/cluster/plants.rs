//! What a test needs many of: added by the owner, whatever the rules, and nobody else's. Numbers are those that the
//! nodes give, which leave gaps.

use std::sync::atomic::{AtomicUsize, Ordering};

use mysql::prelude::Queryable as _;
use mysql::{Conn, Error, TxOpts};

use crate::ground::Ground;
use crate::support::database::demonstration_hash;

/// When what is planted was written.
const BEFORE: &str = "'2026-11-20'";

/// So many numbers in a row that nobody else has: the first of them.
pub(crate) fn fresh_numbers(count: usize) -> usize {
    static NEXT: AtomicUsize = AtomicUsize::new(0);
    NEXT.fetch_add(count, Ordering::Relaxed)
}

impl Ground {
    /// Adds so many active accounts of this role with the password of the demonstration.
    ///
    /// # Returns
    /// Their names.
    pub(crate) fn plant_accounts(&self, role: &str, count: usize) -> Vec<String> {
        let (first, hash) = (fresh_numbers(count), demonstration_hash());
        self.plant(count, |place| {
            let number = first + place;
            format!(
                "INSERT INTO users (role_id, first_name, last_name, email, phone_number, username, password_hash,
                    must_change_password, created_at, updated_at)
                 SELECT id, 'Inès', 'Moreau', 'collegue{number}@exemple.fr', '+3361{number:07}', 'collegue{number}',
                    '{hash}', FALSE, {BEFORE}, {BEFORE} FROM roles WHERE name = '{role}'"
            )
        });
        (first..first + count)
            .map(|number| format!("collegue{number}"))
            .collect()
    }

    /// The same of two.
    pub(crate) fn plant_pair(&self, role: &str) -> [String; 2] {
        self.plant_accounts(role, 2).try_into().expect("two were asked for")
    }

    /// Adds a customer for each of these salespeople.
    ///
    /// # Returns
    /// Their numbers.
    pub(crate) fn plant_customers(&self, salespeople: &[impl AsRef<str>]) -> Vec<u64> {
        let first = fresh_numbers(salespeople.len());
        self.plant(salespeople.len(), |place| {
            let (number, username) = (first + place, salespeople[place].as_ref());
            format!(
                "INSERT INTO customers (sales_user_id, first_name, last_name, email, phone_number, company_name,
                    created_at, updated_at)
                 SELECT id, 'Ada', 'Martin', 'client{number}@exemple.fr', '+3362{number:07}', 'Martin {number}',
                    {BEFORE}, {BEFORE} FROM users WHERE username = '{username}'"
            )
        });
        let addresses = (first..first + salespeople.len()).map(|number| format!("'client{number}@exemple.fr'"));
        let addresses: Vec<String> = addresses.collect();
        self.query(&format!(
            "SELECT id FROM customers WHERE email IN ({}) ORDER BY id",
            addresses.join(", ")
        ))
    }

    /// Adds a contract of 100 euros for each of these customers, followed by manager1; signed or not.
    ///
    /// # Returns
    /// Their numbers.
    pub(crate) fn plant_contracts(&self, customers: &[u64], is_signed: bool) -> Vec<u64> {
        let signature = if is_signed { "'2026-11-20', id" } else { "NULL, NULL" };
        self.plant(customers.len(), |place| {
            format!(
                "INSERT INTO contracts (customer_id, management_user_id, total_amount, balance_due, signed_at,
                    signed_by_user_id, created_at, updated_at)
                 SELECT {}, id, 100, 100, {signature}, {BEFORE}, {BEFORE} FROM users WHERE username = 'manager1'",
                customers[place]
            )
        });
        self.query(&format!(
            "SELECT id FROM contracts WHERE customer_id IN ({}) AND (signed_at IS NOT NULL) = {is_signed}
             ORDER BY customer_id",
            listed(customers)
        ))
    }

    /// Adds an event for each of these signed contracts, from one moment to another of a day of its own, run by nobody.
    ///
    /// # Returns
    /// Their numbers.
    pub(crate) fn plant_events(&self, contracts: &[u64], start: &str, end: &str) -> Vec<u64> {
        self.plant(contracts.len(), |place| {
            let day = day(place);
            format!(
                "INSERT INTO events (contract_id, customer_id, name, start_at, end_at, location, attendees, created_at,
                    updated_at)
                 SELECT id, customer_id, 'Réunion', '{day} {start}', '{day} {end}', 'Paris', 10, {BEFORE}, {BEFORE}
                 FROM contracts WHERE id = {}",
                contracts[place]
            )
        });
        self.query(&format!(
            "SELECT id FROM events WHERE contract_id IN ({}) AND TIME(start_at) LIKE '{start}%' ORDER BY contract_id",
            listed(contracts)
        ))
    }

    /// Runs a statement so many times in one transaction; every node has what it did.
    pub(crate) fn plant(&self, count: usize, statement: impl Fn(usize) -> String) {
        let mut owner = self.database.as_owner();
        // What another test wrote on another node meanwhile may be in the way.
        while let Err(error) = in_one_transaction(&mut owner, count, &statement) {
            let is_conflict = matches!(&error, Error::MySqlError(answer) if CONFLICTS.contains(&answer.code));
            assert!(is_conflict, "{error}");
        }
        self.catch_up();
    }
}

/// Two transactions that wait for one another, or were committed at once on two nodes: here the other one was faster.
const CONFLICTS: [u16; 2] = [1213, 3101];

fn in_one_transaction(owner: &mut Conn, count: usize, statement: impl Fn(usize) -> String) -> mysql::Result<()> {
    let mut transaction = owner.start_transaction(TxOpts::default())?;
    for place in 0..count {
        transaction.query_drop(statement(place))?;
    }
    transaction.commit()
}

fn listed(numbers: &[u64]) -> String {
    let numbers: Vec<String> = numbers.iter().map(u64::to_string).collect();
    numbers.join(", ")
}

/// A day of its own for each place, in February: no day of it has another length than 24 hours.
pub(crate) fn day(place: usize) -> String {
    format!("{}-02-{:02}", 2028 + place / 28, 1 + place % 28)
}

/// A line that creates a customer with the e-mail address, the telephone and the company of these numbers.
pub(crate) fn creation(email: usize, telephone: usize, company: usize) -> String {
    format!(
        "clients creer --prenom Ada --nom Martin --email ada{email}@exemple.fr --telephone +336{telephone:08} \
         --entreprise 'Société {company}'"
    )
}
