//! `[[phase]]`: its kind, its length, its rows.

use super::as_u32;
use super::row::RowReader;
use super::sessions::Context;
use crate::diagnostic::Diagnostic;
use crate::document::{Reader, ValueKind};
use crate::plan::MOST_WEEKS;
use crate::plan::model::{Phase, PhaseKind, Row, Weeks};
use crate::units::Distance;

pub(super) fn phase(reader: Reader<'_>, context: &Context<'_>, goal: Option<Distance>) -> Option<Phase> {
    let faults = reader.faults();
    let before = faults.errors();
    let span = reader.span().clone();
    let name = reader.line("name");
    let kind = reader.word("kind", &PhaseKind::WORDS).map(|kind| kind.value);
    let name = name.map_or_else(
        || kind.map_or("Training", PhaseKind::word).to_owned(),
        |name| name.value,
    );
    let by_name: String = name
        .chars()
        .filter(|c| c.is_ascii_alphabetic())
        .collect::<String>()
        .to_lowercase();
    let kind = kind
        .or_else(|| {
            PhaseKind::WORDS
                .iter()
                .find(|(word, _)| *word == by_name)
                .map(|(_, kind)| *kind)
        })
        .unwrap_or(if goal.is_some() {
            PhaseKind::Build
        } else {
            PhaseKind::Offseason
        });
    let repeat = reader.bool("repeat").unwrap_or(false);
    let weeks_at = reader
        .value("weeks")
        .map_or_else(|| span.clone(), |value| value.span.clone());
    let weeks = weeks(&reader);

    let during = during(&reader);
    let defaults = RowReader::new(&reader, context).read(None);
    let own_rows = reader.tables("week", "a week");
    let has_rows = !own_rows.is_empty();
    let rows: Vec<Row> = if has_rows {
        own_rows
            .into_iter()
            .map(|row| {
                let read = RowReader::new(&row, context).read(Some(&defaults));
                row.finish();
                read
            })
            .collect()
    } else {
        vec![defaults]
    };
    reader.finish();

    // A row that failed to read is not empty, so faults elsewhere in the phase silence this one.
    if faults.errors() == before
        && rows.iter().all(|row| {
            row.sessions.is_empty() && row.daily.is_empty() && row.volume.is_none() && row.rest == 0
        })
    {
        let help = "give it sessions, as in long = \"16 km\", or rows, as in week = [ { long = \"16 km\" } ]";
        let message = format!("the phase `{name}` is empty");
        faults.push(Diagnostic::error("empty-phase", message).at(&span, "").help(help));
    }
    let count = u32::try_from(rows.len()).unwrap_or(u32::MAX);
    let weeks = match weeks {
        Some((min, typical, max)) => {
            let fallback = if has_rows && !repeat && (min..=max).contains(&count) {
                count
            } else {
                min
            };
            Weeks {
                min,
                typical: typical.unwrap_or(fallback),
                max,
            }
        }
        None => Weeks {
            min: count,
            typical: count,
            max: count,
        },
    };
    let repeats = repeat || !has_rows;
    if weeks.min > weeks.typical || weeks.typical > weeks.max {
        let Weeks { min, typical, max } = weeks;
        let message = if min > max {
            format!("the phase `{name}` lasts at least {min} weeks and at most {max}: that cannot be")
        } else {
            format!(
                "the phase `{name}` typically lasts {typical} weeks, and that is not between {min} and {max}"
            )
        };
        faults.push(Diagnostic::error("phase-weeks", message).at(&weeks_at, ""));
    } else if !repeats && weeks.typical != count {
        let message = format!(
            "the phase `{name}` lasts {} weeks and has {count} rows",
            weeks.typical
        );
        let help = "write a row for each week of its typical length, or repeat = true";
        faults.push(
            Diagnostic::error("phase-rows", message)
                .at(&weeks_at, "")
                .help(help),
        );
    }
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

/// The fewest, typical (if given) and most weeks, from any form of the key.
fn weeks(reader: &Reader<'_>) -> Option<(u32, Option<u32>, u32)> {
    let value = reader.value("weeks")?;
    match &value.kind {
        ValueKind::Integer(_) => {
            let weeks = as_u32(reader.integer("weeks", 1..=i64::from(MOST_WEEKS))?.value);
            Some((weeks, Some(weeks), weeks))
        }
        ValueKind::Text(_) => {
            let parse = |text: &str| {
                let (low, high) = text.split_once(['-', '–']).unwrap_or((text, text));
                match (low.trim().parse::<u32>(), high.trim().parse::<u32>()) {
                    (Ok(low), Ok(high)) if high <= MOST_WEEKS => Ok((low, high)),
                    (Ok(_), Ok(_)) => Err(format!("a phase lasts at most {MOST_WEEKS} weeks")),
                    _ => Err(format!(
                        "`{text}` is not a number of weeks: write weeks = 6 or weeks = \"4-12\""
                    )),
                }
            };
            let (min, max) = reader.parsed("weeks", "weeks", parse)?.value;
            Some((min, None, max))
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
            let low = min.or(typical).or(max)?;
            let high = max.or(typical).or(min)?;
            Some((low, typical, high))
        }
    }
}

/// The kinds of phase listed under `during`, in the phases of an overlay and in notes.
pub(super) fn during(reader: &Reader<'_>) -> Vec<PhaseKind> {
    let texts = reader.texts("during").unwrap_or_default();
    let kinds = texts
        .iter()
        .filter_map(|text| reader.word_of("`during`", text, &PhaseKind::WORDS));
    kinds.map(|kind| kind.value).collect()
}
