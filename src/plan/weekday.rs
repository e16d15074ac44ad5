//! The names of weekdays in files and flags.

pub use chrono::Weekday;

const WORDS: [(&str, Weekday); 14] = [
    ("mon", Weekday::Mon),
    ("tue", Weekday::Tue),
    ("wed", Weekday::Wed),
    ("thu", Weekday::Thu),
    ("fri", Weekday::Fri),
    ("sat", Weekday::Sat),
    ("sun", Weekday::Sun),
    ("monday", Weekday::Mon),
    ("tuesday", Weekday::Tue),
    ("wednesday", Weekday::Wed),
    ("thursday", Weekday::Thu),
    ("friday", Weekday::Fri),
    ("saturday", Weekday::Sat),
    ("sunday", Weekday::Sun),
];

/// The words for weekdays, short ones first, each with its day.
pub fn weekday_words() -> &'static [(&'static str, Weekday)] {
    &WORDS
}
