//! Every statement of the program: one file each under `sql/queries`, shown in the documentation of its constant.
//!
//! Parameters are named. Nothing is assembled at run time: a filter that is not wanted receives `NULL`, and each order of
//! a list is a statement of its own. A test prepares each of them on a real server and checks that each file is here.

/// A statement and the file it comes from.
#[derive(Debug, Clone, Copy)]
pub struct Statement {
    /// The path below `sql/queries`.
    pub file: &'static str,
    /// Its text.
    pub text: &'static str,
}

/// Statements on `audit_entries`.
pub mod audit_entries {
    #[doc = concat!("```sql\n", include_str!("../../sql/queries/audit_entries/find_head.sql"), "```")]
    pub const FIND_HEAD: &str = include_str!("../../sql/queries/audit_entries/find_head.sql");
    #[doc = concat!("```sql\n", include_str!("../../sql/queries/audit_entries/find_operation.sql"), "```")]
    pub const FIND_OPERATION: &str = include_str!("../../sql/queries/audit_entries/find_operation.sql");
    #[doc = concat!("```sql\n", include_str!("../../sql/queries/audit_entries/insert.sql"), "```")]
    pub const INSERT: &str = include_str!("../../sql/queries/audit_entries/insert.sql");
}

/// Statements on `contracts`.
pub mod contracts {
    #[doc = concat!("```sql\n", include_str!("../../sql/queries/contracts/count_of_customer.sql"), "```")]
    pub const COUNT_OF_CUSTOMER: &str = include_str!("../../sql/queries/contracts/count_of_customer.sql");
    #[doc = concat!("```sql\n", include_str!("../../sql/queries/contracts/list_of_customer.sql"), "```")]
    pub const LIST_OF_CUSTOMER: &str = include_str!("../../sql/queries/contracts/list_of_customer.sql");
}

/// Statements on `customers`.
pub mod customers {
    #[doc = concat!("```sql\n", include_str!("../../sql/queries/customers/delete.sql"), "```")]
    pub const DELETE: &str = include_str!("../../sql/queries/customers/delete.sql");
    #[doc = concat!("```sql\n", include_str!("../../sql/queries/customers/find_by_email.sql"), "```")]
    pub const FIND_BY_EMAIL: &str = include_str!("../../sql/queries/customers/find_by_email.sql");
    #[doc = concat!("```sql\n", include_str!("../../sql/queries/customers/find_by_id.sql"), "```")]
    pub const FIND_BY_ID: &str = include_str!("../../sql/queries/customers/find_by_id.sql");
    #[doc = concat!("```sql\n", include_str!("../../sql/queries/customers/find_resembling.sql"), "```")]
    pub const FIND_RESEMBLING: &str = include_str!("../../sql/queries/customers/find_resembling.sql");
    #[doc = concat!("```sql\n", include_str!("../../sql/queries/customers/insert.sql"), "```")]
    pub const INSERT: &str = include_str!("../../sql/queries/customers/insert.sql");
    #[doc = concat!("```sql\n", include_str!("../../sql/queries/customers/list_by_company_ascending.sql"), "```")]
    pub const LIST_BY_COMPANY_ASCENDING: &str =
        include_str!("../../sql/queries/customers/list_by_company_ascending.sql");
    #[doc = concat!("```sql\n", include_str!("../../sql/queries/customers/list_by_company_descending.sql"), "```")]
    pub const LIST_BY_COMPANY_DESCENDING: &str =
        include_str!("../../sql/queries/customers/list_by_company_descending.sql");
    #[doc = concat!("```sql\n", include_str!("../../sql/queries/customers/list_by_created_ascending.sql"), "```")]
    pub const LIST_BY_CREATED_ASCENDING: &str =
        include_str!("../../sql/queries/customers/list_by_created_ascending.sql");
    #[doc = concat!("```sql\n", include_str!("../../sql/queries/customers/list_by_created_descending.sql"), "```")]
    pub const LIST_BY_CREATED_DESCENDING: &str =
        include_str!("../../sql/queries/customers/list_by_created_descending.sql");
    #[doc = concat!("```sql\n", include_str!("../../sql/queries/customers/list_by_name_ascending.sql"), "```")]
    pub const LIST_BY_NAME_ASCENDING: &str =
        include_str!("../../sql/queries/customers/list_by_name_ascending.sql");
    #[doc = concat!("```sql\n", include_str!("../../sql/queries/customers/list_by_name_descending.sql"), "```")]
    pub const LIST_BY_NAME_DESCENDING: &str =
        include_str!("../../sql/queries/customers/list_by_name_descending.sql");
    #[doc = concat!("```sql\n", include_str!("../../sql/queries/customers/list_by_number_ascending.sql"), "```")]
    pub const LIST_BY_NUMBER_ASCENDING: &str =
        include_str!("../../sql/queries/customers/list_by_number_ascending.sql");
    #[doc = concat!("```sql\n", include_str!("../../sql/queries/customers/list_by_number_descending.sql"), "```")]
    pub const LIST_BY_NUMBER_DESCENDING: &str =
        include_str!("../../sql/queries/customers/list_by_number_descending.sql");
    #[doc = concat!("```sql\n", include_str!("../../sql/queries/customers/list_by_updated_ascending.sql"), "```")]
    pub const LIST_BY_UPDATED_ASCENDING: &str =
        include_str!("../../sql/queries/customers/list_by_updated_ascending.sql");
    #[doc = concat!("```sql\n", include_str!("../../sql/queries/customers/list_by_updated_descending.sql"), "```")]
    pub const LIST_BY_UPDATED_DESCENDING: &str =
        include_str!("../../sql/queries/customers/list_by_updated_descending.sql");
    #[doc = concat!("```sql\n", include_str!("../../sql/queries/customers/lock.sql"), "```")]
    pub const LOCK: &str = include_str!("../../sql/queries/customers/lock.sql");
    #[doc = concat!("```sql\n", include_str!("../../sql/queries/customers/transfer.sql"), "```")]
    pub const TRANSFER: &str = include_str!("../../sql/queries/customers/transfer.sql");
    #[doc = concat!("```sql\n", include_str!("../../sql/queries/customers/update.sql"), "```")]
    pub const UPDATE: &str = include_str!("../../sql/queries/customers/update.sql");
}

/// Statements on `events`.
pub mod events {
    #[doc = concat!("```sql\n", include_str!("../../sql/queries/events/list_of_customer.sql"), "```")]
    pub const LIST_OF_CUSTOMER: &str = include_str!("../../sql/queries/events/list_of_customer.sql");
}

/// Statements on `login_throttles`.
pub mod login_throttles {
    #[doc = concat!("```sql\n", include_str!("../../sql/queries/login_throttles/ensure.sql"), "```")]
    pub const ENSURE: &str = include_str!("../../sql/queries/login_throttles/ensure.sql");
    #[doc = concat!("```sql\n", include_str!("../../sql/queries/login_throttles/lock.sql"), "```")]
    pub const LOCK: &str = include_str!("../../sql/queries/login_throttles/lock.sql");
    #[doc = concat!("```sql\n", include_str!("../../sql/queries/login_throttles/update.sql"), "```")]
    pub const UPDATE: &str = include_str!("../../sql/queries/login_throttles/update.sql");
}

/// Statements on `permissions`.
pub mod permissions {
    #[doc = concat!("```sql\n", include_str!("../../sql/queries/permissions/list.sql"), "```")]
    pub const LIST: &str = include_str!("../../sql/queries/permissions/list.sql");
}

/// Statements on `roles`.
pub mod roles {
    #[doc = concat!("```sql\n", include_str!("../../sql/queries/roles/find_by_name.sql"), "```")]
    pub const FIND_BY_NAME: &str = include_str!("../../sql/queries/roles/find_by_name.sql");
    #[doc = concat!("```sql\n", include_str!("../../sql/queries/roles/list_grants.sql"), "```")]
    pub const LIST_GRANTS: &str = include_str!("../../sql/queries/roles/list_grants.sql");
}

/// Statements on `schema_migrations`.
pub mod schema_migrations {
    #[doc = concat!("```sql\n", include_str!("../../sql/queries/schema_migrations/insert.sql"), "```")]
    pub const INSERT: &str = include_str!("../../sql/queries/schema_migrations/insert.sql");
    #[doc = concat!("```sql\n", include_str!("../../sql/queries/schema_migrations/list.sql"), "```")]
    pub const LIST: &str = include_str!("../../sql/queries/schema_migrations/list.sql");
}

/// Statements on `sessions`.
pub mod sessions {
    #[doc = concat!("```sql\n", include_str!("../../sql/queries/sessions/close.sql"), "```")]
    pub const CLOSE: &str = include_str!("../../sql/queries/sessions/close.sql");
    #[doc = concat!("```sql\n", include_str!("../../sql/queries/sessions/close_others_of_user.sql"), "```")]
    pub const CLOSE_OTHERS_OF_USER: &str =
        include_str!("../../sql/queries/sessions/close_others_of_user.sql");
    #[doc = concat!("```sql\n", include_str!("../../sql/queries/sessions/find_standing.sql"), "```")]
    pub const FIND_STANDING: &str = include_str!("../../sql/queries/sessions/find_standing.sql");
    #[doc = concat!("```sql\n", include_str!("../../sql/queries/sessions/insert.sql"), "```")]
    pub const INSERT: &str = include_str!("../../sql/queries/sessions/insert.sql");
    #[doc = concat!("```sql\n", include_str!("../../sql/queries/sessions/touch.sql"), "```")]
    pub const TOUCH: &str = include_str!("../../sql/queries/sessions/touch.sql");
}

/// Statements on `users`.
pub mod users {
    #[doc = concat!("```sql\n", include_str!("../../sql/queries/users/find_any_of_role.sql"), "```")]
    pub const FIND_ANY_OF_ROLE: &str = include_str!("../../sql/queries/users/find_any_of_role.sql");
    #[doc = concat!("```sql\n", include_str!("../../sql/queries/users/find_colleague_by_employee_number.sql"), "```")]
    pub const FIND_COLLEAGUE_BY_EMPLOYEE_NUMBER: &str =
        include_str!("../../sql/queries/users/find_colleague_by_employee_number.sql");
    #[doc = concat!("```sql\n", include_str!("../../sql/queries/users/find_colleague_by_id.sql"), "```")]
    pub const FIND_COLLEAGUE_BY_ID: &str = include_str!("../../sql/queries/users/find_colleague_by_id.sql");
    #[doc = concat!("```sql\n", include_str!("../../sql/queries/users/find_colleague_by_username.sql"), "```")]
    pub const FIND_COLLEAGUE_BY_USERNAME: &str =
        include_str!("../../sql/queries/users/find_colleague_by_username.sql");
    #[doc = concat!("```sql\n", include_str!("../../sql/queries/users/find_credentials.sql"), "```")]
    pub const FIND_CREDENTIALS: &str = include_str!("../../sql/queries/users/find_credentials.sql");
    #[doc = concat!("```sql\n", include_str!("../../sql/queries/users/insert.sql"), "```")]
    pub const INSERT: &str = include_str!("../../sql/queries/users/insert.sql");
    #[doc = concat!("```sql\n", include_str!("../../sql/queries/users/lock_colleague.sql"), "```")]
    pub const LOCK_COLLEAGUE: &str = include_str!("../../sql/queries/users/lock_colleague.sql");
    #[doc = concat!("```sql\n", include_str!("../../sql/queries/users/record_login.sql"), "```")]
    pub const RECORD_LOGIN: &str = include_str!("../../sql/queries/users/record_login.sql");
    #[doc = concat!("```sql\n", include_str!("../../sql/queries/users/rehash_password.sql"), "```")]
    pub const REHASH_PASSWORD: &str = include_str!("../../sql/queries/users/rehash_password.sql");
    #[doc = concat!("```sql\n", include_str!("../../sql/queries/users/update_password.sql"), "```")]
    pub const UPDATE_PASSWORD: &str = include_str!("../../sql/queries/users/update_password.sql");
}

/// Every statement, for the test that prepares them all.
pub const ALL: &[Statement] = &[
    Statement {
        file: "audit_entries/find_head.sql",
        text: audit_entries::FIND_HEAD,
    },
    Statement {
        file: "audit_entries/find_operation.sql",
        text: audit_entries::FIND_OPERATION,
    },
    Statement {
        file: "audit_entries/insert.sql",
        text: audit_entries::INSERT,
    },
    Statement {
        file: "contracts/count_of_customer.sql",
        text: contracts::COUNT_OF_CUSTOMER,
    },
    Statement {
        file: "contracts/list_of_customer.sql",
        text: contracts::LIST_OF_CUSTOMER,
    },
    Statement {
        file: "customers/delete.sql",
        text: customers::DELETE,
    },
    Statement {
        file: "customers/find_by_email.sql",
        text: customers::FIND_BY_EMAIL,
    },
    Statement {
        file: "customers/find_by_id.sql",
        text: customers::FIND_BY_ID,
    },
    Statement {
        file: "customers/find_resembling.sql",
        text: customers::FIND_RESEMBLING,
    },
    Statement {
        file: "customers/insert.sql",
        text: customers::INSERT,
    },
    Statement {
        file: "customers/list_by_company_ascending.sql",
        text: customers::LIST_BY_COMPANY_ASCENDING,
    },
    Statement {
        file: "customers/list_by_company_descending.sql",
        text: customers::LIST_BY_COMPANY_DESCENDING,
    },
    Statement {
        file: "customers/list_by_created_ascending.sql",
        text: customers::LIST_BY_CREATED_ASCENDING,
    },
    Statement {
        file: "customers/list_by_created_descending.sql",
        text: customers::LIST_BY_CREATED_DESCENDING,
    },
    Statement {
        file: "customers/list_by_name_ascending.sql",
        text: customers::LIST_BY_NAME_ASCENDING,
    },
    Statement {
        file: "customers/list_by_name_descending.sql",
        text: customers::LIST_BY_NAME_DESCENDING,
    },
    Statement {
        file: "customers/list_by_number_ascending.sql",
        text: customers::LIST_BY_NUMBER_ASCENDING,
    },
    Statement {
        file: "customers/list_by_number_descending.sql",
        text: customers::LIST_BY_NUMBER_DESCENDING,
    },
    Statement {
        file: "customers/list_by_updated_ascending.sql",
        text: customers::LIST_BY_UPDATED_ASCENDING,
    },
    Statement {
        file: "customers/list_by_updated_descending.sql",
        text: customers::LIST_BY_UPDATED_DESCENDING,
    },
    Statement {
        file: "customers/lock.sql",
        text: customers::LOCK,
    },
    Statement {
        file: "customers/transfer.sql",
        text: customers::TRANSFER,
    },
    Statement {
        file: "customers/update.sql",
        text: customers::UPDATE,
    },
    Statement {
        file: "events/list_of_customer.sql",
        text: events::LIST_OF_CUSTOMER,
    },
    Statement {
        file: "login_throttles/ensure.sql",
        text: login_throttles::ENSURE,
    },
    Statement {
        file: "login_throttles/lock.sql",
        text: login_throttles::LOCK,
    },
    Statement {
        file: "login_throttles/update.sql",
        text: login_throttles::UPDATE,
    },
    Statement {
        file: "permissions/list.sql",
        text: permissions::LIST,
    },
    Statement {
        file: "roles/find_by_name.sql",
        text: roles::FIND_BY_NAME,
    },
    Statement {
        file: "roles/list_grants.sql",
        text: roles::LIST_GRANTS,
    },
    Statement {
        file: "schema_migrations/insert.sql",
        text: schema_migrations::INSERT,
    },
    Statement {
        file: "schema_migrations/list.sql",
        text: schema_migrations::LIST,
    },
    Statement {
        file: "sessions/close.sql",
        text: sessions::CLOSE,
    },
    Statement {
        file: "sessions/close_others_of_user.sql",
        text: sessions::CLOSE_OTHERS_OF_USER,
    },
    Statement {
        file: "sessions/find_standing.sql",
        text: sessions::FIND_STANDING,
    },
    Statement {
        file: "sessions/insert.sql",
        text: sessions::INSERT,
    },
    Statement {
        file: "sessions/touch.sql",
        text: sessions::TOUCH,
    },
    Statement {
        file: "users/find_any_of_role.sql",
        text: users::FIND_ANY_OF_ROLE,
    },
    Statement {
        file: "users/find_colleague_by_employee_number.sql",
        text: users::FIND_COLLEAGUE_BY_EMPLOYEE_NUMBER,
    },
    Statement {
        file: "users/find_colleague_by_id.sql",
        text: users::FIND_COLLEAGUE_BY_ID,
    },
    Statement {
        file: "users/find_colleague_by_username.sql",
        text: users::FIND_COLLEAGUE_BY_USERNAME,
    },
    Statement {
        file: "users/find_credentials.sql",
        text: users::FIND_CREDENTIALS,
    },
    Statement {
        file: "users/insert.sql",
        text: users::INSERT,
    },
    Statement {
        file: "users/lock_colleague.sql",
        text: users::LOCK_COLLEAGUE,
    },
    Statement {
        file: "users/record_login.sql",
        text: users::RECORD_LOGIN,
    },
    Statement {
        file: "users/rehash_password.sql",
        text: users::REHASH_PASSWORD,
    },
    Statement {
        file: "users/update_password.sql",
        text: users::UPDATE_PASSWORD,
    },
];
