//! French of the forms: questions one by one, and the way out.

use super::invalid_values::describe;
use super::prose::capitalised;
use crate::models::invalid_value::InvalidValue;
use crate::security::clean::clean;

/// Before the questions about a record.
pub const RECORD_HINT: &str = "Entrée garde la valeur entre crochets ; Ctrl-C renonce.";

/// After a form whose command was refused.
pub const ANSWERS_KEPT: &str =
    "Vos réponses sont gardées : la flèche vers le haut redonne la ligne entière, à corriger.";

/// When nothing was different.
pub const UNCHANGED: &str = "Rien n'a changé.";

/// The field that an option without accents stands for, as prose names it.
pub fn field(option: &str) -> &str {
    match option {
        "prenom" => "prénom",
        "email" => "e-mail",
        "telephone" => "téléphone",
        "role" => "rôle",
        "debut" => "début",
        other => other,
    }
}

/// Shows what a form would change, each field with its value before and after, and asks.
pub fn differences_question(differences: &[(&str, String, String)]) -> String {
    let lines: Vec<String> = differences
        .iter()
        .map(|(option, before, after)| format!("  {} : {} → {}", field(option), clean(before), clean(after)))
        .collect();
    format!("{}\nEnregistrer ces modifications ?", lines.join("\n"))
}

/// Why an answer is refused. The quotes of an example are for lines: an answer is one value, blanks and all.
pub fn refused(why: &InvalidValue) -> String {
    let sentence = describe(why).replace('"', "");
    format!("{}. Ctrl-C renonce.", capitalised(&sentence))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::models::amount::Amount;

    #[test]
    fn what_would_change_is_told_with_its_accents() {
        let differences = [("prenom", String::from("Kevin"), String::from("Kévin"))];
        assert_eq!(
            differences_question(&differences),
            "  prénom : Kevin → Kévin\nEnregistrer ces modifications ?"
        );
    }

    #[test]
    fn what_a_refused_answer_says_can_be_typed_as_the_answer() {
        let text = refused(&Amount::parse("douze").unwrap_err());
        assert_eq!(
            text,
            "Ce n'est pas un montant ; tapez par exemple 1234,56 ou 1 234,56 €. Ctrl-C renonce."
        );
        assert!(Amount::parse("1 234,56 €").is_ok());
    }
}
