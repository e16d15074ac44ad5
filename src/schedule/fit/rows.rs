//! Chooses the rows for the weeks of a phase that is shorter or longer than written.

use crate::plan::{Phase, PhaseKind};

/// Weeks from one cutback to the next for a plan with fewer than two: three loading weeks, then a light one (rule V4).
const RHYTHM: usize = 4;

/// Weeks from one cutback to the next in the plan's own rows.
pub(super) fn rhythm(phases: &[Phase]) -> usize {
    let rows = phases.iter().flat_map(|phase| &phase.rows);
    let cutbacks: Vec<usize> = rows
        .enumerate()
        .filter(|(_, row)| row.cutback)
        .map(|(at, _)| at)
        .collect();
    cutbacks
        .windows(2)
        .map(|pair| pair[1] - pair[0])
        .min()
        .unwrap_or(RHYTHM)
        .max(2)
}

/// The row that a week is made from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Picked {
    pub(super) row: usize,
    pub(super) cutback: bool,
    pub(super) copied: bool,
}

/// Makes the first week of a shortened `phase` a light one, if the phase would else have more loading weeks in a row
/// than the `rhythm` allows, `before` of which come before it. The light row is the last one that the phase lost.
pub(super) fn keep_rhythm(phase: &Phase, before: usize, rhythm: usize, picked: &mut [Picked]) {
    let Some(first) = picked.first_mut() else { return };
    let leading = phase.rows[first.row..]
        .iter()
        .take_while(|row| !row.cutback)
        .count();
    if phase.repeats || phase.kind == PhaseKind::Taper || before + leading < rhythm {
        return;
    }
    if let Some(light) = phase.rows[..first.row].iter().rposition(|row| row.cutback) {
        *first = Picked {
            row: light,
            cutback: true,
            copied: false,
        };
    }
}

/// The rows for `weeks` weeks of `phase`: as written at its typical length; the last ones where there
/// are fewer; and where there are more, loading rows from the end backwards, the first of them held as
/// often as needed, with a cutback laid by `rhythm`.
pub(super) fn pick(phase: &Phase, weeks: usize, rhythm: usize) -> Vec<Picked> {
    let rows = &phase.rows;
    if phase.repeats {
        let copied = (0..weeks).map(|week| week % rows.len());
        return copied
            .map(|row| Picked {
                row,
                cutback: rows[row].cutback,
                copied: true,
            })
            .collect();
    }
    if weeks <= rows.len() {
        // Recovery counts from the race behind it, so it loses its end.
        let rows_kept = if phase.kind == PhaseKind::Recovery {
            0..weeks
        } else {
            rows.len() - weeks..rows.len()
        };
        return rows_kept
            .map(|row| Picked {
                row,
                cutback: rows[row].cutback,
                copied: true,
            })
            .collect();
    }
    let mut loading = (0..rows.len()).rev().filter(|&row| !rows[row].cutback).peekable();
    let mut light = (0..rows.len()).rev().filter(|&row| rows[row].cutback).peekable();
    let last_light = rows
        .iter()
        .rev()
        .position(|row| row.cutback)
        .unwrap_or(rhythm - 1);
    let (mut held, mut held_light) = (rows.len() - 1, None);
    let mut picked: Vec<Picked> = (0..weeks)
        .map(|from_end| {
            let cutback = from_end >= last_light && (from_end - last_light) % rhythm == 0;
            let (row, fresh) = if cutback {
                let next = light.next();
                held_light = next.or(held_light);
                // A phase without a light row makes one from the loading row before it.
                (
                    held_light.or_else(|| loading.peek().copied()).unwrap_or(held),
                    next.is_some(),
                )
            } else {
                let next = loading.next();
                held = next.unwrap_or(held);
                (held, next.is_some())
            };
            Picked {
                row,
                cutback,
                copied: fresh && row + from_end + 1 == rows.len(),
            }
        })
        .collect();
    picked.reverse();
    picked
}
