//! The busy times of a runner, from other calendars.

use std::cmp::Reverse;
use std::sync::Arc;

use chrono::NaiveDate;

/// Minutes of a day: where a stretch ends that lasts to midnight.
pub const END_OF_DAY: u32 = 24 * 60;

/// A stretch of one day that is taken. An event over midnight is one stretch a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Busy {
    /// Its day, in the runner's zone.
    pub date: NaiveDate,
    /// First minute that is taken, counted from midnight on the clock's face.
    pub from: u32,
    /// First minute that is free again; [`END_OF_DAY`] at most.
    pub to: u32,
    /// The title of the event, for messages.
    pub title: Arc<str>,
}

impl Busy {
    /// True if the day has no free minute.
    pub fn is_whole_day(&self) -> bool {
        self.from == 0 && self.to >= END_OF_DAY
    }

    /// True if it takes any of the minutes from `from` up to `to`.
    pub fn overlaps(&self, from: u32, to: u32) -> bool {
        self.from < to && from < self.to
    }
}

/// All busy times, by day.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct BusyTimes(Vec<Busy>);

impl BusyTimes {
    /// In order. A stretch that lies inside another says nothing more, and is left out.
    pub fn new(mut all: Vec<Busy>) -> Self {
        all.retain(|busy| busy.from < busy.to);
        all.sort_by(|a, b| {
            (a.date, a.from, Reverse(a.to), &a.title).cmp(&(b.date, b.from, Reverse(b.to), &b.title))
        });
        // What comes later begins later: it lies inside one before it, or reaches further than all.
        all.dedup_by(|later, kept| later.date == kept.date && later.to <= kept.to);
        BusyTimes(all)
    }

    /// The busy times of `date`, the earliest first.
    pub fn on(&self, date: NaiveDate) -> &[Busy] {
        let from = self.0.partition_point(|busy| busy.date < date);
        let count = self.0[from..].partition_point(|busy| busy.date == date);
        &self.0[from..from + count]
    }

    /// Everything, the earliest first.
    pub fn iter(&self) -> impl Iterator<Item = &Busy> {
        self.0.iter()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn busy(day: u32, from: u32, to: u32, title: &str) -> Busy {
        Busy {
            date: NaiveDate::from_ymd_opt(2027, 3, day).unwrap(),
            from,
            to,
            title: title.into(),
        }
    }

    #[test]
    fn what_lies_inside_another_is_left_out_and_a_day_is_found() {
        let times = BusyTimes::new(vec![
            busy(2, 600, 660, "inside"),
            busy(2, 540, 700, "outer"),
            busy(2, 690, 720, "reaches further"),
            busy(1, 540, 700, "the day before"),
            busy(2, 800, 800, "no time at all"),
        ]);
        let titles: Vec<&str> = times
            .on(busy(2, 0, 0, "").date)
            .iter()
            .map(|one| &*one.title)
            .collect();
        assert_eq!(titles, ["outer", "reaches further"]);
        assert_eq!(times.on(busy(3, 0, 0, "").date), []);
        assert_eq!(times.iter().count(), 3);
    }
}
