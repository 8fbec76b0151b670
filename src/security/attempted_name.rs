//! What is kept of a name that somebody typed to sign in: what failures are counted under, and what the journal says.

use super::digest::sha256;
use crate::models::text::is_blank;
use crate::models::username::{Username, normalised};

/// What is kept of a name that somebody typed to sign in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AttemptedName {
    /// The name under which failures are counted: a digest where no account can be called so.
    pub counted: String,
    /// The name in the journal. A password typed in the place of the name is not written there, where nobody could
    /// remove it (S7).
    pub recorded: String,
}

impl AttemptedName {
    /// Reads what was typed.
    pub fn of(typed: &str) -> Self {
        let name = normalised(typed);
        let is_whole = typed.trim_matches(is_blank).chars().count() <= Username::MAXIMUM;
        if is_whole && Username::parse(&name).is_ok() {
            return Self {
                counted: name.clone(),
                recorded: name,
            };
        }
        let mut digest = sha256(name.as_bytes());
        digest.truncate(DIGEST_LENGTH);
        Self {
            counted: format!("#{digest}"),
            recorded: String::from(UNRECORDED),
        }
    }
}

/// What failures with a name are counted under on a machine that its owner is known on: those of somebody else,
/// elsewhere, do not lock them out. No name holds an `@`.
pub fn counted_on(name: &str, host: &str) -> String {
    let mut digest = sha256(host.as_bytes());
    digest.truncate(HOST_DIGEST_LENGTH);
    format!("{name}@{digest}")
}

const HOST_DIGEST_LENGTH: usize = 24;
const DIGEST_LENGTH: usize = 32;
const UNRECORDED: &str = "?";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn s3_every_machine_has_a_count_of_its_own_and_none_is_the_name_of_another_account() {
        let long = "a".repeat(Username::MAXIMUM);
        let counted = counted_on(&long, "poste");
        assert!(counted.len() <= 64 && counted.starts_with(&format!("{long}@")));
        assert_ne!(counted, counted_on(&long, "Poste"));
        assert!(Username::parse(&counted_on("sales1", "poste")).is_err());
    }

    #[test]
    fn s7_what_no_account_can_be_called_is_counted_under_a_digest_and_recorded_without_it() {
        let attempted = AttemptedName::of(" Sales1 ");
        assert_eq!((&*attempted.counted, &*attempted.recorded), ("sales1", "sales1"));
        let long = "a".repeat(33);
        for typed in ["correct cheval", "été-2026", "p@ss", "ab", "emp-0004", "", &long] {
            let attempted = AttemptedName::of(typed);
            assert!(
                attempted.counted.starts_with('#') && attempted.counted.len() == 33,
                "{attempted:?}"
            );
            assert_eq!(attempted.recorded, "?");
            assert_eq!(attempted, AttemptedName::of(typed));
        }
    }
}
