//! The way to Sentry, made so that a dead or silent server slows nothing.
//!
//! The transport of the library has no time limit, waits for a free place in its queue when it is flushed, and joins
//! its thread when it is dropped: before a server that accepts and never answers, the program would never end. Here
//! every request has a limit, and whatever may wait at the end happens in a thread that nobody waits for beyond the
//! time given.
//!
//! It also keeps of every envelope the event alone: attachments are added after the event was rebuilt.

use std::sync::mpsc::sync_channel;
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::Duration;

use sentry::transports::{UreqHttpTransport, UreqHttpTransportOptions};
use sentry::{Envelope, Transport, TransportFactory, TransportOptions};
use ureq::tls::{RootCerts, TlsConfig};

/// The longest a request may take, from the resolution of the name to the end of the answer.
const LONGEST_REQUEST: Duration = Duration::from_secs(5);

/// Makes the transport of a client that believes these authorities.
pub(super) struct BoundedTransportFactory {
    authorities: RootCerts,
}

/// The public authorities.
impl Default for BoundedTransportFactory {
    fn default() -> Self {
        Self {
            authorities: RootCerts::WebPki,
        }
    }
}

impl TransportFactory for BoundedTransportFactory {
    /// The cryptography is that of the process: see [`install_crypto_provider`](super::install_crypto_provider).
    fn create_transport_with_options(&self, options: TransportOptions) -> Arc<dyn Transport> {
        let tls = TlsConfig::builder().root_certs(self.authorities.clone()).build();
        let agent = ureq::Agent::config_builder()
            .timeout_global(Some(LONGEST_REQUEST))
            .tls_config(tls)
            .build()
            .new_agent();
        let transport = UreqHttpTransportOptions::from(options).with_agent(agent).build();
        Arc::new(BoundedTransport(Mutex::new(Some(transport))))
    }
}

/// The transport of the library, until it is shut down.
struct BoundedTransport(Mutex<Option<UreqHttpTransport>>);

impl Transport for BoundedTransport {
    /// Puts the event in the queue, or drops it when the queue is full; never waits.
    fn send_envelope(&self, envelope: Envelope) {
        let guard = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let (Some(transport), Some(event)) = (guard.as_ref(), envelope.event()) {
            transport.send_envelope(Envelope::from(event.clone()));
        }
    }

    /// Waiting while the program runs would slow it: only the end waits.
    fn flush(&self, _timeout: Duration) -> bool {
        false
    }

    fn shutdown(&self, timeout: Duration) -> bool {
        let Some(transport) = self.0.lock().unwrap_or_else(PoisonError::into_inner).take() else {
            return true;
        };
        let (sender, receiver) = sync_channel(1);
        let farewell = thread::Builder::new()
            .name(String::from("sentry-farewell"))
            .spawn(move || {
                let is_everything_sent = transport.flush(timeout);
                // The receiver may have gone.
                let _nobody_waits = sender.send(is_everything_sent);
                drop(transport);
            });
        farewell.is_ok() && receiver.recv_timeout(timeout).unwrap_or(false)
    }
}

#[cfg(test)]
mod tests {
    use std::io::{Read, Write};
    use std::net::{SocketAddr, TcpListener, TcpStream};

    use rustls::pki_types::PrivateKeyDer;
    use rustls::{ServerConfig, ServerConnection, StreamOwned};
    use sentry::protocol::{Attachment, Breadcrumb, Event, Exception, User};
    use sentry::{Hub, Scope};
    use ureq::tls::Certificate;

    use super::*;
    use crate::clock::Clock;
    use crate::configuration::Environment;
    use crate::error::Error;
    use crate::security::secret::Secret;
    use crate::telemetry::{Telemetry, report, sentry_client};

    const CANARY: &str = "canary-zoe@example.fr";

    fn hub_to(address: SocketAddr) -> (Telemetry, Arc<Hub>) {
        hub_through(BoundedTransportFactory::default(), format!("http://key@{address}/1"))
    }

    fn hub_through(transport: BoundedTransportFactory, address: String) -> (Telemetry, Arc<Hub>) {
        crate::telemetry::install_crypto_provider();
        let dsn = Secret::new(address);
        let client = sentry_client::connect(transport, &dsn, Environment::Production).unwrap();
        let hub = Hub::new(Some(Arc::clone(&client)), Arc::new(Scope::default()));
        (Telemetry { client: Some(client) }, Arc::new(hub))
    }

    /// How long a hundred reports took, then the end.
    fn duration_of_reports_and_end(address: SocketAddr) -> (Duration, Duration) {
        let (telemetry, hub) = hub_to(address);
        let clock = Clock::system();
        Hub::run(Arc::clone(&hub), || {
            for _ in 0..100 {
                report(&Error::Unavailable, "clients lister");
            }
        });
        let reports = clock.monotonic();
        drop(telemetry);
        drop(hub);
        (reports, clock.monotonic().saturating_sub(reports))
    }

    #[test]
    fn s41_a_closed_port_slows_nothing() {
        let address = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
        let (reports, end) = duration_of_reports_and_end(address);
        assert!(reports < Duration::from_secs(1), "{reports:?}");
        assert!(end < Duration::from_secs(4), "{end:?}");
    }

    #[test]
    fn s41_a_server_that_never_answers_slows_nothing() {
        // The system accepts the connection; nobody ever reads it.
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let (reports, end) = duration_of_reports_and_end(listener.local_addr().unwrap());
        assert!(reports < Duration::from_secs(1), "{reports:?}");
        assert!(end < Duration::from_secs(4), "{end:?}");
        drop(listener);
    }

    fn accept(listener: &TcpListener) -> TcpStream {
        let (stream, _) = listener.accept().unwrap();
        stream.set_read_timeout(Some(Duration::from_secs(10))).unwrap();
        stream
    }

    /// Reads one request, answers it, and gives its bytes.
    fn serve_once(mut stream: impl Read + Write) -> String {
        let mut request = String::new();
        let mut buffer = [0; 4096];
        while !is_complete(&request) {
            let count = stream.read(&mut buffer).unwrap();
            assert!(count > 0, "{request}");
            request.push_str(std::str::from_utf8(&buffer[..count]).unwrap());
        }
        stream
            .write_all(b"HTTP/1.1 200 OK\r\ncontent-length: 2\r\nconnection: close\r\n\r\n{}")
            .unwrap();
        request
    }

    fn is_complete(request: &str) -> bool {
        let Some((head, body)) = request.split_once("\r\n\r\n") else {
            return false;
        };
        let length = head
            .lines()
            .filter_map(|line| line.split_once(':'))
            .find(|(name, _)| name.eq_ignore_ascii_case("content-length"))
            .map(|(_, length)| length.trim().parse::<usize>().unwrap());
        length.is_some_and(|length| body.len() >= length)
    }

    #[test]
    fn s41_the_bytes_that_leave_hold_the_event_and_no_canary() {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let (telemetry, hub) = hub_to(listener.local_addr().unwrap());
        Hub::run(hub, || {
            Hub::current().add_breadcrumb(Breadcrumb {
                message: Some(CANARY.to_owned()),
                ..Breadcrumb::default()
            });
            Hub::current().configure_scope(|scope| {
                scope.set_user(Some(User {
                    email: Some(CANARY.to_owned()),
                    ..User::default()
                }));
                scope.add_attachment(Attachment {
                    buffer: CANARY.into(),
                    ..Attachment::default()
                });
            });
            Hub::current().capture_event(Event {
                message: Some(CANARY.to_owned()),
                server_name: Some(CANARY.into()),
                exception: vec![Exception {
                    ty: Error::Busy.code().to_string(),
                    value: Some(CANARY.to_owned()),
                    ..Exception::default()
                }]
                .into(),
                ..Event::default()
            });
        });
        let request = serve_once(accept(&listener));
        drop(telemetry);
        assert!(request.contains(Error::Busy.code().word()), "{request}");
        assert!(request.contains("epic_events@"), "{request}");
        assert!(!request.contains("canary") && !request.contains("zoe"), "{request}");
        let host = rustix::system::uname().nodename().to_string_lossy().into_owned();
        assert!(!request.contains(&format!("\"{host}\"")), "{request}");
    }

    /// A server of this machine for TLS, and the certificate that it shows, which nobody else signed.
    fn server_with_certificate() -> (Arc<ServerConfig>, Certificate<'static>) {
        crate::telemetry::install_crypto_provider();
        let certified = rcgen::generate_simple_self_signed([String::from("127.0.0.1")]).unwrap();
        let certificate = certified.cert.der();
        let key = PrivateKeyDer::try_from(certified.signing_key.serialize_der()).unwrap();
        let server = ServerConfig::builder()
            .with_no_client_auth()
            .with_single_cert(vec![certificate.clone()], key)
            .unwrap();
        (Arc::new(server), Certificate::from_der(certificate).to_owned())
    }

    /// Reports one error over TLS, and gives the connection as the server has it.
    fn report_over_tls(
        server: Arc<ServerConfig>,
        transport: BoundedTransportFactory,
    ) -> (Telemetry, StreamOwned<ServerConnection, TcpStream>) {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let (telemetry, hub) = hub_through(transport, format!("https://key@{address}/1"));
        Hub::run(hub, || report(&Error::Unavailable, "clients lister"));
        let connection = ServerConnection::new(server).unwrap();
        (telemetry, StreamOwned::new(connection, accept(&listener)))
    }

    #[test]
    fn s41_an_event_arrives_over_tls() {
        let (server, certificate) = server_with_certificate();
        let transport = BoundedTransportFactory {
            authorities: RootCerts::new_with_certs(&[certificate]),
        };
        let (telemetry, stream) = report_over_tls(server, transport);
        let request = serve_once(stream);
        drop(telemetry);
        assert!(request.contains(Error::Unavailable.code().word()), "{request}");
    }

    #[test]
    fn s41_a_server_that_no_public_authority_knows_learns_nothing() {
        let (server, _) = server_with_certificate();
        let (telemetry, mut stream) = report_over_tls(server, BoundedTransportFactory::default());
        let received = stream.read(&mut [0; 1]);
        drop(telemetry);
        assert!(received.is_err(), "{received:?}");
        assert!(stream.conn.is_handshaking());
    }
}
