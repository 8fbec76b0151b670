//! Random lines of three roles, about what there is. Whatever leaves a text of its own in the journal is marked with
//! one that no other line has, so that it is found there.

use std::collections::BTreeSet;
use std::sync::{Mutex, MutexGuard};

use crate::report::Counts;
use crate::support::draw::Draw;

const MARK: &str = "marque";

/// Those who type, and about whom is typed.
pub(super) struct People {
    pub(super) managers: Vec<String>,
    pub(super) salespeople: Vec<String>,
    pub(super) support: Vec<String>,
}

/// What there is: the numbers of the customers, contracts and events, and who may sign in.
#[derive(Default)]
pub(super) struct Objects(Mutex<Present>);

#[derive(Default)]
pub(super) struct Present {
    pub(super) numbers: [Vec<u64>; 3],
    pub(super) active: Vec<String>,
}

impl Objects {
    /// This is there now.
    pub(super) fn are(&self, present: Present) {
        *self.lock() = present;
    }

    /// Whether an account may sign in: attempts that must fail would block its name.
    pub(super) fn is_active(&self, username: &str) -> bool {
        self.lock().active.iter().any(|active| active == username)
    }

    /// A customer, a contract and an event: of the newest, so that people meet.
    fn any(&self, draw: &mut Draw) -> [u64; 3] {
        const NEWEST: u64 = 12;
        self.lock().numbers.each_ref().map(|numbers| {
            let back = usize::try_from(draw.upto(NEWEST)).expect("it is small");
            let place = numbers.len().saturating_sub(back);
            numbers.get(place).copied().unwrap_or(1)
        })
    }

    fn lock(&self) -> MutexGuard<'_, Present> {
        self.0.lock().expect("nobody panics with it")
    }
}

/// A line, and its mark where it has one.
pub(super) struct Line {
    pub(super) text: String,
    pub(super) mark: Option<String>,
}

/// What a role types, and what its lines are drawn from.
pub(super) struct Source<'work> {
    pub(super) people: &'work People,
    pub(super) objects: &'work Objects,
    /// Unlike that of any other line.
    pub(super) number: u64,
}

impl Source<'_> {
    /// A line of management.
    pub(super) fn of_management(&self, draw: &mut Draw) -> Line {
        let [customer, contract, event] = self.objects.any(draw);
        let [one, other] = [(); 2].map(|()| any(draw, &self.people.salespeople));
        let [helper, replacement] = [(); 2].map(|()| any(draw, &self.people.support));
        let mark = self.mark();
        match draw.upto(13) {
            // Whoever has the customer already is given nothing: that leaves no mark.
            1 => plain(format!("clients transferer {customer} --commercial {one}")),
            2 | 3 => plain(format!(
                "contrats creer --client {customer} --montant {}",
                draw.upto(500)
            )),
            4 => {
                let manager = any(draw, &self.people.managers);
                plain(format!("contrats modifier {contract} --gestionnaire {manager}"))
            }
            5 => plain(format!("contrats supprimer {contract} --oui")),
            6 | 7 => plain(format!("contrats signer {contract}")),
            8 => self.marked(format!(
                "contrats encaisser {contract} --montant {} --reference {mark}",
                draw.upto(50)
            )),
            9 | 10 => plain(format!("evenements assigner {event} {helper}")),
            11 => self.marked(format!("evenements annuler {event} --motif {mark} --oui")),
            12 => plain(match draw.upto(2) {
                1 => format!("utilisateurs desactiver {one} --remplacant {other} --oui"),
                _ => format!("utilisateurs desactiver {helper} --remplacant {replacement} --oui"),
            }),
            _ => {
                let somebody = if draw.upto(2) == 1 { one } else { helper };
                plain(format!("utilisateurs reactiver {somebody}"))
            }
        }
    }

    /// A line of a salesperson.
    pub(super) fn of_sales(&self, draw: &mut Draw) -> Line {
        let [customer, contract, event] = self.objects.any(draw);
        let (mark, number, dates) = (self.mark(), self.number, dates(draw));
        match draw.upto(14) {
            1..=3 => self.marked(format!(
                "clients creer --prenom Ada --nom Martin --email {mark}@exemple.fr --telephone +336{number:08} \
                 --entreprise 'Société {number}'"
            )),
            4 => self.marked(format!("clients modifier {customer} --nom {mark}")),
            5 => plain(format!("clients supprimer {customer} --oui")),
            6 => plain(format!("contrats modifier {contract} --montant {}", draw.upto(500))),
            7 | 8 => plain(format!("contrats signer {contract}")),
            9 => self.marked(format!(
                "contrats encaisser {contract} --montant {} --reference {mark}",
                draw.upto(50)
            )),
            10..=12 => self.marked(format!(
                "evenements creer --contrat {contract} --nom {mark} {dates} --lieu Paris --participants 10"
            )),
            13 => self.marked(format!("evenements modifier {event} --lieu {mark}")),
            _ => self.marked(format!("evenements annuler {event} --motif {mark} --oui")),
        }
    }

    /// A line of the support.
    pub(super) fn of_support(&self, draw: &mut Draw) -> Line {
        let [_, _, event] = self.objects.any(draw);
        match draw.upto(3) {
            1 => plain(format!("evenements modifier {event} {}", dates(draw))),
            _ => self.marked(format!("evenements modifier {event} --note {}", self.mark())),
        }
    }

    fn mark(&self) -> String {
        format!("{MARK}{}x", self.number)
    }

    fn marked(&self, text: String) -> Line {
        Line {
            text,
            mark: Some(self.mark()),
        }
    }
}

fn plain(text: String) -> Line {
    Line { text, mark: None }
}

fn any<'people>(draw: &mut Draw, people: &'people [String]) -> &'people String {
    let place = draw.below(people.len() as u64);
    &people[usize::try_from(place).expect("it is small")]
}

fn dates(draw: &mut Draw) -> String {
    let day = draw.upto(20);
    format!("--debut '{day}/12/2026 10:00' --fin '{}/12/2026 10:00'", day + 2)
}

/// How many entries of the journal, given by changes and reason, have each mark as something new.
pub(super) fn marks_of(entries: &[(String, Option<String>)]) -> Counts {
    let mut counts = Counts::default();
    for (changes, reason) in entries {
        let changes: serde_json::Value = serde_json::from_str(changes).expect("changes are JSON");
        let changes = changes.as_array().expect("changes are a list").iter();
        let written = changes.filter_map(|change| change["new"].as_str());
        let marks: BTreeSet<String> = written.chain(reason.as_deref()).filter_map(mark_in).collect();
        for mark in marks {
            counts.note(mark);
        }
    }
    counts
}

/// The mark that a text begins with.
fn mark_in(text: &str) -> Option<String> {
    let (number, _) = text.strip_prefix(MARK)?.split_once('x')?;
    Some(format!("{MARK}{number}x"))
}
