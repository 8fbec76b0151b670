//! Every statement of the program, made of files under `sql/queries` and shown in the documentation of its constant.
//!
//! Parameters are named. Nothing is assembled at run time: a filter that is not wanted receives `NULL`. What several
//! statements of a table have in common, above all the columns of its object, is a file of its own; the statements name
//! the files they are made of, which are put one after the other when the program is compiled. A test prepares each
//! statement on a real server and checks that each file is here.

/// A statement and the files it is made of.
#[derive(Debug, Clone, Copy)]
pub struct Statement {
    /// Its constant: `customers::FIND_BY_ID`.
    pub name: &'static str,
    /// The paths below `sql/queries`, without extension, in order: `customers/find/by_id`.
    pub files: &'static [&'static str],
    /// Its text.
    pub text: &'static str,
}

/// The statements of `base preparer`, which the account of the program may not run.
pub const OF_OWNER: [&str; 5] = [
    leases::DELETE,
    leases::DELETE_EXPIRED,
    leases::INSERT,
    leases::RENEW,
    schema_migrations::INSERT,
];

/// The statements that the account of the program runs.
pub fn of_program() -> impl Iterator<Item = &'static Statement> {
    ALL.iter().filter(|statement| !OF_OWNER.contains(&statement.text))
}

/// Declares the statements once: the table, the constant, its files in the folder of the table. [`ALL`] follows.
macro_rules! statements {
    ($(
        $(#[$documentation:meta])*
        mod $table:ident {
            $($name:ident = $($file:literal)+;)*
        }
    )*) => {
        $(
            $(#[$documentation])*
            pub mod $table {
                $(declaration!(
                    $name,
                    concat!($(
                        include_str!(concat!("../../sql/queries/", stringify!($table), "/", $file, ".sql"))
                    ),+)
                );)*
            }
        )*

        /// Every statement, for the tests that prepare and run them all.
        pub const ALL: &[Statement] = &[$($(
            Statement {
                name: concat!(stringify!($table), "::", stringify!($name)),
                files: &[$(concat!(stringify!($table), "/", $file)),+],
                text: $table::$name,
            },
        )*)*];
    };
}

/// One constant, whose documentation is its text.
macro_rules! declaration {
    ($name:ident, $text:expr) => {
        #[doc = concat!("```sql\n", $text, "```")]
        pub const $name: &str = $text;
    };
}

statements! {
    /// Statements on `audit_entries`.
    mod audit_entries {
        FIND_HEAD = "find_head";
        FIND_OPERATION = "find_operation";
        FIND_OWN_OPERATION = "columns" "find_own_operation";
        INSERT = "insert";
        LIST_BY_RECORDED_ASCENDING = "columns" "list/filter" "list/by_recorded_ascending";
        LIST_BY_RECORDED_DESCENDING = "columns" "list/filter" "list/by_recorded_descending";
        LIST_CHAINS = "list_chains";
        LIST_MOMENTS = "list_moments";
        LIST_OF_OBJECT_BY_RECORDED_ASCENDING = "columns" "list/of_object" "list/by_recorded_ascending";
        LIST_OF_OBJECT_BY_RECORDED_DESCENDING = "columns" "list/of_object" "list/by_recorded_descending";
        LIST_ROLE_CHANGES = "list_role_changes";
    }
    /// Statements on `contracts`.
    mod contracts {
        COUNT_OF_CUSTOMER = "count_of_customer";
        DELETE = "delete";
        FIND_BY_ID = "select" "find/by_id";
        FIND_BY_NUMBER = "select" "find/by_number";
        FIND_BY_SHORT_NUMBER = "select" "find/by_short_number";
        INSERT = "insert";
        LIST_BY_AMOUNT_ASCENDING = "select" "list/filter" "list/by_amount_ascending";
        LIST_BY_AMOUNT_DESCENDING = "select" "list/filter" "list/by_amount_descending";
        LIST_BY_BALANCE_ASCENDING = "select" "list/filter" "list/by_balance_ascending";
        LIST_BY_BALANCE_DESCENDING = "select" "list/filter" "list/by_balance_descending";
        LIST_BY_NUMBER_ASCENDING = "select" "list/filter" "list/by_number_ascending";
        LIST_BY_NUMBER_DESCENDING = "select" "list/filter" "list/by_number_descending";
        LIST_NEWEST_OF_MANAGER = "list_newest_of_manager";
        LOCK = "lock";
        LOCK_OF_MANAGER = "lock_of_manager";
        SIGN = "sign";
        TRANSFER_RANGE = "transfer_range";
        UPDATE = "update";
        UPDATE_BALANCE = "update_balance";
    }
    /// Statements on `customers`.
    mod customers {
        DELETE = "delete";
        FIND_BY_EMAIL = "columns" "from" "find/by_email";
        FIND_BY_ID = "columns" "from" "find/by_id";
        FIND_CARD = "columns" "find/card";
        FIND_RESEMBLING = "find_resembling";
        HOLD = "hold";
        INSERT = "insert";
        INSERT_AND_HOLD_SALESPERSON = "insert" "hold_salesperson";
        LIST_BY_COMPANY_ASCENDING = "columns" "from" "list/filter" "list/by_company_ascending";
        LIST_BY_COMPANY_DESCENDING = "columns" "from" "list/filter" "list/by_company_descending";
        LIST_BY_CREATED_ASCENDING = "columns" "from" "list/filter" "list/by_created_ascending";
        LIST_BY_CREATED_DESCENDING = "columns" "from" "list/filter" "list/by_created_descending";
        LIST_BY_NAME_ASCENDING = "columns" "from" "list/filter" "list/by_name_ascending";
        LIST_BY_NAME_DESCENDING = "columns" "from" "list/filter" "list/by_name_descending";
        LIST_BY_NUMBER_ASCENDING = "columns" "list/from_by_number" "list/filter" "list/by_number_ascending";
        LIST_BY_NUMBER_DESCENDING = "columns" "list/from_by_number" "list/filter" "list/by_number_descending";
        LIST_BY_UPDATED_ASCENDING = "columns" "from" "list/filter" "list/by_updated_ascending";
        LIST_BY_UPDATED_DESCENDING = "columns" "from" "list/filter" "list/by_updated_descending";
        LOCK = "lock";
        LOCK_OF_SALESPERSON = "lock_of_salesperson";
        LOCK_RESEMBLING = "lock_resembling";
        TRANSFER = "transfer";
        TRANSFER_RANGE = "transfer_range";
        UPDATE = "update";
    }
    /// Statements on `events`.
    mod events {
        CANCEL = "cancel";
        COUNT_OF_CONTRACT = "count_of_contract";
        FIND_BY_ID = "select" "find/by_id";
        FIND_BY_NUMBER = "select" "find/by_number";
        FIND_BY_SHORT_NUMBER = "select" "find/by_short_number";
        FIND_CLASHES = "find_clashes";
        INSERT = "insert";
        LIST_BY_NAME_ASCENDING = "select" "list/filter" "list/by_name_ascending";
        LIST_BY_NAME_DESCENDING = "select" "list/filter" "list/by_name_descending";
        LIST_BY_NUMBER_ASCENDING = "select" "list/filter" "list/by_number_ascending";
        LIST_BY_NUMBER_DESCENDING = "select" "list/filter" "list/by_number_descending";
        LIST_BY_START_ASCENDING = "select" "list/filter" "list/by_start_ascending";
        LIST_BY_START_DESCENDING = "select" "list/filter" "list/by_start_descending";
        LIST_CLASHES_BETWEEN = "list_clashes_between";
        LIST_NEWEST_OF_SUPPORT = "list_newest_of_support";
        LIST_OF_CONTRACT = "list_of_contract";
        LOCK = "lock";
        LOCK_OF_SUPPORT = "lock_of_support";
        SET_SUPPORT = "set_support";
        TRANSFER_RANGE = "transfer_range";
        UPDATE = "update";
    }
    /// What the database and the account are, as the account sees it.
    mod installed_guards {
        LIST = "list";
    }
    /// Statements on `leases`.
    mod leases {
        DELETE = "delete";
        DELETE_EXPIRED = "delete_expired";
        INSERT = "insert";
        RENEW = "renew";
    }
    /// Statements on `login_throttles`.
    mod login_throttles {
        DELETE_FORGOTTEN = "delete_forgotten";
        ENSURE = "ensure";
        LIST_FORGOTTEN = "list_forgotten";
        LIST_OF_ACCOUNT = "list_of_account";
        LOCK = "lock";
        UPDATE = "update";
    }
    /// Statements on `payments`.
    mod payments {
        FIND_OF_CONTRACT = "select" "find/of_contract";
        INSERT = "insert";
        LIST_OF_CONTRACT = "select" "list/of_contract";
        REVERSE = "reverse";
    }
    /// Statements on `permissions`.
    mod permissions {
        LIST = "list";
    }
    /// Statements on `roles`.
    mod roles {
        COUNT_ACCOUNTS = "count_accounts";
        FIND_BY_NAME = "find_by_name";
        LIST = "list";
        LIST_GRANTS = "list_grants";
    }
    /// Statements on `run_lines`.
    mod run_lines {
        INSERT = "insert";
        LIST_OF_RUN = "list_of_run";
    }
    /// Statements on `runs`.
    mod runs {
        END = "end";
        FIND = "find";
        FIND_UNFINISHED = "find_unfinished";
        INSERT = "insert";
    }
    /// Statements on `schema_migrations`.
    mod schema_migrations {
        INSERT = "insert";
        LIST = "list";
    }
    /// Statements on `sessions`.
    mod sessions {
        CLOSE = "close";
        CLOSE_OF_USER = "close_of_user";
        FIND_ON_HOST = "find_on_host";
        FIND_OPEN = "select" "find/open";
        FIND_STATE = "find_state";
        INSERT = "insert";
        LIST_BY_EXPIRY_ASCENDING = "select" "list/filter" "list/by_expiry_ascending";
        LIST_BY_EXPIRY_DESCENDING = "select" "list/filter" "list/by_expiry_descending";
        LOCK_OF_USER = "lock_of_user";
        TOUCH = "touch";
    }
    /// Statements on `turns`.
    mod turns {
        TAKE = "take";
        TAKE_ALL_PLACES = "take_all_places";
        TAKE_WITH_CUSTOMERS = "take_with_customers";
        TAKE_WITH_TEXT = "take_with_text";
    }
    /// Statements on `users`.
    mod users {
        COUNT_PORTFOLIO = "count_portfolio";
        DELETE = "delete";
        FIND_ANY_OF_ROLE = "find_any_of_role";
        FIND_BY_ID = "select" "find/by_id";
        FIND_COLLEAGUE_BY_EMPLOYEE_NUMBER = "select_colleague" "find/by_employee_number";
        FIND_COLLEAGUE_BY_ID = "select_colleague" "find/by_id";
        FIND_COLLEAGUE_BY_SHORT_NUMBER = "select_colleague" "find/by_short_number";
        FIND_COLLEAGUE_BY_USERNAME = "select_colleague" "find/by_username";
        FIND_CREDENTIALS = "find_credentials";
        FIND_HOLDERS = "find_holders";
        FIND_REFERENCE = "find_reference";
        HOLD_COLLEAGUE = "select_colleague" "hold/colleague";
        HOLD_OF_ROLE = "select_colleague" "list/of_role" "hold/of_role";
        INSERT = "insert";
        LIST_BY_NAME_ASCENDING = "select" "list/filter" "list/by_name_ascending";
        LIST_BY_NAME_DESCENDING = "select" "list/filter" "list/by_name_descending";
        LIST_BY_NUMBER_ASCENDING = "select" "list/filter" "list/by_number_ascending";
        LIST_BY_NUMBER_DESCENDING = "select" "list/filter" "list/by_number_descending";
        LIST_NAMES = "list_names";
        LIST_OF_ROLE = "select_colleague" "list/of_role";
        LIST_ROLES = "list_roles";
        LOCK_BOTH = "select_colleague" "lock/both";
        LOCK_COLLEAGUE = "select_colleague" "lock/colleague";
        LOCK_FREE = "lock/free";
        RECORD_LOGIN = "record_login";
        REHASH_PASSWORD = "rehash_password";
        RESET_PASSWORD = "reset_password";
        SET_ACTIVITY = "set_activity";
        UPDATE = "update";
        UPDATE_PASSWORD = "update_password";
    }
}
