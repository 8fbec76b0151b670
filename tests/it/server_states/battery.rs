//! Every state of a server, each with everything that people and administrators do in it: each command that writes, a
//! list, signing in, `base etat` and `base diagnostic`.
//!
//! The states are played by a proxy, in the server's own packets; those that a server can be brought to are tried there
//! too, beside this.

use std::time::Duration;

use epic_events::error::Code;

use super::{is_told, sign_in, without_rules};
use crate::support::database::TestDatabase;
use crate::support::proxy::{Break, Proxy, SAID, Then};
use crate::support::shell::TestShell;
use crate::support::writes::{WRITES, Writers, written};

/// What is refused, and what a person is told of it.
struct State {
    refused: Then,
    code: Code,
}

impl State {
    const fn new(refused: Then, code: Code) -> Self {
        Self { refused, code }
    }

    /// Whether what is only read is answered.
    fn is_read(&self) -> bool {
        matches!(self.refused, Then::Writes(_) | Then::Commits(_))
    }

    /// What else the message says: the reason of the server, where it gives one that says more than the message.
    fn words(&self) -> &'static [&'static str] {
        let is_silent = self.refused == Then::Gone || [Code::Busy, Code::GuardsBroken].contains(&self.code);
        if is_silent { &[] } else { &[SAID] }
    }
}

fn stranger(database: &TestDatabase, proxy: &Proxy) -> TestShell {
    let mut shell = TestShell::on(database);
    shell.pass_through(database, proxy);
    shell
}

#[track_caller]
fn try_everything_in(state: &State) {
    let (database, code) = (TestDatabase::demonstration(), state.code.word());
    let proxy = Proxy::before(&database.socket(), Break::BeforeCommit);
    let mut writers = Writers::on(&database, |username| TestShell::behind(&database, &proxy, username));
    let before = written(&database);
    proxy.refuse(state.refused);
    for write in WRITES {
        let outcome = writers.run(write);
        writers.shell(write.0).take_answers_back();
        is_told(without_rules(outcome), code, state.words());
    }
    for shell in writers.shells() {
        // After a minute the last use of the session is due, which cannot be noted.
        shell.clock.advance(Duration::from_secs(61));
        let list = shell.run("clients lister");
        if state.is_read() {
            list.succeeds();
        } else {
            is_told(list, code, state.words());
        }
    }
    let mut newcomer = stranger(&database, &proxy);
    is_told(sign_in(&mut newcomer), code, state.words());
    newcomer.take_answers_back();
    let base = stranger(&database, &proxy).run("base etat");
    is_told(base.without_page(), code, state.words());
    let diagnostic = stranger(&database, &proxy).run("base diagnostic");
    assert!(diagnostic.errors.contains("[DIAGNOSTIC_DEFAVORABLE]"), "{diagnostic:?}");
    for word in state.words() {
        assert!(diagnostic.standard.contains(word), "no {word} in: {diagnostic:?}");
    }
    assert_eq!(written(&database), before, "{:?}", state.refused);

    proxy.break_next(0);
    writers.run(("sales2", "clients modifier 1 --nom Autre")).succeeds();
    stranger(&database, &proxy).run("base diagnostic").succeeds();
}

#[test]
fn a_server_that_takes_no_writes() {
    for state in [
        State::new(Then::Writes(1290), Code::UnsuitableServer),
        State::new(Then::Writes(1836), Code::ReadOnlyServer),
        State::new(Then::Writes(1792), Code::ReadOnlyServer),
        State::new(Then::Writes(1665), Code::UnsuitableServer),
    ] {
        try_everything_in(&state);
    }
}

#[test]
fn a_server_that_has_no_room() {
    for state in [
        State::new(Then::Writes(1114), Code::ServerFull),
        State::new(Then::Writes(1021), Code::ServerFull),
        State::new(Then::Writes(1153), Code::PacketTooLarge),
        State::new(Then::Commits(1114), Code::ServerFull),
    ] {
        try_everything_in(&state);
    }
}

#[test]
fn a_server_without_its_group() {
    for state in [
        State::new(Then::Everything(1047), Code::ServerNotReady),
        State::new(Then::Writes(3100), Code::ServerNotReady),
        State::new(Then::Commits(3100), Code::ServerNotReady),
        State::new(Then::Commits(3100), Code::ServerNotReady),
        State::new(Then::Commits(1180), Code::ServerNotReady),
    ] {
        try_everything_in(&state);
    }
}

#[test]
fn a_server_that_lets_nobody_in() {
    for state in [
        State::new(Then::Gone, Code::Unavailable),
        State::new(Then::Connections(1040), Code::TooManyConnections),
        State::new(Then::Connections(1203), Code::TooManyConnections),
        State::new(Then::Connections(1226), Code::TooManyConnections),
        State::new(Then::Connections(1045), Code::AccessToDatabaseRefused),
    ] {
        try_everything_in(&state);
    }
}

#[test]
fn a_server_that_is_going_away() {
    for number in [1053, 1077, 1078, 1079, 1080] {
        try_everything_in(&State::new(Then::Everything(number), Code::Unavailable));
    }
}

#[test]
fn a_server_that_the_account_may_not_work_on() {
    for state in [
        State::new(Then::Writes(1142), Code::MissingGrant),
        State::new(Then::Everything(1143), Code::MissingGrant),
        State::new(Then::Writes(1449), Code::GuardsBroken),
    ] {
        try_everything_in(&state);
    }
}

#[test]
fn a_server_that_is_slow() {
    for state in [
        State::new(Then::Writes(1969), Code::SlowStatement),
        State::new(Then::Everything(3024), Code::SlowStatement),
    ] {
        try_everything_in(&state);
    }
}

#[test]
fn a_server_whose_rows_are_held() {
    try_everything_in(&State::new(Then::Writes(1205), Code::Busy));
}

#[test]
fn a_server_whose_rows_are_wanted_by_two_at_once() {
    try_everything_in(&State::new(Then::Writes(1213), Code::Busy));
}

#[test]
fn servers_of_which_another_always_writes_first() {
    for number in [1213, 3101] {
        try_everything_in(&State::new(Then::Commits(number), Code::Busy));
    }
}
