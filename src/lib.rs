//! Epic Events: an internal CRM as a line-oriented shell.

pub mod database {
    //! The server: the private one, connections, the schema.
    pub mod local_server;
}
pub mod error;
pub mod models {
    //! What the business speaks of, as types that cannot hold an invalid value.
    pub mod invalid_value;
    pub mod role;
}
pub mod security {
    //! Who may do what, and the secrets that prove it.
    pub mod password;
    pub mod permission;
}
pub mod shell {
    //! The door a person uses: grammar, commands, help, output.
    pub mod argument;
    pub mod arguments;
    pub mod command;
    pub mod context;
    pub mod reply;
    pub mod requirement;
}
