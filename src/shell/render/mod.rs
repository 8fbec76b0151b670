//! What a person sees: cleaned, fitted to the terminal, or exported. It lays out what it is given and knows no record.

pub mod card;
pub mod cell;
pub mod column;
pub mod column_widths;
pub mod csv;
pub mod fit;
pub mod json;
pub mod listing;
pub mod local_time;
pub mod output;
pub mod output_file;
pub mod pager;
pub mod prompt_marks;
pub mod record;
pub mod style;
pub mod table;
