//! French of the forms that change a record.

use crate::security::clean::clean;

/// When nothing was different.
pub const UNCHANGED: &str = "Rien n'a changé.";

/// Shows what a form would change, each field with its value before and after, and asks.
pub fn differences_question(differences: &[(&str, String, String)]) -> String {
    let lines: Vec<String> = differences
        .iter()
        .map(|(field, before, after)| format!("  {field} : {} → {}", clean(before), clean(after)))
        .collect();
    format!("{}\nEnregistrer ces modifications ?", lines.join("\n"))
}
