//! placeholder
use crate::error::Code;
/// x
pub fn render(code: Code) -> String {
    code.to_string()
}
