//! Whom the program talks to (S13): TLS or nothing beyond this machine, and no file for a server that asks for one.

use std::io::{Read, Write};
use std::net::TcpListener;

use epic_events::configuration::Variables;
use epic_events::database::connection_options::of_program;
use epic_events::database::pool::Database;
use epic_events::error::Error;
use epic_events::security::secret::Secret;
use epic_events::services::policy;

use crate::support::server::configuration_with;

/// The greeting of a server that offers everything but TLS: protocol 10, a version, a challenge, its capabilities.
fn greeting_without_tls() -> Vec<u8> {
    const PROTOCOL_41_AND_SECURE_CONNECTION: u16 = 0x8200 | 0x0008;
    const PLUGIN_AUTHENTICATION: u16 = 0x0008;
    let mut body = vec![10];
    body.extend(b"8.0.40\0");
    body.extend(7_u32.to_le_bytes());
    body.extend(b"12345678\0");
    body.extend(PROTOCOL_41_AND_SECURE_CONNECTION.to_le_bytes());
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
        client.write_all(&greeting_without_tls()).unwrap();
        let mut received = vec![0; 4096];
        let count = client.read(&mut received).unwrap_or_default();
        received.truncate(count);
        received
    });
    let configuration = configuration_with(Variables::new());
    let url = Secret::new(format!("mysql://canari:secret@{host}:{port}/epic_events"));
    let database = Database::new(of_program(&url, &configuration).unwrap(), None);
    let error = policy::check(&database).unwrap_err();
    (error, server.join().unwrap())
}

#[test]
fn s13_a_distant_server_without_tls_learns_nothing() {
    // Not a loopback address, though it reaches this machine.
    let (error, received) = connect_to_plain_server("0.0.0.0");
    assert_eq!(error, Error::ServerIdentityRefused);
    assert_eq!(received, FAREWELL, "not even a name is sent");
}

#[test]
fn a_server_of_this_machine_needs_no_tls() {
    // The control: the same server on loopback is told who connects.
    let (_, received) = connect_to_plain_server("127.0.0.1");
    assert!(received.windows(6).any(|window| window == b"canari"));
}
