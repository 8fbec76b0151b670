//! One active account of management always remains, wherever managers decide about one another (D14).

use crate::contest::{Contest, ROUNDS, turn};
use crate::ground::Ground;
use crate::nodes::together;

/// In each round two managers, the only active ones, decide this about one another.
#[track_caller]
fn try_decision(rule: &str, decision: &str) {
    let _together = together();
    let ground = Ground::new();
    let [ones, others] = [(); 2].map(|()| ground.plant_accounts("management", ROUNDS));
    let active = |round: usize| format!("username IN ('{}', '{}')", ones[round], others[round]);
    let contest = Contest::prepared(
        &ground,
        |round| {
            ground.plant(1, |_| {
                format!(
                    "UPDATE users JOIN roles ON roles.id = role_id AND roles.name = 'management' SET is_active = {}",
                    active(round)
                )
            });
        },
        |round| {
            let pair = [&ones[round], &others[round]];
            [0, 1].map(|person| turn(pair[person], decision.replace("{}", pair[1 - person])))
        },
    );
    contest.judge(rule, |round| {
        let decided: u64 = ground.one(&format!(
            "SELECT COUNT(*) FROM audit_entries JOIN users ON users.id = object_id
             WHERE outcome = 'done' AND object_type = 'user' AND {}",
            active(round.number)
        ));
        decided > 1 || round.has_not_one_winner()
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
