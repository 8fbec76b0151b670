//! What every card has in common: the format asked, and the way to the screen.

use super::arguments::Arguments;
use super::context::Context;
use super::listing::FORMAT;
use super::render::card::{Card, CardLayout};
use super::render::pager::unwritable;
use super::reply::Reply;
use super::values::OutputFormat;
use crate::error::Result;

/// Shows a card in the format the line asks for.
pub fn show(context: &mut Context, arguments: &Arguments, card: &Card) -> Result<Reply> {
    let layout = CardLayout {
        time_zone: context.configuration.time_zone.clone(),
        width: context.output.width,
        format: arguments.find(&FORMAT).copied().unwrap_or(OutputFormat::Table),
        style: context.output.style,
    };
    context
        .output
        .through_pager(|writer| card.write(&layout, writer).map_err(|error| unwritable(&error)))?;
    Ok(Reply::Silent)
}
