//! Printing the notation: one text for each workout.

use super::{Amount, Effort, Step, Workout};
use crate::units::{Between, Duration};
use std::fmt;

impl fmt::Display for Workout {
    /// Writes the notation, which parses back to the same workout.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        steps(f, &self.steps)
    }
}

impl fmt::Display for Amount {
    /// Writes the amount as in the notation: `10-12 km`, `1 h 30 min`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Amount::Time(time) => f.write_str(&time.shown("-")),
            Amount::Distance { length, unit } => {
                f.write_str(&unit.digits(length.low))?;
                if !length.is_exact() {
                    write!(f, "-{}", unit.digits(length.high))?;
                }
                write!(f, " {}", unit.label())
            }
        }
    }
}

impl fmt::Display for Step {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Step::Run { amount, effort } => run(f, amount, *effort),
            Step::Repeat {
                times,
                body,
                recovery,
            } => {
                write!(f, "{}", times.low)?;
                if !times.is_exact() {
                    write!(f, "-{}", times.high)?;
                }
                match body.as_slice() {
                    [Step::Run { amount, effort }] => {
                        f.write_str(" x ")?;
                        run(f, amount, *effort)?;
                    }
                    body => {
                        f.write_str(" x (")?;
                        steps(f, body)?;
                        f.write_str(")")?;
                    }
                }
                match recovery {
                    Some(recovery) => write!(f, " / {recovery}"),
                    None => Ok(()),
                }
            }
            Step::With {
                amount, effort, name, ..
            } => {
                run(f, amount, *effort)?;
                write!(f, " with {name}")
            }
            // The time and the note follow the name.
            Step::Named { name, steps, .. } => match steps.as_slice() {
                [Step::Activity { amount, note, .. }] => activity(f, name, *amount, note.as_deref()),
                _ => f.write_str(name),
            },
            Step::Activity {
                activity: what,
                amount,
                note,
            } => activity(f, what.word(), *amount, note.as_deref()),
            Step::Rest => f.write_str("rest"),
        }
    }
}

fn steps(f: &mut fmt::Formatter<'_>, steps: &[Step]) -> fmt::Result {
    for (i, step) in steps.iter().enumerate() {
        if i > 0 {
            f.write_str(", ")?;
        }
        write!(f, "{step}")?;
    }
    Ok(())
}

fn run(f: &mut fmt::Formatter<'_>, amount: &Amount, effort: Effort) -> fmt::Result {
    let at = if effort.is_zone() { "@ " } else { "" };
    write!(f, "{amount} {at}{}", effort.word())
}

fn activity(
    f: &mut fmt::Formatter<'_>,
    name: &str,
    amount: Option<Between<Duration>>,
    note: Option<&str>,
) -> fmt::Result {
    f.write_str(name)?;
    if let Some(amount) = amount {
        write!(f, " {}", amount.shown("-"))?;
    }
    match note {
        Some(note) => write!(f, " {note}"),
        None => Ok(()),
    }
}
