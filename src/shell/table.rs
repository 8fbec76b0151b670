//! The command table: every command of the program, in the order of the help.

use super::command::Entry;
use super::commands::{audit, customers, database, files, session};

/// Every command.
pub static COMMANDS: &[Entry] = &[
    Entry::of::<session::sign_in::SignIn>(),
    Entry::of::<session::sign_out::SignOut>(),
    Entry::of::<session::who_am_i::WhoAmI>(),
    Entry::of::<session::change_password::ChangePassword>(),
    Entry::of::<session::next_page::NextPage>(),
    Entry::of::<session::show_help::ShowHelp>(),
    Entry::of::<session::explain::Explain>(),
    Entry::of::<session::leave::Leave>(),
    Entry::of::<customers::list::ListCustomers>(),
    Entry::of::<customers::show::ShowCustomer>(),
    Entry::of::<customers::create::CreateCustomer>(),
    Entry::of::<customers::update::UpdateCustomer>(),
    Entry::of::<customers::delete::DeleteCustomer>(),
    Entry::of::<customers::transfer::TransferCustomer>(),
    Entry::of::<audit::list::ListAuditEntries>(),
    Entry::of::<audit::verify::VerifyAudit>(),
    Entry::of::<files::execute::ExecuteFiles>(),
    Entry::of::<files::analyse::AnalyseFiles>(),
    Entry::of::<database::state::DatabaseState>(),
    Entry::of::<database::prepare::PrepareDatabase>(),
    Entry::of::<database::diagnose::DiagnoseDatabase>(),
    Entry::of::<database::reset::ResetDatabase>(),
    Entry::of::<database::stop::StopServer>(),
    Entry::of::<database::first_account::CreateFirstAccount>(),
];
