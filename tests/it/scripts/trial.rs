//! `--simuler`: everything runs, what would change is shown, and the database is as it was.

use epic_events::error::Kind;
use mysql::Row;

use super::{Scene, captured, run};
use crate::support::database::TestDatabase;

/// Every row of every table.
fn dump(database: &TestDatabase) -> Vec<String> {
    let tables: Vec<String> = database.query(&format!(
        "SELECT table_name FROM information_schema.tables WHERE table_schema = '{}' ORDER BY table_name",
        database.name()
    ));
    assert!(tables.len() >= 12, "{tables:?}");
    tables
        .iter()
        .flat_map(|table| {
            let rows: Vec<Row> = database.query(&format!("SELECT * FROM `{table}` ORDER BY 1"));
            let mut rows: Vec<String> = rows.into_iter().map(|row| format!("{table}: {row:?}")).collect();
            rows.sort();
            rows
        })
        .collect()
}

/// Something of every kind, by management.
fn of_management() -> String {
    String::from(
        "clients transferer 1 --commercial sales1 --motif 'départ'\n\
         contrats creer --client 1 --montant 1000 => contrat\n\
         contrats signer $contrat --date 20/11/2026 --date-ancienne\n\
         contrats encaisser $contrat --montant 400,50 => paiement\n\
         contrats contrepasser $contrat --paiement $paiement --motif 'erreur de saisie'\n\
         contrats supprimer 1 --oui\n\
         evenements assigner 1 support1\n\
         evenements annuler 1 --motif 'pluie annoncée' --oui\n\
         utilisateurs creer --identifiant nouveau --prenom Zoé --nom Neuve --email zoe@epicevents.example \
         --telephone 0612345670 --role commercial\n\
         utilisateurs desactiver support2 --remplacant support1 --oui\n\
         clients lister\n",
    )
}

#[test]
fn a_simulation_leaves_every_row_of_every_table_as_it_was() {
    let scene = Scene::new();
    for (username, text) in [
        ("manager1", of_management()),
        (
            "sales2",
            captured(1) + "clients modifier $client --nom Autre\nclients supprimer $client --oui\n",
        ),
    ] {
        let mut shell = scene.signed_in(username);
        let file = scene.file("a.crm", &text);
        let before = dump(&scene.database);
        let outcome = run(&mut shell, &format!("executer {file} --simuler"), 0);
        assert_eq!(dump(&scene.database), before);
        let lines = text.lines().count();
        assert_eq!(
            outcome.errors.lines().last().unwrap(),
            format!("{lines} commandes exécutées sur {lines} lignes. Simulation : rien n'a été enregistré.")
        );
        // The chain of the session goes on from what is there.
        let file = scene.file("a.crm", "clients voir 1\n".to_owned() + text.lines().next().unwrap());
        run(&mut shell, &format!("executer {file}"), 0);
    }
}

#[test]
fn each_line_tells_what_it_would_change() {
    let scene = Scene::new();
    let file = scene.file(
        "a.crm",
        captured(1) + "clients modifier $client --nom \"D'Été\" --prenom Inès\nclients voir $client --format jsonl\n",
    );
    let mut shell = scene.signed_in("sales2");
    let shown = run(&mut shell, &format!("executer {file} --simuler"), 0).standard;
    for expected in [
        format!("{file}:1 : clients creer --prenom Inès --nom Moreau1 --email ines1@exemple.fr"),
        String::from("    commercial : Dawn Stanley\n"),
        String::from("    nom : Moreau1\n"),
        // Nothing but what would change.
        format!(
            "{file}:2 : clients modifier 4 --prenom Inès --nom \"D'Été\"\nClient n°\u{a0}4 modifié : Inès D'Été.\n    nom : Moreau1 → D'Été\n{file}:3 : "
        ),
        String::from("\"nom\":\"D'Été\""),
    ] {
        assert!(shown.contains(&expected), "{expected}\n{shown}");
    }
}

#[test]
fn what_would_fail_is_told_and_its_refusal_is_the_only_thing_that_stays() {
    let scene = Scene::new();
    let file = scene.file(
        "a.crm",
        captured(1) + &captured(1) + "clients modifier 3 --nom X\nclients voir 999\nclients modifier $client --nom Y\n",
    );
    let mut shell = scene.signed_in("sales2");
    let outcome = run(&mut shell, &format!("executer {file} --simuler"), 1);
    assert!(
        outcome.errors.contains(&format!("Arrêt à {file}:2.")),
        "{}",
        outcome.errors
    );
    let outcome = run(&mut shell, &format!("executer {file} --simuler --continuer"), 1);
    for code in [
        "EMAIL_DEJA_UTILISE",
        "PAS_PROPRIETAIRE",
        "CLIENT_INTROUVABLE",
        "VARIABLE_INCONNUE",
    ] {
        assert!(outcome.errors.contains(code), "{}", outcome.errors);
    }
    assert!(
        outcome
            .errors
            .contains("1 commande exécutée sur 5 lignes, 4 échecs. Simulation : rien n'a été enregistré."),
        "{}",
        outcome.errors
    );
    assert_eq!(scene.customers(), 0);
    let refusals: Vec<String> = scene
        .database
        .query("SELECT outcome FROM audit_entries WHERE outcome <> 'done' ORDER BY id");
    assert_eq!(refusals, ["PAS_PROPRIETAIRE"]);
}

#[test]
fn nothing_is_kept_of_a_simulation_to_go_on_with() {
    let scene = Scene::new();
    let file = scene.file("a.crm", captured(1) + "clients voir 999\n");
    let mut shell = scene.signed_in("sales1");
    let outcome = run(&mut shell, &format!("executer {file} --simuler"), 1);
    assert!(!outcome.errors.contains("--reprendre"), "{}", outcome.errors);
    shell
        .run(&format!("executer {file} --reprendre"))
        .fails(Kind::Rule, "PAS_DE_REPRISE");
    scene.assert_nothing_unfinished();
    run(&mut shell, &format!("executer {file}"), 1);
    assert_eq!(scene.customers(), 1);
}

#[test]
fn accounts_have_their_names_for_whoever_may_read_the_journal() {
    let scene = Scene::new();
    let file = scene.file(
        "a.crm",
        "contrats modifier 2 --gestionnaire manager2\nclients transferer 1 --commercial sales3\n",
    );
    let mut shell = scene.signed_in("manager1");
    let shown = run(&mut shell, &format!("executer {file} --simuler"), 0).standard;
    for change in ["gestionnaire : Hélène Rousseau → ", "commercial : Dawn Stanley → "] {
        let after = shown.split_once(change).unwrap_or_else(|| panic!("{shown}")).1;
        assert!(after.starts_with(|first: char| first.is_alphabetic()), "{shown}");
    }
}
