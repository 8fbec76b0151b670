//! Whoever was the salesperson of a customer does nothing about it any more once another node has given it to somebody
//! else (B2, B11, D10, D11): what they did is kept only where it was done before.

use super::SharedGround;
use crate::contest::{Contest, ROUNDS, Round, turn};

/// What there is of a customer.
struct Folder {
    customer: u64,
    draft: u64,
    contract: u64,
    event: u64,
}

/// One of this salesperson for each round.
fn folders(ground: &SharedGround, salesperson: &str) -> Vec<Folder> {
    let customers = ground.plant_customers(&[salesperson; ROUNDS]);
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

/// Whether what the first person took away from the second one was not taken, or the second one did something with it
/// although it was.
fn is_broken(round: &Round) -> bool {
    let [is_taken, is_done] = round.done();
    let is_refused = !is_taken && round.is_answered();
    is_refused || (is_taken && is_done && round.order.is_first_before_second())
}

/// A manager gives each customer to sales3, and its salesperson types a line about it.
#[track_caller]
fn try_line(what: &str, line: impl Fn(&Folder) -> String + Sync) {
    let ground = SharedGround::new();
    let manager = &ground.plant_accounts("management", 1)[0];
    let salesperson = &ground.plant_accounts("sales", 1)[0];
    let folders = folders(&ground, salesperson);
    let contest = Contest::of(&ground, |round| {
        let folder = &folders[round];
        [
            turn(
                manager,
                format!("clients transferer {} --commercial sales3", folder.customer),
            ),
            turn(salesperson, line(folder)),
        ]
    });
    contest.judge(&format!("ownership, a transfer and {what}"), is_broken);
}

#[test]
fn b2_a_customer_given_away_on_another_node_is_not_changed() {
    try_line("a change of the customer", |folder| {
        format!("clients modifier {} --nom Autre", folder.customer)
    });
}

#[test]
fn d10_the_draft_of_a_customer_given_away_on_another_node_is_not_changed() {
    try_line("a change of a draft", |folder| {
        format!("contrats modifier {} --montant 10", folder.draft)
    });
}

#[test]
fn d10_the_draft_of_a_customer_given_away_on_another_node_is_not_signed() {
    try_line("a signature", |folder| format!("contrats signer {}", folder.draft));
}

#[test]
fn d10_nothing_is_received_for_a_customer_given_away_on_another_node() {
    try_line("a payment", |folder| {
        format!("contrats encaisser {} --montant 1", folder.contract)
    });
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
    try_line("a change of an event", |folder| {
        format!("evenements modifier {} --lieu Ailleurs", folder.event)
    });
}

#[test]
fn d11_the_event_of_a_customer_given_away_on_another_node_is_not_cancelled() {
    try_line("a cancellation", |folder| {
        format!("evenements annuler {} --motif pluie --oui", folder.event)
    });
}

#[test]
fn d11_an_event_given_to_somebody_on_another_node_is_not_its_salesperson_s_any_more() {
    let ground = SharedGround::new();
    let manager = &ground.plant_accounts("management", 1)[0];
    let [salesperson, support] = ["sales", "support"].map(|role| ground.plant_accounts(role, 1).remove(0));
    let folders = folders(&ground, &salesperson);
    let contest = Contest::of(&ground, |round| {
        let event = folders[round].event;
        [
            turn(manager, format!("evenements assigner {event} {support}")),
            turn(&salesperson, format!("evenements modifier {event} --lieu Ailleurs")),
        ]
    });
    contest.judge("ownership, an assignment and a change of the event", is_broken);
}
