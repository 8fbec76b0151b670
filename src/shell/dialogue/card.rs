//! What every card has in common: the format asked, and the way to the screen.

use super::listing::FORMAT;
use crate::error::Result;
use crate::shell::context::Context;
use crate::shell::context::reply::Reply;
use crate::shell::grammar::arguments::Arguments;
use crate::shell::grammar::values::OutputFormat;
use crate::shell::messages::foot;
use crate::shell::render::card::{Card, CardLayout};
use crate::shell::render::pager::unwritable;

/// Shows a card in the format the line asks for.
pub fn show(context: &mut Context, arguments: &Arguments, card: &Card) -> Result<Reply> {
    let layout = CardLayout {
        time_zone: context.configuration.time_zone.clone(),
        width: context.output.width,
        format: arguments.find(&FORMAT).copied().unwrap_or(OutputFormat::Table),
        style: context.output.style,
        unseen: foot::unseen,
    };
    context
        .output
        .through_pager(|writer| card.write(&layout, writer).map_err(|error| unwritable(&error)))?;
    Ok(Reply::Silent)
}
