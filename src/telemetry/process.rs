//! What is set for the whole process before anything secret is in memory.

use rustix::process::{Resource, Rlimit, setrlimit};

/// S7: a crash leaves no image of the memory on the disk, for this process and its children.
///
/// On Linux the process also refuses to be read by other processes of the same person. A system that refuses is left
/// as it is: the program must not depend on it.
pub fn forbid_core_dumps() {
    let none = Rlimit {
        current: Some(0),
        maximum: Some(0),
    };
    if let Err(error) = setrlimit(Resource::Core, none) {
        log::warn!("core dumps are not forbidden: {error}");
    }
    #[cfg(target_os = "linux")]
    forbid_reading_memory();
}

/// A crash handler that takes the image from a pipe ignores the limit of the resource, but not this.
#[cfg(target_os = "linux")]
fn forbid_reading_memory() {
    use rustix::process::{DumpableBehavior, set_dumpable_behavior};

    if let Err(error) = set_dumpable_behavior(DumpableBehavior::NotDumpable) {
        log::warn!("the memory of the process can be read by others: {error}");
    }
}

/// Chooses the cryptography of every TLS connection, to the database and to Sentry. The only provider in the program,
/// but the way to Sentry guesses none, and panics at its first connection when nobody has chosen. Calling it again
/// changes nothing.
pub fn install_crypto_provider() {
    // An error means that a provider is installed already.
    let _already_installed = rustls::crypto::aws_lc_rs::default_provider().install_default();
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn s7_core_dumps_are_forbidden() {
        // The process of the tests can do without them too.
        forbid_core_dumps();
        let none = Rlimit {
            current: Some(0),
            maximum: Some(0),
        };
        assert_eq!(rustix::process::getrlimit(Resource::Core), none);
        #[cfg(target_os = "linux")]
        assert_eq!(
            rustix::process::dumpable_behavior().unwrap(),
            rustix::process::DumpableBehavior::NotDumpable
        );
    }

    #[test]
    fn the_provider_can_be_installed_twice() {
        install_crypto_provider();
        install_crypto_provider();
        assert!(rustls::crypto::CryptoProvider::get_default().is_some());
        rustls::ClientConfig::builder()
            .with_root_certificates(rustls::RootCertStore::empty())
            .with_no_client_auth();
    }
}
