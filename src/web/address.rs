//! The parts of an address: segments and queries, decoded and encoded.

use std::borrow::Cow;

use percent_encoding::{AsciiSet, CONTROLS, percent_decode_str, utf8_percent_encode};

/// More keys than these nobody needs: each flag, and some of them several times.
const MOST_PAIRS: usize = 100;

/// What is written as `%XX` in a query; the rest, such as `:`, `/` and `,`, stays readable (RFC 3986 §3.4).
const QUERY: &AsciiSet = &CONTROLS
    .add(b'"')
    .add(b'#')
    .add(b'%')
    .add(b'&')
    .add(b'\'')
    .add(b'+')
    .add(b'<')
    .add(b'=')
    .add(b'>')
    .add(b'[')
    .add(b'\\')
    .add(b']')
    .add(b'^')
    .add(b'`')
    .add(b'{')
    .add(b'|')
    .add(b'}');

/// What is written as `%XX` in a segment of a path.
const SEGMENT: &AsciiSet = &QUERY.add(b' ').add(b'/').add(b'?').add(b';');

/// Why a query cannot be read at all.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub(super) enum QueryError {
    /// What is behind `%XX` is no text.
    #[error("the address holds bytes that are not UTF-8")]
    NotText,
    /// More keys than a season has.
    #[error("the address has more than {MOST_PAIRS} keys")]
    TooMany,
}

/// The keys and values of a query, in their order; `+` is a blank (the URL Standard's form encoding). Empty pairs are left out.
pub(super) fn pairs(query: &str) -> Result<Vec<(String, String)>, QueryError> {
    let mut pairs = Vec::new();
    for pair in query.split('&').filter(|pair| !pair.is_empty()) {
        if pairs.len() == MOST_PAIRS {
            return Err(QueryError::TooMany);
        }
        let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
        pairs.push((decoded(name)?, decoded(value)?));
    }
    Ok(pairs)
}

fn decoded(text: &str) -> Result<String, QueryError> {
    let text = text.replace('+', " ");
    let text = percent_decode_str(&text)
        .decode_utf8()
        .map_err(|_| QueryError::NotText)?;
    Ok(text.into_owned())
}

/// A segment of a path as text; `None` if it is none.
pub(super) fn segment(text: &str) -> Option<Cow<'_, str>> {
    percent_decode_str(text).decode_utf8().ok()
}

/// The address of a plan's feed with these keys, from the root on.
pub(super) fn plan_feed(plan: &str, pairs: &[(&'static str, String)]) -> String {
    let mut address = format!("/plan/{}/calendar.ics", utf8_percent_encode(plan, SEGMENT));
    let mut separator = '?';
    for (name, value) in pairs {
        address.push(separator);
        separator = '&';
        address.push_str(name);
        address.push('=');
        for piece in utf8_percent_encode(value, QUERY) {
            address.push_str(&piece.replace(' ', "+"));
        }
    }
    address
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_encoded_is_read_again() {
        let value = "a b+c&d=e%f\r\n\"é\u{1F3C3}#/:,..";
        let address = plan_feed(
            "my plan/../x",
            &[
                ("title", value.to_owned()),
                ("zone", "America/New_York".to_owned()),
            ],
        );
        assert!(
            address.starts_with("/plan/my%20plan%2F..%2Fx/calendar.ics?title=a+b%2Bc"),
            "{address}"
        );
        assert!(address.ends_with("&zone=America/New_York"), "{address}");
        assert!(address.bytes().all(|byte| byte.is_ascii_graphic()), "{address}");
        let (_, query) = address.split_once('?').unwrap();
        assert_eq!(pairs(query).unwrap()[0], ("title".to_owned(), value.to_owned()));
    }

    #[test]
    fn a_query_that_is_no_text_is_refused() {
        assert_eq!(pairs("a=%ff"), Err(QueryError::NotText));
        assert_eq!(pairs(&"a&".repeat(101)), Err(QueryError::TooMany));
        assert_eq!(pairs("&&weeks&").unwrap(), [("weeks".to_owned(), String::new())]);
    }
}
