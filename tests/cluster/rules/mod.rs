//! Every rule that two people can break together, tried by two people on two nodes at the same moment, many times.

mod accounts;
mod duplicates;
mod events;
mod last_manager;
mod money;
mod ownership;
mod portfolios;
mod signing_in;
