//! How a database is reached: address, account, TLS, time limits. An address names one server, or several that have the
//! same database, as `mysql://account:password@host:3306,host:3306/database`.
//!
//! TLS is required for every server that is neither a local socket nor loopback (S13); there is no fallback. A server
//! that asks for a local file gets nothing. The options are never printed: the driver's `Debug` shows the password.

use std::path::Path;
use std::time::Duration;

use mysql::{Opts, OptsBuilder, SslOpts};
use zeroize::Zeroizing;

use super::hosts::Hosts;
use super::statements;
use crate::configuration::{Configuration, DATABASE_URL, OWNER_DATABASE_URL};
use crate::error::{Expectation, Result};
use crate::security::secret::Secret;

/// What a connection may take to be ready.
pub(super) const CONNECT_TIMEOUT: Duration = Duration::from_secs(3);
/// The same where another server can be asked.
const CONNECT_TIMEOUT_OF_SEVERAL: Duration = Duration::from_secs(2);
/// Longer than the statement timeout, so that the server's answer comes first.
const READ_TIMEOUT: Duration = Duration::from_mins(1);
const WRITE_TIMEOUT: Duration = Duration::from_secs(30);
/// As many as there are: none is prepared twice.
const CACHED_STATEMENTS: usize = statements::ALL.len();

/// The options for the program's account of a configured server.
///
/// # Errors
/// [`Error::InvalidSetting`](crate::error::Error::InvalidSetting) when the address is no database address.
pub fn of_program(url: &Secret, configuration: &Configuration) -> Result<Hosts> {
    of_url(url, configuration, DATABASE_URL)
}

/// The options for the owner's account of a configured server.
pub fn of_owner(url: &Secret, configuration: &Configuration) -> Result<Hosts> {
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

fn of_url(url: &Secret, configuration: &Configuration, setting: &'static str) -> Result<Hosts> {
    let hosts = hosts_in(url.expose()).map_err(|expected| configuration.invalid_setting(setting, expected))?;
    let connect_timeout = if hosts.are_several() {
        CONNECT_TIMEOUT_OF_SEVERAL
    } else {
        CONNECT_TIMEOUT
    };
    Ok(hosts.with(|options| {
        let mut builder = OptsBuilder::from_opts(options.clone());
        if crosses_network(options) {
            let authority = configuration.database_ca.clone();
            builder = builder.ssl_opts(Some(SslOpts::default().with_root_cert_path(authority)));
        }
        Opts::from(limited(builder).tcp_connect_timeout(Some(connect_timeout)))
    }))
}

/// Whether a connection leaves this machine: it is neither by a local socket nor on loopback.
pub(super) fn crosses_network(options: &Opts) -> bool {
    options.get_socket().is_none() && !options.addr_is_loopback() && !is_loopback_name(options)
}

/// The servers an address stands for, or what it should have been.
fn hosts_in(address: &str) -> std::result::Result<Hosts, Expectation> {
    let mut options = addresses_in(address).into_iter().map(|address| options_in(&address));
    let first = options.next().unwrap_or(Err(Expectation::DatabaseAddress))?;
    Ok(Hosts::of(first, options.collect::<std::result::Result<Vec<_>, _>>()?))
}

/// The same address once for each of its servers.
fn addresses_in(address: &str) -> Vec<Zeroizing<String>> {
    let Some(parts) = AddressParts::of(address) else {
        return vec![Zeroizing::new(address.to_owned())];
    };
    let servers = parts.servers.split(',');
    servers
        .map(|server| Zeroizing::new([parts.before_servers, server, parts.rest].concat()))
        .collect()
}

/// The options an address of one server stands for, or what it should have been. Where an unwritten `%40` and the like
/// may be the reason, that is what is told.
fn options_in(address: &str) -> std::result::Result<Opts, Expectation> {
    let parts = AddressParts::of(address).ok_or(Expectation::DatabaseAddress)?;
    if !parts.credentials.is_none_or(are_encoded) {
        return Err(Expectation::EncodedDatabaseAddress);
    }
    Opts::from_url(address)
        .ok()
        .filter(|options| options.get_user().is_some() && options.get_db_name().is_some_and(is_plain_name))
        .ok_or(if parts.rest.contains('@') {
            Expectation::EncodedDatabaseAddress
        } else {
            Expectation::DatabaseAddress
        })
}

/// An address as every reader of addresses divides it: a `/`, `?` or `#` that is not encoded ends what names account
/// and server, wherever it was meant to stand.
struct AddressParts<'address> {
    /// Account and password.
    credentials: Option<&'address str>,
    /// Everything that precedes the servers: the kind of address, account and password.
    before_servers: &'address str,
    /// A server, or several with commas between them.
    servers: &'address str,
    /// What follows account and server: in a good address, the database and parameters.
    rest: &'address str,
}

impl<'address> AddressParts<'address> {
    fn of(address: &'address str) -> Option<Self> {
        let (_, place) = address.split_once("://")?;
        let end = place.find(['/', '?', '#']).unwrap_or(place.len());
        let (authority, rest) = place.split_at_checked(end)?;
        let credentials = authority.rsplit_once('@').map(|(credentials, _)| credentials);
        let servers = authority.rsplit('@').next()?;
        let before_servers = address.strip_suffix(rest)?.strip_suffix(servers)?;
        Some(Self {
            credentials,
            before_servers,
            servers,
            rest,
        })
    }
}

/// Whether what could end or divide account and password is written as `%` and two digits in both, and what is written
/// so is text.
fn are_encoded(credentials: &str) -> bool {
    let (account, password) = credentials.split_once(':').unwrap_or((credentials, ""));
    [account, password]
        .into_iter()
        .all(|part| !part.contains(['@', ':']) && is_encoded(part))
}

/// Whether a percent-encoded text is written right, and stands for text.
fn is_encoded(text: &str) -> bool {
    let mut pieces = text.split('%');
    // What it stands for is never longer: the bytes are not moved, which would leave a secret behind.
    let mut bytes = Zeroizing::new(Vec::with_capacity(text.len()));
    bytes.extend_from_slice(pieces.next().unwrap_or_default().as_bytes());
    for piece in pieces {
        let Some((byte, plain)) = encoded_byte(piece) else {
            return false;
        };
        bytes.push(byte);
        bytes.extend_from_slice(plain.as_bytes());
    }
    std::str::from_utf8(&bytes).is_ok()
}

/// The byte whose two digits a text begins with, and what follows them.
fn encoded_byte(text: &str) -> Option<(u8, &str)> {
    let (digits, rest) = text.split_at_checked(2)?;
    // A number may have a sign.
    if !digits.bytes().all(|digit| digit.is_ascii_hexdigit()) {
        return None;
    }
    Some((u8::from_str_radix(digits, 16).ok()?, rest))
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_encoded_password_is_read_as_it_was_meant() {
        let options = options_in("mysql://prog:mot$de%23%40%3A%2F%25passe%C3%A9@base.exemple.fr:3306/essai").unwrap();
        assert_eq!(options.get_user(), Some("prog"));
        assert_eq!(options.get_pass(), Some("mot$de#@:/%passeé"));
        let socket = options_in("mysql://root@localhost/essai?socket=/run/a@b").unwrap();
        assert_eq!(socket.get_socket(), Some("/run/a@b"));
    }

    #[test]
    fn a_password_with_a_sign_of_addresses_is_told_to_be_encoded() {
        for password in [
            "p@ss", "p:ss", "p/ss", "12/ss", "p?ss", "p#ss", "50%", "50%zz", "5%+1", "%E9t%E9", "p@ss/w", "a/b@c",
            "p@ss?w", "%",
        ] {
            let address = format!("mysql://prog:{password}@127.0.0.1:3306/essai");
            assert_eq!(
                options_in(&address).err(),
                Some(Expectation::EncodedDatabaseAddress),
                "{password}"
            );
        }
    }

    #[test]
    fn d28_an_address_names_several_servers() {
        let hosts = hosts_in("mysql://prog:p%2Cs@h1:3306,[::1]:3307,h3/essai").unwrap();
        let reached = |options: &Opts| (options.get_ip_or_hostname().into_owned(), options.get_tcp_port());
        let seen = std::cell::RefCell::new(Vec::new());
        let _ = hosts.with(|options| {
            assert_eq!((options.get_user(), options.get_pass()), (Some("prog"), Some("p,s")));
            assert_eq!(options.get_db_name(), Some("essai"));
            seen.borrow_mut().push(reached(options));
            options.clone()
        });
        let reached = [("h1", 3306), ("[::1]", 3307), ("h3", 3306)].map(|(host, port)| (host.to_owned(), port));
        assert_eq!(seen.into_inner(), reached);
        for address in [
            "mysql://prog:x@h1:3306,/essai",
            "mysql://prog:x@,h2/essai",
            "mysql://prog:x@h1,h2:x/essai",
        ] {
            assert_eq!(hosts_in(address).err(), Some(Expectation::DatabaseAddress), "{address}");
        }
    }

    #[test]
    fn what_is_no_address_is_told_so() {
        for address in [
            "",
            "essai",
            "mysql:prog@127.0.0.1/essai",
            "http://prog:x@127.0.0.1/essai",
            "mysql://prog:x@127.0.0.1",
            "mysql://127.0.0.1/essai",
            "mysql://prog:x@127.0.0.1:port/essai",
            "mysql://prog:x@127.0.0.1/a`b",
        ] {
            assert_eq!(
                options_in(address).err(),
                Some(Expectation::DatabaseAddress),
                "{address}"
            );
        }
    }

    #[test]
    fn s13_only_sockets_and_loopback_stay_on_this_machine() {
        let crosses = |place: &str| crosses_network(&options_in(&format!("mysql://prog:x@{place}")).unwrap());
        for local in [
            "localhost/a",
            "127.0.0.1:3306/a",
            "[::1]/a",
            "base.exemple.fr/a?socket=/run/s",
        ] {
            assert!(!crosses(local), "{local}");
        }
        for distant in [
            "base.exemple.fr/a",
            "10.0.0.1/a",
            "0.0.0.0:3306/a",
            "localhost.exemple.fr/a",
        ] {
            assert!(crosses(distant), "{distant}");
        }
    }
}
