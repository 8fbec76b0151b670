//! Whether the author of an entry may have had the right to its command (S40), as far as the journal itself tells.
//!
//! The journal tells the role of an account from its creation on: between two entries that name its role it had the one
//! or the other, after the last one that or the present one. An account whose creation is not told, as those of the
//! demonstration, is accused of nothing; nor is anybody of what their role may do today or could from the beginning, or
//! of what a role does that was added by hand. Grants are changed by hand, which the journal does not tell: a right
//! that was given for a time is missed here once it is taken back.

use std::collections::HashMap;

use jiff::Timestamp;

use super::chain_history::LATEST_ENTRY;
use crate::database::administration::FIRST_ACCOUNT_COMMAND;
use crate::database::authorized::Authorized;
use crate::error::Result;
use crate::models::audit_entry::AuditOutcome;
use crate::models::permission::{AuditRead, PermissionName};
use crate::models::role::RoleName;
use crate::repositories::audit_entries::{self, ChainedEntry, RoleChange};
use crate::repositories::roles::Grant;
use crate::repositories::{roles, users};
use crate::security::audit_chain::ChainFault;
use crate::services::policy::Policy;

/// What is known of the roles of accounts and of the rights of roles, read when somebody is suspected.
#[derive(Default)]
pub(super) struct Entitlements {
    known: Option<Known>,
    is_recent: bool,
}

impl Entitlements {
    /// Other entries have been read: what is known may be older than they are.
    pub(super) fn forget(&mut self) {
        self.is_recent = false;
    }

    /// Checks an entry, against what was read after it where that was read before.
    pub(super) fn fault_of(
        &mut self,
        authorized: &Authorized<AuditRead>,
        entry: &ChainedEntry,
        needed: impl Fn(&str) -> Option<PermissionName>,
    ) -> Result<Option<ChainFault>> {
        let sealed = entry.sealed();
        let (Some(permission), Some(author)) = (needed(sealed.command), sealed.actor_user_id) else {
            return Ok(None);
        };
        if sealed.outcome != AuditOutcome::Done.as_str() {
            return Ok(None);
        }
        let accuses = |known: &Known| known.accuses(author, sealed.recorded_at, permission);
        let is_cleared = self.known.as_ref().is_some_and(|known| !accuses(known));
        if !is_cleared && !self.is_recent {
            self.known = Some(Known::read(authorized)?);
            self.is_recent = true;
        }
        let is_accused = self.known.as_ref().is_some_and(accuses);
        Ok(is_accused.then_some(ChainFault::Unentitled))
    }
}

struct Known {
    /// What the journal says of the role of each account, in the order of time.
    changes: HashMap<u64, Vec<RoleChange>>,
    /// The roles of the accounts that are there.
    present: HashMap<u64, u64>,
    roles: HashMap<u64, RoleName>,
    grants: Vec<Grant>,
    installed: Policy,
}

impl Known {
    fn read(authorized: &Authorized<AuditRead>) -> Result<Self> {
        authorized.read(|reader| {
            let roles: HashMap<u64, RoleName> = roles::list(reader)?
                .into_iter()
                .map(|role| (role.id.get(), role.name))
                .collect();
            let management = roles.iter().find(|(_, name)| name.as_str() == RoleName::MANAGEMENT);
            let management = management.map(|(id, _)| *id);
            let mut changes: HashMap<u64, Vec<RoleChange>> = HashMap::new();
            for mut change in audit_entries::list_role_changes(reader, FIRST_ACCOUNT_COMMAND)? {
                if change.command == FIRST_ACCOUNT_COMMAND {
                    change.new = management;
                }
                changes.entry(change.user_id).or_default().push(change);
            }
            Ok(Self {
                changes,
                present: users::list_roles(reader)?,
                grants: roles::list_grants(reader)?,
                roles,
                installed: Policy::installed(),
            })
        })
    }

    /// Whether it is certain that an account had not this right at that moment.
    fn accuses(&self, user_id: u64, moment: Timestamp, permission: PermissionName) -> bool {
        let changes = self.changes.get(&user_id).map(Vec::as_slice).unwrap_or_default();
        let present = self.present.get(&user_id).copied();
        possible_roles(changes, present, moment)
            .is_some_and(|roles| !roles.into_iter().any(|role| self.may_hold(role, permission)))
    }

    /// Whether a role may do something, or could.
    fn may_hold(&self, role: u64, permission: PermissionName) -> bool {
        let Some(name) = self.roles.get(&role) else {
            return true;
        };
        let is_granted = |grant: &Grant| grant.role == *name && grant.permission == permission.as_str();
        let could_at_first = match self.installed.of_role(name) {
            Ok(held) => held.contains(&permission),
            // Of a role that was added by hand nobody knows what it could.
            Err(_) => true,
        };
        could_at_first || self.grants.iter().any(is_granted)
    }
}

/// Every role that an account may have had at a moment; nothing when that is not known. Of a change about that time
/// nobody knows whether it came before or after.
fn possible_roles(changes: &[RoleChange], present: Option<u64>, moment: Timestamp) -> Option<Vec<u64>> {
    let long_before = |change: &&RoleChange| moment.duration_since(change.recorded_at) > LATEST_ENTRY;
    let long_after = |change: &RoleChange| change.recorded_at.duration_since(moment) > LATEST_ENTRY;
    let settled = changes.iter().take_while(long_before).count();
    let (first, later) = changes.get(settled.saturating_sub(1)..)?.split_first()?;
    // What the account was before the journal tells of it, or after it was gone.
    if settled == 0 && (first.old.is_some() || long_after(first)) {
        return None;
    }
    let mut roles = vec![first.new?];
    for change in later {
        roles.extend(change.old);
        if long_after(change) {
            return Some(roles);
        }
        roles.extend(change.new);
    }
    roles.extend(present);
    Some(roles)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A change of the role of an account, at an hour.
    fn change(hour: i64, old: Option<u64>, new: Option<u64>) -> RoleChange {
        RoleChange {
            user_id: 8,
            recorded_at: at(hour),
            command: String::from("utilisateurs modifier"),
            old,
            new,
        }
    }

    fn at(hour: i64) -> Timestamp {
        Timestamp::from_second(hour * 3_600).unwrap()
    }

    #[test]
    fn s40_a_role_is_known_from_the_creation_of_an_account_on() {
        let life = [
            change(10, None, Some(2)),
            change(20, Some(2), Some(3)),
            change(30, Some(3), Some(1)),
        ];
        let gone = [change(10, None, Some(2)), change(20, Some(2), None)];
        let unborn = [change(20, Some(2), Some(3))];
        for (changes, present, hour, expected) in [
            (&life[..], Some(1), 5, None),
            (&life, Some(1), 9, Some(vec![2, 2])),
            (&life, Some(1), 15, Some(vec![2, 2])),
            (&life, Some(1), 20, Some(vec![2, 2, 3, 3])),
            (&life, Some(1), 25, Some(vec![3, 3])),
            (&life, Some(1), 40, Some(vec![1, 1])),
            // Given another role by hand.
            (&life, Some(2), 40, Some(vec![1, 2])),
            (&gone, None, 15, Some(vec![2, 2])),
            (&gone, None, 40, None),
            (&unborn, Some(3), 10, None),
            (&unborn, Some(3), 20, None),
            (&unborn, Some(3), 30, Some(vec![3, 3])),
            (&[], Some(3), 30, None),
        ] {
            assert_eq!(
                possible_roles(changes, present, at(hour)),
                expected,
                "{hour} in {changes:?}"
            );
        }
    }
}
