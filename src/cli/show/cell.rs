//! Writes a day in a few letters: `L 18`, `Q 3×8′ T+str`, `E 6.5+S`, `rest`.

use anstyle::{AnsiColor, Style};

use crate::plan::SessionKind;
use crate::schedule::{Day, Kind, Session};
use crate::units::{Between, Distance, Duration, Units};
use crate::workout::{Amount, Effort, Step};

/// The amount of detail in a cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Detail {
    /// All sessions, with the structure of a quality session.
    Full,
    /// The same without short additions to training: mobility, a massage.
    Training,
    /// The day's main session: its letter, and how far.
    Brief,
}

/// A part of a cell, in one colour.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct StyledText {
    pub(super) text: String,
    pub(super) style: Style,
}

/// The colour of a kind of session.
pub(super) fn style(kind: Kind) -> Style {
    let color = |color: AnsiColor| color.on_default();
    match kind {
        Kind::Race => color(AnsiColor::Magenta).bold(),
        Kind::Session(kind) => match kind {
            SessionKind::Long => color(AnsiColor::Blue).bold(),
            SessionKind::Medium => color(AnsiColor::Cyan),
            SessionKind::Quality => color(AnsiColor::Red),
            SessionKind::Easy | SessionKind::Shakeout | SessionKind::Strides => color(AnsiColor::Green),
            SessionKind::Strength => color(AnsiColor::Yellow),
            SessionKind::Cross | SessionKind::Mobility => color(AnsiColor::Yellow).dimmed(),
            SessionKind::Mind | SessionKind::Fuel | SessionKind::Appointment | SessionKind::Rest => {
                Style::new().dimmed()
            }
        },
    }
}

/// The letters of a kind of session.
pub(super) fn letters(kind: Kind) -> &'static str {
    match kind {
        Kind::Race => "RACE",
        Kind::Session(kind) => match kind {
            SessionKind::Long => "L",
            SessionKind::Medium => "M",
            SessionKind::Quality => "Q",
            SessionKind::Easy => "E",
            SessionKind::Shakeout => "sh",
            SessionKind::Strides => "S",
            SessionKind::Strength => "str",
            SessionKind::Cross => "x",
            SessionKind::Mobility => "mob",
            SessionKind::Mind => "mind",
            SessionKind::Fuel => "fuel",
            SessionKind::Appointment => "appt",
            SessionKind::Rest => "rest",
        },
    }
}

/// The sessions that a day's cell mentions.
pub(super) fn shown(day: &Day, detail: Detail) -> impl Iterator<Item = &Session> {
    // A day with other sessions needs no word for its rest.
    let counts = move |session: &&Session| {
        let is_rest_of_mind = matches!(session.kind, Kind::Session(SessionKind::Mind | SessionKind::Fuel));
        !is_reminder(session) && (detail == Detail::Full || !is_rest_of_mind)
    };
    let something = day
        .sessions
        .iter()
        .filter(counts)
        .any(|session| !is_rest(session));
    let training = day.sessions.iter().any(is_training);
    let most = if detail == Detail::Brief { 1 } else { usize::MAX };
    let sessions = day
        .sessions
        .iter()
        .filter(move |session| counts(session) && !(something && is_rest(session)));
    sessions
        .filter(move |session| detail == Detail::Full || !training || is_training(session))
        .take(most)
}

/// A day's cell.
pub(super) fn cell(day: &Day, units: Units, detail: Detail) -> Vec<StyledText> {
    let mut pieces: Vec<StyledText> = Vec::new();
    for session in shown(day, detail) {
        let mut text = token(session, units, detail);
        if is_rest(session) && day.away.is_some() {
            "away".clone_into(&mut text);
        }
        if !pieces.is_empty() {
            pieces.push(StyledText {
                text: "+".to_owned(),
                style: Style::new().dimmed(),
            });
        }
        pieces.push(StyledText {
            text,
            style: style(session.kind),
        });
    }
    pieces
}

/// `true` for training that a week is made of.
fn is_training(session: &Session) -> bool {
    match session.kind {
        Kind::Race => true,
        Kind::Session(kind) => kind.is_training() && kind != SessionKind::Mobility,
    }
}

/// `true` for a session that takes no time, or is the same on every day.
fn is_reminder(session: &Session) -> bool {
    let takes_none = session.length == Duration::default() && !is_rest(session) && !session.is_race();
    takes_none || session.role.session.starts_with("daily ")
}

fn is_rest(session: &Session) -> bool {
    session.kind == Kind::Session(SessionKind::Rest)
}

fn token(session: &Session, units: Units, detail: Detail) -> String {
    let letters = letters(session.kind);
    let strides = if session.strides { "+S" } else { "" };
    let far = number(session.distance, units);
    match session.kind {
        // The distance stands above the rows.
        Kind::Race => letters.to_owned(),
        Kind::Session(SessionKind::Quality) => {
            let gist = gist(&session.workout.steps, units);
            match (detail, gist.is_empty()) {
                (Detail::Brief, _) => format!("{letters} {far}"),
                (_, true) => format!("{letters} {far}{strides}"),
                (_, false) => format!("{letters} {gist}{strides}"),
            }
        }
        Kind::Session(_) if session.distance > Distance::ZERO => {
            let gist = gist(&session.workout.steps, units);
            match detail {
                Detail::Brief => format!("{letters} {far}"),
                _ if gist.is_empty() => format!("{letters} {far}{strides}"),
                _ => format!("{letters} {far}·{gist}{strides}"),
            }
        }
        _ => letters.to_owned(),
    }
}

/// A distance without its unit: `18`, `6.5`.
pub(crate) fn number(distance: Distance, units: Units) -> String {
    #[expect(
        clippy::cast_precision_loss,
        reason = "a run is far below the numbers that this is about"
    )]
    let (mm, one) = (distance.mm() as f64, units.one().mm() as f64);
    let tenths = (mm / one * 10.0).round() / 10.0;
    format!("{tenths}")
}

/// The fast part of a workout: `3×8′ T`, `8 M`. Strides are left out, as they have a mark of their own.
fn gist(steps: &[Step], units: Units) -> String {
    steps
        .iter()
        .filter_map(|it| step(it, units))
        .collect::<Vec<_>>()
        .join(" ")
}

fn step(step: &Step, units: Units) -> Option<String> {
    match step {
        Step::Run { amount, effort } if hard(*effort) => {
            Some(format!("{} {}", stretch(amount, units), effort.word()))
        }
        Step::Repeat {
            times,
            body,
            recovery,
        } => {
            let times = times_text(*times);
            match body.as_slice() {
                [
                    Step::Run {
                        effort: Effort::Strides,
                        ..
                    },
                ] => None,
                // Run and walk in turns: the walking is the point.
                [
                    Step::Run {
                        amount,
                        effort: Effort::Easy,
                    },
                ] if recovery.is_some() => Some(format!("{times}×{} run", short(amount))),
                [Step::Run { amount, effort }] => {
                    Some(format!("{times}×{} {}", short(amount), effort.word()))
                }
                body => {
                    let inner = gist(body, units);
                    (!inner.is_empty()).then(|| format!("{times}×({inner})"))
                }
            }
        }
        Step::With { inner, .. } => Some(gist(&inner.steps, units)).filter(|inner| !inner.is_empty()),
        Step::Named { steps, .. } => Some(gist(steps, units)).filter(|inner| !inner.is_empty()),
        Step::Run { .. } | Step::Activity { .. } | Step::Rest => None,
    }
}

fn hard(effort: Effort) -> bool {
    effort.is_fast() && effort != Effort::Strides
}

fn times_text(times: Between<u16>) -> String {
    if times.is_exact() {
        times.low.to_string()
    } else {
        format!("{}–{}", times.low, times.high)
    }
}

/// An amount in a run's own unit for a long stretch, else in short notation.
fn stretch(amount: &Amount, units: Units) -> String {
    match amount {
        Amount::Distance { length, .. } if length.is_exact() && length.low >= units.one() => {
            number(length.low, units)
        }
        _ => short(amount),
    }
}

/// `8′`, `45″`, `400`, `10k`, `1mi`: as on a board.
fn short(amount: &Amount) -> String {
    let text = amount.to_string().replace('-', "–");
    let text = text
        .replace(" min", "′")
        .replace(" s", "″")
        .replace(" km", "k")
        .replace(" mi", "mi");
    text.strip_suffix(" m")
        .map(str::to_owned)
        .unwrap_or(text)
        .replace(' ', "")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::workout::Workout;

    fn gist_of(text: &str) -> String {
        let library = |name: &str| crate::plan::WORKOUTS.get(name).cloned();
        gist(&Workout::parse(text, &library).unwrap().steps, Units::Km)
    }

    #[test]
    fn a_quality_session_is_its_hard_part() {
        for (text, wanted) in [
            ("15 min easy, 3 x (8 min @ T / 90 s jog), 10 min easy", "3×8′ T"),
            ("2 km easy, 4 x 1 km @ I / 400 m jog, 2 km easy", "4×1k I"),
            ("6 x 400 m @ R / 400 m jog", "6×400 R"),
            ("15 min, 6-8 x 45 s hill / 75 s jog, 10 min", "6–8×45″ hill"),
            ("20 km easy, 8 km @ M", "8 M"),
            ("2 x (4 x 400 m @ R / 400 m jog) / 3 min walk", "2×(4×400 R)"),
            ("10-12 km with sprint-8x20-40", "8×20″ fast"),
            ("8 km easy + 6 x 20 s strides / 60 s walk", ""),
        ] {
            assert_eq!(gist_of(text), wanted, "{text}");
        }
    }
}
