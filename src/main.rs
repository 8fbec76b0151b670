//! The program `epic_events`: reads its arguments, settings and surroundings, then runs a shell over them.
//!
//! Without a command, a terminal opens the interactive shell. Anything else is commands on standard input: a command
//! file of the person that `--identifiant` names, or else lines that run one by one, `connexion` among them. With a
//! command, that runs and its exit status is the program's.

use std::io::{IsTerminal, stderr, stdin, stdout};
use std::process::ExitCode;

use epic_events::clock::Clock;
use epic_events::configuration::Configuration;
use epic_events::error::{Error, Result};
use epic_events::models::session::CloseReason;
use epic_events::shell::context::Context;
use epic_events::shell::context::questions::{Nobody, Questions};
use epic_events::shell::context::reply::Status;
use epic_events::shell::context::standard_input::PipedInput;
use epic_events::shell::dispatch::{INTERPRETER, execute_words, sign_in_before};
use epic_events::shell::doors::interactive;
use epic_events::shell::doors::invocation::{Invocation, show_help};
use epic_events::shell::doors::line_editor::PasswordQuestions;
use epic_events::shell::doors::piped_lines;
use epic_events::shell::messages::errors;
use epic_events::shell::messages::terminal::{PAGER_PROMPT, SLOWNESS};
use epic_events::shell::render::output::{Output, terminal_width};
use epic_events::shell::render::pager::Paging;
use epic_events::shell::render::style::Style;
use epic_events::telemetry;

/// What standard input means when it is known whose commands it holds.
const STANDARD_INPUT_AS_FILE: [&str; 2] = ["executer", "-"];

fn main() -> ExitCode {
    telemetry::forbid_core_dumps();
    telemetry::install_crypto_provider();
    let status = run().unwrap_or_else(|error| {
        say(&error);
        Status::Failure(error.kind())
    });
    ExitCode::from(status.exit_status())
}

/// Shows an error that no shell is there to show.
fn say(error: &Error) {
    if error.is_closed_output() {
        return;
    }
    let text = errors::render(error, Style::new(false));
    // Nothing else can be done where standard error is closed.
    let _ = std::io::Write::write_all(&mut stderr(), format!("{text}\n").as_bytes());
}

fn run() -> Result<Status> {
    let invocation = Invocation::read(std::env::args_os().skip(1))?;
    let configuration = Configuration::of_process(invocation.configuration_file.as_deref())?;
    let clock = Clock::system();
    let _telemetry = telemetry::start(&configuration, &clock)?;
    telemetry::install_panic_hook();
    let is_terminal = stdin().is_terminal() && stdout().is_terminal();
    let piped = PipedInput::new(Box::new(stdin()));
    let questions: Box<dyn Questions> = match (stdin().is_terminal(), invocation.command.is_empty()) {
        // Forms and questions are for the interactive shell, which asks them with its own keyboard.
        (true, _) => Box::new(PasswordQuestions),
        (false, true) => Box::new(piped.clone()),
        (false, false) => Box::new(Nobody),
    };
    let given_password = piped.lend(|source| invocation.password(source))?;
    let output = output(&configuration);
    let mut context = Context::new(configuration, clock, output, questions, INTERPRETER)?;
    context.given_password = given_password;
    context.standard_input = piped.clone();
    if stderr().is_terminal() {
        context.signals.tell_slowness(SLOWNESS);
    }
    context.signals.listen().map_err(Error::internal)?;
    let status = converse(&mut context, &invocation, &piped, is_terminal);
    context.sign_out(CloseReason::SignedOut);
    status
}

fn converse(context: &mut Context, invocation: &Invocation, piped: &PipedInput, is_terminal: bool) -> Result<Status> {
    if invocation.wants_version {
        context
            .output
            .result(concat!("epic_events ", env!("CARGO_PKG_VERSION"), "\n"))?;
        return Ok(Status::Success);
    }
    if invocation.wants_help {
        return show_help(context);
    }
    if let Some(username) = &invocation.username {
        let status = sign_in_before(context, username);
        if status != Status::Success && !(is_terminal && invocation.command.is_empty()) {
            return Ok(status);
        }
    }
    if is_terminal && invocation.command.is_empty() {
        return interactive::run(context);
    }
    context.signals.end_on_interrupt();
    let status = if !invocation.command.is_empty() {
        context.has_next_command = false;
        execute_words(context, &invocation.command)
    } else if invocation.username.is_some() {
        execute_words(context, &STANDARD_INPUT_AS_FILE.map(String::from))
    } else {
        piped_lines::run(context, piped)
    };
    // Nothing can be given up any more: the status says how the commands ended, also while the session is closed.
    context.signals.ignore_interrupts();
    Ok(status)
}

/// Width, colour and pager belong to terminals only, and the pager to those that it can move about on: on others it
/// warns and waits for a key.
fn output(configuration: &Configuration) -> Output {
    let is_terminal = stdout().is_terminal();
    let has_pager = is_terminal && stdin().is_terminal() && configuration.terminal_understands_escapes();
    let paging = if has_pager {
        Paging::Less {
            terminal: configuration.terminal.clone(),
            prompt: PAGER_PROMPT,
        }
    } else {
        Paging::Direct
    };
    Output {
        standard: Box::new(stdout()),
        errors: Box::new(stderr()),
        width: terminal_width(),
        style: Style::new(is_terminal && stderr().is_terminal() && !configuration.plain_text),
        paging,
    }
}
