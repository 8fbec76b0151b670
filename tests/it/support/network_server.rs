//! A private server of one test that listens on a port of this machine too, with TLS: as a distant one is reached.

use std::net::TcpListener;

use epic_events::database::connection_options::of_program;
use epic_events::security::secret::Secret;
use epic_events::telemetry;
use mysql::{Opts, OptsBuilder};
use tempfile::TempDir;

use super::files::rewrite;
use super::own_server::OwnServer;
use super::server::configuration_with;

/// An address that is no loopback address, though it reaches this machine.
const DISTANT: &str = "0.0.0.0";

pub(crate) struct NetworkServer {
    server: OwnServer,
    /// Its certificate and its key.
    folder: TempDir,
    port: u16,
}

impl NetworkServer {
    pub(crate) fn start() -> Self {
        telemetry::install_crypto_provider();
        let folder = TempDir::new().unwrap();
        let certified = rcgen::generate_simple_self_signed([DISTANT.to_owned()]).unwrap();
        let (certificate, key) = (folder.path().join("certificate"), folder.path().join("key"));
        rewrite(&certificate, certified.cert.pem());
        rewrite(&key, certified.signing_key.serialize_pem());
        let port = free_port();
        let server = OwnServer::with(&[
            // The product's own option says the contrary; the last one counts.
            "--skip-networking=0",
            "--bind-address=127.0.0.1",
            &format!("--port={port}"),
            &format!("--ssl-cert={}", certificate.display()),
            &format!("--ssl-key={}", key.display()),
        ]);
        Self { server, folder, port }
    }

    /// The account that may do anything, by the socket.
    pub(crate) fn owner(&self, database: Option<&str>) -> Opts {
        self.server.owner(database)
    }

    /// The program as it reaches the server over a network: by TLS.
    pub(crate) fn distant_program(&self, account: &str, database: &str) -> Opts {
        let authority = self.folder.path().join("certificate");
        let settings = [("EPIC_EVENTS_DATABASE_CA".into(), authority.into())].into();
        let url = format!("mysql://{account}@{DISTANT}:{}/{database}", self.port);
        of_program(&Secret::new(url), &configuration_with(settings))
            .unwrap()
            .first()
            .clone()
    }

    /// The same without TLS.
    pub(crate) fn plain_program(&self, account: &str, database: &str) -> Opts {
        let distant = self.distant_program(account, database);
        OptsBuilder::from_opts(distant).ssl_opts(None).into()
    }

    /// The program by the socket, as on the machine of the server.
    pub(crate) fn local_program(&self, account: &str, database: &str) -> Opts {
        let owner = self.owner(None);
        let socket = owner.get_socket().unwrap();
        let url = format!("mysql://{account}@localhost/{database}?socket={socket}");
        of_program(&Secret::new(url), &configuration_with([].into()))
            .unwrap()
            .first()
            .clone()
    }
}

fn free_port() -> u16 {
    TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port()
}
