//! The progress bar of a long command file: on standard error, and only when a person sees that and the results go
//! elsewhere.

use std::io::{IsTerminal as _, stderr};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use crate::shell::context::Context;
use crate::shell::messages::scripts::PROGRESS;

/// Shorter files are over before a bar could be read.
const SHORTEST: usize = 50;

/// A bar that may not be there.
pub struct Progress(Option<ProgressBar>);

impl Progress {
    /// A bar for this many lines.
    pub fn of(context: &Context, lines: usize) -> Self {
        let is_seen = stderr().is_terminal() && context.output.width.is_none();
        if !is_seen || lines < SHORTEST {
            return Self(None);
        }
        let length = u64::try_from(lines).unwrap_or(u64::MAX);
        let bar = ProgressBar::with_draw_target(Some(length), ProgressDrawTarget::stderr());
        // A template that cannot be read leaves the bar as it is by default.
        let style = ProgressStyle::with_template(PROGRESS);
        if let Ok(style) = style {
            bar.set_style(style);
        }
        Self(Some(bar))
    }

    /// One more line is done.
    pub fn advance(&mut self) {
        if let Some(bar) = &self.0 {
            bar.inc(1);
        }
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        if let Some(bar) = &self.0 {
            bar.finish_and_clear();
        }
    }
}
