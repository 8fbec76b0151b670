//! What the operator learns of a run: the log (S42), Sentry (S41), and the secrets that neither may hold (S7).
//!
//! `main` calls, in this order: [`forbid_core_dumps`], [`install_crypto_provider`], then, once the settings are read,
//! [`start`] and [`install_panic_hook`]. The value of [`start`] is kept until the end: dropping it sends what is left.
//!
//! Refused: the words of a panic, and text that a person typed or the database holds. Sentry receives only what
//! `allow_list` rebuilds; the log cuts quoted text and addresses out of the details of internal errors. Nothing here
//! can stop or slow a command: a log that cannot be opened, a Sentry that does not answer are done without.

mod allow_list;
mod log_file;
mod logger;
mod panic_hook;
mod process;
mod redaction;
mod reporting;
mod sentry_client;
mod tags;
mod transport;

use std::sync::Arc;

use sentry::{Client, Hub};

pub use logger::{Destination, log_error};
pub use panic_hook::{install_panic_hook, panic_error};
pub use process::{forbid_core_dumps, install_crypto_provider};
pub use reporting::{BusinessEvent, business_event, identify, report};

use crate::clock::Clock;
use crate::configuration::{Configuration, LOG_FILTER, SENTRY_DSN};
use crate::error::{Expectation, Result};
use logger::Filter;
use transport::BoundedTransportFactory;

/// Keeps Sentry alive; dropped at the end of `main`, it waits at most two seconds for what is not sent yet.
#[must_use = "dropping it ends the reports to Sentry"]
pub struct Telemetry {
    client: Option<Arc<Client>>,
}

/// Starts the log, and Sentry when an address is set. Call it on the main thread, before any other thread starts.
///
/// # Errors
/// [`Error::InvalidSetting`](crate::error::Error::InvalidSetting) for a log filter or a Sentry address that cannot be
/// understood.
pub fn start(configuration: &Configuration, clock: &Clock) -> Result<Telemetry> {
    let filter = Filter::parse(configuration.log_filter.as_deref())
        .ok_or_else(|| configuration.invalid_setting(LOG_FILTER, Expectation::LogFilter))?;
    let client = match &configuration.sentry_dsn {
        Some(address) => {
            let transport = BoundedTransportFactory::default();
            let client = sentry_client::connect(transport, address, configuration.environment);
            Some(client.map_err(|expected| configuration.invalid_setting(SENTRY_DSN, expected))?)
        }
        None => None,
    };
    let destination = Destination::choose(configuration.log_filter.is_some(), &configuration.data_directory);
    logger::install(&filter, &destination, clock);
    if let Some(client) = &client {
        Hub::current().bind_client(Some(Arc::clone(client)));
    }
    Ok(Telemetry { client })
}

impl Drop for Telemetry {
    fn drop(&mut self) {
        if let Some(client) = &self.client {
            client.close(Some(sentry_client::LONGEST_FAREWELL));
        }
    }
}
