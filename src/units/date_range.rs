//! A range of days.

use std::fmt;

use chrono::{Days, NaiveDate};

/// A range of days, with its first and its last one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct DateRange {
    first: NaiveDate,
    last: NaiveDate,
}

impl DateRange {
    /// The days from `first` to `last`; `None` if the last one is before the first.
    pub fn new(first: NaiveDate, last: NaiveDate) -> Option<Self> {
        (first <= last).then_some(DateRange { first, last })
    }

    /// The single day `date`.
    pub fn on(date: NaiveDate) -> Self {
        DateRange {
            first: date,
            last: date,
        }
    }

    /// As many days as `days`, at least one, from `first` on.
    pub fn starting(first: NaiveDate, days: u32) -> Self {
        let last = first.checked_add_days(Days::new(u64::from(days.max(1)) - 1));
        DateRange {
            first,
            last: last.unwrap_or(first),
        }
    }

    /// The first day.
    pub fn first(self) -> NaiveDate {
        self.first
    }

    /// The last day.
    pub fn last(self) -> NaiveDate {
        self.last
    }

    /// The number of days, at least one.
    pub fn days(self) -> u32 {
        u32::try_from((self.last - self.first).num_days() + 1).unwrap_or(1)
    }

    /// Tells whether `date` is one of the days.
    pub fn contains(self, date: NaiveDate) -> bool {
        self.first <= date && date <= self.last
    }

    /// Tells whether the two ranges share a day.
    pub fn overlaps(self, other: Self) -> bool {
        self.first <= other.last && other.first <= self.last
    }
}

/// "2027-03-13 to 2027-03-14"; a single day is written once.
impl fmt::Display for DateRange {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.first == self.last {
            true => write!(formatter, "{}", self.first),
            false => write!(formatter, "{} to {}", self.first, self.last),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(2027, 3, day).unwrap()
    }

    #[test]
    fn a_range_holds_its_first_and_its_last_day() {
        let range = DateRange::new(day(13), day(14)).unwrap();
        assert!(range.contains(day(13)) && range.contains(day(14)));
        assert!(!range.contains(day(12)) && !range.contains(day(15)));
        assert_eq!(
            (range.days(), range.to_string().as_str()),
            (2, "2027-03-13 to 2027-03-14")
        );
        assert_eq!(DateRange::starting(day(13), 2), range);
        assert_eq!(DateRange::new(day(14), day(13)), None);
    }

    #[test]
    fn ranges_overlap_when_they_share_a_day() {
        let range = |first, last| DateRange::new(day(first), day(last)).unwrap();
        assert!(range(1, 5).overlaps(range(5, 9)));
        assert!(!range(1, 5).overlaps(range(6, 9)));
        assert!(range(1, 9).overlaps(DateRange::on(day(4))));
    }
}
