//! Epic Events: an internal CRM as a line-oriented shell.

pub mod error;
pub mod models {
    //! What the business speaks of, as types that cannot hold an invalid value.
    pub mod amount;
    pub mod date_time;
    pub mod email_address;
    pub mod identifier;
    pub mod invalid_value;
    pub mod page;
    pub mod phone_number;
    pub mod role;
    pub mod text;
    pub mod username;
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
    pub mod completion;
    pub mod context;
    pub mod folding;
    pub mod help;
    pub mod messages {
        //! French, and nothing else: what the program says, in exhaustive matches.
        pub mod excerpt;
        pub mod invalid_values;
        pub mod permissions;
        pub mod problems;
        pub mod sections;
    }
    pub mod parser;
    pub mod printer;
    pub mod quoting;
    pub mod render {
        //! What a person sees: cleaned, fitted to the terminal, or exported.
        pub mod clean;
        pub mod column;
        pub mod column_widths;
        pub mod fit;
        pub mod style;
        pub mod table;
    }
    pub mod reply;
    pub mod requirement;
    #[cfg(test)]
    pub mod test_table;
    pub mod tokenizer;
    pub mod values;
}
