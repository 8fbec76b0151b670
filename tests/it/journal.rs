//! `journal lister` and `journal verifier` (B18, S40).

use epic_events::error::Kind;
use epic_events::shell::context::reply::Status;

use crate::support::database::TestDatabase;
use crate::support::shell::TestShell;

/// Somebody creates, changes and gives away, somebody else is refused.
fn with_history() -> TestDatabase {
    let database = TestDatabase::demonstration();
    let mut sales = TestShell::signed_in(&database, "sales2");
    sales
        .run("clients modifier 1 --telephone '01 40 20 30 99' --prenom Kev")
        .succeeds();
    let mut support = TestShell::signed_in(&database, "support1");
    support
        .run("clients supprimer 2 --oui")
        .fails(Kind::Access, "DROIT_MANQUANT");
    let mut manager = TestShell::signed_in(&database, "manager1");
    manager
        .run("clients transferer 2 --commercial sales3 --motif 'congé parental'")
        .succeeds();
    database
}

#[test]
fn b18_the_history_reads_in_plain_french() {
    let database = with_history();
    let mut shell = TestShell::signed_in(&database, "manager2");
    let told = shell.run("journal lister --tri date --tout --format csv").succeeds();
    let mut lines = told.lines();
    assert_eq!(
        lines.next(),
        Some("\u{feff}numero;quand;compte;qui;commande;objet;changements;motif")
    );
    let line = |wanted: &str| {
        told.lines()
            .find(|line| line.contains(wanted))
            .unwrap_or_else(|| panic!("no {wanted} in {told}"))
            .to_owned()
    };
    let change = line("clients modifier");
    assert!(
        change.contains(";sales2;Dawn Stanley;clients modifier;client n°\u{a0}1;")
            && change.contains("prénom : Kevin → Kev ; téléphone : ")
            && change.contains(" → 01 40 20 30 99"),
        "{change}"
    );
    assert!(line("clients supprimer").contains(";support1;Kate Hastroff;"));
    assert!(line("clients supprimer").contains("refusé : DROIT_MANQUANT"));
    let transfer = line("clients transferer");
    assert!(
        transfer.contains("commercial : Dawn Stanley → Zoé Lefèvre") && transfer.contains("congé parental"),
        "{transfer}"
    );
    assert!(line("connexion").contains("session n°"));
    assert!(!told.contains("signed_out"), "{told}");
}

#[test]
fn the_newest_comes_first_and_filters_combine() {
    let database = with_history();
    let mut shell = TestShell::signed_in(&database, "manager2");
    let mut commands = |line: &str| -> Vec<String> {
        let told = shell.run(&format!("{line} --tout --format csv")).succeeds();
        told.lines()
            .skip(1)
            .map(|line| line.split(';').nth(4).unwrap_or_default().to_owned())
            .collect()
    };
    let all = commands("journal lister");
    let mut in_order = commands("journal lister --tri date");
    in_order.reverse();
    assert_eq!(all, in_order);
    assert_eq!(
        commands("journal lister --objet client"),
        ["clients transferer", "clients modifier"]
    );
    assert_eq!(
        commands("journal lister --objet client --numero 1"),
        ["clients modifier"]
    );
    assert_eq!(
        commands("journal lister --objet client --utilisateur manager1"),
        ["clients transferer"]
    );
    assert_eq!(commands("journal lister --du 23/11/2026 --au 23/11/2026"), all);
    assert!(commands("journal lister --du 24/11/2026").is_empty());
    assert!(commands("journal lister --au 22/11/2026").is_empty());
}

#[test]
fn the_history_of_an_object_includes_what_moved_with_a_portfolio() {
    let database = with_history();
    let mut shell = TestShell::signed_in(&database, "manager2");
    let entry = "INSERT INTO audit_entries (chain_id, sequence, operation_id, recorded_at, actor_username, command,
         outcome, object_type, object_id, changes, previous_hash, hash)
         VALUES ('c', 1, 'o', '2026-11-23 10:00:00', 'manager1', 'utilisateurs desactiver', 'done', 'user', 4,
         '[{\"field\":\"customers/1/sales_user_id\",\"old\":\"4\",\"new\":\"5\"}]', '', '')";
    database.execute(entry);
    let told = shell
        .run("journal lister --objet client --numero 1 --format csv")
        .succeeds();
    assert!(
        told.contains("client n°\u{a0}1, commercial : Dawn Stanley → Zoé Lefèvre"),
        "{told}"
    );
    let others = shell
        .run("journal lister --objet client --numero 11 --format csv")
        .succeeds();
    assert_eq!(others.lines().count(), 1, "{others}");
}

#[test]
fn the_pages_together_show_each_entry_once() {
    let database = with_history();
    let mut shell = TestShell::signed_in(&database, "manager2");
    let whole = shell.run("journal lister --tout --format csv").succeeds();
    let mut pages = shell.run("journal lister --limite 2 --format csv").succeeds();
    loop {
        let next = shell.run("suite");
        if next.status != Status::Success {
            break;
        }
        pages.extend(next.standard.split_inclusive('\n').skip(1));
    }
    assert_eq!(pages, whole);
}

#[test]
fn a_number_without_its_kind_of_object_is_refused_and_the_journal_is_managements() {
    let database = with_history();
    TestShell::signed_in(&database, "manager1")
        .run("journal lister --numero 1")
        .fails(Kind::Syntax, "ARGUMENT_MANQUANT");
    for username in ["sales2", "support1"] {
        let mut shell = TestShell::signed_in(&database, username);
        for line in [
            "journal lister",
            "journal verifier",
            "journal accepter-restauration --motif essai --oui",
        ] {
            shell.run(line).fails(Kind::Access, "DROIT_MANQUANT");
        }
    }
}

#[test]
fn s40_an_untouched_journal_is_intact() {
    let database = with_history();
    let mut shell = TestShell::signed_in(&database, "manager2");
    let entries: u64 = database.one("SELECT COUNT(*) FROM audit_entries");
    let told = shell.run("journal verifier").succeeds();
    assert!(
        told.starts_with(&format!("Journal intact : {entries} entrées dans 4 chaînes.\n")),
        "{told}"
    );
}

#[test]
fn s40_what_was_changed_removed_or_inserted_is_found() {
    for (tampering, expected) in [
        (
            "UPDATE audit_entries SET actor_username = 'sales3' WHERE command = 'clients modifier'",
            "elle a été modifiée",
        ),
        (
            "DELETE FROM audit_entries WHERE command = 'connexion' AND actor_username = 'sales2'",
            "des entrées manquent avant elle",
        ),
        (
            "INSERT INTO audit_entries (chain_id, sequence, operation_id, recorded_at, actor_username, command, outcome,
             changes, previous_hash, hash)
             SELECT chain_id, sequence + 1, 'planted', recorded_at, actor_username, command, outcome, changes,
             previous_hash, hash FROM audit_entries WHERE command = 'clients modifier'",
            "elle a été modifiée",
        ),
    ] {
        let database = with_history();
        for trigger in ["audit_entries_refuse_update", "audit_entries_refuse_delete"] {
            database.execute(&format!("DROP TRIGGER {trigger}"));
        }
        database.execute(tampering);
        // Whoever does this covers their traces: nobody signs in while a trigger is missing.
        database.prepare();
        let mut shell = TestShell::signed_in(&database, "manager2");
        let outcome = shell.run("journal verifier");
        assert_eq!(outcome.status, Status::Failure(Kind::Rule), "{tampering}");
        assert!(outcome.errors.contains("[JOURNAL_ALTERE]"), "{}", outcome.errors);
        assert!(outcome.standard.contains(expected), "{}", outcome.standard);
    }
}

#[test]
fn s40_a_chain_whose_end_was_cut_is_found_with_the_heads_kept_elsewhere() {
    let database = with_history();
    let mut shell = TestShell::signed_in(&database, "manager2");
    let folder = tempfile::TempDir::new().unwrap();
    let path = folder.path().join("empreintes.csv");
    let path = path.to_str().unwrap();
    shell.run(&format!("journal verifier --vers {path}")).succeeds();
    shell.run(&format!("journal verifier --contre {path}")).succeeds();
    database.execute("DROP TRIGGER audit_entries_refuse_delete");
    database.execute("DELETE FROM audit_entries WHERE command = 'clients transferer'");
    shell.run("journal verifier").succeeds();
    let outcome = shell.run(&format!("journal verifier --contre {path}"));
    assert_eq!(outcome.status, Status::Failure(Kind::Rule));
    assert!(outcome.standard.contains("Fin absente"), "{}", outcome.standard);
    let other = folder.path().join("autre.csv");
    std::fs::File::create_new(&other).unwrap();
    shell
        .run(&format!("journal verifier --contre {}", other.display()))
        .fails(Kind::File, "FICHIER_ILLISIBLE");
}

#[test]
fn on_any_terminal_what_a_change_was_made_to_is_told() {
    let database = with_history();
    for (width, shown) in [(100, "clients modifier"), (80, "sales2")] {
        let mut shell = TestShell::signed_in(&database, "manager2").with_width(width);
        let told = shell.run("journal lister --utilisateur sales2").succeeds();
        let line = told.lines().find(|line| line.contains("prénom : Kevin"));
        assert!(
            line.is_some_and(|line| line.contains("client n°\u{a0}1") && line.contains(shown)),
            "{told}"
        );
    }
}

#[test]
fn s20_what_was_planted_in_the_journal_reaches_the_screen_escaped() {
    let database = with_history();
    let operation = "11111111-1111-4111-8111-111111111111";
    database.execute(&format!(
        "INSERT INTO audit_entries (chain_id, sequence, operation_id, recorded_at, actor_user_id, actor_username, command,
            outcome, object_type, object_id, changes, previous_hash, hash)
         SELECT CONCAT('c', CHAR(27), '[31m'), 1, '{operation}', '2026-11-23 10:00:00', id, 'manager1',
            CONCAT('efface', CHAR(27), '[2J'), 'done', CONCAT('x', CHAR(27), '[1m'), 1, '[]', '', ''
         FROM users WHERE username = 'manager1'"
    ));
    let mut shell = TestShell::signed_in(&database, "manager1");
    let told = shell.run(&format!("operation {operation}")).succeeds();
    assert!(told.contains("efface") && told.contains("x\\x1b[1m"), "{told:?}");
    assert!(!told.contains('\u{1b}'), "{told:?}");
    let verified = shell.run("journal verifier");
    assert!(verified.standard.contains("c\\x1b[31m"), "{verified:?}");
    assert!(!verified.standard.contains('\u{1b}'), "{verified:?}");
}
