//! A support colleague runs one event at a time, whoever gives or moves them on whatever node (B12).

use super::SharedGround;
use crate::contest::{Contest, ROUNDS, turn};
use crate::plants::day;

/// Two events for each round, on a day of its own: from 9 to 13, and from 11 to 15 or in the evening.
fn pairs(ground: &SharedGround, do_overlap: bool) -> Vec<[u64; 2]> {
    let contracts = ground.plant_contracts(&ground.plant_customers(&["sales2"; ROUNDS]), true);
    let first = ground.plant_events(&contracts, "09:00", "13:00");
    let (start, end) = if do_overlap {
        ("11:00", "15:00")
    } else {
        ("20:00", "22:00")
    };
    let second = ground.plant_events(&contracts, start, end);
    first
        .into_iter()
        .zip(second)
        .map(|(first, second)| [first, second])
        .collect()
}

/// Gives events to people of the support, one to each.
fn give<'name>(ground: &SharedGround, events: impl Iterator<Item = u64>, to: impl Iterator<Item = &'name String>) {
    let gifts: Vec<(u64, &String)> = events.zip(to).collect();
    ground.plant(gifts.len(), |place| {
        let (event, username) = gifts[place];
        format!(
            "UPDATE events SET support_user_id = (SELECT id FROM users WHERE username = '{username}') WHERE id = {event}"
        )
    });
}

/// That no round left somebody of the support in two places, and every round somebody's work.
#[track_caller]
fn judge(ground: &SharedGround, rule: &str, pairs: &[[u64; 2]], contest: &Contest) {
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
}

#[test]
fn b12_overlapping_events_given_to_one_person_on_two_nodes_one_is_refused() {
    let ground = SharedGround::new();
    let (pairs, managers) = (pairs(&ground, true), ground.plant_pair("management"));
    let support = &ground.plant_accounts("support", 1)[0];
    let contest = Contest::of(&ground, |round| {
        let [first, second] = pairs[round].map(|event| format!("evenements assigner {event} {support}"));
        [turn(&managers[0], first), turn(&managers[1], second)]
    });
    judge(&ground, "B12, two assignments", &pairs, &contest);
}

#[test]
fn b12_an_event_given_on_one_node_and_one_moved_on_another_never_overlap() {
    let ground = SharedGround::new();
    let (pairs, manager) = (pairs(&ground, false), &ground.plant_accounts("management", 1)[0]);
    let support = &ground.plant_accounts("support", 1)[0];
    give(
        &ground,
        pairs.iter().map(|[_, second]| *second),
        std::iter::repeat(support),
    );
    let contest = Contest::of(&ground, |round| {
        let ([first, second], day) = (pairs[round], day(round));
        let movement = format!("evenements modifier {second} --debut {day}T12:00Z --fin {day}T14:00Z");
        [
            turn(manager, format!("evenements assigner {first} {support}")),
            turn(support, movement),
        ]
    });
    judge(&ground, "B12, an assignment and a move", &pairs, &contest);
}

#[test]
fn b12_two_events_moved_on_two_nodes_never_overlap() {
    let ground = SharedGround::new();
    let (pairs, support) = (pairs(&ground, false), &ground.plant_accounts("support", 1)[0]);
    give(&ground, pairs.iter().flatten().copied(), std::iter::repeat(support));
    let contest = Contest::of(&ground, |round| {
        let day = day(round);
        pairs[round].map(|event| {
            let line = format!("evenements modifier {event} --debut {day}T16:00Z --fin {day}T18:00Z");
            turn(support, line)
        })
    });
    judge(&ground, "B12, two moves", &pairs, &contest);
}

#[test]
fn b12_events_taken_over_on_one_node_and_given_on_another_never_overlap() {
    let ground = SharedGround::new();
    let (pairs, managers) = (pairs(&ground, true), ground.plant_pair("management"));
    let [leaving, staying] = [(); 2].map(|()| ground.plant_accounts("support", ROUNDS));
    give(&ground, pairs.iter().map(|[first, _]| *first), leaving.iter());
    let contest = Contest::of(&ground, |round| {
        let ([_, second], leaving, staying) = (pairs[round], &leaving[round], &staying[round]);
        let takeover = format!("utilisateurs desactiver {leaving} --remplacant {staying} --oui");
        [
            turn(&managers[0], takeover),
            turn(&managers[1], format!("evenements assigner {second} {staying}")),
        ]
    });
    judge(&ground, "B12, a takeover and an assignment", &pairs, &contest);
}
