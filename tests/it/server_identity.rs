//! Whom the program talks to (S13): TLS or nothing beyond this machine, and no file for a server that asks for one.

use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, channel};

use epic_events::configuration::Variables;
use epic_events::database::connection_options::of_program;
use epic_events::database::hosts::Hosts;
use epic_events::database::pool::Database;
use epic_events::error::Error;
use epic_events::security::secret::Secret;
use epic_events::services::policy;
use epic_events::telemetry;
use mysql::{Conn, LocalInfileHandler, OptsBuilder};
use rustls::pki_types::PrivateKeyDer;

use crate::support::server::configuration_with;

const PROTOCOL_41_AND_SECURE_CONNECTION: u32 = 0x8200;
const TLS: u32 = 0x0800;
const LOCAL_FILES: u32 = 0x0080;
const PLUGIN_AUTHENTICATION: u32 = 0x0008_0000;

/// The greeting of a server that can do this: protocol 10, a version, a challenge, its capabilities.
fn greeting(capabilities: u32) -> Vec<u8> {
    let [first, second, third, fourth] =
        (capabilities | PROTOCOL_41_AND_SECURE_CONNECTION | PLUGIN_AUTHENTICATION | 0x0008).to_le_bytes();
    let mut body = vec![10];
    body.extend(b"8.0.40\0");
    body.extend(7_u32.to_le_bytes());
    body.extend(b"12345678\0");
    body.extend([first, second]);
    body.push(45);
    body.extend(2_u16.to_le_bytes());
    body.extend([third, fourth]);
    body.push(21);
    body.extend([0; 10]);
    body.extend(b"123456789012\0");
    body.extend(b"mysql_native_password\0");
    packet(0, &body)
}

/// A packet of the protocol.
fn packet(order: u8, body: &[u8]) -> Vec<u8> {
    let mut packet = vec![u8::try_from(body.len()).unwrap(), 0, 0, order];
    packet.extend(body);
    packet
}

/// The packet with which a client leaves.
const FAREWELL: [u8; 5] = [1, 0, 0, 0, 1];
/// What a server says to what it accepts.
const ACCEPTED: [u8; 7] = [0, 0, 0, 2, 0, 0, 0];

/// What comes from a client next; nothing once it has left.
fn received(client: &mut impl Read) -> Vec<u8> {
    let mut bytes = vec![0; 4096];
    let count = client.read(&mut bytes).unwrap_or_default();
    bytes.truncate(count);
    bytes
}

/// A server that talks to every client as told: the pool may try twice at once. Gives its port and what comes of the
/// conversations.
fn server<T: Send + 'static>(
    capabilities: u32,
    talk: impl Fn(&mut TcpStream) -> T + Send + Sync + 'static,
) -> (u16, Receiver<T>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    let (sender, conversations) = channel();
    let talk = Arc::new(talk);
    std::thread::spawn(move || {
        for mut client in listener.incoming().flatten() {
            let (sender, talk) = (sender.clone(), Arc::clone(&talk));
            std::thread::spawn(move || {
                client.write_all(&greeting(capabilities)).ok()?;
                // Nobody listens any more to what comes after the first one.
                sender.send(talk(&mut client)).ok()
            });
        }
    });
    (port, conversations)
}

fn hosts(host: &str, port: u16, settings: Variables) -> Hosts {
    let url = Secret::new(format!("mysql://canari:secret@{host}:{port}/epic_events"));
    of_program(&url, &configuration_with(settings)).unwrap()
}

fn refusal(hosts: Hosts) -> Error {
    policy::check(&Database::new(hosts, None)).unwrap_err()
}

/// Connects to a server without TLS at this host and gives what the server received.
fn connect_to_plain_server(host: &str) -> (Error, Vec<u8>) {
    let (port, conversations) = server(0, received);
    let error = refusal(hosts(host, port, Variables::new()));
    (error, conversations.recv().unwrap())
}

fn names_its_client(received: &[u8]) -> bool {
    received.windows(6).any(|window| window == b"canari")
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
    assert!(names_its_client(&received));
}

/// The host that the program is told to reach: not a loopback address, though it reaches this machine.
const DISTANT: &str = "0.0.0.0";

/// Connects to a server whose certificate is for this name and vouched for by itself, which is configured as the
/// authority or not. Gives what the server received once nobody else could read it.
fn connect_to_server_of(name: &str, is_authority_configured: bool) -> (Error, Option<Vec<u8>>) {
    telemetry::install_crypto_provider();
    let certified = rcgen::generate_simple_self_signed([name.to_owned()]).unwrap();
    let mut authority = tempfile::NamedTempFile::new().unwrap();
    authority.write_all(certified.cert.pem().as_bytes()).unwrap();
    let mut settings = Variables::new();
    if is_authority_configured {
        settings.insert("EPIC_EVENTS_DATABASE_CA".into(), authority.path().into());
    }
    let key = PrivateKeyDer::try_from(certified.signing_key.serialize_der()).unwrap();
    let configuration = rustls::ServerConfig::builder()
        .with_no_client_auth()
        .with_single_cert(vec![certified.cert.der().clone()], key)
        .map(Arc::new)
        .unwrap();
    let (port, conversations) = server(TLS, move |client| {
        // The header and the body with which a client asks for TLS.
        client.read_exact(&mut [0; 36]).ok()?;
        let mut secured = rustls::ServerConnection::new(Arc::clone(&configuration)).unwrap();
        secured.complete_io(client).ok()?;
        Some(received(&mut rustls::Stream::new(&mut secured, client)))
    });
    let error = refusal(hosts(DISTANT, port, settings));
    (error, conversations.recv().unwrap())
}

#[test]
fn s13_only_a_certificate_of_the_authority_for_that_very_host_is_accepted() {
    // Nobody vouches for the first; the authority vouches for the second, as another host.
    for (name, is_authority_configured) in [(DISTANT, false), ("base.exemple.fr", true)] {
        let (error, received) = connect_to_server_of(name, is_authority_configured);
        assert_eq!(error, Error::ServerIdentityRefused, "{name}");
        assert!(!received.is_some_and(|received| names_its_client(&received)), "{name}");
    }
    // The control: what is as it should be is told who connects.
    let (_, received) = connect_to_server_of(DISTANT, true);
    assert!(received.is_some_and(|received| names_its_client(&received)));
}

/// Connects to a server that answers to the first statement by asking for a file; gives what it is sent.
fn sent_to_a_server_that_asks_for(path: PathBuf, connect: impl FnOnce(u16)) -> Vec<u8> {
    let (port, conversations) = server(LOCAL_FILES, move |client| {
        assert!(names_its_client(&received(client)));
        client.write_all(&packet(2, &ACCEPTED)).unwrap();
        received(client);
        let mut question = vec![0xfb];
        question.extend(path.to_str().unwrap().as_bytes());
        client.write_all(&packet(1, &question)).unwrap();
        received(client)
    });
    connect(port);
    conversations.recv().unwrap()
}

#[test]
fn s13_a_server_that_asks_for_a_file_of_this_machine_gets_nothing() {
    let mut file = tempfile::NamedTempFile::new().unwrap();
    file.write_all(b"le secret de la machine").unwrap();
    let path = file.path().to_owned();

    let sent = sent_to_a_server_that_asks_for(path.clone(), |port| {
        refusal(hosts("127.0.0.1", port, Variables::new()));
    });
    assert_eq!(sent, packet(2, &[]), "an empty file");

    // The control: a program that obeys would have sent it.
    let sent = sent_to_a_server_that_asks_for(path, |port| {
        let obedient = LocalInfileHandler::new(|name, file| {
            let path = std::str::from_utf8(name).expect("the name is text");
            file.write_all(&std::fs::read(path)?)
        });
        let options = OptsBuilder::from_opts(hosts("127.0.0.1", port, Variables::new()).first().clone())
            .local_infile_handler(Some(obedient));
        // The server leaves once it has what it wanted.
        Conn::new(options).unwrap_err();
    });
    assert!(sent.windows(9).any(|window| window == b"le secret"), "{sent:?}");
}
