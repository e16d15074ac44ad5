//! Characters that could steer a terminal, forge a line or hide text, and text without them.
//!
//! They are Unicode's control and format characters and its separators of lines and paragraphs (general categories Cc,
//! Cf, Zl and Zp). The terminal, excerpts of files, JSON and the log all use this one list.

use std::borrow::Cow;

use unicode_properties::{GeneralCategory, UnicodeGeneralCategory};

/// Reports whether a terminal may obey `c`, or a reader may not see it.
pub fn is_hostile(c: char) -> bool {
    match u32::from(c) {
        0..0x20 | 0x7f..0xa0 => true,
        0..0xad => false,
        _ => matches!(
            c.general_category(),
            GeneralCategory::Control
                | GeneralCategory::Format
                | GeneralCategory::LineSeparator
                | GeneralCategory::ParagraphSeparator
        ),
    }
}

/// `text` with a sign in place of each hostile character but those in `kept`.
pub(super) fn visible(text: &str, kept: &[char]) -> String {
    let mut shown = String::with_capacity(text.len());
    let mut before = None;
    for c in text.chars() {
        let is_shown = !is_hostile(c) || kept.contains(&c) || before.is_some_and(|before| joins(before, c));
        shown.push(if is_shown { c } else { sign(c) });
        before = Some(c);
    }
    shown
}

/// Text in which ends of lines are signs too: a file may be called anything, and what is said of it must not look like a
/// line that somebody else said.
pub fn one_line(text: &str) -> String {
    visible(text, &[])
}

/// Text from files and flags that cannot steer a terminal. Ends of lines stay.
pub fn harmless(text: &str) -> String {
    visible(text, &['\n'])
}

/// JSON with its hostile characters escaped, as RFC 8259 §7 allows for any character. They stand in strings alone, but for
/// the ends of lines between values, which stay.
pub fn escaped_json(json: &str) -> Cow<'_, str> {
    let is_hostile = |c: char| c >= '\u{7f}' && is_hostile(c);
    if !json.contains(is_hostile) {
        return Cow::Borrowed(json);
    }
    let mut escaped = String::with_capacity(json.len() + 16);
    for c in json.chars() {
        if is_hostile(c) {
            let units: &mut [u16] = &mut [0; 2];
            for unit in c.encode_utf16(units) {
                escaped += &format!("\\u{unit:04x}");
            }
        } else {
            escaped.push(c);
        }
    }
    Cow::Owned(escaped)
}

/// True for the format characters that letters and emoji are made with, where they stand in one: a joiner after a letter
/// that is not of ASCII, and the tags in the flag of England.
fn joins(before: char, c: char) -> bool {
    let is_tag = |c: char| ('\u{e0020}'..='\u{e007f}').contains(&c);
    match c {
        '\u{200c}' | '\u{200d}' => !before.is_ascii() && !is_hostile(before),
        _ => is_tag(c) && (before == '\u{1f3f4}' || is_tag(before)),
    }
}

/// The sign of a hostile character: its picture where Unicode has one.
fn sign(c: char) -> char {
    match c {
        '\u{0}'..='\u{1f}' => char::from_u32(0x2400 + u32::from(c)).unwrap_or('\u{fffd}'),
        '\u{7f}' => '\u{2421}',
        _ => '\u{fffd}',
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_control_and_format_character_is_a_sign() {
        let mut hostile = 0;
        for c in ('\0'..=char::MAX).filter(|&c| is_hostile(c)) {
            hostile += 1;
            let shown = harmless(&format!("A{c}B"));
            let shown: Vec<char> = shown.chars().collect();
            assert_eq!((shown[0], shown[2]), ('A', 'B'), "{c:?}");
            assert_eq!(is_hostile(shown[1]), c == '\n', "{c:?}");
            let json = serde_json::to_string(&format!("A{c}B")).unwrap();
            let escaped = escaped_json(&json);
            assert!(escaped.is_ascii(), "{escaped}");
            assert_eq!(
                serde_json::from_str::<String>(&escaped).unwrap(),
                format!("A{c}B")
            );
        }
        assert!(hostile >= 230, "Unicode 14 had as many: {hostile}");
        for c in [
            '\u{61c}', '\u{200e}', '\u{202e}', '\u{2028}', '\u{2029}', '\u{9b}', '\u{85}', '\u{feff}',
        ] {
            assert!(is_hostile(c), "{c:?}");
        }
    }

    #[test]
    fn letters_emoji_and_flags_stay_whole() {
        let family = "\u{1f468}\u{200d}\u{1f469}\u{200d}\u{1f467}";
        let england = "\u{1f3f4}\u{e0067}\u{e0062}\u{e0065}\u{e006e}\u{e0067}\u{e007f}";
        let persian = "می\u{200c}دوم";
        for text in [family, england, persian, "é\u{301} – “日本” £ ✓", "two\nlines"] {
            assert_eq!(harmless(text), text);
        }
        assert_eq!(harmless("a\u{e0067}b\u{200d}c"), "a\u{fffd}b\u{fffd}c");
        assert_eq!(one_line("a\nb"), "a\u{240a}b");
    }
}
