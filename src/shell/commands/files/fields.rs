//! What the commands on files share: the variables given before the file, and the refusal of a line that names none.

use crate::error::Fault;
use crate::models::invalid_value::InvalidValue;
use crate::shell::commands::prelude::*;
use crate::shell::grammar::argument::{Reading, Value};
use crate::shell::grammar::tokenizer::variables::is_name;
use crate::shell::script::variable_set::VariableSet;

/// `--definir NOM=VALEUR`, any number of times.
pub const VARIABLE: Repeated<GivenVariable> =
    Repeated::option("definir", "Donne sa valeur à une variable : NOM=VALEUR.");

/// The variables that a line gives; of one that is given twice, the last value.
pub fn given_variables(arguments: &Arguments) -> VariableSet {
    let mut variables = VariableSet::default();
    for variable in arguments.each(&VARIABLE) {
        variables.define(&variable.name, Some(variable.value.clone()));
    }
    variables
}

/// The refusal of a line that names no file: any number of words is also none, so the grammar lets it through.
pub fn missing_file<T>(command: &'static str, file: &Rest<T>) -> Error {
    Error::of_line(Fault::MissingArgument {
        command,
        argument: file.specification.name,
        is_option: false,
    })
}

/// `NOM=VALEUR`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GivenVariable {
    name: String,
    value: String,
}

impl Value for GivenVariable {
    const PLACEHOLDER: &'static str = "NOM=VALEUR";

    fn parse(text: &str, _reading: &Reading) -> std::result::Result<Self, InvalidValue> {
        let given = text.split_once('=').filter(|(name, _)| is_name(name));
        let (name, value) = given.ok_or(InvalidValue::Variable)?;
        Ok(Self {
            name: name.to_owned(),
            value: value.to_owned(),
        })
    }

    fn canonical(&self) -> String {
        format!("{}={}", self.name, self.value)
    }
}
