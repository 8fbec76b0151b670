//! Epic Events: an internal CRM as a line-oriented shell.

pub mod clock;
pub mod configuration;
pub mod database {
    //! Connections, transactions, the schema: the only code that speaks to the server.
    pub mod administration;
    pub mod connection_manager;
    pub mod connection_options;
    mod constraint;
    pub mod demonstration;
    pub mod executor;
    pub mod journal;
    pub mod local_server;
    pub mod location;
    pub mod migration;
    pub mod pool;
    pub mod rows;
    pub mod statements;
    pub mod write;
}
pub mod error;
pub mod models {
    //! What the business speaks of, as types that cannot hold an invalid value.
    pub mod amount;
    pub mod audit_entry;
    pub mod customer;
    pub mod date_time;
    pub mod email_address;
    pub mod folding;
    pub mod identifier;
    pub mod invalid_value;
    pub mod page;
    pub mod phone_number;
    pub mod role;
    pub mod text;
    pub mod user;
    pub mod username;
}
pub mod security {
    //! Who may do what, and the secrets that prove it.
    pub mod audit_chain;
    pub mod authorized;
    pub mod digest;
    pub mod ownership;
    pub mod password;
    pub mod permission;
    pub mod secret;
    pub mod session;
    pub mod throttle;
    pub mod token;
}
pub mod repositories {
    //! One file per table, one function per statement; rows become models here.
    pub mod contracts;
    pub mod customers;
    pub mod events;
    pub mod login_throttles;
    pub mod roles;
    pub mod sessions;
    pub mod users;
}
pub mod services {
    //! What the business allows, each act with the witness it needs.
    pub mod authentication;
    pub mod customers;
    pub mod policy;
}
pub mod shell {
    //! The door a person uses: grammar, commands, help, output.
    pub mod argument;
    pub mod arguments;
    pub mod command;
    pub mod commands {
        //! One command per file.
        pub mod customers {
            //! `clients …`
            pub mod create;
            pub mod delete;
            pub mod fields;
            pub mod list;
            pub mod show;
            pub mod transfer;
            pub mod update;
        }
        pub mod database {
            //! `base …`
            pub mod diagnose;
            pub mod first_account;
            pub mod prepare;
            pub mod reset;
            pub mod state;
            pub mod stop;
        }
        pub mod session {
            //! Signing in and out, help, leaving.
            pub mod change_password;
            pub mod explain;
            pub mod leave;
            pub mod next_page;
            pub mod show_help;
            pub mod sign_in;
            pub mod sign_out;
            pub mod who_am_i;
        }
    }
    pub mod completion;
    pub mod context;
    pub mod dispatch;
    pub mod form;
    pub mod help;
    pub mod history;
    pub mod interactive;
    pub mod invocation;
    pub mod line_editor;
    pub mod listing;
    pub mod messages {
        //! French, and nothing else: what the program says, in exhaustive matches.
        pub mod customers;
        pub mod database;
        pub mod errors;
        pub mod excerpt;
        pub mod explanations;
        pub mod file_faults;
        pub mod invalid_values;
        pub mod permissions;
        pub mod problems;
        mod prose;
        mod refusals;
        pub mod roles;
        pub mod sections;
        pub mod session;
        pub mod typography;
    }
    pub mod output;
    pub mod parser;
    pub mod piped_input;
    pub mod printer;
    pub mod questions;
    pub mod quoting;
    pub mod render {
        //! What a person sees: cleaned, fitted to the terminal, or exported.
        pub mod card;
        pub mod cell;
        pub mod clean;
        pub mod column;
        pub mod column_widths;
        pub mod csv;
        pub mod fit;
        pub mod foot;
        pub mod json;
        pub mod listing;
        pub mod local_time;
        pub mod output_file;
        pub mod pager;
        pub mod record;
        pub mod style;
        pub mod table;
    }
    pub mod reply;
    pub mod requirement;
    pub mod signals;
    pub mod table;
    #[cfg(test)]
    pub mod test_table;
    pub mod tokenizer;
    pub mod values;
}
pub mod telemetry;
