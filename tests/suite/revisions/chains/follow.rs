//! A calendar followed from export to export, by its readers.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use longrun::diagnostic::Faults;
use longrun::history::ledger::ChangeKind;
use longrun::schedule::{PlacementInputs, Schedule, schedule};
use longrun::season::Season;

use super::clients::Client;
use super::draw::Way;
use super::promises::{Broken, Promise};
use super::publisher::{self, Export, Kept};
use super::season_file;
use super::seen::{SeenCalendar, SeenEvent};
use super::week;

/// The days that a cancelled event stays after its day.
const CANCELLED_DAYS: i64 = 7;

/// Exports between two of the calendars that show a part: they cost as much as the full one.
const PARTS_EVERY: usize = 3;

const BUSY: &str = "calendar.feed = \"busy\"\n";

const LIST: &str = "calendar.sessions = [\"long\", \"quality\", \"race\"]\n";

/// The days of a window's weeks.
#[derive(Debug, Clone, Copy)]
struct ShownDays {
    from: Option<NaiveDate>,
    to: Option<NaiveDate>,
}

impl ShownDays {
    /// The weeks that the window touches are shown whole.
    fn of(season: &Season, plain: &Schedule, today: NaiveDate) -> Self {
        let (from, to) = season.calendar.window.days(today);
        let week = |day: NaiveDate| {
            let mut weeks = plain.weeks.iter().map(|week| {
                (
                    week.first,
                    week.first + TimeDelta::days(i64::from(week.days.max(1)) - 1),
                )
            });
            weeks
                .find(|(first, last)| (*first..=*last).contains(&day))
                .unwrap_or((day, day))
        };
        ShownDays {
            from: from.map(|day| week(day).0),
            to: to.map(|day| week(day).1),
        }
    }

    fn is_all(self) -> bool {
        self.from.is_none() && self.to.is_none()
    }

    fn holds(self, day: NaiveDate) -> bool {
        self.from.is_none_or(|from| from <= day) && self.to.is_none_or(|to| day <= to)
    }
}

/// An export with all that belongs to it.
struct Last {
    text: String,
    today: NaiveDate,
    inputs: PlacementInputs,
    export: Export,
    shown: ShownDays,
    /// The calendar as the runner's day began.
    morning: Kept,
}

/// The readers of a calendar.
pub(super) struct Follower {
    way: Way,
    number: usize,
    last: Option<Last>,
    clients: Vec<Client>,
    /// The last revision of every UID that anybody has seen.
    highest: BTreeMap<String, (u32, DateTime<Utc>)>,
    /// Events whose day has passed while they were shown.
    settled: BTreeMap<String, SeenEvent>,
    /// The kind of each session name.
    kinds: week::Kinds,
    /// Calendars that show a part of the season: lines of their files, and what they have kept.
    parts: [(&'static str, Option<Kept>); 2],
    /// The promises that were not held.
    pub(super) broken: Vec<Broken>,
}

impl Follower {
    pub(super) fn new(way: Way) -> Self {
        Follower {
            way,
            number: 0,
            last: None,
            clients: Client::all(),
            highest: BTreeMap::new(),
            settled: BTreeMap::new(),
            kinds: week::Kinds::default(),
            parts: [(BUSY, None), (LIST, None)],
            broken: Vec::new(),
        }
    }

    /// The events that the runner looks at.
    pub(super) fn shown(&self) -> &[SeenEvent] {
        self.last.as_ref().map_or(&[], |last| &last.export.seen.events)
    }

    fn demand(&mut self, holds: bool, promise: Promise, how: impl FnOnce() -> String) {
        if !holds {
            self.broken.push(Broken::new(promise, how()));
        }
    }

    /// Exports the season of `text` at `now`, and looks at it with everybody's eyes. A file with errors is not exported.
    pub(super) fn export(&mut self, text: &str, now: DateTime<Utc>) {
        let Some(inputs) = season_file::read(text) else {
            return;
        };
        let kept = self.last.as_ref().map(|last| &last.export.kept);
        let export = match publisher::export(self.way, &inputs, kept, now) {
            Ok(export) => export,
            Err(why) => return self.broken.push(Broken::new(Promise::Readable, why)),
        };
        self.rests(&inputs, &export, now);
        let today = publisher::today(&inputs, now);
        let plain = schedule(&inputs, &Faults::new());
        self.kinds.learn(&plain);
        let shown = ShownDays::of(inputs.season(), &plain, today);
        self.number += 1;
        self.settle(today);
        self.once(&export.seen, today);
        if let Some(last) = self.last.take() {
            let has_edit = last.text != text;
            self.nothing_lost(&last, &export.seen, shown, today);
            self.revised(&last, &export.seen);
            self.changes(&last, &export, shown);
            self.stamp(&last, &export);
            self.nights(&last, &export, shown, has_edit);
            self.past(&last, &export.seen, shown, today);
            self.known_again(&last, &export.seen, inputs.season(), today);
            let week = week::InProgress {
                plain: &plain,
                season: inputs.season(),
                facts: inputs.facts(),
                kinds: &self.kinds,
                seen: &export.seen,
                before: &last.export.seen,
                settled: &self.settled,
                today,
            };
            self.broken.extend(week.broken(has_edit));
            self.last = Some(last);
        }
        self.import(&export.seen, shown, today);
        for event in &export.seen.events {
            self.highest
                .insert(event.uid.clone(), (event.sequence, event.modified));
        }
        for event in export.seen.live().filter(|event| event.day < today) {
            self.settled
                .entry(event.uid.clone())
                .or_insert_with(|| event.clone());
        }
        if self.number.is_multiple_of(PARTS_EVERY) {
            self.one_placement(text, &export, now, today);
        }
        let morning = self.one_day(&inputs, &export, shown, now, today);
        self.last = Some(Last {
            text: text.to_owned(),
            today,
            inputs,
            export,
            shown,
            morning,
        });
    }

    fn rests(&mut self, inputs: &PlacementInputs, export: &Export, now: DateTime<Utc>) {
        match publisher::export(self.way, inputs, Some(&export.kept), now) {
            Ok(again) => self.demand(again.bytes == export.bytes, Promise::Rests, || {
                difference(&export.seen, &again.seen)
            }),
            Err(why) => self.broken.push(Broken::new(Promise::Readable, why)),
        }
    }

    /// Settles the events of the days that have passed since.
    fn settle(&mut self, today: NaiveDate) {
        let Some(last) = &self.last else { return };
        // A zone further west makes yesterday today again.
        self.settled.retain(|_, event| event.day < today);
        for event in last.export.seen.live().filter(|event| event.day < today) {
            self.settled
                .entry(event.uid.clone())
                .or_insert_with(|| event.clone());
        }
    }

    fn once(&mut self, seen: &SeenCalendar, today: NaiveDate) {
        let uids: BTreeSet<&str> = seen.events.iter().map(|event| event.uid.as_str()).collect();
        self.demand(uids.len() == seen.events.len(), Promise::Once, || {
            "a UID is there twice".to_owned()
        });
        let mut stems: BTreeMap<&str, &SeenEvent> = BTreeMap::new();
        for event in seen.live().filter(|event| event.day >= today) {
            if let Some(other) = stems.insert(event.stem(), event) {
                self.demand(false, Promise::Once, || {
                    format!("{} and {}", other.brief(), event.brief())
                });
            }
        }
    }

    fn nothing_lost(&mut self, last: &Last, seen: &SeenCalendar, shown: ShownDays, today: NaiveDate) {
        let is = seen.by_uid();
        for was in last
            .export
            .seen
            .events
            .iter()
            .filter(|was| !is.contains_key(was.uid.as_str()))
        {
            let hidden = !shown.holds(was.day);
            let dropped = !was.is_live && today > was.day + TimeDelta::days(CANCELLED_DAYS);
            self.demand(hidden || dropped, Promise::NothingLost, || was.brief());
        }
        for event in seen.events.iter().filter(|event| !event.is_live) {
            let stays = today <= event.day + TimeDelta::days(CANCELLED_DAYS);
            self.demand(stays, Promise::NothingLost, || {
                format!("it was to be dropped: {}", event.brief())
            });
        }
    }

    fn revised(&mut self, last: &Last, seen: &SeenCalendar) {
        let before = last.export.seen.by_uid();
        for event in &seen.events {
            if let Some(was) = before.get(event.uid.as_str()) {
                let same = was.lines == event.lines;
                let next = match same {
                    true => (event.sequence, event.modified) == (was.sequence, was.modified),
                    false => event.sequence == was.sequence + 1 && event.modified > was.modified,
                };
                self.demand(next, Promise::Revised, || {
                    let word = if same { "unchanged" } else { "changed" };
                    format!("{word}: {} → {}", was.brief(), event.brief())
                });
            } else if let Some((sequence, modified)) = self.highest.get(&event.uid).copied() {
                // It was dropped or hidden, and may have changed meanwhile.
                let is_lower = event.sequence < sequence || event.modified < modified;
                self.demand(!is_lower, Promise::Revised, || {
                    format!(
                        "it comes back lower than it was seen, with {sequence}: {}",
                        event.brief()
                    )
                });
            }
        }
    }

    fn changes(&mut self, last: &Last, export: &Export, shown: ShownDays) {
        let (before, is) = (last.export.seen.by_uid(), export.seen.by_uid());
        let mut said: BTreeMap<&str, ChangeKind> = BTreeMap::new();
        for (uid, kind) in &export.changes {
            let twice = said.insert(uid, *kind).is_some();
            self.demand(!twice, Promise::Changes, || format!("{uid} is named twice"));
        }
        for (uid, event) in &is {
            let named = said.remove(uid);
            let wanted = match before.get(uid) {
                Some(was) if was.lines == event.lines => None,
                Some(was) => Some(match (was.is_live, event.is_live) {
                    (_, false) => ChangeKind::Cancelled,
                    (false, true) => ChangeKind::Added,
                    (true, true)
                        if (was.day, was.time.map(|time| time.0))
                            != (event.day, event.time.map(|time| time.0)) =>
                    {
                        ChangeKind::Moved
                    }
                    (true, true) => ChangeKind::Changed,
                }),
                // It comes out of a part that was hidden.
                None if !last.shown.holds(event.day) => continue,
                None if !event.is_live => continue,
                None => Some(ChangeKind::Added),
            };
            self.demand(named == wanted, Promise::Changes, || {
                format!("{named:?} instead of {wanted:?} for {}", event.brief())
            });
        }
        for (uid, kind) in said {
            let was = before.get(uid).map(|was| was.brief());
            let hidden = before.get(uid).is_none_or(|was| !shown.holds(was.day));
            self.demand(hidden, Promise::Changes, || {
                format!("{kind:?} for {uid}, which is not there: {was:?}")
            });
        }
    }

    fn stamp(&mut self, last: &Last, export: &Export) {
        let (was, is) = (&last.export.seen, &export.seen);
        let same = was.head == is.head && was.events == is.events;
        let holds = match (same, last.export.bytes == export.bytes) {
            (_, true) => was.modified == is.modified,
            (false, _) => was.modified < is.modified,
            // A note of ours is no change for readers.
            (true, false) => was.modified <= is.modified,
        };
        self.demand(holds, Promise::Stamp, || {
            let differ = was.head.lines().zip(is.head.lines()).find(|(was, is)| was != is);
            format!("{} → {}: {differ:?}", was.modified, is.modified)
        });
    }

    fn nights(&mut self, last: &Last, export: &Export, shown: ShownDays, has_edit: bool) {
        if has_edit {
            return;
        }
        let is = export.seen.by_uid();
        // Cancelled when it moved into a week that was hidden, it is back when the window reaches that week.
        let is_back =
            |was: &SeenEvent, is: &SeenEvent| !was.is_live && is.is_live && !last.shown.holds(is.day);
        let mut is_same_set = true;
        for was in &last.export.seen.events {
            let now = is.get(was.uid.as_str());
            is_same_set &= now.is_some_and(|now| !is_back(was, now));
            let same = now.is_none_or(|now| **now == *was || is_back(was, now));
            self.demand(same, Promise::Nights, || {
                format!("{} → {}", was.brief(), is[was.uid.as_str()].brief())
            });
        }
        let before = last.export.seen.by_uid();
        for event in export
            .seen
            .events
            .iter()
            .filter(|event| !before.contains_key(event.uid.as_str()))
        {
            self.demand(!last.shown.holds(event.day), Promise::Nights, || {
                format!("new: {}", event.brief())
            });
        }
        let changed = export.changes.iter().filter(|(uid, _)| {
            let event = is.get(uid.as_str());
            event.is_none_or(|event| last.shown.holds(event.day) && shown.holds(event.day))
        });
        let changed: Vec<_> = changed.collect();
        self.demand(changed.is_empty(), Promise::Nights, || {
            format!("changes are named: {changed:?}")
        });
        is_same_set &= before.keys().eq(is.keys());
        let same_bytes = !is_same_set || export.bytes == last.export.bytes;
        self.demand(same_bytes, Promise::Nights, || {
            "the bytes differ, though no event does".to_owned()
        });
    }

    fn past(&mut self, last: &Last, seen: &SeenCalendar, shown: ShownDays, today: NaiveDate) {
        let is = seen.by_uid();
        let settled: Vec<SeenEvent> = self.settled.values().cloned().collect();
        for was in settled {
            match is.get(was.uid.as_str()) {
                Some(is) => self.demand(**is == was, Promise::Past, || {
                    format!("{} → {}", was.brief(), is.brief())
                }),
                None => self.demand(!shown.holds(was.day), Promise::Past, || {
                    format!("gone: {}", was.brief())
                }),
            }
        }
        let newly = seen
            .live()
            .filter(|event| event.day < today && !self.settled.contains_key(&event.uid));
        let newly: Vec<SeenEvent> = newly
            .filter(|event| last.shown.holds(event.day))
            .cloned()
            .collect();
        for event in newly {
            self.demand(false, Promise::Past, || {
                format!("new in the past: {}", event.brief())
            });
        }
    }

    fn known_again(&mut self, last: &Last, seen: &SeenCalendar, season: &Season, today: NaiveDate) {
        let to_come = |seen: &SeenCalendar| -> BTreeSet<String> {
            let to_come = seen.live().filter(|event| event.day >= today);
            to_come.map(|event| event.season().to_owned()).collect()
        };
        let (was, is) = (to_come(&last.export.seen), to_come(seen));
        if was.is_empty() || is.is_empty() || !week::is_same_season(last.inputs.season(), season) {
            return;
        }
        self.demand(was == is, Promise::KnownAgain, || format!("{was:?} → {is:?}"));
    }

    fn import(&mut self, seen: &SeenCalendar, shown: ShownDays, today: NaiveDate) {
        let should: BTreeMap<&str, &SeenEvent> = seen
            .live()
            .filter(|event| event.day >= today)
            .map(|event| (event.uid.as_str(), event))
            .collect();
        let number = self.number;
        let mut broken = Vec::new();
        for client in self
            .clients
            .iter_mut()
            .filter(|client| number % client.every == 1 % client.every)
        {
            client.import(seen);
            let who = format!("{:?}, every {}", client.rule, client.every);
            let is = client
                .live()
                .filter(|event| event.day >= today && shown.holds(event.day));
            let is: BTreeMap<&str, &SeenEvent> = is.map(|event| (event.uid.as_str(), event)).collect();
            for (uid, event) in &should {
                if is.get(uid).is_none_or(|is| is.lines != event.lines) {
                    let has = is.get(uid).map_or_else(|| "nothing".to_owned(), |is| is.brief());
                    broken.push(format!("{who}: {has} instead of {}", event.brief()));
                }
            }
            // One that looks seldom may miss a session that went into a week which is hidden now.
            let is_told = client.every == 1 || shown.is_all();
            for event in is
                .values()
                .filter(|event| !should.contains_key(event.uid.as_str()) && is_told)
            {
                broken.push(format!("{who}: an orphan, {}", event.brief()));
            }
            if client.every == 1 {
                for settled in self.settled.values() {
                    if client
                        .get(&settled.uid)
                        .is_none_or(|is| is.lines != settled.lines)
                    {
                        let has = client
                            .get(&settled.uid)
                            .map_or_else(|| "nothing".to_owned(), SeenEvent::brief);
                        broken.push(format!(
                            "{who}: {has} instead of {}, which is over",
                            settled.brief()
                        ));
                    }
                }
            }
        }
        self.broken
            .extend(broken.into_iter().map(|how| Broken::new(Promise::Clients, how)));
    }

    /// The busy calendar and the list of some sessions stand where the full one has them.
    fn one_placement(&mut self, text: &str, full: &Export, now: DateTime<Utc>, today: NaiveDate) {
        for (lines, kept) in &mut self.parts {
            let is_busy = *lines == BUSY;
            let part = season_file::read(&format!("{lines}{text}"));
            let Some(inputs) = part.filter(|_| is_busy || self.way == Way::File) else {
                continue;
            };
            let part = match publisher::export_with(self.way, &inputs, kept.as_ref(), Some(&full.kept), now) {
                Ok(part) => part,
                Err(why) => {
                    self.broken.push(Broken::new(Promise::Readable, why));
                    continue;
                }
            };
            let is_in = |event: &&SeenEvent| {
                event.day >= today
                    && match is_busy {
                        true => event.time.is_some(),
                        false => self.kinds.is_of_list(event),
                    }
            };
            let when = |seen: &SeenCalendar| -> BTreeSet<_> {
                seen.live()
                    .filter(is_in)
                    .map(|event| (event.day, event.time))
                    .collect()
            };
            // The list has the notes of weeks, too.
            let to_come = |event: &&SeenEvent| event.day >= today && (is_busy || event.session().is_some());
            let is: BTreeSet<_> = part
                .seen
                .live()
                .filter(to_come)
                .map(|event| (event.day, event.time))
                .collect();
            let should = when(&full.seen);
            if is != should {
                let how = format!(
                    "{lines}more: {:?}, less: {:?}",
                    is.difference(&should).collect::<Vec<_>>(),
                    should.difference(&is).collect::<Vec<_>>()
                );
                self.broken.push(Broken::new(Promise::OnePlacement, how));
            }
            *kept = Some(part.kept);
        }
    }

    /// Compares with one export after the calendar of the morning, which it gives back. The first export is its own
    /// morning.
    fn one_day(
        &mut self,
        inputs: &PlacementInputs,
        export: &Export,
        shown: ShownDays,
        now: DateTime<Utc>,
        today: NaiveDate,
    ) -> Kept {
        let last = match &self.last {
            None => return export.kept.clone(),
            Some(last) if last.today != today => return last.export.kept.clone(),
            Some(last) => last,
        };
        let morning = last.morning.clone();
        let at_once = match publisher::export(self.way, inputs, Some(&morning), now) {
            Ok(at_once) => at_once,
            Err(why) => {
                self.broken.push(Broken::new(Promise::Readable, why));
                return morning;
            }
        };
        // The names of seasons may differ, and with them the marks of repeats: they have a promise of their own.
        let session = |event: &SeenEvent| event.stem().replacen(event.season(), "", 1);
        let to_come = |seen: &SeenCalendar| -> BTreeMap<String, SeenEvent> {
            let to_come = seen
                .live()
                .filter(|event| event.day >= today && shown.holds(event.day));
            to_come.map(|event| (session(event), event.clone())).collect()
        };
        let (is, should) = (to_come(&export.seen), to_come(&at_once.seen));
        let lines = |events: &BTreeMap<String, SeenEvent>, uid: &String| {
            events.get(uid).map(|event| event.lines.clone())
        };
        let uids: BTreeSet<&String> = is.keys().chain(should.keys()).collect();
        let differ: Vec<&String> = uids
            .into_iter()
            .filter(|uid| lines(&is, uid) != lines(&should, uid))
            .collect();
        let brief = |event: Option<&SeenEvent>| event.map_or_else(|| "nothing".to_owned(), SeenEvent::brief);
        if let Some(first) = differ.first() {
            let how = format!(
                "{} events, the first is {} instead of {}",
                differ.len(),
                brief(is.get(*first)),
                brief(should.get(*first))
            );
            self.broken.push(Broken::new(Promise::OneDay, how));
        }
        morning
    }
}

/// The events that differ between two calendars.
pub(super) fn difference(one: &SeenCalendar, other: &SeenCalendar) -> String {
    let (one, other) = (one.by_uid(), other.by_uid());
    let uids: BTreeSet<&str> = one.keys().chain(other.keys()).copied().collect();
    let brief =
        |event: Option<&&SeenEvent>| event.map_or_else(|| "nothing".to_owned(), |event| event.brief());
    let differ = uids.into_iter().filter(|uid| one.get(uid) != other.get(uid));
    let differ: Vec<String> = differ
        .map(|uid| format!("{} → {}", brief(one.get(uid)), brief(other.get(uid))))
        .collect();
    match differ.first() {
        Some(first) => format!("{} events: {first}", differ.len()),
        None => "no event differs".to_owned(),
    }
}
