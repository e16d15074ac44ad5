//! A season published once more, onto a file or by a server.

use std::borrow::Cow;

use chrono::{DateTime, NaiveDate, Utc};
use longrun::diagnostic::Faults;
use longrun::history::ledger::{ChangeKind, EventChange};
use longrun::history::{DaysFrom, Ledger, PriorCalendar, Runner, calendar_file, revise};
use longrun::schedule::PlacementInputs;
use longrun::season::RunnerId;

use super::draw::Way;
use super::seen::SeenCalendar;

/// The remains of the last export that a publisher keeps.
#[derive(Debug, Clone)]
pub(super) enum Kept {
    File(Vec<u8>),
    Feed(Ledger),
}

/// An export, as the publisher and as readers see it.
#[derive(Debug, Clone)]
pub(super) struct Export {
    pub(super) kept: Kept,
    pub(super) bytes: Vec<u8>,
    pub(super) seen: SeenCalendar,
    /// The UIDs of the events that are said to change, and the kinds of change.
    pub(super) changes: Vec<(String, ChangeKind)>,
}

/// The runner's day.
pub(super) fn today(inputs: &PlacementInputs, now: DateTime<Utc>) -> NaiveDate {
    let zone = inputs.season().athlete.zone;
    zone.map_or_else(|| now.date_naive(), |zone| zone.today(now))
}

/// Exports a season after what was published. `Err` says why the published calendar cannot be read.
pub(super) fn export(
    way: Way,
    inputs: &PlacementInputs,
    last: Option<&Kept>,
    now: DateTime<Utc>,
) -> Result<Export, String> {
    export_with(way, inputs, last, None, now)
}

/// The same, with the days of the `full` calendar where one is given.
pub(super) fn export_with(
    way: Way,
    inputs: &PlacementInputs,
    last: Option<&Kept>,
    full: Option<&Kept>,
    now: DateTime<Utc>,
) -> Result<Export, String> {
    let zone = inputs.season().athlete.zone;
    let faults = Faults::new();
    let [last, full] = [last, full].map(|kept| kept.map(|kept| kept.ledger(inputs)).transpose());
    let (last, full) = (last?, full?);
    let prior = PriorCalendar {
        published: last.as_deref(),
        days: full.as_deref().map_or(DaysFrom::Itself, DaysFrom::Full),
    };
    let (kept, bytes, changes) = match way {
        Way::File => {
            let revision = revise(inputs, prior, today(inputs, now), now, &faults);
            let bytes = revision.calendar.to_bytes();
            (Kept::File(bytes.clone()), bytes, revision.changes)
        }
        Way::Feed => {
            let id = RunnerId::parse("ada").map_err(|error| format!("{error:?}"))?;
            let runner = Runner {
                id: &id,
                name: "Ada",
                seasons: &[inputs],
                complete: true,
                feed: inputs.season().calendar.feed,
            };
            let next = runner.render(prior, now, &faults);
            let bytes = next.bytes();
            (Kept::Feed(next.ledger), bytes, next.changes)
        }
    };
    Ok(Export {
        kept,
        seen: SeenCalendar::of(&bytes, zone),
        bytes,
        changes: changes.iter().map(uid_and_kind).collect(),
    })
}

impl Kept {
    /// The ledger that the next export follows.
    fn ledger(&self, inputs: &PlacementInputs) -> Result<Cow<'_, Ledger>, String> {
        match self {
            Kept::File(bytes) => {
                match calendar_file::read("season.ics", bytes, inputs.season().athlete.zone, &Faults::new()) {
                    calendar_file::CalendarFile::Ours(ledger) => Ok(Cow::Owned(ledger)),
                    other => Err(format!("the calendar cannot be read back: {other:?}")),
                }
            }
            Kept::Feed(ledger) => Ok(Cow::Borrowed(ledger)),
        }
    }
}

fn uid_and_kind(change: &EventChange) -> (String, ChangeKind) {
    (change.after.uid.clone(), change.kind)
}
