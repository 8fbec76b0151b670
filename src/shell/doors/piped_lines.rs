//! Commands on standard input when that is no terminal: lines run in order until one fails.

use crate::shell::context::Context;
use crate::shell::context::reply::Status;
use crate::shell::context::standard_input::PipedInput;
use crate::shell::dialogue::failure::fail;
use crate::shell::dispatch::execute;
use crate::shell::messages::session;

/// Runs every line until one fails or the person leaves.
pub fn run(context: &mut Context, input: &PipedInput) -> Status {
    loop {
        let line = input.next_line();
        let number = line.as_ref().ok().and_then(|line| Some(line.as_ref()?.0));
        let status = match line {
            Ok(None) => return Status::Success,
            Ok(Some((_, text))) => execute(context, &text),
            Err(error) => fail(context, &error),
        };
        if status != Status::Success {
            let number = number.unwrap_or_else(|| input.lend(|source| source.lines_read()));
            context.output.message(&session::stopped_at(number));
        }
        if status != Status::Success || context.is_leaving {
            return status;
        }
    }
}
