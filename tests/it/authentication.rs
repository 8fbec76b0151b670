//! Signing in and out, the brake on guesses, the limits of a session, passwords (S1–S6).

use std::time::Duration;

use epic_events::configuration::Variables;
use epic_events::error::Kind;
use epic_events::shell::context::reply::Status;

use crate::support::database::TestDatabase;
use crate::support::shell::{TestShell, WRONG_PASSWORD, guess};

const PASSWORD: &str = "demonstration-2026";

#[test]
fn a_person_signs_in_sees_who_he_is_and_signs_out() {
    let database = TestDatabase::demonstration();
    let mut shell = TestShell::on(&database);
    shell.run("moi").fails(Kind::Connection, "CONNEXION_REQUISE");
    shell.answer(&[PASSWORD]);
    assert_eq!(
        shell.run("connexion sales2").succeeds(),
        "Bonjour Dawn Stanley (commercial).\n"
    );
    let card = shell.run("moi").succeeds();
    assert!(
        card.contains("Dawn Stanley (sales2)") && card.contains("créer un client (dans votre portefeuille)"),
        "{card}"
    );
    assert!(card.contains("expire dans 30 min"), "{card}");
    shell.run("deconnexion").succeeds();
    shell.run("clients lister").fails(Kind::Connection, "CONNEXION_REQUISE");
    let row: (bool, String) = database.one("SELECT closed_at IS NOT NULL, close_reason FROM sessions");
    assert_eq!(row, (true, String::from("signed_out")));
}

#[test]
fn the_name_is_asked_for_when_it_is_not_given_and_its_case_does_not_matter() {
    let database = TestDatabase::demonstration();
    let mut shell = TestShell::on(&database);
    shell.answer(&[" Sales2 ", PASSWORD]);
    shell.run("connexion").succeeds();
}

#[test]
fn s3_every_refusal_has_the_same_text() {
    let database = TestDatabase::demonstration();
    database.execute("UPDATE users SET is_active = FALSE WHERE username = 'sales3'");
    database.execute("UPDATE users SET password_expires_at = '2026-11-23 08:59:59' WHERE username = 'support1'");
    let mut shell = TestShell::on(&database);
    let mut texts = Vec::new();
    for (name, password) in [
        ("sales2", WRONG_PASSWORD),
        ("inconnu", PASSWORD),
        ("sales3", PASSWORD),
        ("support1", PASSWORD),
        ("'; DROP TABLE users; --", PASSWORD),
    ] {
        shell.answer(&[password]);
        let line = format!("connexion \"{name}\"");
        texts.push(shell.run(&line).fails(Kind::Connection, "CONNEXION_REFUSEE"));
    }
    texts.dedup();
    assert_eq!(texts.len(), 1, "{texts:?}");
    let recorded: u64 = database
        .one("SELECT COUNT(*) FROM audit_entries WHERE command = 'connexion' AND outcome = 'CONNEXION_REFUSEE'");
    assert_eq!(recorded, 5);
}

#[test]
fn s3_five_failures_block_the_name_known_or_not_and_the_block_survives_a_restart() {
    let database = TestDatabase::demonstration();
    for name in ["sales2", "personne"] {
        guess(&database, name, 5);
    }
    // The attempt that blocked the name says so in the journal (B18).
    let lockouts: Vec<(String, u32, String)> =
        database.query("SELECT actor_username, sequence, changes FROM audit_entries WHERE changes <> '[]' ORDER BY id");
    let until = r#"[{"field":"blocked_until","old":null,"new":"2026-11-23T09:00:30Z"}]"#;
    assert_eq!(
        lockouts,
        ["sales2", "personne"].map(|name| (name.to_owned(), 5, until.to_owned()))
    );
    let mut shell = TestShell::on(&database);
    shell.answer(&[PASSWORD]);
    shell
        .run("connexion sales2")
        .fails(Kind::Connection, "CONNEXION_REFUSEE");
    let blocked: u64 = database.one("SELECT COUNT(*) FROM login_throttles WHERE blocked_until = '2026-11-23 09:00:30'");
    assert_eq!(blocked, 2);
    shell.clock.advance(Duration::from_secs(31));
    shell.answer(&[PASSWORD]);
    shell.run("connexion sales2").succeeds();
    let state: (u32, bool) =
        database.one("SELECT blocks, blocked_until IS NULL FROM login_throttles WHERE username = 'sales2'");
    assert_eq!(state, (0, true));
}

#[test]
fn s3_only_the_exact_name_reaches_an_account_so_that_its_spellings_are_no_more_guesses() {
    let database = TestDatabase::demonstration();
    // The collation of the column takes each of them for sales2.
    for name in ["sàles2", "ｓales2", "sales\u{200d}2", "sales²"] {
        let mut shell = TestShell::on(&database);
        shell.answer(&[PASSWORD]);
        shell
            .run(&format!("connexion {name}"))
            .fails(Kind::Connection, "CONNEXION_REFUSEE");
    }
    let known: u64 = database.one("SELECT COUNT(*) FROM audit_entries WHERE actor_user_id IS NOT NULL");
    assert_eq!(known, 0);
}

#[test]
fn s3_a_success_between_guesses_neither_frees_nor_breaks_those_that_follow() {
    let database = TestDatabase::demonstration();
    let mut shell = TestShell::on(&database);
    for _ in 0..2 {
        shell.guess("manager1");
    }
    shell.sign_in("sales2");
    for _ in 0..3 {
        shell.guess("manager1");
    }
    let blocked: bool =
        database.one("SELECT blocked_until IS NOT NULL FROM login_throttles WHERE username = 'manager1'");
    assert!(blocked);
    // Refusals and the session have a chain each, without a gap or a mixture.
    let chains: Vec<(u64, u32)> =
        database.query("SELECT COUNT(*), MAX(sequence) FROM audit_entries GROUP BY chain_id ORDER BY COUNT(*) DESC");
    assert_eq!(chains, [(5, 5), (1, 1)]);
    let mixed: u64 = database.one(
        "SELECT COUNT(*) FROM audit_entries AS entry LEFT JOIN audit_entries AS previous
            ON previous.chain_id = entry.chain_id AND previous.sequence = entry.sequence - 1
         WHERE entry.sequence > 1 AND (previous.hash IS NULL OR previous.hash <> entry.previous_hash)",
    );
    assert_eq!(mixed, 0);
}

#[test]
fn s3_parallel_guesses_are_all_counted() {
    let database = TestDatabase::demonstration();
    std::thread::scope(|scope| {
        for _ in 0..8 {
            scope.spawn(|| guess(&database, "sales2", 1));
        }
    });
    let blocked: bool = database.one("SELECT blocked_until IS NOT NULL FROM login_throttles WHERE username = 'sales2'");
    assert!(blocked);
}

#[test]
fn s6_a_session_ends_after_thirty_idle_minutes_and_after_eight_hours() {
    let database = TestDatabase::demonstration();
    let mut shell = TestShell::signed_in(&database, "sales2");
    shell.clock.advance(Duration::from_mins(29));
    shell.run("moi").succeeds();
    shell.clock.advance(Duration::from_mins(30));
    shell.answer(&[WRONG_PASSWORD; 3]);
    shell.run("moi").fails(Kind::Connection, "CONNEXION_REFUSEE");
    let reason: String = database.one("SELECT close_reason FROM sessions");
    assert_eq!(reason, "expired");

    shell.sign_in("sales2");
    for _ in 0..23 {
        shell.clock.advance(Duration::from_mins(20));
        shell.run("moi").succeeds();
    }
    shell.clock.advance(Duration::from_mins(20));
    shell.answer(&[PASSWORD]);
    let outcome = shell.run("moi");
    assert!(outcome.errors.contains("a expiré"), "{}", outcome.errors);
}

#[test]
fn d19_an_expired_session_asks_the_password_in_place_and_runs_the_line_that_was_typed() {
    let database = TestDatabase::demonstration();
    let mut shell = TestShell::signed_in(&database, "sales2");
    shell.clock.advance(Duration::from_mins(31));
    shell.answer(&[PASSWORD]);
    let outcome = shell.run("clients lister --miens --format jsonl");
    assert!(outcome.errors.contains("Votre session a expiré"), "{}", outcome.errors);
    assert_eq!(outcome.succeeds().lines().count(), 2);
}

#[test]
fn s6_a_disabled_account_a_closed_session_and_a_changed_role_end_at_the_next_command() {
    let changes = [
        "UPDATE users SET is_active = FALSE WHERE username = 'sales2'",
        "UPDATE sessions SET closed_at = NOW(6), close_reason = 'closed'",
        "UPDATE users SET role_id = (SELECT id FROM roles WHERE name = 'support') WHERE username = 'sales2'",
    ];
    for change in changes {
        let database = TestDatabase::demonstration();
        let mut shell = TestShell::signed_in(&database, "sales2");
        database.execute(change);
        shell.run("clients lister").fails(Kind::Connection, "SESSION_FERMEE");
        shell.run("clients lister").fails(Kind::Connection, "CONNEXION_REQUISE");
    }
}

#[test]
fn s6_a_grant_taken_away_is_missing_at_the_next_command() {
    let database = TestDatabase::demonstration();
    let mut shell = TestShell::signed_in(&database, "sales2");
    shell.run("clients lister").succeeds();
    database.execute(
        "DELETE role_permissions FROM role_permissions JOIN permissions ON permissions.id = permission_id
         JOIN roles ON roles.id = role_id WHERE permissions.name = 'customer:read' AND roles.name = 'sales'",
    );
    shell.run("clients lister").fails(Kind::Access, "DROIT_MANQUANT");
}

#[test]
fn s4_a_temporary_password_must_be_replaced_before_anything_else() {
    let database = TestDatabase::demonstration();
    database.execute("UPDATE users SET must_change_password = TRUE WHERE username = 'sales2'");
    let mut shell = TestShell::on(&database);
    shell.answer(&[PASSWORD]);
    shell.give_up();
    assert_eq!(shell.run("connexion sales2").status.exit_status(), 130);
    shell
        .run("clients lister")
        .fails(Kind::Connection, "MOT_DE_PASSE_A_CHANGER");

    shell.answer(&[PASSWORD, "court", "court", "cheval correct pile", "cheval correct pile"]);
    let outcome = shell.run("connexion sales2");
    assert!(outcome.errors.contains("[MOT_DE_PASSE_REFUSE]"), "{}", outcome.errors);
    outcome.succeeds();
    shell.run("clients lister").succeeds();
    let mut other = TestShell::on(&database);
    other.answer(&["cheval correct pile"]);
    other.run("connexion sales2").succeeds();
}

#[test]
fn changing_the_password_asks_for_the_old_one_checks_the_new_one_and_ends_other_sessions() {
    let database = TestDatabase::demonstration();
    let mut shell = TestShell::signed_in(&database, "sales2");
    let mut elsewhere = TestShell::signed_in(&database, "sales2");
    shell.answer(&["faux", "cheval correct pile", "cheval correct pile"]);
    shell
        .run("mot-de-passe changer")
        .fails(Kind::Connection, "MOT_DE_PASSE_ACTUEL_REFUSE");
    shell.answer(&[PASSWORD, "Dawn Stanley 2026", "Dawn Stanley 2026"]);
    shell
        .run("mot-de-passe changer")
        .fails(Kind::Rule, "MOT_DE_PASSE_REFUSE");
    shell.answer(&[PASSWORD, PASSWORD, PASSWORD]);
    shell
        .run("mot-de-passe changer")
        .fails(Kind::Rule, "MOT_DE_PASSE_REFUSE");
    // The two new ones differ once, then agree.
    shell.answer(&[
        PASSWORD,
        "cheval correct pile",
        "cheval",
        "cheval correct pile",
        "cheval correct pile",
    ]);
    shell.run("mot-de-passe changer").succeeds();
    shell.run("moi").succeeds();
    elsewhere.run("moi").fails(Kind::Connection, "SESSION_FERMEE");
    let changes: String =
        database.one("SELECT changes FROM audit_entries WHERE command = 'mot-de-passe changer' AND outcome = 'done'");
    assert_eq!(
        changes,
        r#"[{"field":"password","old":null,"new":null},{"field":"sessions/2/close_reason","old":null,"new":"password_changed"}]"#
    );
}

#[test]
fn b18_a_guess_at_the_present_password_is_recorded() {
    let database = TestDatabase::demonstration();
    let mut shell = TestShell::signed_in(&database, "sales2");
    shell.answer(&["faux", "cheval correct pile", "cheval correct pile"]);
    shell
        .run("mot-de-passe changer")
        .fails(Kind::Connection, "MOT_DE_PASSE_ACTUEL_REFUSE");
    let outcome: String = database.one("SELECT outcome FROM audit_entries WHERE command = 'mot-de-passe changer'");
    assert_eq!(outcome, "CONNEXION_REFUSEE");
}

#[test]
fn s2_a_weak_hash_is_made_again_when_its_owner_signs_in() {
    let database = TestDatabase::demonstration();
    // « demonstration-2026 » with 4 MiB and one pass.
    let parameters = argon2_weak_hash();
    database.execute(&format!(
        "UPDATE users SET password_hash = '{parameters}' WHERE username = 'sales2'"
    ));
    TestShell::signed_in(&database, "sales2");
    let stored: String = database.one("SELECT password_hash FROM users WHERE username = 'sales2'");
    assert!(stored.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{stored}");
    TestShell::signed_in(&database, "sales2");
}

fn argon2_weak_hash() -> String {
    use argon2::password_hash::PasswordHasher;
    let parameters = argon2::Params::new(4096, 1, 1, None).unwrap();
    let hasher = argon2::Argon2::new(argon2::Algorithm::Argon2id, argon2::Version::V0x13, parameters);
    let hash: argon2::PasswordHash = hasher.hash_password(PASSWORD.as_bytes()).unwrap();
    hash.to_string()
}

#[test]
fn the_limits_of_a_session_are_settings() {
    let database = TestDatabase::demonstration();
    let settings = Variables::from([("EPIC_EVENTS_SESSION_IDLE_MINUTES".into(), "5".into())]);
    let mut shell = TestShell::with_settings(&database, settings);
    shell.sign_in("sales2");
    assert!(shell.run("moi").succeeds().contains("expire dans 5 min"));
}

#[test]
fn s40_every_session_has_a_chain_of_its_own_that_follows_from_its_fields() {
    let database = TestDatabase::demonstration();
    let mut shell = TestShell::signed_in(&database, "manager1");
    shell.run("clients creer").fails(Kind::Access, "DROIT_MANQUANT");
    shell.run("clients transferer 2 --commercial sales3").succeeds();
    shell.run("deconnexion").succeeds();
    let links: Vec<(u32, String, String, String, String)> =
        database.query("SELECT sequence, command, outcome, previous_hash, hash FROM audit_entries ORDER BY sequence");
    let story: Vec<(&str, &str)> = links
        .iter()
        .map(|(_, command, outcome, _, _)| (command.as_str(), outcome.as_str()))
        .collect();
    assert_eq!(
        story,
        [
            ("connexion", "done"),
            ("clients creer", "DROIT_MANQUANT"),
            ("clients transferer", "done"),
            ("deconnexion", "done"),
        ]
    );
    for pair in links.windows(2) {
        assert_eq!(pair[0].4, pair[1].3, "each entry seals the one before");
    }
    assert_eq!(links.iter().map(|link| link.0).collect::<Vec<_>>(), [1, 2, 3, 4]);
}

#[test]
fn s7_a_password_typed_in_the_place_of_the_name_is_written_nowhere() {
    let database = TestDatabase::demonstration();
    let mut shell = TestShell::on(&database);
    for typed in [
        "Cheval correct pile",
        "canari!",
        "été 2026",
        "cheval-correct-pile-agrafe-batterie",
    ] {
        for _ in 0..5 {
            shell.answer(&[typed, "faux"]);
            shell.run("connexion").fails(Kind::Connection, "CONNEXION_REFUSEE");
        }
    }
    let names: Vec<String> = database.query("SELECT DISTINCT actor_username FROM audit_entries");
    assert_eq!(names, ["?"]);
    // They are counted all the same.
    let counted: Vec<(String, bool)> =
        database.query("SELECT username, blocked_until IS NOT NULL FROM login_throttles");
    assert_eq!(counted.len(), 4);
    for (name, is_blocked) in counted {
        assert!(is_blocked && name.starts_with('#') && name.len() == 33, "{name}");
    }
}

const UNKNOWN_MACHINE: &str = "UPDATE sessions SET host = CONCAT(host, ' ')";
const KNOWN_MACHINE: &str = "UPDATE sessions SET host = TRIM(host)";

fn is_let_in(database: &TestDatabase, username: &str) -> bool {
    let mut shell = TestShell::on(database);
    shell.answer(&[PASSWORD]);
    shell.run(&format!("connexion {username}")).status == Status::Success
}

#[test]
fn s3_the_block_of_a_name_by_somebody_else_leaves_its_owner_the_machines_they_know() {
    let database = TestDatabase::demonstration();
    let mut owner = TestShell::signed_in(&database, "sales2");
    // Somebody guesses on a machine that is called nearly so.
    database.execute(UNKNOWN_MACHINE);
    guess(&database, "sales2", 5);
    assert!(!is_let_in(&database, "sales2"));
    // The owner goes on where they were before, and may change their password.
    database.execute(KNOWN_MACHINE);
    assert!(is_let_in(&database, "sales2"));
    owner.answer(&[PASSWORD, "cheval correct pile", "cheval correct pile"]);
    owner.run("mot-de-passe changer").succeeds();
    // That frees nobody elsewhere.
    let blocked: bool = database.one("SELECT blocked_until IS NOT NULL FROM login_throttles WHERE username = 'sales2'");
    assert!(blocked);
}

#[test]
fn s3_guesses_on_a_known_machine_are_counted_there_and_management_forgets_all() {
    let database = TestDatabase::demonstration();
    let mut manager = TestShell::signed_in(&database, "manager1");
    TestShell::signed_in(&database, "sales2");
    std::thread::scope(|scope| {
        for _ in 0..5 {
            scope.spawn(|| guess(&database, "sales2", 1));
        }
    });
    assert!(!is_let_in(&database, "sales2"));
    database.execute(UNKNOWN_MACHINE);
    guess(&database, "sales2", 5);
    assert!(!is_let_in(&database, "sales2"));
    let counted: Vec<bool> = database.query(
        "SELECT username = 'sales2' FROM login_throttles
         WHERE username LIKE 'sales2%' AND blocks = 1 ORDER BY username",
    );
    assert_eq!(counted, [true, false]);
    manager.run("utilisateurs deverrouiller sales2").succeeds();
    let changes: String =
        database.one("SELECT changes FROM audit_entries WHERE command = 'utilisateurs deverrouiller'");
    assert!(changes.contains(r#""field":"blocks","old":"2","new":"0""#), "{changes}");
    assert!(is_let_in(&database, "sales2"));
    database.execute(KNOWN_MACHINE);
    assert!(is_let_in(&database, "sales2"));
}

#[test]
fn s3_counters_that_mean_nothing_any_more_are_removed_when_somebody_signs_in() {
    let database = TestDatabase::demonstration();
    database.execute(
        "INSERT INTO login_throttles (username, failures, first_failure_at, blocks, blocked_until) VALUES
            ('ancien', 3, '2026-11-22 08:59:59', 0, NULL),
            ('ancien@0123', 0, '2026-11-20', 4, '2026-11-22 08:59:59'),
            ('recent', 1, '2026-11-22 09:00:01', 0, NULL),
            ('bloque', 0, '2026-11-20', 4, '2026-11-23 09:30:00')",
    );
    let names = || -> Vec<String> { database.query("SELECT username FROM login_throttles ORDER BY username") };
    let mut shell = TestShell::on(&database);
    shell.guess("sales2");
    assert_eq!(names(), ["ancien", "ancien@0123", "bloque", "recent", "sales2"]);
    shell.sign_in("sales3");
    assert_eq!(names(), ["bloque", "recent", "sales2", "sales3"]);
}
