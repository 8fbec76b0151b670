//! What can be wrong with the guards of a database, which are its triggers and the procedure that shows them, as data.

/// One fault. Names and accounts come from the database.
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(missing_docs, reason = "the sentence of a variant names its fields")]
pub enum GuardFault {
    /// The guard is not there.
    Missing { name: String },
    /// The guard is there and does something else.
    Altered { name: String },
    /// The guard acts in the name of another account than it should.
    ForeignDefiner { name: String, account: String },
    /// Some guard acts in the name of an account that is gone; the server does not say which guard.
    NoSuchDefiner { account: String },
    /// The function that shows the guards is not there, or the program's account may not call it: the server does
    /// not say which.
    OutOfReach { name: String },
    /// Rows are there that the guard does not allow: it cannot be made again.
    Violated { name: String },
    /// The guard let a row pass that it would have completed.
    Ineffective { name: String },
}
