//! `journal lister --objet X --numero N` tells everything that happened to an object, whoever did it and with what else
//! (B18, S40).

use epic_events::error::Kind;

use crate::support::database::TestDatabase;
use crate::support::shell::TestShell;

const PASSWORD: &str = "demonstration-2026";

/// The commands of the history of an object, oldest first, without their common first word where they have one.
fn history(database: &TestDatabase, object: &str, number: u64) -> Vec<String> {
    let text = TestShell::signed_in(database, "manager2")
        .run(&format!(
            "journal lister --objet {object} --numero {number} --tri date --tout --format jsonl"
        ))
        .succeeds();
    text.lines()
        .map(|line| {
            let entry: serde_json::Value = serde_json::from_str(line).unwrap();
            entry["commande"].as_str().unwrap().to_owned()
        })
        .collect()
}

/// How each session ended, as its history tells it.
fn ending(database: &TestDatabase, session: u64) -> (String, String) {
    let text = TestShell::signed_in(database, "manager2")
        .run(&format!(
            "journal lister --objet session --numero {session} --format jsonl"
        ))
        .succeeds();
    let last: serde_json::Value = serde_json::from_str(text.lines().next().unwrap()).unwrap();
    let told = [&last["changements"], &last["motif"]]
        .into_iter()
        .find_map(|field| field.as_str().filter(|text| *text != "—"))
        .unwrap();
    (last["commande"].as_str().unwrap().to_owned(), told.to_owned())
}

fn run(shell: &mut TestShell, lines: &[&str]) {
    for line in lines {
        shell.run(line).succeeds();
    }
}

#[test]
fn b18_the_life_of_a_customer_its_contract_and_its_event() {
    let database = TestDatabase::demonstration();
    let [mut manager, mut second, mut sales, mut support] =
        ["manager1", "manager2", "sales1", "support1"].map(|name| TestShell::signed_in(&database, name));
    run(
        &mut sales,
        &[
            "clients creer --prenom Ada --nom Martin --email ada@exemple.fr --telephone 0612345678 --entreprise Martin",
            "clients modifier 4 --nom Petit",
        ],
    );
    run(
        &mut manager,
        &[
            "contrats creer --client 4 --montant 100",
            "contrats modifier 7 --montant 200",
            "contrats signer 7",
            "contrats encaisser 7 --montant 50",
        ],
    );
    let payment: u64 = database.one("SELECT MAX(id) FROM payments");
    run(
        &mut manager,
        &[&format!("contrats contrepasser 7 --paiement {payment} --motif erreur")],
    );
    run(
        &mut sales,
        &[
            "evenements creer --contrat 7 --nom Gala --debut '10/12/2026 20:00' --fin '10/12/2026 23:00' --lieu Paris \
             --participants 10",
            "evenements modifier 5 --participants 20",
        ],
    );
    run(&mut manager, &["evenements assigner 5 support1"]);
    run(&mut support, &["evenements modifier 5 --note fini"]);
    run(
        &mut second,
        &[
            "utilisateurs desactiver sales1 --remplacant sales2 --oui",
            "utilisateurs desactiver support1 --remplacant support2 --oui",
            "utilisateurs desactiver manager1 --remplacant manager2 --oui",
            "clients transferer 4 --commercial sales3",
            "evenements desassigner 5",
            "evenements annuler 5 --motif pluie --oui",
        ],
    );
    assert_eq!(
        history(&database, "client", 4),
        [
            "clients creer",
            "clients modifier",
            "utilisateurs desactiver",
            "clients transferer"
        ]
    );
    assert_eq!(
        history(&database, "contrat", 7),
        [
            "contrats creer",
            "contrats modifier",
            "contrats signer",
            "contrats encaisser",
            "contrats contrepasser",
            "utilisateurs desactiver",
        ]
    );
    assert_eq!(
        history(&database, "evenement", 5),
        [
            "evenements creer",
            "evenements modifier",
            "evenements assigner",
            "evenements modifier",
            "utilisateurs desactiver",
            "evenements desassigner",
            "evenements annuler",
        ]
    );
}

#[test]
fn b18_the_life_of_an_account() {
    let database = TestDatabase::demonstration();
    let mut manager = TestShell::signed_in(&database, "manager1");
    let created = manager
        .run(
            "utilisateurs creer --identifiant imoreau --prenom Inès --nom Moreau --email ines@exemple.fr --telephone \
             0140203010 --role commercial",
        )
        .succeeds();
    let temporary = created.trim().rsplit(' ').next().unwrap().to_owned();
    let mut colleague = TestShell::on(&database);
    colleague.answer(&[&temporary, "cheval correct pile", "cheval correct pile"]);
    run(&mut colleague, &["connexion imoreau"]);
    colleague.answer(&["cheval correct pile", "agrafe cheval pile", "agrafe cheval pile"]);
    run(&mut colleague, &["mot-de-passe changer", "deconnexion"]);
    colleague.guess("imoreau");
    run(
        &mut manager,
        &[
            "utilisateurs modifier imoreau --nom Durand",
            "utilisateurs modifier imoreau --role support",
            "utilisateurs deverrouiller imoreau",
            "utilisateurs reinitialiser-mot-de-passe imoreau",
            "utilisateurs desactiver imoreau --oui",
            "utilisateurs reactiver imoreau",
        ],
    );
    assert_eq!(
        history(&database, "utilisateur", 8),
        [
            "utilisateurs creer",
            "connexion",
            "mot-de-passe changer",
            "utilisateurs modifier",
            "utilisateurs modifier",
            "utilisateurs deverrouiller",
            "utilisateurs reinitialiser-mot-de-passe",
            "utilisateurs desactiver",
            "utilisateurs reactiver",
        ]
    );
}

#[test]
fn b18_a_session_ends_once_in_the_journal_however_it_ends() {
    let database = TestDatabase::demonstration();
    let mut manager = TestShell::signed_in(&database, "manager1");
    let open = |username: &str| {
        let shell = TestShell::signed_in(&database, username);
        let number = shell.context.session().unwrap().id.get();
        (shell, number)
    };
    let (mut left, leaving) = open("sales2");
    run(&mut left, &["deconnexion"]);
    let (mut closed, closing) = open("sales2");
    run(&mut manager, &[&format!("sessions fermer {closing}")]);
    // Whoever signs out of a session that management closed does not end it a second time.
    run(&mut closed, &["deconnexion"]);
    let (_elsewhere, replaced) = open("sales2");
    let (mut here, kept) = open("sales2");
    here.answer(&[PASSWORD, "cheval correct pile", "cheval correct pile"]);
    run(&mut here, &["mot-de-passe changer"]);
    run(&mut manager, &["utilisateurs reinitialiser-mot-de-passe sales2"]);
    let (_support, of_disabled) = open("support1");
    run(
        &mut manager,
        &["utilisateurs desactiver support1 --remplacant support2 --oui"],
    );
    let (_sales, of_new_role) = open("sales1");
    run(&mut manager, &["utilisateurs modifier sales1 --role support"]);
    let (mut idle, expired) = open("support2");
    idle.clock.advance(std::time::Duration::from_mins(31));
    idle.give_up();
    assert_eq!(idle.run("moi").status.exit_status(), 130);

    for (session, command, told) in [
        (leaving, "deconnexion", "déconnexion"),
        (closing, "sessions fermer", "fermeture : fermée par la gestion"),
        (replaced, "mot-de-passe changer", "fermeture : mot de passe changé"),
        (
            kept,
            "utilisateurs reinitialiser-mot-de-passe",
            "fermeture : mot de passe réinitialisé",
        ),
        (of_disabled, "utilisateurs desactiver", "fermeture : compte désactivé"),
        (of_new_role, "utilisateurs modifier", "fermeture : rôle changé"),
        (expired, "deconnexion", "session expirée"),
    ] {
        let (ended_by, how) = ending(&database, session);
        assert_eq!(ended_by, command, "session {session}");
        assert!(how.contains(told), "session {session}: {how}");
        assert_eq!(history(&database, "session", session).len(), 2, "session {session}");
    }
}

#[test]
fn b18_a_name_blocked_by_guesses_at_the_present_password_is_recorded_as_one_blocked_by_guesses_to_sign_in() {
    let database = TestDatabase::demonstration();
    let mut shell = TestShell::signed_in(&database, "sales2");
    for _ in 0..6 {
        shell.answer(&["faux", "cheval correct pile", "cheval correct pile"]);
        shell
            .run("mot-de-passe changer")
            .fails(Kind::Connection, "MOT_DE_PASSE_ACTUEL_REFUSE");
    }
    let blocked: Vec<(u64, String)> = database.query(
        "SELECT sequence, changes FROM audit_entries WHERE command = 'mot-de-passe changer' AND changes <> '[]'",
    );
    let until = r#"[{"field":"blocked_until","old":null,"new":"2026-11-23T09:00:30Z"}]"#;
    assert_eq!(blocked, [(6, until.to_owned())]);
}
