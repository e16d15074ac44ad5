//! The steps of a schedule one after the other, with what came before: sizes, the runner's own moves,
//! what was published, and days for it all.

use chrono::NaiveDate;

use super::done_before;
use super::fit::{FitWeek, Fitted};
use super::inputs::PlacementInputs;
use super::load::{Item, LoadedWeek, load};
use super::place::{Placed, place};
use super::prior_placement::PriorPlacement;
use super::published_days;
use super::session_facts::{self, FoldedFacts, NamedSession, SkippedSession};
use crate::diagnostic::fault::{LongRunChange, ScheduleFault};
use crate::diagnostic::{Faults, OmissionReason};
use crate::plan::SessionKind;

/// Rounds of sizing and placing until the long runs that find no day stay the same.
const ROUNDS: usize = 8;

/// Weeks with their sessions, and the days of those.
pub(super) struct Arranged {
    pub weeks: Vec<LoadedWeek>,
    pub placed: Placed,
    pub skipped: Vec<SkippedSession>,
    /// Nobody knows whether its days are the best ones.
    pub tangled: bool,
}

/// Sizes and places a season. What was published holds days, not sizes: those follow from the season alone, so
/// that they are the same at every export.
pub(super) fn arrange(
    inputs: &PlacementInputs,
    published: Option<&PriorPlacement>,
    faults: &Faults,
) -> Arranged {
    let mut lost: Vec<usize> = Vec::new();
    let mut rounds = 0;
    let mut planned: Option<Vec<LoadedWeek>> = None;
    loop {
        // A long run that finds no day makes the next ones smaller (I4), and then there
        // may be other days for them.
        let (sizing, mut placing) = (Faults::new(), Faults::new());
        let sized = if lost.is_empty() {
            inputs.planned(&sizing).to_vec()
        } else {
            load(inputs.season(), inputs.gaps(), inputs.fitted(), &lost, &sizing)
        };
        let to_hold = published.map(|published| (sized.clone(), published));
        let named = session_facts::named_sessions(inputs, &sized);
        let mut arranged = placed(inputs, HeldWeeks::new(inputs, sized, &named, None, &placing));
        let now = lost_long_runs(&arranged);
        rounds += 1;
        if now.iter().all(|week| lost.contains(week)) || rounds == ROUNDS {
            arranged = match to_hold {
                Some((sized, published)) => {
                    placing = Faults::new();
                    let held = HeldWeeks::new(inputs, sized, &named, Some(published), &placing);
                    arranged.after_published(inputs, held, published)
                }
                None => arranged.settled(inputs),
            };
            faults.extend(sizing);
            faults.extend(placing);
            if let Some(planned) = planned {
                say_resized(inputs, &planned, &arranged, faults);
            }
            return arranged;
        }
        planned = planned.or(Some(arranged.weeks));
        lost.extend(now);
        lost.sort_unstable();
        lost.dedup();
    }
}

/// Sized weeks with all that holds their sessions to days: the runner's own moves, and what was published.
struct HeldWeeks {
    weeks: Vec<LoadedWeek>,
    skipped: Vec<SkippedSession>,
}

impl HeldWeeks {
    fn new(
        inputs: &PlacementInputs,
        mut weeks: Vec<LoadedWeek>,
        named: &[NamedSession<'_>],
        published: Option<&PriorPlacement>,
        faults: &Faults,
    ) -> Self {
        if let Some(published) = published {
            published_days::hold(inputs, &mut weeks, published);
        }
        let FoldedFacts { skipped, accounted } =
            session_facts::fold_in(inputs, named, &mut weeks, published, faults);
        if let Some(published) = published {
            done_before::count(inputs, &mut weeks, published, &accounted);
            published_days::hold_strides(inputs.fitted(), &mut weeks, published);
            published_days::rest_from_long_run(inputs.fitted(), &mut weeks, published.today);
        }
        HeldWeeks { weeks, skipped }
    }
}

/// Finds the day of each session.
fn placed(inputs: &PlacementInputs, held: HeldWeeks) -> Arranged {
    let placed = place(inputs, &inputs.with_loaded(&held.weeks));
    Arranged {
        tangled: placed.unsure.is_some(),
        placed,
        weeks: held.weeks,
        skipped: held.skipped,
    }
}

impl Arranged {
    /// The weeks placed after what was published, which `held` holds them to.
    ///
    /// Where the best placement without it has every session on its published day already, it is the best one with it
    /// too: to hold sessions only adds costs to their other days. Then nothing is searched again.
    ///
    /// A placement that nobody knows to be the best need not be found again. So where it was published, sessions
    /// stay on their days as long as these are allowed: else the calendar would change without an edit
    /// (docs/design.md#what-if-the-search-does-not-end).
    fn after_published(self, inputs: &PlacementInputs, held: HeldWeeks, published: &PriorPlacement) -> Self {
        if self.is_as_held(inputs.fitted(), &held) {
            return Arranged {
                weeks: held.weeks,
                skipped: held.skipped,
                // The note stays, or the calendar would differ from one export to the next.
                tangled: published.tangled,
                ..self
            };
        }
        if published.tangled
            && let Some(stayed) = self.in_place(inputs, &held, published)
        {
            return Arranged {
                weeks: held.weeks,
                skipped: held.skipped,
                placed: Placed {
                    unsure: self.placed.unsure,
                    ..stayed
                },
                tangled: true,
            };
        }
        placed(inputs, held).settled(inputs)
    }

    /// Each session on its published day, and each that the calendar does not show on its day in this placement, which
    /// was made without it; where these days go together, else those that were published alone. `None` where these are
    /// not allowed, or where sessions have left their weeks: then all is new.
    fn in_place(
        &self,
        inputs: &PlacementInputs,
        held: &HeldWeeks,
        published: &PriorPlacement,
    ) -> Option<Placed> {
        let is_open = |item: &Item| item.only.is_none() && item.pinned.is_none();
        let mut weeks = held.weeks.clone();
        for item in weeks.iter_mut().flat_map(|week| &mut week.items) {
            item.only = item.published.and_then(|published| published.date);
        }
        let has_left = |item: &Item| {
            let held = published.held.get(&item.role);
            is_open(item) && held.is_some_and(|date| published.today <= *date)
        };
        if weeks.iter().flat_map(|week| &week.items).any(has_left) {
            return None;
        }
        let filled = self.filled(inputs);
        let placed = filled.as_ref().unwrap_or(&self.placed);
        let mut hidden = weeks.clone();
        for (fit, (week, (free, places))) in inputs
            .fitted()
            .weeks
            .iter()
            .zip(hidden.iter_mut().zip(self.weeks.iter().zip(&placed.weeks)))
        {
            let is_hidden = |item: &&mut Item| is_open(item) && item.published.is_none();
            for item in week.items.iter_mut().filter(is_hidden) {
                let mut placed = free.items.iter().zip(places);
                let same = placed.find(|(free, _)| free.role == item.role);
                item.only = same.and_then(|(_, place)| place.as_ref().ok().map(|day| fit.date(*day)));
            }
        }
        staying(inputs, &hidden).or_else(|| staying(inputs, &weeks))
    }

    /// Where the search did not end: the sessions that it left out find the days that are still free, so that the next
    /// search, which keeps the other days, finds no more of them.
    fn filled(&self, inputs: &PlacementInputs) -> Option<Placed> {
        self.placed.unsure.as_ref()?;
        let mut weeks = self.weeks.clone();
        for ((fit, week), places) in inputs
            .fitted()
            .weeks
            .iter()
            .zip(&mut weeks)
            .zip(&self.placed.weeks)
        {
            for (item, place) in week.items.iter_mut().zip(places) {
                item.only = place.as_ref().ok().map(|day| fit.date(*day));
            }
        }
        let filled = staying(inputs, &weeks)?;
        Some(Placed {
            unsure: self.placed.unsure.clone(),
            ..filled
        })
    }

    /// The placement with what [`Arranged::filled`] found.
    fn settled(mut self, inputs: &PlacementInputs) -> Self {
        if let Some(filled) = self.filled(inputs) {
            self.placed = filled;
        }
        self
    }

    fn is_as_held(&self, fitted: &Fitted, held: &HeldWeeks) -> bool {
        let mut weeks = fitted
            .weeks
            .iter()
            .zip(&self.placed.weeks)
            .zip(&self.weeks)
            .zip(&held.weeks);
        self.placed.unsure.is_none()
            && weeks.all(|(((fit, days), free), held)| {
                let mut items = days.iter().zip(&free.items).zip(&held.items);
                free.items.len() == held.items.len()
                    && items.all(|((day, free), held)| match day {
                        Ok(day) => is_on_its_day(fit.date(*day), free, held),
                        Err(_) => is_left_out_as_before(fit, free, held),
                    })
            })
    }
}

/// The weeks placed with their sessions on the day that each is `only` for; the other sessions may go anywhere. `None`
/// if one of these days is not allowed.
fn staying(inputs: &PlacementInputs, weeks: &[LoadedWeek]) -> Option<Placed> {
    let stayed = place(inputs, &inputs.with_loaded(weeks));
    let items = weeks.iter().flat_map(|week| &week.items);
    let mut places = items.zip(stayed.weeks.iter().flatten());
    let is_allowed = places.all(|(item, place)| item.only.is_none() || place.is_ok());
    (stayed.unsure.is_none() && is_allowed).then_some(stayed)
}

/// `true` if a session that was placed `free` of what was published, on `date`, is where `held` keeps it.
fn is_on_its_day(date: NaiveDate, free: &Item, held: &Item) -> bool {
    let is_pinned = held.pinned.is_none_or(|day| day == date);
    let by_hand = free.pinned.is_none() || free.pinned == held.pinned;
    let is_published = held.published.is_none_or(|published| published.is_on(date));
    let is_over = !held.done && held.from.is_some_and(|from| date < from);
    let is_open = !is_over && !held.is_too_soon(date);
    free.role == held.role && is_pinned && by_hand && is_published && is_open && free.not_on == held.not_on
}

/// `true` if a session that was left out `free` of what was published was not published either, and for the same reason:
/// no day of its week is closed since.
fn is_left_out_as_before(fit: &FitWeek, free: &Item, held: &Item) -> bool {
    let is_new = held.published.is_none_or(|published| published.date.is_none());
    let is_open = held.from.is_none() && held.rested_from.is_none_or(|from| from <= fit.first);
    free.role == held.role && free.pinned == held.pinned && is_new && is_open && free.not_on == held.not_on
}

/// Reports the long runs that became shorter because one before them is missing.
fn say_resized(inputs: &PlacementInputs, planned: &[LoadedWeek], arranged: &Arranged, faults: &Faults) {
    let long = |week: &LoadedWeek| {
        let long = week.items.iter().find(|item| item.kind() == SessionKind::Long);
        long.map(|item| item.distance)
    };
    let units = inputs.season().athlete.units;
    let runs: Vec<LongRunChange> = inputs
        .fitted()
        .weeks
        .iter()
        .zip(planned.iter().zip(&arranged.weeks))
        .filter_map(|(fit, (before, now))| {
            Some(LongRunChange {
                week: fit.first,
                got: long(now)?,
                planned: long(before)?,
            })
        })
        .filter(|change| change.got != change.planned)
        .collect();
    if !runs.is_empty() {
        let is_long = |skipped: &SkippedSession| skipped.item.kind() == SessionKind::Long;
        let skipped = arranged.skipped.iter().any(is_long);
        faults.push(ScheduleFault::Resized { runs, skipped, units });
    }
}

/// The weeks whose long run found no day, or was skipped.
fn lost_long_runs(arranged: &Arranged) -> Vec<usize> {
    let is_lost = |(week, places): (&LoadedWeek, &Vec<Result<u32, OmissionReason>>)| {
        let mut items = week.items.iter().zip(places);
        items.any(|(item, place)| item.kind() == SessionKind::Long && place.is_err())
    };
    let skipped = |week: usize| {
        let mut skipped = arranged.skipped.iter();
        skipped.any(|skipped| skipped.week == week && skipped.item.kind() == SessionKind::Long)
    };
    let pairs = arranged.weeks.iter().zip(&arranged.placed.weeks).enumerate();
    pairs
        .filter(|(week, pair)| is_lost(*pair) || skipped(*week))
        .map(|(week, _)| week)
        .collect()
}
