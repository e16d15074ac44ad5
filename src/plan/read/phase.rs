//! `[[phase]]`: its kind, its length, its rows.

use super::as_u32;
use super::row::RowReader;
use super::sessions::Context;
use crate::diagnostic::fault::{PlanFault, Subject};
use crate::diagnostic::{Code, Faults, Span, ValueError};
use crate::document::{Reader, ValueKind};
use crate::plan::MOST_WEEKS;
use crate::plan::model::{Phase, PhaseKind, Row, Weeks};
use crate::units::Distance;

pub(super) fn phase(reader: Reader<'_>, context: &Context<'_>, goal: Option<Distance>) -> Option<Phase> {
    let faults = reader.faults();
    let before = faults.errors();
    let span = reader.span().clone();
    let (name, kind) = name_and_kind(&reader, goal);
    let repeat = reader.bool("repeat").unwrap_or(false);
    let weeks_at = reader
        .value("weeks")
        .map_or_else(|| span.clone(), |value| value.span.clone());
    let written = WrittenWeeks::read(&reader);
    let during = during(&reader);
    let defaults = RowReader::new(&reader, context).read(None);
    let own_rows = own_rows(&reader, context, &defaults);
    let repeats = repeat || own_rows.is_empty();
    let rows = match own_rows.is_empty() {
        true => vec![defaults],
        false => own_rows,
    };
    reader.finish();

    // A row that failed to read is not empty, so faults elsewhere in the phase silence this one.
    if faults.errors() == before && rows.iter().all(is_empty) {
        let fault = PlanFault::EmptyPhase { phase: name.clone() };
        faults.push(fault.at(&span));
    }
    let count = u32::try_from(rows.len()).unwrap_or(u32::MAX);
    let weeks = written.map_or(
        Weeks {
            min: count,
            typical: count,
            max: count,
        },
        |written| written.filled_in((!repeats).then_some(count)),
    );
    check_length(&name, weeks, (!repeats).then_some(count), &weeks_at, faults);
    Some(Phase {
        name,
        kind,
        weeks,
        repeats,
        during,
        rows,
        span,
    })
}

/// The name and the kind. Without a `kind`, a name such as "Base" sets it; otherwise a plan for a race builds
/// up, and a plan without a race keeps fitness.
fn name_and_kind(reader: &Reader<'_>, goal: Option<Distance>) -> (String, PhaseKind) {
    let name = reader.line("name");
    let kind = reader.word("kind", &PhaseKind::WORDS).map(|kind| kind.value);
    let name = name.map_or_else(
        || kind.map_or("Training", PhaseKind::word).to_owned(),
        |name| name.value,
    );
    let letters: String = name.chars().filter(char::is_ascii_alphabetic).collect();
    let by_name = || {
        PhaseKind::WORDS
            .iter()
            .find(|(word, _)| letters.eq_ignore_ascii_case(word))
            .map(|(_, kind)| *kind)
    };
    let otherwise = match goal {
        Some(_) => PhaseKind::Build,
        None => PhaseKind::Offseason,
    };
    let kind = kind.or_else(by_name).unwrap_or(otherwise);
    (name, kind)
}

/// The rows under `week`, each completed from the keys of the phase.
fn own_rows(reader: &Reader<'_>, context: &Context<'_>, defaults: &Row) -> Vec<Row> {
    let tables = reader.tables("week", "a week");
    let rows = tables.into_iter().map(|row| {
        let read = RowReader::new(&row, context).read(Some(defaults));
        row.finish();
        read
    });
    rows.collect()
}

fn is_empty(row: &Row) -> bool {
    row.sessions.is_empty() && row.daily.is_empty() && row.volume.is_none() && row.rest == 0
}

/// Reports a length whose bounds contradict each other, or `rows` that are not one for each typical week.
/// `rows` is `None` for a phase whose rows repeat.
fn check_length(name: &str, weeks: Weeks, rows: Option<u32>, weeks_at: &Span, faults: &Faults) {
    let Weeks { min, typical, max } = weeks;
    if min > typical || typical > max {
        let phase = name.to_owned();
        let fault = match min > max {
            true => PlanFault::MinimumOverMaximum { phase, min, max },
            false => PlanFault::TypicalOutside {
                phase,
                typical,
                min,
                max,
            },
        };
        faults.push(fault.at(weeks_at));
    } else if let Some(rows) = rows.filter(|rows| *rows != typical) {
        let fault = PlanFault::RowCount {
            phase: name.to_owned(),
            weeks: typical,
            rows,
        };
        faults.push(fault.at(weeks_at));
    }
}

/// The weeks of a phase as the file has them: `typical` can be left out.
struct WrittenWeeks {
    min: u32,
    typical: Option<u32>,
    max: u32,
}

impl WrittenWeeks {
    /// Reads `weeks` in any of its forms: 6, "4-12", or { min = 4, typical = 6, max = 12 }.
    fn read(reader: &Reader<'_>) -> Option<Self> {
        let value = reader.value("weeks")?;
        match &value.kind {
            ValueKind::Integer(_) => {
                let weeks = as_u32(reader.integer("weeks", 1..=i64::from(MOST_WEEKS))?.value);
                Some(WrittenWeeks {
                    min: weeks,
                    typical: Some(weeks),
                    max: weeks,
                })
            }
            ValueKind::Text(_) => {
                let parse = |text: &str| {
                    let (low, high) = text.split_once(['-', '–']).unwrap_or((text, text));
                    match (low.trim().parse::<u32>(), high.trim().parse::<u32>()) {
                        (Ok(min), Ok(max)) if max <= MOST_WEEKS => Ok((min, max)),
                        (Ok(_), Ok(_)) => Err(ValueError::PhaseTooLong(MOST_WEEKS)),
                        _ => Err(ValueError::NotWeeks(text.to_owned())),
                    }
                };
                let (min, max) = reader.parsed("weeks", Code::Weeks, parse)?.value;
                Some(WrittenWeeks {
                    min,
                    typical: None,
                    max,
                })
            }
            _ => {
                let inner = reader.table("weeks", "a phase's `weeks`")?;
                let bound = |key: &str| {
                    inner
                        .integer(key, 0..=i64::from(MOST_WEEKS))
                        .map(|n| as_u32(n.value))
                };
                let (min, typical, max) = (bound("min"), bound("typical"), bound("max"));
                inner.finish();
                Some(WrittenWeeks {
                    min: min.or(typical).or(max)?,
                    typical,
                    max: max.or(typical).or(min)?,
                })
            }
        }
    }

    /// The weeks with the typical length filled in: the number of `rows` if that lies within the bounds, else
    /// the minimum.
    fn filled_in(self, rows: Option<u32>) -> Weeks {
        let WrittenWeeks { min, typical, max } = self;
        let typical = typical
            .or(rows.filter(|rows| (min..=max).contains(rows)))
            .unwrap_or(min);
        Weeks { min, typical, max }
    }
}

/// The kinds of phase listed under `during`, in the phases of an overlay and in notes.
pub(super) fn during(reader: &Reader<'_>) -> Vec<PhaseKind> {
    let texts = reader.texts("during").unwrap_or_default();
    let kinds = texts
        .iter()
        .filter_map(|text| reader.word_of(Subject::Key("during".to_owned()), text, &PhaseKind::WORDS));
    kinds.map(|kind| kind.value).collect()
}
