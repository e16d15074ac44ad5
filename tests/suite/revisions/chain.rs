//! Any chain of edits: after each export the calendar's live events are those of a fresh export that was given the same
//! previous schedule, what is past is as it was, and no revision ever goes back.

mod found;
mod list;

use std::collections::{BTreeMap, BTreeSet};
use std::env;
use std::fmt::Write as _;

use chrono::{DateTime, Days, NaiveDate, NaiveTime, Utc};
use longrun::calendar::of_season;
use longrun::diagnostic::Faults;
use longrun::history::{Ledger, SeasonRevision, calendar_file, revise};
use longrun::ical::{Calendar, Event, RevisionNotes, Status, Zone};
use longrun::plan::SessionKind;
use longrun::schedule::PlacementInputs;
use longrun::schedule::{Kind, Role, Schedule, schedule_after};
use proptest::collection::vec;
use proptest::prelude::*;

use crate::seasons;
use crate::writer::empty;
use list::List;

/// What a runner may do between two exports.
#[derive(Debug, Clone)]
enum Edit {
    Nothing,
    /// The race is on the day so many days after the first date.
    Race(u64),
    RaceName(&'static str),
    Title(&'static str),
    /// So many days from now, for so many days.
    Away(u64, u64),
    Home,
    /// The session of this number among those to come, so many days on.
    Move(usize, u64),
    RestShown(bool),
    LongOn(&'static str),
    RestOn(&'static str),
    TuesdayAt(&'static str),
    Alarm(bool),
    Strength(bool),
    Recent(&'static str),
}

/// A season as its file says it.
#[derive(Debug, Clone)]
struct File {
    race: NaiveDate,
    race_name: &'static str,
    title: &'static str,
    away: Option<(NaiveDate, NaiveDate)>,
    moves: Vec<(NaiveDate, String, NaiveDate)>,
    rest_shown: bool,
    long: &'static str,
    rest: &'static str,
    tuesday: &'static str,
    alarm: bool,
    strength: bool,
    recent: &'static str,
}

fn first_race() -> NaiveDate {
    "2027-02-14".parse().unwrap()
}

fn first_day() -> NaiveDate {
    "2026-11-22".parse().unwrap()
}

impl File {
    fn new() -> Self {
        File {
            race: first_race(),
            race_name: "Winter run",
            title: "Winter",
            away: None,
            moves: Vec::new(),
            rest_shown: true,
            long: "sun",
            rest: "mon",
            tuesday: "18:00",
            alarm: false,
            strength: true,
            recent: "half 1:38:30",
        }
    }

    fn edit(&mut self, edit: &Edit, schedule: &Schedule, today: NaiveDate) {
        match *edit {
            Edit::Nothing => {}
            Edit::Race(days) => self.race = first_race() + Days::new(days),
            Edit::RaceName(name) => self.race_name = name,
            Edit::Title(title) => self.title = title,
            Edit::Away(from, days) => {
                let from = today + Days::new(from);
                self.away = Some((from, from + Days::new(days)));
            }
            Edit::Home => self.away = None,
            Edit::Move(number, days) => {
                let to_come: Vec<(NaiveDate, &Role)> = schedule
                    .days
                    .iter()
                    .filter(|day| day.date >= today)
                    .flat_map(|day| day.sessions.iter().map(move |session| (day.date, session)))
                    .filter(|(_, session)| {
                        !session.is_race() && session.kind != Kind::Session(SessionKind::Rest)
                    })
                    .map(|(date, session)| (date, &session.role))
                    .collect();
                if let Some((date, role)) = to_come.get(number % to_come.len().max(1)) {
                    self.moves
                        .push((*date, role.session.clone(), *date + Days::new(days)));
                }
            }
            Edit::RestShown(shown) => self.rest_shown = shown,
            Edit::LongOn(day) => self.long = day,
            Edit::RestOn(day) => self.rest = day,
            Edit::TuesdayAt(time) => self.tuesday = time,
            Edit::Alarm(on) => self.alarm = on,
            Edit::Strength(on) => self.strength = on,
            Edit::Recent(result) => self.recent = result,
        }
    }

    fn inputs(&self) -> PlacementInputs {
        let mut text = format!(
            "plan = \"10k-12\"\nid = \"sam\"\n[race]\nname = \"{}\"\ndate = {}\n",
            self.race_name, self.race
        );
        let _ = write!(
            text,
            "[athlete]\ntime_zone = \"Europe/Berlin\"\nrecent = \"{}\"\n",
            self.recent
        );
        let _ = write!(
            text,
            "[week]\nlong = \"{} 08:00\"\nrest = [\"{}\"]\ntue = \"{}\"\n",
            self.long, self.rest, self.tuesday
        );
        let _ = write!(
            text,
            "[calendar]\ntitle = \"{}\"\nrest = {}\n",
            self.title, self.rest_shown
        );
        if self.alarm {
            text.push_str("alarm = \"30 min\"\n");
        }
        if !self.strength {
            text.push_str("sessions = [\"long\", \"easy\", \"quality\", \"medium\", \"rest\", \"race\"]\n");
        }
        if let Some((from, to)) = self.away {
            let _ = write!(text, "[[away]]\nfrom = {from}\nto = {to}\n");
        }
        for (from, session, to) in &self.moves {
            let _ = write!(
                text,
                "[[move]]\nfrom = {from}\nsession = \"{session}\"\nto = {to}\n"
            );
        }
        seasons::read(&text)
    }
}

fn edits() -> impl Strategy<Value = Edit> {
    prop_oneof![
        3 => Just(Edit::Nothing),
        3 => (0..29_u64).prop_map(Edit::Race),
        1 => prop::sample::select(vec!["Winter run", "City run"]).prop_map(Edit::RaceName),
        1 => prop::sample::select(vec!["Winter", "Road to the race"]).prop_map(Edit::Title),
        2 => (0..30_u64, 0..6_u64).prop_map(|(from, days)| Edit::Away(from, days)),
        1 => Just(Edit::Home),
        3 => (0..40_usize, 1..3_u64).prop_map(|(number, days)| Edit::Move(number, days)),
        2 => any::<bool>().prop_map(Edit::RestShown),
        1 => prop::sample::select(vec!["sat", "sun"]).prop_map(Edit::LongOn),
        1 => prop::sample::select(vec!["mon", "fri"]).prop_map(Edit::RestOn),
        1 => prop::sample::select(vec!["18:00", "06:30"]).prop_map(Edit::TuesdayAt),
        1 => any::<bool>().prop_map(Edit::Alarm),
        1 => any::<bool>().prop_map(Edit::Strength),
        1 => prop::sample::select(vec!["half 1:38:30", "10k 40:00"]).prop_map(Edit::Recent),
    ]
}

fn berlin() -> Option<Zone> {
    Zone::new("Europe/Berlin")
}

/// What is seen of an event: its lines without its revision. A session that comes once more is seen like itself.
fn seen(event: &Event) -> String {
    let uid = event.uid.split(".again").next().unwrap_or_default();
    let uid = format!("{}@longrun", uid.trim_end_matches("@longrun"));
    let bare = Event {
        uid,
        sequence: 0,
        stamp: DateTime::UNIX_EPOCH,
        notes: RevisionNotes::default(),
        ..event.clone()
    };
    let calendar = Calendar {
        events: vec![bare],
        ..empty()
    };
    let text = String::from_utf8(calendar.to_bytes()).unwrap();
    text.split_once("BEGIN:VEVENT").unwrap().1.to_owned()
}

fn live(events: &[Event]) -> impl Iterator<Item = &Event> {
    events.iter().filter(|event| event.status == Status::Confirmed)
}

fn on(event: &Event) -> NaiveDate {
    event.when.day(berlin())
}

fn ledger(bytes: &[u8]) -> Ledger {
    let faults = Faults::new();
    match calendar_file::read("winter.ics", bytes, berlin(), &faults) {
        calendar_file::CalendarFile::Ours(ledger) => ledger,
        other => panic!("{other:?} {:?}", faults.into_sorted()),
    }
}

/// Checks one export against the one before it.
fn check(
    before: &Ledger,
    after: &SeasonRevision,
    fresh: &Calendar,
    today: NaiveDate,
) -> Result<(), TestCaseError> {
    let old: BTreeMap<&str, &Event> = before.events().map(|event| (event.uid.as_str(), event)).collect();
    let new: BTreeMap<&str, &Event> = after
        .calendar
        .events
        .iter()
        .map(|event| (event.uid.as_str(), event))
        .collect();
    prop_assert_eq!(new.len(), after.calendar.events.len(), "a UID is there twice");

    let to_come = |events: &[Event]| -> BTreeSet<String> {
        live(events)
            .filter(|event| on(event) >= today)
            .map(seen)
            .collect()
    };
    let (is, should) = (to_come(&after.calendar.events), to_come(&fresh.events));
    let (more, less): (Vec<_>, Vec<_>) = (is.difference(&should).collect(), should.difference(&is).collect());
    prop_assert!(
        more.is_empty() && less.is_empty(),
        "{:#?} instead of {:#?}",
        more,
        less
    );

    let behind = |events: &mut dyn Iterator<Item = &Event>| -> Vec<String> {
        let live = events.filter(|event| event.status == Status::Confirmed && on(event) < today);
        live.map(|event| format!("{:?}", (&event.uid, event.sequence, event.stamp, seen(event))))
            .collect()
    };
    prop_assert_eq!(
        behind(&mut after.calendar.events.iter()),
        behind(&mut before.events())
    );

    for (uid, was) in &old {
        let cancelled = was.status == Status::Cancelled;
        let Some(is) = new.get(uid) else {
            prop_assert!(cancelled && today > on(was) + Days::new(7), "{} is lost", uid);
            continue;
        };
        let same = seen(was) == seen(is);
        if same {
            prop_assert_eq!((was.sequence, was.stamp), (is.sequence, is.stamp), "{}", uid);
        } else {
            prop_assert_eq!(was.sequence + 1, is.sequence, "{}", uid);
            prop_assert!(is.stamp > was.stamp, "{}", uid);
        }
        if cancelled && is.status == Status::Cancelled {
            prop_assert!(today <= on(is) + Days::new(7), "{} was to go", uid);
        }
    }
    for (uid, is) in new.iter().filter(|(uid, _)| !old.contains_key(*uid)) {
        prop_assert_eq!(is.status, Status::Confirmed, "{}", uid);
        prop_assert!(on(is) >= today, "{}", uid);
    }
    Ok(())
}

/// A step of a chain: what is edited, so many days after the last one, and how many seconds the clock goes wrong.
type Step = (Edit, u64, i64);

/// Exports after each edit, the first time `start` days after [`first_day`].
fn follow(start: u64, steps: Vec<Step>) -> Result<(), TestCaseError> {
    let mut file = File::new();
    let mut today = first_day() + Days::new(start);
    let mut now: DateTime<Utc> = today.and_time(NaiveTime::MIN).and_utc();
    let inputs = file.inputs();
    let season = inputs.season();
    let mut revision = revise(&inputs, None, today, now, &Faults::new());
    let mut published = ledger(&revision.calendar.to_bytes());
    let mut list = List::default();
    list.write(season, &revision.schedule, NaiveDate::MIN);
    // The last SEQUENCE of every event that anybody has ever seen.
    let mut seen: BTreeMap<String, u32> = BTreeMap::new();
    for (edit, days, seconds) in steps {
        today = today + Days::new(days);
        // The clock may stand still, or be set back.
        now += chrono::TimeDelta::seconds(i64::try_from(days).unwrap() * 86_400 + seconds);
        file.edit(&edit, &revision.schedule, today);
        let inputs = file.inputs();
        let season = inputs.season();
        let faults = Faults::new();
        revision = revise(&inputs, Some(&published), today, now, &faults);
        let schedule = schedule_after(&inputs, Some(&list.published(&inputs, today)), &Faults::new());
        let fresh = of_season(season, &schedule, now);
        check(&published, &revision, &fresh, today)?;
        let before: BTreeSet<&str> = published.events().map(|event| event.uid.as_str()).collect();
        for event in &revision.calendar.events {
            let last = seen.insert(event.uid.clone(), event.sequence);
            let is_back = last.is_some() && !before.contains(event.uid.as_str());
            prop_assert!(
                !is_back || last < Some(event.sequence),
                "{} was seen with {:?}",
                event.uid,
                last
            );
        }
        if matches!(edit, Edit::Nothing) {
            prop_assert!(revision.changes.is_empty(), "{:?}", revision.changes);
        }
        list.write(season, &schedule, today);
        let bytes = revision.calendar.to_bytes();
        let next = ledger(&bytes);
        prop_assert!(next.revised() >= published.revised());
        published = next;
        let again = revise(&inputs, Some(&published), today, now, &Faults::new());
        prop_assert!(
            again.calendar.to_bytes() == bytes,
            "it is not the same again: {:?} of {:?}",
            again
                .changes
                .iter()
                .map(|change| (change.kind, &change.after.uid, on(&change.after)))
                .collect::<Vec<_>>(),
            file
        );
        prop_assert!(again.changes.is_empty());
    }
    Ok(())
}

/// How many chains are tried: 40, or as many as `PROPTEST_CASES` says.
fn chains() -> u32 {
    let asked = env::var("PROPTEST_CASES").ok();
    asked.and_then(|text| text.parse().ok()).unwrap_or(40)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: chains(), max_shrink_iters: 200, ..ProptestConfig::default() })]

    #[test]
    fn any_chain_of_edits_leaves_what_a_fresh_export_would(
        start in 0..60_u64,
        steps in vec((edits(), 0..12_u64, -2..5_i64), 1..8),
    ) {
        follow(start, steps)?;
    }
}
