//! Content lines (RFC 5545 §3.1), written in one pass onto a buffer that is handed in.
//!
//! Lines that are sure to be short, of the program's own words, digits and zone names, go straight
//! onto the buffer. All others are a [`Line`], which escapes and folds.

use chrono::{DateTime, Datelike, NaiveDate, NaiveDateTime, Timelike, Utc};

use super::folding::Line;

/// The longest link that is written, in octets: what browsers and calendars are sure to open.
const LINK: usize = 2000;

/// Content lines at the end of a buffer. The buffer grows and is never read back.
pub(crate) struct Lines<'a> {
    out: &'a mut Vec<u8>,
}

impl<'a> Lines<'a> {
    pub(crate) fn new(out: &'a mut Vec<u8>) -> Lines<'a> {
        Lines { out }
    }

    /// Writes the program's own words as they are: whole lines, or pieces of one that is sure to
    /// fit into 75 octets.
    #[inline(always)]
    pub(crate) fn raw(&mut self, words: &str) {
        self.out.extend_from_slice(words.as_bytes());
    }

    /// Ends a line of such pieces.
    pub(crate) fn end(&mut self) {
        self.raw("\r\n");
    }

    /// Begins a line whose length is not known.
    pub(crate) fn line(&mut self, name: &str) -> Line<'_> {
        Line::new(self.out, name)
    }

    /// A whole line with a TEXT value of at most so many characters.
    pub(crate) fn text(&mut self, name: &str, value: &str, most: usize) {
        let mut line = self.line(name);
        line.text_within(value, most);
        line.end();
    }

    /// A whole line with a link, which [`is_link`] must have passed.
    pub(crate) fn link(&mut self, name: &str, link: &str) {
        let mut line = self.line(name);
        line.address(link);
        line.end();
    }

    /// DTSTAMP and LAST-MODIFIED, which are one moment, and SEQUENCE.
    pub(crate) fn revision(&mut self, stamp: DateTime<Utc>, sequence: u32) {
        let mut lines = *b"DTSTAMP:00000000T000000Z\r\nLAST-MODIFIED:00000000T000000Z\r\nSEQUENCE:";
        let stamp = utc_digits(stamp.naive_utc());
        lines[8..24].copy_from_slice(&stamp);
        lines[40..56].copy_from_slice(&stamp);
        self.out.extend_from_slice(&lines);
        self.number(sequence);
        self.end();
    }

    /// DTSTART and DTEND of whole days, the second one exclusive (RFC 5545 §3.3.4).
    pub(crate) fn days(&mut self, start: NaiveDate, end: NaiveDate) {
        let mut lines = *b"DTSTART;VALUE=DATE:00000000\r\nDTEND;VALUE=DATE:00000000\r\n";
        lines[19..27].copy_from_slice(&date_digits(start));
        lines[46..54].copy_from_slice(&date_digits(end));
        self.out.extend_from_slice(&lines);
    }

    /// A DATE-TIME (RFC 5545 §3.3.5) without its zone, and the line's end: `20270418T103000`.
    pub(crate) fn date_time(&mut self, clock: NaiveDateTime) {
        let mut value = *b"00000000T000000\r\n";
        value[..15].copy_from_slice(&utc_digits(clock)[..15]);
        self.out.extend_from_slice(&value);
    }

    /// A DATE-TIME in UTC, and the line's end: `20270418T083000Z`.
    pub(crate) fn utc(&mut self, at: DateTime<Utc>) {
        let mut value = *b"00000000T000000Z\r\n";
        value[..16].copy_from_slice(&utc_digits(at.naive_utc()));
        self.out.extend_from_slice(&value);
    }

    /// A whole number.
    pub(crate) fn number(&mut self, number: u32) {
        let mut digits = [0; 10];
        let mut first = digits.len();
        let mut rest = number;
        loop {
            first -= 1;
            digits[first] = digit(rest % 10);
            rest /= 10;
            if rest == 0 {
                break;
            }
        }
        self.out.extend_from_slice(&digits[first..]);
    }

    /// Two digits, of a number below 100.
    pub(crate) fn two_digits(&mut self, number: u32) {
        self.out.extend_from_slice(&pair(number));
    }

    /// A DURATION of hours and minutes (RFC 5545 §3.3.6): `PT1H30M`, `PT0M`.
    pub(crate) fn duration(&mut self, minutes: u32) {
        self.raw("PT");
        if minutes >= 60 {
            self.number(minutes / 60);
            self.raw("H");
        }
        if !minutes.is_multiple_of(60) || minutes == 0 {
            self.number(minutes % 60);
            self.raw("M");
        }
    }
}

/// Degrees with six decimals, about a tenth of a metre, and three digits before them (RFC 5545
/// §3.8.1.6 asks for six decimals): `-122.082932`, ` 7.012345` without the space.
pub(crate) struct Degrees {
    octets: [u8; 11],
    first: usize,
}

impl Degrees {
    /// The degrees as they are written, to the sixth decimal.
    pub(crate) fn rounded(degrees: f64) -> f64 {
        f64::from(Degrees::millionths(degrees)) / 1e6
    }

    fn millionths(degrees: f64) -> i32 {
        (degrees.clamp(-180.0, 180.0) * 1e6).round() as i32
    }

    /// The digits of at most 180 degrees, either way; more is taken for 180.
    pub(crate) fn new(degrees: f64) -> Degrees {
        let millionths = Degrees::millionths(degrees);
        let mut rest = millionths.unsigned_abs();
        let mut octets = [0; 11];
        let mut first = octets.len();
        while first > 3 || rest > 0 {
            first -= 1;
            octets[first] = if first == 4 { b'.' } else { digit(rest % 10) };
            rest = if first == 4 { rest } else { rest / 10 };
        }
        if millionths < 0 {
            first -= 1;
            octets[first] = b'-';
        }
        Degrees { octets, first }
    }

    pub(crate) fn as_bytes(&self) -> &[u8] {
        &self.octets[self.first..]
    }
}

/// True if a link may be written: `http`, `https` or `webcal`, a host, at most 2,000 octets, and
/// only the characters that RFC 3986 has (no space, quote, control or letter beyond ASCII).
///
/// A link that is none is left out of the calendar: it could start a line of its own.
pub(crate) fn is_link(link: &str) -> bool {
    let rest = ["https://", "http://", "webcal://"]
        .into_iter()
        .find_map(|scheme| link.strip_prefix(scheme));
    let host = |first: char| first.is_ascii_alphanumeric() || first == '[';
    let excluded = |octet: u8| {
        (octet <= b' ')
            | (octet >= 0x7F)
            | (octet == b'"')
            | (octet == b'<')
            | (octet == b'>')
            | (octet == b'\\')
            | (octet == b'^')
            | (octet == b'`')
            | (b'{'..=b'}').contains(&octet)
    };
    link.len() <= LINK
        && rest.is_some_and(|rest| rest.starts_with(host))
        // Without a way out of it, the loop takes many octets at once.
        && !link.bytes().fold(false, |any, octet| any | excluded(octet))
}

#[inline]
fn date_digits(date: NaiveDate) -> [u8; 8] {
    let year = date.year().clamp(0, 9999).unsigned_abs();
    let ([a, b], [c, d]) = (pair(year / 100), pair(year % 100));
    let ([e, f], [g, h]) = (pair(date.month()), pair(date.day()));
    [a, b, c, d, e, f, g, h]
}

#[inline]
fn utc_digits(clock: NaiveDateTime) -> [u8; 16] {
    let [a, b, c, d, e, f, g, h] = date_digits(clock.date());
    let second = clock.num_seconds_from_midnight();
    let ([i, j], [k, l]) = (pair(second / 3600), pair(second / 60 % 60));
    let [m, n] = pair(second % 60);
    [a, b, c, d, e, f, g, h, b'T', i, j, k, l, m, n, b'Z']
}

const fn digit(value: u32) -> u8 {
    b'0' + (value % 10) as u8
}

/// Two digits, of a number below 100.
fn pair(value: u32) -> [u8; 2] {
    PAIRS[value as usize % 100]
}

const PAIRS: [[u8; 2]; 100] = {
    let mut pairs = [[b'0'; 2]; 100];
    let mut value = 0;
    while value < 100 {
        pairs[value] = [digit(value as u32 / 10), digit(value as u32)];
        value += 1;
    }
    pairs
};

#[cfg(test)]
mod tests {
    use super::*;

    fn written(write: impl FnOnce(&mut Lines<'_>)) -> String {
        let mut out = Vec::new();
        write(&mut Lines::new(&mut out));
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn numbers_and_durations() {
        assert_eq!(written(|lines| lines.number(0)), "0");
        assert_eq!(written(|lines| lines.number(u32::MAX)), "4294967295");
        let duration = |minutes| written(|lines| lines.duration(minutes));
        assert_eq!(
            [0, 1, 60, 61, 1440].map(duration),
            ["PT0M", "PT1M", "PT1H", "PT1H1M", "PT24H"]
        );
    }

    #[test]
    fn a_moment_is_written_to_the_second() {
        let at: DateTime<Utc> = "2027-01-02T03:04:05.678Z".parse().unwrap();
        assert_eq!(written(|lines| lines.utc(at)), "20270102T030405Z\r\n");
        assert_eq!(
            written(|lines| lines.date_time(at.naive_utc())),
            "20270102T030405\r\n"
        );
        assert_eq!(written(|lines| lines.utc(DateTime::<Utc>::MAX_UTC)).len(), 18);
    }

    #[test]
    fn degrees_have_six_decimals() {
        let degrees = |degrees| String::from_utf8(Degrees::new(degrees).as_bytes().to_vec()).unwrap();
        assert_eq!(
            [0.0, -0.0, -122.082_932, 7.5].map(degrees),
            ["0.000000", "0.000000", "-122.082932", "7.500000"]
        );
        assert_eq!(
            [180.0, -180.0, 52.527_400_4, -0.000_000_4].map(degrees),
            ["180.000000", "-180.000000", "52.527400", "0.000000"]
        );
    }

    #[test]
    fn a_link_is_an_address_on_the_web() {
        for link in [
            "https://a",
            "http://a.example:80/b?c=d&e=%20#f",
            "webcal://[::1]/x.ics",
        ] {
            assert!(is_link(link), "{link}");
        }
        for other in [
            "https:///x",
            "ftp://a",
            "https://a/ä",
            "https://a/\u{0}",
            "https://a/\"",
            "https://a/{b}",
            " https://a",
        ] {
            assert!(!is_link(other), "{other}");
        }
        assert!(!is_link(&format!("https://a/{}", "b".repeat(LINK))));
    }
}
