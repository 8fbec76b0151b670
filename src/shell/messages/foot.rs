//! What is said under a list: how much is shown, whether more exists, what is hidden, and how to see it all.
//!
//! An empty list says so and suggests a next step, which the command gives: only it knows what could be typed.

use super::prose::{advice, agreeing, capitalised};
use super::typography::{grouped, quoted, typeset};
use crate::shell::render::listing::ListingSummary;
use crate::shell::render::style::Style;

/// In the place of a row that cannot be read, beside its number in the database.
pub const UNREADABLE: &str = "(ligne illisible)";

/// What a list holds, in French: `client`, `clients`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Noun {
    /// For none or one.
    pub singular: &'static str,
    /// For two or more.
    pub plural: &'static str,
    /// Which « aucun » or « aucune » it takes.
    pub gender: Gender,
}

/// The grammatical gender of a noun.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Gender {
    /// « aucun contrat »
    Masculine,
    /// « aucune session »
    Feminine,
}

/// What happened to a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Foot {
    /// What the rows are.
    pub noun: Noun,
    /// What was written.
    pub summary: ListingSummary,
    /// Whether the list goes on after the rows that are shown.
    pub more: bool,
    /// Whether `suite` can be typed next: not after a command that is all the program was started for.
    pub continues: bool,
    /// What to type next when the list is empty: a command, or nothing.
    pub next_step: Option<String>,
    /// The file the rows went to, as a sentence names it: « le fichier x.csv ».
    pub file: Option<String>,
}

impl Foot {
    /// The French lines, each ended by a line feed; to be shown on a terminal only, where commands can be typed.
    pub fn lay_out(&self) -> String {
        let rows = self.summary.rows;
        if rows == 0 {
            return self.empty();
        }
        let mut text = self.noun.counted(rows);
        if let Some(file) = &self.file {
            text.push_str(", dans ");
            text.push_str(file);
        }
        text.push_str(&typeset(match (self.more, self.continues) {
            (true, true) => ". La liste continue : « suite » pour la page suivante, « --tout » pour tout.\n",
            (true, false) => ". La liste continue : « --tout » pour tout.\n",
            (false, _) => ".\n",
        }));
        text.push_str(&unseen(&self.summary));
        text
    }

    fn empty(&self) -> String {
        let mut text = self.noun.none();
        text.push('\n');
        if let Some(next_step) = &self.next_step {
            text.push_str(&advice(next_step, Style::new(false)));
            text.push('\n');
        }
        text
    }
}

impl Noun {
    /// A masculine noun.
    pub const fn masculine(singular: &'static str, plural: &'static str) -> Self {
        Self {
            singular,
            plural,
            gender: Gender::Masculine,
        }
    }

    /// A feminine noun.
    pub const fn feminine(singular: &'static str, plural: &'static str) -> Self {
        Self {
            singular,
            plural,
            gender: Gender::Feminine,
        }
    }

    /// How many there are, in groups of digits.
    pub fn counted(self, count: u64) -> String {
        format!("{} {}", grouped(count), agreeing(count, self.singular, self.plural))
    }

    /// « Clients »
    pub fn title(self) -> String {
        capitalised(self.plural)
    }

    /// The same; « Clients (les 10 plus récents) » where there are more than are shown.
    pub fn title_of_newest(self, count: u64, most: u64) -> String {
        let newest = match self.gender {
            Gender::Masculine => "récents",
            Gender::Feminine => "récentes",
        };
        let title = self.title();
        if count > most {
            format!("{title} (les {most} plus {newest})")
        } else {
            title
        }
    }

    /// « Aucun client. »
    pub fn none(self) -> String {
        let none = match self.gender {
            Gender::Masculine => "Aucun",
            Gender::Feminine => "Aucune",
        };
        format!("{none} {}.", self.singular)
    }
}

/// What to type after an empty list: the whole list where a filter let nothing through, else the command that fills it
/// for whoever may create.
pub fn next_step(object: &str, is_filtered: bool, may_create: bool) -> Option<String> {
    match (is_filtered, may_create) {
        (true, _) => Some(format!("{object} lister")),
        (false, true) => Some(format!("{object} creer")),
        (false, false) => None,
    }
}

/// What is hidden or shortened, and how to see it; empty when everything is shown.
pub fn unseen(summary: &ListingSummary) -> String {
    let mut text = String::new();
    if !summary.hidden_columns.is_empty() {
        let titles = summary.hidden_columns.join(", ");
        let way = quoted("--format fiche");
        text = format!("Colonnes masquées : {titles} ({way} les montre).\n");
    }
    if summary.shortened {
        text.push_str(&typeset(
            "Des textes sont abrégés par « … » (« --format fiche » les montre entiers).\n",
        ));
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    const CUSTOMERS: Noun = Noun::masculine("client", "clients");

    fn foot(rows: u64) -> Foot {
        Foot {
            noun: CUSTOMERS,
            summary: ListingSummary {
                rows,
                hidden_columns: Vec::new(),
                shortened: false,
            },
            more: false,
            continues: true,
            next_step: None,
            file: None,
        }
    }

    #[test]
    fn a_whole_list_only_says_how_many() {
        assert_eq!(foot(1).lay_out(), "1 client.\n");
        assert_eq!(foot(1_000_000).lay_out(), "1\u{202f}000\u{202f}000 clients.\n");
    }

    #[test]
    fn rows_that_went_to_a_file_are_counted_with_its_name() {
        let written = Foot {
            file: Some(String::from("le fichier clients.csv")),
            ..foot(3)
        };
        assert_eq!(written.lay_out(), "3 clients, dans le fichier clients.csv.\n");
    }

    #[test]
    fn a_page_says_how_to_get_the_rest() {
        let page = Foot {
            more: true,
            continues: true,
            ..foot(25)
        };
        assert_eq!(
            page.lay_out(),
            typeset("25 clients. La liste continue : « suite » pour la page suivante, « --tout » pour tout.\n")
        );
    }

    #[test]
    fn hidden_columns_and_shortened_texts_are_said_with_the_way_to_see_them() {
        let narrow = Foot {
            summary: ListingSummary {
                rows: 2,
                hidden_columns: vec!["Téléphone", "Entreprise"],
                shortened: true,
            },
            ..foot(2)
        };
        assert_eq!(
            narrow.lay_out(),
            typeset(
                "2 clients.\nColonnes masquées : Téléphone, Entreprise (« --format fiche » les montre).\n\
                 Des textes sont abrégés par « … » (« --format fiche » les montre entiers).\n"
            )
        );
    }

    #[test]
    fn an_empty_list_says_so_and_suggests_a_next_step() {
        let empty = Foot {
            next_step: next_step("clients", false, true),
            ..foot(0)
        };
        assert_eq!(empty.lay_out(), "Aucun client.\nConseil : clients creer\n");
        let sessions = Foot {
            noun: Noun::feminine("session", "sessions"),
            ..foot(0)
        };
        assert_eq!(sessions.lay_out(), "Aucune session.\n");
    }
}
