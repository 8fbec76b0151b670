//! One of the people: signs in, types, signs in again whenever their account was closed to them.

use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use epic_events::clock::Clock;
use epic_events::demonstration::dataset::PASSWORD;

use super::lines::{Line, Objects, People, Source};
use crate::contest::ending;
use crate::ground::{ALL, Ground};
use crate::report::Counts;
use crate::support::draw::Draw;
use crate::support::shell::TestShell;

/// Lines that nobody else has the numbers of.
const NUMBERS_OF_ONE: u64 = 100_000;
/// Somebody thinks between two lines.
const THOUGHT_MILLISECONDS: u64 = 400;

/// Somebody at a shell.
pub(super) struct Typist<'work> {
    people: &'work People,
    username: &'work str,
    place: usize,
    shell: TestShell,
    draw: Draw,
}

/// What somebody was told.
#[derive(Default)]
pub(super) struct Typed {
    pub(super) endings: Counts,
    /// The marks of lines, and how each ended.
    pub(super) marked: Vec<(String, String)>,
    pub(super) longest_line: Duration,
}

impl<'work> Typist<'work> {
    /// The one at this place; each knows the nodes in another order.
    pub(super) fn new(ground: &Ground, people: &'work People, place: usize, seed: u64) -> Self {
        let groups = [
            &people.managers,
            &people.salespeople,
            &people.salespeople,
            &people.support,
        ];
        let group = groups[place % groups.len()];
        let mut nodes = ALL;
        nodes.rotate_left(place % ALL.len());
        Self {
            people,
            username: &group[place / groups.len() % group.len()],
            place,
            shell: ground.shell(&nodes),
            draw: Draw::new(seed + place as u64),
        }
    }

    /// Types until it is over.
    pub(super) fn work(mut self, objects: &Objects, is_over: &AtomicBool) -> Typed {
        let mut typed = Typed::default();
        let stopwatch = Clock::system();
        for count in 0.. {
            if is_over.load(Ordering::Relaxed) {
                break;
            }
            let begun = stopwatch.monotonic();
            if self.shell.context.session().is_none() && !objects.is_active(self.username) {
                // Perhaps somebody lets them in again.
            } else if self.shell.context.session().is_none() {
                typed.endings.note(self.sign_in());
            } else {
                let line = self.line(objects, count);
                let told = ending(&self.shell.run(&line.text));
                typed.endings.note(told.clone());
                typed.marked.extend(line.mark.map(|mark| (mark, told)));
            }
            typed.longest_line = typed.longest_line.max(stopwatch.monotonic().saturating_sub(begun));
            std::thread::sleep(Duration::from_millis(self.draw.below(THOUGHT_MILLISECONDS)));
        }
        typed
    }

    fn sign_in(&mut self) -> String {
        self.shell.answer(&[PASSWORD]);
        let outcome = self.shell.run(&format!("connexion {}", self.username));
        self.shell.take_answers_back();
        format!("connexion {}", ending(&outcome))
    }

    fn line(&mut self, objects: &Objects, count: u64) -> Line {
        let source = Source {
            people: self.people,
            objects,
            number: self.place as u64 * NUMBERS_OF_ONE + count,
        };
        let draw = &mut self.draw;
        if self.people.managers.iter().any(|name| name == self.username) {
            source.of_management(draw)
        } else if self.people.support.iter().any(|name| name == self.username) {
            source.of_support(draw)
        } else {
            source.of_sales(draw)
        }
    }
}

/// Whether somebody was told that what they typed was not done.
pub(super) fn is_refusal(told: &str) -> bool {
    !matches!(told, "oui" | "ISSUE_INCONNUE")
}
