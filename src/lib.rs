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
//! The crate is a staircase: its rooms, from top to bottom, stand in the order of their arrows, and a file names only
//! its own room and those below (`tests/it/architecture/rooms.rs` holds the list). Each folder's `mod.rs` says what the
//! room is and what is forbidden in it.
//!
//! | room | what happens there |
//! |---|---|
//! | [`shell::doors`] | a person comes in: keyboard, standard input, the program's arguments |
//! | [`shell::dispatch`] | a parsed line becomes its effect: session, right, questions, run, reply |
//! | [`shell::table`] | every command, in the order of the help |
//! | [`shell::commands`] | one file a command, which begins with its French words: [`create`] |
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
//! | [`database`] | connections, lost answers ([`write`]), the journal, the schema, its [`guards`] |
//! | [`telemetry`] | logs and Sentry |
//! | [`configuration`] | the settings |
//! | [`security`] | witnesses, ownership, passwords, tokens, cleaning, files for their owner alone |
//! | [`error`], [`models`], [`clock`] | what everybody speaks of |
//!
//! [`create`]: shell::commands::customers::create
//! [`write`]: database::write
//! [`guards`]: database::guards
//!
//! Statements are under `sql/queries`, tables and accounts under `sql/schema` and `sql/accounts`. A rule that a comment
//! cites (`B7`, `S33`, `D14`) is in [`rules`], with what proves it.
//!
//! # What must not happen
//!
//! - **No statement without a witness.** An [`Authorized<P>`](database::authorized::Authorized) reads from the database
//!   that its right was read from, and from no other; one of a [`WritePermission`](models::permission::WritePermission)
//!   is consumed by a write. One mint makes them, after account, session and grants were read again. The other doors
//!   serve signing in, the check of the database at the start, and `base …` alone.
//! - **No write without its journal entry**, in the same transaction, under an operation identifier that makes it
//!   happen once even when answers are lost.
//! - **No roles in code.** Commands name permissions; which role holds them is data.
//! - **No SQL text made at run time.** Statements are files with named parameters, put together at compile time where
//!   several begin alike; each order of a list is its own file, and the columns of an object stand in one.
//! - **No prose in errors.** [`error::Error`] is data; French is written in [`shell::messages`],
//!   and in the help of what declarations declare.
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
//! 4. A story in `tests/transcripts` in which it succeeds, is refused, and each of its examples is typed; the finer
//!    points in `tests/it`, and its row in `tests/it/policy.rs`. Tests demand those stories, and check the declaration.
//!
//! # Adding a rule
//!
//! A rule on payments goes where payments are decided, [`services::payments`]; the others likewise, by object.
//!
//! 1. In the service, inside the transaction and after the lock, so that nothing changes between the look and the
//!    write.
//! 2. Its refusal is a variant in [`error`] (contracts and payments share [`error::ContractRefusal`]) with its stable
//!    [`Code`](error::Code). The compiler then asks for its French, below [`shell::messages`].
//! 3. A test in `tests/it` by the name of the rule (`tests/it/contracts/payments.rs`), and its sentence in
//!    `src/rules.md`. What no client may break even with SQL of its own is a check or a trigger too, by a new
//!    migration.
//!
//! # Adding a column to a list
//!
//! 1. `COLUMNS` and `cells` stand side by side and in the same order: in `fields.rs` of the object, as in
//!    [`customers::fields`](shell::commands::customers::fields), or in its `list.rs` where nothing else shows them.
//!    Cards and every format follow.
//! 2. A value that the model lacks: a field of the model, its line in `from_row` of the table's file in
//!    [`repositories`], and the column in every statement whose rows that function reads, those of lists and of
//!    finders: `grep -rl customers.company_name sql/queries/customers` finds them. One that forgets it is an internal
//!    error at its first row.
//! 3. A value that the table lacks: a migration, as `sql/README.md` says.
//! 4. The stories that show the list differ now: `epic_events rejouer FILE --accepter` rewrites them, to be read.

pub mod clock;
pub mod configuration;
pub mod database;
pub mod demonstration;
pub mod error;
pub mod models;
pub mod repositories;
#[doc = include_str!("rules.md")]
pub mod rules {}
pub mod security;
pub mod services;
pub mod shell;
pub mod telemetry;
