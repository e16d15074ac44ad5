//! Addresses and forms: keys and values, decoded and encoded.

use http::Uri;
use percent_encoding::{AsciiSet, CONTROLS, PercentEncode, percent_decode_str, utf8_percent_encode};

/// Most keys of an address or a form: each flag once, and some of them several times.
const MOST_PAIRS: usize = 100;

/// Characters that a query escapes. Others, e.g. `:`, `/` and `,`, stay readable (RFC 3986 §3.4).
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

/// Characters that a segment of a path escapes.
const SEGMENT: &AsciiSet = &QUERY.add(b' ').add(b'/').add(b'?').add(b';');

/// Fault of a query or a form as a whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub(super) enum QueryError {
    /// Escapes (`%XX`) that make no text.
    #[error("the address holds bytes that are not UTF-8")]
    NotText,
    /// More than [`MOST_PAIRS`].
    #[error("the address has more than {MOST_PAIRS} keys")]
    TooMany,
}

/// The keys and values of a query or a posted form, in their order. `+` is a blank (form encoding of the URL Standard). Empty
/// pairs are left out.
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

/// Path and query of a request.
pub(super) fn of(uri: &Uri) -> &str {
    uri.path_and_query().map_or("", |address| address.as_str())
}

/// The address of a plan's feed with these keys, from the root on.
pub(super) fn plan_feed(plan: &str, pairs: &[(&str, String)]) -> String {
    with_query(&format!("/plan/{}/calendar.ics", segment(plan)), pairs)
}

/// The address of a plan's page with these fields, from the root on.
pub(super) fn plan_page<N: AsRef<str>>(plan: &str, fields: &[(N, String)]) -> String {
    with_query(&format!("/plan/{}", segment(plan)), fields)
}

fn segment(text: &str) -> PercentEncode<'_> {
    utf8_percent_encode(text, SEGMENT)
}

fn with_query<N: AsRef<str>>(path: &str, pairs: &[(N, String)]) -> String {
    let mut address = path.to_owned();
    let mut separator = '?';
    for (name, value) in pairs {
        address.push(separator);
        separator = '&';
        encode(&mut address, name.as_ref());
        address.push('=');
        encode(&mut address, value);
    }
    address
}

fn encode(address: &mut String, text: &str) {
    for piece in utf8_percent_encode(text, QUERY) {
        address.push_str(&piece.replace(' ', "+"));
    }
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
