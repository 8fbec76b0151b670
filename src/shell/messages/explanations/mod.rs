//! What each error code means, why it appears and what to do: the answers of `expliquer`.
//!
//! Only commands that exist are named. The texts stand beside this file, one file for each group of codes; a new code
//! does not compile before it is explained.

mod access;
mod connection;
mod files;
mod line;
mod program;
mod rules;
mod service;
mod values;

use super::errors::heading;
use super::typography::typeset;
use crate::error::Code;

/// The explanation of a code, each part one or two sentences.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Explanation {
    /// What it means.
    pub meaning: &'static str,
    /// Why it appears.
    pub cause: &'static str,
    /// What to do.
    pub remedy: &'static str,
}

/// The whole answer of `expliquer`, without a last line feed.
pub fn render(code: Code) -> String {
    let Explanation { meaning, cause, remedy } = of(code);
    let (heading, status) = (heading(code.kind()), code.kind().exit_status());
    typeset(&format!(
        "{code} : {heading}, code de sortie {status}\n\nSens : {meaning}\nCause : {cause}\nQue faire : {remedy}"
    ))
}

const fn explanation(meaning: &'static str, cause: &'static str, remedy: &'static str) -> Explanation {
    Explanation { meaning, cause, remedy }
}

/// The explanation of a code.
#[expect(
    clippy::too_many_lines,
    reason = "one arm for each code, so that the compiler finds the one that is not explained"
)]
pub const fn of(code: Code) -> Explanation {
    match code {
        Code::UnknownObject => line::UNKNOWN_OBJECT,
        Code::UnknownVerb => line::UNKNOWN_VERB,
        Code::MissingVerb => line::MISSING_VERB,
        Code::UnknownOption => line::UNKNOWN_OPTION,
        Code::RepeatedOption => line::REPEATED_OPTION,
        Code::MissingValue => line::MISSING_VALUE,
        Code::UnexpectedValue => line::UNEXPECTED_VALUE,
        Code::MissingArgument => line::MISSING_ARGUMENT,
        Code::ExtraArgument => line::EXTRA_ARGUMENT,
        Code::IncompatibleOptions => line::INCOMPATIBLE_OPTIONS,
        Code::UnclosedQuote => line::UNCLOSED_QUOTE,
        Code::TypographicQuote => line::TYPOGRAPHIC_QUOTE,
        Code::AmbiguousPrefix => line::AMBIGUOUS_PREFIX,
        Code::UndefinedVariable => line::UNDEFINED_VARIABLE,
        Code::InvalidVariableName => line::INVALID_VARIABLE_NAME,
        Code::CreatesNothing => line::CREATES_NOTHING,
        Code::NotInFiles => line::NOT_IN_FILES,
        Code::InclusionRefused => line::INCLUSION_REFUSED,
        Code::LineTooLong => line::LINE_TOO_LONG,
        Code::WrongLines => line::WRONG_LINES,
        Code::ConfirmationRequired => line::CONFIRMATION_REQUIRED,
        Code::NothingToChange => line::NOTHING_TO_CHANGE,
        Code::InvalidText => values::INVALID_TEXT,
        Code::InvalidAmount => values::INVALID_AMOUNT,
        Code::InvalidDate => values::INVALID_DATE,
        Code::InvalidEmail => values::INVALID_EMAIL,
        Code::InvalidPhoneNumber => values::INVALID_PHONE_NUMBER,
        Code::InvalidUsername => values::INVALID_USERNAME,
        Code::InvalidReference => values::INVALID_REFERENCE,
        Code::InvalidNumber => values::INVALID_NUMBER,
        Code::InvalidChoice => values::INVALID_CHOICE,
        Code::InvalidSetting => values::INVALID_SETTING,
        Code::CustomerNotFound => rules::CUSTOMER_NOT_FOUND,
        Code::UserNotFound => rules::USER_NOT_FOUND,
        Code::DuplicateEmail => rules::DUPLICATE_EMAIL,
        Code::DuplicatePhoneNumber => rules::DUPLICATE_PHONE_NUMBER,
        Code::DuplicateUsername => rules::DUPLICATE_USERNAME,
        Code::ProbableDuplicate => rules::PROBABLE_DUPLICATE,
        Code::CustomerHasContracts => rules::CUSTOMER_HAS_CONTRACTS,
        Code::ContractNotFound => rules::CONTRACT_NOT_FOUND,
        Code::ContractAlreadySigned => rules::CONTRACT_ALREADY_SIGNED,
        Code::ContractNotSigned => rules::CONTRACT_NOT_SIGNED,
        Code::ContractHasEvents => rules::CONTRACT_HAS_EVENTS,
        Code::ZeroAmount => rules::ZERO_AMOUNT,
        Code::PaymentExceedsBalance => rules::PAYMENT_EXCEEDS_BALANCE,
        Code::FutureDate => rules::FUTURE_DATE,
        Code::OldDate => rules::OLD_DATE,
        Code::PaymentNotFound => rules::PAYMENT_NOT_FOUND,
        Code::PaymentAlreadyReversed => rules::PAYMENT_ALREADY_REVERSED,
        Code::PaymentIsReversal => rules::PAYMENT_IS_REVERSAL,
        Code::EventNotFound => rules::EVENT_NOT_FOUND,
        Code::EventCancelled => rules::EVENT_CANCELLED,
        Code::EventStartsInPast => rules::EVENT_STARTS_IN_PAST,
        Code::EventEndsBeforeStart => rules::EVENT_ENDS_BEFORE_START,
        Code::EventTooLong => rules::EVENT_TOO_LONG,
        Code::SupportBusy => rules::SUPPORT_BUSY,
        Code::OwnAccount => rules::OWN_ACCOUNT,
        Code::LastManager => rules::LAST_MANAGER,
        Code::AccountHasPortfolio => rules::ACCOUNT_HAS_PORTFOLIO,
        Code::AccountHasServed => rules::ACCOUNT_HAS_SERVED,
        Code::AccountReplacesItself => rules::ACCOUNT_REPLACES_ITSELF,
        Code::AccountInactive => rules::ACCOUNT_INACTIVE,
        Code::AmbiguousNumber => rules::AMBIGUOUS_NUMBER,
        Code::RoleNotFound => rules::ROLE_NOT_FOUND,
        Code::SessionNotFound => rules::SESSION_NOT_FOUND,
        Code::JournalAltered => rules::JOURNAL_ALTERED,
        Code::UnsuitableRole => rules::UNSUITABLE_ROLE,
        Code::Conflict => rules::CONFLICT,
        Code::PasswordRefused => rules::PASSWORD_REFUSED,
        Code::NoNextPage => rules::NO_NEXT_PAGE,
        Code::FirstAccountExists => rules::FIRST_ACCOUNT_EXISTS,
        Code::FilesForbidden => access::FILES_FORBIDDEN,
        Code::ForbiddenInProduction => rules::FORBIDDEN_IN_PRODUCTION,
        Code::ForbiddenInCi => rules::FORBIDDEN_IN_CI,
        Code::NotPrivateServer => rules::NOT_PRIVATE_SERVER,
        Code::ServerInUse => rules::SERVER_IN_USE,
        Code::RunUnfinished => rules::RUN_UNFINISHED,
        Code::RunInProgress => rules::RUN_IN_PROGRESS,
        Code::NoRunToResume => rules::NO_RUN_TO_RESUME,
        Code::RunChanged => rules::RUN_CHANGED,
        Code::RunLinesMissing => rules::RUN_LINES_MISSING,
        Code::DiagnosticFailed => rules::DIAGNOSTIC_FAILED,
        Code::Declined => rules::DECLINED,
        Code::UnknownCode => rules::UNKNOWN_CODE,
        Code::PermissionDenied => access::PERMISSION_DENIED,
        Code::NotOwner => access::NOT_OWNER,
        Code::ReservedOption => access::RESERVED_OPTION,
        Code::EventAssigned => access::EVENT_ASSIGNED,
        Code::NotSignedIn => connection::NOT_SIGNED_IN,
        Code::SignInRefused => connection::SIGN_IN_REFUSED,
        Code::CurrentPasswordRefused => connection::CURRENT_PASSWORD_REFUSED,
        Code::SessionExpired => connection::SESSION_EXPIRED,
        Code::SessionClosed => connection::SESSION_CLOSED,
        Code::PasswordChangeRequired => connection::PASSWORD_CHANGE_REQUIRED,
        Code::Unavailable => service::UNAVAILABLE,
        Code::AccessToDatabaseRefused => service::ACCESS_TO_DATABASE_REFUSED,
        Code::ReadOnlyServer => service::READ_ONLY_SERVER,
        Code::ServerNotReady => service::SERVER_NOT_READY,
        Code::ServerFull => service::SERVER_FULL,
        Code::TooManyConnections => service::TOO_MANY_CONNECTIONS,
        Code::UnsuitableServer => service::UNSUITABLE_SERVER,
        Code::PacketTooLarge => service::PACKET_TOO_LARGE,
        Code::MissingGrant => service::MISSING_GRANT,
        Code::SlowStatement => service::SLOW_STATEMENT,
        Code::ServerIdentityRefused => service::SERVER_IDENTITY_REFUSED,
        Code::Busy => service::BUSY,
        Code::OutcomeUnknown => service::OUTCOME_UNKNOWN,
        Code::UnreadableValue => service::UNREADABLE_VALUE,
        Code::SchemaMissing => service::SCHEMA_MISSING,
        Code::SchemaMismatch => service::SCHEMA_MISMATCH,
        Code::GuardsBroken => service::GUARDS_BROKEN,
        Code::PermissionMismatch => service::PERMISSION_MISMATCH,
        Code::ServerNotStarted => service::SERVER_NOT_STARTED,
        Code::UnreadableFile => files::UNREADABLE_FILE,
        Code::UnwritableFile => files::UNWRITABLE_FILE,
        Code::UnusableFolder => files::UNUSABLE_FOLDER,
        Code::FileExists => files::FILE_EXISTS,
        Code::ExposedFile => files::EXPOSED_FILE,
        Code::Internal => program::INTERNAL,
        Code::Interrupted => program::INTERRUPTED,
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;
    use crate::security::clean::clean_keeping_newlines;

    fn parts(code: Code) -> [&'static str; 3] {
        let Explanation { meaning, cause, remedy } = of(code);
        [meaning, cause, remedy]
    }

    #[test]
    fn every_code_is_explained_in_whole_sentences() {
        let wrong: Vec<_> = Code::ALL
            .iter()
            .flat_map(|code| parts(*code).map(|part| (code.word(), part)))
            .filter(|(_, part)| {
                let begins_well = part.starts_with(char::is_uppercase) || part.starts_with("base ");
                !begins_well || !part.ends_with('.') || part.contains("  ") || part.contains(['\n', '’'])
            })
            .collect();
        assert!(wrong.is_empty(), "{wrong:#?}");
    }

    #[test]
    fn no_two_codes_mean_the_same() {
        let meanings: HashSet<_> = Code::ALL.iter().map(|code| of(*code).meaning).collect();
        assert_eq!(meanings.len(), Code::ALL.len());
    }

    #[test]
    fn the_answer_tells_heading_and_exit_status_and_goes_to_a_terminal_as_it_is() {
        for code in Code::ALL {
            let answer = render(*code);
            assert_eq!(clean_keeping_newlines(&answer), answer);
        }
        assert_eq!(
            render(Code::PermissionDenied).lines().next(),
            Some("DROIT_MANQUANT : Accès refusé, code de sortie 3")
        );
    }
}
