//! Plans for programs; described field by field in `docs/json.md`. Distances are in metres.

use serde::Serialize;

use super::chart::TypicalWeekShown;
use crate::plan::listing::Extent;
use crate::plan::{Library, Plan, Row, Size, Sizes, Volume, VolumeBasis, Weeks};
use crate::units::Distance;

/// A plan in the list.
#[derive(Serialize)]
pub(super) struct PlanShown {
    name: String,
    title: String,
    summary: String,
    goal: Option<String>,
    level: Option<&'static str>,
    overlay: bool,
    run_days: usize,
    weeks: WeeksShown,
    peak: Option<PeakShown>,
    needs: NeedsShown,
    plans: Vec<String>,
    credit: String,
}

/// A plan in full.
#[derive(Serialize)]
pub(super) struct FullShown {
    #[serde(flatten)]
    plan: PlanShown,
    phases: Vec<PhaseShown>,
    typical_weeks: Vec<TypicalWeekShown>,
}

#[derive(Serialize)]
struct WeeksShown {
    min: u32,
    typical: u32,
    max: u32,
}

#[derive(Serialize)]
struct PeakShown {
    typical: Distance,
    min: Distance,
    max: Distance,
}

#[derive(Serialize)]
struct NeedsShown {
    weekly: Option<Distance>,
    longest: Option<Distance>,
}

#[derive(Serialize)]
struct PhaseShown {
    name: String,
    kind: &'static str,
    weeks: WeeksShown,
    repeats: bool,
    rows: Vec<RowShown>,
}

#[derive(Serialize)]
struct RowShown {
    volume: Option<Distance>,
    volume_percent: Option<u32>,
    cutback: bool,
    rest: u32,
    sessions: Vec<RowSessionShown>,
}

#[derive(Serialize)]
struct RowSessionShown {
    session: String,
    kind: &'static str,
    count: usize,
    workouts: Vec<String>,
}

/// A plan as it stands in the list.
pub(super) fn short(plan: &Plan, library: &Library) -> PlanShown {
    let extent = Extent::of(plan, library);
    PlanShown {
        name: plan.name.clone(),
        title: plan.title.clone(),
        summary: plan.summary.clone(),
        goal: plan.goal.map(|goal| goal.label()),
        level: plan.level.map(|level| level.word()),
        overlay: plan.overlay,
        run_days: extent.run_days,
        weeks: weeks(extent.weeks),
        peak: match &plan.basis {
            VolumeBasis::Peak { peak, range, .. } => Some(PeakShown {
                typical: *peak,
                min: range.low,
                max: range.high,
            }),
            VolumeBasis::None | VolumeBasis::Usual { .. } => None,
        },
        needs: NeedsShown {
            weekly: plan.needs.weekly,
            longest: plan.needs.longest,
        },
        plans: plan.plans.iter().map(|name| name.value.clone()).collect(),
        credit: plan.credit.clone(),
    }
}

/// A plan with its rows.
pub(super) fn full(plan: &Plan, library: &Library, typical_weeks: Vec<TypicalWeekShown>) -> FullShown {
    let phases = plan.phases.iter().map(|phase| PhaseShown {
        name: phase.name.clone(),
        kind: phase.kind.word(),
        weeks: weeks(phase.weeks),
        repeats: phase.repeats,
        rows: phase.rows.iter().map(row).collect(),
    });
    FullShown {
        plan: short(plan, library),
        phases: phases.collect(),
        typical_weeks,
    }
}

fn weeks(weeks: Weeks) -> WeeksShown {
    WeeksShown {
        min: weeks.min,
        typical: weeks.typical,
        max: weeks.max,
    }
}

fn row(row: &Row) -> RowShown {
    let (volume, volume_percent) = match row.volume {
        Some(Volume::Distance(distance)) => (Some(distance), None),
        Some(Volume::Percent(percent)) => (None, Some(percent)),
        None => (None, None),
    };
    let sessions = row.sessions.iter().map(|session| RowSessionShown {
        session: session.session.name.clone(),
        kind: session.session.kind.word(),
        count: session.sizes.count(),
        workouts: match &session.sizes {
            Sizes::Count(_) => Vec::new(),
            Sizes::Each(sizes) => sizes.iter().map(size).collect(),
        },
    });
    RowShown {
        volume,
        volume_percent,
        cutback: row.cutback,
        rest: row.rest,
        sessions: sessions.collect(),
    }
}

fn size(size: &Size) -> String {
    match size {
        Size::Percent(percent) => format!("{percent} %"),
        Size::Workout(workout, _) => workout.to_string(),
    }
}
