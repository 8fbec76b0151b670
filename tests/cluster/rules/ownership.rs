//! Whoever was the salesperson of a customer does nothing about it any more once another node has given it to somebody
//! else (B2, B11, D10, D11): what they did is kept only where it was done before.

use crate::contest::{Contest, ROUNDS, turn};
use crate::ground::Ground;
use crate::nodes::together;

/// What there is of a customer of sales2.
struct Folder {
    customer: u64,
    draft: u64,
    contract: u64,
    event: u64,
}

fn folders(ground: &Ground) -> Vec<Folder> {
    let customers = ground.plant_customers("sales2", ROUNDS);
    let drafts = ground.plant_contracts(&customers, false);
    let contracts = ground.plant_contracts(&customers, true);
    let events = ground.plant_events(&contracts, "09:00", "13:00");
    (0..ROUNDS)
        .map(|number| Folder {
            customer: customers[number],
            draft: drafts[number],
            contract: contracts[number],
            event: events[number],
        })
        .collect()
}

/// Manager1 gives each customer to sales3, and sales2 types a line about it.
#[track_caller]
fn try_line(what: &str, line: impl Fn(&Folder) -> String + Sync) {
    let _together = together();
    let ground = Ground::new();
    let folders = folders(&ground);
    let contest = Contest::of(&ground, |round| {
        let folder = &folders[round];
        [
            turn("manager1", format!("clients transferer {} --commercial sales3", folder.customer)),
            turn("sales2", line(folder)),
        ]
    });
    contest.judge(&format!("ownership, a transfer and {what}"), |round| {
        let [is_given, is_done] = round.done();
        !is_given || (is_done && round.order.is_first_before_second())
    });
    ground.assert_whole();
}

#[test]
fn b2_a_customer_given_away_on_another_node_is_not_changed() {
    try_line("a change of the customer", |folder| format!("clients modifier {} --nom Autre", folder.customer));
}

#[test]
fn d10_the_draft_of_a_customer_given_away_on_another_node_is_not_changed() {
    try_line("a change of a draft", |folder| format!("contrats modifier {} --montant 10", folder.draft));
}

#[test]
fn d10_the_draft_of_a_customer_given_away_on_another_node_is_not_signed() {
    try_line("a signature", |folder| format!("contrats signer {}", folder.draft));
}

#[test]
fn d10_nothing_is_received_for_a_customer_given_away_on_another_node() {
    try_line("a payment", |folder| format!("contrats encaisser {} --montant 1", folder.contract));
}

#[test]
fn b11_a_customer_given_away_on_another_node_gets_no_event() {
    try_line("a new event", |folder| {
        format!(
            "evenements creer --contrat {} --nom Gala --debut '10/12/2026 20:00' --fin '10/12/2026 23:00' --lieu Paris \
             --participants 10",
            folder.contract
        )
    });
}

#[test]
fn d11_the_event_of_a_customer_given_away_on_another_node_is_not_changed() {
    try_line("a change of an event", |folder| format!("evenements modifier {} --lieu Ailleurs", folder.event));
}

#[test]
fn d11_the_event_of_a_customer_given_away_on_another_node_is_not_cancelled() {
    try_line("a cancellation", |folder| format!("evenements annuler {} --motif pluie --oui", folder.event));
}

#[test]
fn d11_an_event_given_to_somebody_on_another_node_is_not_its_salesperson_s_any_more() {
    let _together = together();
    let ground = Ground::new();
    let folders = folders(&ground);
    let contest = Contest::of(&ground, |round| {
        let event = folders[round].event;
        [
            turn("manager1", format!("evenements assigner {event} support1")),
            turn("sales2", format!("evenements modifier {event} --lieu Ailleurs")),
        ]
    });
    contest.judge("ownership, an assignment and a change of the event", |round| {
        let [is_given, is_done] = round.done();
        !is_given || (is_done && round.order.is_first_before_second())
    });
    ground.assert_whole();
}
