//! From what the driver or the server reports to the errors of the domain.
//!
//! The only file that knows constraint names; the numbers of server errors are those of `server_errors`.

use std::error::Error as _;

use mysql::{MySqlError, Opts};

use super::server_errors::{
    CHECK_ON_MARIADB, CHECK_ON_MYSQL, DUPLICATE_KEY, NO_SUCH_DEFINER, NO_SUCH_PARENT, NO_SUCH_ROUTINE, ROUTINE_REFUSED,
    STILL_REFERENCED, Verdict, verdict,
};
use crate::error::{AccountRefusal, ContractRefusal, Error, GuardFault, ServerState, UniqueField};

/// The domain error for anything the driver reports.
pub(crate) fn domain_error(error: mysql::Error) -> Error {
    if is_identity_refused(&error) {
        log::debug!("connection: {error}");
        return Error::ServerIdentityRefused;
    }
    match error {
        mysql::Error::MySqlError(answer) => server_error(&answer),
        // MySQL answers for an account it does not know with a method drawn at random, perhaps one nobody has.
        mysql::Error::DriverError(mysql::DriverError::UnknownAuthPlugin(_)) => {
            Error::server(ServerState::AccountRefused, &error)
        }
        // The driver knows what the server accepts and sends nothing that is longer.
        mysql::Error::CodecError(_) | mysql::Error::DriverError(mysql::DriverError::PacketTooLarge)
            if is_packet_too_large(&error) =>
        {
            Error::server(ServerState::PacketTooLarge, &error)
        }
        mysql::Error::IoError(_)
        | mysql::Error::CodecError(_)
        | mysql::Error::DriverError(_)
        | mysql::Error::TlsError(_)
        | mysql::Error::UrlError(_) => {
            log::debug!("connection: {error}");
            Error::Unavailable
        }
        mysql::Error::FromValueError(_) | mysql::Error::FromRowError(_) => {
            Error::internal("a column has an unexpected type")
        }
    }
}

/// The driver gives the kind of this error no name that can be used here.
fn is_packet_too_large(error: &mysql::Error) -> bool {
    matches!(error, mysql::Error::DriverError(_)) || error.to_string().contains("max_allowed_packet")
}

/// The domain error for a connection that cannot be made: the reason is told.
pub(super) fn connection_error(error: mysql::Error) -> Error {
    let reason = error.to_string();
    let failure = domain_error(error);
    if failure == Error::Unavailable {
        return Error::server(ServerState::Unreachable, reason);
    }
    failure
}

/// The account and the server of a connection: `account@host:port`.
pub(crate) fn contact(options: &Opts) -> String {
    format!("{}@{}", options.get_user().unwrap_or_default(), server(options))
}

/// The server of a connection: `host:port`, or its socket.
pub(super) fn server(options: &Opts) -> String {
    match options.get_socket() {
        Some(socket) => socket.to_owned(),
        None => format!("{}:{}", options.get_ip_or_hostname(), options.get_tcp_port()),
    }
}

/// Whether the server has no TLS, or a certificate that proves nothing (S13). Rustls reports the latter through the
/// input and output of the connection.
fn is_identity_refused(error: &mysql::Error) -> bool {
    let cause: Option<&std::io::Error> = if let mysql::Error::IoError(cause) = error {
        Some(cause)
    } else if let mysql::Error::CodecError(decoder) = error {
        decoder.source().and_then(|cause| cause.downcast_ref())
    } else {
        None
    };
    let is_certificate_refused = cause
        .and_then(std::io::Error::get_ref)
        .is_some_and(<dyn std::error::Error + Send + Sync>::is::<rustls::Error>);
    is_certificate_refused
        || matches!(
            error,
            mysql::Error::TlsError(_) | mysql::Error::DriverError(mysql::DriverError::TlsNotSupported)
        )
}

/// Whether a statement failed because its operation identifier is already in the journal: the write was done before.
pub(crate) fn is_repeated_operation(error: &mysql::Error) -> bool {
    is_duplicate(error, "unique_audit_operation")
}

/// Whether another entry has the place in its chain of the one that is added.
pub(crate) fn is_displaced_entry(error: &mysql::Error) -> bool {
    is_duplicate(error, "unique_audit_chain")
}

/// Whether a row is there already, by whatever key.
pub(super) fn is_duplicate_row(error: &mysql::Error) -> bool {
    matches!(error, mysql::Error::MySqlError(answer) if answer.code == DUPLICATE_KEY)
}

fn is_duplicate(error: &mysql::Error, key: &str) -> bool {
    matches!(error, mysql::Error::MySqlError(answer) if answer.code == DUPLICATE_KEY && violates(answer, key))
}

/// The function that shows the guards.
const SHOWING_FUNCTION: &str = "installed_guards";
/// The checks that find a row without its number, and the trigger that gives it one.
const NUMBER_CHECKS: [(&str, &str); 3] = [
    ("check_user_employee_number", "users_generate_number"),
    ("check_contract_number", "contracts_generate_number"),
    ("check_event_number", "events_generate_number"),
];

fn server_error(answer: &MySqlError) -> Error {
    match verdict(answer) {
        Some(Verdict::Lost) => {
            log::debug!("connection: {answer:?}");
            Error::Unavailable
        }
        Some(Verdict::Busy) => Error::Busy,
        Some(Verdict::Refused(state)) => Error::server(state, told(answer)),
        Some(Verdict::SchemaMissing) => Error::SchemaMissing,
        Some(Verdict::Interrupted) => Error::Interrupted,
        Some(Verdict::OfRows) => error_of_rows(answer),
        None => unforeseen(answer),
    }
}

/// What a key, a check or a trigger says.
fn error_of_rows(answer: &MySqlError) -> Error {
    match answer.code {
        DUPLICATE_KEY => duplicate(answer),
        // Whatever refers to an account keeps it; the service knows what it looked for, the database everything else.
        STILL_REFERENCED if names(answer, "REFERENCES `users`") => {
            Error::from(AccountRefusal::HasServed { username: None })
        }
        // The account was deleted while its owner signed in for the first time.
        NO_SUCH_PARENT if names(answer, "CONSTRAINT `foreign_session_user`") => Error::SignInRefused,
        _ => broken_guard(answer).map_or_else(
            || unforeseen(answer),
            |fault| Error::GuardsBroken { faults: vec![fault] },
        ),
    }
}

fn unforeseen(answer: &MySqlError) -> Error {
    Error::internal(format_args!("server error {}: {}", answer.code, answer.message))
}

/// The server's own words, with their number.
fn told(answer: &MySqlError) -> String {
    format!("{} {}", answer.code, answer.message)
}

/// What an answer says of the triggers, if it does.
fn broken_guard(answer: &MySqlError) -> Option<GuardFault> {
    match answer.code {
        NO_SUCH_DEFINER => Some(GuardFault::NoSuchDefiner {
            account: definer(&answer.message),
        }),
        NO_SUCH_ROUTINE | ROUTINE_REFUSED if names(answer, SHOWING_FUNCTION) => Some(GuardFault::OutOfReach {
            name: SHOWING_FUNCTION.to_owned(),
        }),
        CHECK_ON_MYSQL | CHECK_ON_MARIADB => {
            NUMBER_CHECKS
                .into_iter()
                .find(|(check, _)| names(answer, check))
                .map(|(_, trigger)| GuardFault::Ineffective {
                    name: trigger.to_owned(),
                })
        }
        _ => None,
    }
}

/// `name@host` of `The user specified as a definer ('name'@'host') does not exist`.
fn definer(message: &str) -> String {
    message
        .split_once('(')
        .and_then(|(_, rest)| rest.rsplit_once(')'))
        .map(|(account, _)| account.replace('\'', ""))
        .unwrap_or_default()
}

/// A unique key refused a value that the service had found free: two people at once.
fn duplicate(answer: &MySqlError) -> Error {
    let value = duplicated_value(&answer.message);
    if violates(answer, "unique_customer_email") {
        return Error::DuplicateEmail {
            email: value,
            holder: None,
        };
    }
    let of_account = [
        ("unique_user_username", UniqueField::Username),
        ("unique_user_email", UniqueField::Email),
        ("unique_user_phone_number", UniqueField::PhoneNumber),
    ];
    if let Some((_, field)) = of_account.into_iter().find(|(key, _)| violates(answer, key)) {
        return Error::from(AccountRefusal::taken_meanwhile(field, value));
    }
    if violates(answer, "unique_payment_reversal")
        && let Ok(payment_id) = value.parse()
    {
        return Error::from(ContractRefusal::AlreadyReversed {
            payment_id,
            reversed_by: None,
        });
    }
    // No number is given twice, unless a restored database counts from below its rows.
    if violates(answer, "PRIMARY") {
        return Error::GuardsBroken {
            faults: NUMBER_CHECKS
                .into_iter()
                .map(|(_, trigger)| GuardFault::Ineffective {
                    name: trigger.to_owned(),
                })
                .collect(),
        };
    }
    Error::internal(format_args!("unforeseen duplicate: {}", answer.message))
}

fn violates(answer: &MySqlError, key: &str) -> bool {
    // MariaDB names the key alone, MySQL prefixes the table.
    answer.message.ends_with(&format!("'{key}'")) || answer.message.ends_with(&format!(".{key}'"))
}

/// Whether the answer names a key, as both servers write it.
fn names(answer: &MySqlError, key: &str) -> bool {
    answer.message.contains(key)
}

/// The value between the first quotes of `Duplicate entry 'value' for key 'name'`.
fn duplicated_value(message: &str) -> String {
    message
        .strip_prefix("Duplicate entry '")
        .and_then(|rest| rest.rsplit_once("' for key '"))
        .map(|(value, _)| value.to_owned())
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answer(code: u16, message: &str) -> mysql::Error {
        mysql::Error::MySqlError(MySqlError {
            state: String::from("HY000"),
            message: String::from(message),
            code,
        })
    }

    #[test]
    fn the_key_name_decides_on_both_servers() {
        for message in [
            "Duplicate entry 'a@b.fr' for key 'unique_customer_email'",
            "Duplicate entry 'a@b.fr' for key 'customers.unique_customer_email'",
        ] {
            let expected = Error::DuplicateEmail {
                email: String::from("a@b.fr"),
                holder: None,
            };
            assert_eq!(domain_error(answer(1062, message)), expected);
        }
    }

    #[test]
    fn b8_two_reversals_of_one_payment_are_one_refusal() {
        for message in [
            "Duplicate entry '12' for key 'unique_payment_reversal'",
            "Duplicate entry '12' for key 'payments.unique_payment_reversal'",
        ] {
            let expected = Error::from(ContractRefusal::AlreadyReversed {
                payment_id: 12,
                reversed_by: None,
            });
            assert_eq!(domain_error(answer(1062, message)), expected);
        }
    }

    #[test]
    fn each_account_has_its_own_values() {
        for (key, field) in [
            ("unique_user_username", UniqueField::Username),
            ("unique_user_email", UniqueField::Email),
            ("unique_user_phone_number", UniqueField::PhoneNumber),
        ] {
            for prefix in ["", "users."] {
                let message = format!("Duplicate entry 'x' for key '{prefix}{key}'");
                let expected = AccountRefusal::taken_meanwhile(field, String::from("x"));
                assert_eq!(domain_error(answer(1062, &message)), Error::from(expected));
            }
        }
    }

    #[test]
    fn d12_whatever_refers_to_an_account_keeps_it() {
        let message = "Cannot delete or update a parent row: a foreign key constraint fails (`crm`.`sessions`, \
                       CONSTRAINT `foreign_session_user` FOREIGN KEY (`user_id`) REFERENCES `users` (`id`))";
        let expected = AccountRefusal::HasServed { username: None };
        assert_eq!(domain_error(answer(1451, message)), Error::from(expected));
        let of_customers = message.replace("`users`", "`customers`");
        assert!(matches!(
            domain_error(answer(1451, &of_customers)),
            Error::Internal { .. }
        ));
    }

    #[test]
    fn s3_an_account_deleted_while_its_owner_signs_in_is_unknown() {
        let message = "Cannot add or update a child row: a foreign key constraint fails (`crm`.`sessions`, \
                       CONSTRAINT `foreign_session_user` FOREIGN KEY (`user_id`) REFERENCES `users` (`id`))";
        assert_eq!(domain_error(answer(1452, message)), Error::SignInRefused);
    }

    #[test]
    fn what_the_triggers_should_have_done_is_told_as_theirs() {
        let broken = |fault| Error::GuardsBroken { faults: vec![fault] };
        let gone = GuardFault::NoSuchDefiner {
            account: String::from("proprio@%"),
        };
        let message = "The user specified as a definer ('proprio'@'%') does not exist";
        assert_eq!(domain_error(answer(1449, message)), broken(gone));
        let out_of_reach = GuardFault::OutOfReach {
            name: String::from("installed_guards"),
        };
        for (code, message) in [
            (1305, "FUNCTION crm.installed_guards does not exist"),
            (
                1370,
                "execute command denied to user 'crm'@'%' for routine 'crm.installed_guards'",
            ),
        ] {
            assert_eq!(domain_error(answer(code, message)), broken(out_of_reach.clone()));
        }
        let ineffective = GuardFault::Ineffective {
            name: String::from("contracts_generate_number"),
        };
        for (code, message) in [
            (3819, "Check constraint 'check_contract_number' is violated."),
            (4025, "CONSTRAINT `check_contract_number` failed for `crm`.`contracts`"),
        ] {
            assert_eq!(domain_error(answer(code, message)), broken(ineffective.clone()));
        }
        for (code, message) in [
            (1305, "SAVEPOINT command does not exist"),
            (3819, "Check constraint 'check_contract_total' is violated."),
        ] {
            let error = domain_error(answer(code, message));
            assert!(matches!(error, Error::Internal { .. }), "{message}");
        }
    }

    #[test]
    fn s31_a_farewell_is_a_lost_server_and_a_deadlock_is_not() {
        assert_eq!(
            domain_error(answer(1053, "Server shutdown in progress")),
            Error::Unavailable
        );
        assert_eq!(domain_error(answer(1213, "Deadlock found")), Error::Busy);
        let timeout = std::io::Error::from(std::io::ErrorKind::TimedOut);
        assert_eq!(domain_error(mysql::Error::IoError(timeout)), Error::Unavailable);
    }
}
