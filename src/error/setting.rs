//! What the value of a setting should have been, as data.

/// What a setting accepts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(missing_docs, reason = "the sentence of a variant names its fields")]
pub enum Expectation {
    /// A text in UTF-8.
    Utf8,
    /// One of these words.
    Words(&'static [&'static str]),
    /// A number of these, from 1.
    Number { unit: Unit, maximum: u64 },
    /// The name of a time zone.
    TimeZone,
    /// A folder.
    Directory,
    /// A folder, where the account of the operating system has none of its own to take instead.
    DirectoryWithoutHome,
    /// A file of certificates that exists.
    CertificateFile,
    /// The address of a database.
    DatabaseAddress,
    /// The same, which production cannot do without.
    ProductionDatabaseAddress,
    /// An address of Sentry.
    SentryAddress,
    /// Levels of the log.
    LogFilter,
}

/// What a number counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unit {
    /// Minutes.
    Minutes,
    /// Hours.
    Hours,
}
