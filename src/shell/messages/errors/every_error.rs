//! Every error there is, for the tests of what is said about them.

use std::path::PathBuf;

use jiff::Timestamp;
use jiff::tz::TimeZone;
use uuid::Uuid;

use crate::error::{
    AccountRefusal, Clash, ContractRefusal, DateFloor, Error, EventRefusal, Expectation, Fault, FieldConflict,
    FileFault, GuardFault, Holder, MissingLines, Place, PortfolioLoss, Problem, Resemblance, RunChange, ServerFault,
    ServerState, SettingPlace, SettingsFault, SignInQuestion, TableRow, TakenValue, UniqueField,
};
use crate::models::amount::Amount;
use crate::models::invalid_value::PasswordFault;
use crate::models::permission::PermissionName;
use crate::models::role::RoleName;
use crate::models::user::Portfolio;

const PLACE: Place = Place { line: 12, column: 22 };
const PORTFOLIO: Portfolio = Portfolio {
    customers: 2,
    contracts: 1,
    events: 0,
};
const FILE_FAULTS: [FileFault; 10] = [
    FileFault::Missing,
    FileFault::Forbidden,
    FileFault::Directory,
    FileFault::Encoding,
    FileFault::InvalidByte(PLACE),
    FileFault::ContinuedComment(PLACE),
    FileFault::TooLarge,
    FileFault::Full,
    FileFault::ClosedPipe,
    FileFault::Other,
];

/// The customer number 12.
pub fn holder(name: &str) -> Holder {
    Holder {
        id: 12,
        name: name.to_owned(),
    }
}

fn resemblance(name: &str) -> Resemblance {
    Resemblance {
        holder: holder(name),
        company_name: name.to_owned(),
        same_company: true,
        same_phone_number: false,
    }
}

#[expect(clippy::too_many_lines, reason = "it is the list of every error")]
/// Every error, with this text wherever one comes from outside. That none is missing is checked against the codes.
pub fn every_error(text: &str) -> Vec<Error> {
    let typed = || text.to_owned();
    let path = || PathBuf::from(text);
    let setting_place = || SettingPlace { path: path(), line: 3 };
    let mut errors = vec![
        Error::Rejected {
            line: typed(),
            problems: vec![Problem {
                span: None,
                fault: Fault::UnknownObject {
                    typed: typed(),
                    suggestion: None,
                },
            }],
        },
        Error::ConfirmationRequired,
        Error::InvalidSetting {
            name: "RUST_LOG",
            expected: Expectation::LogFilter,
            place: Some(setting_place()),
        },
        Error::UnknownSetting {
            name: typed(),
            suggestion: None,
            place: None,
        },
        Error::UnknownSetting {
            name: typed(),
            suggestion: Some("RUST_LOG"),
            place: Some(setting_place()),
        },
        Error::CustomerNotFound { reference: typed() },
        Error::UserNotFound { reference: typed() },
        Error::DuplicateEmail {
            email: typed(),
            holder: Some(holder(text)),
        },
        Error::DuplicateEmail {
            email: typed(),
            holder: None,
        },
        Error::ProbableDuplicate {
            holders: vec![resemblance(text), resemblance(text)],
        },
        Error::ProbableDuplicate { holders: Vec::new() },
        Error::CustomerHasContracts {
            customer_id: 12,
            contracts: 4,
        },
        Error::AmbiguousNumber {
            numbers: vec![typed(), typed()],
        },
        Error::RoleNotFound {
            typed: typed(),
            roles: vec![RoleName::new("sales"), RoleName::new(text)],
        },
        Error::SessionNotFound { session_id: 12 },
        Error::JournalAltered { faults: 1 },
        Error::RunUnfinished { path: path(), done: 12 },
        Error::RunInProgress { path: path() },
        Error::NoRunToResume { path: path() },
        Error::RunLinesMissing {
            path: path(),
            missing: MissingLines::All { done: 12 },
        },
        Error::RunLinesMissing {
            path: path(),
            missing: MissingLines::From { line: 7, done: 12 },
        },
        Error::RunChanged {
            path: path(),
            change: RunChange::Line(12),
        },
        Error::RunChanged {
            path: path(),
            change: RunChange::Variable(typed()),
        },
        Error::NothingToChange,
        Error::UnsuitableRole {
            username: typed(),
            expected: RoleName::new(text),
        },
        Error::Conflict {
            fields: vec![FieldConflict {
                field: "telephone",
                theirs: typed(),
                yours: typed(),
            }],
        },
        Error::Conflict { fields: Vec::new() },
        Error::PasswordRefused {
            faults: vec![PasswordFault::TooShort, PasswordFault::Personal],
        },
        Error::PasswordRefused { faults: Vec::new() },
        Error::NoNextPage,
        Error::FirstAccountExists,
        Error::ForbiddenInProduction,
        Error::ForbiddenInCi,
        Error::FilesForbidden,
        Error::NotPrivateServer,
        Error::ServerInUse,
        Error::DiagnosticFailed { faults: 1 },
        Error::DiagnosticFailed { faults: 2 },
        Error::WrongLines { lines: 1 },
        Error::WrongLines { lines: 2 },
        Error::Declined,
        Error::UnknownCode {
            typed: typed(),
            suggestion: None,
        },
        Error::ReservedOption {
            permission: PermissionName::ContractUpdate,
            option: "client",
        },
        Error::NotSignedIn,
        Error::SignInUnanswered {
            question: SignInQuestion::Username,
        },
        Error::SignInUnanswered {
            question: SignInQuestion::Password,
        },
        Error::SignInRefused,
        Error::CurrentPasswordRefused,
        Error::SessionExpired,
        Error::SessionClosed,
        Error::PasswordChangeRequired,
        Error::Unavailable,
        Error::UnreadableValue {
            column: String::from("method"),
            row: Some(TableRow {
                table: String::from("payments"),
                number: 3,
            }),
        },
        Error::ServerIdentityRefused,
        Error::Busy,
        Error::OutcomeUnknown {
            operation_id: Uuid::nil(),
        },
        Error::SchemaMissing,
        Error::SchemaMismatch { version: 9 },
        Error::GuardsBroken {
            faults: vec![
                GuardFault::Missing { name: typed() },
                GuardFault::Altered { name: typed() },
                GuardFault::ForeignDefiner {
                    name: typed(),
                    account: typed(),
                },
                GuardFault::NoSuchDefiner { account: typed() },
                GuardFault::OutOfReach { name: typed() },
                GuardFault::Violated { name: typed() },
                GuardFault::Ineffective { name: typed() },
            ],
        },
        Error::PermissionMismatch {
            unknown_here: vec![typed()],
            missing_there: vec!["customer:read"],
        },
        Error::PermissionMismatch {
            unknown_here: Vec::new(),
            missing_there: Vec::new(),
        },
        Error::UnwritableFile {
            path: None,
            why: FileFault::ClosedPipe,
        },
        Error::FileExists {
            path: path(),
            is_replaceable: true,
        },
        Error::ExposedFile { path: path() },
        Error::Internal {
            incident: Uuid::nil(),
            detail: typed(),
        },
        Error::Interrupted,
    ];
    for why in [
        ServerFault::NotInstalled,
        ServerFault::Directory(path()),
        ServerFault::Initialisation { log: path() },
        ServerFault::Start { log: path() },
    ] {
        errors.push(Error::ServerNotStarted { why });
    }
    for fault in [
        SettingsFault::NotRegular,
        SettingsFault::ForeignOwner,
        SettingsFault::TooLarge,
        SettingsFault::Encoding { line: 3 },
        SettingsFault::Form { line: 3 },
    ] {
        errors.push(Error::SettingsRefused { path: path(), fault });
    }
    for state in ServerState::ALL {
        errors.push(Error::server(state, text));
        errors.push(Error::server(state, text).of_server(text));
        errors.push(Error::server(state, "").of_server(text));
    }
    for why in FILE_FAULTS {
        errors.push(Error::UnreadableFile { path: path(), why });
        errors.push(Error::UnwritableFile {
            path: Some(path()),
            why,
        });
        errors.push(Error::UnusableFolder {
            path: path(),
            setting: "EPIC_EVENTS_DATA_DIRECTORY",
            why,
        });
    }
    errors.extend(contract_refusals(text).into_iter().map(Error::Contract));
    errors.extend(event_refusals(text).into_iter().map(Error::Event));
    errors.extend(account_refusals(text).into_iter().map(Error::Account));
    for permission in PermissionName::ALL.iter().copied() {
        errors.push(Error::PermissionDenied {
            permission,
            held_by: vec![RoleName::new("sales"), RoleName::new(text)],
        });
        errors.push(Error::NotOwner {
            permission,
            owner: Some(typed()),
        });
    }
    errors
}

fn contract_refusals(text: &str) -> Vec<ContractRefusal> {
    let contract_number = || text.to_owned();
    let day = jiff::civil::date(2026, 11, 3);
    vec![
        ContractRefusal::NotFound {
            reference: contract_number(),
        },
        ContractRefusal::AlreadySigned {
            contract_number: contract_number(),
            signed_on: day,
        },
        ContractRefusal::NotSigned {
            contract_number: contract_number(),
        },
        ContractRefusal::HasEvents {
            contract_number: contract_number(),
            events: 2,
        },
        ContractRefusal::ZeroAmount,
        ContractRefusal::ExceedsBalance {
            contract_number: contract_number(),
            amount: Amount::ZERO,
            balance_due: Amount::ZERO,
        },
        ContractRefusal::FutureDate { date: day, today: day },
        ContractRefusal::OldDate {
            contract_number: contract_number(),
            date: day,
            floor: DateFloor::Creation(day),
        },
        ContractRefusal::OldDate {
            contract_number: contract_number(),
            date: day,
            floor: DateFloor::Signature(day),
        },
        ContractRefusal::OldDate {
            contract_number: contract_number(),
            date: day,
            floor: DateFloor::LastYear(2025),
        },
        ContractRefusal::PaymentNotFound {
            contract_number: contract_number(),
            payment_id: 12,
        },
        ContractRefusal::AlreadyReversed {
            payment_id: 12,
            reversed_by: Some(13),
        },
        ContractRefusal::AlreadyReversed {
            payment_id: 12,
            reversed_by: None,
        },
        ContractRefusal::IsReversal {
            payment_id: 13,
            reverses: 12,
        },
    ]
}

fn event_refusals(text: &str) -> Vec<EventRefusal> {
    let event_number = || text.to_owned();
    let moment = || Timestamp::UNIX_EPOCH.to_zoned_datetime(TimeZone::UTC);
    vec![
        EventRefusal::NotFound {
            reference: event_number(),
        },
        EventRefusal::Cancelled {
            event_number: event_number(),
        },
        EventRefusal::Assigned {
            event_number: event_number(),
            support: text.to_owned(),
        },
        EventRefusal::StartsInPast { start: moment() },
        EventRefusal::EndsBeforeStart {
            start: moment(),
            end: moment(),
        },
        EventRefusal::TooLong { maximum_days: 31 },
        EventRefusal::SupportBusy {
            support: text.to_owned(),
            clashes: vec![Clash {
                event_number: event_number(),
                name: text.to_owned(),
                start: moment(),
                end: moment(),
            }],
        },
    ]
}

fn account_refusals(text: &str) -> Vec<AccountRefusal> {
    let username = || text.to_owned();
    let taken = |field, holder| TakenValue {
        field,
        value: text.to_owned(),
        holder,
    };
    vec![
        AccountRefusal::Taken {
            values: [UniqueField::Username, UniqueField::Email, UniqueField::PhoneNumber]
                .map(|field| taken(field, Some(holder(text))))
                .to_vec(),
        },
        AccountRefusal::Taken {
            values: vec![taken(UniqueField::PhoneNumber, None)],
        },
        AccountRefusal::Taken { values: Vec::new() },
        AccountRefusal::taken_meanwhile(UniqueField::Username, username()),
        AccountRefusal::taken_meanwhile(UniqueField::Email, username()),
        AccountRefusal::OwnAccount,
        AccountRefusal::OwnPassword,
        AccountRefusal::LastManager { username: username() },
        AccountRefusal::HasPortfolio {
            username: username(),
            portfolio: PORTFOLIO,
            attempt: PortfolioLoss::Deactivation,
        },
        AccountRefusal::HasPortfolio {
            username: username(),
            portfolio: PORTFOLIO,
            attempt: PortfolioLoss::RoleChange,
        },
        AccountRefusal::HasServed {
            username: Some(username()),
        },
        AccountRefusal::HasServed { username: None },
        AccountRefusal::ReplacesHimself { username: username() },
        AccountRefusal::Inactive { username: username() },
    ]
}
