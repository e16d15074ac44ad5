//! Random windows, race dates and days, followed by the four clients.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use chrono::{Days, NaiveDate};
use longrun::diagnostic::Faults;
use longrun::history::revise;
use longrun::ical::{Event, RevisionNotes};
use proptest::collection::vec;
use proptest::prelude::*;

use super::clients::{CLIENTS, Client, Known, live};
use super::{Export, Way, date, day, export_at, is_live, morning, read};
use crate::seasons;

/// A change between two exports.
#[derive(Debug, Clone)]
enum Edit {
    Nothing,
    /// The race is so many days after the first date.
    Race(u64),
    /// The window, in days from the first day (`from`, `to`) or from today (`back`, `ahead`).
    Window(Bounds),
    Past(bool),
    Plan(&'static str),
    Title(bool),
}

#[derive(Debug, Clone, Copy, Default)]
struct Bounds {
    from: Option<u64>,
    to: Option<u64>,
    back: Option<u64>,
    ahead: Option<u64>,
}

#[derive(Debug, Clone)]
struct File {
    race: u64,
    window: Bounds,
    past: bool,
    plan: &'static str,
    titled: bool,
}

fn first_day() -> NaiveDate {
    date("2026-11-30")
}

impl File {
    fn edit(&mut self, edit: &Edit) {
        match *edit {
            Edit::Nothing => {}
            Edit::Race(days) => self.race = days,
            Edit::Window(bounds) => self.window = bounds,
            Edit::Past(past) => self.past = past,
            Edit::Plan(plan) => self.plan = plan,
            Edit::Title(titled) => self.titled = titled,
        }
    }

    /// The days that the season's window is about.
    fn bounds(&self, today: NaiveDate) -> (Option<NaiveDate>, Option<NaiveDate>) {
        let on = |days: Option<u64>| days.map(|days| first_day() + Days::new(days));
        let Bounds { back, ahead, .. } = self.window;
        let from = on(self.window.from).or(back.map(|days| today - Days::new(days)));
        let from = from.or((!self.past).then_some(today));
        (
            from,
            on(self.window.to).or(ahead.map(|days| today + Days::new(days))),
        )
    }

    fn text(&self) -> String {
        let race = date("2027-02-14") + Days::new(self.race);
        let mut text = format!(
            "plan = \"{}\"\nid = \"sam\"\n[athlete]\nname = \"Sam\"\n[race]\ndate = {race}\n[calendar]\n",
            self.plan
        );
        if self.titled {
            text.push_str("event_title = \"{session}[, {distance}]\"\n");
        }
        let Bounds {
            from,
            to,
            back,
            ahead,
        } = self.window;
        if from.is_none() && back.is_none() && !self.past {
            text.push_str("past = false\n");
        }
        for (name, days) in [("from", from), ("to", to)] {
            if let Some(days) = days {
                let _ = writeln!(text, "window.{name} = {}", first_day() + Days::new(days));
            }
        }
        for (name, days) in [("back", back), ("ahead", ahead)] {
            if let Some(days) = days {
                let _ = writeln!(text, "window.{name} = \"{days} days\"");
            }
        }
        text
    }
}

fn bounds() -> impl Strategy<Value = Bounds> {
    let first = prop_oneof![
        Just((None, None)),
        (0..80_u64).prop_map(|days| (Some(days), None)),
        (0..30_u64).prop_map(|days| (None, Some(days))),
    ];
    let last = prop_oneof![
        Just((None, None)),
        (80..110_u64).prop_map(|days| (Some(days), None)),
        (0..50_u64).prop_map(|days| (None, Some(days))),
    ];
    (first, last).prop_map(|((from, back), (to, ahead))| Bounds {
        from,
        to,
        back,
        ahead,
    })
}

fn edits() -> impl Strategy<Value = Edit> {
    prop_oneof![
        2 => Just(Edit::Nothing),
        3 => (0..15_u64).prop_map(Edit::Race),
        5 => bounds().prop_map(Edit::Window),
        2 => any::<bool>().prop_map(Edit::Past),
        1 => prop::sample::select(vec!["10k-12", "half-12"]).prop_map(Edit::Plan),
        1 => any::<bool>().prop_map(Edit::Title),
    ]
}

/// True for the days that the calendar shows: those of the weeks that the window touches.
fn shown(file: &File, before: Option<&Export>, today: NaiveDate) -> impl Fn(NaiveDate) -> bool + use<> {
    let (from, to) = file.bounds(today);
    let inputs = seasons::read(&file.text());
    let published = before.map(|before| read(&before.text));
    let revision = revise(&inputs, published.as_ref(), today, morning(today), &Faults::new());
    let weeks = revision.schedule.weeks;
    let week = move |day: NaiveDate| {
        let mut weeks = weeks
            .iter()
            .map(|week| (week.first, week.first + Days::new(u64::from(week.days) - 1)));
        weeks
            .find(|(first, last)| *first <= day && day <= *last)
            .unwrap_or((day, day))
    };
    let (from, to) = (from.map(|day| week(day).0), to.map(|day| week(day).1));
    move |day| from.is_none_or(|from| from <= day) && to.is_none_or(|to| day <= to)
}

/// The same event, but for its revision.
fn seen(event: &Event) -> Event {
    Event {
        sequence: 0,
        stamp: chrono::DateTime::UNIX_EPOCH,
        notes: RevisionNotes::default(),
        ..event.clone()
    }
}

fn follow(way: Way, steps: &[(Edit, u64)]) -> Result<(), TestCaseError> {
    let mut file = File {
        race: 0,
        window: Bounds::default(),
        past: true,
        plan: "10k-12",
        titled: false,
    };
    let mut today = first_day();
    let mut last: Option<Export> = None;
    let mut known: Vec<Known> = CLIENTS.into_iter().map(Known::new).collect();
    let mut latest: BTreeMap<String, Event> = BTreeMap::new();
    for (edit, days) in steps {
        today = today + Days::new(*days);
        file.edit(edit);
        let next = export_at(way, &file.text(), last.as_ref(), today);
        let is_shown = shown(&file, last.as_ref(), today);
        for event in next.ledger.events() {
            prop_assert!(is_shown(day(event)), "{} on {} is hidden", event.uid, day(event));
            if let Some(before) = latest.insert(event.uid.clone(), event.clone()) {
                let rises = before.sequence < event.sequence && before.stamp < event.stamp;
                let same = before.sequence == event.sequence && before.stamp == event.stamp;
                prop_assert!(
                    rises || same && seen(&before) == seen(event),
                    "{:?} then {:?}",
                    before,
                    event
                );
                if same {
                    continue;
                }
                prop_assert!(
                    !is_live(&before) || day(&before) >= today,
                    "{} of {} is over, and on {}",
                    event.uid,
                    day(&before),
                    day(event)
                );
            }
        }
        for client in &mut known {
            let is_past = |day: NaiveDate| day < today;
            let past = client.live(is_past);
            client.take(next.ledger.events());
            if last.is_some() && client.client != Client::Subscriber {
                prop_assert_eq!(
                    client.live(is_past),
                    past,
                    "{:?}: the past is another",
                    client.client
                );
            }
            let to_come = |day: NaiveDate| day >= today && is_shown(day);
            let wanted = live(next.ledger.events(), to_come);
            prop_assert_eq!(
                client.live(to_come),
                wanted,
                "{:?} of {:?} on {}",
                client.client,
                file,
                today
            );
        }
        let again = export_at(way, &file.text(), Some(&next), today);
        prop_assert_eq!(&again.text, &next.text, "it is another the second time");
        prop_assert!(again.changes.is_empty());
        last = Some(next);
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, max_shrink_iters: 200, ..ProptestConfig::default() })]

    #[test]
    fn every_client_has_what_a_windowed_calendar_shows(
        steps in vec((edits(), 0..12_u64), 1..9),
        feed in any::<bool>(),
    ) {
        follow(if feed { Way::Feed } else { Way::File }, &steps)?;
    }
}
