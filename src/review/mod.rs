//! A coach's review of a season: everything that is too much, too soon, too close or missing, with the
//! number, the limit, the reason and its source; a table of the weeks; and the season's totals.
//!
//! [`review`] depends on a season and its schedule alone. Every check is a function in the file of its
//! family; [`checks`] lists them. Rules that the search knows already are asked of the search
//! ([`crate::schedule::broken`]) and not decided here a second time.

mod facts;
mod finding;
mod intensity;
mod load;
mod long_run;
mod monotony;
mod observation;
mod place;
mod races;
mod recovery;
mod rest;
mod runner;
mod strength;
mod table;
mod taper;
mod volume;

pub use finding::{Check, Finding, Measure};
pub use monotony::{MOST_MONOTONY, monotony, strain};
pub use observation::{Band, Degree, Observation};
pub use table::{Totals, WeekRow};

use crate::diagnostic::Severity;
use crate::plan::Allowed;
use crate::schedule::Schedule;
use crate::season::Season;
use facts::Facts;
use finding::Found;

/// The result of a review.
#[derive(Debug, Clone)]
pub struct Review {
    /// Every week of the schedule, in order.
    pub weeks: Vec<WeekRow>,
    /// The totals of the season.
    pub totals: Totals,
    /// The findings: first those about the whole season, then week by week, each time the worst first.
    pub findings: Vec<Finding>,
    /// Findings that are declared as intended, with the declaration.
    pub allowed: Vec<(Finding, Allowed)>,
}

/// Every check, family by family.
pub fn checks() -> impl Iterator<Item = &'static Check> {
    [
        volume::CHECKS,
        long_run::CHECKS,
        rest::CHECKS,
        intensity::CHECKS,
        taper::CHECKS,
        races::CHECKS,
        recovery::CHECKS,
        strength::CHECKS,
        load::CHECKS,
        runner::CHECKS,
    ]
    .into_iter()
    .flatten()
}

/// Reviews a season with its schedule.
pub fn review(season: &Season, schedule: &Schedule) -> Review {
    let facts = Facts::of(season, schedule);
    let mut all = Vec::new();
    for check in checks() {
        (check.run)(&facts, &mut Found::new(check, &facts, &mut all));
    }
    let order = |finding: &Finding| {
        (
            finding.week.map_or(0, |week| week + 1),
            std::cmp::Reverse(finding.severity),
            finding.date,
        )
    };
    all.sort_by_key(order);
    let (mut findings, mut allowed) = (Vec::new(), Vec::new());
    for finding in all {
        match allowance(season, schedule, &finding) {
            Some(by) => allowed.push((finding, by.clone())),
            None => findings.push(finding),
        }
    }
    let weeks = table::rows(&facts, &findings);
    let totals = table::totals(&facts);
    Review {
        weeks,
        totals,
        findings,
        allowed,
    }
}

/// The declaration that allows a finding. One in the season or an overlay covers everything, one in a plan
/// its own weeks. A finding about the whole season can also be declared by the plan that ends on the race, or
/// by the only plan.
fn allowance<'s>(season: &'s Season, schedule: &'s Schedule, finding: &Finding) -> Option<&'s Allowed> {
    let plan = match finding.week.and_then(|week| schedule.weeks.get(week)) {
        Some(week) => schedule.blocks.get(week.block).map(|block| &block.plan),
        None => season
            .race_plan()
            .or(season.plans.len().checked_sub(1))
            .and_then(|index| season.plans.get(index))
            .map(|entry| &entry.plan),
    };
    let overlays = season.also.iter().map(|entry| &entry.plan);
    let of_plan = plan.into_iter().chain(overlays).flat_map(|plan| &plan.allow);
    season
        .allow
        .iter()
        .chain(of_plan)
        .find(|allowed| allowed.code == finding.code)
}

impl Review {
    /// The number of findings of this severity.
    pub fn count(&self, severity: Severity) -> usize {
        let same = self
            .findings
            .iter()
            .filter(|finding| finding.severity == severity);
        same.count()
    }
}

// A build without the server has no faults of addresses.
#[cfg(all(test, feature = "serve"))]
mod tests {
    use std::collections::BTreeSet;

    use super::checks;
    use crate::diagnostic::{Code, fault};

    #[test]
    fn every_code_is_that_of_a_fault_or_of_a_check() {
        let raised: BTreeSet<Code> = fault::codes().chain(checks().map(|check| check.code)).collect();
        let unused: Vec<_> = Code::ALL.iter().filter(|code| !raised.contains(code)).collect();
        assert!(unused.is_empty(), "{unused:?} are raised nowhere");
    }
}
