//! Over a network the program's account is let in by TLS only, whoever learns its password (S13): on a real server,
//! with a port and a certificate.

use epic_events::database::administration::Administration;
use mysql::prelude::Queryable;
use mysql::{Conn, Opts};

use crate::support::database::NOW;
use crate::support::network_server::NetworkServer;

const DATABASE: &str = "ee_transport";
const ACCOUNT: &str = "ee_transport:le%20compte%20du%20programme";

fn prepare(server: &NetworkServer, program: Opts) -> (Administration, bool) {
    let administration = Administration::new(server.owner(Some(DATABASE)), program);
    let preparation = administration.prepare(NOW.parse().unwrap()).unwrap();
    assert!(preparation.has_own_account);
    (administration, preparation.demands_tls)
}

#[test]
fn s13_the_account_of_a_distant_program_is_let_in_by_tls_only() {
    let server = NetworkServer::start();
    let plain = server.plain_program(ACCOUNT, DATABASE);
    let distant = server.distant_program(ACCOUNT, DATABASE);

    // The control: the account of a program of that machine needs no TLS, and may then be used over the network too.
    let (local, demands_tls) = prepare(&server, server.local_program(ACCOUNT, DATABASE));
    assert!(!demands_tls);
    assert_eq!(local.accepts_plain_connections(), Ok(false));
    Conn::new(plain.clone()).unwrap();

    // Seen from the network, that is a fault, which preparing mends; doing it again changes nothing.
    let administration = Administration::new(server.owner(Some(DATABASE)), distant.clone());
    assert_eq!(administration.accepts_plain_connections(), Ok(true));
    for _ in 0..2 {
        let (administration, demands_tls) = prepare(&server, distant.clone());
        assert!(demands_tls);
        assert_eq!(administration.accepts_plain_connections(), Ok(false));
        assert_eq!(administration.account_rights().unwrap().excessive, []);
        assert!(Conn::new(plain.clone()).is_err());
    }
    let mut program = Conn::new(distant).unwrap();
    let cipher: Option<(String, String)> = program.query_first("SHOW STATUS LIKE 'Ssl_cipher'").unwrap();
    assert!(!cipher.unwrap().1.is_empty());

    // An account that is made from the network has never been let in otherwise.
    let other = "ee_transport_2:autre";
    prepare(&server, server.distant_program(other, DATABASE));
    assert!(Conn::new(server.plain_program(other, DATABASE)).is_err());
    Conn::new(server.distant_program(other, DATABASE)).unwrap();
}
