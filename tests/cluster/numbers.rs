//! Numbers given on three nodes at once: nobody is refused one, and none is given twice (B16).

use std::collections::BTreeSet;
use std::time::Duration;

use epic_events::clock::Clock;
use epic_events::shell::context::reply::Status;

use crate::contest::ending;
use crate::gathering::Gathering;
use crate::ground::Ground;
use crate::nodes::alone;
use crate::report::{Counts, tell};

/// Contracts that each writer creates.
const EACH: usize = 300;
/// Where fewer create, or all of them sign in as one person.
const EACH_OF_FEW: usize = 100;

/// What the writers got.
struct Written {
    numbers: Vec<String>,
    endings: Counts,
    time: Duration,
}

/// Has each of these managers create so many contracts, the first on the first node, and so on.
fn write(ground: &Ground, managers: &[&String], each: usize) -> Written {
    let start = Gathering::of(managers.len());
    let written = std::thread::scope(|scope| {
        let writers: Vec<_> = (1..)
            .zip(managers)
            .map(|(node, manager)| {
                let start = &start;
                scope.spawn(move || {
                    let mut shell = ground.signed_in(&[node], manager);
                    let (mut numbers, mut endings) = (Vec::new(), Counts::default());
                    start.wait();
                    let stopwatch = Clock::system();
                    for _ in 0..each {
                        let outcome = shell.run("contrats creer --client kevin@startup.io --montant 10");
                        endings.note(ending(&outcome));
                        if outcome.status == Status::Success {
                            let number = outcome.standard.split(' ').nth(1).expect("it names the contract");
                            numbers.push(number.to_owned());
                        }
                    }
                    (numbers, endings, stopwatch.monotonic())
                })
            })
            .collect();
        let join = |writer: std::thread::ScopedJoinHandle<'_, _>| writer.join().expect("every line ends");
        writers
            .into_iter()
            .map(join)
            .collect::<Vec<(Vec<String>, Counts, Duration)>>()
    });
    let mut all = Written {
        numbers: Vec::new(),
        endings: Counts::default(),
        time: Duration::ZERO,
    };
    for (numbers, endings, time) in written {
        all.numbers.extend(numbers);
        all.endings.add(&endings);
        all.time = all.time.max(time);
    }
    all
}

/// Writes, tells how fast, and looks at the numbers.
#[track_caller]
fn try_writers(ground: &Ground, who: &str, managers: &[&String], each: usize) {
    let before: usize = ground.one("SELECT COUNT(*) FROM contracts");
    let Written { numbers, endings, time } = write(ground, managers, each);
    let (wanted, writers) = (managers.len() * each, managers.len());
    let pace = f64::from(u32::try_from(numbers.len()).expect("it is small")) / time.as_secs_f64();
    tell(format_args!(
        "B16, {writers} writers, {who}: {pace:.0} contracts a second ({endings})"
    ));
    let distinct: BTreeSet<&String> = numbers.iter().collect();
    assert_eq!((numbers.len(), distinct.len()), (wanted, wanted), "{endings}");
    let after: usize = ground.one("SELECT COUNT(DISTINCT contract_number) FROM contracts");
    assert_eq!(after - before, wanted);
}

#[test]
fn b16_three_nodes_that_create_at_once_refuse_nobody_and_give_different_numbers() {
    let _alone = alone();
    let ground = Ground::new();
    let managers = ground.plant_accounts("management", 3);
    let managers: Vec<&String> = managers.iter().collect();
    for (writers, each) in [(1, EACH_OF_FEW), (2, EACH_OF_FEW), (3, EACH)] {
        try_writers(&ground, "each somebody else", &managers[..writers], each);
    }
    ground.assert_whole();
}

#[test]
fn b16_one_person_who_creates_on_three_nodes_at_once_is_refused_nothing() {
    let _alone = alone();
    let ground = Ground::new();
    let manager = &ground.plant_accounts("management", 1)[0];
    try_writers(&ground, "all one person", &[manager; 3], EACH_OF_FEW);
    ground.assert_whole();
}
