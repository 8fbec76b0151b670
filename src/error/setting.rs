//! What is wrong with a setting or with the file of the settings, as data.

use std::path::PathBuf;

/// Where the file says something.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SettingPlace {
    /// The file.
    pub path: PathBuf,
    /// Its line, from 1.
    pub line: u64,
}

/// Why a settings file is not obeyed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(missing_docs, reason = "the sentence of a variant names its fields")]
pub enum SettingsFault {
    /// A pipe, a device, a socket.
    NotRegular,
    /// It belongs neither to the account that runs the program nor to root.
    ForeignOwner,
    /// Larger than every setting together can be.
    TooLarge,
    /// The text of this line is not UTF-8.
    Encoding { line: u64 },
    /// This line sets nothing, or its quotation marks do not end.
    Form { line: u64 },
}

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
    /// The same, with its account and password percent-encoded.
    EncodedDatabaseAddress,
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
    /// Seconds.
    Seconds,
    /// Minutes.
    Minutes,
    /// Hours.
    Hours,
}
