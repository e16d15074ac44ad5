//! The identity of a runner. Feeds, tokens and publications hang on it; a name is only a label.

use crate::diagnostic::ValueError;
use std::borrow::Borrow;
use std::fmt;
use std::sync::Arc;

/// A runner's id: 1 to 40 lower-case letters, digits and hyphens.
///
/// ```
/// use longrun::season::RunnerId;
///
/// assert_eq!(RunnerId::parse("ada-lovelace").unwrap().as_str(), "ada-lovelace");
/// assert!(RunnerId::parse("Ada Lovelace").is_err());
/// assert_eq!(RunnerId::slug_of("Ada Lovelace").as_str(), "ada-lovelace");
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct RunnerId(Arc<str>);

/// The slug of a text without a letter or a digit.
const NO_NAME: &str = "runner";

impl RunnerId {
    /// The most characters of an id.
    pub const MOST: usize = 40;

    /// The id that `text` is.
    ///
    /// # Errors
    ///
    /// [`ValueError::NotARunnerId`] with an example.
    pub fn parse(text: &str) -> Result<Self, ValueError> {
        if is_id(text) {
            return Ok(RunnerId(Arc::from(text)));
        }
        let near = RunnerId::slug_of(text).to_string();
        Err(ValueError::NotARunnerId(text.to_owned(), Self::MOST, near))
    }

    /// The id made of any text, e.g. a file's name: its [`slug`], cut to the length of an id.
    pub fn slug_of(text: &str) -> Self {
        let slug = slug(text);
        let cut = slug.get(..Self::MOST).unwrap_or(&slug).trim_end_matches('-');
        RunnerId(Arc::from(if cut.is_empty() { NO_NAME } else { cut }))
    }

    /// The same id with a number behind it, for a second runner of that slug.
    #[must_use]
    pub fn numbered(&self, number: u32) -> Self {
        let end = format!("-{number}");
        let room = Self::MOST.saturating_sub(end.len());
        let start = self.0.get(..room).unwrap_or(&self.0).trim_end_matches('-');
        RunnerId(Arc::from(format!("{start}{end}")))
    }

    /// Its text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

fn is_id(text: &str) -> bool {
    let fits = (1..=RunnerId::MOST).contains(&text.len());
    let is_sign = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
    fits && text.bytes().all(is_sign)
}

impl Borrow<str> for RunnerId {
    fn borrow(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for RunnerId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Letters and digits in lower case, everything between them as single hyphens. A letter beyond ASCII becomes its number,
/// so that two names in another script do not become one.
pub fn slug(text: &str) -> String {
    let mut slug = String::with_capacity(text.len());
    for c in text.trim().chars().flat_map(char::to_lowercase) {
        if c.is_ascii_alphanumeric() {
            slug.push(c);
        } else if c.is_alphanumeric() {
            slug.push_str(&format!("{:x}", u32::from(c)));
        } else if !slug.ends_with('-') && c != '\'' {
            slug.push('-');
        }
    }
    slug.trim_matches('-').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_is_of_few_signs_and_not_long() {
        for good in ["a", "7", "ada-lovelace", &"x".repeat(40)] {
            assert_eq!(RunnerId::parse(good).unwrap().as_str(), good);
        }
        for bad in ["", " a", "Ada", "a_b", "a.b", "a/b", "é", &"x".repeat(41)] {
            assert!(RunnerId::parse(bad).is_err(), "{bad:?}");
        }
        let told = RunnerId::parse("Ada Lovelace").unwrap_err();
        assert!(told.to_string().contains("e.g. \"ada-lovelace\""), "{told}");
    }

    #[test]
    fn a_slug_is_an_id() {
        let long = "name ".repeat(30);
        for text in [
            "Ada Lovelace",
            "",
            "***",
            "日本",
            "O'Neil",
            long.as_str(),
            "  a  ",
        ] {
            let id = RunnerId::slug_of(text);
            assert_eq!(RunnerId::parse(id.as_str()), Ok(id.clone()), "{text:?}");
            let second = id.numbered(2);
            assert!(
                second != id && RunnerId::parse(second.as_str()).is_ok(),
                "{second}"
            );
        }
        assert_eq!(RunnerId::slug_of("").as_str(), "runner");
        assert_eq!(RunnerId::slug_of("O'Neil").as_str(), "oneil");
    }
}
