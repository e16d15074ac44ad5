//! Recurrence rules (RFC 5545 §3.3.10) by the day, the week, the month and the year.
//!
//! A rule is followed over dates alone: every instance has the time of day of the first. So a rule
//! costs at most a step a day of the season, or since its start if it counts (COUNT), and those steps
//! come off a budget that the whole file shares.

use chrono::{Datelike, Days, NaiveDate, Weekday};

use super::value::Stamp;
use crate::diagnostic::fault::EntryFault;

/// Steps that all rules of a file together may take. Ten thousand daily meetings through two years fit.
pub(super) const BUDGET: u64 = 10_000_000;

/// More parts than this in one list of a rule say nothing that fewer do not.
const MOST_PARTS: usize = 366;

/// The steps that are left.
#[derive(Debug)]
pub(super) struct Budget(pub u64);

impl Budget {
    /// Takes off `steps`. False if fewer were left.
    pub(super) fn spend(&mut self, steps: u64) -> bool {
        let enough = self.0 >= steps;
        self.0 = self.0.saturating_sub(steps);
        enough
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Frequency {
    Daily,
    Weekly,
    Monthly,
    Yearly,
}

/// The reason for which a rule is not followed.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Wrong {
    /// It is not a rule.
    Damaged(EntryFault),
    /// It is a rule of an unsupported kind.
    Unknown(String),
}

/// A recurrence rule.
#[derive(Debug)]
pub(super) struct RecurrenceRule {
    frequency: Frequency,
    interval: u32,
    count: Option<u64>,
    /// The last start, if the rule has one.
    pub until: Option<Stamp>,
    days: Vec<(i32, Weekday)>,
    month_days: Vec<i32>,
    months: Vec<u32>,
    positions: Vec<i32>,
    week_starts: Weekday,
}

impl RecurrenceRule {
    pub(super) fn parse(text: &str) -> Result<Self, Wrong> {
        let mut frequency = None;
        let mut rule = RecurrenceRule {
            frequency: Frequency::Daily,
            interval: 1,
            count: None,
            until: None,
            days: Vec::new(),
            month_days: Vec::new(),
            months: Vec::new(),
            positions: Vec::new(),
            week_starts: Weekday::Mon,
        };
        for part in text.split(';').filter(|part| !part.trim().is_empty()) {
            let wrong = || Wrong::Damaged(EntryFault::NoPartOfRule(short(part)));
            let unknown = || Wrong::Unknown(short(part));
            let (name, value) = part.split_once('=').ok_or_else(wrong)?;
            let (name, value) = (
                name.trim().to_ascii_uppercase(),
                value.trim().to_ascii_uppercase(),
            );
            match name.as_str() {
                "FREQ" => {
                    frequency = Some(match value.as_str() {
                        "DAILY" => Frequency::Daily,
                        "WEEKLY" => Frequency::Weekly,
                        "MONTHLY" => Frequency::Monthly,
                        "YEARLY" => Frequency::Yearly,
                        "HOURLY" | "MINUTELY" | "SECONDLY" => return Err(unknown()),
                        _ => return Err(wrong()),
                    });
                }
                "INTERVAL" => {
                    rule.interval = value
                        .parse()
                        .ok()
                        .filter(|interval| *interval > 0)
                        .ok_or_else(wrong)?;
                }
                "COUNT" => rule.count = Some(value.parse().map_err(|_| wrong())?),
                "UNTIL" => rule.until = Some(Stamp::parse(&value).ok_or_else(wrong)?),
                "BYDAY" => rule.days = list(&value, day_of_rule).ok_or_else(wrong)?,
                "BYMONTHDAY" => rule.month_days = list(&value, |part| number(part, 31)).ok_or_else(wrong)?,
                "BYMONTH" => {
                    let month = |part: &str| number(part, 12).and_then(|month| u32::try_from(month).ok());
                    rule.months = list(&value, month).ok_or_else(wrong)?;
                }
                "BYSETPOS" => rule.positions = list(&value, |part| number(part, 366)).ok_or_else(wrong)?,
                "WKST" => rule.week_starts = weekday(&value).ok_or_else(wrong)?,
                // Some programs repeat the time of the start here.
                "BYHOUR" | "BYMINUTE" | "BYSECOND" if !value.contains(',') => {}
                "RSCALE" if value == "GREGORIAN" => {}
                name if name.starts_with("X-") => {}
                "BYHOUR" | "BYMINUTE" | "BYSECOND" | "BYYEARDAY" | "BYWEEKNO" | "RSCALE" | "SKIP" => {
                    return Err(unknown());
                }
                _ => return Err(wrong()),
            }
        }
        rule.frequency = frequency.ok_or(Wrong::Damaged(EntryFault::NoFrequency))?;
        Ok(rule)
    }

    /// The dates from `from` to `last` on which what began on `start` happens again. Fewer where the
    /// budget ends, which then is 0.
    pub(super) fn dates(
        &self,
        start: NaiveDate,
        from: NaiveDate,
        last: NaiveDate,
        budget: &mut Budget,
    ) -> Vec<NaiveDate> {
        let mut found = Vec::new();
        // Those that are counted must be met one by one; the others are independent of those before.
        let skipped = match self.count {
            Some(_) => 0,
            None => self.periods_between(start, from) / i64::from(self.interval) - 1,
        };
        let mut counted = 0;
        for step in skipped.max(0).. {
            let first = step
                .checked_mul(i64::from(self.interval))
                .and_then(|steps| self.period(start, steps));
            let Some(first) = first.filter(|first| *first <= last) else {
                break;
            };
            if !budget.spend(self.work()) {
                break;
            }
            let dates = self.dates_of(first, start);
            for date in dates.into_iter().filter(|date| *date >= start) {
                // The start is the first that is counted, also where the rule does not speak of it.
                counted += if counted == 0 && date != start { 2 } else { 1 };
                if date > last || self.count.is_some_and(|count| counted > count) {
                    return found;
                }
                if date >= from {
                    found.push(date);
                }
            }
        }
        found
    }

    /// The cost of looking at one period.
    fn work(&self) -> u64 {
        let days = match self.frequency {
            Frequency::Daily => 1,
            Frequency::Weekly => 7,
            Frequency::Monthly => 31,
            Frequency::Yearly => 366,
        };
        days * (1 + self.days.len() + self.month_days.len()) as u64 + self.positions.len() as u64
    }

    /// The number of days, weeks, months or years that `date` lies behind `start`.
    fn periods_between(&self, start: NaiveDate, date: NaiveDate) -> i64 {
        let days = (date - start).num_days();
        match self.frequency {
            Frequency::Daily => days,
            Frequency::Weekly => days / 7,
            Frequency::Monthly => months(date) - months(start),
            Frequency::Yearly => i64::from(date.year() - start.year()),
        }
    }

    /// The first date of the day, week, month or year that lies so many behind that of `start`.
    fn period(&self, start: NaiveDate, steps: i64) -> Option<NaiveDate> {
        let days = |from: NaiveDate, days: i64| from.checked_add_days(Days::new(u64::try_from(days).ok()?));
        match self.frequency {
            Frequency::Daily => days(start, steps),
            Frequency::Weekly => {
                let week = start.week(self.week_starts).checked_first_day()?;
                days(week, steps.checked_mul(7)?)
            }
            Frequency::Monthly => {
                let month = months(start).checked_add(steps)?;
                NaiveDate::from_ymd_opt(
                    i32::try_from(month.div_euclid(12)).ok()?,
                    month.rem_euclid(12) as u32 + 1,
                    1,
                )
            }
            Frequency::Yearly => {
                let year = i64::from(start.year()).checked_add(steps)?;
                NaiveDate::from_ymd_opt(i32::try_from(year).ok()?, 1, 1)
            }
        }
    }

    /// The dates of the period that begins on `first`, in order.
    fn dates_of(&self, first: NaiveDate, start: NaiveDate) -> Vec<NaiveDate> {
        let mut dates: Vec<NaiveDate> = match self.frequency {
            Frequency::Daily => vec![first],
            Frequency::Weekly => {
                let week = first.iter_days().take(7);
                week.filter(|date| {
                    if self.days.is_empty() {
                        date.weekday() == start.weekday()
                    } else {
                        self.names(*date)
                    }
                })
                .collect()
            }
            Frequency::Monthly => self.dates_of_month(first, start),
            Frequency::Yearly if !self.months.is_empty() => {
                let months = self.months.iter().filter_map(|month| first.with_month(*month));
                months
                    .flat_map(|month| self.dates_of_month(month, start))
                    .collect()
            }
            Frequency::Yearly if !self.month_days.is_empty() => {
                let months = (1..=12).filter_map(|month| first.with_month(month));
                months
                    .flat_map(|month| self.dates_of_month(month, start))
                    .collect()
            }
            Frequency::Yearly if !self.days.is_empty() => {
                let year: Vec<NaiveDate> = first
                    .iter_days()
                    .take_while(|date| date.year() == first.year())
                    .collect();
                self.on_weekdays(&year)
            }
            Frequency::Yearly => start.with_year(first.year()).into_iter().collect(),
        };
        dates.retain(|date| self.months.is_empty() || self.months.contains(&date.month()));
        if self.frequency == Frequency::Daily {
            dates.retain(|date| {
                (self.days.is_empty() || self.names(*date))
                    && (self.month_days.is_empty() || self.is_month_day(*date))
            });
        }
        dates.sort_unstable();
        dates.dedup();
        if self.positions.is_empty() {
            return dates;
        }
        let at = |position: &i32| {
            let index = match usize::try_from(*position) {
                Ok(position) => position.checked_sub(1),
                Err(_) => dates.len().checked_sub(position.unsigned_abs() as usize),
            };
            dates.get(index?).copied()
        };
        let mut picked: Vec<NaiveDate> = self.positions.iter().filter_map(at).collect();
        picked.sort_unstable();
        picked.dedup();
        picked
    }

    fn dates_of_month(&self, first: NaiveDate, start: NaiveDate) -> Vec<NaiveDate> {
        let month: Vec<NaiveDate> = first
            .iter_days()
            .take_while(|date| date.month() == first.month())
            .collect();
        match (self.month_days.is_empty(), self.days.is_empty()) {
            (true, true) => first.with_day(start.day()).into_iter().collect(),
            (true, false) => self.on_weekdays(&month),
            (false, no_days) => {
                let is = |date: &NaiveDate| self.is_month_day(*date) && (no_days || self.names(*date));
                month.into_iter().filter(is).collect()
            }
        }
    }

    /// Of the dates of a month or a year those that BYDAY names: every Monday, the second, the last.
    fn on_weekdays(&self, dates: &[NaiveDate]) -> Vec<NaiveDate> {
        let mut found = Vec::new();
        for (nth, day) in &self.days {
            let mut of_day = dates.iter().copied().filter(|date| date.weekday() == *day);
            let back = nth.unsigned_abs() as usize;
            match nth {
                0 => found.extend(of_day),
                1.. => found.extend(of_day.nth(back - 1)),
                _ => found.extend(of_day.rev().nth(back - 1)),
            }
        }
        found
    }

    fn names(&self, date: NaiveDate) -> bool {
        self.days.iter().any(|(_, day)| *day == date.weekday())
    }

    fn is_month_day(&self, date: NaiveDate) -> bool {
        let day = i32::try_from(date.day()).unwrap_or(0);
        let of = i32::from(date.num_days_in_month());
        self.month_days
            .iter()
            .any(|wanted| *wanted == day || *wanted == day - of - 1)
    }
}

/// Months since the year 0.
fn months(date: NaiveDate) -> i64 {
    i64::from(date.year()) * 12 + i64::from(date.month0())
}

fn short(part: &str) -> String {
    part.chars().filter(|c| !c.is_control()).take(40).collect()
}

fn list<T: PartialEq>(value: &str, parse: impl Fn(&str) -> Option<T>) -> Option<Vec<T>> {
    let mut found = Vec::new();
    for part in value.split(',') {
        let part = parse(part.trim())?;
        if !found.contains(&part) {
            found.push(part);
        }
        if found.len() > MOST_PARTS {
            return None;
        }
    }
    Some(found)
}

/// A number from 1 to `most`, or as far back from the end.
fn number(part: &str, most: i32) -> Option<i32> {
    let number: i32 = part.parse().ok()?;
    (number != 0 && (-most..=most).contains(&number)).then_some(number)
}

/// `MO`, `2TU`, `-1FR`; 0 is every one.
fn day_of_rule(part: &str) -> Option<(i32, Weekday)> {
    let at = part
        .len()
        .checked_sub(2)
        .filter(|at| part.is_char_boundary(*at))?;
    let (nth, day) = part.split_at(at);
    let nth = if nth.is_empty() { 0 } else { number(nth, 53)? };
    Some((nth, weekday(day)?))
}

fn weekday(word: &str) -> Option<Weekday> {
    Some(match word {
        "MO" => Weekday::Mon,
        "TU" => Weekday::Tue,
        "WE" => Weekday::Wed,
        "TH" => Weekday::Thu,
        "FR" => Weekday::Fri,
        "SA" => Weekday::Sat,
        "SU" => Weekday::Sun,
        _ => return None,
    })
}

#[cfg(test)]
mod tests;
