//! `base premier-compte`: the one account that nobody signed in creates.

use std::time::Duration;

use epic_events::error::Kind;

use crate::support::database::TestDatabase;
use crate::support::shell::TestShell;

const LINE: &str = "base premier-compte --identifiant hrousseau --prenom Hélène --nom Rousseau \
                    --email helene@exemple.fr --telephone 0140203001";

/// The temporary password that the answer shows.
fn password(answer: &str) -> String {
    answer.trim().rsplit(' ').next().unwrap_or_default().to_owned()
}

#[test]
fn s4_the_first_account_signs_in_once_with_a_password_shown_once_and_must_choose_another() {
    let database = TestDatabase::prepared();
    let mut shell = TestShell::on(&database);
    let temporary = password(&shell.run(LINE).succeeds());
    shell.answer(&[&temporary, "cheval correct pile", "cheval correct pile"]);
    shell.run("connexion hrousseau").succeeds();
    shell.run("clients lister").succeeds();
    let number: String = database.one("SELECT employee_number FROM users");
    assert_eq!(number, "EMP-0001");
}

#[test]
fn s4_a_temporary_password_is_good_for_three_days() {
    let database = TestDatabase::prepared();
    let mut shell = TestShell::on(&database);
    let temporary = password(&shell.run(LINE).succeeds());
    shell.clock.advance(Duration::from_hours(72));
    shell.answer(&[&temporary]);
    shell
        .run("connexion hrousseau")
        .fails(Kind::Connection, "CONNEXION_REFUSEE");
}

#[test]
fn b18_it_is_recorded_and_there_is_only_one() {
    let database = TestDatabase::prepared();
    let succeeded: usize = std::thread::scope(|scope| {
        let threads: Vec<_> = ["a", "b", "c"]
            .into_iter()
            .map(|name| {
                let database = &database;
                scope.spawn(move || {
                    let line = LINE.replace("hrousseau", &format!("rousseau{name}"));
                    let outcome = TestShell::on(database).run(&line);
                    if outcome.status.exit_status() == 0 {
                        return 1;
                    }
                    outcome.fails(Kind::Rule, "PREMIER_COMPTE_EXISTANT");
                    0
                })
            })
            .collect();
        threads.into_iter().map(|thread| thread.join().unwrap()).sum()
    });
    assert_eq!(succeeded, 1);
    let entries: Vec<(String, u64, u64)> =
        database.query("SELECT object_type, object_id, CHAR_LENGTH(hash) FROM audit_entries");
    assert_eq!(entries.len(), 1);
    assert_eq!(entries[0].2, 64);
    assert_eq!(database.one::<u64>("SELECT COUNT(*) FROM users"), 1);
}
