//! Calendars of other people, as four kinds of programs keep them.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use longrun::ical::Event;

use super::{day, is_live};

/// A program that is given each calendar.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Client {
    /// Takes the calendar as it is.
    Subscriber,
    /// Imports what has a higher SEQUENCE, and never deletes.
    BySequence,
    /// Imports what has a later LAST-MODIFIED, and never deletes.
    ByStamp,
    /// Imports what has a higher SEQUENCE, and deletes what is cancelled.
    Deleting,
}

pub(super) const CLIENTS: [Client; 4] = [
    Client::Subscriber,
    Client::BySequence,
    Client::ByStamp,
    Client::Deleting,
];

/// The events of a client, by UID.
#[derive(Debug, Clone)]
pub(super) struct Known {
    pub(super) client: Client,
    events: BTreeMap<String, Event>,
}

impl Known {
    pub(super) fn new(client: Client) -> Self {
        Known {
            client,
            events: BTreeMap::new(),
        }
    }

    pub(super) fn take<'e>(&mut self, calendar: impl Iterator<Item = &'e Event>) {
        if self.client == Client::Subscriber {
            self.events.clear();
        }
        for event in calendar {
            let known = self.events.get(&event.uid);
            let is_newer = known.is_none_or(|known| match self.client {
                Client::ByStamp => known.stamp < event.stamp,
                _ => known.sequence < event.sequence,
            });
            if is_newer {
                self.events.insert(event.uid.clone(), event.clone());
            }
            if self.client == Client::Deleting && !is_live(event) {
                self.events.remove(&event.uid);
            }
        }
    }

    /// Day, UID and title of each event that takes place.
    pub(super) fn live(&self, of: impl Fn(NaiveDate) -> bool) -> Vec<(NaiveDate, String, String)> {
        live(self.events.values(), of)
    }
}

pub(super) fn live<'e>(
    events: impl Iterator<Item = &'e Event>,
    of: impl Fn(NaiveDate) -> bool,
) -> Vec<(NaiveDate, String, String)> {
    let live = events.filter(|event| is_live(event) && of(day(event)));
    let mut all: Vec<_> = live
        .map(|event| (day(event), event.uid.clone(), event.summary.clone()))
        .collect();
    all.sort();
    all
}
