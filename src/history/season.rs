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
    /// The number of sessions to come that belong to other seasons than those called `names`.
    pub(super) fn others_to_come(&self, names: &[&SeasonId], today: NaiveDate, zone: Option<Zone>) -> usize {
        let to_come = |record: &&EventRecord| record.is_live() && record.day(zone) >= today;
        let others = self.records.iter().filter(to_come);
        let is_other = |record: &&EventRecord| !names.iter().any(|name| name.holds(record.uid()));
        others.filter(is_other).count()
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
        let before_keys = match id.is_keyed() {
            true => self.name_before_keys(inputs.season(), today),
            false => None,
        };
        let by_role = SessionRecords::new(self, id, before_keys.as_ref()).by_role(inputs);
        let mut prior = PriorPlacement::new(today);
        prior.tangled = self.head.season(id).is_some_and(|season| season.tangled);
        let mut own: FxHashMap<&str, &Role> = FxHashMap::default();
        for (role, all) in &by_role {
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
                // Days that nobody can find again are left as they are, whatever the morning had.
                let place = match prior.tangled {
                    true => record.place(zone),
                    false => record.as_day_began(today, zone),
                };
                if let PriorDay::On { date, strides } = place {
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

/// The published records of a season's sessions.
struct SessionRecords<'l, 'n> {
    season: &'n SeasonId,
    /// The season's name from before there were keys, if something was published under it.
    before_keys: Option<&'n SeasonId>,
    /// All records, by UID.
    by_uid: BTreeMap<&'l str, &'l EventRecord>,
    /// The records of sessions whose UIDs can be read.
    read: Vec<(SessionId, &'l EventRecord)>,
    /// True if some UIDs are only known by their text: hashed, or shortened.
    by_text: bool,
}

impl<'l, 'n> SessionRecords<'l, 'n> {
    fn new(ledger: &'l Ledger, season: &'n SeasonId, before_keys: Option<&'n SeasonId>) -> Self {
        let mut records = SessionRecords {
            season,
            before_keys,
            by_uid: ledger.by_uid(),
            read: Vec::with_capacity(ledger.records.len()),
            by_text: season.is_busy(),
        };
        for record in &ledger.records {
            match EventUid::read(record.uid()) {
                EventUid::Session(id) if season.holds(record.uid()) => records.read.push((id, record)),
                EventUid::Shortened(_) => records.by_text = true,
                _ => {}
            }
        }
        records
    }

    /// The records of each session of the season and of its repeats, in their order.
    fn by_role(self, inputs: &PlacementInputs) -> BTreeMap<Role, Vec<&'l EventRecord>> {
        if self.by_text {
            return self.by_text(inputs);
        }
        let names = schedule::session_names(inputs);
        let names: FxHashMap<(String, String), &(String, String)> = names
            .iter()
            .map(|names| ((slug(&names.0), slug(&names.1)), names))
            .collect();
        let mut repeats: BTreeMap<Role, Vec<(u32, &EventRecord)>> = BTreeMap::new();
        for (id, record) in self.read {
            let Some((block, session)) = names.get(&(id.block, id.session)) else {
                continue;
            };
            let role = Role {
                block: block.clone(),
                anchor: id.week,
                session: session.clone(),
                ordinal: id.ordinal,
            };
            repeats.entry(role).or_default().push((id.repeat, record));
        }
        let in_a_row = |mut all: Vec<(u32, &'l EventRecord)>| {
            all.sort_unstable_by_key(|(repeat, _)| *repeat);
            let numbered = (1..).zip(all);
            let in_a_row = numbered.take_while(|(number, (repeat, _))| number == repeat);
            in_a_row.map(|(_, (_, record))| record).collect()
        };
        let each = repeats.into_iter().map(|(role, all)| (role, in_a_row(all)));
        each.filter(|(_, all): &(Role, Vec<_>)| !all.is_empty()).collect()
    }

    /// The same, by the text of the UIDs that the season's sessions may have.
    fn by_text(&self, inputs: &PlacementInputs) -> BTreeMap<Role, Vec<&'l EventRecord>> {
        let key = inputs.season().calendar.busy.key.as_ref();
        let of_role = |role: Role| {
            let names = self.before_keys.into_iter().chain([self.season]);
            let firsts = names.map(|name| EventUid::session(name, &role, key));
            let all: Vec<&EventRecord> = firsts
                .flat_map(|first| repeats(&first, &self.by_uid).collect::<Vec<_>>())
                .collect();
            (role, all)
        };
        let roles = schedule::session_ids(inputs).into_iter().map(of_role);
        roles.filter(|(_, all)| !all.is_empty()).collect()
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
