//! What the accounts of the database may do (S10), tried on a real server: each refusal beside what must work.

use epic_events::database::administration::{AccountRights, Administration, GrantScope};
use mysql::prelude::Queryable;
use mysql::{Conn, Opts, OptsBuilder};

use crate::support::database::{NOW, TestDatabase};
use crate::support::own_server::OwnServer;
use crate::support::server::server;
use crate::support::shell::TestShell;
use crate::support::source::{file, files};

/// The server's numbers for what an account may not do: in a database, as this account, on a table, in a column, for
/// want of a right on the whole server, on a procedure.
const ACCESS_ERRORS: [u16; 6] = [1044, 1045, 1142, 1143, 1227, 1370];
/// What a trigger says.
const SIGNALLED: u16 = 1644;

/// Every right a table can be given on both servers.
const TABLE_PRIVILEGES: [&str; 12] = [
    "SELECT",
    "INSERT",
    "UPDATE",
    "DELETE",
    "CREATE",
    "DROP",
    "ALTER",
    "INDEX",
    "TRIGGER",
    "REFERENCES",
    "CREATE VIEW",
    "SHOW VIEW",
];

#[test]
fn s10_the_program_may_not_change_the_ledger_the_journal_the_rights_or_the_schema() {
    let database = TestDatabase::demonstration();
    let mut program = database.as_program();
    let mut allowed = Vec::new();
    for statement in [
        "UPDATE payments SET amount = amount",
        "UPDATE payments SET reason = 'x' WHERE id = 0",
        "DELETE FROM payments",
        "INSERT INTO payments (contract_id, amount, paid_on, method, recorded_by_user_id, created_at)
            VALUES (2, 1, '2026-11-23', 'card', 1, '2026-11-23') ON DUPLICATE KEY UPDATE amount = 2",
        "REPLACE INTO payments (contract_id, amount, paid_on, method, recorded_by_user_id, created_at)
            VALUES (2, 1, '2026-11-23', 'card', 1, '2026-11-23')",
        "UPDATE audit_entries SET changes = ''",
        "DELETE FROM audit_entries",
        "UPDATE contracts SET contract_number = 'CT-2026-999999'",
        "UPDATE contracts SET id = 99",
        "UPDATE contracts SET created_at = '2020-01-01'",
        "UPDATE users SET employee_number = 'EMP-9999'",
        "UPDATE users SET username = 'autre' WHERE id = 7",
        "UPDATE events SET event_number = 'EV-2026-999999'",
        "UPDATE events SET contract_id = contract_id",
        "UPDATE sessions SET user_id = 1",
        "UPDATE sessions SET expires_at = '2099-01-01'",
        "DELETE FROM sessions",
        "DELETE FROM events",
        "INSERT INTO permissions (name) VALUES ('everything')",
        "INSERT INTO roles (name) VALUES ('root')",
        "INSERT INTO role_permissions (role_id, permission_id, scope) VALUES (2, 1, 'any')",
        "UPDATE role_permissions SET scope = 'any'",
        "DELETE FROM role_permissions",
        "INSERT INTO schema_migrations (version, name, checksum, applied_at) VALUES (9, 'x', 'x', '2026-11-23')",
        "DELETE FROM schema_migrations",
        "SELECT number FROM contract_numbers",
        "INSERT INTO contract_numbers (number) VALUES (999)",
        "DELETE FROM contract_numbers",
        "UPDATE contracts SET id = 999 WHERE id = 2",
        "CREATE TABLE extra (id INT)",
        "CREATE TEMPORARY TABLE extra (id INT)",
        "CREATE VIEW extra AS SELECT 1",
        "CREATE PROCEDURE extra() SELECT 1",
        "CREATE EVENT extra ON SCHEDULE EVERY 1 DAY DO SELECT 1",
        "CREATE INDEX extra ON users (first_name)",
        "DROP INDEX index_user_name ON users",
        "CREATE TRIGGER extra BEFORE INSERT ON users FOR EACH ROW SET NEW.is_active = TRUE",
        "DROP TRIGGER payments_refuse_update",
        "DROP FUNCTION installed_guards",
        "ALTER FUNCTION installed_guards SQL SECURITY INVOKER",
        "ALTER TABLE users ADD extra INT",
        "RENAME TABLE users TO former_users",
        "TRUNCATE TABLE payments",
        "DROP TABLE payments",
        "LOCK TABLES users WRITE",
        "CREATE DATABASE ee_extra",
        "DROP DATABASE mysql",
        "CREATE USER 'ee_extra'@'%'",
        "GRANT SELECT ON users TO 'root'@'localhost'",
        "SELECT user FROM mysql.user",
        "SET GLOBAL max_connections = 1",
        "FLUSH TABLES",
        "SELECT 1 INTO OUTFILE '/tmp/epic_events_extra'",
        "LOAD DATA INFILE '/etc/passwd' INTO TABLE login_throttles",
    ] {
        match refusal(&mut program, statement) {
            Some(code) if ACCESS_ERRORS.contains(&code) => {}
            answer => allowed.push(format!("{statement}: {answer:?}")),
        }
    }
    assert_eq!(allowed, [""; 0]);
}

#[test]
fn s10_the_program_may_do_its_work() {
    let database = TestDatabase::demonstration();
    let mut program = database.as_program();
    for statement in [
        "SELECT id FROM roles",
        "SELECT id FROM permissions",
        "SELECT scope FROM role_permissions",
        "SELECT version FROM schema_migrations",
        "SELECT id FROM payments",
        "INSERT INTO payments (contract_id, amount, paid_on, method, recorded_by_user_id, created_at)
            VALUES (2, 1, '2026-11-23', 'card', 1, '2026-11-23')",
        "UPDATE contracts SET balance_due = balance_due - 1, version = version + 1 WHERE id = 2",
        "UPDATE contracts SET total_amount = 5000, balance_due = 5000 WHERE id = 1",
        "UPDATE contracts SET signed_at = '2026-11-23', signed_by_user_id = 1 WHERE id = 1",
        "UPDATE customers SET company_name = 'Autre', sales_user_id = sales_user_id",
        "UPDATE users SET is_active = FALSE, role_id = role_id, last_login_at = '2026-11-23' WHERE id = 7",
        "UPDATE events SET support_user_id = NULL, name = 'Autre', note = NULL",
        "INSERT INTO login_throttles (username, failures, first_failure_at, blocks) VALUES ('x', 1, '2026-11-23', 0)",
        "UPDATE login_throttles SET failures = 2",
        "DELETE FROM login_throttles WHERE failures = 2",
        "INSERT INTO sessions (token_id, user_id, opened_at, last_seen_at, expires_at, host)
            VALUES (UUID(), 1, '2026-11-23', '2026-11-23', '2026-11-24', 'poste')",
        "UPDATE sessions SET closed_at = '2026-11-23', close_reason = 'x'",
        "INSERT INTO audit_entries (chain_id, sequence, operation_id, recorded_at, actor_username, command, outcome,
            changes, previous_hash, hash) VALUES (UUID(), 1, UUID(), '2026-11-23', 'x', 'x', 'x', '', '', '')",
        "SELECT id FROM audit_entries",
        "DELETE FROM customers WHERE id NOT IN (SELECT customer_id FROM contracts)",
    ] {
        program
            .query_drop(statement)
            .unwrap_or_else(|error| panic!("{statement}: {error}"));
        let changed = statement.starts_with("SELECT") || program.affected_rows() > 0;
        assert!(changed, "{statement} concerns no row");
    }
}

/// Where the server is set to read no file at all, the owner reads none either; writing one, tried above, needs the
/// same right everywhere.
#[test]
fn s10_no_file_of_the_server_can_be_read() {
    let database = TestDatabase::prepared();
    let answer: Option<Option<String>> = database
        .as_program()
        .query_first("SELECT LOAD_FILE('/etc/passwd')")
        .expect("the function is there");
    assert_eq!(answer, Some(None));
}

/// Every right to write, against the statements of the program: none is given that nothing uses.
#[test]
fn s10_each_right_to_write_is_used_by_a_statement() {
    let database = TestDatabase::prepared();
    let statements: Vec<String> = files("sql/queries", "sql")
        .into_iter()
        .map(|file| file.text.split_whitespace().collect::<Vec<_>>().join(" "))
        .collect();
    let unused = |table: &str, privilege: &str, column: &str| {
        !statements.iter().any(|statement| match privilege {
            "INSERT" => statement.contains(&format!("INSERT INTO {table} ")),
            "DELETE" => statement.contains(&format!("DELETE FROM {table} ")),
            _ => {
                let set = format!("UPDATE {table} SET ");
                let changes = statement.split_once(&set).map(|(_, rest)| rest);
                changes.is_some_and(|rest| {
                    let set = rest.split(" WHERE ").next().unwrap_or_default();
                    format!(" {set}").contains(&format!(" {column} = "))
                })
            }
        })
    };
    let on_tables = "SELECT table_name, privilege_type FROM information_schema.table_privileges
        WHERE table_schema = DATABASE() AND privilege_type IN ('INSERT', 'DELETE')";
    let on_columns = "SELECT table_name, column_name FROM information_schema.column_privileges
        WHERE table_schema = DATABASE() AND privilege_type = 'UPDATE'";
    let tables = as_program(&database, on_tables).into_iter();
    let columns = as_program(&database, on_columns).into_iter();
    let idle: Vec<String> = tables
        .filter(|(table, privilege)| unused(table, privilege, ""))
        .chain(columns.filter(|(table, column)| unused(table, "UPDATE", column)))
        .map(|(table, right)| format!("{table}: {right}"))
        .collect();
    assert_eq!(idle, [""; 0]);
}

#[test]
fn s10_handlers_read_no_table_that_select_does_not() {
    let database = TestDatabase::demonstration();
    let mut program = database.as_program();
    let mut readable = 0;
    for table in tables(&database) {
        let by_select = refusal(&mut program, &format!("SELECT 1 FROM {table} LIMIT 1"));
        let by_handler = refusal(&mut program, &format!("HANDLER {table} OPEN"));
        assert_eq!(by_select.is_some(), by_handler.is_some(), "{table}");
        if by_handler.is_none() {
            readable += 1;
            program
                .query_drop(format!("HANDLER {table} READ FIRST"))
                .expect("what can be selected can be read");
        }
    }
    assert_eq!(readable, granted_tables(&database).len());
}

#[test]
fn even_the_owner_cannot_change_or_remove_a_payment_or_a_journal_entry() {
    let database = TestDatabase::demonstration();
    database.execute(
        "INSERT INTO audit_entries (chain_id, sequence, operation_id, recorded_at, actor_username, command, outcome,
            changes, previous_hash, hash) VALUES (UUID(), 1, UUID(), '2026-11-23', 'x', 'x', 'x', '', '', '')",
    );
    let mut owner = database.as_owner();
    for statement in [
        "UPDATE payments SET amount = amount + 1",
        "UPDATE payments SET reference = 'x' LIMIT 1",
        "DELETE FROM payments",
        "UPDATE audit_entries SET hash = 'x'",
        "DELETE FROM audit_entries",
    ] {
        assert_eq!(refusal(&mut owner, statement), Some(SIGNALLED), "{statement}");
    }
}

#[test]
fn b6_even_the_owner_cannot_take_a_signature_back() {
    let database = TestDatabase::demonstration();
    let mut owner = database.as_owner();
    for change in [
        "signed_at = NULL, signed_by_user_id = NULL, balance_due = total_amount",
        "signed_at = '2020-01-01'",
        "signed_by_user_id = 2",
        "total_amount = total_amount + 1",
        "customer_id = 1",
        "contract_number = 'CT-2026-999999'",
    ] {
        let statement = format!("UPDATE contracts SET {change} WHERE id = 5");
        assert_eq!(refusal(&mut owner, &statement), Some(SIGNALLED), "{change}");
    }
    for permitted in [
        "UPDATE contracts SET balance_due = balance_due - 1 WHERE id = 5",
        "UPDATE contracts SET total_amount = 4000, balance_due = 4000, customer_id = 1 WHERE id = 1",
        "UPDATE contracts SET signed_at = '2026-11-23', signed_by_user_id = 1 WHERE id = 1",
    ] {
        assert_eq!(refusal(&mut owner, permitted), None, "{permitted}");
        assert_eq!(owner.affected_rows(), 1, "{permitted}");
    }
}

#[test]
fn b16_a_number_given_by_hand_is_replaced() {
    let database = TestDatabase::demonstration();
    for (given, created_at, expected) in [
        ("CT-2000-000001", "2026-11-23", "CT-2026-000007"),
        ("", "2026-11-23", "CT-2026-000008"),
        ("2000", "2026-11-23", "CT-2026-000009"),
        // A year that it is somewhere.
        ("2027", "2026-12-31 12:00", "CT-2027-000010"),
        ("2026", "2027-01-01 10:00", "CT-2026-000011"),
        // Nowhere yet, and nowhere any more.
        ("2027", "2026-12-31 09:59", "CT-2026-000012"),
        ("2026", "2027-01-01 12:00", "CT-2027-000013"),
    ] {
        database.execute(&format!(
            "INSERT INTO contracts (id, contract_number, customer_id, management_user_id, total_amount, balance_due,
                created_at, updated_at) VALUES (99, '{given}', 1, 1, 10, 10, '{created_at}', '{created_at}')"
        ));
        let (id, number): (u64, String) =
            database.one("SELECT id, contract_number FROM contracts ORDER BY id DESC LIMIT 1");
        assert_eq!(number, expected, "{given} at {created_at}");
        assert!(number.ends_with(&id.to_string()), "{number} in the row {id}");
    }
}

#[test]
fn s10_a_prepared_account_has_nothing_in_excess_and_any_further_right_is_found() {
    let database = TestDatabase::prepared();
    let account = format!("'{}'@'%'", database.name());
    assert_eq!(database.administration().account_rights(), Ok(AccountRights::default()));
    let mut missed = Vec::new();
    let mut try_right = |right: &str, place: &str, found_as: (&str, &str)| {
        database.execute(&format!("GRANT {right} ON {place} TO {account}"));
        let found = excessive(&database);
        if found != [(found_as.0.to_owned(), found_as.1.to_owned())] {
            missed.push(format!("{right} on {place}: {found:?}"));
        }
        database.execute(&format!("REVOKE {right} ON {place} FROM {account}"));
    };
    let name = database.name();
    // Columns first: taking a right on a table back takes it from its columns too.
    for (table, column) in ungranted_columns(&database) {
        let found_as = format!("{name}.{table}.{column}");
        try_right(&format!("UPDATE ({column})"), &table, (&found_as, "UPDATE"));
    }
    for (table, privilege) in ungranted_table_rights(&database) {
        try_right(&privilege, &table, (&format!("{name}.{table}"), &privilege));
    }
    try_right("CREATE", &format!("`{name}`.*"), (name, "CREATE"));
    try_right("FILE", "*.*", ("", "FILE"));
    try_right("SELECT", "mysql.user", ("mysql.user", "SELECT"));
    assert_eq!(missed, [""; 0]);
}

#[test]
fn s10_preparing_again_takes_back_what_an_earlier_version_gave() {
    let database = TestDatabase::prepared();
    let name = database.name();
    let account = format!("'{name}'@'%'");
    for grant in [
        "UPDATE (username, employee_number) ON users",
        "DELETE ON sessions",
        "DELETE, CREATE ON payments",
        &format!("INDEX ON `{name}`.*"),
    ] {
        database.execute(&format!("GRANT {grant} TO {account}"));
    }
    database.execute(&format!("GRANT SELECT ON roles TO {account} WITH GRANT OPTION"));
    assert_eq!(excessive(&database).len(), 7);
    database.prepare();
    assert_eq!(excessive(&database), []);
    let mut program = database.as_program();
    assert_eq!(refusal(&mut program, "SELECT id FROM roles"), None);
}

/// The name of one begins that of the other, or fits it as a pattern: `_` stands for any character there.
#[test]
fn s10_an_account_of_two_databases_keeps_in_each_what_it_needs() {
    let database = TestDatabase::demonstration();
    let account = format!("'{}'@'%'", database.name());
    let names = [format!("{}_test", database.name()), database.name().replace('_', "x")];
    for other in names.map(|name| database.demonstration_of_same_account(&name)) {
        let of_both = [&database, &other];
        for prepared in of_both {
            for one in of_both {
                for right in [
                    format!("INDEX ON `{}`.*", one.name()),
                    format!("DROP ON {}.*", one.pattern()),
                    format!("DELETE ON `{}`.payments", one.name()),
                    format!("UPDATE (username) ON `{}`.users", one.name()),
                ] {
                    one.execute(&format!("GRANT {right} TO {account}"));
                }
            }
            let rights = of_both.map(rights_in);
            prepared.prepare();
            for (one, before) in of_both.into_iter().zip(rights) {
                let taken_back = if one.name() == prepared.name() { 4 } else { 0 };
                let kept = rights_in(one);
                assert_eq!(kept.len() + taken_back, before.len(), "{}: {kept:?}", one.name());
            }
        }
        for one in of_both {
            one.prepare();
            let mut shell = TestShell::signed_in(one, "manager1");
            let created = shell.run("contrats creer --client 1 --montant 5").succeeds();
            assert!(created.contains("CT-2026-00000"), "{created}");
        }
    }
}

#[test]
fn s10_what_an_account_needs_in_another_database_is_told_and_is_no_excess() {
    let database = TestDatabase::demonstration();
    let other = database.demonstration_of_same_account(&format!("{}_test", database.name()));
    is_told_of(&database, &other);
    is_told_of(&other, &database);
}

/// What the account needs in another database of the program is told, and is no fault; what it has there beyond that
/// is.
fn is_told_of(database: &TestDatabase, other: &TestDatabase) {
    let mut shell = TestShell::on(database);
    let prepared = shell.run("base preparer").succeeds();
    for told in [
        "a exactement les droits nécessaires dans cette base.\nIl sert aussi l",
        other.name(),
    ] {
        assert!(prepared.contains(told), "no {told} in: {prepared}");
    }
    let standard = shell.run("base diagnostic").succeeds();
    for told in ["correct  Compte du programme (sert aussi l", other.name()] {
        assert!(standard.contains(told), "no {told} in: {standard}");
    }

    let account = format!("'{}'@'%'", database.program().get_user().expect("it has a name"));
    other.execute(&format!("GRANT DELETE ON payments TO {account}"));
    let excess = format!("DELETE sur {}.payments", other.name());
    let prepared = shell.run("base preparer").succeeds();
    assert!(!prepared.contains("exactement"), "{prepared}");
    assert!(prepared.contains(&excess), "{prepared}");
    let diagnostic = shell.run("base diagnostic");
    assert!(diagnostic.standard.contains(&excess), "{}", diagnostic.standard);
    assert!(
        diagnostic.errors.contains("DIAGNOSTIC_DEFAVORABLE"),
        "{}",
        diagnostic.errors
    );
    other.execute(&format!("REVOKE DELETE ON payments FROM {account}"));
}

#[test]
fn s10_the_right_to_pass_rights_on_and_roles_are_found() {
    let database = TestDatabase::prepared();
    let name = database.name();
    let account = format!("'{name}'@'%'");
    database.execute(&format!("GRANT SELECT ON roles TO {account} WITH GRANT OPTION"));
    let found = (format!("{name}.roles"), String::from("SELECT WITH GRANT OPTION"));
    assert_eq!(excessive(&database), [found]);
    database.execute(&format!("REVOKE GRANT OPTION ON roles FROM {account}"));
    assert_eq!(excessive(&database), []);
    let role = format!("{name}_role");
    database.execute(&format!("CREATE ROLE {role}"));
    database.execute(&format!("GRANT {role} TO {account}"));
    let found = excessive(&database);
    database.execute(&format!("DROP ROLE {role}"));
    assert_eq!(found, [(String::new(), format!("ROLE {role}"))]);
}

#[test]
fn s10_what_goes_round_the_tables_is_found() {
    // Of its own: what everybody may do, the accounts of other tests may do too.
    let server = OwnServer::new();
    let database = TestDatabase::demonstration_on(&server);
    let (name, account) = (database.name(), format!("'{}'@'%'", database.name()));
    database.execute("CREATE PROCEDURE around() SQL SECURITY DEFINER DELETE FROM payments");
    database.execute("CREATE FUNCTION behind() RETURNS INT DETERMINISTIC RETURN 1");
    let is_mariadb = database.one::<String>("SELECT VERSION()").contains("MariaDB");
    let mut rights = vec![
        (
            "EXECUTE",
            "PROCEDURE around",
            account.as_str(),
            format!("PROCEDURE `{name}`.`around`"),
        ),
        (
            "EXECUTE",
            "FUNCTION behind",
            account.as_str(),
            format!("FUNCTION `{name}`.`behind`"),
        ),
        (
            "PROXY",
            "'root'@'localhost'",
            account.as_str(),
            String::from("`root`@`localhost`"),
        ),
    ];
    if is_mariadb {
        // MySQL knows no such grants.
        rights.push(("UPDATE", "payments", "PUBLIC", format!("`{name}`.`payments` TO PUBLIC")));
    }
    for (right, object, to, found_as) in rights {
        database.execute(&format!("GRANT {right} ON {object} TO {to}"));
        assert_eq!(excessive(&database), [(found_as.clone(), right.to_owned())], "{object}");
        let diagnostic = TestShell::on(&database).run("base diagnostic");
        assert!(diagnostic.errors.contains("DIAGNOSTIC_DEFAVORABLE"), "{diagnostic:?}");
        let told = found_as.replace(" TO PUBLIC", ", donné à tous les comptes (PUBLIC)");
        assert!(
            diagnostic.standard.contains(&format!("{right} sur {told}.")),
            "{diagnostic:?}"
        );
        database.execute(&format!("REVOKE {right} ON {object} FROM {to}"));
    }
    assert_eq!(excessive(&database), []);
}

#[test]
fn the_grants_name_every_table_but_those_that_only_triggers_and_the_owner_write() {
    let database = TestDatabase::prepared();
    let grants = file("sql/accounts/program_grants.sql").text;
    let mut granted: Vec<&str> = grants
        .split(" ON ")
        .skip(1)
        .filter_map(|rest| rest.split(' ').next())
        .filter(|granted| *granted != "FUNCTION")
        .collect();
    granted.sort_unstable();
    granted.dedup();
    let mut expected = granted_tables(&database);
    expected.sort_unstable();
    assert_eq!(granted, expected);
}

/// Every table but those that give numbers, which only triggers write, and that of the owner's leases.
fn granted_tables(database: &TestDatabase) -> Vec<String> {
    let is_granted = |table: &String| !table.ends_with("_numbers") && table != "leases";
    tables(database).into_iter().filter(is_granted).collect()
}

#[test]
fn a_password_with_quotes_and_backslashes_opens_the_account_and_a_new_one_replaces_it() {
    let database = TestDatabase::prepared();
    for password in [r#"l'« été » "à\' la \\ mer"; -- \"#, "''", r"\", "un autre"] {
        let owner = server().owner(database.name());
        let program = Opts::from(
            OptsBuilder::from_opts(owner.clone())
                .user(Some(database.name()))
                .pass(Some(password)),
        );
        let now = NOW.parse().expect("it is a moment");
        let preparation = Administration::new(owner, program.clone()).prepare(now);
        assert!(
            preparation.is_ok_and(|preparation| preparation.has_own_account),
            "{password}"
        );
        let mut connection = Conn::new(program).unwrap_or_else(|error| panic!("{password}: {error}"));
        connection
            .query_drop("SELECT id FROM users")
            .expect("the account may read");
    }
    let former = OptsBuilder::from_opts(server().owner(database.name()))
        .user(Some(database.name()))
        .pass(Some(r"\"));
    assert!(Conn::new(former).is_err());
}

/// The server's number for a refused statement; nothing when it is run.
fn refusal(connection: &mut Conn, statement: &str) -> Option<u16> {
    match connection.query_drop(statement) {
        Ok(()) => None,
        Err(mysql::Error::MySqlError(answer)) => Some(answer.code),
        Err(error) => panic!("{statement}: {error}"),
    }
}

fn tables(database: &TestDatabase) -> Vec<String> {
    database.query("SELECT table_name FROM information_schema.tables WHERE table_schema = DATABASE()")
}

fn excessive(database: &TestDatabase) -> Vec<(String, String)> {
    let found = database
        .administration()
        .account_rights()
        .expect("rights are read")
        .excessive;
    found
        .into_iter()
        .map(|excess| {
            let scope = match excess.scope {
                GrantScope::Server => String::new(),
                GrantScope::Place(place) => place.to_string(),
                GrantScope::Other(object) => object,
                GrantScope::ForEverybody(object) => format!("{object} TO PUBLIC"),
            };
            (scope, excess.privilege)
        })
        .collect()
}

/// Every right of the program's account that was given for this database, on a table, in a column, or in all of it.
fn rights_in(database: &TestDatabase) -> Vec<(String, String)> {
    as_program(
        database,
        r"SELECT table_name, privilege_type FROM information_schema.table_privileges WHERE table_schema = DATABASE()
         UNION ALL
         SELECT CONCAT(table_name, '.', column_name), privilege_type FROM information_schema.column_privileges
         WHERE table_schema = DATABASE()
         UNION ALL
         SELECT table_schema, privilege_type FROM information_schema.schema_privileges
         WHERE REPLACE(table_schema, '\\', '') = DATABASE()",
    )
}

fn ungranted_table_rights(database: &TestDatabase) -> Vec<(String, String)> {
    let granted: Vec<(String, String)> = as_program(
        database,
        "SELECT table_name, privilege_type FROM information_schema.table_privileges WHERE table_schema = DATABASE()",
    );
    let all = tables(database)
        .into_iter()
        .flat_map(|table| TABLE_PRIVILEGES.map(|privilege| (table.clone(), privilege.to_owned())));
    all.filter(|right| !granted.contains(right)).collect()
}

fn ungranted_columns(database: &TestDatabase) -> Vec<(String, String)> {
    let granted: Vec<(String, String)> = as_program(
        database,
        "SELECT table_name, column_name FROM information_schema.column_privileges WHERE table_schema = DATABASE()",
    );
    let all: Vec<(String, String)> = database.query(
        "SELECT table_name, column_name FROM information_schema.columns WHERE table_schema = DATABASE()
         AND table_name <> 'login_throttles'",
    );
    let ungranted: Vec<_> = all.into_iter().filter(|column| !granted.contains(column)).collect();
    assert!(!ungranted.is_empty() && !granted.is_empty());
    ungranted
}

fn as_program(database: &TestDatabase, query: &str) -> Vec<(String, String)> {
    database
        .as_program()
        .query(query)
        .expect("the account sees its own rights")
}
