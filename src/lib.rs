//! Epic Events: an internal CRM as a line-oriented shell over MySQL or MariaDB.
//!
//! # Bird's-eye view
//!
//! A line goes down through four layers and its answer comes back up:
//!
//! ```text
//! shell         grammar, command table, forms, help, output        « clients modifier 1 --nom Casey »
//!   ↓           looks the command up, checks session and right     → a witness: Authorized<CustomerUpdate>
//! services      what the business allows, one function an act      owner? e-mail free? anything different?
//!   ↓
//! repositories  one file per table, one function per statement     rows become models here
//!   ↓
//! database      connections, transactions, the journal, the schema UPDATE + journal entry + COMMIT, exactly once
//! ```
//!
//! Arrows go down only. All layers may use [`models`], [`security`], [`error`], [`clock`] and [`configuration`].
//!
//! # Map of the code
//!
//! | to find | look at |
//! |---|---|
//! | what a command is, and the table of all of them | [`shell::command`], [`shell::table`] |
//! | the code of `clients creer` | [`shell::commands::customers::create`]: every command is one file |
//! | how a line is read | [`shell::tokenizer`], [`shell::parser`], [`shell::values`] |
//! | what happens to a parsed line | [`shell::dispatch`] |
//! | how a command file is read, analysed, checked, run, resumed | [`shell::script::source`], [`analysis`](shell::script::analysis), [`check`](shell::script::check), [`run`](shell::script::run), [`run_state`](shell::script::run_state) |
//! | how a transcript is read, played, compared, made of a copy | [`shell::transcript::file`], [`theatre`](shell::transcript::theatre), [`settlement`](shell::transcript::settlement), [`adoption`](shell::transcript::adoption) |
//! | French | [`shell::messages`], and the declarations of the commands |
//! | tables, CSV, JSON, the pager | [`shell::render`] |
//! | a business rule | [`services`] |
//! | a statement | [`database::statements`]; the files are under `sql/queries` |
//! | signing in, the check before every command | [`services::authentication`] |
//! | permissions, ownership, passwords, tokens | [`security`] |
//! | retries, lost answers, the journal's chain | [`database::write`], [`database::journal`] |
//! | several commands in one transaction | [`database::batch`] |
//! | the private demonstration server | [`database::local_server`] |
//! | logs and Sentry | [`telemetry`] |
//! | the schema, the accounts, the demonstration data | `sql/schema`, `sql/accounts`, `sql/demonstration` |
//!
//! # What must not happen
//!
//! - **No statement without a witness.** [`database::pool::Database::read`] wants an
//!   [`Authorized<P>`](security::authorized::Authorized), [`write`](database::pool::Database::write) consumes one of a
//!   [`WritePermission`](security::permission::WritePermission). One mint makes them, after account, session and grants
//!   were read again. The other doors serve signing in, the check of the database at the start, and `base …` alone.
//! - **No write without its journal entry**, in the same transaction, under an operation identifier that makes it happen
//!   once even when answers are lost.
//! - **No roles in code.** Commands name permissions; which role holds them is data.
//! - **No SQL text made at run time.** Statements are files with named parameters; each order of a list is its own file.
//! - **No prose in errors.** [`error::Error`] is data; French is written in [`shell::messages`] only.
//! - **No text from outside on a terminal uncleaned**: [`security::clean`].
//! - **No second list of commands.** Parser, help, completion, permission check and journal read the declarations.
//! - **No connection held while a person is asked something**, and no question before the right was checked.
//!
//! # Adding a command
//!
//! 1. A file under `src/shell/commands/<object>/` with a type that implements [`shell::command::Command`]: the permission
//!    it requires as a type, its declaration, and a short `run` that calls a service.
//! 2. One line in [`shell::table`], at its place in the help, and its `mod` below.
//! 3. The service function, which takes the witness; the statements it needs under `sql/queries`.
//! 4. A story in `tests/transcripts` in which it succeeds, is refused, and each of its examples is typed; the finer points
//!    in `tests/it`, and its row in `tests/it/policy.rs`. Tests demand those stories, and check the declaration.

pub mod clock;
pub mod configuration;
pub mod database {
    //! Connections, transactions, the schema: the only code that speaks to the server.
    pub mod administration;
    pub mod batch;
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
    pub mod temporary;
    pub mod write;
}
pub mod error;
pub mod models {
    //! What the business speaks of, as types that cannot hold an invalid value.
    pub mod amount;
    pub mod attendees;
    pub mod audit_entry;
    pub mod contract;
    pub mod customer;
    pub mod date_time;
    pub mod email_address;
    pub mod event;
    pub mod folding;
    pub mod identifier;
    pub mod invalid_value;
    pub mod page;
    pub mod payment;
    pub mod period;
    pub mod phone_number;
    pub mod role;
    pub mod session;
    pub mod text;
    pub mod user;
    pub mod username;
}
pub mod security {
    //! Who may do what, and the secrets that prove it.
    pub mod audit_chain;
    pub mod authorized;
    pub mod clean;
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
    pub mod audit_entries;
    pub mod contracts;
    pub mod customers;
    pub mod events;
    pub mod login_throttles;
    pub mod payments;
    pub mod roles;
    pub mod sessions;
    pub mod users;
}
pub mod services {
    //! What the business allows, each act with the witness it needs.
    pub mod audit;
    pub mod authentication;
    pub mod contracts;
    pub mod customers;
    pub mod events;
    pub mod payments;
    pub mod policy;
    pub mod roles;
    pub mod sessions;
    pub mod users;
}
pub mod shell {
    //! The door a person uses: grammar, commands, help, output.
    pub mod argument;
    pub mod arguments;
    pub mod card;
    pub mod command;
    pub mod commands {
        //! One command per file.
        pub mod audit {
            //! `journal …`
            pub mod list;
            pub mod verify;
        }
        pub mod contracts {
            //! `contrats …`
            pub mod create;
            pub mod delete;
            pub mod fields;
            pub mod list;
            pub mod record_payment;
            pub mod reverse_payment;
            pub mod show;
            pub mod sign;
            pub mod update;
        }
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
        pub mod events {
            //! `evenements …`
            pub mod assign;
            pub mod cancel;
            pub mod create;
            pub mod fields;
            pub mod list;
            pub mod show;
            pub mod unassign;
            pub mod update;
        }
        pub mod files {
            //! Files of commands and transcripts.
            pub mod analyse;
            pub mod execute;
            pub mod fields;
            pub mod replay;
        }
        pub mod roles {
            //! `roles …`
            pub mod list;
            pub mod show;
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
        pub mod sessions {
            //! `sessions …`
            pub mod close;
            pub mod fields;
            pub mod list;
        }
        pub mod users {
            //! `utilisateurs …`
            pub mod create;
            pub mod deactivate;
            pub mod delete;
            pub mod fields;
            pub mod list;
            pub mod reactivate;
            pub mod reset_password;
            pub mod show;
            pub mod unlock;
            pub mod update;
        }
    }
    pub mod completion;
    pub mod confirmation;
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
        pub mod contracts;
        pub mod customers;
        pub mod database;
        pub mod errors;
        pub mod events;
        pub mod excerpt;
        pub mod explanations;
        pub mod file_faults;
        pub mod forms;
        pub mod invalid_values;
        pub mod journal;
        pub mod permissions;
        pub mod problems;
        mod prose;
        mod refusals;
        pub mod roles;
        pub mod scripts;
        pub mod sections;
        pub mod session;
        pub mod sessions;
        pub mod statuses;
        pub mod transcripts;
        pub mod typography;
        pub mod users;
    }
    pub mod order;
    pub mod output;
    pub mod parser;
    pub mod path_completion;
    pub mod period;
    pub mod piped_input;
    pub mod printer;
    pub mod prompt_marks;
    pub mod questions;
    pub mod quoting;
    pub mod render {
        //! What a person sees: cleaned, fitted to the terminal, or exported.
        pub mod card;
        pub mod cell;
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
    pub mod script {
        //! Texts of commands: how they are read, what the parser makes of them, and how they run.
        pub mod analysis;
        pub mod check;
        pub mod line_digests;
        pub mod loaded_script;
        pub mod progress;
        pub mod run;
        pub mod run_journal;
        pub mod run_state;
        pub mod source;
        pub mod statement;
        pub mod typed_lines;
        pub mod variable_set;
    }
    pub mod signals;
    pub mod table;
    #[cfg(test)]
    pub mod test_table;
    pub mod tokenizer;
    pub mod transcript {
        //! What a person typed and read, as a test.
        pub mod adoption;
        pub mod file;
        pub mod matching;
        pub mod replay;
        pub mod report;
        pub mod settlement;
        pub mod terminal_copy;
        pub mod theatre;
        pub mod variation;
    }
    pub mod values;
}
pub mod telemetry;
