//! Which columns of a table are shown, and how wide: arithmetic only, no text.
//!
//! In this order: a table that fits is left alone; then the least important columns are hidden, as long as the others
//! would not be comfortable; then the widest columns of words are narrowed; only when even this is not enough are
//! titles and figures narrowed too. The sum never exceeds what is available.

/// What a table puts between two columns: a blank, a line, a blank.
const SEPARATION: usize = 3;

/// Below this width a column of words is considered hard to read.
const COMFORTABLE: usize = 24;

/// What a column asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct WidthNeed {
    /// 0: hidden last; of the others, the larger is hidden first.
    pub importance: u8,
    /// The width of its title.
    pub title: usize,
    /// The widest of its cells that must be shown whole (figures, dates).
    pub whole: usize,
    /// The widest of all its cells.
    pub widest: usize,
}

impl WidthNeed {
    /// The width that shows everything.
    pub fn natural(&self) -> usize {
        self.widest.max(self.whole).max(self.title).max(1)
    }

    /// The width under which hiding a less important column is better.
    fn comfortable(&self) -> usize {
        self.whole.max(self.title).max(COMFORTABLE).min(self.natural())
    }
}

/// The places of the columns that are shown within `available` columns, from left to right.
pub fn visible(needs: &[WidthNeed], available: usize) -> Vec<usize> {
    let mut shown: Vec<usize> = (0..needs.len()).collect();
    let of = |place: &usize| needs.get(*place);
    while let Some(hidden) = shown.iter().copied().max_by_key(|place| rank(needs, *place)) {
        let comfortable = total(shown.iter().filter_map(of).map(WidthNeed::comfortable));
        if comfortable <= available || shown.len() == 1 {
            break;
        }
        let essential = of(&hidden).is_none_or(|need| need.importance == 0);
        let possible = total(shown.iter().map(|_| 1));
        if essential && possible <= available {
            break;
        }
        shown.retain(|place| *place != hidden);
    }
    shown
}

/// The least important column goes first; of two, the one further to the right.
fn rank(needs: &[WidthNeed], place: usize) -> (u8, usize) {
    (needs.get(place).map_or(0, |need| need.importance), place)
}

/// The widths that share `available` columns among the shown columns, in the same order.
pub fn share(needs: &[WidthNeed], available: usize) -> Vec<usize> {
    let floors: [fn(&WidthNeed) -> usize; 3] = [|need| need.whole.max(need.title), |need| need.whole, |_| 1];
    for floor in floors {
        let widths = narrowed(needs, available, floor);
        if total(widths.iter().copied()) <= available {
            return widths;
        }
    }
    vec![1; needs.len()]
}

/// The widths with the largest common ceiling that fits, none below its floor; the least possible when nothing fits.
fn narrowed(needs: &[WidthNeed], available: usize, floor: fn(&WidthNeed) -> usize) -> Vec<usize> {
    let at = |ceiling: usize| -> Vec<usize> {
        needs
            .iter()
            .map(|need| need.natural().min(ceiling).max(floor(need)).max(1))
            .collect()
    };
    let highest = needs.iter().map(WidthNeed::natural).max().unwrap_or(1);
    // The ceiling is below the width of the terminal as soon as anything must be narrowed.
    let ceilings = std::iter::once(highest).chain((1..=highest.min(available)).rev());
    let mut widths = ceilings
        .map(at)
        .find(|widths| total(widths.iter().copied()) <= available)
        .unwrap_or_else(|| at(1));
    give_remainder(needs, available, &mut widths);
    widths
}

/// A column more to the first ones that lack width, while some is left.
fn give_remainder(needs: &[WidthNeed], available: usize, widths: &mut [usize]) {
    let mut left = available.saturating_sub(total(widths.iter().copied()));
    for (width, need) in widths.iter_mut().zip(needs) {
        if left > 0 && *width < need.natural() {
            *width += 1;
            left -= 1;
        }
    }
}

/// The width of a table whose columns have these widths: each has a blank on both sides, and a line between two.
pub fn total(widths: impl Iterator<Item = usize>) -> usize {
    widths.map(|width| width + SEPARATION).sum::<usize>().saturating_sub(1)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const fn words(importance: u8, title: usize, widest: usize) -> WidthNeed {
        WidthNeed {
            importance,
            title,
            whole: 0,
            widest,
        }
    }

    const fn figures(importance: u8, title: usize, whole: usize) -> WidthNeed {
        WidthNeed {
            importance,
            title,
            whole,
            widest: whole,
        }
    }

    #[test]
    fn a_table_that_fits_is_left_alone() {
        let needs = [figures(0, 6, 4), words(0, 3, 20), words(2, 10, 12)];
        assert_eq!(visible(&needs, 80), [0, 1, 2]);
        assert_eq!(share(&needs, 80), [6, 20, 12]);
    }

    #[test]
    fn the_least_important_column_goes_first_wherever_it_is() {
        let needs = [figures(0, 6, 4), words(3, 6, 20), words(1, 6, 20), words(2, 6, 20)];
        assert_eq!(visible(&needs, 60), [0, 2, 3]);
        assert_eq!(visible(&needs, 40), [0, 2]);
        assert_eq!(visible(&needs, 20), [0]);
    }

    #[test]
    fn one_very_long_cell_narrows_its_column_and_hides_none() {
        let needs = [figures(0, 6, 4), words(0, 3, 4000), words(1, 10, 12)];
        assert_eq!(visible(&needs, 80), [0, 1, 2]);
        assert_eq!(share(&needs, 80), [6, 80 - 6 - 12 - 8, 12]);
    }

    #[test]
    fn figures_are_narrowed_after_words_and_titles() {
        let needs = [words(0, 12, 30), figures(0, 7, 14)];
        assert_eq!(share(&needs, 30), [11, 14]);
        assert_eq!(share(&needs, 21), [2, 14]);
    }

    fn any_need() -> impl Strategy<Value = WidthNeed> {
        (0_u8..4, 1_usize..20, 0_usize..30, 0_usize..200).prop_map(|(importance, title, whole, widest)| WidthNeed {
            importance,
            title,
            whole,
            widest,
        })
    }

    proptest! {
        #[test]
        fn the_table_is_never_wider_than_available(
            needs in prop::collection::vec(any_need(), 1..12),
            available in 3_usize..200,
        ) {
            let shown = visible(&needs, available);
            let shown_needs: Vec<WidthNeed> = shown.iter().map(|place| needs[*place]).collect();
            let widths = share(&shown_needs, available);
            prop_assert_eq!(widths.len(), shown.len());
            prop_assert!(!shown.is_empty());
            prop_assert!(total(widths.into_iter()) <= available);
        }

        #[test]
        fn no_hidden_column_is_more_important_than_a_shown_one(
            needs in prop::collection::vec(any_need(), 1..12),
            available in 3_usize..200,
        ) {
            let shown = visible(&needs, available);
            let lowest = shown.iter().map(|place| needs[*place].importance).max().unwrap_or(0);
            let hidden = (0..needs.len()).filter(|place| !shown.contains(place));
            for place in hidden {
                prop_assert!(needs[place].importance >= lowest);
            }
        }
    }
}
