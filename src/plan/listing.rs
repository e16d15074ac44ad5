//! Plans in a list: their order, their groups, and the words of each column.

use std::sync::Arc;

use super::{Library, Plan, RECOVERY, VolumeBasis, Weeks};
use crate::diagnostic::Faults;
use crate::units::{Distance, Units};

/// The length of a plan in weeks, and its most running days in a week.
#[derive(Debug, Clone, Copy)]
pub struct Extent {
    /// The fewest, typical and most weeks.
    pub weeks: Weeks,
    /// The most days with a run in any week.
    pub run_days: usize,
}

impl Extent {
    /// The extent of a plan, or of all the plans it is made of. Recovery depends on the race before it, so it
    /// counts from no weeks up to the longest recovery plan.
    pub fn of(plan: &Plan, library: &Library) -> Self {
        let mut extent = Extent {
            weeks: plan.weeks(),
            run_days: plan.run_days(),
        };
        let unsaid = Faults::new();
        for name in &plan.plans {
            let part = if name.value == RECOVERY {
                let names = library.names();
                let plans = names.filter_map(|name| library.plan(name, &unsaid));
                let longest = plans
                    .filter(|plan| plan.is_recovery() && !plan.overlay)
                    .max_by_key(|plan| plan.weeks().max);
                longest.map(|plan| {
                    (
                        Weeks {
                            min: 0,
                            ..plan.weeks()
                        },
                        plan.run_days(),
                    )
                })
            } else {
                let part = library.plan(&name.value, &unsaid);
                part.map(|part| (part.weeks(), part.run_days()))
            };
            if let Some((Weeks { min, typical, max }, run_days)) = part {
                extent.weeks.min += min;
                extent.weeks.typical += typical;
                extent.weeks.max += max;
                extent.run_days = extent.run_days.max(run_days);
            }
        }
        extent
    }
}

/// The section of the list that a plan belongs to, in the order of the sections.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum ListGroup {
    /// Plans for a race of this distance.
    Race(Distance),
    /// Plans for weeks without a race.
    Between,
    /// Recovery plans.
    AfterRace,
    /// Plans made of several plans, end to end.
    Composed,
    /// Overlays.
    Added,
}

impl ListGroup {
    /// The group that `plan` belongs to.
    pub fn of(plan: &Plan) -> Self {
        match plan.goal {
            _ if plan.overlay => ListGroup::Added,
            _ if !plan.plans.is_empty() => ListGroup::Composed,
            Some(goal) => ListGroup::Race(goal.0),
            None if plan.is_recovery() => ListGroup::AfterRace,
            None => ListGroup::Between,
        }
    }

    /// The heading of the group; `plan` is any member of it.
    pub fn heading(self, plan: &Plan) -> String {
        match (self, plan.goal) {
            (ListGroup::Race(_), Some(goal)) => {
                let label = goal.label();
                match label.as_str() {
                    "half" => "Half marathon".to_owned(),
                    "marathon" => "Marathon".to_owned(),
                    _ => goal.0.exact(),
                }
            }
            (ListGroup::AfterRace, _) => "After a race".to_owned(),
            (ListGroup::Composed, _) => "Several plans, end to end".to_owned(),
            (ListGroup::Added, _) => "Added to other plans".to_owned(),
            _ => "Without a race".to_owned(),
        }
    }
}

/// Sorts plans in the order of the list: by group, race, level, length and name.
pub fn sort(plans: &mut [Arc<Plan>]) {
    sort_by(plans, |plan| plan);
}

/// Sorts anything that has a plan, in the order of [`sort`].
pub fn sort_by<T>(listed: &mut [T], plan: impl Fn(&T) -> &Plan) {
    listed.sort_by(|a, b| {
        let (a, b) = (plan(a), plan(b));
        let weeks = |plan: &Plan| if plan.overlay { 0 } else { plan.weeks().typical };
        let race = |plan: &Plan| plan.goal.map(|goal| goal.0);
        let key = |plan: &Plan| (ListGroup::of(plan), race(plan), plan.level, weeks(plan));
        key(a).cmp(&key(b)).then_with(|| a.name.cmp(&b.name))
    });
}

/// Weeks as in the list: "18 (14–29)", or "18" if the length is fixed.
pub fn weeks(weeks: Weeks) -> String {
    match weeks.min == weeks.max {
        true => weeks.typical.to_string(),
        false => format!("{} ({}–{})", weeks.typical, weeks.min, weeks.max),
    }
}

/// The peak week with its range, "75 km (60–90)", or a substitute for plans without one.
pub fn peak(plan: &Plan, units: Units) -> String {
    match &plan.basis {
        VolumeBasis::None => "–".to_owned(),
        VolumeBasis::Peak { peak, range, .. } => {
            let range = range.show(units).to_string();
            let range = range.trim_end_matches(units.label()).trim_end();
            format!("{} ({range})", peak.show(units))
        }
        VolumeBasis::Usual { reduction: 0, .. } => "by your usual week".to_owned(),
        VolumeBasis::Usual { reduction, .. } => format!("{} % of your week", 100 - (*reduction).min(100)),
    }
}

/// The needs of a plan: "45 km/week, long 18 km".
pub fn needs(plan: &Plan, units: Units) -> String {
    let weekly = plan
        .needs
        .weekly
        .map(|weekly| format!("{} a week", weekly.show(units)));
    let longest = plan
        .needs
        .longest
        .map(|longest| format!("{} long", longest.show(units)));
    let needs: Vec<String> = weekly.into_iter().chain(longest).collect();
    if needs.is_empty() {
        "–".to_owned()
    } else {
        needs.join(", ")
    }
}
