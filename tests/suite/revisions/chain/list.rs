//! What was published, as a person would write it down who has never seen a ledger.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Days, NaiveDate};
use longrun::calendar::of_season;
use longrun::plan::SessionKind;
use longrun::schedule::{
    Hold, Kind, PlacementInputs, PriorPlacement, PriorStrides, RecordedSession, Role, Schedule,
    hidden_sessions,
};
use longrun::season::Season;

/// What a person who keeps a list knows: the published days of each session that was shown, and whether it ended in
/// strides there.
#[derive(Default)]
pub(super) struct List {
    /// Of each session the one to come, else the last that is over.
    days: BTreeMap<Role, NaiveDate>,
    done: BTreeSet<(Role, NaiveDate)>,
    /// The kinds and titles of sessions, as they were published last.
    known: BTreeMap<Role, (SessionKind, String)>,
    strides: BTreeSet<(Role, NaiveDate)>,
    /// The list as it stood when a day began on which something was written down.
    began: Option<(NaiveDate, BTreeMap<Role, NaiveDate>, BTreeSet<NaiveDate>)>,
    cancelled: BTreeMap<Role, NaiveDate>,
    /// The search for these days stopped early.
    tangled: bool,
}

impl List {
    /// Writes down what is published for the days from `from` on.
    pub(super) fn write(&mut self, season: &Season, schedule: &Schedule, from: NaiveDate) {
        self.tangled = schedule.tangled;
        let before = self.days.clone();
        let is_first = before.is_empty();
        if !is_first && self.began.as_ref().is_none_or(|(day, ..)| *day != from) {
            self.began = Some((from, before.clone(), self.strides_days()));
        }
        let over = |(role, date): (&Role, &NaiveDate)| (*date < from).then(|| (role.clone(), *date));
        self.done.extend(self.days.iter().filter_map(over));
        self.strides.retain(|(_, date)| *date < from);
        // Of two days of a session the later one counts.
        self.days = self.done.iter().cloned().collect();
        let calendar = of_season(season, schedule, DateTime::UNIX_EPOCH);
        let shown: Vec<&str> = calendar.events.iter().map(|event| event.uid.as_str()).collect();
        for day in schedule.days.iter().filter(|day| day.date >= from) {
            for session in &day.sessions {
                let (role, words) = (&session.role, |text: &str| {
                    text.replace(['.', ' '], "-").to_lowercase()
                });
                let uid = format!(
                    "sam.{}.w{}.{}.{}@longrun",
                    words(&role.block),
                    role.anchor,
                    words(&role.session),
                    role.ordinal
                );
                let Some(at) = shown.iter().position(|shown| *shown == uid) else {
                    continue;
                };
                if let Kind::Session(kind) = session.kind {
                    let title = calendar.events[at].summary.clone();
                    self.known.insert(role.clone(), (kind, title));
                }
                self.days.insert(role.clone(), day.date);
                if session.strides_role.is_some() {
                    self.strides.insert((role.clone(), day.date));
                }
            }
        }
        let is_gone = |role: &Role| !self.days.contains_key(role);
        self.cancelled
            .extend(before.into_iter().filter(|(role, _)| is_gone(role)));
        self.cancelled
            .retain(|role, date| is_gone(role) && from <= *date + Days::new(7));
    }

    fn strides_days(&self) -> BTreeSet<NaiveDate> {
        self.strides.iter().map(|(_, date)| *date).collect()
    }

    pub(super) fn published(&self, inputs: &PlacementInputs, today: NaiveDate) -> PriorPlacement {
        let began = self.began.as_ref().filter(|(day, ..)| *day == today);
        let (held, strides) = match began {
            Some((_, held, strides)) => (held.clone(), strides.clone()),
            None => (self.days.clone(), self.strides_days()),
        };
        let over = |(role, date): (&Role, &NaiveDate)| (*date < today).then(|| (role.clone(), *date));
        let mut done = self.done.clone();
        done.extend(self.days.iter().filter_map(over));
        let recorded = done.iter().filter_map(|(role, date)| {
            let (kind, title) = self.known.get(role)?;
            Some(RecordedSession {
                date: *date,
                kind: *kind,
                session: role.session.clone(),
                title: title.clone(),
                role: Some(role.clone()),
            })
        });
        PriorPlacement {
            days: self.days.clone(),
            held,
            recorded: recorded.collect(),
            done: self.done.clone(),
            strides: strides
                .into_iter()
                .map(|date| PriorStrides { date, role: None })
                .collect(),
            cancelled: self.cancelled.clone(),
            today,
            hold: match hidden_sessions(inputs).is_empty() {
                true => Hold::Days,
                false => Hold::Ties,
            },
            tangled: self.tangled,
        }
    }
}
