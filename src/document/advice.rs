//! Help for values that cannot be read.

use std::ops::Range;

use super::Value;

/// An example unit for a fault of this code, or `None` if the value needs no unit.
pub(super) fn unit(code: &str) -> Option<&'static str> {
    match code {
        "distance" => Some("km"),
        "duration" => Some("min"),
        "share" => Some("%"),
        _ => None,
    }
}

/// The byte range in `text` of the word that `message` begins with in quotes, so that the label can point at
/// that word alone.
pub(super) fn quoted_in(message: &str, text: &str) -> Option<Range<usize>> {
    let word = message.strip_prefix('"')?.split('"').next()?;
    let at = text.find(word).filter(|_| !word.is_empty())?;
    Some(at..at + word.len())
}

/// The message for a `value` of the wrong type at `key`, and the label beside it. A flag's value is always
/// text, so its message names the flag instead of the type.
pub(super) fn mismatch(key: &str, value: &Value, expected: &str) -> (String, String) {
    let span = &value.span;
    if span.is_of_flag() {
        let name = span.name_of(key);
        let message = format!("`{name}` takes {expected}, and `{}` is none", span.text());
        return (message, String::new());
    }
    let found = value.kind.name();
    let message = format!("`{key}` takes {expected}, and this is {found}");
    (message, format!("{found} here"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_word_that_a_message_begins_with_is_found_in_the_value() {
        assert_eq!(quoted_in("\"mils\" is not a unit", "40 mils"), Some(3..7));
        assert_eq!(
            quoted_in("there is no \"x\"", "x"),
            None,
            "it does not begin with it"
        );
        assert_eq!(quoted_in("\"\" is nothing", "x"), None);
        assert_eq!(quoted_in("\"miles\" is lower case here", "40 MILES"), None);
    }
}
