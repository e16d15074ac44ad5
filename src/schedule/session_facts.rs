//! The facts about sessions: the session that each of them names, and their effect on its week.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{NaiveDate, NaiveTime};

use super::fit::FitWeek;
use super::inputs::PlacementInputs;
use super::load::{Item, LoadedWeek};
use super::place::place;
use super::prior_placement::{PriorPlacement, RecordedSession};
use crate::diagnostic::fault::{FactKind, ScheduleFault};
use crate::diagnostic::{Diagnostic, Faults, OmissionReason};
use crate::season::{Fact, Mention, MentionedSession, SaidBy, SessionEvent};
use crate::season::{Role, slug};
use crate::units::DateRange;

/// A fact, and the session that it names.
pub(super) struct NamedSession<'f> {
    fact: &'f Fact,
    mention: &'f Mention,
    event: SessionEvent,
    /// The session's week, and the week of the day that the fact puts it on; `None` where one of the two lies outside
    /// the season.
    weeks: Option<(usize, usize)>,
    /// The session that would be on the mentioned day after the facts before this one.
    role: Option<Role>,
}

impl NamedSession<'_> {
    /// The day that the fact puts its session on.
    fn target(&self) -> NaiveDate {
        match self.event {
            SessionEvent::Moved { to, .. } => to,
            SessionEvent::Done | SessionEvent::Skipped => self.mention.day,
        }
    }

    fn kind(&self) -> FactKind {
        match self.event {
            SessionEvent::Done => FactKind::Done,
            SessionEvent::Skipped => FactKind::Skipped,
            SessionEvent::Moved { .. } => FactKind::Moved,
        }
    }

    fn outside_season(&self) -> Diagnostic {
        let in_file = self.fact.said_by == SaidBy::File;
        ScheduleFault::outside_season(self.kind(), in_file).at_any(self.fact.span.as_ref())
    }

    fn no_such_session(&self) -> Diagnostic {
        let (session, date) = (self.mention.name().to_owned(), self.mention.day);
        ScheduleFault::no_such_session(self.kind(), session, date).at_any(self.fact.span.as_ref())
    }
}

/// A session that the runner has skipped.
#[derive(Debug)]
pub(super) struct SkippedSession {
    /// Its week.
    pub week: usize,
    pub item: Item,
}

/// The effect of the facts on the weeks.
#[derive(Debug, Default)]
pub(super) struct FoldedFacts {
    /// The sessions that were skipped, which the weeks no longer hold.
    pub skipped: Vec<SkippedSession>,
    /// The records that the facts account for.
    pub accounted: AccountedRecords,
}

/// The records of what was done that the facts account for: those of a named session in its own week and in the one it
/// went to, and those of its name on the days that the fact is about, whoever they were then.
#[derive(Debug, Default)]
pub(super) struct AccountedRecords {
    /// By role, and by number of the week.
    roles: BTreeSet<(Role, usize)>,
    /// By day, and by the slug of the session's name.
    days: BTreeSet<(NaiveDate, String)>,
}

impl AccountedRecords {
    fn add(&mut self, named: &NamedSession<'_>, (from, to): (usize, usize), item: &Item) {
        for week in [from, to] {
            self.roles.insert((item.role.clone(), week));
        }
        for day in [named.mention.day, named.target()] {
            self.days.insert((day, slug(&item.session.name)));
        }
    }

    /// True for a record in the week of that number for which a fact accounts.
    pub(super) fn has(&self, record: &RecordedSession, week: usize) -> bool {
        let by_role = |role: &Role| self.roles.contains(&(role.clone(), week));
        record.role.as_ref().is_some_and(by_role)
            || self.days.contains(&(record.date, record.session.clone()))
    }
}

/// The sessions that the facts name. They depend on nothing that was published, so that a fact means the same at every
/// export.
pub(super) fn named_sessions<'f>(inputs: &'f PlacementInputs, weeks: &[LoadedWeek]) -> Vec<NamedSession<'f>> {
    let fitted = inputs.fitted();
    let facts: Vec<_> = inputs.facts().of_sessions().collect();
    let by_name = |(_, mention, _): &(_, &Mention, _)| matches!(mention.session, MentionedSession::Named(_));
    let without_facts = facts
        .iter()
        .any(by_name)
        .then(|| place(inputs, &inputs.with_loaded(weeks)));
    let week_of = |date: NaiveDate| fitted.weeks.iter().position(|fit| fit.days().contains(date));
    let mut all: Vec<NamedSession<'f>> = Vec::with_capacity(facts.len());
    let mut before = EarlierFacts::default();
    for (fact, mention, event) in facts {
        let mut named = NamedSession {
            fact,
            mention,
            event,
            weeks: None,
            role: None,
        };
        let target = week_of(named.target());
        match (&mention.session, &without_facts) {
            (MentionedSession::Role(role), _) => {
                let holds = |week: &LoadedWeek| week.items.iter().any(|item| item.role == *role);
                named.weeks = weeks.iter().position(holds).zip(target);
                named.role = named.weeks.map(|_| role.clone());
            }
            (MentionedSession::Named(name), Some(placed)) => {
                named.weeks = week_of(mention.day).zip(target);
                named.role = before.moved_to(name, mention.day).or_else(|| {
                    let (from, _) = named.weeks?;
                    let (fit, week) = (&fitted.weeks[from], &weeks[from]);
                    before.on_day(name, mention.day, (fit, week), &placed.weeks[from])
                });
            }
            (MentionedSession::Named(_), None) => {}
        }
        before.add(&named);
        all.push(named);
    }
    all
}

/// The facts before another one, as far as they decide which session it names.
#[derive(Default)]
struct EarlierFacts<'f> {
    /// The sessions that the last moves of a name to a day have put there.
    moved: BTreeMap<(NaiveDate, &'f str), Option<Role>>,
    /// The sessions that facts name.
    named: BTreeSet<Role>,
}

impl<'f> EarlierFacts<'f> {
    fn add(&mut self, fact: &NamedSession<'f>) {
        if let SessionEvent::Moved { to, .. } = fact.event {
            self.moved.insert((to, fact.mention.name()), fact.role.clone());
        }
        self.named.extend(fact.role.clone());
    }

    /// The session of this name that an earlier move has put on `day`.
    fn moved_to(&self, name: &'f str, day: NaiveDate) -> Option<Role> {
        self.moved.get(&(day, name)).cloned().flatten()
    }

    /// The session of this name on `day`, else the only one of its week, among those that no earlier fact names.
    fn on_day(
        &self,
        name: &str,
        day: NaiveDate,
        (fit, week): (&FitWeek, &LoadedWeek),
        places: &[Result<u32, OmissionReason>],
    ) -> Option<Role> {
        let free = |item: &Item| item.session.name == name && !self.named.contains(&item.role);
        let items = || {
            let items = week.items.iter().zip(places);
            items.filter(|(item, _)| free(item))
        };
        let mut on_day = items().filter(|(_, place)| matches!(place, Ok(index) if fit.date(*index) == day));
        let mut alone = items();
        let only = alone.next().filter(|_| alone.next().is_none());
        on_day.next().or(only).map(|(item, _)| item.role.clone())
    }
}

/// Folds the facts into the weeks: a moved session is held to its new day, a done one to the day on which it was done,
/// and a skipped one leaves its week. Where no session is planned for the mentioned day, the fact is about the one that
/// was published for it, or, after that, for the day that the fact puts it on.
pub(super) fn fold_in(
    inputs: &PlacementInputs,
    named: &[NamedSession<'_>],
    weeks: &mut [LoadedWeek],
    published: Option<&PriorPlacement>,
    faults: &Faults,
) -> FoldedFacts {
    let mut folded = FoldedFacts::default();
    let last_targets: BTreeMap<(&Role, NaiveDate), usize> = named
        .iter()
        .enumerate()
        .filter_map(|(at, one)| Some(((one.role.as_ref()?, one.target()), at)))
        .collect();
    for (at, one) in named.iter().enumerate() {
        let Some((from, to)) = one.weeks else {
            faults.push(one.outside_season());
            continue;
        };
        let found = find(one, &weeks[from].items, published);
        let name = one.mention.name();
        if one.event != SessionEvent::Done {
            // No other session of the name takes the day that was left: that could not be told from a fact to come.
            for item in weeks[from]
                .items
                .iter_mut()
                .filter(|item| item.session.name == name)
            {
                if !item.not_on.contains(&one.mention.day) {
                    item.not_on.push(one.mention.day);
                }
            }
        }
        let Some(index) = found else {
            faults.push(one.no_such_session());
            continue;
        };
        let item = &mut weeks[from].items[index];
        match one.event {
            SessionEvent::Skipped => {
                let item = weeks[from].items.remove(index);
                folded.accounted.add(one, (from, to), &item);
                folded.skipped.push(SkippedSession { week: from, item });
                continue;
            }
            SessionEvent::Done => {
                item.pinned = Some(one.mention.day);
                item.done = true;
            }
            SessionEvent::Moved { to, time } => {
                let onwards = |date: NaiveDate| {
                    let role = one.role.as_ref();
                    let last = role.and_then(|role| last_targets.get(&(role, date)));
                    last.is_some_and(|last| *last > at)
                };
                let week = inputs.fitted().weeks[from].days();
                if !reaches((one.mention.day, to), onwards, (item, week), published) {
                    continue;
                }
                hold(item, to, time);
            }
        }
        folded.accounted.add(one, (from, to), &weeks[from].items[index]);
        if from != to {
            let item = weeks[from].items.remove(index);
            weeks[to].items.push(item);
        }
    }
    folded
}

/// Holds a session to the day that it was moved to.
fn hold(item: &mut Item, to: NaiveDate, time: Option<NaiveTime>) {
    item.pinned = Some(to);
    item.done = false;
    item.start = time;
}

fn find(one: &NamedSession<'_>, items: &[Item], published: Option<&PriorPlacement>) -> Option<usize> {
    let place = |role: &Role| items.iter().position(|item| item.role == *role);
    // First as the day began, so that the edits of a day mean the same in any order.
    let published_for = |date: NaiveDate| {
        let published = published?;
        let on_date = |days: &BTreeMap<Role, NaiveDate>, item: &Item| {
            item.session.name == one.mention.name() && days.get(&item.role) == Some(&date)
        };
        let mut known = [&published.held, &published.days, &published.cancelled].into_iter();
        known.find_map(|days| items.iter().position(|item| on_date(days, item)))
    };
    one.role
        .as_ref()
        .and_then(place)
        .or_else(|| published_for(one.mention.day))
        .or_else(|| published_for(one.target()))
}

/// `true` if a move applies to `item` of the days `week`. A move to a day that is over takes no session with it that was
/// published for a third day, unless it is one for which `onwards` holds, to which later facts take it: it was written for
/// another one, before the plan changed. The days that the session had in another week do not count, unless another one
/// was done on the day of the move.
fn reaches(
    (from, to): (NaiveDate, NaiveDate),
    onwards: impl Fn(NaiveDate) -> bool,
    (item, week): (&Item, DateRange),
    published: Option<&PriorPlacement>,
) -> bool {
    let Some(published) = published.filter(|published| to < published.today) else {
        return true;
    };
    // Done there, whatever became of it then.
    if published.done.contains(&(item.role.clone(), to)) {
        return true;
    }
    // One that this move has called off is known by the day it had.
    let dates = [
        published.days.get(&item.role),
        published.cancelled.get(&item.role),
    ];
    let name = slug(&item.session.name);
    let mut over = published.recorded.iter();
    let is_other_over = over.any(|record| record.date == to && record.session == name);
    let dates = dates.into_iter().flatten();
    let mut dates = dates
        .filter(|date| is_other_over || week.contains(**date))
        .peekable();
    dates.peek().is_none() || dates.any(|date| *date == from || *date == to || onwards(*date))
}
