//! Guesses are counted wherever they are made, and nobody stays signed in against a decision of another node (S3, S4,
//! B15).

use std::time::Duration;

use epic_events::clock::Clock;
use epic_events::demonstration::dataset::PASSWORD;

use super::SharedGround;
use crate::contest::ending;
use crate::gathering::Gathering;
use crate::ground::ALL;
use crate::plants::fresh_numbers;
use crate::report::{Counts, tell};
use crate::support::draw::Draw;
use crate::support::shell::{TestShell, WRONG_PASSWORD};

const ROUNDS: usize = 100;
/// How many names are guessed at.
const NAMES: usize = 50;
const SEED: u64 = 20_261_129;
/// How many wrong passwords block a name, and on which node each is typed.
const GUESSES: [usize; 5] = [1, 2, 3, 1, 2];

fn sign_in(shell: &mut TestShell, username: &str, password: &str) -> String {
    shell.answer(&[password]);
    let outcome = shell.run(&format!("connexion {username}"));
    shell.take_answers_back();
    ending(&outcome)
}

#[test]
fn s3_five_wrong_passwords_on_three_nodes_are_all_counted_and_block_the_name() {
    let ground = SharedGround::new();
    let first = fresh_numbers(NAMES);
    let start = Gathering::of(ALL.len());
    let endings = std::thread::scope(|scope| {
        let people = ALL.map(|node| {
            let (ground, start) = (&ground, &start);
            scope.spawn(move || {
                let mut shell = ground.shell(&[node]);
                let mut endings = Counts::default();
                for number in first..first + NAMES {
                    start.wait();
                    for _ in GUESSES.iter().filter(|guess| **guess == node) {
                        endings.note(sign_in(&mut shell, &format!("inconnu{number}"), WRONG_PASSWORD));
                    }
                }
                endings
            })
        });
        let mut all = Counts::default();
        for person in people {
            all.add(&person.join().expect("every guess is answered"));
        }
        all
    });
    let blocked: usize = ground.one(
        "SELECT COUNT(*) FROM login_throttles
         WHERE username LIKE 'inconnu%' AND blocks = 1 AND blocked_until IS NOT NULL",
    );
    tell(format_args!(
        "S3, five guesses on three nodes: {} of {NAMES} names not blocked ({endings})",
        NAMES - blocked
    ));
    assert_eq!(blocked, NAMES);
    assert_eq!(endings.of("CONNEXION_REFUSEE"), endings.all());
}

/// Somebody signs in on the second node while a manager decides about their account on the first, at any moment of it.
/// What the decision closes, or refuses, is not open afterwards.
#[track_caller]
fn try_decision(rule: &str, decision: &str) {
    tell(format_args!("{rule}: seed {SEED}"));
    let ground = SharedGround::new();
    let (manager, colleagues) = (
        &ground.plant_accounts("management", 1)[0],
        ground.plant_accounts("sales", ROUNDS),
    );
    let start = Gathering::of(2);
    let (decided, signed_in) = std::thread::scope(|scope| {
        let colleague = scope.spawn(|| {
            let mut endings = Vec::new();
            for colleague in &colleagues {
                let mut shell = ground.shell(&[2]);
                start.wait();
                endings.push(sign_in(&mut shell, colleague, PASSWORD));
            }
            endings
        });
        let stopwatch = Clock::system();
        let mut shell = ground.signed_in(&[1], manager);
        // What it takes to sign in, most of which is verifying a password.
        let longest = u64::try_from(stopwatch.monotonic().as_micros()).expect("it is short");
        let mut draw = Draw::new(SEED);
        let mut endings = Vec::new();
        for colleague in &colleagues {
            let line = decision.replace("{}", colleague);
            let moment = Duration::from_micros(draw.below(longest));
            start.wait();
            std::thread::sleep(moment);
            endings.push(ending(&shell.run(&line)));
        }
        (endings, colleague.join().expect("every attempt is answered"))
    });
    let mut endings = Counts::default();
    for (decided, signed_in) in decided.iter().zip(&signed_in) {
        endings.note(format!("{decided}/{signed_in}"));
    }
    let open: usize = ground.one(&format!(
        "SELECT COUNT(*) FROM sessions JOIN users ON users.id = user_id
         WHERE closed_at IS NULL AND username IN ('{}')",
        colleagues.join("', '")
    ));
    tell(format_args!("{rule}: broken {open} of {ROUNDS} ({endings})"));
    assert_eq!(open, 0, "{endings}");
    let foreseen = ["oui/oui", "oui/CONNEXION_REFUSEE", "oui/SESSION_FERMEE"].map(|both| endings.of(both));
    assert_eq!(foreseen.iter().sum::<usize>(), ROUNDS, "{endings}");
}

#[test]
fn b15_nobody_stays_signed_in_whom_another_node_disables() {
    try_decision("B15, signing in and a disabling", "utilisateurs desactiver {} --oui");
}

#[test]
fn s4_nobody_stays_signed_in_by_a_password_that_another_node_resets() {
    try_decision(
        "S4, signing in and a reset",
        "utilisateurs reinitialiser-mot-de-passe {}",
    );
}
