//! What the flags of `longrun serve` can be, and what is said of one that cannot.

use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::str::FromStr;

use tracing::level_filters::LevelFilter;

use crate::diagnostic::nearest;

/// An address of this machine and a port. A name is not looked up, since it may stand for several; but everybody knows
/// which one `localhost` is.
pub(crate) fn listen(text: &str) -> Result<SocketAddr, String> {
    let local = |port: &str| {
        Some(SocketAddr::new(
            IpAddr::V4(Ipv4Addr::LOCALHOST),
            port.parse().ok()?,
        ))
    };
    let text = text.trim();
    if let Ok(address) = text.parse() {
        return Ok(address);
    }
    if let Some(address) = text.strip_prefix("localhost:").and_then(local) {
        return Ok(address);
    }
    let meant = local(text.strip_prefix(':').unwrap_or(text))
        .or_else(|| Some(SocketAddr::new(text.trim_matches(['[', ']']).parse().ok()?, 8080)));
    Err(match meant {
        Some(meant) => format!("it is an IP address and a port: did you mean {meant}?"),
        None => "write an IP address of this machine and a port, as in 127.0.0.1:8080, [::1]:8080 or localhost:8080; \
             0.0.0.0:8080 is every address of it"
            .to_owned(),
    })
}

/// On or off, as variables of the environment say it.
pub(crate) fn switch(text: &str) -> Result<bool, String> {
    match text.trim().to_lowercase().as_str() {
        "true" | "yes" | "on" | "1" => Ok(true),
        "false" | "no" | "off" | "0" | "" => Ok(false),
        _ => Err("write true or false (yes and no, on and off, 1 and 0 will do)".to_owned()),
    }
}

/// A filter of the log, as tracing reads it. Tracing takes a misspelt level for the name of a part of the program, and then
/// logs nothing else.
pub(crate) fn log_filter(text: &str) -> Result<String, String> {
    const LEVELS: [&str; 6] = ["error", "warn", "info", "debug", "trace", "off"];
    for part in text.split(',').map(str::trim) {
        let level = part.rsplit_once('=').map_or(part, |(_, level)| level);
        if level.is_empty() || LevelFilter::from_str(level).is_err() {
            let near = nearest(level, LEVELS);
            let near = near.map_or_else(String::new, |near| format!(" (did you mean `{near}`?)"));
            return Err(format!(
                "`{level}` is no level{near}: write error, warn, info, debug, trace or off; or a part of the program with one, \
                 as in info,longrun::watch=debug"
            ));
        }
    }
    Ok(text.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_read_as_people_write_it_or_told_how_to_be() {
        for (text, address) in [
            ("127.0.0.1:8080", "127.0.0.1:8080"),
            ("[::1]:0", "[::1]:0"),
            ("localhost:22001", "127.0.0.1:22001"),
        ] {
            assert_eq!(listen(text).map(|it| it.to_string()).as_deref(), Ok(address));
        }
        for (text, said) in [
            ("22001", "did you mean 127.0.0.1:22001?"),
            (":80", "did you mean 127.0.0.1:80?"),
            ("0.0.0.0", "did you mean 0.0.0.0:8080?"),
            ("::1", "did you mean [::1]:8080?"),
            ("longrun.example:80", "as in 127.0.0.1:8080"),
            ("localhost:99999", "as in 127.0.0.1:8080"),
            ("", "as in 127.0.0.1:8080"),
        ] {
            let told = listen(text).unwrap_err();
            assert!(told.contains(said), "{text}: {told}");
        }
    }

    #[test]
    fn a_switch_is_on_or_off_or_told_to_be() {
        for (on, texts) in [
            (true, ["1", "yes", "TRUE", "on"]),
            (false, ["0", "no", "False", ""]),
        ] {
            for text in texts {
                assert_eq!(switch(text), Ok(on), "{text}");
            }
        }
        assert!(switch("maybe").is_err());
    }

    #[test]
    fn a_filter_has_levels() {
        for right in [
            "info",
            "WARN",
            "off",
            "longrun=debug",
            "info,sqlx::query=debug",
            "longrun[x]=trace",
        ] {
            assert!(log_filter(right).is_ok(), "{right}");
        }
        for wrong in ["lots", "longrun", "", "info,", "longrun=lots", "debug,inof"] {
            assert!(log_filter(wrong).is_err(), "{wrong}");
        }
        assert!(log_filter("inof").unwrap_err().contains("did you mean `info`?"));
    }
}
