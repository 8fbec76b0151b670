//! One character for each cell of a terminal whose cells have only one.
//!
//! What a cell shows may be several: a letter with its accents, a sign with its variant. Each such group has a
//! character of its own, of the same width, from those that no text has; a text that has them all the same gets others
//! for them.

use unicode_width::UnicodeWidthChar as _;

/// Where the characters for private use begin, of one column.
const NARROW: u32 = 0xf_0000;
/// Where those of two columns begin: reserved for ideographs that nobody has found yet.
const WIDE: u32 = 0x3_8000;
/// Groups beyond these stand without their accents.
const MOST_GROUPS: u32 = 1_000;

/// The groups that were met, in the order of what stands for them.
#[derive(Debug, Default)]
pub struct StandIns {
    groups: Vec<String>,
}

impl StandIns {
    /// What stands for a character with those that are shown in its cell. Nothing stands for nothing.
    pub fn of(&mut self, group: &str) -> Option<char> {
        let first = group.chars().next()?;
        if first.len_utf8() == group.len() && place_of(first).is_none() {
            return Some(first);
        }
        let known = self.groups.iter().position(|known| known == group);
        let place = u32::try_from(known.unwrap_or(self.groups.len())).ok()?;
        if place == MOST_GROUPS {
            return Some(first);
        }
        if known.is_none() {
            self.groups.push(group.to_owned());
        }
        let begin = if first.width() == Some(2) { WIDE } else { NARROW };
        char::from_u32(begin + place)
    }

    /// The group that a character stands for, if it stands for one.
    pub fn meant_by(&self, character: char) -> Option<&str> {
        let place = place_of(character).and_then(|place| usize::try_from(place).ok())?;
        self.groups.get(place).map(String::as_str)
    }
}

/// The place of what a character stands for, if it can stand for something.
fn place_of(character: char) -> Option<u32> {
    let code = u32::from(character);
    let place = code.checked_sub(NARROW).or_else(|| code.checked_sub(WIDE))?;
    (place < MOST_GROUPS).then_some(place)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_character_stands_for_itself_and_a_group_has_one_of_its_width() {
        let mut stand_ins = StandIns::default();
        assert_eq!(stand_ins.of(""), None);
        assert_eq!(stand_ins.of("é"), Some('é'));
        let groups = ["e\u{301}", "x\u{301}\u{302}", "李\u{fe00}", "\u{f0000}", "\u{38000}"];
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
        for (first, second) in pairs.take(2_000) {
            stand_ins.of(&format!("a{first}{second}")).unwrap();
        }
        assert_eq!(stand_ins.of("z\u{301}"), Some('z'));
        assert_eq!(stand_ins.of("李\u{fe00}"), Some('李'));
        assert_eq!(stand_ins.meant_by('\u{f03e8}'), None);
    }
}
