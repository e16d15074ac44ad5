//! Fits a week to the number of days that the runner has. Easy runs are the first to be left out, and to be added.

use std::sync::Arc;

use super::days_and_races_off::DaysAndRacesOff;
use super::{Fitted, Item, Loader};
use crate::diagnostic::Faults;
use crate::diagnostic::fault::ScheduleFault;
use crate::plan::{PhaseKind, Row, SessionKind, Sizes};
use crate::season::Season;
use crate::units::Distance;

/// Most training days a week: one day stays free (rule P4).
const MOST_DAYS: u32 = 6;
/// On this many days or fewer a week has one quality session beside its long run (rule P10).
pub(super) const ONE_QUALITY: u32 = 4;
/// Longest easy and medium run that takes over from runs left out, in minutes (rule P13: a medium-long run takes 90 to
/// 120 minutes).
const LONGEST_EASY: u32 = 90;
const LONGEST_MEDIUM: u32 = 120;
/// Largest easy run in the week of the race, in percent of the planned one.
const RACE_WEEK: u64 = 150;

/// The sessions and the running that a plan gives up because the runner has fewer days than it has runs.
#[derive(Debug, Default)]
pub(super) struct GivenUp {
    quality: u32,
    medium: u32,
    planned: Distance,
    held: Distance,
}

impl GivenUp {
    /// Adds a session that was left out.
    fn add_session(&mut self, kind: SessionKind) {
        match kind {
            SessionKind::Quality => self.quality += 1,
            SessionKind::Medium => self.medium += 1,
            _ => {}
        }
    }

    /// Adds a week that holds less running than planned.
    pub(super) fn add_volume(&mut self, planned: Distance, held: Distance) {
        self.planned += planned;
        self.held += held;
    }
}

/// A week's sessions after they were fitted to the runner's days.
#[derive(Debug, Clone, Copy)]
pub(super) struct FittedDays {
    /// Days that stay free of training.
    pub rest: u32,
    /// The week has fewer runs than its row, for want of days.
    pub is_tight: bool,
}

impl Loader<'_> {
    pub(super) fn is_race_week(&self) -> bool {
        self.block.to_race && self.week.anchor == 0
    }

    /// Leaves out runs, or adds easy ones, until the week has as many as the runner has days. Adds what is left out to
    /// `given_up`.
    pub(super) fn fit_days(
        &self,
        row: &Row,
        off: &DaysAndRacesOff<'_>,
        has_volume: bool,
        items: &mut Vec<Item>,
        given_up: &mut GivenUp,
    ) -> FittedDays {
        let Some(days) = self.season.week.days else {
            return FittedDays {
                rest: row.rest.max(1),
                is_tight: false,
            };
        };
        let days = days.min(MOST_DAYS);
        let races = u32::from(self.is_race_week()) + u32::from(off.has_race());
        let wanted = days.saturating_sub(races) as usize;
        let before = runs(items);
        while runs(items) > wanted {
            let Some(index) = first_to_go(items, days) else {
                break;
            };
            given_up.add_session(items.remove(index).kind());
        }
        let is_tight = runs(items) < before;
        let kind = self.block.plan.phases[self.week.phase].kind;
        if has_volume && kind != PhaseKind::Recovery && races == 0 && off.share == 100 {
            self.add_easy(row, wanted, items);
        }
        let free = 7 - days;
        FittedDays {
            rest: if runs(items) == before {
                row.rest.max(free)
            } else {
                free
            },
            is_tight,
        }
    }

    /// Adds easy runs that share the week's volume, if the row has any such run.
    fn add_easy(&self, row: &Row, wanted: usize, items: &mut Vec<Item>) {
        let shares = |item: &Item| item.kind() == SessionKind::Easy && item.distance == Distance::ZERO;
        let counted = row
            .sessions
            .iter()
            .any(|session| matches!(session.sizes, Sizes::Count(_)));
        let Some(last) = items.iter().rposition(shares).filter(|_| counted) else {
            return;
        };
        for _ in runs(items)..wanted {
            let mut item = items[last].clone();
            let same = items
                .iter()
                .filter(|other| Arc::ptr_eq(&other.session, &item.session));
            item.role.ordinal = same.map(|other| other.role.ordinal).max().unwrap_or(0) + 1;
            items.insert(last + 1, item);
        }
    }

    /// The longest that an easy run may become in a week of few days, where it takes over from runs left out: as long
    /// as `most`, and 90 minutes.
    pub(super) fn longest_easy(&self, row: &Row, left: Distance, most: Distance) -> Distance {
        if self.is_race_week() {
            let shares = |kind| matches!(kind, SessionKind::Easy | SessionKind::Shakeout);
            let planned = row.sessions.iter().filter(|session| shares(session.session.kind));
            let planned = planned.map(|session| session.sizes.count() as u64).sum::<u64>();
            return self.round(left.scale(RACE_WEEK, 100 * planned.max(1)));
        }
        most.min(self.in_minutes(LONGEST_EASY))
    }

    /// The longest that a medium run may become in a week of few days.
    pub(super) fn longest_medium(&self) -> Distance {
        self.in_minutes(LONGEST_MEDIUM)
    }

    /// The distance of an easy run of so many minutes, rounded down to a whole step.
    fn in_minutes(&self, minutes: u32) -> Distance {
        let workout = crate::schedule::size::easy_minutes(minutes);
        workout.distance(self.paces).high.floor_to(self.step())
    }
}

fn runs(items: &[Item]) -> usize {
    items.iter().filter(|item| item.kind().is_run()).count()
}

/// The run that a week gives up first: easy runs but one, the shake-out, a second quality session, the last easy
/// run, medium runs. The long run and the first quality session stay.
fn first_to_go(items: &[Item], days: u32) -> Option<usize> {
    let of = |kind| items.iter().filter(|item| item.kind() == kind).count();
    let easy = (of(SessionKind::Easy) > 0).then_some(SessionKind::Easy);
    let second_quality = (of(SessionKind::Quality) > 1).then_some(SessionKind::Quality);
    let order = [
        second_quality.filter(|_| days <= ONE_QUALITY),
        easy.filter(|_| of(SessionKind::Easy) > 1),
        Some(SessionKind::Shakeout),
        second_quality,
        easy.filter(|_| of(SessionKind::Medium) > 0 || of(SessionKind::Long) == 0),
        Some(SessionKind::Medium),
        easy,
    ];
    let last = |kind| items.iter().rposition(|item| item.kind() == kind);
    order.into_iter().flatten().find_map(last)
}

/// Reports for each plan what it gives up for the runner's few days.
pub(super) fn report(season: &Season, fitted: &Fitted, given_up: &[GivenUp], faults: &Faults) {
    let Some(days) = season.week.days else { return };
    let place = season.week.place("days");
    if days > MOST_DAYS {
        faults.push(ScheduleFault::TooManyDays { most: MOST_DAYS }.at_any(place.as_ref()));
    }
    for (block, given_up) in fitted.blocks.iter().zip(given_up) {
        let (quality, medium) = (given_up.quality, given_up.medium);
        let (planned, held) = (given_up.planned, given_up.held);
        let share = (held < planned).then(|| held.mm() * 100 / planned.mm());
        if quality == 0 && medium == 0 && share.is_none() {
            continue;
        }
        let fault = ScheduleFault::FewDays {
            plan: block.plan.name.clone(),
            days,
            quality,
            medium,
            share,
        };
        faults.push(fault.at(place.as_ref().unwrap_or(&block.span)));
    }
}
