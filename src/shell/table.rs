//! The command table: every command of the program, in the order of the help.

use super::command::Entry;
use super::commands::{customers, database, session, sessions, users};

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
    Entry::of::<users::list::ListUsers>(),
    Entry::of::<users::show::ShowUser>(),
    Entry::of::<users::create::CreateUser>(),
    Entry::of::<users::update::UpdateUser>(),
    Entry::of::<users::delete::DeleteUser>(),
    Entry::of::<users::deactivate::DeactivateUser>(),
    Entry::of::<users::reactivate::ReactivateUser>(),
    Entry::of::<users::unlock::UnlockUser>(),
    Entry::of::<users::reset_password::ResetPassword>(),
    Entry::of::<sessions::list::ListSessions>(),
    Entry::of::<sessions::close::CloseSession>(),
    Entry::of::<database::state::DatabaseState>(),
    Entry::of::<database::prepare::PrepareDatabase>(),
    Entry::of::<database::diagnose::DiagnoseDatabase>(),
    Entry::of::<database::reset::ResetDatabase>(),
    Entry::of::<database::stop::StopServer>(),
    Entry::of::<database::first_account::CreateFirstAccount>(),
];
