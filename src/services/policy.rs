//! Whether program and database speak of the same permissions, and which roles hold each.

use crate::database::migration::{self, SchemaState};
use crate::database::pool::Database;
use crate::error::{Error, Result};
use crate::models::role::RoleName;
use crate::repositories::roles;
use crate::security::permission::PermissionName;

/// Which roles hold which permissions: for help and refusals, never for decisions.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Policy {
    holders: Vec<(RoleName, PermissionName)>,
}

impl Policy {
    /// The roles that hold a permission, in the order of the database.
    pub fn holders(&self, permission: PermissionName) -> Vec<RoleName> {
        self.holders
            .iter()
            .filter(|(_, held)| *held == permission)
            .map(|(role, _)| role.clone())
            .collect()
    }
}

/// Checks at the start that the database is the one this program was made for, and reads who holds what.
///
/// # Errors
/// [`Error::SchemaMissing`] or [`Error::SchemaMismatch`]; [`Error::PermissionMismatch`] when a permission is known on one
/// side only.
pub fn check(database: &Database) -> Result<Policy> {
    database.sign_in_read(|reader| {
        match migration::state(reader)? {
            SchemaState::Current => {}
            SchemaState::Behind { .. } => return Err(Error::SchemaMissing),
            SchemaState::Different { version } => return Err(Error::SchemaMismatch { version }),
        }
        let stored = roles::list_permission_names(reader)?;
        let unknown_here: Vec<String> = stored
            .iter()
            .filter(|name| PermissionName::from_name(name).is_none())
            .cloned()
            .collect();
        let missing_there: Vec<&'static str> = PermissionName::ALL
            .iter()
            .map(|permission| permission.as_str())
            .filter(|name| !stored.iter().any(|known| known == name))
            .collect();
        if !unknown_here.is_empty() || !missing_there.is_empty() {
            return Err(Error::PermissionMismatch {
                unknown_here,
                missing_there,
            });
        }
        let holders = roles::list_grants(reader)?
            .into_iter()
            .filter_map(|(role, name)| Some((role, PermissionName::from_name(&name)?)))
            .collect();
        Ok(Policy { holders })
    })
}
