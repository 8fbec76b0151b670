//! The journal: reading it, and proving that nobody changed it (S40).

mod chain_history;
mod entitlements;
pub mod heads;
pub mod losses;
pub mod verification;

use std::collections::HashMap;

use uuid::Uuid;

use crate::database::authorized::Authorized;
use crate::error::Result;
use crate::models::audit_entry::{AuditEntry, AuditFilter, AuditSort, Done};
use crate::models::listed::Listed;
use crate::models::page::Page;
use crate::models::permission::{AuditRead, OwnAccount};
use crate::models::role::RoleName;
use crate::repositories::{audit_entries, roles, users};

/// The entries a filter lets through, one page of them, in order.
pub fn list(
    authorized: &Authorized<AuditRead>,
    filter: &AuditFilter,
    page: &Page<AuditSort, AuditEntry>,
) -> Result<Vec<Listed<AuditEntry>>> {
    authorized.read(|reader| audit_entries::list(reader, filter, page))
}

/// What the numbers in the journal stand for.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Names {
    /// The full names of accounts.
    pub accounts: HashMap<u64, String>,
    /// The roles.
    pub roles: HashMap<u64, RoleName>,
}

/// What the numbers in the journal stand for, whoever still is there.
pub fn names(authorized: &Authorized<AuditRead>) -> Result<Names> {
    authorized.read(|reader| {
        Ok(Names {
            accounts: users::list_names(reader)?,
            roles: roles::list(reader)?
                .into_iter()
                .map(|role| (role.id.get(), role.name))
                .collect(),
        })
    })
}

/// What the write with this identifier did, if it is done.
pub fn find_operation(authorized: &Authorized<OwnAccount>, operation_id: Uuid) -> Result<Option<Done>> {
    authorized.read(|reader| audit_entries::find_operation(reader, operation_id))
}

/// The same, once no other process is still at that write.
///
/// # Errors
/// [`Error::OutcomeUnknown`](crate::error::Error::OutcomeUnknown) when that does not end.
pub fn settle_operation(authorized: &Authorized<OwnAccount>, operation_id: Uuid) -> Result<Option<Done>> {
    if authorized.settle_operation(operation_id)? {
        find_operation(authorized, operation_id)
    } else {
        Ok(None)
    }
}

/// What one's own write with this identifier did, if it is done, once nobody is still at it.
///
/// # Errors
/// Those of [`settle_operation`].
pub fn find_own_operation(authorized: &Authorized<OwnAccount>, operation_id: Uuid) -> Result<Option<AuditEntry>> {
    if !authorized.settle_operation(operation_id)? {
        return Ok(None);
    }
    let actor = authorized.actor().id;
    authorized.read(|reader| audit_entries::find_own_operation(reader, operation_id, actor))
}
