//! A private server of one test that listens on a port of this machine too, with TLS: as a distant one is reached.
//!
//! It is made and started by the product, read from its process how, then started again with a port and a certificate.

use std::io::Write;
use std::net::TcpListener;
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};

use epic_events::database::connection_options::{of_program, of_socket};
use epic_events::demonstration::local_server::{Layout, LocalServer, Settings};
use epic_events::security::secret::Secret;
use epic_events::telemetry;
use mysql::{Conn, Opts, OptsBuilder};
use tempfile::TempDir;

use super::files::rewrite;
use super::own_server::command_line;
use super::process::eventually;
use super::server::configuration_with;

/// An address that is no loopback address, though it reaches this machine.
const DISTANT: &str = "0.0.0.0";

pub(crate) struct NetworkServer {
    folder: TempDir,
    process: Child,
    port: u16,
    socket: PathBuf,
}

impl NetworkServer {
    pub(crate) fn start() -> Self {
        telemetry::install_crypto_provider();
        let folder = TempDir::new().unwrap();
        let layout = Layout::new(&folder.path().join("server"), &[folder.path().to_owned()]).unwrap();
        let arguments = arguments_of_private_server(layout);
        let certified = rcgen::generate_simple_self_signed([DISTANT.to_owned()]).unwrap();
        rewrite(folder.path().join("certificate"), certified.cert.pem());
        rewrite(folder.path().join("key"), certified.signing_key.serialize_pem());
        let socket = folder.path().join("s");
        let port = free_port();
        let (program, options) = arguments.split_first().unwrap();
        let is_replaced = |option: &str| {
            ["--skip-networking", "--socket=", "--pid-file="]
                .iter()
                .any(|replaced| option.starts_with(replaced))
        };
        // Where it works, and what its other paths begin from.
        let files = options.iter().find_map(|option| option.strip_prefix("--datadir="));
        let files = PathBuf::from(files.unwrap());
        let log = std::fs::File::create_new(folder.path().join("log")).unwrap();
        let process = Command::new(program)
            .args(options.iter().filter(|option| !is_replaced(option)))
            .arg(format!("--socket={}", socket.display()))
            .arg(format!("--port={port}"))
            .arg("--bind-address=127.0.0.1")
            .arg(format!("--pid-file={}", folder.path().join("pid").display()))
            .arg(format!("--ssl-cert={}", folder.path().join("certificate").display()))
            .arg(format!("--ssl-key={}", folder.path().join("key").display()))
            .current_dir(&files)
            .stdin(Stdio::null())
            .stdout(log.try_clone().unwrap())
            .stderr(log)
            .spawn()
            .unwrap();
        let server = Self {
            folder,
            process,
            port,
            socket,
        };
        eventually("the server on the port", || Conn::new(server.owner(None)).ok());
        server
    }

    /// The account that may do anything, by the socket.
    pub(crate) fn owner(&self, database: Option<&str>) -> Opts {
        of_socket(&self.socket, "root", database)
    }

    /// The program as it reaches the server over a network: by TLS.
    pub(crate) fn distant_program(&self, account: &str, database: &str) -> Opts {
        let authority = self.folder.path().join("certificate");
        let settings = [("EPIC_EVENTS_DATABASE_CA".into(), authority.into())].into();
        let url = format!("mysql://{account}@{DISTANT}:{}/{database}", self.port);
        of_program(&Secret::new(url), &configuration_with(settings)).unwrap()
    }

    /// The same without TLS.
    pub(crate) fn plain_program(&self, account: &str, database: &str) -> Opts {
        let distant = self.distant_program(account, database);
        OptsBuilder::from_opts(distant).ssl_opts(None).into()
    }

    /// The program by the socket, as on the machine of the server.
    pub(crate) fn local_program(&self, account: &str, database: &str) -> Opts {
        let url = format!(
            "mysql://{account}@localhost/{database}?socket={}",
            self.socket.display()
        );
        of_program(&Secret::new(url), &configuration_with([].into())).unwrap()
    }
}

impl Drop for NetworkServer {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
        if std::thread::panicking() {
            let log = std::fs::read_to_string(self.folder.path().join("log")).unwrap_or_default();
            let _ = writeln!(std::io::stderr(), "{log}");
        }
    }
}

/// How the product starts the server of these files, which it makes and then stops.
fn arguments_of_private_server(layout: Layout) -> Vec<String> {
    let files = layout.data_directory.clone();
    let server = LocalServer::start_or_join(Settings {
        layout,
        search_path: configuration_with([].into()).search_path,
        durable: false,
    })
    .unwrap();
    let arguments = command_line(&files);
    drop(server);
    arguments
}

fn free_port() -> u16 {
    TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port()
}
