//! Eight people type commands that get in one another's way, all at once: no rule is broken, nobody is told of a fault
//! of the program, and nobody waits in vain. The invariants of every database are checked at the end.

use std::sync::Barrier;
use std::time::Duration;

use epic_events::error::Kind;
use epic_events::shell::context::reply::Status;

use crate::support::database::TestDatabase;
use crate::support::draw::Draw;
use crate::support::shell::TestShell;

const PEOPLE: [&str; 8] = [
    "manager1", "manager2", "manager1", "sales1", "sales2", "sales3", "support1", "support2",
];
const LINES: u64 = 60;

fn line(draw: &mut Draw, username: &str, number: u64) -> String {
    let (customer, contract, event) = (draw.upto(5), draw.upto(9), draw.upto(9));
    let (one, other) = (draw.upto(3), draw.upto(3));
    let day = draw.upto(20);
    let dates = format!("--debut '{day}/12/2026 10:00' --fin '{}/12/2026 10:00'", day + 2);
    match (
        username.trim_end_matches(|last: char| last.is_ascii_digit()),
        draw.upto(12),
    ) {
        ("manager", 1) => format!("clients transferer {customer} --commercial sales{one}"),
        ("manager", 2) => format!("contrats creer --client {customer} --montant {}", draw.upto(500)),
        ("manager", 3) => format!(
            "contrats modifier {contract} --client {customer} --gestionnaire manager{}",
            draw.upto(2)
        ),
        ("manager", 4) => format!("contrats supprimer {contract} --oui"),
        ("manager", 5) | ("sales", 6) => format!("contrats signer {contract}"),
        ("manager", 6) | ("sales", 7 | 8) => {
            format!("contrats encaisser {contract} --montant {}", draw.upto(50))
        }
        ("manager", 7) => format!(
            "contrats contrepasser {contract} --paiement {} --motif erreur",
            draw.upto(30)
        ),
        ("manager", 8) => format!("evenements assigner {event} support{}", draw.upto(2)),
        ("manager", 9) => format!("evenements annuler {event} --motif pluie --oui"),
        ("manager", 10) => format!("utilisateurs desactiver sales{one} --remplacant sales{other} --oui"),
        ("manager", 11) => String::from("utilisateurs desactiver support1 --remplacant support2 --oui"),
        ("manager", _) => format!("utilisateurs reactiver {}", 3 + draw.upto(4)),
        ("sales", 1 | 2) => format!(
            "clients creer --prenom Ada --nom Martin --email ada{number}@exemple.fr --telephone 0612345678 --entreprise \
             Martin --accepter-doublon"
        ),
        ("sales", 3) => format!("clients modifier {customer} --nom Nom{number}"),
        ("sales", 4) => format!("clients supprimer {customer} --oui"),
        ("sales", 5) => format!("contrats modifier {contract} --montant {}", draw.upto(500)),
        ("sales", 9 | 10) => {
            format!("evenements creer --contrat {contract} --nom Gala {dates} --lieu Paris --participants 10")
        }
        ("sales", 11) => format!("evenements modifier {event} {dates}"),
        ("sales", _) => format!("evenements annuler {event} --motif pluie --oui"),
        (_, 1..=4) => format!("evenements modifier {event} --note note{number}"),
        _ => format!("evenements modifier {event} {dates}"),
    }
}

#[test]
fn no_rule_is_broken_by_eight_people_at_once() {
    let database = TestDatabase::demonstration();
    let signed_in = Barrier::new(PEOPLE.len());
    std::thread::scope(|scope| {
        for (place, username) in (1..).zip(PEOPLE) {
            let (database, signed_in) = (&database, &signed_in);
            scope.spawn(move || {
                let mut draw = Draw::new(place);
                let mut shell = TestShell::signed_in(database, username);
                signed_in.wait();
                for number in 0..LINES {
                    if shell.context.session().is_none() {
                        // Disabled: perhaps somebody lets them in again. Their attempts block nobody for long.
                        shell.clock.advance(Duration::from_hours(1));
                        shell.answer(&["demonstration-2026"]);
                        let _ = shell.run(&format!("connexion {username}"));
                        continue;
                    }
                    let line = line(&mut draw, username, number * 10 + place);
                    let outcome = shell.run(&line);
                    let is_foreseen = match outcome.status {
                        Status::Success => true,
                        Status::Failure(kind) => matches!(kind, Kind::Rule | Kind::Access | Kind::Connection),
                    };
                    assert!(is_foreseen, "{username}: {line}: {}", outcome.errors);
                }
            });
        }
    });
    let done: u64 = database.one(
        "SELECT COUNT(*) FROM audit_entries WHERE outcome = 'done' AND command NOT IN ('connexion', 'deconnexion')",
    );
    assert!(done > 50, "only {done} commands did anything");
}
