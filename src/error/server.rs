//! What keeps the database server from doing what it is asked, as data.

use std::fmt;

use super::Code;

/// The state a server is in, or puts the program in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ServerState {
    /// No connection can be made.
    Unreachable,
    /// It has not answered in time.
    Silent,
    /// The server refuses the account, or the account that database.
    AccountRefused,
    /// The server accepts no write: a replica, or one that is set so.
    ReadOnly,
    /// The node has no quorum, or is not part of its cluster yet.
    NotReady,
    /// The replication of the group refused the transaction.
    ReplicationNotReady,
    /// A table or the disk is full.
    OutOfSpace,
    /// The server, or the account, has all the connections it may have.
    TooManyConnections,
    /// The binary log notes statements, which the isolation level of the program does not allow.
    StatementLog,
    /// The binary log is on, and the owner is not trusted to make triggers.
    LogWithoutTrust,
    /// Another setting of the server forbids the statement.
    ForbiddenBySetting,
    /// The statement is longer than the server accepts.
    PacketTooLarge,
    /// The account lacks a right that the statement needs.
    MissingGrant,
    /// The statement took longer than one may.
    TooSlow,
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

    /// The stable code.
    pub const fn code(self) -> Code {
        match self {
            Self::Unreachable | Self::Silent => Code::Unavailable,
            Self::AccountRefused => Code::AccessToDatabaseRefused,
            Self::ReadOnly => Code::ReadOnlyServer,
            Self::NotReady | Self::ReplicationNotReady => Code::ServerNotReady,
            Self::OutOfSpace => Code::ServerFull,
            Self::TooManyConnections => Code::TooManyConnections,
            Self::StatementLog | Self::LogWithoutTrust | Self::ForbiddenBySetting => Code::UnsuitableServer,
            Self::PacketTooLarge => Code::PacketTooLarge,
            Self::MissingGrant => Code::MissingGrant,
            Self::TooSlow => Code::SlowStatement,
        }
    }
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
