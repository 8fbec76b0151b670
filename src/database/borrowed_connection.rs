//! A connection while it is used, and what its use gave.

use r2d2::PooledConnection;

use super::connection_manager::ConnectionManager;
use crate::error::{Error, Result};

/// One for the command, one for whatever runs beside it.
pub(super) const MAXIMUM_CONNECTIONS: u32 = 2;

/// A connection of the pool while it is used.
pub(super) type BorrowedConnection = PooledConnection<ConnectionManager>;

/// What the use of a connection gave, and whether the connection is still in step with the server.
pub(super) struct ConnectionUse<T> {
    pub(super) result: Result<T>,
    pub(super) is_in_step: bool,
}

impl<T> ConnectionUse<T> {
    /// In step unless the error says otherwise. A server in a bad state is connected to again: another may have taken
    /// its place.
    pub(super) fn in_step(result: Result<T>) -> Self {
        let is_in_step = !matches!(
            result,
            Err(Error::Unavailable | Error::Server(_) | Error::Interrupted | Error::Internal { .. })
        );
        Self { result, is_in_step }
    }

    /// Whether the server has answered: that it makes others wait is none.
    pub(super) fn is_answered(&self) -> bool {
        self.is_in_step && !matches!(self.result, Err(Error::Busy))
    }

    pub(super) fn out_of_step(result: Result<T>) -> Self {
        Self {
            result,
            is_in_step: false,
        }
    }

    /// In step when the transaction is undone: the server undoes what it lost, but the connection is lost too.
    pub(super) fn when(is_undone: bool, result: Result<T>) -> Self {
        if is_undone {
            Self::in_step(result)
        } else {
            Self::out_of_step(result)
        }
    }
}
