//! placeholder
use crate::error::{Error, Kind};
use crate::shell::render::style::Style;
/// x
pub struct Message {
    /// x
    pub sentence: String,
}
/// x
pub fn describe(error: &Error) -> Message {
    Message {
        sentence: format!("{error:?}"),
    }
}
/// x
pub fn render(error: &Error, _style: Style) -> String {
    if let Error::Rejected { line, problems } = error {
        return super::problems::render_rejection(line, problems);
    }
    format!(
        "{:?} [{}] {error:?}",
        Kind::exit_status(error.kind()),
        error.code()
    )
}
