//! The events of other seasons, and the published days of a season's sessions.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use rustc_hash::FxHashMap;

use super::ledger::Ledger;
use super::record::EventRecord;
use crate::calendar::identity::slug;
use crate::calendar::{EventUid, SeasonId, SessionId, sessions};
use crate::ical::Zone;
use crate::schedule::{self, Hold, PlacementInputs, PriorPlacement, Role};

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
        let mut cancelled: BTreeMap<Role, NaiveDate> = BTreeMap::new();
        let mut days: BTreeMap<Role, NaiveDate> = BTreeMap::new();
        let (mut done, mut strides) = (BTreeSet::new(), BTreeSet::new());
        for role in &roles {
            for name in [role.block.as_str(), role.session.as_str()] {
                slugs.entry(name).or_insert_with(|| slug(name));
            }
            let all = sessions.of(role, [&slugs[role.block.as_str()], &slugs[role.session.as_str()]]);
            let latest = all.last().filter(|record| !record.is_live());
            cancelled.extend(latest.map(|record| (role.clone(), record.day(zone))));
            for record in all.into_iter().filter(|record| record.is_live()) {
                let date = record.day(zone);
                days.insert(role.clone(), date);
                if date < today {
                    done.insert((role.clone(), date));
                }
                if record
                    .event()
                    .categories
                    .iter()
                    .any(|name| name == sessions::STRIDES)
                {
                    strides.insert((role.clone(), date));
                }
            }
        }
        PriorPlacement {
            days,
            done,
            strides,
            cancelled,
            today,
            hold: Hold::Days,
        }
    }
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
