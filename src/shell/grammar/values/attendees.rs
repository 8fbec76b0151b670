//! A number of people as an argument.

use crate::models::attendees::Attendees;
use crate::models::invalid_value::InvalidValue;
use crate::shell::grammar::argument::{Reading, Value};

impl Value for Attendees {
    const PLACEHOLDER: &'static str = "NOMBRE";

    fn parse(text: &str, _reading: &Reading) -> Result<Self, InvalidValue> {
        Self::parse(text)
    }

    fn canonical(&self) -> String {
        self.to_string()
    }
}
