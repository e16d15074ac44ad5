//! The reader that a fault is worded for.

use chrono::NaiveDate;

use crate::units::DateRange;

/// The names that a page has for plans and keys.
pub trait PageNames {
    /// The title of the plan `name`; `None` where the page knows no such plan.
    fn title(&self, plan: &str) -> Option<&str>;

    /// The label of the form's field for `key`; `None` where the form has no such field.
    fn label(&self, key: &str) -> Option<&str>;
}

/// The reader that a fault is worded for: the same facts, in the terms that the reader can act on.
#[derive(Clone, Copy)]
pub enum Audience<'a> {
    /// Somebody who types commands and edits files: flags, TOML keys, dates as in files.
    Terminal,
    /// A program. The sentences are those of the terminal; the code tells the faults apart.
    Json,
    /// Somebody in front of a form: titles for plans, labels for keys, dates with the month's name.
    Page(&'a dyn PageNames),
}

impl std::fmt::Debug for Audience<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Audience::Terminal => "Terminal",
            Audience::Json => "Json",
            Audience::Page(_) => "Page",
        })
    }
}

impl Audience<'_> {
    /// Reports whether the reader sees a form, and neither flags nor a file.
    pub fn is_page(self) -> bool {
        matches!(self, Audience::Page(_))
    }

    /// A date: `2027-04-18`, on a page "18 Apr 2027".
    pub fn date(self, date: NaiveDate) -> String {
        match self {
            Audience::Page(_) => date.format("%-d %b %Y").to_string(),
            Audience::Terminal | Audience::Json => date.to_string(),
        }
    }

    /// A range of days: "2027-03-13 to 2027-03-14", a single day alone.
    pub fn dates(self, days: DateRange) -> String {
        let (first, last) = (self.date(days.first()), self.date(days.last()));
        match first == last {
            true => first,
            false => format!("{first} to {last}"),
        }
    }

    /// A plan, by its name in backticks, on a page by its title.
    pub fn plan(self, name: &str) -> String {
        match self {
            Audience::Page(names) => format!("“{}”", names.title(name).unwrap_or(name)),
            Audience::Terminal | Audience::Json => format!("`{name}`"),
        }
    }

    /// A key or a flag in backticks, on a page the label of its field.
    pub fn key(self, key: &str) -> String {
        match self {
            Audience::Page(names) => format!("“{}”", names.label(key).unwrap_or(key)),
            Audience::Terminal | Audience::Json => format!("`{key}`"),
        }
    }

    /// Text as somebody wrote it, in backticks, on a page in quotes.
    pub fn quoted(self, text: &str) -> String {
        match self {
            Audience::Page(_) => format!("“{text}”"),
            Audience::Terminal | Audience::Json => format!("`{text}`"),
        }
    }

    /// A word that may be a plan, a key or neither.
    pub fn word(self, word: &str) -> String {
        match self {
            Audience::Page(names) => {
                let known = names.title(word).or_else(|| names.label(word));
                format!("“{}”", known.unwrap_or(word))
            }
            Audience::Terminal | Audience::Json => format!("`{word}`"),
        }
    }
}
