//! The hold of published days on the sessions of the next schedule: those that are over stay, the others pay for a
//! new day.

use std::collections::BTreeSet;

use chrono::{Days, NaiveDate};

use super::fit::{FitWeek, Fitted};
use super::inputs::PlacementInputs;
use super::load::{Item, LoadedWeek, PublishedDay};
use super::prior_placement::{Hold, PriorPlacement, PriorStrides};
use super::rules::{self, Rule};
use crate::plan::SessionKind;
use crate::season::{Role, slug};

/// Days from a long run that is over to the next one at least (rule P12-over).
const LONG_RUN_REST: Days = Days::new(5);
/// Days ahead in which a published session is dearer to move.
const SOON: i64 = 7;

/// Holds sessions to the days they were published for: those behind for good, the others at a price. No other
/// session of such a week falls on a day that is over: nobody would see it there. Unless the whole season is known, what
/// the calendar does not show is free.
pub(super) fn hold(inputs: &PlacementInputs, weeks: &mut [LoadedWeek], published: &PriorPlacement) {
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
pub(super) fn hold_strides(fitted: &Fitted, weeks: &mut [LoadedWeek], published: &PriorPlacement) {
    let items = weeks.iter().flat_map(|week| &week.items);
    let names: BTreeSet<(String, u32)> = items
        .filter(|item| item.kind() == SessionKind::Strides)
        .map(|item| (slug(&item.role.session), item.role.ordinal))
        .collect();
    let is_gone = |strides: &PriorStrides| {
        let role = strides.role.as_ref();
        role.is_some_and(|role| !names.contains(&(role.session.clone(), role.ordinal)))
    };
    for (fit, week) in fitted.weeks.iter().zip(weeks) {
        let is_strides = |item: &&mut Item| item.kind() == SessionKind::Strides;
        let mut open: Vec<&mut Item> = week.items.iter_mut().filter(is_strides).collect();
        let of_week = published
            .strides
            .iter()
            .filter(|strides| fit.days().contains(strides.date));
        let mut left: Vec<&PriorStrides> = of_week.collect();
        // A focus that comes or goes gives strides another plan's name. That is nothing that anybody sees, so no
        // revision tells of it, and they keep their run.
        for is_own in [is_slug_of, is_slug_of_any_plan] {
            open.retain_mut(|item| {
                let is_own = |strides: &&PriorStrides| {
                    let role = strides.role.as_ref();
                    role.is_some_and(|role| is_own(role, &item.role))
                };
                let own = left.iter().position(is_own).map(|at| left.remove(at));
                if let Some(own) = own {
                    hold_item(item, Some(own.date), fit, published);
                }
                own.is_none()
            });
        }
        // Strides of a name that no week has any more give way to the others.
        left.sort_by_key(|strides| is_gone(strides));
        let mut others = left.into_iter().map(|strides| strides.date);
        for item in open {
            let date = others.next();
            // Strides of which a calendar of some sessions says nothing may have ended a run that it does not show.
            if date.is_some() || published.hold != Hold::Ties {
                hold_item(item, date, fit, published);
            }
        }
    }
}

/// Keeps long runs to come away from the last one that is over, also where that was another week's or plan's: the days
/// between the two are no longer the search's to choose (rule P12-over).
pub(super) fn rest_from_long_run(fitted: &Fitted, weeks: &mut [LoadedWeek], today: NaiveDate) {
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
    is_slug_of_any_plan(slugs, role) && slugs.block == slug(&role.block)
}

/// The same, whatever the plan is called.
fn is_slug_of_any_plan(slugs: &Role, role: &Role) -> bool {
    (slugs.anchor, slugs.ordinal) == (role.anchor, role.ordinal) && slugs.session == slug(&role.session)
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
