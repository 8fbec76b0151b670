//! A support colleague runs one event at a time, whoever gives or moves them on whatever node (B12).

use crate::contest::{Contest, ROUNDS, turn};
use crate::ground::Ground;
use crate::nodes::together;
use crate::plants::day;

/// Two signed contracts and two events of theirs for each round, on the same day: from 9 to 13, and from 11 to 15 or on
/// the evening.
fn pairs(ground: &Ground, do_overlap: bool) -> Vec<[u64; 2]> {
    let customer = ground.plant_customers("sales2", 1)[0];
    let contracts = ground.plant_contracts(&[customer; ROUNDS], true);
    let first = ground.plant_events(&contracts, "09:00", "13:00");
    let (start, end) = if do_overlap { ("11:00", "15:00") } else { ("20:00", "22:00") };
    let second = ground.plant_events(&contracts, start, end);
    first.into_iter().zip(second).map(|(first, second)| [first, second]).collect()
}

/// That no round left somebody of the support in two places, and every round somebody's work.
#[track_caller]
fn judge(ground: &Ground, rule: &str, pairs: &[[u64; 2]], contest: &Contest) {
    contest.judge(rule, |round| {
        let [first, second] = pairs[round.number];
        let do_overlap: bool = ground.one(&format!(
            "SELECT COUNT(*) > 0 FROM events AS one JOIN events AS other
                ON other.support_user_id = one.support_user_id
                AND other.start_at < one.end_at AND one.start_at < other.end_at
             WHERE one.id = {first} AND other.id = {second}"
        ));
        do_overlap || round.has_not_one_winner()
    });
    ground.assert_whole();
}

/// Gives events to somebody of the support.
fn give(ground: &Ground, events: impl IntoIterator<Item = u64>, username: impl Fn(usize) -> String) {
    for (round, event) in events.into_iter().enumerate() {
        ground.database.execute(&format!(
            "UPDATE events SET support_user_id = (SELECT id FROM users WHERE username = '{}') WHERE id = {event}",
            username(round)
        ));
    }
    ground.catch_up();
}

#[test]
fn b12_overlapping_events_given_to_one_person_on_two_nodes_one_is_refused() {
    let _together = together();
    let ground = Ground::new();
    let pairs = pairs(&ground, true);
    let contest = Contest::of(&ground, |round| {
        let [first, second] = pairs[round];
        [
            turn("manager1", format!("evenements assigner {first} support1")),
            turn("manager2", format!("evenements assigner {second} support1")),
        ]
    });
    judge(&ground, "B12, two assignments", &pairs, &contest);
}

#[test]
fn b12_an_event_given_on_one_node_and_one_moved_on_another_never_overlap() {
    let _together = together();
    let ground = Ground::new();
    let pairs = pairs(&ground, false);
    give(&ground, pairs.iter().map(|[_, second]| *second), |_| String::from("support1"));
    let contest = Contest::of(&ground, |round| {
        let ([first, second], day) = (pairs[round], day(round));
        [
            turn("manager1", format!("evenements assigner {first} support1")),
            turn(
                "support1",
                format!("evenements modifier {second} --debut {day}T12:00Z --fin {day}T14:00Z"),
            ),
        ]
    });
    judge(&ground, "B12, an assignment and a move", &pairs, &contest);
}

#[test]
fn b12_two_events_moved_on_two_nodes_never_overlap() {
    let _together = together();
    let ground = Ground::new();
    let pairs = pairs(&ground, false);
    give(&ground, pairs.iter().flatten().copied(), |_| String::from("support1"));
    let contest = Contest::of(&ground, |round| {
        let ([first, second], day) = (pairs[round], day(round));
        [first, second].map(|event| {
            let line = format!("evenements modifier {event} --debut {day}T16:00Z --fin {day}T18:00Z");
            turn("support1", line)
        })
    });
    judge(&ground, "B12, two moves", &pairs, &contest);
}

#[test]
fn b12_events_taken_over_on_one_node_and_given_on_another_never_overlap() {
    let _together = together();
    let ground = Ground::new();
    let pairs = pairs(&ground, true);
    ground.plant_accounts("ancien", "support", ROUNDS);
    ground.plant_accounts("nouveau", "support", ROUNDS);
    give(&ground, pairs.iter().map(|[first, _]| *first), |round| format!("ancien{round}"));
    let contest = Contest::of(&ground, |round| {
        let [_, second] = pairs[round];
        let takeover = format!("utilisateurs desactiver ancien{round} --remplacant nouveau{round} --oui");
        [
            turn("manager1", takeover),
            turn("manager2", format!("evenements assigner {second} nouveau{round}")),
        ]
    });
    judge(&ground, "B12, a takeover and an assignment", &pairs, &contest);
}
