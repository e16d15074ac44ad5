//! Notes in an event for the next revision of its calendar, as properties that no application shows.

use chrono::NaiveDate;

use super::writer::Lines;

/// The property of [`RevisionNotes::strides`].
pub(crate) const STRIDES: &str = "X-LONGRUN-STRIDES";

/// The property of [`RevisionNotes::before`].
pub(crate) const BEFORE: &str = "X-LONGRUN-BEFORE";

/// The value of [`BEFORE`] for an event that was not there.
const ABSENT: &str = "NONE";

/// Notes in an event for the next revision of its calendar.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct RevisionNotes {
    /// The UID of the strides that end a run, where its week has others beside them.
    pub strides: Option<String>,
    /// The place of the event as the day of its last change began, where that was another one. Later on that day the
    /// calendar is placed after this, so that an edit and its undo lead back.
    pub before: Option<PriorDay>,
}

/// The place of an event in an earlier calendar.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PriorDay {
    /// It was not there, or cancelled.
    Absent,
    /// It took place.
    On {
        /// Its day.
        date: NaiveDate,
        /// The strides that ended it, if any did: as in [`RevisionNotes::strides`], or another word where the week has
        /// no others.
        strides: Option<String>,
    },
}

impl RevisionNotes {
    /// The notes that a reader gets back from the lines of these.
    pub(super) fn into_written(self) -> RevisionNotes {
        RevisionNotes {
            strides: self.strides.filter(|text| is_word(text)),
            before: self.before.map(|before| match before {
                PriorDay::Absent => PriorDay::Absent,
                PriorDay::On { date, strides } => PriorDay::On {
                    date,
                    strides: strides.filter(|text| is_word(text)),
                },
            }),
        }
    }

    pub(super) fn write(&self, lines: &mut Lines<'_>) {
        if let Some(strides) = self.strides.as_deref().filter(|text| is_word(text)) {
            let mut line = lines.line("X-LONGRUN-STRIDES:");
            line.text(strides);
            line.end();
        }
        let Some(before) = &self.before else { return };
        let mut line = lines.line("X-LONGRUN-BEFORE:");
        match before {
            PriorDay::Absent => line.text(ABSENT),
            PriorDay::On { date, strides } => {
                line.text(&date.format("%Y%m%d").to_string());
                if let Some(strides) = strides.as_deref().filter(|text| is_word(text)) {
                    line.text(" ");
                    line.text(strides);
                }
            }
        }
        line.end();
    }
}

impl PriorDay {
    /// The place that is written as `text`; `None` for another text, which an application may have left.
    pub(super) fn read(text: &str) -> Option<PriorDay> {
        let mut words = text.split_ascii_whitespace();
        let first = words.next()?;
        if first.eq_ignore_ascii_case(ABSENT) {
            return Some(PriorDay::Absent);
        }
        let date = NaiveDate::parse_from_str(first, "%Y%m%d").ok()?;
        let strides = words.next().map(str::to_owned);
        Some(PriorDay::On { date, strides })
    }
}

/// True for the text of a UID of ours, which is one word.
fn is_word(text: &str) -> bool {
    !text.is_empty() && text.chars().all(is_plain)
}

fn is_plain(letter: char) -> bool {
    letter.is_alphanumeric() || matches!(letter, '.' | '-' | '_' | '@')
}
