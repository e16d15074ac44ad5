//! A content line of any length (RFC 5545 §3.1): escaped, and folded as it grows.
//!
//! What comes from outside passes through [`Line::text`], [`Line::param`] or [`Line::address`],
//! and none of them lets a line break through.

use wide::u8x16;

/// The most octets on a line, without its CRLF (RFC 5545 §3.1).
const LIMIT: usize = 75;

/// As many octets of text as are looked at, and copied, at once.
const BLOCK: usize = 16;

/// The escape of an octet in TEXT, and [`NO_ESCAPE`] for the others.
const ESCAPES: [[u8; 2]; 256] = {
    let mut escapes = [NO_ESCAPE; 256];
    escapes[b'\\' as usize] = *b"\\\\";
    escapes[b';' as usize] = *b"\\;";
    escapes[b',' as usize] = *b"\\,";
    escapes[b'\n' as usize] = *b"\\n";
    escapes
};

const NO_ESCAPE: [u8; 2] = [0; 2];

/// One content line at the end of a buffer. It is whole once [`Line::end`] was called.
pub(crate) struct Line<'a> {
    out: &'a mut Vec<u8>,
    /// The place in the buffer at which the line began, or its last continuation.
    start: usize,
}

impl<'a> Line<'a> {
    /// A line that begins with words of the program's own, at most 75 octets up to the value: the
    /// name, the parameters that are the same every time, and the colon.
    #[inline(always)]
    pub(crate) fn new(out: &'a mut Vec<u8>, name: &str) -> Line<'a> {
        let start = out.len();
        out.extend_from_slice(name.as_bytes());
        Line { out, start }
    }

    /// Ends the line.
    pub(crate) fn end(self) {
        self.out.extend_from_slice(b"\r\n");
    }

    /// A TEXT value, or a piece of one (RFC 5545 §3.3.11): `\`, `;` and `,` escaped; every kind of
    /// line end (LF, CRLF, CR, and Unicode's U+2028 and U+2029, at which some readers split) as
    /// `\n`; the other control characters, but for TAB, left out.
    pub(crate) fn text(&mut self, value: &str) {
        let text = value.as_bytes();
        let mut at = 0;
        while at < text.len() {
            let block = block(text, at);
            let clean = clean_octets(block);
            // Sixteen octets are copied, and some taken back: that is faster than to copy a number
            // that must be known first. Most often all of them stay.
            self.out.extend_from_slice(&block.to_le_bytes());
            if clean == BLOCK && self.out.len() - self.start <= LIMIT {
                at += BLOCK;
                continue;
            }
            let end = self.out.len() - BLOCK;
            let clean = clean.min(text.len() - at);
            let mut fold = self.start + LIMIT;
            if end + clean <= fold {
                self.out.truncate(end + clean);
                at += clean;
                at += self.special(&text[at..]);
            } else {
                // The character that is parted may have begun in the block before.
                while is_continuation(self.out[fold]) {
                    fold -= 1;
                }
                self.out.truncate(fold);
                at = at + fold - end;
                self.fold();
            }
        }
    }

    /// Writes what TEXT has for the octets that a text begins with, if they are none to copy.
    /// Returns how many they are.
    #[inline(always)]
    fn special(&mut self, text: &[u8]) -> usize {
        let Some(&first) = text.first() else {
            return 0;
        };
        let escape = ESCAPES[usize::from(first)];
        if escape == NO_ESCAPE {
            return self.rarely_special(text);
        }
        self.whole(&escape);
        1
    }

    #[cold]
    fn rarely_special(&mut self, text: &[u8]) -> usize {
        let (written, octets): (&[u8], usize) = match *text {
            [b'\r', b'\n', ..] => (b"\\n", 2),
            [b'\r', ..] => (b"\\n", 1),
            [0xE2, 0x80, 0xA8 | 0xA9, ..] => (b"\\n", 3),
            [0xC2, 0x80..=0x9F, ..] => (b"", 2),
            // Other characters that begin like a line end or a control character.
            [0xC2, _, ..] => (&text[..2], 2),
            [0xE2, _, _, ..] => (&text[..3], 3),
            [b'\t', ..] => (b"\t", 1),
            [0x00..=0x1F | 0x7F, ..] => (b"", 1),
            _ => (b"", 0),
        };
        self.whole(written);
        octets
    }

    /// [`Line::text`] of at most `most` characters: what is longer is cut after a word, and ends in
    /// `…`.
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
    /// hold, and the line ends and control characters of [`Line::text`].
    pub(crate) fn param(&mut self, value: &str) {
        self.whole(b"\"");
        if value
            .bytes()
            .all(|octet| matches!(octet, b' '..=b'~') && octet != b'"' && octet != b'^')
        {
            self.address(value);
            return self.whole(b"\"");
        }
        let mut letters = value.chars().peekable();
        while let Some(letter) = letters.next() {
            match letter {
                '\r' if letters.peek() == Some(&'\n') => {}
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

    /// A URI as it is, in ASCII. One that came from outside must have passed
    /// [`super::writer::is_link`].
    pub(crate) fn address(&mut self, address: &str) {
        let mut rest = address.as_bytes();
        while let Some((fits, after)) = rest
            .split_at_checked(self.room())
            .filter(|(_, after)| !after.is_empty())
        {
            self.out.extend_from_slice(fits);
            self.fold();
            rest = after;
        }
        self.out.extend_from_slice(rest);
    }

    /// Writes octets that may not be parted: a character, an escape, a number.
    #[inline(always)]
    pub(crate) fn whole(&mut self, piece: &[u8]) {
        if piece.len() > self.room() {
            self.fold();
        }
        self.out.extend_from_slice(piece);
    }

    /// The number of octets that still fit on the line.
    fn room(&self) -> usize {
        LIMIT - (self.out.len() - self.start)
    }

    fn fold(&mut self) {
        self.out.extend_from_slice(b"\r\n ");
        self.start = self.out.len() - 1;
    }
}

/// A TEXT value as it is read back once [`Line::text_within`] has written it: cut after `most` characters, line ends as
/// `\n`, without other control characters but TAB.
pub(crate) fn text_as_written(value: String, most: usize) -> String {
    let cut = cut(&value, most);
    let text = cut.unwrap_or(&value);
    if is_written_as_it_is(text.as_bytes()) {
        return match cut {
            Some(kept) => format!("{kept}…"),
            None => value,
        };
    }
    let mut written = String::with_capacity(text.len());
    let mut letters = text.chars().peekable();
    while let Some(letter) = letters.next() {
        match letter {
            '\r' if letters.peek() == Some(&'\n') => {}
            '\r' | '\u{2028}' | '\u{2029}' => written.push('\n'),
            '\n' | '\t' => written.push(letter),
            _ if letter.is_control() => {}
            _ => written.push(letter),
        }
    }
    if cut.is_some() {
        written.push('…');
    }
    written
}

/// True if [`text_as_written`] changes nothing in a text in UTF-8: it holds no control character but line feed and TAB, and
/// no line or paragraph separator.
fn is_written_as_it_is(text: &[u8]) -> bool {
    let octet = |at: usize| text.get(at).copied().unwrap_or_default();
    text.iter().enumerate().all(|(at, first)| match first {
        0..=8 | 0x0B..=0x1F | 0x7F => false,
        0xC2 => !matches!(octet(at + 1), 0x80..=0x9F),
        0xE2 => !(octet(at + 1) == 0x80 && matches!(octet(at + 2), 0xA8 | 0xA9)),
        _ => true,
    })
}

/// Sixteen octets of a text from a place in it, the first one lowest. What is missing is 0.
#[inline(always)]
fn block(text: &[u8], at: usize) -> u128 {
    let rest = &text[at..];
    if let Some(block) = rest.first_chunk() {
        return u128::from_le_bytes(*block);
    }
    match text.last_chunk() {
        Some(last) => u128::from_le_bytes(*last) >> (8 * (BLOCK - rest.len())),
        None => short_block(rest),
    }
}

/// The block of a text that is shorter than one: two words, which may overlap.
fn short_block(text: &[u8]) -> u128 {
    if let (Some(first), Some(last)) = (text.first_chunk(), text.last_chunk()) {
        let shift = 8 * (text.len() - 8);
        return u128::from(u64::from_le_bytes(*first)) | u128::from(u64::from_le_bytes(*last)) << shift;
    }
    if let (Some(first), Some(last)) = (text.first_chunk(), text.last_chunk()) {
        let shift = 8 * (text.len() - 4);
        return u128::from(u32::from_le_bytes(*first)) | u128::from(u32::from_le_bytes(*last)) << shift;
    }
    text.iter()
        .rev()
        .fold(0, |block, &octet| block << 8 | u128::from(octet))
}

fn is_continuation(octet: u8) -> bool {
    octet & 0b1100_0000 == 0b1000_0000
}

/// The beginning of a text of more than `most` characters, so that `…` still fits: whole words,
/// unless the last one is very long. `None` if all of the text fits.
pub(crate) fn cut(text: &str, most: usize) -> Option<&str> {
    // A text has at most as many characters as octets.
    if text.len() <= most {
        return None;
    }
    let mut starts = text.char_indices().map(|(start, _)| start);
    let (kept, after) = text.split_at(starts.nth(most.saturating_sub(1))?);
    starts.next()?;
    let words = if after.starts_with(char::is_whitespace) {
        kept
    } else {
        kept.trim_end_matches(|letter: char| !letter.is_whitespace())
    };
    let words = words.trim_end();
    Some(if words.len() * 2 >= kept.len() {
        words
    } else {
        kept
    })
}

/// The number of octets of a block that [`Line::text`] can copy as they are: those before the first that TEXT
/// escapes, that is a control character, or that begins a line end or control character beyond
/// ASCII.
#[inline(always)]
fn clean_octets(block: u128) -> usize {
    let octets = u8x16::new(block.to_le_bytes());
    let all = u8x16::splat;
    let is = |octet: u8| octets.simd_eq(all(octet));
    let control = octets.min(all(0x1F)).simd_eq(octets) | is(0x7F);
    let escaped = is(b',') | is(b';') | is(b'\\');
    // 0xC2 and 0xE2, which differ in the bit 0x20 alone.
    let beyond_ascii = (octets | all(0x20)).simd_eq(all(0xE2));
    // The bit above those of the block stands for its end.
    ((control | escaped | beyond_ascii).to_bitmask() | 1 << BLOCK).trailing_zeros() as usize
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(write: impl FnOnce(&mut Line<'_>)) -> String {
        let mut out = Vec::new();
        let mut line = Line::new(&mut out, "X:");
        write(&mut line);
        line.end();
        String::from_utf8(out).unwrap()
    }

    fn text(value: &str) -> String {
        line(|line| line.text(value))
    }

    #[test]
    fn text_is_escaped_and_nothing_more() {
        assert_eq!(text(r#"a\b;c,d:e"f"#), "X:a\\\\b\\;c\\,d:e\"f\r\n");
        assert_eq!(
            text("a\r\nb\rc\nd\u{2028}e\u{2029}f"),
            "X:a\\nb\\nc\\nd\\ne\\nf\r\n"
        );
        assert_eq!(text("a\0b\u{7f}c\u{85}d\u{1b}e\tf"), "X:abcde\tf\r\n");
        assert_eq!(text("£5 – “easy” ™"), "X:£5 – “easy” ™\r\n");
        assert_eq!(text(""), "X:\r\n");
    }

    #[test]
    fn every_octet_at_every_place_of_a_block_is_seen() {
        for place in 0..40 {
            for (special, escaped) in [
                (",", "\\,"),
                ("\n", "\\n"),
                ("\u{7}", ""),
                ("\u{9f}", ""),
                ("…", "…"),
            ] {
                let (before, after) = ("a".repeat(place), "z".repeat(23));
                let expected = format!("X:{before}{escaped}{after}\r\n");
                assert_eq!(text(&format!("{before}{special}{after}")), expected);
                assert_eq!(
                    text(&format!("{before}{special}")),
                    format!("X:{before}{escaped}\r\n")
                );
            }
        }
    }

    #[test]
    fn a_line_is_folded_at_75_octets_and_never_inside_a_character_or_an_escape() {
        let full = "x".repeat(73);
        assert_eq!(text(&full), format!("X:{full}\r\n"));
        assert_eq!(text(&format!("{full}y")), format!("X:{full}\r\n y\r\n"));
        let (less, rest) = (&full[1..], "z".repeat(74));
        assert_eq!(text(&format!("{less},")), format!("X:{less}\r\n \\,\r\n"));
        assert_eq!(
            text(&format!("{less}é{rest}")),
            format!("X:{less}\r\n é{}\r\n zz\r\n", &rest[2..])
        );
        for before in 0..100 {
            let runners = text(&format!("{}{}", &rest.repeat(2)[..before], "🏃".repeat(40)));
            assert!(runners.split("\r\n").all(|line| line.len() <= 75), "{runners}");
            assert_eq!(runners.replace("\r\n ", "").matches('🏃').count(), 40);
        }
        // What is dropped does not begin a line.
        assert_eq!(text(&format!("{full}\0\0")), format!("X:{full}\r\n"));
        assert_eq!(
            line(|line| line.address(&full.repeat(2)))
                .matches("\r\n ")
                .count(),
            1
        );
    }

    #[test]
    fn a_parameter_is_quoted_and_holds_no_quote() {
        assert_eq!(line(|line| line.param("a;b:c,d")), "X:\"a;b:c,d\"\r\n");
        assert_eq!(line(|line| line.param("\"^\r\n\u{1}é\n")), "X:\"^'^^^né^n\"\r\n");
        assert!(
            line(|line| line.param(&"é\"".repeat(99)))
                .split("\r\n")
                .all(|line| line.len() <= 75)
        );
    }

    #[test]
    fn a_text_is_cut_after_a_word() {
        assert_eq!(cut("five words", 10), None);
        assert_eq!(cut("fünf wörte", 10), None);
        assert_eq!(cut("easy run, 8 km", 10), Some("easy run,"));
        assert_eq!(cut("easy runs, 8 km", 9), Some("easy"));
        assert_eq!(cut("a-word-without-an-end", 9), Some("a-word-w"));
        assert_eq!(cut("one   two", 5), Some("one"));
    }
}
