//! Plans to follow by address, each with its revision.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex, PoisonError};

use chrono::{DateTime, SubsecRound, TimeDelta, Utc};
use sha2::{Digest, Sha256};

use crate::diagnostic::Faults;
use crate::plan::listing::Extent;
use crate::plan::{Library, Plan};
use crate::season::{PlanError, PlanSource};
use crate::store::PlanRevision;

/// Date of this release. A release may render the same plan differently, so no plan's revision is older. The date changes with
/// every release that changes a calendar's bytes.
pub fn released() -> DateTime<Utc> {
    // 2026-11-22T00:00:00Z
    DateTime::from_timestamp(1_795_305_600, 0).unwrap_or_default()
}

/// Memory for the revisions of plans: for each plan the fingerprint of its last text, with its revision. A revision never falls,
/// whatever the clock says.
pub trait PlanRevisions: Send + Sync {
    /// The revision of `plan` with this `fingerprint` of its text and the release: the remembered one if the fingerprint is the
    /// same, else the next one, as of `now`.
    fn revision(&self, plan: &str, fingerprint: &[u8; 32], now: DateTime<Utc>) -> PlanRevision;
}

/// Revisions kept until the program ends. A plan that is new to it counts as old as the release.
#[derive(Debug, Default)]
pub struct InMemoryRevisions {
    known: Mutex<BTreeMap<String, ([u8; 32], PlanRevision)>>,
}

impl InMemoryRevisions {
    /// Takes over a revision from another memory.
    pub(super) fn remember(&self, plan: &str, fingerprint: &[u8; 32], revision: PlanRevision) {
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        known.insert(plan.to_owned(), (*fingerprint, revision));
    }
}

impl PlanRevisions for InMemoryRevisions {
    fn revision(&self, plan: &str, fingerprint: &[u8; 32], now: DateTime<Utc>) -> PlanRevision {
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        let revision = match known.get(plan) {
            Some((same, revision)) if same == fingerprint => return *revision,
            Some((_, before)) => PlanRevision {
                sequence: before.sequence.saturating_add(1),
                modified: now
                    .trunc_subsecs(0)
                    .max(released())
                    .max(before.modified + TimeDelta::seconds(1)),
            },
            None => PlanRevision {
                sequence: 0,
                modified: released(),
            },
        };
        known.insert(plan.to_owned(), (*fingerprint, revision));
        revision
    }
}

/// A plan with its length and revision.
#[derive(Debug, Clone)]
struct Listed {
    plan: Arc<Plan>,
    extent: Extent,
    revision: PlanRevision,
}

/// All plans at a moment. It never changes: when a plan does, another catalogue replaces it
/// ([`crate::web::Server::swap_catalogue`]).
#[derive(Debug, Clone, Default)]
pub struct Catalogue {
    plans: BTreeMap<String, Listed>,
}

impl Catalogue {
    /// Every readable plan of `library`, each at its revision in `revisions`. Plans named in `own` come from a folder and change
    /// with their files; the others change with the program. Faults go to `faults`.
    pub fn new(
        library: &Library,
        own: &BTreeSet<String>,
        revisions: &dyn PlanRevisions,
        now: DateTime<Utc>,
        faults: &Faults,
    ) -> Self {
        let mut plans = BTreeMap::new();
        for name in library.names() {
            let (Some(source), Some(plan)) = (library.source(name), library.plan(name, faults)) else {
                continue;
            };
            let mut hasher = Sha256::new();
            hasher.update(released().timestamp().to_le_bytes());
            hasher.update(source.text());
            let revision = {
                let at = if own.contains(name) { now } else { released() };
                revisions.revision(name, &hasher.finalize().into(), at)
            };
            let extent = Extent::of(&plan, library);
            let listed = Listed {
                plan,
                extent,
                revision,
            };
            plans.insert(name.to_owned(), listed);
        }
        Catalogue { plans }
    }

    /// True if there is a plan of this name.
    pub fn has(&self, plan: &str) -> bool {
        self.plans.contains_key(plan)
    }

    /// The plans in the order of their names, each with its length.
    pub fn plans(&self) -> impl Iterator<Item = (&Arc<Plan>, Extent)> {
        self.plans.values().map(|listed| (&listed.plan, listed.extent))
    }

    /// The plan of this name, with its length.
    pub(super) fn plan_called(&self, name: &str) -> Option<(&Arc<Plan>, Extent)> {
        self.plans.get(name).map(|listed| (&listed.plan, listed.extent))
    }

    /// Time of the last change of any plan.
    pub(super) fn modified(&self) -> DateTime<Utc> {
        let all = self.plans.values().map(|listed| listed.revision.modified);
        all.max().unwrap_or_else(released)
    }

    /// The revision of a calendar made from several plans. It changes with any of theirs, and never falls.
    pub(super) fn revision_of<'a>(&self, plans: impl IntoIterator<Item = &'a str>) -> PlanRevision {
        let mut together = PlanRevision {
            sequence: 0,
            modified: released(),
        };
        for Listed { revision, .. } in plans.into_iter().filter_map(|name| self.plans.get(name)) {
            together.sequence = together.sequence.saturating_add(revision.sequence);
            together.modified = together.modified.max(revision.modified);
        }
        together
    }
}

/// Plans by name, never by path: an address must not lead to a file.
impl PlanSource for Catalogue {
    fn plan(&self, name: &str, _: &Faults) -> Result<Option<Arc<Plan>>, PlanError> {
        match self.plans.get(name) {
            Some(listed) => Ok(Some(Arc::clone(&listed.plan))),
            None => Err(PlanError::Unknown),
        }
    }

    fn names(&self) -> Vec<String> {
        self.plans.keys().cloned().collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_revision_rises_with_every_change_and_never_falls() {
        let revisions = InMemoryRevisions::default();
        let at = |text: &str| text.parse::<DateTime<Utc>>().unwrap();
        let (one, other) = ([1; 32], [2; 32]);
        let first = revisions.revision("half-12", &one, at("2027-01-01T00:00:00Z"));
        assert_eq!((first.sequence, first.modified), (0, released()));
        assert_eq!(
            revisions.revision("half-12", &one, at("2028-01-01T00:00:00Z")),
            first
        );
        let second = revisions.revision("half-12", &other, at("2027-02-01T00:00:00.7Z"));
        assert_eq!(
            (second.sequence, second.modified),
            (1, at("2027-02-01T00:00:00Z"))
        );
        let third = revisions.revision("half-12", &one, at("2026-01-01T00:00:00Z"));
        assert_eq!(third.sequence, 2, "what was taken back is a change too");
        assert_eq!(
            third.modified,
            at("2027-02-01T00:00:01Z"),
            "also with the clock set back"
        );
        assert_eq!(
            revisions
                .revision("10k-12", &one, at("2027-01-01T00:00:00Z"))
                .sequence,
            0
        );
    }
}
