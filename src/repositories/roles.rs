//! Statements on `roles`, `permissions` and `role_permissions`.

use mysql::{Params, params};

use crate::database::executor::Queries;
use crate::database::rows::{column, identifier};
use crate::database::statements;
use crate::error::Result;
use crate::models::identifier::RoleId;
use crate::models::role::{Role, RoleName};

/// The names of all permissions the database knows.
pub fn list_permission_names(queries: &mut impl Queries) -> Result<Vec<String>> {
    queries.rows(statements::permissions::LIST, Params::Empty, |row| column(row, "name"))
}

/// Every role, in the order of their numbers.
pub fn list(queries: &mut impl Queries) -> Result<Vec<Role>> {
    queries.rows(statements::roles::LIST, Params::Empty, |row| {
        Ok(Role {
            id: identifier(row, "id")?,
            name: RoleName::new(column::<String>(row, "name")?),
        })
    })
}

/// A right of a role, as the database has it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Grant {
    /// The role.
    pub role: RoleName,
    /// The name of the permission.
    pub permission: String,
    /// The name of the scope.
    pub scope: String,
}

/// Every grant, in the order of the roles, then of the permissions.
pub fn list_grants(queries: &mut impl Queries) -> Result<Vec<Grant>> {
    queries.rows(statements::roles::LIST_GRANTS, Params::Empty, |row| {
        Ok(Grant {
            role: RoleName::new(column::<String>(row, "role_name")?),
            permission: column(row, "permission_name")?,
            scope: column(row, "scope")?,
        })
    })
}

/// How many active accounts have a role.
pub fn count_accounts(queries: &mut impl Queries, id: RoleId) -> Result<u64> {
    queries.count(statements::roles::COUNT_ACCOUNTS, params! { "id" => id.get() })
}
