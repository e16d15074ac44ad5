//! Content lines (RFC 5545 §3.1), written in one pass onto a buffer that is handed in.
//!
//! What comes from outside comes through [`Lines::text`], [`Lines::param`] or [`Lines::uri`], and
//! leaves none of them with a line break in it. Everything else is the program's own literals.

use chrono::{DateTime, Datelike, NaiveDate, Timelike, Utc};

/// The most octets on a line, without its CRLF (RFC 5545 §3.1).
const LINE: usize = 75;

/// The longest link that is written, in octets: what browsers and calendars are sure to open.
const LINK: usize = 2000;

/// Content lines at the end of a buffer. The buffer grows and is never read back.
pub(crate) struct Lines<'a> {
    out: &'a mut Vec<u8>,
    /// Where in `out` the line begins that is being written.
    start: usize,
}

impl<'a> Lines<'a> {
    pub(crate) fn new(out: &'a mut Vec<u8>) -> Lines<'a> {
        let start = out.len();
        Lines { out, start }
    }

    /// Writes the program's own words as they are: whole lines, or pieces of one that is sure to
    /// fit.
    pub(crate) fn raw(&mut self, words: &str) {
        self.out.extend_from_slice(words.as_bytes());
    }

    /// Ends the line before, and begins one whose length is not known. `name` brings what stands
    /// before the value, its colon included.
    pub(crate) fn begin(&mut self, name: &str) {
        self.start = self.out.len();
        self.raw(name);
    }

    pub(crate) fn end(&mut self) {
        self.raw("\r\n");
    }

    /// A whole line with a TEXT value.
    pub(crate) fn text_line(&mut self, name: &str, value: &str) {
        self.begin(name);
        self.text(value);
        self.end();
    }

    /// A TEXT value, or a piece of one (RFC 5545 §3.3.11): `\`, `;` and `,` escaped; every kind of
    /// line end (LF, CRLF, CR, and Unicode's U+2028 and U+2029, at which some readers split) as
    /// `\n`; the other control characters, but for TAB, left out.
    pub(crate) fn text(&mut self, value: &str) {
        let mut rest = value.as_bytes();
        loop {
            let clean = clean_prefix(rest);
            self.folded(&rest[..clean]);
            rest = &rest[clean..];
            rest = match *rest {
                [] => return,
                [b'\r', b'\n', ref after @ ..]
                | [b'\r' | b'\n', ref after @ ..]
                | [0xE2, 0x80, 0xA8 | 0xA9, ref after @ ..] => {
                    self.whole(b"\\n");
                    after
                }
                [escaped @ (b'\\' | b';' | b','), ref after @ ..] => {
                    self.whole(&[b'\\', escaped]);
                    after
                }
                [b'\t', ref after @ ..] => {
                    self.whole(b"\t");
                    after
                }
                [0xC2, 0x80..=0x9F, ref after @ ..] | [0x00..=0x1F | 0x7F, ref after @ ..] => after,
                // What is left began like a control character and is none.
                _ => {
                    let length = if rest[0] == 0xE2 { 3 } else { 2 }.min(rest.len());
                    self.whole(&rest[..length]);
                    &rest[length..]
                }
            };
        }
    }

    /// [`Lines::text`] of at most `most` characters: what is longer is cut after a word, and ends
    /// in `…`.
    pub(crate) fn text_within(&mut self, value: &str, most: usize) {
        match cut(value, most) {
            Some(kept) => {
                self.text(kept);
                self.whole("…".as_bytes());
            }
            None => self.text(value),
        }
    }

    /// A parameter's value in quotes, with RFC 6868's `^'`, `^^` and `^n` for what quotes cannot
    /// hold, and the line ends and control characters of [`Lines::text`].
    pub(crate) fn param(&mut self, value: &str) {
        self.whole(b"\"");
        let mut breaks = value.chars().peekable();
        while let Some(letter) = breaks.next() {
            match letter {
                '\r' if breaks.peek() == Some(&'\n') => {}
                '\n' | '\r' | '\u{2028}' | '\u{2029}' => self.whole(b"^n"),
                '"' => self.whole(b"^'"),
                '^' => self.whole(b"^^"),
                '\t' => self.whole(b"\t"),
                _ if letter.is_control() => {}
                _ => self.whole(letter.encode_utf8(&mut [0; 4]).as_bytes()),
            }
        }
        self.whole(b"\"");
    }

    /// A whole line with a link, which [`is_link`] must have passed.
    pub(crate) fn link_line(&mut self, name: &str, link: &str) {
        self.begin(name);
        self.folded(link.as_bytes());
        self.end();
    }

    /// A DATE (RFC 5545 §3.3.4): `20270418`.
    pub(crate) fn date(&mut self, date: NaiveDate) {
        let (year, month, day) = (date.year().clamp(0, 9999), date.month(), date.day());
        let mut digits = *b"00000000";
        digits[..2].copy_from_slice(&pair(year.unsigned_abs() / 100));
        digits[2..4].copy_from_slice(&pair(year.unsigned_abs() % 100));
        digits[4..6].copy_from_slice(&pair(month));
        digits[6..].copy_from_slice(&pair(day));
        self.out.extend_from_slice(&digits);
    }

    /// A DATE-TIME (RFC 5545 §3.3.5) without its zone: `20270418T103000`.
    pub(crate) fn date_time(&mut self, clock: DateTime<Utc>) {
        self.date(clock.date_naive());
        let mut digits = *b"T000000";
        digits[1..3].copy_from_slice(&pair(clock.hour()));
        digits[3..5].copy_from_slice(&pair(clock.minute()));
        digits[5..].copy_from_slice(&pair(clock.second()));
        self.out.extend_from_slice(&digits);
    }

    /// A DATE-TIME in UTC: `20270418T083000Z`.
    pub(crate) fn utc(&mut self, at: DateTime<Utc>) {
        self.date_time(at);
        self.raw("Z");
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

    /// Degrees with six decimals (RFC 5545 §3.8.1.6), about a tenth of a metre: `-122.082932`.
    pub(crate) fn degrees(&mut self, degrees: f64) {
        // At most 180 degrees: 180,000,000 millionths, far inside the integer.
        let millionths = (degrees * 1e6).round() as i32;
        if millionths < 0 {
            self.raw("-");
        }
        let millionths = millionths.unsigned_abs();
        self.number(millionths / 1_000_000);
        self.raw(".");
        for unit in [10_000, 100, 1] {
            self.two_digits(millionths / unit % 100);
        }
    }

    /// Writes bytes of whole characters, folding between any two.
    fn folded(&mut self, mut run: &[u8]) {
        loop {
            let room = LINE - (self.out.len() - self.start);
            if run.len() <= room {
                self.out.extend_from_slice(run);
                return;
            }
            let mut fold = room;
            while is_continuation(run[fold]) {
                fold -= 1;
            }
            self.out.extend_from_slice(&run[..fold]);
            run = &run[fold..];
            self.fold();
        }
    }

    /// Writes bytes that may not be parted: a character, or an escape.
    pub(crate) fn whole(&mut self, piece: &[u8]) {
        if self.out.len() - self.start + piece.len() > LINE {
            self.fold();
        }
        self.out.extend_from_slice(piece);
    }

    fn fold(&mut self) {
        self.out.extend_from_slice(b"\r\n ");
        self.start = self.out.len() - 1;
    }
}

/// Whether a link may be written: `http`, `https` or `webcal`, a host, at most 2,000 octets, and
/// only the characters that RFC 3986 has (no space, quote, control or letter beyond ASCII).
///
/// A link that is none is left out of the calendar: it could start a line of its own.
pub(crate) fn is_link(link: &str) -> bool {
    let rest = ["https://", "http://", "webcal://"]
        .into_iter()
        .find_map(|scheme| link.strip_prefix(scheme));
    let allowed = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~:/?#[]@!$&'()*+,;=%".contains(&byte);
    link.len() <= LINK
        && rest
            .is_some_and(|rest| rest.starts_with(|first: char| first.is_ascii_alphanumeric() || first == '['))
        && link.bytes().all(allowed)
}

/// What to keep of a text that has more than `most` characters, so that `…` still fits: whole
/// words, unless the last one is very long. `None` when all of it fits.
pub(crate) fn cut(text: &str, most: usize) -> Option<&str> {
    // A text has at most as many characters as octets.
    if text.len() <= most {
        return None;
    }
    let mut ends = text.char_indices().map(|(start, _)| start);
    let kept = ends.nth(most.saturating_sub(1))?;
    ends.next()?;
    let kept = &text[..kept];
    let word = kept
        .trim_end_matches(|letter: char| !letter.is_whitespace())
        .trim_end();
    let whole = if text[kept.len()..].starts_with(char::is_whitespace) {
        kept.trim_end()
    } else {
        word
    };
    Some(if whole.len() * 2 >= kept.len() {
        whole
    } else {
        kept
    })
}

/// How many octets at the start of a text can be written as they are. Stops at what TEXT escapes,
/// at control characters, and at the two octets that begin the control characters beyond ASCII.
fn clean_prefix(text: &[u8]) -> usize {
    /// As many octets as the compiler compares at once.
    const BLOCK: usize = 16;
    let mut blocks = text.chunks_exact(BLOCK);
    let mut clean = 0;
    for block in blocks.by_ref() {
        if block.iter().fold(false, |any, &octet| any | is_special(octet)) {
            break;
        }
        clean += BLOCK;
    }
    clean
        + text[clean..]
            .iter()
            .take_while(|&&octet| !is_special(octet))
            .count()
}

fn is_special(octet: u8) -> bool {
    (octet < 0x20)
        | (octet == b'\\')
        | (octet == b';')
        | (octet == b',')
        | (octet == 0x7F)
        | (octet == 0xC2)
        | (octet == 0xE2)
}

fn is_continuation(octet: u8) -> bool {
    octet & 0b1100_0000 == 0b1000_0000
}

fn digit(value: u32) -> u8 {
    b'0' + (value % 10) as u8
}

/// Two digits, of a number below 100.
fn pair(value: u32) -> [u8; 2] {
    [digit(value / 10), digit(value)]
}
