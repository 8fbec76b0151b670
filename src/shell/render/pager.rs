//! Long output goes through `less`, on a terminal only (S22).
//!
//! In this order: `less -FIRX` is started without a shell, in an environment that holds five variables and none of ours
//! (a secret in a setting must not reach a child); rows are written to it as they come; the program waits until the
//! person leaves it. What fits on one screen is printed without stopping (`-F`). Where `less` is missing, the output is
//! written directly.
//!
//! A person who leaves before the end is no error: the writer then reports a closed pipe, rows stop being read, and
//! [`through_pager`] turns that into success.
//!
//! `$PAGER` and `$LESS` are ignored on purpose: they would run any program with any option, while `LESSSECURE` holds
//! only in the `less` we start, whose keys that run commands or write files it disables.

use std::io::{self, BufWriter, Write};
use std::process::{Child, ChildStdin, Command, Stdio};

use crate::error::{Error, FileFault, Result};

const PROGRAM: &str = "less";

/// Leave when all fits on one screen; search ignoring case; colours pass; keep the screen when leaving.
const OPTIONS: &str = "-FIRX";

/// Where `less` is looked for: the folders of the system, never one a person chose.
const SEARCH_PATH: &str = "/usr/local/bin:/usr/bin:/bin";

/// Whether an output is read through the pager.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Paging {
    /// Written directly: no terminal, or a file.
    Direct,
    /// Through `less`, on a terminal of this type (`TERM`).
    Less {
        /// What `TERM` says.
        terminal: String,
        /// The prompt, because that of `less` is English.
        prompt: &'static str,
    },
}

/// Runs what writes the output, through the pager or not.
///
/// Gives nothing when the person left the pager before the end.
///
/// # Errors
/// Those of `body`, and [`Error::UnwritableFile`] without a path when the output cannot be written.
pub fn through_pager<T>(
    paging: &Paging,
    direct: &mut dyn Write,
    body: impl FnOnce(&mut dyn Write) -> Result<T>,
) -> Result<Option<T>> {
    run_through(PROGRAM, paging, direct, body)
}

/// The error of an output that cannot be written, when it is no file.
pub fn unwritable(error: &io::Error) -> Error {
    Error::UnwritableFile {
        path: None,
        why: FileFault::from(error),
    }
}

fn run_through<T>(
    program: &str,
    paging: &Paging,
    direct: &mut dyn Write,
    body: impl FnOnce(&mut dyn Write) -> Result<T>,
) -> Result<Option<T>> {
    let Some(mut pager) = start(program, paging) else {
        return body(direct).map(Some);
    };
    let outcome = body(&mut pager.input)
        .and_then(|value| pager.input.flush().map_err(|error| unwritable(&error)).map(|()| value));
    pager.wait();
    match outcome {
        Err(Error::UnwritableFile {
            path: None,
            why: FileFault::ClosedPipe,
        }) => Ok(None),
        outcome => outcome.map(Some),
    }
}

/// A pager that is running.
struct Pager {
    process: Child,
    input: BufWriter<ChildStdin>,
}

impl Pager {
    /// Tells it that all is written, then waits for the person to leave it; its exit status tells nothing of use.
    fn wait(self) {
        let Self { mut process, input } = self;
        // What could not be written was reported by the flush; dropping the pipe without another try ends the input.
        drop(input.into_parts());
        drop(process.wait());
    }
}

/// Nothing where no pager is wanted or none can be started.
fn start(program: &str, paging: &Paging) -> Option<Pager> {
    let Paging::Less { terminal, prompt } = paging else {
        return None;
    };
    let started = isolated(program, terminal)
        .arg(OPTIONS)
        .arg(format!("-Ps{prompt}"))
        .stdin(Stdio::piped())
        .spawn();
    let mut process = match started {
        Ok(process) => process,
        Err(error) => {
            log::debug!("no pager: {}", error.kind());
            return None;
        }
    };
    let input = BufWriter::new(process.stdin.take()?);
    Some(Pager { process, input })
}

/// A program with an environment of its own.
fn isolated(program: &str, terminal: &str) -> Command {
    let mut command = Command::new(program);
    command
        .env_clear()
        .env("PATH", SEARCH_PATH)
        .env("TERM", terminal)
        .env("LESSSECURE", "1")
        .env("LESSCHARSET", "utf-8")
        .env("LESSHISTFILE", "-");
    command
}

#[cfg(test)]
mod tests {
    use super::*;

    fn less() -> Paging {
        Paging::Less {
            terminal: String::from("xterm"),
            prompt: "prompt",
        }
    }

    fn write_line(writer: &mut dyn Write) -> Result<u8> {
        writer.write_all(b"ligne\n").map_err(|error| unwritable(&error))?;
        Ok(7)
    }

    /// Writes until the reader goes, as a very long list does.
    fn write_for_ever(writer: &mut dyn Write) -> Result<u8> {
        loop {
            write_line(writer)?;
        }
    }

    #[test]
    fn without_a_terminal_or_without_less_the_output_is_written_directly() {
        for (program, paging) in [("less", Paging::Direct), ("no-such-pager", less())] {
            let mut direct = Vec::new();
            assert_eq!(run_through(program, &paging, &mut direct, write_line), Ok(Some(7)));
            assert_eq!(direct, b"ligne\n");
        }
    }

    #[test]
    fn a_pager_closed_before_the_end_is_no_error() {
        let mut direct = Vec::new();
        assert_eq!(run_through("false", &less(), &mut direct, write_for_ever), Ok(None));
        assert!(direct.is_empty());
    }

    #[test]
    fn an_error_of_the_command_is_kept() {
        let mut direct = Vec::new();
        let outcome = run_through("true", &less(), &mut direct, |_| Err::<u8, _>(Error::Busy));
        assert_eq!(outcome, Err(Error::Busy));
    }

    #[test]
    fn s22_the_pager_is_secured_and_learns_nothing_of_our_environment() {
        let output = isolated("env", "xterm").output().unwrap();
        let text = String::from_utf8(output.stdout).unwrap();
        let mut lines: Vec<&str> = text.lines().collect();
        lines.sort_unstable();
        assert_eq!(
            lines,
            [
                "LESSCHARSET=utf-8",
                "LESSHISTFILE=-",
                "LESSSECURE=1",
                "PATH=/usr/local/bin:/usr/bin:/bin",
                "TERM=xterm",
            ]
        );
    }
}
