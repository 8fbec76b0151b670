//! A database that has several servers: whoever can do the work is asked, and nobody notices (D28).
//!
//! Each is the server of the tests behind a proxy of its own, which plays what can happen to one of them. What only
//! servers that replicate can do is tried on a real cluster.

use epic_events::demonstration::dataset::PASSWORD;
use epic_events::error::Kind;
use epic_events::shell::context::reply::Status;

use crate::support::database::TestDatabase;
use crate::support::proxy::{Break, Proxy, Then};
use crate::support::shell::TestShell;
use crate::support::writes::{WRITES, Writers, asks_for_password, written};

/// A database with three servers, the first of which breaks in that way.
struct Cluster {
    database: TestDatabase,
    hosts: [Proxy; 3],
}

impl Cluster {
    fn whose_first(breaks: Break) -> Self {
        let database = TestDatabase::demonstration();
        let hosts =
            [breaks, Break::BeforeCommit, Break::BeforeCommit].map(|breaks| Proxy::before(&database.socket(), breaks));
        Self { database, hosts }
    }

    fn shell(&self) -> TestShell {
        let mut shell = TestShell::on(&self.database);
        let sockets: Vec<_> = self.hosts.iter().map(Proxy::socket).collect();
        shell.context.set_location(self.database.location_of_hosts(&sockets));
        shell
    }

    fn signed_in(&self, username: &str) -> TestShell {
        let mut shell = self.shell();
        shell.sign_in(username);
        shell
    }

    fn writers(&self) -> Writers {
        Writers::on(&self.database, |username| self.signed_in(username))
    }

    /// The first two are in this state from now on, and the third one is well.
    fn third_alone_is_well(&self, then: Then) {
        let [first, second, third] = &self.hosts;
        third.break_next(0);
        first.refuse(then);
        second.refuse(then);
    }
}

/// What one server cannot do now and another can.
const ELSEWHERE: [Then; 8] = [
    Then::Gone,
    Then::Connections(1040),
    Then::Everything(1047),
    Then::Everything(1053),
    Then::Writes(1836),
    Then::Writes(3100),
    Then::Commits(3100),
    Then::Commits(1180),
];

#[test]
fn d28_what_a_server_cannot_do_another_does_and_nobody_notices() {
    for then in ELSEWHERE {
        let cluster = Cluster::whose_first(Break::BeforeCommit);
        let mut writers = cluster.writers();
        cluster.third_alone_is_well(then);
        for line in ["clients lister", "clients modifier 1 --nom Autre", "clients voir 1"] {
            let outcome = writers.run(("sales2", line));
            assert_eq!(outcome.status, Status::Success, "{then:?}: {line}: {}", outcome.errors);
        }
        let diagnostic = cluster.signed_in("manager1").run("base diagnostic").succeeds();
        assert!(
            diagnostic.contains("correct  Serveurs ensemble (aucune grappe, "),
            "{diagnostic}"
        );
        let state = cluster.shell().run("base etat").succeeds();
        for host in &cluster.hosts {
            assert!(state.contains(&*host.socket().to_string_lossy()), "{state}");
        }
    }
}

#[test]
fn d28_every_command_that_writes_goes_on_elsewhere_when_its_server_is_gone() {
    for write in WRITES {
        let cluster = Cluster::whose_first(Break::BeforeCommit);
        let mut writers = cluster.writers();
        cluster.third_alone_is_well(Then::Gone);
        writers.run(write).succeeds();
    }
}

#[test]
fn s33_a_commit_whose_server_is_gone_is_settled_on_another_and_done_once() {
    for breaks in [Break::BeforeCommitThen(Then::Gone), Break::AfterCommitThen(Then::Gone)] {
        for write in WRITES {
            let cluster = Cluster::whose_first(breaks);
            let mut writers = cluster.writers();
            cluster.hosts[0].break_after(u32::from(asks_for_password(write.1)), 1);
            let outcome = writers.run(write);
            outcome.succeeds();
            let doubled: u64 = cluster.database.one(
                "SELECT COUNT(*) FROM (SELECT operation_id FROM audit_entries GROUP BY operation_id HAVING COUNT(*) > 1)
                 AS doubled",
            );
            assert_eq!(doubled, 0, "{breaks:?}: {write:?}");
        }
    }
}

#[test]
fn d28_what_is_wrong_with_the_account_is_told_by_the_first_server() {
    let cluster = Cluster::whose_first(Break::BeforeCommit);
    cluster.hosts[0].refuse(Then::Connections(1045));
    let mut shell = cluster.shell();
    shell.answer(&[PASSWORD]);
    let message = shell
        .run("connexion sales2")
        .fails(Kind::Service, "COMPTE_DE_BASE_REFUSE");
    let socket = cluster.hosts[0].socket();
    assert!(message.contains(&*socket.to_string_lossy()), "{message}");
}

#[test]
fn d28_where_no_server_can_do_it_the_reason_is_told_and_nothing_is_written() {
    for (then, code) in [
        (Then::Gone, "BASE_INJOIGNABLE"),
        (Then::Everything(1047), "SERVEUR_PAS_PRET"),
        (Then::Writes(1836), "BASE_EN_LECTURE_SEULE"),
    ] {
        let cluster = Cluster::whose_first(Break::BeforeCommit);
        let mut writers = cluster.writers();
        let before = written(&cluster.database);
        for host in &cluster.hosts {
            host.refuse(then);
        }
        for write in WRITES {
            let outcome = writers.run(write);
            writers.shell(write.0).take_answers_back();
            let message = outcome.fails(Kind::Service, code);
            let is_told = |host: &Proxy| message.contains(&*host.socket().to_string_lossy());
            assert!(then != Then::Gone || cluster.hosts.iter().all(is_told), "{message}");
        }
        assert_eq!(written(&cluster.database), before, "{then:?}");
        for host in &cluster.hosts {
            host.break_next(0);
        }
        writers.run(("sales2", "clients modifier 1 --nom Autre")).succeeds();
    }
}

#[test]
fn d28_on_one_server_no_turn_is_taken_but_with_the_support() {
    for write in WRITES {
        let database = TestDatabase::demonstration();
        let mut writers = Writers::on(&database, |username| TestShell::signed_in(&database, username));
        writers.run(write).succeeds();
        let among_servers: u64 = database.one("SELECT COUNT(*) FROM turns WHERE subject <> 'support'");
        assert_eq!(among_servers, 0, "{write:?}");
    }
}
