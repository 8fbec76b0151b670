//! One active account of management always remains, wherever managers decide about one another (D14).

use crate::contest::{Contest, ROUNDS, turn};
use crate::ground::Ground;
use crate::nodes::together;

/// In each round two managers, the only active ones, decide this about one another.
#[track_caller]
fn try_decision(rule: &str, decision: &str) {
    let _together = together();
    let ground = Ground::new();
    ground.plant_accounts("une", "management", ROUNDS);
    ground.plant_accounts("autre", "management", ROUNDS);
    let active = |round| format!("username IN ('une{round}', 'autre{round}')");
    let contest = Contest::prepared(
        &ground,
        |round| {
            ground.execute(&format!(
                "UPDATE users JOIN roles ON roles.id = role_id AND roles.name = 'management'
                 SET is_active = {}",
                active(round)
            ));
        },
        |round| {
            [("une", "autre"), ("autre", "une")].map(|(who, whom)| {
                turn(format!("{who}{round}"), decision.replace("{}", &format!("{whom}{round}")))
            })
        },
    );
    contest.judge(rule, |round| {
        let remaining: u64 = ground.one(&format!(
            "SELECT COUNT(*) FROM audit_entries JOIN users ON users.id = object_id
             WHERE outcome = 'done' AND object_type = 'user' AND {}",
            active(round.number)
        ));
        remaining != 1 || round.has_not_one_winner()
    });
}

#[test]
fn d14_two_managers_who_disable_one_another_on_two_nodes_leave_one() {
    try_decision("D14, two disablings", "utilisateurs desactiver {} --oui");
}

#[test]
fn d14_two_managers_who_give_one_another_another_role_on_two_nodes_leave_one() {
    try_decision("D14, two roles", "utilisateurs modifier {} --role commercial");
}
