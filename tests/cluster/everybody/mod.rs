//! Twenty people type random commands, each knowing all nodes, while one node after the other is killed and started
//! again: nothing that was acknowledged is lost, nothing is done twice, nobody meets a fault of the program, and every
//! rule holds on every node afterwards (D28, S33).

mod lines;
mod typist;

use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use epic_events::clock::Clock;
use mysql::Conn;
use mysql::prelude::Queryable as _;

use lines::{Objects, People, Present};
use typist::{Typed, Typist};

use crate::ground::{ALL, Ground};
use crate::heartbeat::Heartbeat;
use crate::nodes::{alone, cluster};
use crate::report::{Counts, tell};

const SEED: u64 = 20_261_129;
const LENGTH: Duration = Duration::from_mins(2);
/// Between two deaths.
const INTERVAL: Duration = Duration::from_secs(10);
/// How long a node stays dead.
const DEAD: Duration = Duration::from_secs(6);
/// How often the typists learn what there is.
const LOOK: Duration = Duration::from_millis(500);
const SHELLS: usize = 20;

/// Managers and the support have a shell each, salespeople two.
fn people(ground: &Ground) -> People {
    People {
        managers: ground.plant_accounts("management", 5),
        salespeople: ground.plant_accounts("sales", 5),
        support: ground.plant_accounts("support", 5),
    }
}

/// Kills a node and starts it again, one after the other, until it is time to stop.
///
/// # Returns
/// How often.
fn kill_nodes() -> usize {
    let stopwatch = Clock::system();
    let mut deaths = 0;
    for number in ALL.into_iter().cycle() {
        let next = INTERVAL * u32::try_from(deaths + 1).expect("it is small");
        if next.max(stopwatch.monotonic()) + INTERVAL > LENGTH {
            break;
        }
        std::thread::sleep(next.saturating_sub(stopwatch.monotonic()));
        cluster().node(number).kill();
        deaths += 1;
        // Longer than the others need to agree that it is dead: it would not be let in again before.
        std::thread::sleep(DEAD);
        cluster().node(number).start();
    }
    std::thread::sleep(LENGTH.saturating_sub(stopwatch.monotonic()));
    deaths
}

/// Lets everybody go home, also where a node did not come back.
struct End<'work>(&'work AtomicBool);

impl Drop for End<'_> {
    fn drop(&mut self) {
        self.0.store(true, Ordering::Relaxed);
    }
}

/// Tells the typists what there is, by whichever node answers.
fn look_around(ground: &Ground, objects: &Objects, is_over: &AtomicBool) {
    while !is_over.load(Ordering::Relaxed) {
        for node in cluster().nodes() {
            let Ok(mut connection) = Conn::new(node.owner(Some(ground.database.name()))) else {
                continue;
            };
            if let Ok(present) = present(&mut connection) {
                objects.are(present);
                break;
            }
        }
        std::thread::sleep(LOOK);
    }
}

fn present(connection: &mut Conn) -> mysql::Result<Present> {
    let mut numbers = |table: &str| connection.query(format!("SELECT id FROM {table} ORDER BY id"));
    Ok(Present {
        numbers: [numbers("customers")?, numbers("contracts")?, numbers("events")?],
        active: connection.query("SELECT username FROM users WHERE is_active")?,
    })
}

#[test]
fn nothing_is_lost_or_done_twice_while_twenty_people_work_and_nodes_die() {
    tell(format_args!("everybody: seed {SEED}"));
    let _alone = alone();
    let ground = Ground::new();
    let (people, objects, is_over) = (people(&ground), Objects::default(), AtomicBool::default());
    let heartbeat = Heartbeat::through(&ALL);
    let (typed, deaths) = std::thread::scope(|scope| {
        let (ground, people, objects, is_over) = (&ground, &people, &objects, &is_over);
        scope.spawn(move || look_around(ground, objects, is_over));
        let typists: Vec<_> = (0..SHELLS)
            .map(|place| scope.spawn(move || Typist::new(ground, people, place, SEED).work(objects, is_over)))
            .collect();
        let end = End(is_over);
        let deaths = kill_nodes();
        drop(end);
        let join = |typist: std::thread::ScopedJoinHandle<'_, Typed>| typist.join().expect("they survive");
        (typists.into_iter().map(join).collect::<Vec<Typed>>(), deaths)
    });
    let election = heartbeat.longest_pause();
    ground.catch_up();
    judge(&ground, &typed, deaths, election);
    ground.assert_whole();
    ground.signed_in(&ALL, "manager1").run("journal verifier").succeeds();
}

/// Tells the figures, and holds what was acknowledged against the journal.
#[track_caller]
fn judge(ground: &Ground, typed: &[Typed], deaths: usize, election: Duration) {
    let mut endings = Counts::default();
    for typed in typed {
        endings.add(&typed.endings);
    }
    let pause = typed.iter().map(|typed| typed.longest_line).max().unwrap_or_default();
    let entries: Vec<(String, Option<String>)> =
        ground.query("SELECT changes, reason FROM audit_entries WHERE outcome = 'done'");
    let recorded = lines::marks_of(&entries);
    let marked = || typed.iter().flat_map(|typed| &typed.marked);
    let times = |mark: &str| recorded.of(mark);
    let lost: Vec<_> = marked()
        .filter(|(mark, told)| told == "oui" && times(mark) == 0)
        .collect();
    let twice: Vec<_> = marked().filter(|(mark, _)| times(mark) > 1).collect();
    let denied: Vec<_> = marked()
        .filter(|(mark, told)| typist::is_refusal(told) && times(mark) > 0)
        .collect();
    tell(format_args!(
        "everybody: {deaths} deaths, {} lines, {} of them marked: {} lost, {} twice, {} told refused and yet done",
        endings.all(),
        marked().count(),
        lost.len(),
        twice.len(),
        denied.len()
    ));
    tell(format_args!(
        "everybody: longest line {pause:.1?}, longest pause of the engine itself {election:.1?}"
    ));
    tell(format_args!("everybody: {endings}"));
    assert!(endings.of("oui") > 500, "{endings}");
    assert!(lost.is_empty(), "lost: {lost:?}");
    assert!(twice.is_empty(), "twice: {twice:?}");
    assert!(denied.is_empty(), "refused and done: {denied:?}");
    let faults = ["ERREUR_INTERNE", "connexion ERREUR_INTERNE"].map(|told| endings.of(told));
    assert_eq!(faults, [0, 0], "{endings}");
}
