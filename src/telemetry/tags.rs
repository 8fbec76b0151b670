//! The names and words that leave the program: what reports are made of, and what `allow_list` lets pass.

use std::collections::BTreeMap;

use crate::error::Kind;

pub(super) const CODE: &str = "code";
pub(super) const KIND: &str = "kind";
pub(super) const INCIDENT: &str = "incident";
pub(super) const COMMAND: &str = "command";
pub(super) const ROLE: &str = "role";
pub(super) const ACTOR: &str = "actor_id";
pub(super) const USER: &str = "user_id";
pub(super) const CONTRACT: &str = "contract_id";
pub(super) const BUSINESS_EVENT: &str = "business_event";

pub(super) const ACCOUNT_CREATED: &str = "account_created";
pub(super) const ACCOUNT_CHANGED: &str = "account_changed";
pub(super) const CONTRACT_SIGNED: &str = "contract_signed";
/// The names of the business events.
pub(super) const BUSINESS_EVENTS: [&str; 3] = [ACCOUNT_CREATED, ACCOUNT_CHANGED, CONTRACT_SIGNED];

/// The stable name of a kind.
pub(super) fn name_of_kind(kind: Kind) -> &'static str {
    match kind {
        Kind::Rule => "rule",
        Kind::Syntax => "syntax",
        Kind::Access => "access",
        Kind::Connection => "connection",
        Kind::Service => "service",
        Kind::File => "file",
        Kind::Internal => "internal",
        Kind::Interrupted => "interrupted",
    }
}

/// Tags from pairs of a name and a value.
pub(super) fn tags<const COUNT: usize>(pairs: [(&str, String); COUNT]) -> BTreeMap<String, String> {
    pairs
        .into_iter()
        .map(|(name, value)| (name.to_owned(), value))
        .collect()
}
