//! The client of Sentry, set by hand.
//!
//! `sentry::init` is not used: it reads settings of its own from the environment (one of them switches the verification
//! of certificates off) and adds integrations that collect the name of the machine.

use std::str::FromStr;
use std::sync::Arc;
use std::time::Duration;

use sentry::types::Dsn;
use sentry::{Client, ClientOptions};

use super::allow_list;
use super::transport::BoundedTransportFactory;
use crate::configuration::Environment;
use crate::error::Expectation;
use crate::security::secret::Secret;

/// How long the end of the program may wait for what is not sent yet.
pub(super) const LONGEST_FAREWELL: Duration = Duration::from_secs(2);

/// A client for an address. Nothing is sent and nobody is reached before the first event.
///
/// # Errors
/// [`Expectation::SentryAddress`] when the text is no address of Sentry.
pub(super) fn connect(
    transport: BoundedTransportFactory,
    address: &Secret,
    environment: Environment,
) -> Result<Arc<Client>, Expectation> {
    let dsn = Dsn::from_str(address.expose()).map_err(|_| Expectation::SentryAddress)?;
    let mut options = options(environment).transport(transport);
    options.dsn = Some(dsn);
    Ok(Arc::new(Client::with_options(options)))
}

/// The options of every client, without an address nor a transport.
pub(super) fn options(environment: Environment) -> ClientOptions {
    let [demonstration, production] = allow_list::ENVIRONMENTS;
    ClientOptions::new()
        .release(allow_list::RELEASE)
        .environment(match environment {
            Environment::Demonstration => demonstration,
            Environment::Production => production,
        })
        .send_default_pii(false)
        .max_breadcrumbs(0)
        .before_breadcrumb(|_| None)
        .before_send(|event| Some(allow_list::rebuild(event)))
        .shutdown_timeout(LONGEST_FAREWELL)
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use crate::clock::Clock;
    use crate::configuration::{Configuration, DATA_DIRECTORY, SENTRY_DSN};
    use crate::error::Error;

    #[test]
    fn a_wrong_address_names_the_variable() {
        for address in [
            "canary",
            "https://sentry.example/1",
            "ftp://key@sentry.example/1",
            "https://key@sentry.example",
        ] {
            let variables = [(DATA_DIRECTORY, "/nowhere"), (SENTRY_DSN, address)];
            let variables = variables.map(|(name, value)| (name.into(), value.into())).into();
            let configuration = Configuration::read(variables, None, Path::new("no file")).unwrap();
            let refused = crate::telemetry::start(&configuration, &Clock::system()).map(|_| ());
            assert!(
                matches!(refused, Err(Error::InvalidSetting { name: SENTRY_DSN, .. })),
                "{address}"
            );
        }
    }
}
