//! The columns of a list, declared once beside the command that fills them.

/// A column of a list, or a field of a record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Column {
    /// What a person reads above it, in French.
    pub title: &'static str,
    /// Its name in csv, json and jsonl: French, ASCII, `snake_case`.
    pub key: &'static str,
    /// 0: never hidden while anything else can be; of the others, the larger is hidden first.
    pub importance: u8,
    /// On which side its cells are flush.
    pub alignment: Alignment,
}

/// On which side the cells of a column are flush.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Alignment {
    /// Words.
    Left,
    /// Figures, so that their digits line up.
    Right,
}

impl Column {
    /// A column of words.
    pub const fn words(title: &'static str, key: &'static str, importance: u8) -> Self {
        Self {
            title,
            key,
            importance,
            alignment: Alignment::Left,
        }
    }

    /// A column of figures.
    pub const fn figures(title: &'static str, key: &'static str, importance: u8) -> Self {
        Self {
            title,
            key,
            importance,
            alignment: Alignment::Right,
        }
    }
}
