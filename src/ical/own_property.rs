//! Properties of a calendar that this program alone reads (RFC 5545 §3.8.8.2). Others pass over them.

use super::folding::{Line, text_as_written};
use super::lines::Property;

/// A property with a name of our own.
///
/// ```
/// use longrun::ical::OwnProperty;
///
/// let property = OwnProperty {
///     name: OwnProperty::SEASON,
///     parameters: vec![("DAY".to_owned(), "20270221".to_owned())],
///     value: "sam-oslo-2027".to_owned(),
/// };
/// assert_eq!(property.parameter("DAY"), Some("20270221"));
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OwnProperty {
    /// Its name, which begins with `X-LONGRUN-`.
    pub name: &'static str,
    /// Its parameters in the order in which they are written: names in capitals, and values.
    pub parameters: Vec<(String, String)>,
    /// Its value, a TEXT.
    pub value: String,
}

impl OwnProperty {
    /// The name of the property that describes a season of the calendar.
    pub const SEASON: &'static str = "X-LONGRUN-SEASON";

    /// The value of a parameter.
    pub fn parameter(&self, name: &str) -> Option<&str> {
        let mut known = self.parameters.iter();
        let found = known.find(|(known, _)| known == name);
        found.map(|(_, value)| value.as_str())
    }

    /// The property as it was read, without characters that no line can hold.
    pub(super) fn of_read(property: &Property) -> Self {
        let parameters = property.parameters.iter();
        OwnProperty {
            name: property.name,
            parameters: parameters
                .map(|(name, value)| (name.clone(), writable(value)))
                .collect(),
            value: writable(&property.value),
        }
    }

    /// Writes the line, folded where it must be.
    pub(super) fn write(&self, mut line: Line<'_>) {
        for (name, value) in &self.parameters {
            // Quotes depend on what is written, so that what is read back is written the same.
            let value = &writable(value);
            line.whole(format!(";{name}=").as_bytes());
            let is_word = |byte: u8| byte.is_ascii_alphanumeric() || b"-_/+".contains(&byte);
            if !value.is_empty() && value.bytes().all(is_word) {
                line.address(value);
            } else {
                line.param(value);
            }
        }
        line.whole(b":");
        line.text(&self.value);
        line.end();
    }
}

/// A value as it is read back once it was written.
fn writable(value: &str) -> String {
    text_as_written(value.to_owned(), usize::MAX)
}
