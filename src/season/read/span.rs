//! The length of a season: five years at most, on days that calendars have.

use chrono::{Datelike, Days, Months, NaiveDate};

use crate::diagnostic::Faults;
use crate::diagnostic::fault::{MeantDays, SeasonFault};
use crate::document::Spanned;
use crate::limits::{MOST_PLANS, MOST_YEARS, YEARS};
use crate::plan::Plan;
use crate::season::model::Season;

/// Reports a season that is too long, and one on days that no calendar has. The plans count at their typical lengths.
pub(super) fn check_span(season: &Season, faults: &Faults) {
    let first = first_day(season);
    let race = season.race.as_ref().map(|race| &race.date);
    if let (Some(first), Some(race)) = (first, race)
        && is_too_long(first.value, race.value)
    {
        let fault = SeasonFault::TooLong {
            first: first.value,
            last: race.value,
            meant: meant_days(first.value, race.value),
        };
        faults.push(fault.at(&race.span).and(&first.span));
        return;
    }
    if season.plans.len() > MOST_PLANS {
        return;
    }
    let Some(laid) = LaidPlans::of(season) else { return };
    if is_too_long(laid.first, laid.last) {
        let entry = laid.first_too_long(season).or(season.plans.last());
        let fault = SeasonFault::PlansTooLong {
            weeks: (laid.last - laid.first).num_days() / 7,
        };
        faults.push(fault.at_any(entry.map(|entry| &entry.span)));
    } else if !YEARS.contains(&laid.first.year()) || !YEARS.contains(&laid.last.year()) {
        let fault = SeasonFault::OutsideYears {
            day: match YEARS.contains(&laid.first.year()) {
                true => laid.last,
                false => laid.first,
            },
        };
        faults.push(fault.at_any(race.or(first).map(|date| &date.span)));
    }
}

/// The first day of training, or the race behind.
fn first_day(season: &Season) -> Option<&Spanned<NaiveDate>> {
    let previous = season.previous.as_ref().map(|previous| &previous.date);
    season.start.as_ref().or(previous)
}

fn is_too_long(first: NaiveDate, last: NaiveDate) -> bool {
    let most = first.checked_add_months(Months::new(12 * MOST_YEARS));
    most.is_none_or(|most| last > most)
}

/// The days on which the plans lie, laid end to end.
struct LaidPlans {
    first: NaiveDate,
    last: NaiveDate,
    /// The weeks of each plan that its typical length adds to the season.
    weeks: Vec<u32>,
}

impl LaidPlans {
    /// `None` for a season without a race or a start, which is reported elsewhere.
    fn of(season: &Season) -> Option<Self> {
        let typical = |plan: &Plan| plan.weeks().typical;
        let weeks: Vec<u32> = season.plans.iter().map(|entry| typical(&entry.plan)).collect();
        let given = first_day(season).map(|date| date.value);
        let (first, last, weeks) = match (&season.race, season.race_plan()) {
            (Some(race), Some(index)) => {
                let plan = &season.plans[index].plan;
                let to_race = Plan::weeks_of(&plan.phases[..plan.phases_before_race()]).typical;
                let before = to_race + weeks[..index].iter().sum::<u32>();
                let after: u32 = weeks[index..].iter().sum::<u32>() - to_race;
                let day = race.date.value;
                let last = day.checked_add_days(in_weeks(after))?;
                match given {
                    Some(given) => {
                        let mut added = weeks;
                        added[..index].fill(0);
                        added[index] -= to_race;
                        (given, last, added)
                    }
                    None => (day.checked_sub_days(in_weeks(before))?, last, weeks),
                }
            }
            _ => {
                let race = season.race.as_ref().map(|race| race.date.value);
                let first = given.or(race)?;
                let last = first.checked_add_days(in_weeks(weeks.iter().sum()))?;
                (first, last, weeks)
            }
        };
        Some(LaidPlans { first, last, weeks })
    }

    /// The plan with which the season becomes too long.
    fn first_too_long<'s>(&self, season: &'s Season) -> Option<&'s crate::season::SeasonPlan> {
        let whole: u32 = self.weeks.iter().sum();
        let mut last = self.last.checked_sub_days(in_weeks(whole))?;
        for (entry, weeks) in season.plans.iter().zip(&self.weeks) {
            last = last.checked_add_days(in_weeks(*weeks))?;
            if is_too_long(self.first, last) {
                return Some(entry);
            }
        }
        None
    }
}

fn in_weeks(weeks: u32) -> Days {
    Days::new(u64::from(weeks) * 7)
}

/// The days that were probably meant where a season from `first` to `last` is too long, or ends before it begins: a year
/// with two digits exchanged, else one with another digit.
pub(super) fn meant_days(first: NaiveDate, last: NaiveDate) -> MeantDays {
    let fits = |first: NaiveDate, last: NaiveDate| first < last && !is_too_long(first, last);
    let last_of = |years: &[i32]| {
        let days = years.iter().filter_map(|year| last.with_year(*year));
        days.filter(|day| fits(first, *day)).min()
    };
    let first_of = |years: &[i32]| {
        let days = years.iter().filter_map(|year| first.with_year(*year));
        days.filter(|day| fits(*day, last)).max()
    };
    let in_last = MeantDays {
        last: last_of(&exchanged(last.year())),
        first: None,
    };
    let in_first = MeantDays {
        last: None,
        first: first_of(&exchanged(first.year())),
    };
    match (in_last.last, in_first.first) {
        (Some(_), _) => in_last,
        (None, Some(_)) => in_first,
        (None, None) => MeantDays {
            last: last_of(&with_another_digit(last.year())),
            first: first_of(&with_another_digit(first.year())),
        },
    }
}

/// The years that `year` is with two of its digits exchanged.
fn exchanged(year: i32) -> Vec<i32> {
    let digits = digits(year);
    let pairs = (0..digits.len()).flat_map(|one| (one + 1..digits.len()).map(move |other| (one, other)));
    let swapped = pairs.map(|(one, other)| {
        let mut digits = digits;
        digits.swap(one, other);
        number(digits)
    });
    swapped
        .filter(|other| YEARS.contains(other) && *other != year)
        .collect()
}

/// The years that differ from `year` in one digit.
fn with_another_digit(year: i32) -> Vec<i32> {
    let digits = digits(year);
    let places = (0..digits.len()).flat_map(|place| (0..10).map(move |digit| (place, digit)));
    let changed = places.map(|(place, digit)| {
        let mut digits = digits;
        digits[place] = digit;
        number(digits)
    });
    changed
        .filter(|other| YEARS.contains(other) && *other != year)
        .collect()
}

fn digits(year: i32) -> [i32; 4] {
    [1000, 100, 10, 1].map(|place| year / place % 10)
}

fn number(digits: [i32; 4]) -> i32 {
    digits.into_iter().fold(0, |number, digit| number * 10 + digit)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn meant(first: &str, last: &str) -> (Option<String>, Option<String>) {
        let MeantDays { first, last } = meant_days(day(first), day(last));
        (first.map(|day| day.to_string()), last.map(|day| day.to_string()))
    }

    #[test]
    fn a_slip_in_a_year_is_found_where_it_was_made() {
        let some = |text: &str| Some(text.to_owned());
        assert_eq!(meant("2026-10-18", "2072-04-18"), (None, some("2027-04-18")));
        assert_eq!(meant("2026-10-18", "2207-04-18"), (None, some("2027-04-18")));
        assert_eq!(meant("2062-10-18", "2027-04-18"), (some("2026-10-18"), None));
        assert_eq!(meant("1926-10-18", "2027-04-18"), (None, None));
        // Either may be the slip.
        assert_eq!(
            meant("2026-10-18", "2127-04-18"),
            (some("2126-10-18"), some("2027-04-18"))
        );
        assert_eq!(
            meant("2026-10-18", "2037-04-18"),
            (some("2036-10-18"), some("2027-04-18"))
        );
        assert_eq!(meant("2026-10-18", "2072-02-29"), (None, None));
    }

    #[test]
    fn five_years_are_long_enough_and_a_day_more_is_too_long() {
        assert!(!is_too_long(day("2026-10-18"), day("2031-10-18")));
        assert!(is_too_long(day("2026-10-18"), day("2031-10-19")));
    }
}
