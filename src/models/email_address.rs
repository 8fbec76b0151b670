//! E-mail addresses: the usual form, lower-cased, so that two spellings of one mailbox are one address.
//!
//! A maintained crate decides the syntax. Refused besides: display names, quoted local parts, addresses of machines
//! (`[192.0.2.1]`), domains without a dot, and letters outside ASCII, among which look-alikes hide.

use email_address::Options;

use super::invalid_value::InvalidValue;
use super::text::{impl_text, not_blank};

/// An e-mail address in lower case.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct EmailAddress(String);

impl EmailAddress {
    /// The greatest number of characters.
    pub const MAXIMUM: usize = 254;

    /// Reads an address; its ends lose their blanks, its capitals become small letters.
    ///
    /// # Errors
    /// [`InvalidValue::Empty`], [`InvalidValue::TooLong`] or [`InvalidValue::Email`].
    pub fn parse(typed: &str) -> Result<Self, InvalidValue> {
        let trimmed = not_blank(typed)?;
        let length = trimmed.chars().count();
        if length > Self::MAXIMUM {
            return Err(InvalidValue::TooLong {
                maximum: Self::MAXIMUM,
                length,
            });
        }
        if !is_usual_form(trimmed) {
            return Err(InvalidValue::Email);
        }
        Ok(Self(trimmed.to_ascii_lowercase()))
    }
}

impl_text!(EmailAddress);

fn is_usual_form(address: &str) -> bool {
    let Some((_, domain)) = address.rsplit_once('@') else {
        return false;
    };
    address.is_ascii()
        && !address.starts_with('"')
        && domain.bytes().all(is_domain_byte)
        && email_address::EmailAddress::parse_with_options(address, options()).is_ok()
}

/// Built from the crate's defaults, and not field by field: its releases add fields.
fn options() -> Options {
    Options::default()
        .with_required_tld()
        .without_domain_literal()
        .without_display_text()
}

/// The crate accepts in a domain what only a local part may hold, such as `!`.
fn is_domain_byte(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-')
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn the_usual_form_is_accepted_in_lower_case() {
        for (typed, address) in [
            ("kevin@startup.io", "kevin@startup.io"),
            (
                " Jean.DUPONT+devis@Sous.Domaine.FR\u{A0}",
                "jean.dupont+devis@sous.domaine.fr",
            ),
            ("o'neil_x-1@exemple-2.co.uk", "o'neil_x-1@exemple-2.co.uk"),
        ] {
            assert_eq!(EmailAddress::parse(typed).unwrap().as_str(), address);
        }
    }

    #[test]
    fn every_other_form_is_refused() {
        for typed in [
            "kevin",
            "@startup.io",
            "kevin@",
            "kevin@startup",
            "kevin@.io",
            "kevin@startup.",
            "kevin@startup..io",
            ".kevin@startup.io",
            "kevin.@startup.io",
            "ke..vin@startup.io",
            "ke vin@startup.io",
            "kevin@start up.io",
            "kevin@startup.io,zoe@startup.io",
            "kevin@@startup.io",
            "Kevin <kevin@startup.io>",
            "<kevin@startup.io>",
            "\"kevin\"@startup.io",
            "\"ke vin\"@startup.io",
            "kevin@[192.0.2.1]",
            "kevin@start_up.io",
            "kevin@start!up.io",
            "kevin@-startup.io",
            "kevin@startup-.io",
            "zoé@startup.io",
            "kevin@st\u{430}rtup.io",
            "kevin@startup.io\u{200B}",
            "kevin\n@startup.io",
            "kevin@startup.io\n",
        ] {
            assert_eq!(EmailAddress::parse(typed), Err(InvalidValue::Email), "{typed:?}");
        }
        assert_eq!(EmailAddress::parse(" "), Err(InvalidValue::Empty));
    }

    #[test]
    fn lengths_are_bounded() {
        assert_eq!(
            EmailAddress::parse(&format!("{}@startup.io", "a".repeat(65))),
            Err(InvalidValue::Email)
        );
        let local = "a".repeat(64);
        let label = "b".repeat(60);
        let address = |last: usize| format!("{local}@{label}.{label}.{label}.{}", "c".repeat(last));
        assert_eq!(address(6).len(), 254);
        assert!(EmailAddress::parse(&address(6)).is_ok());
        assert_eq!(
            EmailAddress::parse(&address(7)),
            Err(InvalidValue::TooLong {
                maximum: 254,
                length: 255
            })
        );
    }

    proptest! {
        #[test]
        fn no_text_makes_the_parser_panic(typed in any::<String>()) {
            let _ = EmailAddress::parse(&typed);
        }

        #[test]
        fn accepted_addresses_read_back(typed in "[A-Za-z0-9.!#+@\"<>\\[\\] -]{0,10}@[A-Za-z0-9.@-]{1,10}") {
            if let Ok(address) = EmailAddress::parse(&typed) {
                prop_assert_eq!(EmailAddress::parse(address.as_str()), Ok(address));
            }
        }
    }
}
