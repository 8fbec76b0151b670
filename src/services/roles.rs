//! Roles as people name them.

use crate::database::authorized::Authorized;
use crate::database::executor::Queries;
use crate::error::{Error, Result};
use crate::models::folding::fold_keyword;
use crate::models::permission::{PermissionName, RoleRead, Scope, UserRead};
use crate::models::role::{Role, RoleName, RoleReference};
use crate::repositories::roles::{self, Grant};

/// The role somebody named.
///
/// # Errors
/// [`Error::RoleNotFound`] with the roles there are.
pub fn show(authorized: &Authorized<UserRead>, reference: &RoleReference) -> Result<Role> {
    authorized.read(|reader| find(reader, reference))
}

/// A permission, and the roles that hold it with how far each may go.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Right {
    /// The permission.
    pub permission: PermissionName,
    /// Its holders, in the order of the roles.
    pub holders: Vec<(RoleName, Scope)>,
}

/// Every permission with its holders, in the order of the program.
pub fn list_rights(authorized: &Authorized<RoleRead>) -> Result<Vec<Right>> {
    authorized.read(|reader| {
        let grants = roles::list_grants(reader)?;
        Ok(PermissionName::ALL
            .iter()
            .map(|permission| Right {
                permission: *permission,
                holders: holders(*permission, &grants),
            })
            .collect())
    })
}

/// A role and what it may do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RoleCard {
    /// The role.
    pub role: Role,
    /// How many active accounts have it.
    pub accounts: u64,
    /// Its permissions with how far each goes, in the order of the program.
    pub rights: Vec<(PermissionName, Scope)>,
}

/// A role and what it may do.
///
/// # Errors
/// [`Error::RoleNotFound`] with the roles there are.
pub fn show_card(authorized: &Authorized<RoleRead>, reference: &RoleReference) -> Result<RoleCard> {
    authorized.read(|reader| {
        let role = find(reader, reference)?;
        let grants = roles::list_grants(reader)?;
        let rights = PermissionName::ALL
            .iter()
            .filter_map(|permission| {
                let mut holders = holders(*permission, &grants).into_iter();
                holders
                    .find(|(holder, _)| *holder == role.name)
                    .map(|(_, scope)| (*permission, scope))
            })
            .collect();
        Ok(RoleCard {
            accounts: roles::count_accounts(reader, role.id)?,
            role,
            rights,
        })
    })
}

fn holders(permission: PermissionName, grants: &[Grant]) -> Vec<(RoleName, Scope)> {
    grants
        .iter()
        .filter(|grant| grant.permission == permission.as_str())
        .filter_map(|grant| Some((grant.role.clone(), Scope::from_stored(&grant.scope)?)))
        .collect()
}

/// The role somebody named; the case and the accents of a name do not matter.
///
/// # Errors
/// [`Error::RoleNotFound`] with the roles there are.
pub(super) fn find(queries: &mut impl Queries, reference: &RoleReference) -> Result<Role> {
    let typed = reference.name().as_str();
    let wanted = fold_keyword(typed);
    let all = roles::list(queries)?;
    let found = all
        .iter()
        .find(|role| fold_keyword(role.name.as_str()) == wanted)
        .cloned();
    found.ok_or_else(|| Error::RoleNotFound {
        typed: typed.to_owned(),
        roles: all.into_iter().map(|role| role.name).collect(),
    })
}
