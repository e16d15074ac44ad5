//! The steps of a schedule one after the other, with what came before: sizes, the runner's own moves,
//! what was published, and days for it all.

use chrono::{Days, NaiveDate};

use super::done_before;
use super::fit::{FitWeek, Fitted};
use super::inputs::PlacementInputs;
use super::load::{Item, LoadedWeek, PublishedDay, load};
use super::place::{Placed, place};
use super::prior_placement::{Hold, PriorPlacement, PriorStrides};
use super::rules::{self, Rule};
use super::session_facts::{self, FoldedFacts, NamedSession, SkippedSession};
use crate::diagnostic::fault::{LongRunChange, ScheduleFault};
use crate::diagnostic::{Faults, OmissionReason};
use crate::plan::SessionKind;
use crate::season::{Role, slug};

/// Rounds of sizing and placing until the long runs that find no day stay the same.
const ROUNDS: usize = 8;
/// Days from a long run that is over to the next one at least (rule P12-over).
const LONG_RUN_REST: Days = Days::new(5);
/// Days ahead in which a published session is dearer to move.
const SOON: i64 = 7;

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
                None => arranged.filled(inputs),
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
            hold(inputs, &mut weeks, published);
        }
        let FoldedFacts { skipped, accounted } =
            session_facts::fold_in(inputs, named, &mut weeks, published, faults);
        if let Some(published) = published {
            done_before::count(inputs, &mut weeks, published, &accounted);
            hold_strides(inputs.fitted(), &mut weeks, published);
            rest_from_long_run(inputs.fitted(), &mut weeks, published.today);
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
        if published.tangled {
            let mut weeks = held.weeks.clone();
            for item in weeks.iter_mut().flat_map(|week| &mut week.items) {
                item.only = item.published.and_then(|published| published.date);
            }
            // Not one whose weeks have moved: then all is new.
            let has_left = |item: &Item| {
                let is_free = item.only.is_none() && item.pinned.is_none();
                is_free && published.held.contains_key(&item.role)
            };
            let in_place = !weeks.iter().flat_map(|week| &week.items).any(has_left);
            if in_place && let Some(stayed) = staying(inputs, &weeks) {
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
        }
        placed(inputs, held).filled(inputs)
    }

    /// Where the search did not end: the sessions that it left out find the days that are still free, so that the next
    /// search, which keeps the other days, finds no more of them.
    fn filled(self, inputs: &PlacementInputs) -> Self {
        if self.placed.unsure.is_none() {
            return self;
        }
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
        let Some(filled) = staying(inputs, &weeks) else {
            return self;
        };
        Arranged {
            placed: Placed {
                unsure: self.placed.unsure,
                ..filled
            },
            ..self
        }
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

/// Holds sessions to the days they were published for: those behind for good, the others at a price. No other
/// session of such a week falls on a day that is over: nobody would see it there. Unless the whole season is known, what
/// the calendar does not show is free.
fn hold(inputs: &PlacementInputs, weeks: &mut [LoadedWeek], published: &PriorPlacement) {
    let shows = &inputs.season().calendar;
    for (fit, week) in inputs.fitted().weeks.iter().zip(weeks) {
        let shown = |item: &&mut Item| {
            let known = published.hold == Hold::Days || shows.shows(item.kind(), &item.session.name);
            item.kind() != SessionKind::Strides && known
        };
        for item in week.items.iter_mut().filter(shown) {
            hold_item(item, published.day(&item.role, fit), fit, published);
        }
    }
}

/// The same for strides, which are seen with the run that they end. Where the calendar does not name them, the week's
/// runs that ended in strides hold them in the order of their days.
fn hold_strides(fitted: &Fitted, weeks: &mut [LoadedWeek], published: &PriorPlacement) {
    for (fit, week) in fitted.weeks.iter().zip(weeks) {
        let of_week = published
            .strides
            .iter()
            .filter(|strides| fit.days().contains(strides.date));
        let is_here = |role: &Role| week.items.iter().any(|item| is_slug_of(role, &item.role));
        let (named, unnamed): (Vec<&PriorStrides>, Vec<&PriorStrides>) =
            of_week.partition(|strides| strides.role.as_ref().is_some_and(is_here));
        let mut unnamed = unnamed.into_iter().map(|strides| strides.date);
        for item in &mut week.items {
            if item.kind() == SessionKind::Strides {
                let is_own = |role: &Role| is_slug_of(role, &item.role);
                let own = named
                    .iter()
                    .find(|strides| strides.role.as_ref().is_some_and(is_own));
                let date = own.map(|strides| strides.date);
                let date = date.or_else(|| unnamed.next());
                // Strides of which a calendar of some sessions says nothing may have ended a run that it does not show.
                if date.is_some() || published.hold != Hold::Ties {
                    hold_item(item, date, fit, published);
                }
            }
        }
    }
}

/// Keeps long runs to come away from the last one that is over, also where that was another week's or plan's: the days
/// between the two are no longer the search's to choose (rule P12-over).
fn rest_from_long_run(fitted: &Fitted, weeks: &mut [LoadedWeek], today: NaiveDate) {
    let is_long = |item: &&Item| item.kind() == SessionKind::Long && item.done;
    let over = weeks.iter().flat_map(|week| &week.items).filter(is_long);
    let Some(last) = over.filter_map(|item| item.pinned).max() else {
        return;
    };
    let weeks = fitted.weeks.iter().zip(weeks);
    for (_, week) in weeks.filter(|(fit, _)| today <= fit.days().last()) {
        let is_open = |item: &&mut Item| item.kind() == SessionKind::Long && item.pinned.is_none();
        for item in week.items.iter_mut().filter(is_open) {
            item.rested_from = last.checked_add_days(LONG_RUN_REST);
        }
    }
}

/// True if `slugs` is `role` with the names of plan and session as slugs.
fn is_slug_of(slugs: &Role, role: &Role) -> bool {
    (slugs.anchor, slugs.ordinal) == (role.anchor, role.ordinal)
        && slugs.session == slug(&role.session)
        && slugs.block == slug(&role.block)
}

/// Holds a session of the week `fit` to the day that it was published for.
fn hold_item(item: &mut Item, date: Option<NaiveDate>, fit: &FitWeek, published: &PriorPlacement) {
    let (today, hold) = (published.today, published.hold);
    if fit.days().contains(today) {
        item.from = Some(today);
    }
    let priced = |rule: &'static Rule| (hold == Hold::Days).then_some(rule);
    match date.filter(|date| fit.days().contains(*date)) {
        _ if hold == Hold::Past && date.is_none_or(|date| today <= date) => {}
        // A calendar that does not show the session says nothing of its day.
        None if hold == Hold::Ties => {}
        // One that was in another week is as new to all days of this one. It is as dear there as anything that was
        // published can be: else the one that had to go could come back the next day, for the one that went with it.
        None => {
            item.published = Some(PublishedDay {
                date: None,
                price: priced(&rules::PUBLISHED_SOON),
            });
        }
        Some(date) if date < today => {
            item.pinned = Some(date);
            item.done = true;
        }
        Some(date) => {
            let soon = (0..=SOON).contains(&(date - today).num_days());
            item.published = Some(PublishedDay {
                date: Some(date),
                price: priced(if soon {
                    &rules::PUBLISHED_SOON
                } else {
                    &rules::PUBLISHED
                }),
            });
        }
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
