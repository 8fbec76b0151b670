//! Whether program and database speak of the same permissions, and which roles hold each.

use jiff::SignedDuration;

use crate::clock::Clock;
use crate::database::guards;
use crate::database::migration;
use crate::database::pool::Database;
use crate::database::statements;
use crate::error::{Error, Result};
use crate::models::permission::PermissionName;
use crate::models::role::RoleName;
use crate::repositories::{login_throttles, roles};

/// Which roles hold which permissions: for help and refusals, never for decisions.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Policy {
    holders: Vec<(RoleName, PermissionName)>,
}

impl Policy {
    /// What a new database grants, read from the very text that grants it; no database is asked.
    pub fn installed() -> Self {
        let holders = migration::GRANTS
            .split(';')
            .filter(|statement| statement.contains("INTO role_permissions"))
            .filter_map(|statement| statement.split_once("roles.name")?.1.split_once("permissions.name"))
            .flat_map(|(roles, permissions)| {
                let permissions: Vec<_> = quoted(permissions).filter_map(PermissionName::from_stored).collect();
                let grants_of = |role| {
                    let grant = |permission: &PermissionName| (RoleName::new(role), *permission);
                    permissions.iter().map(grant).collect::<Vec<_>>()
                };
                quoted(roles).flat_map(grants_of).collect::<Vec<_>>()
            })
            .collect();
        Self { holders }
    }

    /// The permissions of a role.
    ///
    /// # Errors
    /// [`Error::RoleNotFound`] for a role that holds none.
    pub fn of_role(&self, role: &RoleName) -> Result<Vec<PermissionName>> {
        let permissions: Vec<PermissionName> = self
            .holders
            .iter()
            .filter(|(holder, _)| holder == role)
            .map(|(_, permission)| *permission)
            .collect();
        if permissions.is_empty() {
            let mut roles: Vec<RoleName> = self.holders.iter().map(|(holder, _)| holder.clone()).collect();
            roles.sort();
            roles.dedup();
            return Err(Error::RoleNotFound {
                typed: role.as_str().to_owned(),
                roles,
            });
        }
        Ok(permissions)
    }

    /// The roles that hold a permission, in the order of the database.
    pub fn holders(&self, permission: PermissionName) -> Vec<RoleName> {
        self.holders
            .iter()
            .filter(|(_, held)| *held == permission)
            .map(|(role, _)| role.clone())
            .collect()
    }
}

/// The words between apostrophes.
fn quoted(text: &str) -> impl Iterator<Item = &str> {
    text.split('\'').skip(1).step_by(2)
}

/// Checks at the start that the database is the one this program was made for, and reads who holds what.
///
/// # Errors
/// [`Error::SchemaMissing`] or [`Error::SchemaMismatch`]; [`Error::GuardsBroken`] when a trigger, a check or a key is
/// not as it must be; [`Error::Server`] when a right is missing;
/// [`Error::PermissionMismatch`] when a permission is known on one side only, or is granted on one's own objects where
/// there are none.
pub fn check(database: &Database) -> Result<Policy> {
    database.sign_in_read(|reader| migration::state(reader)?.required())?;
    check_guards(database)?;
    check_permissions(database)
}

/// Checks that triggers, checks and keys of the database are those of the program, and that its account has the rights
/// it needs, as that account sees them.
///
/// # Errors
/// [`Error::GuardsBroken`]; [`Error::Server`] for rights that are missing.
pub fn check_guards(database: &Database) -> Result<()> {
    database.sign_in_read(|reader| guards::check(reader))
}

/// A name that nobody can have, for a row that goes as it came.
const NOBODY: &str = "";

/// Checks that the account of the program may run every statement of the program; none is run.
///
/// # Errors
/// That of the first statement that the server refuses: [`Error::Server`] for a right that is missing.
pub fn check_statements(database: &Database) -> Result<()> {
    database.sign_in_read(|reader| statements::of_program().try_for_each(|statement| reader.rehearse(statement.text)))
}

/// Checks that the server takes writes and keeps them, by one that leaves nothing (among servers, the row of a turn): a
/// group that replicates refuses only the commit.
///
/// # Errors
/// [`Error::Server`] and its kin.
pub fn check_writing(database: &Database) -> Result<()> {
    let now = Clock::system().now();
    let after = now.checked_add(SignedDuration::from_secs(1)).map_err(Error::internal)?;
    database.sign_in_unrecorded(|transaction| {
        login_throttles::lock(transaction, NOBODY, now)?;
        login_throttles::delete_forgotten(transaction, NOBODY, after)
    })
}

/// Checks everything that the program needs to work.
///
/// # Errors
/// Those of [`check`], [`check_statements`] and [`check_writing`].
pub fn check_readiness(database: &Database) -> Result<()> {
    check(database)?;
    check_statements(database)?;
    check_writing(database)
}

/// Checks that program and database speak of the same permissions, and reads who holds what.
///
/// # Errors
/// [`Error::PermissionMismatch`].
pub fn check_permissions(database: &Database) -> Result<Policy> {
    database.sign_in_read(|reader| {
        let stored = roles::list_permission_names(reader)?;
        let grants = roles::list_grants(reader)?;
        let is_unknown = |name: &&String| PermissionName::from_stored(name).is_none();
        let unusable = grants.iter().filter(|grant| {
            PermissionName::from_stored(&grant.permission).is_some()
                && PermissionName::granted(&grant.permission, &grant.scope).is_none()
        });
        let unknown_here: Vec<String> = stored
            .iter()
            .filter(is_unknown)
            .cloned()
            .chain(unusable.map(|grant| format!("{} ({})", grant.permission, grant.scope)))
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
        let holders = grants
            .into_iter()
            .filter_map(|grant| Some((grant.role, PermissionName::from_stored(&grant.permission)?)))
            .collect();
        Ok(Policy { holders })
    })
}
