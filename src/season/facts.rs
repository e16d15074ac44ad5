//! Facts: the events of a runner's training. A season says what is wanted; facts say what happened.
//!
//! A log only grows. A fact that was wrong is taken back, and both the fact and the taking back stay in the log, so that
//! the log can be read as it was at any moment.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, NaiveDate, NaiveTime, Utc};

use super::away::Away;
use super::role::Role;
use crate::diagnostic::Span;
use crate::units::DateRange;

/// An event of a runner's training, as somebody reported it.
#[derive(Debug, Clone)]
pub struct Fact {
    /// The fact's name in its log, which no other fact there has.
    pub id: String,
    /// The event.
    pub event: FactEvent,
    /// The source of the report.
    pub said_by: SaidBy,
    /// The moment of the report; unknown for a file.
    pub said_at: Option<DateTime<Utc>>,
    /// The moment from which on the fact no longer holds.
    pub taken_back_at: Option<DateTime<Utc>>,
    /// The fact's place in a file, for messages.
    pub span: Option<Span>,
}

impl Fact {
    /// A fact that a file states at `span`.
    pub fn of_file(id: String, event: FactEvent, span: Span) -> Self {
        Fact {
            id,
            event,
            said_by: SaidBy::File,
            said_at: None,
            taken_back_at: None,
            span: Some(span),
        }
    }

    /// A fact that was reported at `said_at`, by something else than a file.
    pub fn reported(id: String, event: FactEvent, said_by: SaidBy, said_at: DateTime<Utc>) -> Self {
        Fact {
            id,
            event,
            said_by,
            said_at: Some(said_at),
            taken_back_at: None,
            span: None,
        }
    }
}

/// The source of a fact.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SaidBy {
    /// The season's file.
    File,
    /// The runner, on a page.
    Page,
    /// The runner, in a calendar.
    Calendar,
    /// The coach.
    Coach,
}

/// An event of a runner's training.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum FactEvent {
    /// Something that happened to a session.
    Session(Mention, SessionEvent),
    /// Something that happened to the runner on some days.
    Days(DateRange, DaysEvent),
}

/// A session as a fact names it.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Mention {
    /// The session's name or its place in the season.
    pub session: MentionedSession,
    /// The day that the session stood on when the fact was reported.
    pub day: NaiveDate,
}

/// A session's name or its place in the season.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum MentionedSession {
    /// The session of this name that stands on the mentioned day.
    Named(String),
    /// The session with this place in the season, whatever its day.
    Role(Role),
}

impl Mention {
    /// The session of this name that stands on `day`.
    pub fn named(session: impl Into<String>, day: NaiveDate) -> Self {
        Mention {
            session: MentionedSession::Named(session.into()),
            day,
        }
    }

    /// The session with this place in the season, which stood on `day`.
    pub fn of_role(role: Role, day: NaiveDate) -> Self {
        Mention {
            session: MentionedSession::Role(role),
            day,
        }
    }

    /// The name of the session.
    pub fn name(&self) -> &str {
        match &self.session {
            MentionedSession::Named(name) => name,
            MentionedSession::Role(role) => &role.session,
        }
    }
}

/// Something that happened to a session.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum SessionEvent {
    /// The session was done on the mentioned day.
    Done,
    /// The session was left out, and is not made up for.
    Skipped,
    /// The session was moved by hand: it stays where it was put.
    Moved {
        /// The new day.
        to: NaiveDate,
        /// The new start time; left out, the day's own rules give it.
        time: Option<NaiveTime>,
    },
}

/// Something that happened to the runner on some days.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum DaysEvent {
    /// Nothing could be trained.
    Off {
        /// The reason.
        why: OffReason,
        /// The runner trained otherwise meanwhile: fitness is then kept better.
        cross_trained: bool,
    },
    /// The runner was away, though the season did not plan it.
    Away {
        /// The reason, for messages.
        why: Option<String>,
    },
}

/// Days on which nothing could be trained.
#[derive(Debug, Clone)]
pub struct DaysOff {
    /// The days; of an illness, up to the last one with symptoms.
    pub days: DateRange,
    /// The reason.
    pub why: OffReason,
    /// The runner trained otherwise meanwhile: fitness is then kept better.
    pub cross_trained: bool,
    /// The place in a file that states it.
    pub span: Option<Span>,
}

/// The reason for days off.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum OffReason {
    /// Ill: another day must pass without symptoms before the first easy run (I1).
    Ill,
    /// Injured.
    Injured,
    /// No time.
    Busy,
}

impl OffReason {
    /// The words of the files.
    pub const WORDS: [(&'static str, OffReason); 3] = [
        ("ill", OffReason::Ill),
        ("injured", OffReason::Injured),
        ("busy", OffReason::Busy),
    ];

    /// The word of the files.
    pub fn word(self) -> &'static str {
        match self {
            OffReason::Ill => "ill",
            OffReason::Injured => "injured",
            OffReason::Busy => "busy",
        }
    }
}

/// The facts of a season, in the order in which they were reported.
#[derive(Debug, Clone, Default)]
pub struct FactLog {
    facts: Vec<Fact>,
    /// The places of the facts by their ids: a log may be long.
    places: BTreeMap<String, usize>,
}

impl FactLog {
    /// Adds a fact. One that is there already, by its id, changes nothing; then this is `false`.
    pub fn add(&mut self, fact: Fact) -> bool {
        if self.places.contains_key(&fact.id) {
            return false;
        }
        self.places.insert(fact.id.clone(), self.facts.len());
        self.facts.push(fact);
        true
    }

    /// Takes the fact called `id` back from `at` on. `false` if there is none, or if it was taken back before.
    pub fn take_back(&mut self, id: &str, at: DateTime<Utc>) -> bool {
        let held = self.places.get(id).and_then(|place| self.facts.get_mut(*place));
        match held.filter(|fact| fact.taken_back_at.is_none()) {
            Some(fact) => {
                fact.taken_back_at = Some(at);
                true
            }
            None => false,
        }
    }

    /// All facts, also those that were taken back.
    pub fn all(&self) -> &[Fact] {
        &self.facts
    }

    /// The log as it was at `moment`: without the facts that were reported later, and without the retractions of later.
    #[must_use]
    pub fn as_of(&self, moment: DateTime<Utc>) -> FactLog {
        let known = self
            .facts
            .iter()
            .filter(|fact| fact.said_at.is_none_or(|said| said <= moment));
        let then = known.cloned().map(|fact| Fact {
            taken_back_at: fact.taken_back_at.filter(|taken| *taken <= moment),
            ..fact
        });
        then.collect()
    }

    /// The facts that hold: those that were not taken back.
    pub fn holding(&self) -> impl Iterator<Item = &Fact> {
        self.facts.iter().filter(|fact| fact.taken_back_at.is_none())
    }

    /// The days off.
    pub fn days_off(&self) -> Vec<DaysOff> {
        let days_off = |fact: &Fact| match fact.event {
            FactEvent::Days(days, DaysEvent::Off { why, cross_trained }) => Some(DaysOff {
                days,
                why,
                cross_trained,
                span: fact.span.clone(),
            }),
            _ => None,
        };
        self.holding().filter_map(days_off).collect()
    }

    /// The days away that the season did not plan.
    pub fn away(&self) -> Vec<Away> {
        let away = |fact: &Fact| match &fact.event {
            FactEvent::Days(days, DaysEvent::Away { why }) => Some(Away {
                days: *days,
                why: why.clone(),
                still: Vec::new(),
                span: fact.span.clone(),
            }),
            _ => None,
        };
        self.holding().filter_map(away).collect()
    }

    /// The facts about sessions that hold.
    pub fn of_sessions(&self) -> impl Iterator<Item = (&Fact, &Mention, SessionEvent)> {
        self.holding().filter_map(|fact| match &fact.event {
            FactEvent::Session(mention, event) => Some((fact, mention, *event)),
            FactEvent::Days(..) => None,
        })
    }

    /// The log without the facts called `ids`.
    #[must_use]
    pub fn without(&self, ids: &BTreeSet<&str>) -> FactLog {
        let others = self.facts.iter().filter(|fact| !ids.contains(fact.id.as_str()));
        others.cloned().collect()
    }
}

impl FromIterator<Fact> for FactLog {
    fn from_iter<I: IntoIterator<Item = Fact>>(facts: I) -> Self {
        let mut log = FactLog::default();
        for fact in facts {
            log.add(fact);
        }
        log
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn skipped(id: &str, said_at: &str) -> Fact {
        let day = NaiveDate::from_ymd_opt(2027, 2, 2).unwrap();
        let event = FactEvent::Session(Mention::named("easy", day), SessionEvent::Skipped);
        Fact::reported(id.to_owned(), event, SaidBy::Page, said_at.parse().unwrap())
    }

    fn ids(log: &FactLog) -> Vec<&str> {
        log.holding().map(|fact| fact.id.as_str()).collect()
    }

    #[test]
    fn the_same_fact_twice_is_one() {
        let mut log = FactLog::default();
        assert!(log.add(skipped("a", "2027-02-02T08:00:00Z")));
        assert!(!log.add(skipped("a", "2027-02-02T09:00:00Z")));
        assert_eq!(ids(&log), ["a"]);
    }

    #[test]
    fn a_fact_that_was_taken_back_still_held_before() {
        let mut log = FactLog::default();
        log.add(skipped("a", "2027-02-02T08:00:00Z"));
        log.add(skipped("b", "2027-02-03T08:00:00Z"));
        let at = "2027-02-04T08:00:00Z".parse().unwrap();
        assert!(log.take_back("a", at) && !log.take_back("a", at) && !log.take_back("c", at));
        assert_eq!(ids(&log), ["b"]);
        let as_of = |moment: &str| log.as_of(moment.parse().unwrap());
        assert_eq!(ids(&as_of("2027-02-02T12:00:00Z")), ["a"]);
        assert_eq!(ids(&as_of("2027-02-03T12:00:00Z")), ["a", "b"]);
        assert_eq!(ids(&as_of("2027-02-05T00:00:00Z")), ["b"]);
        assert_eq!(log.all().len(), 2);
    }
}
