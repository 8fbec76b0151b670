//! A command file that is only tried, or undone by a failure, leaves nothing behind but its refusals (B18, S6, S41).

use epic_events::error::Kind;
use epic_events::shell::context::reply::Status;
use tempfile::TempDir;

use crate::support::database::TestDatabase;
use crate::support::files::rewrite;
use crate::support::shell::TestShell;

/// A folder with one command file.
struct Script(TempDir);

impl Script {
    fn of(lines: &[&str]) -> Self {
        let folder = tempfile::tempdir().expect("a folder is made");
        rewrite(folder.path().join("essai.crm"), lines.join("\n"));
        Self(folder)
    }

    fn path(&self, name: &str) -> String {
        self.0.path().join(name).to_string_lossy().into_owned()
    }

    fn line(&self, options: &str) -> String {
        format!("executer {} {options}", self.path("essai.crm"))
    }
}

fn refusals(database: &TestDatabase) -> Vec<(String, String)> {
    database.query("SELECT command, outcome FROM audit_entries WHERE outcome <> 'done' ORDER BY id")
}

fn pairs(expected: &[(&str, &str)]) -> Vec<(String, String)> {
    expected
        .iter()
        .map(|(command, code)| ((*command).to_owned(), (*code).to_owned()))
        .collect()
}

#[test]
fn b18_each_refusal_of_a_file_that_is_only_tried_is_recorded_under_its_own_command() {
    let database = TestDatabase::demonstration();
    let script = Script::of(&[
        "clients supprimer 3 --oui",
        "clients lister",
        "evenements annuler 3 --motif pluie --oui",
        "moi",
    ]);
    let outcome = TestShell::signed_in(&database, "sales2").run(&script.line("--simuler --continuer"));
    assert_eq!(outcome.status, Status::Failure(Kind::Rule), "{}", outcome.errors);
    let expected = [
        ("clients supprimer", "PAS_PROPRIETAIRE"),
        ("evenements annuler", "PAS_PROPRIETAIRE"),
    ];
    assert_eq!(refusals(&database), pairs(&expected));
}

#[test]
fn b18_what_a_role_may_not_do_is_recorded_though_the_file_is_refused_before_it_runs() {
    let database = TestDatabase::demonstration();
    let script = Script::of(&[
        "clients lister",
        "clients transferer 3 --commercial sales2",
        "utilisateurs lister",
        "clients transferer 1 --commercial sales2",
    ]);
    let mut shell = TestShell::signed_in(&database, "sales2");
    // Nobody acts yet where the file is only checked.
    let check = shell.run(&script.line("--verifier --role commercial"));
    assert_eq!(check.status, Status::Failure(Kind::Access));
    assert_eq!(refusals(&database), []);
    let expected = [
        ("clients transferer", "DROIT_MANQUANT"),
        ("utilisateurs lister", "DROIT_MANQUANT"),
    ];
    for options in ["", "--simuler", "--transaction"] {
        let before = refusals(&database).len();
        let outcome = shell.run(&script.line(options));
        assert_eq!(outcome.status, Status::Failure(Kind::Access), "{options}");
        assert_eq!(refusals(&database)[before..], pairs(&expected), "{options}");
    }
}

#[test]
fn a_file_that_is_only_tried_writes_no_other_file() {
    let database = TestDatabase::demonstration();
    let script = Script::of(&[]);
    let list = script.path("clients.csv");
    let heads = script.path("tetes.csv");
    rewrite(&heads, "d'avant");
    let lines = [
        "clients transferer 1 --commercial sales3".to_owned(),
        format!("clients lister --format csv --vers {list}"),
        format!("journal verifier --vers {heads} --ecraser"),
    ];
    rewrite(script.path("essai.crm"), lines.join("\n"));
    let mut shell = TestShell::signed_in(&database, "manager1");
    shell.run(&script.line("--simuler")).succeeds();
    assert!(!std::path::Path::new(&list).exists());
    assert_eq!(std::fs::read_to_string(&heads).expect("it is still there"), "d'avant");
    // What could not be written is found when it is tried.
    let unwritable = Script::of(&["clients lister --vers /dossier/absent/clients.csv"]);
    let outcome = shell.run(&unwritable.line("--simuler"));
    assert_eq!(outcome.status, Status::Failure(Kind::File), "{}", outcome.errors);
    shell.run(&script.line("--transaction")).succeeds();
    assert!(std::path::Path::new(&list).exists());
}

#[test]
fn s6_a_session_whose_end_is_undone_goes_on() {
    let database = TestDatabase::demonstration();
    let mut shell = TestShell::signed_in(&database, "manager1");
    for (lines, options) in [
        (["sessions fermer 1", "# fin"], "--simuler"),
        (["sessions fermer 1", "clients voir 99"], "--transaction"),
    ] {
        let _ = shell.run(&Script::of(&lines).line(options));
        let open: bool = database.one("SELECT closed_at IS NULL FROM sessions WHERE id = 1");
        assert!(open, "{options}");
        shell.run("moi").succeeds();
    }
    let script = Script::of(&["sessions fermer 1"]);
    shell.run(&script.line("--transaction")).succeeds();
    shell.run("moi").fails(Kind::Connection, "CONNEXION_REQUISE");
    let rows: Vec<Option<String>> = database.query("SELECT close_reason FROM sessions");
    assert_eq!(rows, [Some(String::from("closed_by_management"))]);
}

#[test]
fn s41_the_operator_hears_of_what_was_kept_and_of_nothing_else() {
    let database = TestDatabase::demonstration();
    let told = |lines: &[&str], options: &str| -> Vec<String> {
        let events = sentry::test::with_captured_events(|| {
            let script = Script::of(lines);
            TestShell::signed_in(&database, "manager1").run(&script.line(options));
        });
        events
            .iter()
            .filter_map(|event| event.tags.get("business_event").cloned())
            .collect()
    };
    let sign = ["utilisateurs modifier sales1 --nom Petit", "contrats signer 1"];
    assert_eq!(told(&sign, "--simuler"), [""; 0]);
    assert_eq!(told(&[sign[0], sign[1], "clients voir 99"], "--transaction"), [""; 0]);
    assert_eq!(told(&sign, "--transaction"), ["account_changed", "contract_signed"]);
    assert_eq!(told(&[sign[0]], ""), [""; 0]);
    assert_eq!(
        told(&["utilisateurs modifier sales1 --nom Grand"], ""),
        ["account_changed"]
    );
}

#[test]
fn what_cannot_be_undone_has_no_place_in_a_file() {
    let database = TestDatabase::demonstration();
    for line in [
        "base reinitialiser --oui",
        "base preparer",
        "base arreter",
        "base premier-compte --identifiant nouveau --prenom A --nom B --email a@exemple.fr --telephone 0612345678",
    ] {
        let outcome = TestShell::signed_in(&database, "manager1").run(&Script::of(&[line]).line("--simuler"));
        assert_eq!(outcome.status, Status::Failure(Kind::Syntax), "{line}");
        assert!(
            outcome.errors.contains("[COMMANDE_HORS_FICHIER]"),
            "{line}: {}",
            outcome.errors
        );
    }
}
