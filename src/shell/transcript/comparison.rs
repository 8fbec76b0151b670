//! A transcript beside what really happened: which lines differ, and the transcript as it would be right.
//!
//! A line typed whose expectations all hold stays as it is written. Of one that differs, each expected line that still
//! holds is kept with its placeholders, and the others are replaced by what was read.

use super::alignment::aligned;
use super::file::{Channel, Content, Row, STATUS, Transcript, written};
use super::matching::{Remembered, lines_match};
use super::replay::Played;
use crate::error::transcript::Conversation;
use crate::error::{Error, Result};
use crate::shell::context::reply::Status;
use crate::shell::messages::statuses;

/// A transcript beside what happened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Comparison {
    /// The lines as they would be right.
    pub right: Vec<String>,
    /// The numbers, from 1, of the lines typed whose questions and answers do not agree, with what happened.
    pub conversations: Vec<(usize, Conversation)>,
    /// How many lines typed are not as expected.
    pub differences: usize,
}

/// Compares a transcript with what happened, one [`Played`] for each line typed.
///
/// # Errors
/// [`Error::Interrupted`].
pub fn compare(transcript: &Transcript, played: &[Played], is_interrupted: &dyn Fn() -> bool) -> Result<Comparison> {
    let mut comparison = Comparison {
        right: Vec::new(),
        conversations: Vec::new(),
        differences: 0,
    };
    let mut remembered = Remembered::new();
    let mut rows = transcript.rows.as_slice();
    let before = rows.iter().position(is_typed).unwrap_or(rows.len());
    comparison.keep(rows.get(..before).unwrap_or_default());
    rows = rows.get(before..).unwrap_or_default();
    let mut number = before + 1;
    for outcome in played {
        if is_interrupted() {
            return Err(Error::Interrupted);
        }
        let next = rows
            .iter()
            .skip(1)
            .position(is_typed)
            .map_or(rows.len(), |place| place + 1);
        comparison.step(rows.get(..next).unwrap_or_default(), outcome, number, &mut remembered);
        rows = rows.get(next..).unwrap_or_default();
        number += next;
    }
    Ok(comparison)
}

fn is_typed(row: &Row) -> bool {
    matches!(row.content, Content::Typed(_))
}

impl Comparison {
    /// Whether everything is as expected.
    pub fn is_right(&self) -> bool {
        self.differences == 0
    }

    /// Whether a question had no answer, which nobody but the writer of the transcript can give.
    pub fn lacks_answers(&self) -> bool {
        self.conversations
            .iter()
            .any(|(_, conversation)| matches!(conversation, Conversation::Unanswered(_)))
    }

    fn keep(&mut self, rows: &[Row]) {
        self.right.extend(rows.iter().map(|row| row.written.clone()));
    }

    fn step(&mut self, rows: &[Row], played: &Played, number: usize, remembered: &mut Remembered) {
        let conversation = match (&played.unanswered, played.unasked) {
            (Some(unanswered), _) => Some(Conversation::Unanswered(unanswered.clone())),
            (None, 0) => None,
            (None, unasked) => Some(Conversation::Unasked(unasked)),
        };
        let is_conversation_right = conversation.is_none();
        self.conversations
            .extend(conversation.map(|conversation| (number, conversation)));
        // In the order in which they stand, as a number is named before it is recalled.
        let mut channels = [Channel::Analysis, Channel::Output, Channel::Errors];
        channels.sort_by_key(|channel| {
            let is_of_channel = |row: &Row| matches!(row.content, Content::Expected(of, _) if of == *channel);
            rows.iter().position(is_of_channel).unwrap_or(rows.len())
        });
        let channels = channels.map(|channel| ChannelOutcome::compare(channel, rows, played, remembered));
        let has_right_status = expected_status(rows) == played.status;
        if is_conversation_right && has_right_status && channels.iter().all(|channel| channel.is_right) {
            self.keep(rows);
            return;
        }
        self.differences += 1;
        self.rewrite(rows, played, &channels);
    }

    /// Writes a step again: its answers in their places, each channel where it first stood, or at the end; the prose
    /// after it speaks of the next one.
    fn rewrite(&mut self, rows: &[Row], played: &Played, channels: &[ChannelOutcome; 3]) {
        let last = rows
            .iter()
            .rposition(|row| row.content != Content::Prose)
            .map_or(0, |place| place + 1);
        let mut written_channels: Vec<Channel> = Vec::new();
        let mut answers_left = rows
            .iter()
            .filter(|row| matches!(row.content, Content::Answer(_)))
            .count();
        answers_left -= played.unasked.min(answers_left);
        for row in rows.get(..last).unwrap_or_default() {
            match &row.content {
                Content::Prose | Content::Typed(_) => self.right.push(row.written.clone()),
                Content::Answer(_) if answers_left == 0 => {}
                Content::Answer(_) => {
                    answers_left -= 1;
                    self.right.push(row.written.clone());
                }
                Content::Ends(_) => {}
                Content::Expected(channel, _) if written_channels.contains(channel) => {}
                Content::Expected(channel, _) => {
                    written_channels.push(*channel);
                    self.write_channel(*channel, channels);
                }
            }
        }
        for outcome in channels {
            if !written_channels.contains(&outcome.channel) {
                self.write_channel(outcome.channel, channels);
            }
        }
        if played.status != Status::Success {
            self.right.push(written(STATUS, statuses::word(played.status)));
        }
        self.keep(rows.get(last..).unwrap_or_default());
    }

    fn write_channel(&mut self, channel: Channel, channels: &[ChannelOutcome; 3]) {
        let lines = channels
            .iter()
            .filter(|outcome| outcome.channel == channel)
            .flat_map(|outcome| &outcome.right);
        self.right.extend(lines.map(|line| written(channel.sigil(), line)));
    }
}

/// What was expected of one channel, and what came.
struct ChannelOutcome {
    channel: Channel,
    is_right: bool,
    /// The expected lines as they would be right.
    right: Vec<String>,
}

impl ChannelOutcome {
    fn compare(channel: Channel, rows: &[Row], played: &Played, remembered: &mut Remembered) -> Self {
        let expected: Vec<&str> = rows
            .iter()
            .filter_map(|row| match &row.content {
                Content::Expected(found, text) if *found == channel => Some(text.as_str()),
                Content::Expected(..) | Content::Prose | Content::Typed(_) | Content::Answer(_) | Content::Ends(_) => {
                    None
                }
            })
            .collect();
        let actual: Vec<&str> = match channel {
            Channel::Analysis => played.analysis.as_deref().into_iter().collect(),
            Channel::Output => played.output.iter().map(String::as_str).collect(),
            Channel::Errors => played.errors.iter().map(String::as_str).collect(),
        };
        let is_right = lines_match(&expected, &actual, remembered);
        let right = if is_right {
            expected.iter().map(|line| (*line).to_owned()).collect()
        } else {
            aligned(&expected, &actual, remembered)
        };
        Self {
            channel,
            is_right,
            right,
        }
    }
}

fn expected_status(rows: &[Row]) -> Status {
    rows.iter()
        .find_map(|row| match row.content {
            Content::Ends(status) => Some(status),
            Content::Prose | Content::Typed(_) | Content::Expected(..) | Content::Answer(_) => None,
        })
        .unwrap_or(Status::Success)
}
