//! How much: the peak each plan is scaled to, and how far a run may go after the last weeks' runs
//! (V0, V1, V3, V4).

use chrono::{Days, NaiveDate};

use super::fit::{FitBlock, FitWeek, Fitted};
use super::load::LoadedWeek;
use crate::diagnostic::Faults;
use crate::diagnostic::fault::ScheduleFault;
use crate::plan::{Level, SessionKind, Volume, VolumeBasis};
use crate::season::Season;
use crate::units::{Between, Distance};

/// A first week may be at most this much of the usual one, in percent (V1).
const FIRST_WEEK: u64 = 110;
/// A run may be at most this much of the longest of the last 30 days, in percent (V3).
const SPIKE: u64 = 110;
/// Nor is a step of one kilometre a spike.
const SPIKE_METRES: u64 = 1_000;
/// A race of less than so many metres says nothing of its runner's longest run.
const LONG_RACE: u64 = 15_000;
/// The days that V3 looks back.
pub(super) const SPIKE_DAYS: u64 = 30;

/// The scale from a plan's volumes to the runner's.
#[derive(Debug, Clone, Copy)]
pub(super) struct Peak {
    /// The peak that the rows are written for.
    pub written: Distance,
    /// The peak for this runner: what percentages are of.
    pub target: Distance,
}

impl Peak {
    /// A distance of the rows at this runner's volume.
    pub(super) fn scale(self, distance: Distance) -> Distance {
        distance.scale(self.target.mm().max(1), self.written.mm().max(1))
    }
}

/// The peak of each block, with the warnings that follow from what the runner brings.
pub(super) fn peaks(season: &Season, fitted: &Fitted, faults: &Faults) -> Vec<Peak> {
    let mut peaks: Vec<Peak> = Vec::with_capacity(fitted.blocks.len());
    for (index, block) in fitted.blocks.iter().enumerate() {
        let built = fitted.blocks[..index].iter().zip(&peaks);
        let built = built.filter(|(before, _)| matches!(before.plan.basis, VolumeBasis::Peak { .. }));
        let built = built.map(|(_, peak)| peak.target).max();
        peaks.push(peak(season, fitted, index, block, built, faults));
    }
    peaks
}

/// A plan that leads up to the race's plan is as much bigger or smaller as that one is.
fn like_race_plan(season: &Season, peak: Distance, range: Between<Distance>) -> Distance {
    let of_race = season.race_plan().and_then(|index| season.plans.get(index));
    match (&season.volume, of_race.map(|entry| &entry.plan.basis)) {
        (Some(own), Some(VolumeBasis::Peak { peak: written, .. })) => peak
            .scale(own.value.mm(), written.mm().max(1))
            .clamp(range.low, range.high),
        _ => peak,
    }
}

/// The peak of a block after plans that have built up to `built`.
fn peak(
    season: &Season,
    fitted: &Fitted,
    index: usize,
    block: &FitBlock,
    built: Option<Distance>,
    faults: &Faults,
) -> Peak {
    match &block.plan.basis {
        VolumeBasis::None => {
            let one = Distance::from_metres(1);
            warn_needs(season, block, faults);
            Peak {
                written: one,
                target: one,
            }
        }
        VolumeBasis::Usual {
            typical,
            reduction,
            reduction_range,
        } => {
            let previous = season.previous.as_ref().and_then(|race| race.weekly);
            let usual = previous.or(season.athlete.weekly).unwrap_or(*typical);
            let by_level = match season.athlete.level {
                Some(Level::Novice) => reduction_range.high,
                Some(Level::Advanced) => reduction_range.low,
                _ => *reduction,
            };
            let percent = season.reduction.as_ref().map_or(by_level, |own| own.value);
            let percent = percent.clamp(reduction_range.low, reduction_range.high);
            let kept = u64::from(100 - percent.min(100));
            Peak {
                written: *typical,
                target: usual.scale(kept, 100),
            }
        }
        VolumeBasis::Peak { peak, range, .. } => {
            warn_needs(season, block, faults);
            let own = season.volume.as_ref().filter(|_| block.to_race);
            let wanted = Peak {
                written: *peak,
                target: own.map_or_else(|| like_race_plan(season, *peak, *range), |own| own.value),
            };
            let is_first = fitted
                .weeks
                .iter()
                .position(|week| week.block == index && !week.is_leftover());
            let (Some(first), Some(weekly)) = (is_first, season.athlete.weekly) else {
                return wanted;
            };
            let weekly = built.map_or(weekly, |built| built.max(weekly));
            let first_week = FirstWeek {
                season,
                block,
                week: &fitted.weeks[first],
                usual: weekly,
            };
            let lowest = own.is_none().then_some(range.low);
            first_week.lower(wanted, lowest, faults)
        }
    }
}

/// The first week of a plan beside the runner's usual one.
struct FirstWeek<'a> {
    season: &'a Season,
    block: &'a FitBlock,
    week: &'a FitWeek,
    /// The running of the runner's usual week.
    usual: Distance,
}

impl FirstWeek<'_> {
    /// The running of the first week of a plan with this peak.
    fn volume(&self, peak: Peak) -> Distance {
        match self.block.plan.phases[self.week.phase].rows[self.week.row].volume {
            Some(Volume::Distance(distance)) => peak.scale(distance),
            Some(Volume::Percent(percent)) => peak.target.scale(percent.into(), 100),
            None => Distance::ZERO,
        }
    }

    /// Scales a peak down until the first week is at most 110 % of the usual one (rule V1), no lower than `lowest`.
    /// Without `lowest` the peak is the runner's own choice and stays, with a warning.
    fn lower(&self, wanted: Peak, lowest: Option<Distance>, faults: &Faults) -> Peak {
        let allowed = self.usual.scale(FIRST_WEEK, 100);
        let planned = self.volume(wanted);
        if planned <= allowed {
            return wanted;
        }
        let units = self.season.athlete.units;
        let name = &self.block.plan.name;
        let mut got = wanted;
        if let Some(lowest) = lowest {
            let fits = wanted
                .target
                .scale(allowed.mm(), planned.mm())
                .floor_to(units.step());
            got.target = fits.max(lowest).min(wanted.target);
            if got.target < wanted.target {
                let fault = ScheduleFault::LowerPeak {
                    plan: name.clone(),
                    got: got.target,
                    wanted: wanted.target,
                    weekly: self.usual,
                    share: got.target.mm() * 100 / wanted.target.mm().max(1),
                    units,
                };
                faults.push(fault.at(&self.block.span));
            }
        }
        let starts = self.volume(got);
        // A difference of rounding is no reason to warn.
        if starts > allowed + units.step() {
            let fault = ScheduleFault::StartTooHigh {
                plan: name.clone(),
                starts: starts.round_to(units.step()),
                weekly: self.usual,
                units,
            };
            faults.push(fault.at(&self.block.span));
        }
        got
    }
}

fn warn_needs(season: &Season, block: &FitBlock, faults: &Faults) {
    let units = season.athlete.units;
    let needs = block.plan.needs;
    let pairs = [
        (needs.weekly, season.athlete.weekly, "a usual week"),
        (needs.longest, season.athlete.longest, "a recent run"),
    ];
    for (need, have, what) in pairs {
        if let (Some(need), Some(have)) = (need, have)
            && have < need
        {
            let fault = ScheduleFault::BelowNeeds {
                plan: block.plan.name.clone(),
                what,
                need,
                have,
                units,
            };
            faults.push(fault.at(&block.span));
        }
    }
}

/// The longest run of each week so far, for V3.
#[derive(Debug)]
pub(super) struct LongestRuns {
    runs: Vec<(NaiveDate, Distance)>,
}

impl LongestRuns {
    /// Starts from the runner's own longest run, as of the day before the season, and the race behind.
    pub(super) fn new(season: &Season, fitted: &Fitted) -> Self {
        let first = fitted.weeks.first().map(|week| week.first);
        let own = first.zip(season.athlete.longest);
        let own = own.map(|(first, longest)| (first - Days::new(1), longest));
        let behind = season
            .previous
            .as_ref()
            .and_then(|race| Some((race.date.value, race.distance?)))
            .filter(|(_, distance)| *distance >= Distance::from_metres(LONG_RACE));
        LongestRuns {
            runs: own.into_iter().chain(behind).collect(),
        }
    }

    /// The longest run that `week` may have, if anything is known of the 30 days before it.
    pub(super) fn limit(&self, week: &FitWeek) -> Option<Distance> {
        let last = week.date(week.days - 1);
        let since = last - Days::new(SPIKE_DAYS);
        let longest = self
            .runs
            .iter()
            .filter(|(date, _)| *date >= since)
            .map(|(_, run)| *run)
            .max()?;
        Some(
            longest
                .scale(SPIKE, 100)
                .max(longest + Distance::from_metres(SPIKE_METRES)),
        )
    }

    /// Takes a loaded week in, without its long run if that finds no day.
    pub(super) fn push(&mut self, week: &FitWeek, loaded: &LoadedWeek, lost: bool) {
        let run = loaded
            .items
            .iter()
            .filter(|item| !lost || item.kind() != SessionKind::Long);
        if let Some(longest) = run.map(|item| item.distance).max()
            && longest > Distance::ZERO
        {
            self.runs.push((week.date(week.days - 1), longest));
        }
    }
}
