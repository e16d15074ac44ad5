//! Reports of two seasons of a runner on the same days, or of one season in two files.

use chrono::NaiveDate;

use super::runner::Runner;
use crate::calendar::SeasonId;
use crate::diagnostic::Faults;
use crate::diagnostic::fault::CalendarFault;
use crate::season::Season;
use crate::units::DateRange;

impl Runner<'_> {
    /// Warns of two seasons on the same days, which are seldom intended: one is the next, and begins too early.
    pub(super) fn say_overlaps(&self, names: &[Option<SeasonId>], today: NaiveDate, faults: &Faults) {
        let shown = self.seasons.iter().zip(names).filter(|(_, name)| name.is_some());
        let of_days = shown.filter_map(|(inputs, _)| Some((inputs.days()?, inputs.season())));
        let mut by_day: Vec<(DateRange, &Season)> = of_days.collect();
        by_day.sort_by_key(|(days, _)| *days);
        for pair in by_day.windows(2) {
            let [(before, first), (after, second)] = pair else {
                continue;
            };
            let (start, end) = (after.first(), before.last());
            if start > end || end < today {
                continue;
            }
            faults.push(CalendarFault::SeasonsOverlap {
                runner: self.name.to_owned(),
                from: start,
                to: end,
                first: race_of(first).to_owned(),
                second: race_of(second).to_owned(),
            });
        }
    }

    /// The report of a season that another file holds already.
    pub(super) fn twice(&self, season: &Season) -> CalendarFault {
        CalendarFault::SameSeason {
            runner: self.name.to_owned(),
            race: race_of(season).to_owned(),
        }
    }
}

fn race_of(season: &Season) -> &str {
    season.race.as_ref().map_or("no race", |race| race.name.as_str())
}
