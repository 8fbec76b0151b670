//! What single characters mean in a line.

/// Whether a character separates words, leaving aside what joins a no-break space to its neighbours.
pub fn is_blank(character: char) -> bool {
    character.is_whitespace()
}

/// Whether a character is one of the quotes that word processors put in.
pub fn is_typographic_quote(character: char) -> bool {
    matches!(character, '«' | '»' | '“' | '”')
}
