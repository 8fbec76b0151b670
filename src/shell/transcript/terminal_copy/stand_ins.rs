//! One character for each cell of a terminal whose cells have only one.
//!
//! What a cell shows may be several: a letter with its accents, a sign with its variant. Each such group has a character
//! of its own, of the same width, from those that no text has; a text that has them all the same gets others for them.

use std::collections::BTreeMap;
use std::ops::RangeInclusive;

use unicode_width::UnicodeWidthChar as _;

/// Characters of one column: for private use.
const NARROW: RangeInclusive<char> = '\u{f0000}'..='\u{ffffd}';
/// Characters of two columns: reserved for ideographs that nobody has found yet.
const WIDE: RangeInclusive<char> = '\u{38000}'..='\u{3fffd}';

/// The groups that were met, and what stands for them.
#[derive(Debug)]
pub struct StandIns {
    characters: BTreeMap<String, char>,
    groups: BTreeMap<char, String>,
    /// Those that stand for nothing yet.
    narrow: RangeInclusive<char>,
    wide: RangeInclusive<char>,
}

impl Default for StandIns {
    fn default() -> Self {
        Self {
            characters: BTreeMap::new(),
            groups: BTreeMap::new(),
            narrow: NARROW,
            wide: WIDE,
        }
    }
}

impl StandIns {
    /// What stands for a character with those that are shown in its cell; where there are too many, for it alone.
    /// Nothing stands for nothing.
    pub fn of(&mut self, group: &str) -> Option<char> {
        let first = group.chars().next()?;
        let is_reserved = NARROW.contains(&first) || WIDE.contains(&first);
        if first.len_utf8() == group.len() && !is_reserved {
            return Some(first);
        }
        if let Some(known) = self.characters.get(group) {
            return Some(*known);
        }
        let is_wide = first.width() == Some(2);
        let free = if is_wide { &mut self.wide } else { &mut self.narrow };
        let Some(free) = free.next() else {
            return Some(first);
        };
        self.characters.insert(group.to_owned(), free);
        self.groups.insert(free, group.to_owned());
        Some(free)
    }

    /// The group that a character stands for, if it stands for one.
    pub fn meant_by(&self, character: char) -> Option<&str> {
        self.groups.get(&character).map(String::as_str)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_character_stands_for_itself_and_a_group_has_one_of_its_width() {
        let mut stand_ins = StandIns::default();
        assert_eq!(stand_ins.of(""), None);
        assert_eq!(stand_ins.of("é"), Some('é'));
        let groups = [
            "e\u{301}",
            "x\u{301}\u{302}",
            "李\u{fe00}",
            "\u{f0000}",
            "\u{38000}",
        ];
        let found = groups.map(|group| stand_ins.of(group).unwrap());
        for (group, character) in groups.into_iter().zip(found) {
            assert_eq!(stand_ins.of(group), Some(character));
            assert_eq!(stand_ins.meant_by(character), Some(group));
            assert_eq!(character.width(), group.chars().next().unwrap().width());
        }
        assert_eq!(stand_ins.meant_by('e'), None);
    }

    #[test]
    fn where_there_are_too_many_a_character_stands_alone() {
        let mut stand_ins = StandIns::default();
        let accents: Vec<char> = ('\u{300}'..='\u{36f}').collect();
        let pairs = accents
            .iter()
            .flat_map(|first| accents.iter().map(move |second| (first, second)));
        let letters = ['a', 'b', 'c', 'd', 'e', 'f'];
        for (letter, (first, second)) in letters
            .into_iter()
            .flat_map(|letter| pairs.clone().map(move |pair| (letter, pair)))
        {
            stand_ins.of(&format!("{letter}{first}{second}")).unwrap();
        }
        assert_eq!(stand_ins.of("z\u{301}"), Some('z'));
        assert_eq!(stand_ins.of("李\u{fe00}"), Some('\u{38000}'));
    }
}
