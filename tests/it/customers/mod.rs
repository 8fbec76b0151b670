//! Customers, as each role works with them.

mod bad_input;
mod create;
mod hostile;
mod list;
mod open_questions;
mod update;

use crate::support::database::TestDatabase;

/// How many customers and how many creations in the journal there are beyond the demonstration's.
pub(crate) fn created_customers(database: &TestDatabase) -> (u64, u64) {
    database.one(
        "SELECT (SELECT COUNT(*) FROM customers) - 3,
            (SELECT COUNT(*) FROM audit_entries WHERE command = 'clients creer' AND outcome = 'done')",
    )
}

/// A line that creates a customer, with an e-mail address, a telephone number and a company of its own.
pub(crate) fn creation(number: u32) -> String {
    format!(
        "clients creer --prenom Inès --nom Moreau{number} --email ines{number}@exemple.fr --telephone \
         \"06 12 34 {:02} {:02}\" --entreprise \"Moreau {number}\"",
        number / 100 % 100,
        number % 100,
    )
}
