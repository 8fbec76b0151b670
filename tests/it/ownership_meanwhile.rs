//! Who owns what, and who still is somebody, is read beside locks: what is decided about it elsewhere is waited for
//! (B2, B11, B14, B15, D11).

use epic_events::error::Kind;

use crate::support::database::TestDatabase;
use crate::support::shell::{Outcome, TestShell};

/// What sales2 may do with what follows from their customer n° 1.
const OF_THE_SALESPERSON: [&str; 6] = [
    "contrats modifier 1 --montant 10",
    "contrats signer 1",
    "contrats encaisser 2 --montant 1",
    "evenements creer --contrat 3 --nom Gala --debut '10/12/2026 20:00' --fin '10/12/2026 23:00' --lieu Paris \
     --participants 10",
    "evenements modifier 1 --debut '10/12/2026 20:00' --fin '10/12/2026 23:00'",
    "evenements annuler 1 --motif pluie --oui",
];

/// What leaves the name of whoever does it on a contract or a payment.
const OF_SOMEBODY: [(&str, &str); 4] = [
    ("sales2", "contrats signer 1"),
    ("sales2", "contrats encaisser 2 --montant 1"),
    ("manager1", "contrats signer 1"),
    ("manager1", "contrats contrepasser 2 --paiement 1 --motif erreur"),
];

fn meanwhile(database: &TestDatabase, row: &str, decision: &str, username: &str, line: &str) -> Outcome {
    database.decide_meanwhile(row, &[decision], |begin| {
        let mut shell = TestShell::signed_in(database, username);
        begin();
        shell.run(line)
    })
}

fn written(database: &TestDatabase) -> Vec<String> {
    database.rows_of(&["contracts", "payments", "events"])
}

#[test]
fn b11_a_customer_that_is_being_given_to_somebody_else_is_waited_for() {
    for line in OF_THE_SALESPERSON {
        let database = TestDatabase::demonstration();
        let before = written(&database);
        let transfer = "UPDATE customers SET sales_user_id = 5, version = version + 1 WHERE id = 1";
        meanwhile(&database, "customers WHERE id = 1", transfer, "sales2", line)
            .fails(Kind::Access, "PAS_PROPRIETAIRE");
        assert_eq!(written(&database), before, "{line}");
    }
}

#[test]
fn b15_whoever_is_disabled_before_his_name_is_written_writes_nothing() {
    for (username, line) in OF_SOMEBODY {
        let database = TestDatabase::demonstration();
        let before = written(&database);
        let row = format!("users WHERE username = '{username}'");
        let disabling = format!("UPDATE users SET is_active = FALSE WHERE username = '{username}'");
        meanwhile(&database, &row, &disabling, username, line).fails(Kind::Connection, "SESSION_FERMEE");
        assert_eq!(written(&database), before, "{line}");
    }
}
