//! gzip, for clients that accept it (RFC 9110 §12.5.3).

use std::io::Write;

use flate2::{Compression, GzBuilder};
use http::HeaderMap;
use http::header::ACCEPT_ENCODING;

/// Compression level. Its cost is a small part of placing and rendering (figures in `docs/design.md`).
const LEVEL: u32 = 3;

/// `bytes` as a gzip file without a name and a time, so that equal bytes give equal files. `None` if it would not be shorter.
pub(super) fn gzip(bytes: &[u8]) -> Option<Vec<u8>> {
    let into = Vec::with_capacity(bytes.len() / 6);
    let mut encoder = GzBuilder::new().write(into, Compression::new(LEVEL));
    encoder.write_all(bytes).ok()?;
    let mut packed = encoder.finish().ok()?;
    packed.shrink_to_fit();
    (packed.len() < bytes.len()).then_some(packed)
}

/// True if the client accepts gzip and does not prefer plain bytes.
pub(super) fn wants_gzip(headers: &HeaderMap) -> bool {
    let mut gzip = None;
    let mut any = None;
    let mut plain = None;
    for value in headers.get_all(ACCEPT_ENCODING) {
        let Ok(value) = value.to_str() else { continue };
        for part in value.split(',') {
            let (name, parameters) = part.split_once(';').unwrap_or((part, ""));
            let quality = quality(parameters);
            match name.trim() {
                name if name.eq_ignore_ascii_case("gzip") || name.eq_ignore_ascii_case("x-gzip") => {
                    gzip = Some(quality)
                }
                name if name.eq_ignore_ascii_case("identity") => plain = Some(quality),
                "*" => any = Some(quality),
                _ => {}
            }
        }
    }
    let gzip = gzip.or(any).unwrap_or(0);
    gzip > 0 && gzip >= plain.unwrap_or(0)
}

/// The quality `q=0.5` in thousandths. An unreadable one counts as 0: no client gets gzip by accident.
fn quality(parameters: &str) -> u32 {
    let Some(text) = parameters.split(';').map(str::trim).find_map(|parameter| {
        parameter
            .strip_prefix("q=")
            .or_else(|| parameter.strip_prefix("Q="))
    }) else {
        return 1_000;
    };
    let (whole, part) = text.split_once('.').unwrap_or((text, ""));
    let thousandths = format!("{part:0<3}");
    match (whole, part.len() <= 3, thousandths.parse::<u32>()) {
        ("0", true, Ok(thousandths)) => thousandths,
        ("1", true, Ok(0)) => 1_000,
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use http::HeaderValue;
    use std::io::Read;

    fn wants(values: &[&str]) -> bool {
        let mut headers = HeaderMap::new();
        for value in values {
            headers.append(ACCEPT_ENCODING, HeaderValue::from_str(value).unwrap());
        }
        wants_gzip(&headers)
    }

    #[test]
    fn gzip_is_for_those_who_want_it() {
        for wanted in [
            "gzip",
            "gzip, deflate, br",
            "deflate;q=0.5, GZIP;q=0.8",
            "*",
            "br, *;q=0.1",
            "x-gzip",
            "gzip;q=0.001",
            "identity;q=0.5, gzip;q=1.0",
            "gzip ; q=1",
        ] {
            assert!(wants(&[wanted]), "{wanted}");
        }
        for unwanted in [
            "",
            "identity",
            "br",
            "gzip;q=0",
            "gzip;q=0.000",
            "*;q=1, gzip;q=0",
            "identity;q=1, gzip;q=0.5",
            "gzip;q=nonsense",
            "gzip;q=7",
        ] {
            assert!(!wants(&[unwanted]), "{unwanted}");
        }
        assert!(!wants(&[]));
        assert!(wants(&["br", "gzip"]), "in a line of its own");
    }

    #[test]
    fn what_is_packed_comes_out_again_and_is_always_the_same() {
        let text = "BEGIN:VEVENT\r\n".repeat(100);
        let packed = gzip(text.as_bytes()).unwrap();
        assert_eq!(gzip(text.as_bytes()).unwrap(), packed);
        let mut again = String::new();
        flate2::read::GzDecoder::new(packed.as_slice())
            .read_to_string(&mut again)
            .unwrap();
        assert_eq!(again, text);
        assert_eq!(gzip(b"a"), None, "what grows stays as it is");
    }
}
