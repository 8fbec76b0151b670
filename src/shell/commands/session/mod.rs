//! `connexion`, `deconnexion`, `moi`, `aide`, `suite` and their kin: the session and the shell itself.

pub mod change_password;
pub mod explain;
pub mod leave;
pub mod next_page;
pub mod show_help;
pub mod show_operation;
pub mod sign_in;
pub mod sign_out;
pub mod who_am_i;
