//! What the function `installed_guards` shows: triggers with their text, checks and keys as the server writes them.

use serde::Deserialize;

use crate::error::{Error, Result};

/// A guard as the database has it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Installed {
    /// What follows the word that creates it.
    pub(super) definition: String,
    /// The account in whose name it acts, where that is not the right one.
    pub(super) foreign_definer: Option<String>,
}

/// A check or a key as the database has it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct InstalledConstraint {
    /// `CHECK`, `KEY`, `INDEX` (a key that is not unique) or `REFERENCE`.
    pub(super) kind: String,
    pub(super) table: String,
    pub(super) name: String,
    /// What it demands.
    pub(super) demand: String,
}

/// Everything that is there.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Shown {
    pub(super) triggers: Vec<Installed>,
    pub(super) constraints: Vec<InstalledConstraint>,
    /// Checks that are switched off: `table name`.
    pub(super) idle: Vec<String>,
}

/// A row: what it is, and the account in whose name it acts.
#[derive(Deserialize)]
struct Row(Option<String>, Option<String>);

impl Shown {
    /// Reads what the function returned.
    pub(super) fn read(text: &str) -> Result<Self> {
        let rows: Vec<Row> = serde_json::from_str(text).map_err(Error::internal)?;
        let mut shown = Self::default();
        for Row(definition, foreign_definer) in rows {
            let Some((kind, rest)) = definition.as_deref().and_then(|definition| definition.split_once(' ')) else {
                continue;
            };
            match kind {
                "TRIGGER" => shown.triggers.push(Installed {
                    definition: rest.to_owned(),
                    foreign_definer,
                }),
                "IDLE" => shown.idle.extend(rest.split(", ").map(str::to_owned)),
                _ => shown.constraints.extend(constraint(kind, rest)),
            }
        }
        Ok(shown)
    }
}

fn constraint(kind: &str, rest: &str) -> Option<InstalledConstraint> {
    let (table, rest) = rest.split_once(' ')?;
    let (name, demand) = rest.split_once(' ')?;
    Some(InstalledConstraint {
        kind: kind.to_owned(),
        table: table.to_owned(),
        name: name.to_owned(),
        demand: demand.to_owned(),
    })
}
