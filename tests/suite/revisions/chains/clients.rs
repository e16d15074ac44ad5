//! Applications that import a calendar again and again, each with a rule of its own for what is newer.

use std::collections::BTreeMap;

use super::seen::{SeenCalendar, SeenEvent};

/// The rule by which an application takes an event that it knows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Rule {
    /// A higher SEQUENCE is newer; what is cancelled is struck through and kept (RFC 5546 §2.1.5).
    Sequence,
    /// A higher SEQUENCE is newer; what is cancelled is deleted, and forgotten.
    SequenceAndDeletion,
    /// A later LAST-MODIFIED is newer, as for ICSx5.
    LastModified,
}

/// An application with what it knows. What is not in a calendar any more it keeps.
#[derive(Debug, Clone)]
pub(super) struct Client {
    pub(super) rule: Rule,
    /// It looks at each calendar, or only at every other one.
    pub(super) every: usize,
    known: BTreeMap<String, SeenEvent>,
}

impl Client {
    /// An application of each kind, and those that look seldom.
    pub(super) fn all() -> Vec<Client> {
        let rules = [Rule::Sequence, Rule::SequenceAndDeletion, Rule::LastModified];
        let pairs = rules
            .into_iter()
            .flat_map(|rule| [1, 2].map(|every| (rule, every)));
        pairs
            .map(|(rule, every)| Client {
                rule,
                every,
                known: BTreeMap::new(),
            })
            .collect()
    }

    /// Imports a calendar.
    pub(super) fn import(&mut self, calendar: &SeenCalendar) {
        for event in &calendar.events {
            let is_newer = self.known.get(&event.uid).is_none_or(|known| match self.rule {
                Rule::Sequence | Rule::SequenceAndDeletion => event.sequence > known.sequence,
                Rule::LastModified => event.modified > known.modified,
            });
            if !is_newer {
                continue;
            }
            if self.rule == Rule::SequenceAndDeletion && !event.is_live {
                self.known.remove(&event.uid);
            } else {
                self.known.insert(event.uid.clone(), event.clone());
            }
        }
    }

    /// The events that it shows as taking place.
    pub(super) fn live(&self) -> impl Iterator<Item = &SeenEvent> {
        self.known.values().filter(|event| event.is_live)
    }

    /// The event of this UID, if it knows one that takes place.
    pub(super) fn get(&self, uid: &str) -> Option<&SeenEvent> {
        self.known.get(uid).filter(|event| event.is_live)
    }
}
