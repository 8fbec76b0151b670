//! What keeps the database server from doing what it is asked, as data.

use std::fmt;

use super::Code;
use super::coded::coded;

coded! {
    /// The state a server is in, or puts the program in.
    #[derive(Debug, Clone, Copy, PartialEq, Eq)]
    ServerState {
        /// No connection can be made.
        Unreachable = Unavailable,
        /// It has not answered in time.
        Silent = Unavailable,
        /// The server refuses the account, or the account that database.
        AccountRefused = AccessToDatabaseRefused,
        /// The server accepts no write: a replica, or one that is set so.
        ReadOnly = ReadOnlyServer,
        /// The node has no quorum, or is not part of its cluster yet.
        NotReady = ServerNotReady,
        /// The replication of the group refused the transaction.
        ReplicationNotReady = ServerNotReady,
        /// A table or the disk is full.
        OutOfSpace = ServerFull,
        /// The server, or the account, has all the connections it may have.
        TooManyConnections,
        /// The binary log notes statements, which the isolation level of the program does not allow.
        StatementLog = UnsuitableServer,
        /// The binary log is on, and the owner is not trusted to make triggers.
        LogWithoutTrust = UnsuitableServer,
        /// Another setting of the server forbids the statement.
        ForbiddenBySetting = UnsuitableServer,
        /// The statement is longer than the server accepts.
        PacketTooLarge,
        /// The account lacks a right that the statement needs.
        MissingGrant,
        /// The statement took longer than one may.
        TooSlow = SlowStatement,
    }
}

/// A refusal of the server.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ServerRefusal {
    /// Why.
    pub state: ServerState,
    /// The words of the server, or of the system where no server was reached.
    pub reason: String,
    /// Account, host and port, as `account@host:port`, once known.
    pub contact: Option<String>,
}

impl ServerState {
    /// Every state.
    pub const ALL: [Self; 14] = [
        Self::Unreachable,
        Self::Silent,
        Self::AccountRefused,
        Self::ReadOnly,
        Self::NotReady,
        Self::ReplicationNotReady,
        Self::OutOfSpace,
        Self::TooManyConnections,
        Self::StatementLog,
        Self::LogWithoutTrust,
        Self::ForbiddenBySetting,
        Self::PacketTooLarge,
        Self::MissingGrant,
        Self::TooSlow,
    ];
}

impl ServerRefusal {
    /// A refusal in the server's words.
    pub fn new(state: ServerState, reason: impl fmt::Display) -> Self {
        Self {
            state,
            reason: reason.to_string(),
            contact: None,
        }
    }
}

/// A row of a table of the database.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TableRow {
    /// The table.
    pub table: String,
    /// Its number.
    pub number: u64,
}
