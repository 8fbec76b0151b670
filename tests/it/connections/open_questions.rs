//! While a person is asked something, the database does not notice: no connection is held, no transaction is open
//! (S32).

use std::cell::RefCell;
use std::rc::Rc;
use std::time::Duration;

use epic_events::database::pool::Database;
use epic_events::demonstration::dataset::PASSWORD;
use epic_events::models::permission::OwnAccount;
use epic_events::services::policy;
use mysql::Conn;
use mysql::prelude::Queryable;

use crate::support::database::TestDatabase;
use crate::support::shell::TestShell;

/// Somebody who looks at the server while a question is open.
struct Observer {
    /// The connections of the shell.
    pool: Database,
    owner: Conn,
    /// How often nothing was held.
    untroubled: usize,
    /// What was held, where something was.
    troubles: Vec<String>,
}

impl Observer {
    fn of(database: &TestDatabase, shell: &mut TestShell) -> Self {
        let mut owner = database.as_owner();
        owner
            .query_drop("SET SESSION lock_wait_timeout = 2")
            .expect("the patience is set");
        Self {
            pool: shell.context.database().expect("the database is prepared"),
            owner,
            untroubled: 0,
            troubles: Vec::new(),
        }
    }

    fn look(&mut self) {
        match self.trouble() {
            None => self.untroubled += 1,
            Some(trouble) => self.troubles.push(trouble),
        }
    }

    /// What is held of the database. Nothing is when every table can be locked, for which each transaction that read or
    /// wrote one would have to end, and when every connection that the program has can then be made to wait for it.
    fn trouble(&mut self) -> Option<String> {
        let locks = "LOCK TABLES users WRITE, roles WRITE, permissions WRITE, role_permissions WRITE, sessions WRITE,
            customers WRITE, contracts WRITE, payments WRITE, events WRITE, audit_entries WRITE,
            schema_migrations WRITE, login_throttles WRITE";
        if let Err(error) = self.owner.query_drop(locks) {
            return Some(format!("a transaction is open: {error}"));
        }
        let readers = [0; 2].map(|_| {
            let pool = self.pool.clone();
            std::thread::spawn(move || policy::check(&pool).map(drop))
        });
        let trouble = self.wait_until_every_connection_waits();
        self.owner.query_drop("UNLOCK TABLES").expect("it holds the locks");
        for reader in readers {
            reader
                .join()
                .expect("the reader does not panic")
                .expect("the tables are free again");
        }
        trouble
    }

    fn wait_until_every_connection_waits(&mut self) -> Option<String> {
        let mut last = (0, 0);
        // Whoever waits for a table gives up after five seconds.
        for _ in 0..300 {
            last = self
                .owner
                .query_first(
                    "SELECT COUNT(*), COALESCE(SUM(state = 'Waiting for table metadata lock'), 0)
                     FROM information_schema.processlist WHERE user = DATABASE()",
                )
                .expect("the processes are shown")
                .expect("counts are a row");
            if last == (2, 2) {
                return None;
            }
            std::thread::sleep(Duration::from_millis(10));
        }
        Some(format!("of {} connections {} could be used by others", last.0, last.1))
    }
}

/// Gives these answers, each after a look at the server.
fn answer_observed(shell: &mut TestShell, observer: &Rc<RefCell<Observer>>, answers: &[&str]) {
    for answer in answers {
        let observer = Rc::clone(observer);
        shell.answer_late(move || observer.borrow_mut().look(), answer);
    }
}

/// Types a line that must succeed, and looks at the server at each of its questions.
#[track_caller]
fn nothing_is_held(username: &str, line: &str, answers: &[&str]) {
    let database = TestDatabase::demonstration();
    let mut shell = TestShell::signed_in(&database, username).interactive();
    let observer = Rc::new(RefCell::new(Observer::of(&database, &mut shell)));
    answer_observed(&mut shell, &observer, answers);
    let outcome = shell.run(line);
    let observer = observer.borrow();
    assert_eq!(observer.troubles, [""; 0], "{line}");
    assert_eq!(observer.untroubled, answers.len(), "{line}");
    outcome.succeeds();
}

#[test]
fn s32_nothing_is_held_while_a_form_is_open() {
    let customer = ["Inès", "Moreau", "ines@exemple.fr", "06 12 34 56 78", "Moreau Frères"];
    nothing_is_held("sales2", "clients creer", &customer);
    let event = ["3", "Gala", "15/12/2026 18:00", "15/12/2026 23:00", "Lyon", "80"];
    nothing_is_held("sales2", "evenements creer", &event);
}

#[test]
fn s32_nothing_is_held_while_a_record_is_edited_and_the_differences_are_confirmed() {
    nothing_is_held("sales2", "evenements modifier 1", &["", "", "", "Lyon", "", "", "o"]);
    nothing_is_held("manager1", "contrats modifier 1", &["1234", "", "", "o"]);
}

#[test]
fn s32_nothing_is_held_while_a_confirmation_is_waited_for() {
    nothing_is_held("sales2", "clients supprimer 2", &["peut-être", "oui"]);
    nothing_is_held("sales2", "evenements annuler 1 --motif pluie", &["oui"]);
    nothing_is_held("manager1", "utilisateurs desactiver sales1", &["oui"]);
}

#[test]
fn s32_nothing_is_held_while_a_password_is_typed() {
    let new = "cheval correct pile";
    nothing_is_held("sales2", "mot-de-passe changer", &[PASSWORD, new, new]);
    nothing_is_held("sales2", "connexion", &["sales3", PASSWORD]);
}

#[test]
fn s32_nothing_is_held_while_an_expired_session_asks_for_the_password() {
    let database = TestDatabase::demonstration();
    let mut shell = TestShell::signed_in(&database, "sales2").interactive();
    let observer = Rc::new(RefCell::new(Observer::of(&database, &mut shell)));
    shell.clock.advance(Duration::from_mins(31));
    answer_observed(&mut shell, &observer, &["faux", PASSWORD, "oui"]);
    shell.run("clients supprimer 2").succeeds();
    let observer = observer.borrow();
    assert_eq!(observer.troubles, [""; 0]);
    assert_eq!(observer.untroubled, 3);
}

#[test]
fn whoever_looks_sees_a_connection_that_is_held_and_a_transaction_that_is_open() {
    let database = TestDatabase::demonstration();
    let mut shell = TestShell::signed_in(&database, "sales2");
    let mut observer = Observer::of(&database, &mut shell);
    let authorized = shell.context.authorize::<OwnAccount>().expect("somebody is signed in");
    authorized.begin_batch().expect("a batch is opened");
    let held = observer.trouble();
    assert!(
        held.as_deref().is_some_and(|trouble| trouble.contains("connections")),
        "{held:?}"
    );
    shell.run("clients lister").succeeds();
    let open = observer.trouble();
    assert!(
        open.as_deref().is_some_and(|trouble| trouble.contains("transaction")),
        "{open:?}"
    );
    observer.pool.roll_back_batch();
    assert_eq!(observer.trouble(), None);
}
