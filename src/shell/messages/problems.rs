//! messages/problems
