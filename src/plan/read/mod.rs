//! Reading a [`Plan`] from TOML. Every fault is collected; only a plan without errors is returned.

mod composed;
mod names;
mod notes;
mod once;
mod overlay;
mod phase;
mod row;
mod sessions;
mod values;
mod workouts;

use std::collections::BTreeMap;
use std::sync::Arc;

use super::allow::allow;
use super::model::{Goal, Level, Needs, Phase, Plan, VolumeBasis};
use super::session::SessionTypes;
use super::{MOST_WEEKS, WORKOUTS};
use crate::diagnostic::fault::PlanFault;
use crate::diagnostic::{Code, Faults, Source, Span};
use crate::document::{Reader, Table, ValueKind, parse};
use crate::pace::Vdot;
use crate::units::{Between, Distance, Duration};
use once::once;
use phase::phase;
use sessions::{Context, session_types};
use values::{parse_goal, parse_percent_range};
pub(crate) use values::{parse_percent, parse_race_distance};
pub use workouts::WorkoutLibrary;
pub(super) use workouts::workouts;

/// Reads the plan called `name`. `None` if `source` has errors, which are then in `faults`.
pub fn read(name: &str, source: &Arc<Source>, faults: &Faults) -> Option<Plan> {
    read_table(name, &parse(source, faults), faults)
}

/// Reads the plan called `name` from a parsed file. `None` when the file has errors, which are then in `faults`.
pub fn read_table(name: &str, table: &Table, faults: &Faults) -> Option<Plan> {
    let source = table.span.source();
    // The errors of parsing count, too.
    let before = faults.errors().saturating_sub(faults.errors_in(source));
    let is_composed = table.get("plans").is_some();
    let what = if is_composed {
        "a plan made of plans"
    } else {
        "a plan"
    };
    let root = Reader::new(table, faults, what);
    if is_composed {
        return composed::composed(name, root, faults, before);
    }
    let workouts = root
        .table("workout", "the workouts")
        .map_or_else(BTreeMap::new, |table| workouts(&table, &WORKOUTS));
    let sessions = session_types(&root, &workouts);
    let context = Context {
        sessions: &sessions,
        workouts: &workouts,
    };

    let head = PlanHead::read(name, &root);
    let basis = basis(&root);
    let needs = needs(&root);
    let long_cap = root
        .parsed("long_cap", Code::Duration, Duration::parse)
        .map(|cap| cap.value);
    let vdot = root
        .integer("vdot", 20..=85)
        .and_then(|vdot| Vdot::new(f64::from(as_u32(vdot.value))).ok());
    let readers = root.tables("phase", "a phase");
    let overlay = root.bool("overlay").unwrap_or(false);
    let says_more = overlay && (root.value("once").is_some() || root.value("note").is_some());
    if readers.is_empty() && !says_more && faults.errors() == before {
        faults.push(PlanFault::NoPhase.at(&Span::new(source, 0..0)));
    }
    let phases: Vec<Phase> = readers
        .into_iter()
        .filter_map(|reader| phase(reader, &context, head.goal))
        .collect();
    let once = root
        .tables("once", "a [[once]] item")
        .into_iter()
        .filter_map(|r| once(r, &context))
        .collect();
    let notes = root
        .tables("note", "a [[note]]")
        .into_iter()
        .filter_map(|r| notes::note(r, &context))
        .collect();
    overlay::check(&root, overlay, &phases);
    let allow = allow(&root);
    root.finish();

    let weeks = Plan::weeks_of(&phases);
    if weeks.max > MOST_WEEKS {
        let place = phases
            .last()
            .map_or_else(|| Span::new(source, 0..0), |phase| phase.span.clone());
        let fault = PlanFault::TooManyWeeks {
            weeks: weeks.max,
            most: MOST_WEEKS,
        };
        faults.push(fault.at(&place));
    }
    (faults.errors() == before).then(|| Plan {
        basis,
        needs,
        vdot,
        long_cap,
        phases,
        sessions,
        once,
        notes,
        overlay,
        allow,
        ..head.plan(name)
    })
}

/// The keys that every plan has at the top.
struct PlanHead {
    title: String,
    goal: Option<Distance>,
    level: Option<Level>,
    summary: String,
    credit: String,
}

impl PlanHead {
    fn read(name: &str, root: &Reader<'_>) -> Self {
        PlanHead {
            title: root
                .line("title")
                .map_or_else(|| name.to_owned(), |text| text.value),
            goal: root
                .parsed("goal", Code::Distance, parse_goal)
                .and_then(|goal| goal.value),
            level: root.word("level", &Level::WORDS).map(|level| level.value),
            summary: root.text("summary").map_or_else(String::new, |text| text.value),
            credit: root.text("credit").map_or_else(String::new, |text| text.value),
        }
    }

    /// A plan with this head and nothing else.
    fn plan(self, name: &str) -> Plan {
        Plan {
            name: name.to_owned(),
            title: self.title,
            goal: self.goal.map(Goal),
            level: self.level,
            summary: self.summary,
            credit: self.credit,
            basis: VolumeBasis::None,
            needs: Needs::default(),
            vdot: None,
            long_cap: None,
            plans: Vec::new(),
            phases: Vec::new(),
            sessions: SessionTypes::default(),
            once: Vec::new(),
            notes: Vec::new(),
            overlay: false,
            allow: Vec::new(),
        }
    }
}

fn basis(root: &Reader<'_>) -> VolumeBasis {
    let Some(value) = root.value("volume") else {
        return VolumeBasis::None;
    };
    let span = value.span.clone();
    if let ValueKind::Text(_) = &value.kind {
        let peak = root.parsed("volume", Code::Distance, Distance::parse);
        return peak.map_or(VolumeBasis::None, |peak| VolumeBasis::Peak {
            peak: peak.value,
            range: Between::exactly(peak.value),
            span,
        });
    }
    let Some(reader) = root.table("volume", "a plan's volume") else {
        return VolumeBasis::None;
    };
    let usual = reader.parsed("usual", Code::Distance, Distance::parse);
    let basis = if let Some(usual) = usual {
        let reduction = reader
            .parsed("reduction", Code::Share, parse_percent)
            .map_or(0, |value| value.value);
        let range = reader.parsed("range", Code::Share, parse_percent_range);
        let reduction_range = range
            .as_ref()
            .map_or(Between::exactly(reduction), |range| range.value);
        if let Some(range) = &range
            && !(reduction_range.low..=reduction_range.high).contains(&reduction)
        {
            root.faults()
                .push(PlanFault::ReductionOutside { reduction }.at(&range.span));
        }
        VolumeBasis::Usual {
            typical: usual.value,
            reduction: reduction.min(100),
            reduction_range,
        }
    } else {
        reader.knows("reduction");
        let peak = reader.parsed("peak", Code::Distance, Distance::parse);
        let range = reader.parsed("range", Code::Distance, Between::<Distance>::parse);
        let Some(peak) = peak else {
            if reader.value("peak").is_none() {
                root.faults().push(PlanFault::EmptyVolume.at(&span));
            }
            reader.finish();
            return VolumeBasis::None;
        };
        if let Some(range) = &range
            && !(range.value.low..=range.value.high).contains(&peak.value)
        {
            let fault = PlanFault::PeakOutside { peak: peak.value };
            root.faults().push(fault.at(&peak.span).and(&range.span));
        }
        let range = range.map_or(Between::exactly(peak.value), |range| range.value);
        VolumeBasis::Peak {
            peak: peak.value,
            range,
            span,
        }
    };
    reader.finish();
    basis
}

fn needs(root: &Reader<'_>) -> Needs {
    let Some(reader) = root.table("needs", "a plan's needs") else {
        return Needs::default();
    };
    let weekly = reader
        .parsed("weekly", Code::Distance, Distance::parse)
        .map(|value| value.value);
    let longest = reader
        .parsed("longest", Code::Distance, Distance::parse)
        .map(|value| value.value);
    reader.finish();
    Needs { weekly, longest }
}

fn as_u32(number: i64) -> u32 {
    u32::try_from(number).unwrap_or(0)
}
