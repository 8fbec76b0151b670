//! Every statement of the program: one file each under `sql/queries`, shown in the documentation of its constant.
//!
//! Parameters are named. Nothing is assembled at run time: a filter that is not wanted receives `NULL`. The orders of a
//! list share its columns and filters, `<table>/list/select.sql`; each is completed by a file of its own beside it
//! when the program is compiled. A test prepares each statement on a real server and checks that each file is here.

/// A statement and the file it comes from.
#[derive(Debug, Clone, Copy)]
pub struct Statement {
    /// The path below `sql/queries`.
    pub file: &'static str,
    /// Its text.
    pub text: &'static str,
}

/// Declares the statements once: the table, the constant, the file; then the orders of the table's list. [`ALL`] follows.
macro_rules! statements {
    ($(
        $(#[$documentation:meta])*
        mod $table:ident {
            $($name:ident = $file:literal;)*
        }
        $(list {
            $($order:ident = $order_file:literal;)*
        })?
    )*) => {
        $(
            $(#[$documentation])*
            pub mod $table {
                $(declaration!(
                    $name,
                    include_str!(concat!("../../sql/queries/", stringify!($table), "/", $file, ".sql"))
                );)*
                $($(declaration!(
                    $order,
                    concat!(
                        include_str!(concat!("../../sql/queries/", stringify!($table), "/list/select.sql")),
                        include_str!(concat!("../../sql/queries/", stringify!($table), "/list/", $order_file, ".sql")),
                    )
                );)*)?
            }
        )*

        /// Every statement, for the tests that prepare and run them all.
        pub const ALL: &[Statement] = &[
            $(
                $(Statement {
                    file: concat!(stringify!($table), "/", $file, ".sql"),
                    text: $table::$name,
                },)*
                $($(Statement {
                    file: concat!(stringify!($table), "/list/", $order_file, ".sql"),
                    text: $table::$order,
                },)*)?
            )*
        ];
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
        INSERT = "insert";
        LIST_CHAINS = "list_chains";
        LIST_OF_OBJECT_ASCENDING = "list_of_object_ascending";
        LIST_OF_OBJECT_DESCENDING = "list_of_object_descending";
    }
    list {
        LIST_BY_RECORDED_ASCENDING = "by_recorded_ascending";
        LIST_BY_RECORDED_DESCENDING = "by_recorded_descending";
    }
    /// Statements on `contracts`.
    mod contracts {
        COUNT_OF_CUSTOMER = "count_of_customer";
        DELETE = "delete";
        FIND_BY_ID = "find_by_id";
        FIND_BY_NUMBER = "find_by_number";
        INSERT = "insert";
        LIST_NEWEST_OF_MANAGER = "list_newest_of_manager";
        LOCK = "lock";
        LOCK_OF_MANAGER = "lock_of_manager";
        SIGN = "sign";
        TRANSFER_ALL = "transfer_all";
        UPDATE = "update";
        UPDATE_BALANCE = "update_balance";
    }
    list {
        LIST_BY_AMOUNT_ASCENDING = "by_amount_ascending";
        LIST_BY_AMOUNT_DESCENDING = "by_amount_descending";
        LIST_BY_BALANCE_ASCENDING = "by_balance_ascending";
        LIST_BY_BALANCE_DESCENDING = "by_balance_descending";
        LIST_BY_NUMBER_ASCENDING = "by_number_ascending";
        LIST_BY_NUMBER_DESCENDING = "by_number_descending";
    }
    /// Statements on `customers`.
    mod customers {
        DELETE = "delete";
        FIND_BY_EMAIL = "find_by_email";
        FIND_BY_ID = "find_by_id";
        FIND_CARD = "find_card";
        FIND_RESEMBLING = "find_resembling";
        INSERT = "insert";
        LIST_BY_NUMBER_ASCENDING = "list_by_number_ascending";
        LIST_BY_NUMBER_DESCENDING = "list_by_number_descending";
        LOCK = "lock";
        LOCK_OF_SALESPERSON = "lock_of_salesperson";
        TRANSFER = "transfer";
        TRANSFER_ALL = "transfer_all";
        UPDATE = "update";
    }
    list {
        LIST_BY_COMPANY_ASCENDING = "by_company_ascending";
        LIST_BY_COMPANY_DESCENDING = "by_company_descending";
        LIST_BY_CREATED_ASCENDING = "by_created_ascending";
        LIST_BY_CREATED_DESCENDING = "by_created_descending";
        LIST_BY_NAME_ASCENDING = "by_name_ascending";
        LIST_BY_NAME_DESCENDING = "by_name_descending";
        LIST_BY_UPDATED_ASCENDING = "by_updated_ascending";
        LIST_BY_UPDATED_DESCENDING = "by_updated_descending";
    }
    /// Statements on `events`.
    mod events {
        CANCEL = "cancel";
        COUNT_OF_CONTRACT = "count_of_contract";
        FIND_BY_ID = "find_by_id";
        FIND_BY_NUMBER = "find_by_number";
        FIND_CLASHES = "find_clashes";
        INSERT = "insert";
        LIST_CLASHES_BETWEEN = "list_clashes_between";
        LIST_NEWEST_OF_SUPPORT = "list_newest_of_support";
        LIST_OF_CONTRACT = "list_of_contract";
        LOCK = "lock";
        LOCK_OF_SUPPORT = "lock_of_support";
        SET_SUPPORT = "set_support";
        TRANSFER_ALL = "transfer_all";
        UPDATE = "update";
    }
    list {
        LIST_BY_NAME_ASCENDING = "by_name_ascending";
        LIST_BY_NAME_DESCENDING = "by_name_descending";
        LIST_BY_NUMBER_ASCENDING = "by_number_ascending";
        LIST_BY_NUMBER_DESCENDING = "by_number_descending";
        LIST_BY_START_ASCENDING = "by_start_ascending";
        LIST_BY_START_DESCENDING = "by_start_descending";
    }
    /// The call of `installed_triggers`.
    mod installed_triggers {
        LIST = "list";
    }
    /// Statements on `login_throttles`.
    mod login_throttles {
        ENSURE = "ensure";
        LOCK = "lock";
        UPDATE = "update";
    }
    /// Statements on `payments`.
    mod payments {
        FIND_OF_CONTRACT = "find_of_contract";
        INSERT = "insert";
        LIST_OF_CONTRACT = "list_of_contract";
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
    /// Statements on `schema_migrations`.
    mod schema_migrations {
        INSERT = "insert";
        LIST = "list";
    }
    /// Statements on `sessions`.
    mod sessions {
        CLOSE = "close";
        CLOSE_OF_USER = "close_of_user";
        LOCK_OF_USER = "lock_of_user";
        FIND_OPEN = "find_open";
        FIND_STANDING = "find_standing";
        INSERT = "insert";
        TOUCH = "touch";
    }
    list {
        LIST_BY_EXPIRY_ASCENDING = "by_expiry_ascending";
        LIST_BY_EXPIRY_DESCENDING = "by_expiry_descending";
    }
    /// Statements on `users`.
    mod users {
        COUNT_PORTFOLIO = "count_portfolio";
        DELETE = "delete";
        FIND_ANY_OF_ROLE = "find_any_of_role";
        FIND_BY_ID = "find_by_id";
        FIND_COLLEAGUE_BY_EMPLOYEE_NUMBER = "find_colleague_by_employee_number";
        FIND_COLLEAGUE_BY_ID = "find_colleague_by_id";
        FIND_COLLEAGUE_BY_USERNAME = "find_colleague_by_username";
        FIND_CREDENTIALS = "find_credentials";
        FIND_HOLDERS = "find_holders";
        FIND_REFERENCE = "find_reference";
        INSERT = "insert";
        LIST_NAMES = "list_names";
        LOCK_COLLEAGUE = "lock_colleague";
        LOCK_WITH_ROLE = "lock_with_role";
        RECORD_LOGIN = "record_login";
        REHASH_PASSWORD = "rehash_password";
        RESET_PASSWORD = "reset_password";
        SET_ACTIVITY = "set_activity";
        UPDATE = "update";
        UPDATE_PASSWORD = "update_password";
    }
    list {
        LIST_BY_NAME_ASCENDING = "by_name_ascending";
        LIST_BY_NAME_DESCENDING = "by_name_descending";
        LIST_BY_NUMBER_ASCENDING = "by_number_ascending";
        LIST_BY_NUMBER_DESCENDING = "by_number_descending";
    }
}
