//! What line editor and pager show in French in place of their own English.

/// While the history is searched; as wide as what rustyline shows then.
pub const SEARCH: &str = "(recherche du mot)";
/// The same, where nothing is found.
pub const FAILED_SEARCH: &str = "(recherche sans résultat)";

/// At the bottom of a page of `less`. ASCII only: `less` garbles the rest in its prompt.
pub const PAGER_PROMPT: &str = "q pour revenir, espace pour la suite";

/// When the server has not answered for a second.
pub const SLOWNESS: &str = "La base de données tarde à répondre ; Ctrl-C renonce à la commande.\n";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_prompt_is_one_that_every_less_can_show() {
        // In a prompt, `less` expands these signs and shows bytes beyond ASCII as codes.
        let special = |character: char| !character.is_ascii() || "%?:.\\".contains(character);
        assert!(!PAGER_PROMPT.contains(special), "{PAGER_PROMPT}");
    }
}
