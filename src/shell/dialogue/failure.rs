//! How an error is shown, wherever it came from.

use crate::error::Error;
use crate::shell::context::Context;
use crate::shell::context::reply::Status;
use crate::shell::messages::errors;
use crate::telemetry;

/// Shows an error and tells what it means for the program. A reader that has gone is told nothing: only the status says
/// that not everything was delivered.
pub fn fail(context: &mut Context, error: &Error) -> Status {
    if error.is_closed_output() {
        return Status::Failure(error.kind());
    }
    telemetry::log_error(error);
    if error.kind().is_reported() {
        telemetry::report(error, context.command());
    }
    let text = errors::render_within(error, context.output.style, context.output.reading_width());
    match &context.file_line {
        Some(line) => {
            let text = format!("{}: {text}\n{}", line.site, line.inclusions);
            context.output.message(&text);
        }
        None => context.output.message(&text),
    }
    Status::Failure(error.kind())
}
