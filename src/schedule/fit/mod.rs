//! Fits phases to weeks that end on the race: stretches, compresses and joins plans (docs/rules.md#fitting-the-weeks).

mod rows;
mod segment;
mod weeks;

use std::sync::Arc;

use chrono::{Days, NaiveDate};

use crate::diagnostic::Faults;
use crate::diagnostic::fault::{PhaseChange, ScheduleFault, SeasonFault};
use crate::plan::PhaseKind;
use crate::season::Season;
use rows::{keep_rhythm, pick, rhythm};
use segment::{Segment, share_between};
pub(super) use weeks::{FitBlock, FitWeek, Fitted};

/// Fits the season's plans to weeks, and reports what was stretched, compressed or left out.
pub(super) fn fit(season: &Season, faults: &Faults) -> Fitted {
    match (&season.race, season.race_plan()) {
        (Some(race), Some(index)) => to_race(season, race.date.value, index, faults),
        _ => from_start(season, faults),
    }
}

/// Lays plans end to end from the start, each at its typical length.
fn from_start(season: &Season, faults: &Faults) -> Fitted {
    let mut fitted = Fitted {
        blocks: Vec::new(),
        weeks: Vec::new(),
    };
    let behind = season
        .previous
        .as_ref()
        .map(|race| race.date.value + Days::new(1));
    let from_race = season.race.as_ref().map(|race| race.date.value + Days::new(1));
    let start = season
        .start
        .as_ref()
        .map(|start| start.value)
        .or(behind)
        .or(from_race);
    let Some(mut first) = start else {
        faults.push(SeasonFault::NoStart);
        return fitted;
    };
    for index in 0..season.plans.len() {
        let segment = Segment::new(season, index, 0..season.plans[index].plan.phases.len());
        first = fitted.lay(&segment, first, false, false);
    }
    fitted
}

/// Lays plans so that the one at `index` ends on the race.
fn to_race(season: &Season, race: NaiveDate, index: usize, faults: &Faults) -> Fitted {
    let main_plan = &season.plans[index].plan;
    let before_race = main_plan.phases_before_race();
    let mut recovery: Vec<Segment<'_>> = Vec::new();
    let mut flexible: Vec<Segment<'_>> = Vec::new();
    for at in 0..index {
        let plan = &season.plans[at].plan;
        let segment = Segment::new(season, at, 0..plan.phases.len());
        if plan.is_recovery() && flexible.is_empty() {
            recovery.push(segment);
        } else {
            flexible.push(segment);
        }
    }
    let mut main = Segment::new(season, index, 0..before_race);

    let total = |segments: &[Segment<'_>]| segments.iter().map(Segment::total).sum::<u32>();
    let typical = total(&recovery) + total(&flexible) + main.total();
    let end = race + Days::new(1);
    let counted_back = end - Days::new(u64::from(typical) * 7);
    let behind = season
        .previous
        .as_ref()
        .map(|previous| previous.date.value + Days::new(1));
    let start = season
        .start
        .as_ref()
        .map(|start| start.value)
        .or(behind)
        .unwrap_or(counted_back);
    let days = u32::try_from((end - start).num_days()).unwrap_or(0);
    let weeks = days / 7;

    flex(&mut recovery, &mut flexible, &mut main, weeks, faults);

    let mut fitted = Fitted {
        blocks: Vec::new(),
        weeks: Vec::new(),
    };
    let mut first = start;
    let used = total(&recovery) + total(&flexible) + main.total();
    if recovery.is_empty() && used < weeks {
        first = end - Days::new(u64::from(used) * 7);
    }
    for segment in &recovery {
        first = fitted.lay(segment, first, false, false);
    }
    let rest_of_way = total(&flexible) + main.total();
    let grid = end - Days::new(u64::from(rest_of_way) * 7);
    let leftover = u32::try_from((grid - first).num_days()).unwrap_or(0);
    fitted.leave_over(first, leftover);
    first = grid;
    for segment in &flexible {
        first = fitted.lay(segment, first, false, false);
    }
    let mut last = fitted.lay(&main, first, true, false);
    let trailing = Segment::after_race(season, index, before_race);
    if trailing.total() > 0 {
        last = fitted.lay(&trailing, last, false, true);
    }
    for at in index + 1..season.plans.len() {
        let segment = Segment::new(season, at, 0..season.plans[at].plan.phases.len());
        last = fitted.lay(&segment, last, false, true);
    }
    fitted
}

/// Fits the segments to `weeks`: plans between recovery and the race plan give way first, then the race plan between
/// its minimum and maximum, then recovery (docs/rules.md#fitting-the-weeks).
fn flex(
    recovery: &mut [Segment<'_>],
    flexible: &mut [Segment<'_>],
    main: &mut Segment<'_>,
    weeks: u32,
    faults: &Faults,
) {
    let rest: u32 = recovery.iter().map(Segment::total).sum();
    let wanted = weeks.saturating_sub(rest + main.total());
    share_between(flexible, wanted);
    let got: u32 = flexible.iter().map(Segment::total).sum();
    let used = rest + got + main.total();
    let typical = main.total();
    if used < weeks {
        let mut more = main.stretch(weeks - used);
        for segment in recovery.iter_mut() {
            more = segment.stretch(more);
        }
        if more > 0 {
            let fault = ScheduleFault::WeeksLeft {
                more,
                weeks,
                plan: main.plan.name.clone(),
            };
            faults.push(fault.at(main.span));
        }
    } else if used > weeks {
        let less = compress(recovery, main, used - weeks);
        if less > 0 {
            let min: u32 = main.range().min + recovery.iter().map(|s| s.range().min).sum::<u32>();
            let fault = ScheduleFault::NotEnoughWeeks {
                weeks,
                plan: main.plan.name.clone(),
                after_recovery: !recovery.is_empty(),
                min,
                less,
            };
            faults.push(fault.at(main.span));
            let mut less = main.cut(less);
            for segment in recovery.iter_mut().rev() {
                less = segment.cut(less);
            }
        }
    }
    say_changes(recovery, flexible, main, typical, faults);
}

/// Removes up to `weeks`, one at a time: from the race plan while it has more to spare than recovery, then from both in
/// turn (docs/rules.md#fitting-the-weeks: 18 weeks are 3 of recovery and 15 of the plan). Returns the weeks still to be
/// removed.
fn compress(recovery: &mut [Segment<'_>], main: &mut Segment<'_>, weeks: u32) -> u32 {
    for left in (1..=weeks).rev() {
        let longest = recovery.iter_mut().rev().max_by_key(|segment| segment.spare());
        let taken = match longest {
            Some(segment) if segment.spare() > 0 && segment.spare() >= main.spare() => segment.compress(1),
            _ => main.compress(1),
        };
        if taken > 0 {
            return left;
        }
    }
    0
}

fn say_changes(
    recovery: &[Segment<'_>],
    flexible: &[Segment<'_>],
    main: &Segment<'_>,
    typical: u32,
    faults: &Faults,
) {
    let total = main.total();
    if total != typical {
        let phases = main
            .phases()
            .iter()
            .zip(&main.weeks)
            .filter(|(phase, weeks)| phase.weeks.typical != **weeks)
            .map(|(phase, weeks)| PhaseChange {
                phase: phase.name.clone(),
                typical: phase.weeks.typical,
                weeks: *weeks,
            })
            .collect();
        let plan = main.plan.name.clone();
        let fault = match total < typical {
            true => ScheduleFault::Compressed {
                plan,
                typical,
                total,
                phases,
            },
            false => ScheduleFault::Stretched {
                plan,
                typical,
                total,
                phases,
            },
        };
        faults.push(fault.at(main.span));
    }
    for segment in recovery.iter().chain(flexible) {
        let (total, typical) = (segment.total(), segment.range().typical);
        if total == 0 {
            let plan = segment.plan.name.clone();
            faults.push(ScheduleFault::PlanLeftOut { plan }.at(segment.span));
        } else if total != typical {
            let fault = ScheduleFault::OtherLength {
                plan: segment.plan.name.clone(),
                total,
                typical,
            };
            faults.push(fault.at(segment.span));
        }
    }
}

impl Fitted {
    /// Lays a segment's weeks from `first` on; returns the day after its last.
    fn lay(&mut self, segment: &Segment<'_>, first: NaiveDate, to_race: bool, after_race: bool) -> NaiveDate {
        let of = segment.total();
        if of == 0 {
            if to_race {
                // Without a whole week the days before the race are the end of the plan's one week.
                self.blocks.push(FitBlock {
                    plan: Arc::clone(segment.plan),
                    role: segment.role.clone(),
                    span: segment.span.clone(),
                    weeks: 1,
                    first: first - Days::new(7),
                    to_race,
                    after_race,
                });
            }
            return first;
        }
        let block = self.blocks.len();
        // Days left over before the block were added under the index that it gets now.
        let rhythm = rhythm(segment.phases());
        let recovery = || {
            segment
                .phases()
                .iter()
                .all(|phase| phase.kind == PhaseKind::Recovery)
        };
        let from_start = segment.after_own_race || recovery();
        let mut number = 0;
        let mut loading = 0;
        for ((index, phase), &weeks) in segment.phases.clone().zip(segment.phases()).zip(&segment.weeks) {
            let mut rows = pick(phase, weeks as usize, rhythm);
            if (weeks as usize) < phase.rows.len() {
                keep_rhythm(phase, loading, rhythm, &mut rows);
            }
            for (in_phase, picked) in (0u32..).zip(rows) {
                number += 1;
                loading = if picked.cutback { 0 } else { loading + 1 };
                self.weeks.push(FitWeek {
                    block,
                    phase: index,
                    row: picked.row,
                    in_phase,
                    cutback: picked.cutback,
                    copied: picked.copied,
                    number,
                    of,
                    anchor: if from_start { number - 1 } else { of - number },
                    first: first + Days::new(u64::from(number - 1) * 7),
                    days: 7,
                });
            }
        }
        self.blocks.push(FitBlock {
            plan: Arc::clone(segment.plan),
            role: segment.role.clone(),
            span: segment.span.clone(),
            weeks: of,
            first,
            to_race,
            after_race,
        });
        first + Days::new(u64::from(of) * 7)
    }

    /// Puts one to six days before the next block; also whole weeks, if plans cannot fill them.
    fn leave_over(&mut self, first: NaiveDate, days: u32) {
        let block = self.blocks.len();
        let mut first = first;
        let mut left = days;
        let mut anchor = days.div_ceil(7);
        while left > 0 {
            let days = if left.is_multiple_of(7) { 7 } else { left % 7 };
            anchor -= 1;
            self.weeks.push(FitWeek {
                block,
                phase: 0,
                row: 0,
                in_phase: 0,
                cutback: false,
                copied: false,
                number: 0,
                of: 0,
                anchor,
                first,
                days,
            });
            first = first + Days::new(days.into());
            left -= days;
        }
    }
}
