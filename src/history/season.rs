//! The events of other seasons, and the published days of a season's sessions.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use rustc_hash::FxHashMap;

use super::ledger::Ledger;
use super::record::EventRecord;
use crate::calendar::identity::slug;
use crate::calendar::{EventUid, SeasonId, SessionId, sessions};
use crate::ical::{PriorDay, Zone};
use crate::plan::SessionKind;
use crate::schedule::{self, PlacementInputs, PriorPlacement, PriorStrides, RecordedSession, Role};

impl Ledger {
    /// The number of sessions to come that belong to another season than `id`.
    pub(super) fn others_to_come(&self, id: &SeasonId, today: NaiveDate, zone: Option<Zone>) -> usize {
        let to_come = |record: &&EventRecord| record.is_live() && record.day(zone) >= today;
        let others = self.records.iter().filter(to_come);
        others.filter(|record| !id.holds(record.uid())).count()
    }

    /// The day of each session of `season` that was published, for a schedule that moves little; `id` is the season's
    /// name in UIDs.
    pub(super) fn days(
        &self,
        inputs: &PlacementInputs,
        id: &SeasonId,
        today: NaiveDate,
        zone: Option<Zone>,
    ) -> PriorPlacement {
        let sessions = SessionRecords::new(self, id);
        let roles = schedule::session_ids(inputs, sessions.most_of_a_name);
        let mut slugs: FxHashMap<&str, String> = FxHashMap::default();
        let mut prior = PriorPlacement::new(today);
        let mut own: FxHashMap<&str, &Role> = FxHashMap::default();
        for role in &roles {
            for name in [role.block.as_str(), role.session.as_str()] {
                slugs.entry(name).or_insert_with(|| slug(name));
            }
            let all = sessions.of(role, [&slugs[role.block.as_str()], &slugs[role.session.as_str()]]);
            if let Some(latest) = all.last().filter(|record| !record.is_live()) {
                prior.cancelled.insert(role.clone(), latest.day(zone));
            }
            for record in all {
                own.insert(record.uid(), role);
                let date = record.day(zone);
                if record.is_live() {
                    prior.days.insert(role.clone(), date);
                    if date < today {
                        prior.done.insert((role.clone(), date));
                    }
                }
                if let PriorDay::On { date, strides } = record.as_day_began(today, zone) {
                    prior.held.insert(role.clone(), date);
                    let strides = strides.map(|uid| strides_role(&uid));
                    prior
                        .strides
                        .extend(strides.map(|role| PriorStrides { date, role }));
                }
            }
        }
        let over = self
            .records
            .iter()
            .filter(|record| record.is_live() && record.day(zone) < today);
        for record in over {
            prior
                .recorded
                .extend(recorded(record, own.get(record.uid()).copied(), zone));
            if !own.contains_key(record.uid()) && sessions::has_strides(record.event()) {
                let date = record.day(zone);
                prior.strides.insert(PriorStrides { date, role: None });
            }
        }
        prior
    }
}

/// The role of strides, with slugs for names, from their UID.
fn strides_role(uid: &str) -> Option<Role> {
    match EventUid::read(uid) {
        EventUid::Session(id) => Some(Role {
            block: id.block,
            anchor: id.week,
            session: id.session,
            ordinal: id.ordinal,
        }),
        _ => None,
    }
}

/// A record as a session that was done; `None` for the note of a week, and where the kind is not known.
fn recorded(record: &EventRecord, role: Option<&Role>, zone: Option<Zone>) -> Option<RecordedSession> {
    let session = match EventUid::read(record.uid()) {
        EventUid::Session(id) => id.session,
        _ => role.map(|role| slug(&role.session))?,
    };
    let of_that_name = || SessionKind::WORDS.iter().find(|(word, _)| *word == session);
    let kind = sessions::kind_of(record.event()).or_else(|| of_that_name().map(|(_, kind)| *kind))?;
    Some(RecordedSession {
        date: record.day(zone),
        kind,
        session,
        title: record.event().summary.clone(),
        role: role.cloned(),
    })
}

/// The published records of a season's sessions, by role.
struct SessionRecords<'l> {
    season: &'l SeasonId,
    /// All records, by UID.
    by_uid: BTreeMap<&'l str, &'l EventRecord>,
    /// The records of sessions whose UIDs can be read, by week.
    by_week: FxHashMap<u32, Vec<(SessionId, &'l EventRecord)>>,
    /// True if some UIDs are only known by their text: hashed, or shortened.
    by_text: bool,
    /// The highest ordinal; without a bound if it is only known by text.
    most_of_a_name: u32,
}

impl<'l> SessionRecords<'l> {
    fn new(ledger: &'l Ledger, season: &'l SeasonId) -> Self {
        let mut records = SessionRecords {
            season,
            by_uid: ledger.by_uid(),
            by_week: FxHashMap::default(),
            by_text: season.is_busy(),
            most_of_a_name: 0,
        };
        for record in &ledger.records {
            match EventUid::read(record.uid()) {
                EventUid::Session(id) if season.holds(record.uid()) => {
                    records.most_of_a_name = records.most_of_a_name.max(id.ordinal);
                    records.by_week.entry(id.week).or_default().push((id, record));
                }
                EventUid::Shortened(_) => records.by_text = true,
                _ => {}
            }
        }
        if records.by_text {
            records.most_of_a_name = u32::MAX;
        }
        records
    }

    /// The records of a session and of its repeats, in their order. `slugs` are those of the role's block and session.
    fn of(&self, role: &Role, slugs: [&str; 2]) -> Vec<&'l EventRecord> {
        if self.by_text {
            return repeats(&EventUid::session(self.season, role), &self.by_uid).collect();
        }
        let [block, session] = slugs;
        let week = self.by_week.get(&role.anchor).into_iter().flatten();
        let of_it =
            week.filter(|(id, _)| id.ordinal == role.ordinal && id.session == session && id.block == block);
        let mut all: Vec<(u32, &EventRecord)> = of_it.map(|(id, record)| (id.repeat, *record)).collect();
        all.sort_unstable_by_key(|(repeat, _)| *repeat);
        let in_a_row = (1..)
            .zip(all)
            .take_while(|(number, (repeat, _))| number == repeat);
        in_a_row.map(|(_, (_, record))| record).collect()
    }
}

/// The records of a session and of its repeats, in their order.
pub(super) fn repeats<'l>(
    first: &EventUid,
    by_uid: &BTreeMap<&str, &'l EventRecord>,
) -> impl Iterator<Item = &'l EventRecord> {
    let uids = (1..).map(|number| first.again(number).to_string());
    uids.map_while(|uid| by_uid.get(uid.as_str()).copied())
}
