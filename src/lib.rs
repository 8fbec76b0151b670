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
//! # The house
//!
//! The crate is a staircase: its rooms, from top to bottom, stand in the order of their arrows, and a file names only its
//! own room and those below (`tests/it/architecture/rooms.rs` holds the list). Each folder's `mod.rs` says what the room
//! is and what is forbidden in it.
//!
//! | room | what happens there |
//! |---|---|
//! | [`shell::doors`] | a person comes in: keyboard, standard input, the program's arguments |
//! | [`shell::dispatch`] | a parsed line becomes its effect: session, right, questions, run, reply |
//! | [`shell::table`] | every command, in the order of the help |
//! | [`shell::commands`] | the code of `clients creer` is [`customers/create.rs`](shell::commands::customers::create) |
//! | [`shell::transcript`] | what a person typed and read, as a test |
//! | [`shell::script`] | files of commands: checked, run, resumed |
//! | [`shell::dialogue`] | what commands ask and show alike: forms, confirmations, lists, cards, help |
//! | [`shell::messages`] | French |
//! | [`shell::context`] | what a command works with, and what a command is |
//! | [`shell::render`] | tables, records, CSV, JSON, the pager |
//! | [`shell::grammar`] | text to command and back, as pure functions |
//! | [`services`] | the business rules; signing in and the check before every command: [`services::authentication`] |
//! | [`repositories`] | one file per table; rows become models |
//! | [`demonstration`] | the private server, the demonstration data, the databases of transcripts |
//! | [`database`] | connections, retries and lost answers ([`database::write`]), batches, the journal, the schema |
//! | [`telemetry`] | logs and Sentry |
//! | [`configuration`] | the settings |
//! | [`security`] | witnesses, ownership, passwords, tokens, cleaning |
//! | [`error`], [`models`], [`clock`] | what everybody speaks of |
//!
//! Statements are under `sql/queries`, tables and accounts under `sql/schema` and `sql/accounts`.
//!
//! # What must not happen
//!
//! - **No statement without a witness.** [`database::pool::Database::read`] wants an
//!   [`Authorized<P>`](security::authorized::Authorized), [`write`](database::pool::Database::write) consumes one of a
//!   [`WritePermission`](models::permission::WritePermission). One mint makes them, after account, session and grants
//!   were read again. The other doors serve signing in, the check of the database at the start, and `base …` alone.
//! - **No write without its journal entry**, in the same transaction, under an operation identifier that makes it happen
//!   once even when answers are lost.
//! - **No roles in code.** Commands name permissions; which role holds them is data.
//! - **No SQL text made at run time.** Statements are files with named parameters, put together at compile time where
//!   several begin alike; each order of a list is its own file, and the columns of an object stand in one.
//! - **No prose in errors.** [`error::Error`] is data; French is written in [`shell::messages`] only.
//! - **No text from outside on a terminal uncleaned**: [`security::clean`].
//! - **No second list of commands.** Parser, help, completion, permission check and journal read the declarations.
//! - **No connection held while a person is asked something**, and no question before the right was checked.
//!
//! # Adding a command
//!
//! 1. A file under `src/shell/commands/<object>/` with a type that implements
//!    [`Command`](shell::context::command::Command): the permission
//!    it requires as a type, its declaration, and a short `run` that calls a service.
//! 2. One line in [`shell::table`], at its place in the help, and its `mod` in the folder's `mod.rs`.
//! 3. The service function, which takes the witness; the statements it needs under `sql/queries`.
//! 4. A story in `tests/transcripts` in which it succeeds, is refused, and each of its examples is typed; the finer points
//!    in `tests/it`, and its row in `tests/it/policy.rs`. Tests demand those stories, and check the declaration.

pub mod clock;
pub mod configuration;
pub mod database;
pub mod demonstration;
pub mod error;
pub mod models;
pub mod repositories;
pub mod security;
pub mod services;
pub mod shell;
pub mod telemetry;
