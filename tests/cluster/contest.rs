//! Two people who each type a line that the other one's gets in the way of, each in a shell on a node of their own: at
//! the same instant, one just after the other, or one of them with all done but the commit.

use epic_events::demonstration::dataset::PASSWORD;
use epic_events::error::Kind;
use epic_events::shell::context::reply::Status;

use crate::gate::Gate;
use crate::gathering::Gathering;
use crate::ground::Ground;
use crate::nodes::cluster;
use crate::report::{Counts, tell};
use crate::support::shell::{Outcome, TestShell};

/// How often the two begin at the same instant.
const AT_ONCE: usize = 100;
/// How often in each other order.
const IN_ORDER: usize = 5;
/// All rounds.
pub(crate) const ROUNDS: usize = AT_ONCE + ORDERS.len() * IN_ORDER;
const ORDERS: [Order; 4] = [
    Order::FirstThenSecond,
    Order::SecondThenFirst,
    Order::FirstInSecond,
    Order::SecondInFirst,
];

/// How the two lines of a round follow one another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Order {
    /// They begin at the same instant.
    AtOnce,
    /// The second person begins when the first has their answer.
    FirstThenSecond,
    /// The reverse.
    SecondThenFirst,
    /// The first person begins when the second has done everything but the commit, which follows their answer.
    FirstInSecond,
    /// The reverse.
    SecondInFirst,
}

impl Order {
    fn of(round: usize) -> Self {
        let place = round.checked_sub(AT_ONCE);
        place.map_or(Self::AtOnce, |place| ORDERS[place / IN_ORDER])
    }

    /// Whether what the first person did, if they did it, was kept before what the second one did.
    pub(crate) fn is_first_before_second(self) -> bool {
        matches!(self, Self::FirstThenSecond | Self::FirstInSecond)
    }

    /// Who waits for the other: for the end of their line, or only for its commit.
    fn waits_for(self) -> Option<(usize, Wait)> {
        match self {
            Self::AtOnce => None,
            Self::FirstThenSecond => Some((1, Wait::ForEnd)),
            Self::SecondThenFirst => Some((0, Wait::ForEnd)),
            Self::FirstInSecond => Some((0, Wait::ForCommit)),
            Self::SecondInFirst => Some((1, Wait::ForCommit)),
        }
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Wait {
    ForEnd,
    ForCommit,
}

/// What somebody types in a round: who, and the line.
#[derive(Clone)]
pub(crate) struct Turn {
    username: String,
    line: String,
}

/// A turn of somebody.
pub(crate) fn turn(username: impl Into<String>, line: impl Into<String>) -> Turn {
    Turn {
        username: username.into(),
        line: line.into(),
    }
}

/// A round that is over.
pub(crate) struct Round {
    pub(crate) number: usize,
    pub(crate) order: Order,
    pub(crate) outcomes: [Outcome; 2],
}

impl Round {
    /// Whose line was done.
    pub(crate) fn done(&self) -> [bool; 2] {
        self.outcomes
            .each_ref()
            .map(|outcome| outcome.status == Status::Success)
    }

    /// Whether both people got an answer: that what they typed was done, or which rule it is against.
    pub(crate) fn is_answered(&self) -> bool {
        self.outcomes.iter().all(is_foreseen)
    }

    /// Whether both lines were done, or both refused.
    pub(crate) fn has_not_one_winner(&self) -> bool {
        let [first, second] = self.done();
        first == second && self.is_answered()
    }
}

/// What two people did.
pub(crate) struct Contest(Vec<Round>);

impl Contest {
    /// Has two people type: the first on the first node, the second on the second one.
    pub(crate) fn of(ground: &Ground, turns: impl Fn(usize) -> [Turn; 2] + Sync) -> Self {
        Self::prepared(ground, |_| (), turns)
    }

    /// The same where something is to be done before each round.
    pub(crate) fn prepared(
        ground: &Ground,
        prepare: impl Fn(usize) + Sync,
        turns: impl Fn(usize) -> [Turn; 2] + Sync,
    ) -> Self {
        let gates = [1, 2].map(|number| Gate::before(&cluster().node(number).socket()));
        let meeting = Gathering::of(2);
        let type_all = |person: usize| {
            let mut seat = Seat {
                ground,
                gates: &gates,
                person,
                meeting: &meeting,
                shell: ground.shell_behind(&gates[person]),
                username: String::new(),
            };
            let play = |round| {
                if person == 0 {
                    prepare(round);
                }
                seat.meeting.wait();
                seat.play(&turns(round)[person], Order::of(round))
            };
            (0..ROUNDS).map(play).collect::<Vec<Outcome>>()
        };
        let (first, second) = std::thread::scope(|scope| {
            let second = scope.spawn(|| type_all(1));
            (type_all(0), second.join().expect("every line ends"))
        });
        let rounds = first.into_iter().zip(second).enumerate();
        Self(
            rounds
                .map(|(number, (first, second))| Round {
                    number,
                    order: Order::of(number),
                    outcomes: [first, second],
                })
                .collect(),
        )
    }

    /// Tells in how many rounds the rule was broken, and how they ended; none may be, and no line may end in a way that
    /// is no answer of a rule.
    #[track_caller]
    pub(crate) fn judge(&self, rule: &str, is_broken: impl Fn(&Round) -> bool) {
        let (mut endings, mut broken, mut unforeseen) = (Counts::default(), Counts::default(), Vec::new());
        for round in &self.0 {
            endings.note(round.outcomes.each_ref().map(ending).join("/"));
            unforeseen.extend(round.outcomes.iter().filter(|outcome| !is_foreseen(outcome)));
            if is_broken(round) {
                broken.note(format!("{:?}", round.order));
            }
        }
        let verdict = format!(
            "{rule}: broken {} of {AT_ONCE} at once, {} of {} in order{}; {} lines without an answer ({endings})",
            broken.of("AtOnce"),
            broken.all() - broken.of("AtOnce"),
            ROUNDS - AT_ONCE,
            if broken.all() == 0 {
                String::new()
            } else {
                format!(" [{broken}]")
            },
            unforeseen.len()
        );
        tell(&verdict);
        assert!(
            broken.all() == 0 && unforeseen.is_empty(),
            "{verdict}\n{:?}",
            unforeseen.first()
        );
    }
}

/// A shell, and who sits there.
struct Seat<'contest> {
    ground: &'contest Ground,
    gates: &'contest [Gate; 2],
    person: usize,
    meeting: &'contest Gathering,
    shell: TestShell,
    username: String,
}

impl Seat<'_> {
    /// Plays one round.
    fn play(&mut self, turn: &Turn, order: Order) -> Outcome {
        let refusal = self.sign_in(&turn.username);
        let (own, other) = (&self.gates[self.person], &self.gates[1 - self.person]);
        let waiting = order.waits_for();
        let waits = waiting.is_some_and(|(person, _)| person == self.person);
        own.begin(!waits && waiting.is_some_and(|(_, wait)| wait == Wait::ForCommit));
        self.meeting.wait();
        if waits {
            other.wait_until_waited_at();
        }
        let outcome = refusal.unwrap_or_else(|| self.shell.run(&turn.line));
        own.desert();
        if waits {
            other.open();
        }
        self.meeting.wait();
        outcome
    }

    /// Signs somebody in who is not yet.
    ///
    /// # Returns
    /// How that ended, where it failed.
    fn sign_in(&mut self, username: &str) -> Option<Outcome> {
        if username == self.username && self.shell.context.session().is_some() {
            return None;
        }
        self.shell = self.ground.shell_behind(&self.gates[self.person]);
        username.clone_into(&mut self.username);
        self.shell.answer(&[PASSWORD]);
        let outcome = self.shell.run(&format!("connexion {username}"));
        (outcome.status != Status::Success).then_some(outcome)
    }
}

/// How a line ended: its error code, or that it was done.
pub(crate) fn ending(outcome: &Outcome) -> String {
    let code = outcome
        .errors
        .split_once('[')
        .and_then(|(_, rest)| rest.split_once(']'));
    match (outcome.status, code) {
        (Status::Success, _) => String::from("oui"),
        (Status::Failure(_), Some((code, _))) => code.to_owned(),
        (Status::Failure(_), None) => outcome.errors.clone(),
    }
}

/// Whether it is what somebody may be told whom somebody else was faster than.
pub(crate) fn is_foreseen(outcome: &Outcome) -> bool {
    match outcome.status {
        Status::Success => true,
        Status::Failure(kind) => matches!(kind, Kind::Rule | Kind::Access | Kind::Connection),
    }
}
