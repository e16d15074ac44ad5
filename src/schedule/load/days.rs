//! As many runs a week as the runner has days for: easy runs go first and come first.

use std::cell::Cell;
use std::sync::Arc;

use super::days_and_races_off::DaysAndRacesOff;
use super::{Fitted, Item, Loader};
use crate::diagnostic::{Diagnostic, Faults};
use crate::plan::{PhaseKind, Row, SessionKind, Sizes};
use crate::season::Season;
use crate::units::Distance;

/// A week keeps a day free of training (P4), so no more days than these.
const MOST_DAYS: u32 = 6;
/// On so few days a week holds one quality session beside its long run (P10).
pub(super) const ONE_QUALITY: u32 = 4;
/// Runs that take over from others become no longer than this, in minutes (P13: a medium-long run
/// takes 90 to 120 minutes).
const LONGEST_EASY: u32 = 90;
const LONGEST_MEDIUM: u32 = 120;
/// In the week of the race they grow by half at most, in percent.
const RACE_WEEK: u64 = 150;

/// What a plan gives up because the runner has fewer days than it has runs.
#[derive(Debug, Default)]
pub(super) struct GivenUp {
    quality: Cell<u32>,
    medium: Cell<u32>,
    planned: Cell<Distance>,
    held: Cell<Distance>,
}

impl Loader<'_> {
    pub(super) fn is_race_week(&self) -> bool {
        self.block.to_race && self.week.anchor == 0
    }

    /// Leaves out runs, or adds easy ones, until the week has as many as the runner has days. Returns the days
    /// that stay free of training.
    pub(super) fn fit_days(
        &self,
        row: &Row,
        off: &DaysAndRacesOff<'_>,
        has_volume: bool,
        items: &mut Vec<Item>,
    ) -> u32 {
        let Some(days) = self.season.week.days else {
            return row.rest.max(1);
        };
        let days = days.min(MOST_DAYS);
        let races = u32::from(self.is_race_week()) + u32::from(off.has_race());
        let wanted = days.saturating_sub(races) as usize;
        let before = runs(items);
        while runs(items) > wanted {
            let Some(index) = first_to_go(items, days) else {
                break;
            };
            let item = items.remove(index);
            match item.kind() {
                SessionKind::Quality => self.given_up.quality.set(self.given_up.quality.get() + 1),
                SessionKind::Medium => self.given_up.medium.set(self.given_up.medium.get() + 1),
                _ => {}
            }
        }
        self.is_tight.set(runs(items) < before);
        let kind = self.block.plan.phases[self.week.phase].kind;
        if has_volume && kind != PhaseKind::Recovery && races == 0 && off.share == 100 {
            self.add_easy(row, wanted, items);
        }
        let free = 7 - days;
        if runs(items) == before {
            row.rest.max(free)
        } else {
            free
        }
    }

    /// Adds easy runs that share the week's volume, where it has any such run.
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

    /// How long an easy run may become that shares the week's volume with others: no longer than the long run,
    /// and where it takes over from runs left out, than 90 minutes.
    pub(super) fn longest_easy(&self, row: &Row, left: Distance, long: Option<Distance>) -> Distance {
        let most = long.unwrap_or(left);
        if !self.is_tight.get() {
            return most;
        }
        if self.is_race_week() {
            let shares = |kind| matches!(kind, SessionKind::Easy | SessionKind::Shakeout);
            let planned = row.sessions.iter().filter(|session| shares(session.session.kind));
            let planned = planned.map(|session| session.sizes.count() as u64).sum::<u64>();
            return self.round(left.scale(RACE_WEEK, 100 * planned.max(1)));
        }
        most.min(self.in_minutes(LONGEST_EASY))
    }

    /// How long the medium run may become that takes what is left of the week.
    pub(super) fn longest_medium(&self, planned: Distance, long: Option<Distance>) -> Option<Distance> {
        let limit = self
            .is_tight
            .get()
            .then(|| self.in_minutes(LONGEST_MEDIUM).max(planned));
        long.into_iter().chain(limit).min()
    }

    /// The easy running of so many minutes, in whole steps.
    fn in_minutes(&self, minutes: u32) -> Distance {
        let workout = crate::schedule::size::easy_minutes(minutes);
        workout.distance(self.paces).high.floor_to(self.step())
    }

    /// Remembers that a week of few days holds less than planned. Whether that is why.
    pub(super) fn is_short_of_days(&self, planned: Distance, held: Distance) -> bool {
        if !self.is_tight.get() {
            return false;
        }
        if !self.is_race_week() {
            let sum = self.given_up;
            sum.planned.set(sum.planned.get() + planned);
            sum.held.set(sum.held.get() + held);
        }
        true
    }
}

fn runs(items: &[Item]) -> usize {
    items.iter().filter(|item| item.kind().is_run()).count()
}

/// Which run a week gives up first: easy runs but one, the shake-out, a second quality session, the last easy
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

/// Tells for each plan what it gives up for the runner's few days.
pub(super) fn say(season: &Season, fitted: &Fitted, given_up: &[GivenUp], faults: &Faults) {
    let Some(days) = season.week.days else { return };
    let place = season.week.place("days");
    if days > MOST_DAYS {
        let message = format!("a week keeps a day free of training, so {MOST_DAYS} days are the most");
        let note = Diagnostic::note("DAYS", message);
        faults.push(match &place {
            Some(place) => note.at(place, ""),
            None => note,
        });
    }
    for (block, given_up) in fitted.blocks.iter().zip(given_up) {
        let mut parts = Vec::new();
        let (quality, medium) = (given_up.quality.get(), given_up.medium.get());
        if quality > 0 {
            parts.push(format!("{} left out", several(quality, "second quality session")));
        }
        if medium > 0 {
            parts.push(format!("{} left out", several(medium, "medium run")));
        }
        let (planned, held) = (given_up.planned.get(), given_up.held.get());
        if held < planned {
            let share = held.mm() * 100 / planned.mm();
            parts.push(format!(
                "weeks whose runs would become too long hold {share} % of their volume"
            ));
        }
        if parts.is_empty() {
            continue;
        }
        let message = format!(
            "`{}` on {days} days a week: {}",
            block.plan.name,
            parts.join("; ")
        );
        let help = "give it another day, or choose a plan with fewer runs";
        let note = Diagnostic::note("DAYS", message).help(help);
        faults.push(match &place {
            Some(place) => note.at(place, ""),
            None => note.at(&block.span, ""),
        });
    }
}

fn several(count: u32, what: &str) -> String {
    match count {
        1 => format!("a {what} is"),
        _ => format!("{count} {what}s are"),
    }
}
