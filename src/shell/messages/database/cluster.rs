//! French of the servers of one database.

use crate::database::cluster::{ClusterKind, Member, Membership};
use crate::security::clean::clean;
use crate::shell::messages::prose::agreeing;

/// What is wrong with them: none answers, or they do not have the same database.
pub fn fault(members: &[Member]) -> Option<String> {
    let mut answered = members.iter().filter_map(answer);
    let Some((first, expected)) = answered.next() else {
        return Some(format!("aucun ne répond au compte du programme{}.", silent(members)));
    };
    let (stranger, found) = answered.find(|(_, found)| *found != expected)?;
    Some(format!(
        "{} fait partie {}, et {} {} : ce qui est écrit sur l'un n'est pas sur l'autre ; ôtez de l'adresse celui qui \
         n'en est pas.",
        clean(first),
        membership(expected),
        clean(stranger),
        if found.is_some() && expected.is_some() {
            "d'une autre"
        } else {
            membership(found)
        },
    ))
}

/// How many answer, and why the others do not.
pub fn remark(members: &[Member]) -> String {
    let answering = members.iter().filter_map(answer).count();
    let kind = members.iter().filter_map(answer).find_map(|(_, found)| found);
    let cluster = kind.map_or("aucune grappe", |found| name(found.kind));
    let count = u64::try_from(answering).unwrap_or(u64::MAX);
    let answer = agreeing(count, "répond", "répondent");
    format!(
        "{cluster}, {answering} sur {} {answer}{}",
        members.len(),
        silent(members)
    )
}

/// Those that do not answer, each with the code that says why.
fn silent(members: &[Member]) -> String {
    let silent = members.iter().filter_map(|member| {
        let error = member.membership.as_ref().err()?;
        Some(format!(" ; {} : {}", clean(&member.server), error.code().word()))
    });
    silent.collect()
}

fn answer(member: &Member) -> Option<(&str, Option<&Membership>)> {
    let membership = member.membership.as_ref().ok()?;
    Some((&member.server, membership.as_ref()))
}

fn membership(membership: Option<&Membership>) -> &'static str {
    match membership.map(|found| found.kind) {
        None => "d'aucune grappe",
        Some(ClusterKind::Galera) => "d'une grappe Galera",
        Some(ClusterKind::GroupReplication) => "d'un groupe de réplication MySQL",
    }
}

fn name(kind: ClusterKind) -> &'static str {
    match kind {
        ClusterKind::Galera => "grappe Galera",
        ClusterKind::GroupReplication => "groupe de réplication MySQL",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::Error;

    fn member(server: &str, kind: Option<ClusterKind>, identity: &str) -> Member {
        Member {
            server: server.to_owned(),
            membership: Ok(kind.map(|kind| Membership {
                kind,
                identity: identity.to_owned(),
            })),
        }
    }

    #[test]
    fn d28_servers_of_one_cluster_are_counted_and_one_that_does_not_answer_is_named() {
        let galera = Some(ClusterKind::Galera);
        let mut members = vec![member("h1:3306", galera, "a"), member("h2:3306", galera, "a")];
        assert_eq!(fault(&members), None);
        assert_eq!(remark(&members), "grappe Galera, 2 sur 2 répondent");
        members[0].membership = Err(Error::Busy);
        assert_eq!(fault(&members), None);
        let remark = remark(&members);
        assert_eq!(remark, "grappe Galera, 1 sur 2 répond ; h1:3306 : BASE_OCCUPEE");
    }

    #[test]
    fn d28_that_no_server_answers_is_a_fault() {
        let mut members = vec![member("h1:3306", None, ""), member("h2:3306", None, "")];
        for member in &mut members {
            member.membership = Err(Error::Busy);
        }
        let told = fault(&members).unwrap();
        let expected = "aucun ne répond au compte du programme ; h1:3306 : BASE_OCCUPEE ; h2:3306 : BASE_OCCUPEE.";
        assert_eq!(told, expected);
    }

    #[test]
    fn d28_a_server_of_another_database_is_told() {
        let (galera, group) = (Some(ClusterKind::Galera), Some(ClusterKind::GroupReplication));
        for (other, told) in [
            (
                member("h2:3306", galera, "b"),
                "d'une grappe Galera, et h2:3306 d'une autre : ",
            ),
            (
                member("h2:3306", group, "a"),
                "d'une grappe Galera, et h2:3306 d'une autre : ",
            ),
            (
                member("h2:3306", None, ""),
                "d'une grappe Galera, et h2:3306 d'aucune grappe : ",
            ),
        ] {
            let told_of = fault(&[member("h1:3306", galera, "a"), other]).unwrap();
            assert!(told_of.contains(told), "{told_of}");
        }
    }
}
