//! What each error number of a server means for the program: the only table of them.
//!
//! A number that is not here is a fault of the program. What an answer says of a row, of a key or of a trigger is read
//! by `constraint`.

use mysql::MySqlError;

use crate::error::ServerState;

/// What an answer means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Verdict {
    /// The server, or this connection, is going away: another connection may work.
    Lost,
    /// Others hold what is wanted: the whole transaction may be done again.
    Busy,
    /// The server works, and cannot or will not do this. Nothing is done again.
    Refused(ServerState),
    /// No such database or table.
    SchemaMissing,
    /// Ctrl-C.
    Interrupted,
    /// A key, a check or a trigger has spoken: the names in the answer decide.
    OfRows,
}

use Verdict::{Busy, Interrupted, Lost, OfRows, Refused, SchemaMissing};

pub(super) const DUPLICATE_KEY: u16 = 1062;
pub(super) const STILL_REFERENCED: u16 = 1451;
pub(super) const NO_SUCH_PARENT: u16 = 1452;
pub(super) const NO_SUCH_DEFINER: u16 = 1449;
/// The procedure is not there, or the account may not call it. The former is also said of a savepoint.
pub(super) const NO_SUCH_ROUTINE: u16 = 1305;
pub(super) const ROUTINE_REFUSED: u16 = 1370;
/// A check refused a row, on MySQL and MariaDB.
pub(super) const CHECK_ON_MYSQL: u16 = 3819;
pub(super) const CHECK_ON_MARIADB: u16 = 4025;
/// An option of the server forbids the statement; the answer names the option.
const FORBIDDEN_BY_OPTION: u16 = 1290;
/// The storage engine reports an error of the system, by its number.
const STORAGE_ENGINE: u16 = 1030;
/// No space left, as systems number it.
const NO_SPACE_LEFT: &str = "error 28";
/// A commit failed, by a number of the engine.
const DURING_COMMIT: u16 = 1180;
/// A deadlock, as engines number it: what came from another server of the group was let through first.
const ENGINE_DEADLOCK: &str = "error 149";

/// Each group with what its numbers say.
const VERDICTS: &[(&[u16], Verdict)] = &[
    // The server is ending; the connection was killed, timed out, or its packets were lost on the way.
    (&[1053, 1077, 1078, 1079, 1080], Lost),
    (&[1152, 1154, 1155, 1156, 1157, 1158, 1159, 1160, 1161, 1184], Lost),
    (&[1927, 2006, 2013, 4031], Lost),
    // Lock wait (of a row, or of a definition that is being changed), deadlock, changed snapshot; another server of the
    // group has written the same rows first.
    (&[1205, 1213, 1020, 3101], Busy),
    // No such account, wrong password, no right on the database, host blocked or not allowed, account locked (MySQL,
    // MariaDB), password expired, TLS wanted.
    (
        &[1044, 1045, 1698, 1129, 1130, 3118, 4151, 1820, 1862, 3159],
        Refused(ServerState::AccountRefused),
    ),
    // A read-only transaction, server, table, engine.
    (&[1792, 1836, 1036, 1874], Refused(ServerState::ReadOnly)),
    (&[1047], Refused(ServerState::NotReady)),
    // The hook of the group's replication failed; a member that is not ready was asked to wait for the others, in vain.
    (&[3100, 3796, 3797], Refused(ServerState::ReplicationNotReady)),
    // Disk full, error on writing, table full, binary log not writable.
    (&[1021, 1026, 1114, 1598], Refused(ServerState::OutOfSpace)),
    // Of the server, of the account, of its hour; transactions, prepared statements.
    (
        &[1040, 1203, 1226, 1637, 1461],
        Refused(ServerState::TooManyConnections),
    ),
    (&[1665], Refused(ServerState::StatementLog)),
    (&[1418, 1419], Refused(ServerState::LogWithoutTrust)),
    (&[1153], Refused(ServerState::PacketTooLarge)),
    // On a table, on a column, on the whole server.
    (&[1142, 1143, 1227], Refused(ServerState::MissingGrant)),
    // On MySQL and MariaDB.
    (&[3024, 1969], Refused(ServerState::TooSlow)),
    (&[1049, 1146], SchemaMissing),
    (&[1317], Interrupted),
    (&[DUPLICATE_KEY, STILL_REFERENCED, NO_SUCH_PARENT], OfRows),
    (&[CHECK_ON_MYSQL, CHECK_ON_MARIADB], OfRows),
    (&[NO_SUCH_DEFINER, NO_SUCH_ROUTINE, ROUTINE_REFUSED], OfRows),
];

/// The verdict on an answer; nothing for one that the program should never meet.
pub(super) fn verdict(answer: &MySqlError) -> Option<Verdict> {
    match answer.code {
        FORBIDDEN_BY_OPTION => Some(Refused(forbidding(&answer.message))),
        STORAGE_ENGINE => answer
            .message
            .contains(NO_SPACE_LEFT)
            .then_some(Refused(ServerState::OutOfSpace)),
        DURING_COMMIT if answer.message.contains(ENGINE_DEADLOCK) => Some(Busy),
        DURING_COMMIT => Some(Refused(ServerState::ReplicationNotReady)),
        code => VERDICTS
            .iter()
            .find(|(codes, _)| codes.contains(&code))
            .map(|(_, verdict)| *verdict),
    }
}

/// Which kind of option an answer names: `--read-only`, `--super-read-only`, or another.
fn forbidding(message: &str) -> ServerState {
    if ["read-only", "read_only"].iter().any(|name| message.contains(name)) {
        ServerState::ReadOnly
    } else {
        ServerState::ForbiddenBySetting
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::database::constraint::domain_error;
    use crate::error::{Code, Kind};

    /// What a server can answer to the program, as it says it, and the code a person sees. Where a verdict depends on
    /// the words, they are the server's own.
    const MET: &[(u16, &str, Code)] = &[
        (
            1290,
            "The MariaDB server is running with the --read-only option so it cannot execute this statement",
            Code::ReadOnlyServer,
        ),
        (
            1290,
            "The MySQL server is running with the --super-read-only option so it cannot execute this statement",
            Code::ReadOnlyServer,
        ),
        (
            1290,
            "The MySQL server is running with the --skip-grant-tables option so it cannot execute this statement",
            Code::UnsuitableServer,
        ),
        (1836, "Running in read-only mode", Code::ReadOnlyServer),
        (
            1792,
            "Cannot execute statement in a READ ONLY transaction",
            Code::ReadOnlyServer,
        ),
        (1036, "Table 'sessions' is read only", Code::ReadOnlyServer),
        (1874, "InnoDB is in read only mode.", Code::ReadOnlyServer),
        (
            1047,
            "WSREP has not yet prepared node for application use",
            Code::ServerNotReady,
        ),
        (
            3100,
            "Error on observer while running replication hook 'before_commit'.",
            Code::ServerNotReady,
        ),
        (
            3101,
            "Plugin instructed the server to rollback the current transaction.",
            Code::Busy,
        ),
        (
            1180,
            "Got error 149 - 'Lock deadlock; Retry transaction' during COMMIT",
            Code::Busy,
        ),
        (1180, "Got error 1 during COMMIT", Code::ServerNotReady),
        (
            3796,
            "The option group_replication_consistency cannot be used on the current member state.",
            Code::ServerNotReady,
        ),
        (
            3797,
            "Error while waiting for group transactions commit on group_replication_consistency= 'BEFORE'.",
            Code::ServerNotReady,
        ),
        (1114, "The table 'customers' is full", Code::ServerFull),
        (
            1021,
            "Disk full (/tmp/x); waiting for someone to free some space",
            Code::ServerFull,
        ),
        (1026, "Error writing file './binlog' (Errcode: 28)", Code::ServerFull),
        (
            1030,
            "Got error 28 - 'No space left on device' from storage engine",
            Code::ServerFull,
        ),
        (
            1598,
            "Binary logging not possible. Message: write error",
            Code::ServerFull,
        ),
        (1040, "Too many connections", Code::TooManyConnections),
        (
            1203,
            "User epic_events already has more than 'max_user_connections' active connections",
            Code::TooManyConnections,
        ),
        (
            1226,
            "User 'epic_events' has exceeded the 'max_user_connections' resource (current value: 1)",
            Code::TooManyConnections,
        ),
        (
            1637,
            "Too many active concurrent transactions",
            Code::TooManyConnections,
        ),
        (
            1461,
            "Can't create more than max_prepared_stmt_count statements",
            Code::TooManyConnections,
        ),
        (
            1665,
            "Cannot execute statement: impossible to write to binary log since BINLOG_FORMAT = STATEMENT",
            Code::UnsuitableServer,
        ),
        (
            1418,
            "This function has none of DETERMINISTIC, NO SQL, or READS SQL DATA",
            Code::UnsuitableServer,
        ),
        (
            1419,
            "You do not have the SUPER privilege and binary logging is enabled",
            Code::UnsuitableServer,
        ),
        (
            1153,
            "Got a packet bigger than 'max_allowed_packet' bytes",
            Code::PacketTooLarge,
        ),
        (
            1449,
            "The user specified as a definer ('proprio'@'%') does not exist",
            Code::GuardsBroken,
        ),
        (
            1370,
            "execute command denied to user 'crm'@'%' for routine 'crm.installed_guards'",
            Code::GuardsBroken,
        ),
        (1305, "FUNCTION crm.installed_guards does not exist", Code::GuardsBroken),
        (
            3819,
            "Check constraint 'check_contract_number' is violated.",
            Code::GuardsBroken,
        ),
        (
            4025,
            "CONSTRAINT `check_contract_number` failed for `crm`.`contracts`",
            Code::GuardsBroken,
        ),
        (
            1142,
            "INSERT command denied to user 'crm'@'%' for table 'sessions'",
            Code::MissingGrant,
        ),
        (
            1143,
            "UPDATE command denied to user 'crm'@'%' for column 'note' in table 'events'",
            Code::MissingGrant,
        ),
        (
            1227,
            "Access denied; you need (at least one of) the CREATE USER privilege(s) for this operation",
            Code::MissingGrant,
        ),
        (1053, "Server shutdown in progress", Code::Unavailable),
        (1077, "Normal shutdown", Code::Unavailable),
        (1078, "Got signal 15. Aborting!", Code::Unavailable),
        (1079, "Shutdown complete", Code::Unavailable),
        (1080, "Forcing close of thread 7", Code::Unavailable),
        (1152, "Aborted connection 7 to db", Code::Unavailable),
        (1154, "Got a read error from the connection pipe", Code::Unavailable),
        (1155, "Got an error from fcntl()", Code::Unavailable),
        (1156, "Got packets out of order", Code::Unavailable),
        (1157, "Couldn't uncompress communication packet", Code::Unavailable),
        (1158, "Got an error reading communication packets", Code::Unavailable),
        (1159, "Got timeout reading communication packets", Code::Unavailable),
        (1160, "Got an error writing communication packets", Code::Unavailable),
        (1161, "Got timeout writing communication packets", Code::Unavailable),
        (1184, "Aborted connection 7 to db", Code::Unavailable),
        (1927, "Connection was killed", Code::Unavailable),
        (2006, "Server has gone away", Code::Unavailable),
        (2013, "Lost connection to server", Code::Unavailable),
        (
            4031,
            "The client was disconnected by the server because of inactivity.",
            Code::Unavailable,
        ),
        (
            1205,
            "Lock wait timeout exceeded; try restarting transaction",
            Code::Busy,
        ),
        (
            1213,
            "Deadlock found when trying to get lock; try restarting transaction",
            Code::Busy,
        ),
        (
            1020,
            "Record has changed since last read in table 'customers'",
            Code::Busy,
        ),
        (
            3024,
            "Query execution was interrupted, maximum statement execution time exceeded",
            Code::SlowStatement,
        ),
        (
            1969,
            "Query execution was interrupted (max_statement_time exceeded)",
            Code::SlowStatement,
        ),
        (
            1044,
            "Access denied for user 'crm'@'%' to database 'crm'",
            Code::AccessToDatabaseRefused,
        ),
        (
            1045,
            "Access denied for user 'crm'@'localhost' (using password: YES)",
            Code::AccessToDatabaseRefused,
        ),
        (
            1698,
            "Access denied for user 'root'@'localhost'",
            Code::AccessToDatabaseRefused,
        ),
        (
            1129,
            "Host 'poste' is blocked because of many connection errors",
            Code::AccessToDatabaseRefused,
        ),
        (
            1130,
            "Host 'poste' is not allowed to connect to this server",
            Code::AccessToDatabaseRefused,
        ),
        (
            3118,
            "Access denied for user 'crm'@'%'. Account is locked.",
            Code::AccessToDatabaseRefused,
        ),
        (
            4151,
            "Access denied, this account is locked",
            Code::AccessToDatabaseRefused,
        ),
        (
            1820,
            "You must SET PASSWORD before executing this statement",
            Code::AccessToDatabaseRefused,
        ),
        (1862, "Your password has expired.", Code::AccessToDatabaseRefused),
        (
            3159,
            "Connections using insecure transport are prohibited",
            Code::AccessToDatabaseRefused,
        ),
        (1049, "Unknown database 'crm'", Code::SchemaMissing),
        (1146, "Table 'crm.users' doesn't exist", Code::SchemaMissing),
        (1317, "Query execution was interrupted", Code::Interrupted),
        (
            1062,
            "Duplicate entry 'a@b.fr' for key 'unique_customer_email'",
            Code::DuplicateEmail,
        ),
        (
            1451,
            "a foreign key constraint fails (`crm`.`sessions`, REFERENCES `users` (`id`))",
            Code::AccountHasServed,
        ),
        (
            1452,
            "a foreign key constraint fails (CONSTRAINT `foreign_session_user`)",
            Code::SignInRefused,
        ),
    ];

    fn answer(code: u16, message: &str) -> MySqlError {
        MySqlError {
            state: String::from("HY000"),
            message: message.to_owned(),
            code,
        }
    }

    #[test]
    fn every_error_of_a_server_that_can_be_met_has_a_verdict_and_is_no_fault_of_the_program() {
        for (number, message, code) in MET {
            let error = domain_error(mysql::Error::MySqlError(answer(*number, message)));
            assert_eq!(error.code(), *code, "{number} {message}");
            assert_ne!(error.kind(), Kind::Internal, "{number} {message}");
        }
    }

    #[test]
    fn every_number_of_the_table_is_there_once_and_can_be_met() {
        let numbers: Vec<u16> = VERDICTS
            .iter()
            .flat_map(|(codes, _)| codes.iter().copied())
            .chain([FORBIDDEN_BY_OPTION, STORAGE_ENGINE, DURING_COMMIT])
            .collect();
        let once: BTreeSet<u16> = numbers.iter().copied().collect();
        assert_eq!(once.len(), numbers.len());
        assert_eq!(once, MET.iter().map(|(number, ..)| *number).collect());
    }

    #[test]
    fn what_is_not_in_the_table_is_a_fault_of_the_program() {
        for (number, message) in [
            (1064, "You have an error in your SQL syntax"),
            (1054, "Unknown column 'x' in 'field list'"),
            (1030, "Got error 122 from storage engine"),
        ] {
            let answer = answer(number, message);
            assert_eq!(verdict(&answer), None, "{number}");
            let error = domain_error(mysql::Error::MySqlError(answer));
            assert_eq!(error.kind(), Kind::Internal, "{number}");
        }
    }

    #[test]
    fn s34_only_locks_and_snapshots_are_a_reason_to_repeat() {
        let repeated: Vec<u16> = MET
            .iter()
            .filter(|(number, message, _)| verdict(&answer(*number, message)) == Some(Busy))
            .map(|(number, ..)| *number)
            .collect();
        assert_eq!(repeated, [3101, 1180, 1205, 1213, 1020]);
    }
}
