//! Loads the weeks: their sessions, each with its size (docs/rules.md#volume-and-long-runs).

use super::fit::{FitBlock, FitWeek, Fitted};
use super::progress::{LongestRuns, Peak, peaks};
use super::rules::DayLoad;
use super::size;
use crate::diagnostic::Faults;
use crate::pace::{Effort, PaceModel, Paces};
use crate::plan::{
    Level, PhaseKind, RangePolicy, Row, RowSession, SessionKind, SessionType, Size, Sizes, Volume,
};
use crate::season::Role;
use crate::season::{DaysOff, Season};
use crate::units::{Distance, Units};
use crate::workout::Workout;

mod days;
mod days_and_races_off;
mod dose;
mod easy;
mod item;
mod leftover;
mod long;
mod named_workouts;
mod one_off;
mod overlays;
mod ramp;

use days::GivenUp;
use easy::VolumeSharing;
pub(super) use item::{Item, LoadedWeek, PublishedDay};
pub(super) use named_workouts::day_of;
use named_workouts::title_of;
pub(super) use overlays::row_for;
use ramp::LastLoading;

/// Volume and long run of a cutback week without a row of its own, in percent of the loading week before (rule V4).
const CUTBACK: u64 = 75;

/// Age from which a runner needs longer between hard days (rule P8), in years.
const MASTERS: u32 = 40;

/// Loads every week of `fitted`. The long runs of the weeks `lost` find no day; later ones are sized as if they had not
/// been run.
pub(super) fn load(
    season: &Season,
    gaps: &[DaysOff],
    fitted: &Fitted,
    lost: &[usize],
    faults: &Faults,
) -> Vec<LoadedWeek> {
    let peaks = peaks(season, fitted, faults);
    let mut so_far = SoFar {
        longest: LongestRuns::new(season, fitted),
        loading: LastLoading::default(),
        given_up: fitted.blocks.iter().map(|_| GivenUp::default()).collect(),
    };
    let mut weeks: Vec<LoadedWeek> = Vec::with_capacity(fitted.weeks.len());
    let of_block = |block: &FitBlock| {
        let written = block
            .plan
            .vdot
            .map(|vdot| Paces::from_vdot(vdot, PaceModel::Book3));
        (season.paces_for(&block.plan), written)
    };
    let paces: Vec<(Paces, Option<Paces>)> = fitted.blocks.iter().map(of_block).collect();
    for (index, week) in fitted.weeks.iter().enumerate() {
        let block = &fitted.blocks[week.block];
        let (paces, written) = &paces[week.block];
        let loader = Loader {
            season,
            gaps,
            block,
            week,
            paces,
            written: written.as_ref(),
        };
        let loaded = if week.is_leftover() {
            loader.leftover()
        } else {
            loader.week(peaks[week.block], &mut so_far, faults)
        };
        so_far.longest.push(week, &loaded, lost.contains(&index));
        weeks.push(loaded);
    }
    overlays::add(season, fitted, &mut weeks);
    days::report(season, fitted, &so_far.given_up, faults);
    mark(season, fitted, &mut weeks);
    one_off::add(season, fitted, &mut weeks);
    weeks
}

/// Marks the sessions for the rules between days: a runner who recovers slowly, strength on easy days, and the length
/// of a long run beside the longest one.
fn mark(season: &Season, fitted: &Fitted, weeks: &mut [LoadedWeek]) {
    let athlete = &season.athlete;
    let tender = athlete.level == Some(Level::Novice) || athlete.age.is_some_and(|age| age >= MASTERS);
    let to_race = |week: &FitWeek| fitted.blocks.get(week.block).is_some_and(|block| block.to_race);
    let longs = fitted
        .weeks
        .iter()
        .zip(&*weeks)
        .filter(|(week, _)| to_race(week))
        .flat_map(|(_, loaded)| &loaded.items);
    let longest = longs
        .filter(|item| item.kind() == SessionKind::Long)
        .map(|item| item.distance.mm())
        .max();
    for (week, loaded) in fitted.weeks.iter().zip(weeks) {
        for item in &mut loaded.items {
            match item.kind() {
                SessionKind::Long | SessionKind::Quality if tender => item.marks = DayLoad::TENDER,
                SessionKind::Strength if season.week.strength_on_easy_days => item.marks = DayLoad::EASY_DAY,
                _ => {}
            }
            if item.kind() == SessionKind::Long && to_race(week) {
                let share = item.distance.mm() * 100 / longest.unwrap_or(1).max(1);
                item.of_longest = u32::try_from(share).unwrap_or(100);
            }
        }
    }
}

/// The results of the weeks so far that the next week depends on.
struct SoFar {
    longest: LongestRuns,
    loading: LastLoading,
    /// Totals by block.
    given_up: Vec<GivenUp>,
}

/// Makes the sessions of one week.
struct Loader<'a> {
    season: &'a Season,
    /// Days off, and trips without running.
    gaps: &'a [DaysOff],
    block: &'a FitBlock,
    week: &'a FitWeek,
    paces: &'a Paces,
    /// Paces of the runner that the plan is written for.
    written: Option<&'a Paces>,
}

impl Loader<'_> {
    fn units(&self) -> Units {
        self.season.athlete.units
    }

    fn step(&self) -> Distance {
        self.units().step()
    }

    fn round(&self, distance: Distance) -> Distance {
        distance.round_to(self.step())
    }

    fn role_of(&self, session: &SessionType, ordinal: u32) -> Role {
        let leftover = if self.week.is_leftover() {
            ".days-before"
        } else {
            ""
        };
        Role {
            block: format!("{}{leftover}", self.block.role),
            anchor: self.week.anchor,
            session: session.name.clone(),
            ordinal,
        }
    }

    /// Loads the week. Each step reads the sizes that the steps before it leave behind, so their order matters:
    ///
    /// 1. The volume and the sessions of the row, at this runner's size.
    /// 2. Sessions go that races and days off replace.
    /// 3. Runs go or come until there is one for each of the runner's days. From here on the week may be tight.
    /// 4. The long run gets its length.
    /// 5. Workouts shrink to their share of the week, then again to the share of what easy runs can take up.
    /// 6. Easy runs share the rest, which settles the volume.
    /// 7. Strides go that have lost the run before them.
    fn week(&self, peak: Peak, so_far: &mut SoFar, faults: &Faults) -> LoadedWeek {
        let plan = &self.block.plan;
        let row = &plan.phases[self.week.phase].rows[self.week.row];
        let light = self.week.cutback && !row.cutback;
        let off = self.days_and_races_off();
        let target = self
            .volume(row, peak, light, &so_far.loading)
            .map(|volume| off.volume(volume, self.units()));
        let mut items = Vec::new();
        for session in &row.sessions {
            self.sized(session, target, peak, light, &mut items);
        }
        off.change(&mut items);
        let given_up = &mut so_far.given_up[self.week.block];
        let days = self.fit_days(row, &off, target.is_some(), &mut items, given_up);
        self.shorten_long(&mut items, &off);
        self.keep_share(row, target, peak, &mut items);
        self.limit_long(&mut items, &so_far.longest, so_far.loading, plan);
        self.dose(row, target, peak, &so_far.longest, &mut items);
        let has_runs = row.sessions.iter().any(|session| session.session.kind.is_run());
        let volume = match target {
            Some(target) if has_runs => {
                let sharing = VolumeSharing {
                    loader: self,
                    row,
                    is_tight: days.is_tight,
                };
                self.dose_again(&sharing, target, peak, &so_far.longest, &mut items);
                let held = sharing.share(target, &mut items);
                if held != target && !days.is_tight {
                    self.report_volume(target, held, faults);
                } else if held != target && !self.is_race_week() {
                    given_up.add_volume(target, held);
                }
                Some(held)
            }
            Some(target) => (target > Distance::ZERO).then_some(Distance::ZERO),
            None => None,
        };
        Self::keep_strides(row, &mut items);
        if !self.week.cutback {
            so_far.loading.volume = volume.or(so_far.loading.volume);
            if off.is_usual() && plan.phases[self.week.phase].kind != PhaseKind::Recovery {
                // A tight week holds less every week; any other shortfall makes the next week a step.
                let sized = if days.is_tight { target } else { volume };
                let written = self.written_volume(row, peak);
                so_far.loading.push(self.week.block, written.zip(sized));
            }
            let long = self.long_planned_and_got(row, volume, peak, &items);
            so_far.loading.long = long.or(so_far.loading.long);
        }
        let kind = plan.phases[self.week.phase].kind;
        let one_quality = self.is_race_week() || matches!(kind, PhaseKind::Recovery | PhaseKind::Offseason);
        LoadedWeek {
            volume,
            rest: days.rest,
            one_quality,
            items,
        }
    }

    /// The length of the long run: as the row plans it in a week of `volume`, and as it is now.
    fn long_planned_and_got(
        &self,
        row: &Row,
        volume: Option<Distance>,
        peak: Peak,
        items: &[Item],
    ) -> Option<(Distance, Distance)> {
        let got = items.iter().find(|item| item.kind() == SessionKind::Long)?;
        let planned = row
            .sessions
            .iter()
            .find(|s| s.session.kind == SessionKind::Long)?;
        Some((self.long_as_planned(planned, volume, peak)?, got.distance))
    }

    fn volume(&self, row: &Row, peak: Peak, light: bool, loading: &LastLoading) -> Option<Distance> {
        let planned = match row.volume? {
            Volume::Distance(distance) => peak.scale(distance),
            Volume::Percent(percent) => peak.target.scale(percent.into(), 100),
        };
        let planned = if light {
            planned.scale(CUTBACK, 100)
        } else {
            planned
        };
        let planned = match loading.volume {
            Some(before) if self.week.cutback && !self.week.copied => planned.min(before.scale(80, 100)),
            _ => planned,
        };
        let planned = self.round(planned);
        let written = self.written_volume(row, peak).filter(|_| !self.week.cutback);
        let ramp = written.and_then(|written| loading.ramp(self.week.block, written, self.step()));
        Some(ramp.map_or(planned, |most| planned.min(most)))
    }

    /// Adds the sessions of one key of the row. Easy runs that share the rest of the volume have no distance yet.
    fn sized(
        &self,
        row: &RowSession,
        volume: Option<Distance>,
        peak: Peak,
        light: bool,
        items: &mut Vec<Item>,
    ) {
        let session = &row.session;
        let sizes: Vec<Size> = match &row.sizes {
            Sizes::Each(sizes) => sizes.clone(),
            Sizes::Count(count) => {
                let lengths = (0..*count as usize).map(|index| session.length(index));
                lengths.map(|length| Size::Workout(length, None)).collect()
            }
        };
        let shares =
            matches!(row.sizes, Sizes::Count(_)) && session.kind == SessionKind::Easy && volume.is_some();
        for size in sizes {
            let same = items
                .iter()
                .filter(|item| item.session.name == session.name)
                .count();
            let ordinal = u32::try_from(same + 1).unwrap_or(u32::MAX);
            let workout = match size {
                Size::Percent(percent) => {
                    let base = volume.unwrap_or(peak.target);
                    size::easy_run(self.round(base.scale(percent.into(), 100)), self.units())
                }
                Size::Workout(workout, _) => self.fixed(session, &workout, peak),
            };
            let workout = match (light, session.kind) {
                (true, SessionKind::Long) => {
                    let total = workout.distance(self.paces).low.scale(CUTBACK, 100);
                    size::with_total(&workout, self.round(total), self.units())
                }
                _ => workout,
            };
            let distance = if shares {
                Distance::ZERO
            } else {
                self.counted(session.kind, &workout)
            };
            let (role, title) = (self.role_of(session, ordinal), title_of(session, &workout));
            items.push(Item {
                fast: workout.time_at(self.paces, Effort::is_fast),
                distance,
                day: day_of(row, &workout),
                ..Item::new(role, session, title, workout, self.paces)
            });
        }
    }

    /// A workout of the row at this runner's size: ranges settled, distances scaled with the peak.
    fn fixed(&self, session: &SessionType, workout: &Workout, peak: Peak) -> Workout {
        let position = match session.ranges {
            RangePolicy::Progress => size::progress(self.week.in_phase, self.week.cutback),
            RangePolicy::Mid => size::Position::Between(1, 2),
            RangePolicy::Low => size::Position::Between(0, 1),
            RangePolicy::High => size::Position::Between(1, 1),
        };
        let chosen = size::choose(workout, position, self.step());
        let scales = matches!(session.kind, SessionKind::Long | SessionKind::Medium);
        match size::total(&chosen) {
            Some(total) if scales => size::with_total(&chosen, self.round(peak.scale(total)), self.units()),
            _ => chosen,
        }
    }

    /// The distance that a session adds to the week's volume.
    fn counted(&self, kind: SessionKind, workout: &Workout) -> Distance {
        if !kind.is_run() {
            return Distance::ZERO;
        }
        // Strides come on top of the run before them, as in every printed plan.
        if !workout.steps.iter().any(size::is_strides) {
            return self.round(workout.distance(self.paces).low);
        }
        let without = Workout {
            steps: workout
                .steps
                .iter()
                .filter(|step| !size::is_strides(step))
                .cloned()
                .collect(),
        };
        self.round(without.distance(self.paces).low)
    }
}
