//! The servers of one database, and which of them is asked (D28).
//!
//! The one that answered last is asked first, then the others in the order of their address. One that cannot be
//! reached, or is not able to do what it is asked now, rests for a while and is asked last. What is wrong with account,
//! database or certificate is wrong everywhere: no other is asked.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use mysql::Opts;

use super::constraint::{contact, server};
use crate::clock::Clock;
use crate::error::{Error, Result, ServerState};

/// How long a server is asked last that could not do what it was asked.
const REST: Duration = Duration::from_secs(10);

/// The servers of one database; clones share what is known of them.
#[derive(Clone)]
pub struct Hosts {
    /// How the first one is reached: account and database are those of all.
    first: Opts,
    all: Arc<[Host]>,
    stopwatch: Clock,
    state: Arc<Mutex<State>>,
}

/// One server of a database.
#[derive(Clone)]
pub(super) struct Host {
    place: usize,
    options: Opts,
}

#[derive(Default)]
struct State {
    /// The place of the one that answered last.
    preferred: usize,
    /// How often another one came to be preferred.
    changes: u64,
    /// Whether several of them take writes at once, or take them over from one another, as the last one said.
    is_clustered: bool,
    /// Which ones rest, and until when by the stopwatch.
    resting: Vec<(usize, Duration)>,
}

impl Hosts {
    /// The servers that these options reach, in their order.
    pub fn of(first: Opts, others: impl IntoIterator<Item = Opts>) -> Self {
        let hosts = std::iter::once(first.clone()).chain(others).enumerate();
        Self {
            first,
            all: hosts.map(|(place, options)| Host { place, options }).collect(),
            stopwatch: Clock::system(),
            state: Arc::default(),
        }
    }

    /// How the first one is reached.
    pub fn first(&self) -> &Opts {
        &self.first
    }

    /// Whether there is more than one.
    pub fn are_several(&self) -> bool {
        self.all.len() > 1
    }

    /// All of them, as they are told: `host:port, host:port`.
    pub(super) fn servers(&self) -> String {
        let servers: Vec<String> = self.all.iter().map(|host| server(&host.options)).collect();
        servers.join(", ")
    }

    /// How each of them is reached, in their order.
    pub(super) fn each(&self) -> impl Iterator<Item = &Opts> {
        self.all.iter().map(|host| &host.options)
    }

    /// Whether this is so of one of them.
    pub(super) fn any(&self, holds: impl Fn(&Opts) -> bool) -> bool {
        self.each().any(holds)
    }

    /// The same ones, each reached by other options.
    #[must_use]
    pub fn with(&self, change: impl Fn(&Opts) -> Opts) -> Self {
        let mut options = self.all.iter().map(|host| change(&host.options));
        let first = options.next().unwrap_or_else(|| self.first.clone());
        Self::of(first, options)
    }

    /// The one that answered last, and no other.
    #[must_use]
    pub fn only_preferred(&self) -> Self {
        Self::from(self.preferred().options)
    }

    /// Connects to the first one that is able to.
    ///
    /// # Errors
    /// Those of `connect`: the first that another server could not help, or the last, in the name of all.
    pub(super) fn connect<T>(&self, mut connect: impl FnMut(&Host) -> Result<T>) -> Result<T> {
        let mut failure = Error::Unavailable;
        for host in self.in_order() {
            match connect(&host) {
                Ok(connected) => {
                    self.lock().prefer(host.place);
                    return Ok(connected);
                }
                Err(error) if !self.may_help(&error) => return Err(error),
                Err(error) => {
                    self.rest(&host);
                    failure = error;
                }
            }
        }
        if let (Error::Server(refusal), true) = (&mut failure, self.are_several()) {
            let account = self.first.get_user().unwrap_or_default();
            refusal.contact = Some(format!("{account}@{}", self.servers()));
        }
        Err(failure)
    }

    /// Does this with whichever server is preferred, and with the next one as long as another may help.
    pub(super) fn somewhere<T>(&self, mut work: impl FnMut() -> Result<T>) -> Result<T> {
        for _ in 1..self.count() {
            match work() {
                Err(error) if self.may_help(&error) => self.rest(&self.preferred()),
                result => return result,
            }
        }
        work()
    }

    /// Whether another server may do what one did not, for this reason.
    pub(super) fn may_help(&self, error: &Error) -> bool {
        let may_help = if let Error::Server(refusal) = error {
            matches!(
                refusal.state,
                ServerState::Unreachable
                    | ServerState::NotReady
                    | ServerState::ReplicationNotReady
                    | ServerState::TooManyConnections
                    | ServerState::ReadOnly
            )
        } else {
            *error == Error::Unavailable
        };
        self.are_several() && may_help
    }

    /// A server is asked last for a while; the next one in order is preferred. Where there is no other, nothing is
    /// different.
    pub(super) fn rest(&self, host: &Host) {
        if !self.are_several() {
            return;
        }
        let now = self.stopwatch.monotonic();
        let mut state = self.lock();
        state.resting.retain(|(place, end)| *place != host.place && *end > now);
        state.resting.push((host.place, now + REST));
        drop(state);
        if let Some(next) = self.in_order().first() {
            self.lock().prefer(next.place);
        }
    }

    /// How often another server came to be preferred.
    pub(super) fn changes(&self) -> u64 {
        self.lock().changes
    }

    /// Whether this server is preferred as it was after so many changes: what was written elsewhere meanwhile, it may
    /// not have yet.
    pub(super) fn are_as_when(&self, host: &Host, changes: u64) -> bool {
        let state = self.lock();
        state.preferred == host.place && state.changes == changes
    }

    /// A server has just said whether others take writes beside it.
    pub(super) fn note_cluster(&self, is_clustered: bool) {
        self.lock().is_clustered = is_clustered;
    }

    /// Whether locks on rows hold on one server only, because others take writes beside it.
    pub(super) fn are_clustered(&self) -> bool {
        self.lock().is_clustered
    }

    /// How often something may be tried: once on each.
    pub(super) fn count(&self) -> usize {
        self.all.len()
    }

    /// The one that is asked first.
    pub(super) fn preferred(&self) -> Host {
        let place = self.lock().preferred;
        self.all.get(place).cloned().unwrap_or_else(|| Host {
            place,
            options: self.first.clone(),
        })
    }

    fn in_order(&self) -> Vec<Host> {
        let now = self.stopwatch.monotonic();
        let state = self.lock();
        let rests = |host: &Host| {
            state
                .resting
                .iter()
                .any(|(place, end)| *place == host.place && *end > now)
        };
        let mut hosts = self.all.to_vec();
        hosts.sort_by_key(|host| (rests(host), host.place != state.preferred, host.place));
        hosts
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl State {
    fn prefer(&mut self, place: usize) {
        if self.preferred != place {
            self.preferred = place;
            self.changes += 1;
        }
    }
}

impl From<Opts> for Hosts {
    fn from(options: Opts) -> Self {
        Self::of(options, [])
    }
}

impl Host {
    /// How it is reached.
    pub(super) fn options(&self) -> &Opts {
        &self.options
    }

    /// Account and server: `account@host:port`.
    pub(super) fn contact(&self) -> String {
        contact(&self.options)
    }
}

#[cfg(test)]
mod tests {
    use mysql::OptsBuilder;

    use super::*;

    fn hosts() -> Hosts {
        let mut options = [1, 2, 3]
            .map(|port| Opts::from(OptsBuilder::new().tcp_port(port)))
            .into_iter();
        Hosts::of(options.next().unwrap(), options)
    }

    /// The ports that are asked until one of these answers, and how that ended.
    fn asked(hosts: &Hosts, answering: &[u16], failure: &Error) -> (Vec<u16>, Result<u16>) {
        let mut asked = Vec::new();
        let answer = hosts.connect(|host| {
            let port = host.options().get_tcp_port();
            asked.push(port);
            if answering.contains(&port) {
                Ok(port)
            } else {
                Err(failure.clone())
            }
        });
        (asked, answer)
    }

    #[test]
    fn d28_the_one_that_answered_last_is_asked_first_and_one_that_did_not_last() {
        let hosts = hosts();
        let gone = Error::Unavailable;
        assert_eq!(asked(&hosts, &[1, 2, 3], &gone), (vec![1], Ok(1)));
        assert_eq!(asked(&hosts, &[3], &gone), (vec![1, 2, 3], Ok(3)));
        assert_eq!(asked(&hosts, &[1, 2, 3], &gone), (vec![3], Ok(3)));
        // Both others rest: their order is what is left.
        assert_eq!(asked(&hosts, &[2], &gone), (vec![3, 1, 2], Ok(2)));
        assert_eq!(asked(&hosts, &[], &gone), (vec![2, 1, 3], Err(gone.clone())));
    }

    #[test]
    fn d28_what_is_wrong_everywhere_is_told_by_the_first() {
        for failure in [Error::SchemaMissing, Error::server(ServerState::AccountRefused, "1045")] {
            assert_eq!(asked(&hosts(), &[2, 3], &failure), (vec![1], Err(failure.clone())));
        }
        for state in [
            ServerState::Unreachable,
            ServerState::NotReady,
            ServerState::TooManyConnections,
        ] {
            let failure = Error::server(state, "");
            assert_eq!(asked(&hosts(), &[2, 3], &failure), (vec![1, 2], Ok(2)));
        }
    }

    #[test]
    fn d28_of_one_server_nobody_else_is_asked() {
        let alone = Hosts::from(Opts::from(OptsBuilder::new().tcp_port(1)));
        let failure = Error::server(ServerState::NotReady, "1047");
        assert_eq!(asked(&alone, &[2], &failure), (vec![1], Err(failure.clone())));
        assert!(!alone.may_help(&failure) && !alone.may_help(&Error::Unavailable));
    }
}
