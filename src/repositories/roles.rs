//! Statements on `roles`, `permissions` and `role_permissions`.

use mysql::Params;

use crate::database::executor::Queries;
use crate::database::rows::column;
use crate::database::statements;
use crate::error::Result;
use crate::models::identifier::RoleId;
use crate::models::role::{Role, RoleName};

/// The names of all permissions the database knows.
pub fn list_permission_names(queries: &mut impl Queries) -> Result<Vec<String>> {
    queries.rows(statements::permissions::LIST, Params::Empty, |mut row| {
        column(&mut row, "name")
    })
}

/// Every role, in the order of their numbers.
pub fn list(queries: &mut impl Queries) -> Result<Vec<Role>> {
    queries.rows(statements::roles::LIST, Params::Empty, |mut row| {
        Ok(Role {
            id: RoleId::new(column(&mut row, "id")?),
            name: RoleName::new(column::<String>(&mut row, "name")?),
        })
    })
}

/// Every grant: the role and the name of the permission.
pub fn list_grants(queries: &mut impl Queries) -> Result<Vec<(RoleName, String)>> {
    queries.rows(statements::roles::LIST_GRANTS, Params::Empty, |mut row| {
        let role: String = column(&mut row, "role_name")?;
        Ok((RoleName::new(role), column(&mut row, "permission_name")?))
    })
}
