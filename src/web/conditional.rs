//! Conditional requests: the client may have the calendar already (RFC 9110 §13).

use std::time::{Duration, SystemTime};

use http::header::{IF_MODIFIED_SINCE, IF_NONE_MATCH};
use http::{HeaderMap, HeaderValue};

/// Copy that a client holds, by its request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Held {
    /// The present calendar, with the index of the tag that was named, if one was.
    This(Option<usize>),
    /// Another one, or none.
    Other,
}

/// The client's copy, compared with an answer that has these `tags` and was last `modified` at a time in seconds after 1970. A
/// list of tags wins over a date (§13.2.2). Tags are compared weakly (§13.1.2), since a proxy that packs a body makes its tag
/// weak.
pub(super) fn held(headers: &HeaderMap, tags: &[&HeaderValue], modified: u64) -> Held {
    let mut named = headers.get_all(IF_NONE_MATCH).iter().peekable();
    if named.peek().is_some() {
        return named
            .find_map(|value| matching(value, tags))
            .unwrap_or(Held::Other);
    }
    let since = headers
        .get(IF_MODIFIED_SINCE)
        .and_then(|value| value.to_str().ok());
    let since = since.and_then(|text| httpdate::parse_http_date(text).ok());
    match since {
        Some(since) if SystemTime::UNIX_EPOCH + Duration::from_secs(modified) <= since => Held::This(None),
        _ => Held::Other,
    }
}

/// The tag among `tags` that a line of If-None-Match names.
fn matching(line: &HeaderValue, tags: &[&HeaderValue]) -> Option<Held> {
    if let Some(at) = tags.iter().position(|tag| *tag == line) {
        return Some(Held::This(Some(at)));
    }
    let line = line.to_str().ok()?;
    if line.trim() == "*" {
        return Some(Held::This(None));
    }
    // No tag of ours has a comma.
    line.split(',').find_map(|part| {
        let part = part.trim();
        let part = part.strip_prefix("W/").unwrap_or(part);
        let named = tags.iter().position(|tag| tag.as_bytes() == part.as_bytes());
        named.map(|at| Held::This(Some(at)))
    })
}

/// A time in seconds after 1970 as HTTP writes it (§5.6.7).
pub(super) fn http_date(modified: u64) -> String {
    httpdate::fmt_http_date(SystemTime::UNIX_EPOCH + Duration::from_secs(modified))
}

#[cfg(test)]
mod tests {
    use super::*;

    const MODIFIED: u64 = 1_795_305_600;

    fn ask(lines: &[(&'static str, &str)]) -> Held {
        let mut headers = HeaderMap::new();
        for (name, value) in lines {
            headers.append(*name, HeaderValue::from_str(value).unwrap());
        }
        let tags = [
            HeaderValue::from_static("\"one\""),
            HeaderValue::from_static("\"one-gzip\""),
        ];
        held(&headers, &[&tags[0], &tags[1]], MODIFIED)
    }

    #[test]
    fn a_tag_is_known_in_all_its_shapes() {
        assert_eq!(ask(&[("if-none-match", "\"one\"")]), Held::This(Some(0)));
        assert_eq!(ask(&[("if-none-match", "\"one-gzip\"")]), Held::This(Some(1)));
        assert_eq!(ask(&[("if-none-match", "W/\"one\"")]), Held::This(Some(0)));
        assert_eq!(
            ask(&[("if-none-match", "\"zero\", W/\"one-gzip\"")]),
            Held::This(Some(1))
        );
        assert_eq!(
            ask(&[("if-none-match", "\"zero\""), ("if-none-match", "\"one\"")]),
            Held::This(Some(0))
        );
        assert_eq!(ask(&[("if-none-match", " * ")]), Held::This(None));
        for other in ["\"two\"", "one", "\"one", "", "\"\"", "W/one"] {
            assert_eq!(ask(&[("if-none-match", other)]), Held::Other, "{other}");
        }
    }

    #[test]
    fn a_date_counts_where_no_tag_is_named() {
        let (same, before, after) = (
            http_date(MODIFIED),
            http_date(MODIFIED - 1),
            http_date(MODIFIED + 1),
        );
        assert_eq!(ask(&[("if-modified-since", &same)]), Held::This(None));
        assert_eq!(ask(&[("if-modified-since", &after)]), Held::This(None));
        assert_eq!(ask(&[("if-modified-since", &before)]), Held::Other);
        assert_eq!(ask(&[("if-modified-since", "yesterday")]), Held::Other);
        assert_eq!(
            ask(&[("if-modified-since", &after), ("if-none-match", "\"two\"")]),
            Held::Other
        );
        assert_eq!(
            ask(&[("if-modified-since", &before), ("if-none-match", "\"one\"")]),
            Held::This(Some(0))
        );
        assert_eq!(ask(&[]), Held::Other);
    }
}
