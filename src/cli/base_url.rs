//! `--base-url`: what the server's addresses begin with, as the world sees them.

/// A scheme and a host, perhaps a port, without a slash at the end. The server's pages link from the root, so that a path
/// would lead past it.
pub(crate) fn base_url(text: &str) -> Result<String, String> {
    let text = text.trim_end_matches('/');
    let host = ["https://", "http://"]
        .iter()
        .find_map(|scheme| text.strip_prefix(scheme));
    let is_plain = text
        .bytes()
        .all(|byte| byte.is_ascii_graphic() && !b"\"<>\\^`{|}?#@".contains(&byte));
    let host = host.filter(|host| host.starts_with(|c: char| c.is_ascii_alphanumeric() || c == '['));
    match host {
        Some(host) if is_plain => match host.split_once('/') {
            None => Ok(text.to_owned()),
            Some((_, path)) => {
                let root = text.strip_suffix(path).unwrap_or(text).trim_end_matches('/');
                Err(format!(
                    "the server answers at the root of a host, and not below /{path}: give it a host of its own, as in \
                     https://longrun.example, or a port, and write {root} if this is that host"
                ))
            }
        },
        _ => Err("write it as in https://longrun.example".to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::base_url;

    #[test]
    fn a_base_is_an_address_and_nothing_else() {
        assert_eq!(
            base_url("https://longrun.example/").as_deref(),
            Ok("https://longrun.example")
        );
        assert_eq!(base_url("http://[::1]:8080").as_deref(), Ok("http://[::1]:8080"));
        for wrong in [
            "longrun.example",
            "ftp://x",
            "https://",
            "https:// x",
            "https://x?y",
            "https://me@x",
            "https://x\r\nSTATUS:CANCELLED",
        ] {
            assert!(base_url(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn a_path_is_refused_because_links_would_lead_past_it() {
        let said = base_url("https://club.example/training/").unwrap_err();
        assert!(said.contains("not below /training"), "{said}");
        assert!(said.contains("write https://club.example if"), "{said}");
    }
}
