//! Each session onto a day: an exact search, week by week, that starts each week from the days
//! before it. Of all placements that break no hard rule it takes the one that leaves out least,
//! then costs least, then moves fewest sessions from their usual day, then is first in a fixed
//! order; so the same season always gives the same calendar.
//!
//! A week's days are gone through in order. A state is what is still to be placed and the
//! [`Trail`] of the days behind; of two ways to the same state only the better is kept, which is
//! exact because nothing that comes later can tell them apart.

use super::availability::{self};
use super::fit::FitWeek;
use super::load::LoadedWeek;
use super::rules::Trail;
use crate::season::Season;

mod cost;
mod week;

use week::Problem;

/// The day of each item of each week, counted from 0 within the week; `None` where it found none,
/// with why.
#[derive(Debug)]
pub(super) struct Placed {
    pub weeks: Vec<Vec<Result<u32, String>>>,
}

/// Places every item of every week.
pub(super) fn place(season: &Season, weeks: &[(&FitWeek, &LoadedWeek)]) -> Placed {
    let races = availability::races(season);
    let mut trail = Trail::UNKNOWN;
    let mut placed = Vec::with_capacity(weeks.len());
    for (fit, loaded) in weeks {
        let problem = Problem::new(season, &races, fit, loaded);
        let (days, after) = problem.solve(trail.new_week());
        trail = after;
        let items = loaded.items.iter().enumerate().zip(days);
        let explained = items
            .map(|((index, item), day)| day.ok_or_else(|| problem.reason(season, &races, fit, index, item)));
        placed.push(explained.collect());
    }
    Placed { weeks: placed }
}
