//! Servers that take writes beside each other, or take them over from one another: how they are known, waited for and
//! compared.
//!
//! Two kinds are known: Galera, of MariaDB, and the group replication of MySQL.

use mysql::prelude::Queryable;
use mysql::{Conn, OptsBuilder};

use super::connection_manager::{Purpose, open_in_time};
use super::constraint::{domain_error, server};
use super::hosts::Hosts;
use super::statements;
use crate::error::Result;

/// What makes servers one database.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ClusterKind {
    /// Galera, of MariaDB.
    Galera,
    /// The group replication of MySQL.
    GroupReplication,
}

/// The variables that tell it.
pub(super) const VARIABLES: [&str; 2] = [GALERA, GROUP];
const GALERA: &str = "wsrep_on";
const GROUP: &str = "group_replication_group_name";

/// What has a server answer once it has everything that was written before on the others.
const CATCH_UP_IN_GALERA: &[&str] = &["SET STATEMENT wsrep_sync_wait = 1 FOR SELECT 1"];
const CATCH_UP_IN_GROUP: &[&str] = &[
    "SET SESSION group_replication_consistency = 'BEFORE'",
    "START TRANSACTION",
    "COMMIT",
    "SET SESSION group_replication_consistency = 'EVENTUAL'",
];

/// What tells one cluster from another.
const IDENTITY_IN_GALERA: &str = "SHOW GLOBAL STATUS LIKE 'wsrep_cluster_state_uuid'";
const IDENTITY_IN_GROUP: &str = "SHOW GLOBAL VARIABLES LIKE 'group_replication_group_name'";

impl ClusterKind {
    /// What a server is a part of, by the values of its variables.
    pub(super) fn told_by<'value>(value: impl Fn(&str) -> Option<&'value str>) -> Option<Self> {
        if value(GALERA) == Some("ON") {
            return Some(Self::Galera);
        }
        let has_group = value(GROUP).is_some_and(|name| !name.is_empty());
        has_group.then_some(Self::GroupReplication)
    }

    /// Waits until the server of a connection has everything that was written before on the others.
    pub(super) fn catch_up(self, connection: &mut Conn) -> Result<()> {
        let statements = match self {
            Self::Galera => CATCH_UP_IN_GALERA,
            Self::GroupReplication => CATCH_UP_IN_GROUP,
        };
        statements
            .iter()
            .try_for_each(|statement| connection.query_drop(statement))
            .map_err(domain_error)
    }

    /// Has the server prepare every statement, so that none is prepared within a transaction: Galera tells nobody that
    /// it has undone a transaction while a statement was being prepared, and keeps by itself what follows. What cannot
    /// be prepared says why when it is run.
    pub(super) fn prepare_all(self, connection: &mut Conn) {
        if self == Self::Galera {
            for statement in statements::of_program() {
                let _ = connection.prep(statement.text);
            }
        }
    }

    fn identity(self, connection: &mut Conn) -> Result<String> {
        let statement = match self {
            Self::Galera => IDENTITY_IN_GALERA,
            Self::GroupReplication => IDENTITY_IN_GROUP,
        };
        let shown: Option<(String, String)> = connection.query_first(statement).map_err(domain_error)?;
        Ok(shown.map(|(_, identity)| identity).unwrap_or_default())
    }
}

/// One of the servers of an address.
#[derive(Debug, Clone, PartialEq)]
pub struct Member {
    /// `host:port`, or its socket.
    pub server: String,
    /// What it says it is a part of, or why it was not asked.
    pub membership: Result<Option<Membership>>,
}

/// What a server is a part of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Membership {
    /// Its kind.
    pub kind: ClusterKind,
    /// What tells it from another of the same kind.
    pub identity: String,
}

/// Asks each of these servers by itself.
pub(super) fn members(hosts: &Hosts) -> Vec<Member> {
    let all = hosts.each().map(|options| Member {
        server: server(options),
        membership: open_in_time(OptsBuilder::from_opts(options.clone()), Purpose::Question).and_then(|mut opened| {
            let kind = opened.cluster;
            kind.map(|kind| {
                let identity = kind.identity(&mut opened.connection)?;
                Ok(Membership { kind, identity })
            })
            .transpose()
        }),
    });
    all.collect()
}
