//! The command table: every command of the program, in the order of the help.

use crate::error::{Error, Result};
use crate::shell::commands::{audit, contracts, customers, database, events, files, roles, session, sessions, users};
use crate::shell::context::command::Entry;
use crate::shell::grammar::declaration::Declaration;

/// What may be said, for whoever reads lines and runs none.
pub static DECLARATIONS: &[Declaration] = &declarations();

/// Every command.
const COMMANDS: &[Entry] = &[
    Entry::of::<session::sign_in::SignIn>(),
    Entry::of::<session::sign_out::SignOut>(),
    Entry::of::<session::who_am_i::WhoAmI>(),
    Entry::of::<session::change_password::ChangePassword>(),
    Entry::of::<session::next_page::NextPage>(),
    Entry::of::<session::show_help::ShowHelp>(),
    Entry::of::<session::explain::Explain>(),
    Entry::of::<session::show_operation::ShowOperation>(),
    Entry::of::<session::leave::Leave>(),
    Entry::of::<customers::list::ListCustomers>(),
    Entry::of::<customers::show::ShowCustomer>(),
    Entry::of::<customers::create::CreateCustomer>(),
    Entry::of::<customers::update::UpdateCustomer>(),
    Entry::of::<customers::delete::DeleteCustomer>(),
    Entry::of::<customers::transfer::TransferCustomer>(),
    Entry::of::<contracts::list::ListContracts>(),
    Entry::of::<contracts::show::ShowContract>(),
    Entry::of::<contracts::create::CreateContract>(),
    Entry::of::<contracts::update::UpdateContract>(),
    Entry::of::<contracts::delete::DeleteContract>(),
    Entry::of::<contracts::sign::SignContract>(),
    Entry::of::<contracts::record_payment::RecordPayment>(),
    Entry::of::<contracts::reverse_payment::ReversePayment>(),
    Entry::of::<events::list::ListEvents>(),
    Entry::of::<events::show::ShowEvent>(),
    Entry::of::<events::create::CreateEvent>(),
    Entry::of::<events::update::UpdateEvent>(),
    Entry::of::<events::assign::AssignEvent>(),
    Entry::of::<events::unassign::UnassignEvent>(),
    Entry::of::<events::cancel::CancelEvent>(),
    Entry::of::<users::list::ListUsers>(),
    Entry::of::<users::show::ShowUser>(),
    Entry::of::<users::create::CreateUser>(),
    Entry::of::<users::update::UpdateUser>(),
    Entry::of::<users::delete::DeleteUser>(),
    Entry::of::<users::deactivate::DeactivateUser>(),
    Entry::of::<users::reactivate::ReactivateUser>(),
    Entry::of::<users::unlock::UnlockUser>(),
    Entry::of::<users::reset_password::ResetPassword>(),
    Entry::of::<roles::list::ListRoles>(),
    Entry::of::<roles::show::ShowRole>(),
    Entry::of::<sessions::list::ListSessions>(),
    Entry::of::<sessions::close::CloseSession>(),
    Entry::of::<audit::list::ListAuditEntries>(),
    Entry::of::<audit::verify::VerifyAudit>(),
    Entry::of::<audit::accept_restoration::AcceptRestoration>(),
    Entry::of::<files::execute::ExecuteFiles>(),
    Entry::of::<files::replay::ReplayTranscripts>(),
    Entry::of::<files::analyse::AnalyseFiles>(),
    Entry::of::<database::state::DatabaseState>(),
    Entry::of::<database::prepare::PrepareDatabase>(),
    Entry::of::<database::diagnose::DiagnoseDatabase>(),
    Entry::of::<database::reset::ResetDatabase>(),
    Entry::of::<database::stop::StopServer>(),
    Entry::of::<database::first_account::CreateFirstAccount>(),
];

/// The row of the command that its declaration spells like this.
///
/// # Errors
/// [`Error::Internal`] when none is.
pub fn entry_named(words: &str) -> Result<&'static Entry> {
    let mut entries = COMMANDS.iter();
    entries
        .find(|entry| entry.declaration.definition.words == words)
        .ok_or_else(|| Error::internal(format_args!("{words} is not in the command table")))
}

/// The declarations of the entries, in the same order; each of them takes the place of the first one.
const fn declarations() -> [Declaration; COMMANDS.len()] {
    let mut declarations = [Entry::of::<session::sign_in::SignIn>().declaration; COMMANDS.len()];
    let (mut entries, mut unfilled) = (COMMANDS, declarations.as_mut_slice());
    while let ([entry, more_entries @ ..], [declaration, rest @ ..]) = (entries, unfilled) {
        *declaration = entry.declaration;
        (entries, unfilled) = (more_entries, rest);
    }
    declarations
}
