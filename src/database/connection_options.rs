//! How a database is reached: address, account, TLS, time limits.
//!
//! TLS is required for every server that is neither a local socket nor loopback (S13); there is no fallback. A server
//! that asks for a local file gets nothing. The options are never printed: the driver's `Debug` shows the password.

use std::path::Path;
use std::time::Duration;

use mysql::{Opts, OptsBuilder, SslOpts};

use crate::configuration::{Configuration, DATABASE_URL, OWNER_DATABASE_URL};
use crate::error::{Error, Expectation, Result};
use crate::security::secret::Secret;

const CONNECT_TIMEOUT: Duration = Duration::from_secs(5);
/// Longer than the statement timeout, so that the server's answer comes first.
const READ_TIMEOUT: Duration = Duration::from_mins(1);
const WRITE_TIMEOUT: Duration = Duration::from_secs(30);
const CACHED_STATEMENTS: usize = 128;

/// The options for the program's account of a configured server.
///
/// # Errors
/// [`Error::InvalidSetting`] when the address is no database address.
pub fn of_program(url: &Secret, configuration: &Configuration) -> Result<Opts> {
    of_url(url, configuration, DATABASE_URL)
}

/// The options for the owner's account of a configured server.
pub fn of_owner(url: &Secret, configuration: &Configuration) -> Result<Opts> {
    of_url(url, configuration, OWNER_DATABASE_URL)
}

/// The options for an account of the private server, whose socket only this operating-system account can reach.
pub fn of_socket(socket: &Path, user: &str, database: Option<&str>) -> Opts {
    let builder = OptsBuilder::new()
        .socket(Some(socket.to_string_lossy()))
        .user(Some(user))
        .db_name(database);
    Opts::from(limited(builder))
}

fn of_url(url: &Secret, configuration: &Configuration, setting: &'static str) -> Result<Opts> {
    let invalid = Error::InvalidSetting {
        name: setting,
        expected: Expectation::DatabaseAddress,
    };
    let Ok(options) = Opts::from_url(url.expose()) else {
        return Err(invalid);
    };
    let Some(database) = options.get_db_name() else {
        return Err(invalid);
    };
    if !is_plain_name(database) || options.get_user().is_none() {
        return Err(invalid);
    }
    let is_local = options.get_socket().is_some() || options.addr_is_loopback() || is_loopback_name(&options);
    let mut builder = OptsBuilder::from_opts(options);
    if !is_local {
        let authority = configuration.database_ca.clone();
        builder = builder.ssl_opts(Some(SslOpts::default().with_root_cert_path(authority)));
    }
    Ok(Opts::from(limited(builder)))
}

/// Database names the program accepts: they are written into administration statements.
fn is_plain_name(name: &str) -> bool {
    (1..=64).contains(&name.len())
        && name
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-'))
}

fn is_loopback_name(options: &Opts) -> bool {
    options.get_ip_or_hostname() == "localhost"
}

fn limited(builder: OptsBuilder) -> OptsBuilder {
    builder
        .prefer_socket(false)
        .tcp_connect_timeout(Some(CONNECT_TIMEOUT))
        .read_timeout(Some(READ_TIMEOUT))
        .write_timeout(Some(WRITE_TIMEOUT))
        .stmt_cache_size(Some(CACHED_STATEMENTS))
        .local_infile_handler(None)
}
