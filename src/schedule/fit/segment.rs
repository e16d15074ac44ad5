//! Compresses, stretches, cuts and shares the weeks of a plan's phases.

use std::sync::Arc;

use super::rows::rhythm;
use crate::diagnostic::Span;
use crate::plan::{Phase, PhaseKind, Plan, Weeks};
use crate::season::Season;

/// Weight of a phase when a plan is too long or too short: this times the weeks that it can spare decides
/// (docs/rules.md#fitting-the-weeks).
fn elasticity(kind: PhaseKind) -> u32 {
    match kind {
        PhaseKind::Base | PhaseKind::Offseason | PhaseKind::Recovery => 3,
        PhaseKind::Build => 2,
        PhaseKind::Peak => 1,
        PhaseKind::Taper => 0,
    }
}

/// Weeks of base that stay while there is any peak to give up (docs/rules.md#fitting-the-weeks).
const LEAST_BASE: u32 = 3;

/// A plan, and the number of weeks for each of its phases.
pub(super) struct Segment<'s> {
    pub(super) plan: &'s Arc<Plan>,
    pub(super) span: &'s Span,
    pub(super) phases: std::ops::Range<usize>,
    pub(super) weeks: Vec<u32>,
    /// Name of its block in roles: the plan's, numbered where the season follows the plan more than once. It goes by
    /// the season's list, so that it stays when a plan before it finds no room.
    pub(super) role: String,
    /// The segment follows the race of its own plan.
    pub(super) after_own_race: bool,
}

impl<'s> Segment<'s> {
    pub(super) fn new(season: &'s Season, index: usize, phases: std::ops::Range<usize>) -> Self {
        let entry = &season.plans[index];
        let weeks = entry.plan.phases[phases.clone()]
            .iter()
            .map(|phase| phase.weeks.typical)
            .collect();
        let name = &entry.plan.name;
        let same = season.plans[..index]
            .iter()
            .filter(|other| other.plan.name == *name);
        let role = match same.count() {
            0 => name.clone(),
            before => format!("{name}.{}", before + 1),
        };
        Segment {
            plan: &entry.plan,
            span: &entry.span,
            phases,
            weeks,
            role,
            after_own_race: false,
        }
    }

    /// The phases of a race's plan that come after the race, the first of them at `from`.
    pub(super) fn after_race(season: &'s Season, index: usize, from: usize) -> Self {
        let segment = Segment::new(season, index, from..season.plans[index].plan.phases.len());
        Segment {
            role: format!("{}.after", segment.role),
            after_own_race: true,
            ..segment
        }
    }

    pub(super) fn phases(&self) -> &'s [Phase] {
        &self.plan.phases[self.phases.clone()]
    }

    pub(super) fn range(&self) -> Weeks {
        Plan::weeks_of(self.phases())
    }

    pub(super) fn total(&self) -> u32 {
        self.weeks.iter().sum()
    }

    /// Removes up to `weeks`, one at a time, from the phase with most to spare; returns the weeks still to be removed.
    pub(super) fn compress(&mut self, mut weeks: u32) -> u32 {
        while weeks > 0 {
            let spare = |(index, phase): (usize, &Phase)| {
                self.weeks[index].saturating_sub(phase.weeks.min) * elasticity(phase.kind)
            };
            let phases = self.phases();
            let best = (0..phases.len())
                .max_by_key(|&index| (spare((index, &phases[index])), std::cmp::Reverse(index)));
            match best {
                Some(index) if spare((index, &phases[index])) > 0 => self.weeks[index] -= 1,
                _ => break,
            }
            weeks -= 1;
        }
        weeks
    }

    /// Adds up to `weeks`: to base first, then to build in whole blocks of the cutback rhythm, never to peak or taper
    /// beyond their typical length. Returns the weeks still to be added.
    pub(super) fn stretch(&mut self, mut weeks: u32) -> u32 {
        let rhythm = u32::try_from(rhythm(self.phases())).unwrap_or(4);
        let phases = self.phases();
        for (index, phase) in phases.iter().enumerate() {
            if matches!(
                phase.kind,
                PhaseKind::Base | PhaseKind::Offseason | PhaseKind::Recovery
            ) {
                let more = weeks.min(phase.weeks.max.saturating_sub(self.weeks[index]));
                self.weeks[index] += more;
                weeks -= more;
            }
        }
        for (index, phase) in phases.iter().enumerate() {
            if phase.kind == PhaseKind::Build {
                let more = weeks.min(phase.weeks.max.saturating_sub(self.weeks[index])) / rhythm * rhythm;
                self.weeks[index] += more;
                weeks -= more;
            }
        }
        weeks
    }

    /// Removes up to `weeks` below the minimum: from build, then base but for its last weeks, then peak, then the taper
    /// (docs/rules.md#fitting-the-weeks). Returns the weeks still to be removed.
    pub(super) fn cut(&mut self, mut weeks: u32) -> u32 {
        let phases = self.phases();
        for (kind, kept) in [
            (PhaseKind::Build, 0),
            (PhaseKind::Offseason, 0),
            (PhaseKind::Base, LEAST_BASE),
            (PhaseKind::Peak, 0),
            (PhaseKind::Base, 0),
            (PhaseKind::Recovery, 0),
            (PhaseKind::Taper, 0),
        ] {
            for (index, phase) in phases.iter().enumerate() {
                if phase.kind == kind {
                    let less = weeks.min(self.weeks[index].saturating_sub(kept));
                    self.weeks[index] -= less;
                    weeks -= less;
                }
            }
        }
        weeks
    }

    /// `true` if a plan of one phase would begin with a lighter week with only its last `weeks` weeks.
    fn begins_light(&self, weeks: u32) -> bool {
        let [phase] = self.phases() else { return false };
        let from_end = phase.rows.len().checked_sub(weeks as usize);
        from_end
            .and_then(|first| phase.rows.get(first))
            .is_some_and(|row| row.cutback)
    }

    /// The weeks that it can lose before every phase is at its minimum.
    pub(super) fn spare(&self) -> u32 {
        let phases = self.phases().iter().zip(&self.weeks);
        phases
            .map(|(phase, weeks)| weeks.saturating_sub(phase.weeks.min))
            .sum()
    }
}

/// Shares `weeks` among the plans between recovery and the race plan. Where base follows maintenance, base gets what
/// maintenance leaves at its typical length, if that is at least its minimum, and never so much that it would begin
/// with a lighter week; maintenance gets the rest (docs/rules.md#fitting-the-weeks).
pub(super) fn share_between(segments: &mut [Segment<'_>], weeks: u32) {
    let keeps = |segment: &Segment<'_>| {
        let mut kinds = segment.phases().iter().map(|phase| phase.kind);
        kinds.all(|kind| kind == PhaseKind::Offseason)
    };
    let keeping = segments.iter().take_while(|segment| keeps(segment)).count();
    let (maintenance, base) = segments.split_at_mut(keeping);
    let has_base = |segment: &Segment<'_>| segment.phases().iter().all(|phase| phase.kind == PhaseKind::Base);
    if maintenance.is_empty() || base.is_empty() || !base.iter().all(has_base) {
        share(segments, weeks);
        return;
    }
    let sum =
        |segments: &[Segment<'_>], of: fn(Weeks) -> u32| segments.iter().map(|s| of(s.range())).sum::<u32>();
    let room = weeks.saturating_sub(sum(maintenance, |weeks| weeks.typical));
    let mut based = room.min(sum(base, |weeks| weeks.typical));
    if let [only] = &*base
        && only.begins_light(based)
    {
        based -= 1;
    }
    if based < sum(base, |weeks| weeks.min) {
        based = 0;
    }
    let kept = weeks
        .saturating_sub(based)
        .min(sum(maintenance, |weeks| weeks.max));
    share(maintenance, kept);
    share(base, weeks.saturating_sub(kept).max(based));
}

/// Shares `weeks` among `segments`: each gets its minimum, then the later ones up to their typical length, then the
/// earlier ones up to their maximum. If the minimums do not fit, the earliest segments get nothing.
fn share(segments: &mut [Segment<'_>], weeks: u32) {
    let least = |segments: &[Segment<'_>]| segments.iter().map(|s| s.range().min).sum::<u32>();
    let out = (0..segments.len()).find(|&from| least(&segments[from..]) <= weeks);
    let (left_out, segments) = segments.split_at_mut(out.unwrap_or(segments.len()));
    for segment in left_out {
        segment.weeks.fill(0);
    }
    let mut left = weeks;
    for segment in segments.iter_mut() {
        for (got, phase) in segment
            .weeks
            .iter_mut()
            .zip(&segment.plan.phases[segment.phases.clone()])
        {
            *got = phase.weeks.min;
            left = left.saturating_sub(phase.weeks.min);
        }
    }
    let mut grow = |segment: &mut Segment<'_>, bound: fn(&Weeks) -> u32| {
        for (got, phase) in segment
            .weeks
            .iter_mut()
            .zip(&segment.plan.phases[segment.phases.clone()])
        {
            let more = left.min(bound(&phase.weeks).saturating_sub(*got));
            *got += more;
            left -= more;
        }
    };
    for segment in segments.iter_mut().rev() {
        grow(segment, |weeks| weeks.typical);
    }
    for segment in segments.iter_mut() {
        grow(segment, |weeks| weeks.max);
    }
}
