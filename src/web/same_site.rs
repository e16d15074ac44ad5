//! Requests that another site made a browser send (cross-site request forgery).
//!
//! A browser says where a request comes from: in `Sec-Fetch-Site` (Fetch Metadata, sent to https and to this computer), else in
//! `Origin` (RFC 6454). Programs that are no browsers send neither, and no other site speaks through them. No cookie and no
//! hidden field is needed.

use http::header::{HOST, ORIGIN};
use http::{HeaderMap, HeaderName, Method};

const SEC_FETCH_SITE: HeaderName = HeaderName::from_static("sec-fetch-site");

/// True if a request that may change something comes from a page of another site. `base_url` is the server's own address from
/// outside, where it is known; else the page must be of the host that the request names.
pub(super) fn is_from_elsewhere(method: &Method, headers: &HeaderMap, base_url: Option<&str>) -> bool {
    if method.is_safe() {
        return false;
    }
    if let Some(site) = headers.get(SEC_FETCH_SITE) {
        // "none": typed or from a bookmark, by the user. "same-site" is another host of the same domain.
        return site != "same-origin" && site != "none";
    }
    let Some(origin) = headers.get(ORIGIN) else {
        return false;
    };
    let Ok(origin) = origin.to_str() else {
        return true;
    };
    if base_url.is_some_and(|base| base.eq_ignore_ascii_case(origin)) {
        return false;
    }
    let host = headers.get(HOST).and_then(|host| host.to_str().ok());
    let authority = origin.split_once("://").map(|(_, authority)| authority);
    match (authority, host) {
        (Some(authority), Some(host)) => !authority.eq_ignore_ascii_case(host),
        _ => true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use http::HeaderValue;

    fn is_forged(method: Method, lines: &[(&'static str, &'static str)]) -> bool {
        let lines = lines
            .iter()
            .map(|(name, value)| (HeaderName::from_static(name), HeaderValue::from_static(value)));
        is_from_elsewhere(&method, &lines.collect(), Some("https://run.example"))
    }

    #[test]
    fn a_post_of_another_site_is_refused() {
        for lines in [
            &[("sec-fetch-site", "cross-site")][..],
            &[("sec-fetch-site", "same-site"), ("origin", "https://run.example")],
            &[("origin", "https://evil.example"), ("host", "run.example")],
            &[
                ("origin", "http://run.example.evil.example"),
                ("host", "run.example"),
            ],
            &[("origin", "null"), ("host", "run.example")],
            &[("origin", "run.example"), ("host", "run.example")],
            &[("origin", "https://evil.example")],
        ] {
            assert!(is_forged(Method::POST, lines), "{lines:?}");
            assert!(!is_forged(Method::GET, lines), "reading changes nothing");
        }
    }

    #[test]
    fn a_post_of_this_site_and_of_a_program_passes() {
        for lines in [
            &[][..],
            &[("host", "run.example")],
            &[("sec-fetch-site", "same-origin"), ("origin", "null")],
            &[("sec-fetch-site", "none")],
            &[("origin", "https://run.example"), ("host", "127.0.0.1:8080")],
            &[
                ("origin", "http://192.168.1.5:8080"),
                ("host", "192.168.1.5:8080"),
            ],
        ] {
            assert!(!is_forged(Method::POST, lines), "{lines:?}");
        }
    }
}
