//! Whom the program talks to (S13): TLS or nothing beyond this machine, and no file for a server that asks for one.

use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::Arc;

use epic_events::configuration::{Configuration, Variables};
use epic_events::database::connection_options::of_program;
use epic_events::database::pool::Database;
use epic_events::error::Error;
use epic_events::security::secret::Secret;
use epic_events::services::policy;
use epic_events::telemetry::install_crypto_provider;
use rustls::pki_types::PrivateKeyDer;
use rustls::{ServerConfig, ServerConnection, StreamOwned};

use crate::support::server::configuration_with;

/// A host that is not of loopback, though it reaches this machine.
const DISTANT: &str = "0.0.0.0";

/// The greeting of a server that offers this besides everything but TLS: protocol 10, a version, a challenge, its
/// capabilities.
fn greeting(offered: u16) -> Vec<u8> {
    const PROTOCOL_41_AND_SECURE_CONNECTION: u16 = 0x8200 | 0x0008;
    const PLUGIN_AUTHENTICATION: u16 = 0x0008;
    let mut body = vec![10];
    body.extend(b"8.0.40\0");
    body.extend(7_u32.to_le_bytes());
    body.extend(b"12345678\0");
    body.extend((PROTOCOL_41_AND_SECURE_CONNECTION | offered).to_le_bytes());
    body.push(45);
    body.extend(2_u16.to_le_bytes());
    body.extend(PLUGIN_AUTHENTICATION.to_le_bytes());
    body.push(21);
    body.extend([0; 10]);
    body.extend(b"123456789012\0");
    body.extend(b"mysql_native_password\0");
    let mut packet = vec![u8::try_from(body.len()).unwrap(), 0, 0, 0];
    packet.extend(body);
    packet
}

/// The packet with which a client leaves.
const FAREWELL: [u8; 5] = [1, 0, 0, 0, 1];

/// Connects to a server without TLS at this host and gives what the server received.
fn connect_to_plain_server(host: &str) -> (Error, Vec<u8>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    let server = std::thread::spawn(move || {
        let (mut client, _) = listener.accept().unwrap();
        client.write_all(&greeting(0)).unwrap();
        let mut received = vec![0; 4096];
        let count = client.read(&mut received).unwrap_or_default();
        received.truncate(count);
        received
    });
    let error = connect(host, port, &configuration_with(Variables::new()));
    (error, server.join().unwrap())
}

/// Tries to talk to a server, none of which here lets anybody in.
fn connect(host: &str, port: u16, configuration: &Configuration) -> Error {
    let url = Secret::new(format!("mysql://canari:secret@{host}:{port}/epic_events"));
    let database = Database::new(of_program(&url, configuration).unwrap(), None);
    policy::check(&database).unwrap_err()
}

#[test]
fn s13_a_distant_server_without_tls_learns_nothing() {
    let (error, received) = connect_to_plain_server(DISTANT);
    assert_eq!(error, Error::ServerIdentityRefused);
    assert_eq!(received, FAREWELL, "not even a name is sent");
}

#[test]
fn a_server_of_this_machine_needs_no_tls() {
    // The control: the same server on loopback is told who connects.
    let (_, received) = connect_to_plain_server("127.0.0.1");
    assert!(received.windows(6).any(|window| window == b"canari"));
}

/// Connects to a server with TLS, whose certificate is for this name, and which its own certificate vouches for where
/// that is configured as the authority. Gives what the server read through TLS, when it came to that.
fn connect_to_server_of(name: &str, is_authority_configured: bool) -> (Error, Option<Vec<u8>>) {
    install_crypto_provider();
    let certified = rcgen::generate_simple_self_signed([name.to_owned()]).unwrap();
    let authority = tempfile::NamedTempFile::new().unwrap();
    authority
        .as_file()
        .write_all(certified.cert.pem().as_bytes())
        .unwrap();
    let mut variables = Variables::new();
    if is_authority_configured {
        variables.insert("EPIC_EVENTS_DATABASE_CA".into(), authority.path().into());
    }
    let key = PrivateKeyDer::try_from(certified.signing_key.serialize_der()).unwrap();
    let identity = ServerConfig::builder()
        .with_no_client_auth()
        .with_single_cert(vec![certified.cert.der().clone()], key)
        .unwrap();
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    let server = std::thread::spawn(move || {
        let (client, _) = listener.accept().unwrap();
        read_through_tls(client, Arc::new(identity))
    });
    let error = connect(DISTANT, port, &configuration_with(variables));
    (error, server.join().unwrap())
}

/// What a client says once the connection is TLS, or nothing when it is not content with the certificate.
fn read_through_tls(mut client: TcpStream, identity: Arc<ServerConfig>) -> Option<Vec<u8>> {
    const TLS: u16 = 0x0800;
    /// A header, capabilities, the greatest packet, a character set, and blanks: no name yet.
    const REQUEST_FOR_TLS: usize = 4 + 4 + 4 + 1 + 23;
    client.write_all(&greeting(TLS)).unwrap();
    client.read_exact(&mut [0; REQUEST_FOR_TLS]).unwrap();
    let mut stream = StreamOwned::new(ServerConnection::new(identity).unwrap(), client);
    let mut received = vec![0; 4096];
    let count = stream.read(&mut received).ok()?;
    received.truncate(count);
    Some(received)
}

#[test]
fn s13_a_distant_server_that_the_authority_vouches_for_is_told_who_connects_through_tls() {
    let (error, received) = connect_to_server_of(DISTANT, true);
    // It hung up, which says nothing about who it is.
    assert_eq!(error, Error::Unavailable);
    assert!(received.unwrap().windows(6).any(|window| window == b"canari"));
}

#[test]
fn s13_a_distant_server_that_nobody_vouches_for_learns_nothing() {
    assert_eq!(
        connect_to_server_of(DISTANT, false),
        (Error::ServerIdentityRefused, None)
    );
}

#[test]
fn s13_a_certificate_for_another_server_proves_nothing() {
    assert_eq!(
        connect_to_server_of("base.example.fr", true),
        (Error::ServerIdentityRefused, None)
    );
}
