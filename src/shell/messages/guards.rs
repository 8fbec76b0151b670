//! French of what is wrong with the guards of the database.

use crate::error::GuardFault;
use crate::shell::messages::prose::repeated;

/// The triggers with what is wrong with them, for a sentence: those with the same fault together.
pub fn listed(faults: &[GuardFault]) -> String {
    let mut groups: Vec<(Vec<String>, &GuardFault)> = Vec::new();
    for fault in faults {
        let name = name(fault).map(repeated);
        match groups.iter_mut().find(|(_, first)| is_same(first, fault)) {
            Some((names, _)) => names.extend(name),
            None => groups.push((name.into_iter().collect(), fault)),
        }
    }
    let described: Vec<String> = groups
        .iter()
        .map(|(names, fault)| match names.as_slice() {
            [] => reason(fault, 1),
            names => format!("{} ({})", names.join(", "), reason(fault, names.len())),
        })
        .collect();
    described.join(", ")
}

fn name(fault: &GuardFault) -> Option<&str> {
    match fault {
        GuardFault::Missing { name }
        | GuardFault::Altered { name }
        | GuardFault::ForeignDefiner { name, .. }
        | GuardFault::OutOfReach { name }
        | GuardFault::Violated { name }
        | GuardFault::Ineffective { name } => Some(name),
        GuardFault::NoSuchDefiner { .. } => None,
    }
}

fn is_same(one: &GuardFault, other: &GuardFault) -> bool {
    reason(one, 1) == reason(other, 1)
}

/// What is wrong with that many.
fn reason(fault: &GuardFault, count: usize) -> String {
    let plural = if count > 1 { "s" } else { "" };
    match fault {
        GuardFault::Missing { .. } => format!("absent{plural}"),
        GuardFault::Altered { .. } => format!("modifié{plural}"),
        GuardFault::ForeignDefiner { account, .. } => {
            format!("au nom d'un autre compte, {}", repeated(account))
        }
        GuardFault::NoSuchDefiner { account } => {
            format!("au nom du compte {}, qui n'existe plus", repeated(account))
        }
        GuardFault::OutOfReach { .. } => format!("absent{plural}, ou refusé{plural} au compte du programme"),
        GuardFault::Violated { .. } => String::from("contredit par des lignes de la base"),
        GuardFault::Ineffective { .. } => String::from("sans effet"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn those_with_the_same_fault_are_told_together() {
        let name = String::from;
        let faults = [
            GuardFault::Missing { name: name("a") },
            GuardFault::Altered { name: name("b") },
            GuardFault::Missing { name: name("c") },
            GuardFault::ForeignDefiner {
                name: name("d"),
                account: name("root@%"),
            },
            GuardFault::ForeignDefiner {
                name: name("e"),
                account: name("autre@%"),
            },
        ];
        assert_eq!(
            listed(&faults),
            "a, c (absents), b (modifié), d (au nom d'un autre compte, root@%), e (au nom d'un autre compte, autre@%)"
        );
    }
}
