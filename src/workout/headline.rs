//! A workout in a few words, for a month's view.

use super::describe::{activity_text, amount_text, named_activity, times_text};
use super::{Amount, Effort, Step, Workout};
use crate::units::{Between, Distance, Duration, Units};

/// Easy running up to this long, beside something harder, is warm-up or cool-down.
const WARM_UP: Duration = Duration::from_minutes(20);
const WARM_UP_DISTANCE: Distance = Distance::from_metres(4_100);

impl Workout {
    /// The core of the session, without warm-up and cool-down: `3 × 8 min threshold`, `20 km easy + 8 km
    /// marathon pace`, `8 km easy + 6 strides`.
    pub fn headline(&self, units: Units) -> String {
        let has_main = self
            .steps
            .iter()
            .any(|step| !is_warm_up(step) && !is_strides(step));
        let parts: Vec<String> = self
            .steps
            .iter()
            .filter(|step| !(has_main && is_warm_up(step)))
            .map(|step| part(step, units))
            .collect();
        parts.join(" + ")
    }
}

fn is_warm_up(step: &Step) -> bool {
    match step {
        Step::Run { amount, effort } if !effort.is_fast() => match amount {
            Amount::Time(time) => time.high <= WARM_UP,
            Amount::Distance { length, .. } => length.high <= WARM_UP_DISTANCE,
        },
        Step::Activity {
            activity: super::Activity::Drills,
            ..
        } => true,
        _ => false,
    }
}

fn is_strides(step: &Step) -> bool {
    match step {
        Step::Run { effort, .. } => *effort == Effort::Strides,
        Step::Repeat { body, .. } => body.iter().all(is_strides),
        Step::Named { steps, .. } => steps.iter().all(is_strides),
        Step::With { .. } | Step::Activity { .. } | Step::Rest => false,
    }
}

fn part(step: &Step, units: Units) -> String {
    match step {
        Step::Run { amount, effort } => format!("{} {}", amount_text(amount, units), word(*effort, amount)),
        Step::Repeat {
            times,
            body,
            recovery,
        } => repeated(*times, body, recovery.as_deref(), units),
        Step::With { amount, inner, .. } => {
            format!("{} with {}", amount_text(amount, units), inner.headline(units))
        }
        Step::Named { guide, steps, .. } => match steps.as_slice() {
            [Step::Activity { amount, note, .. }] => named_activity(&guide.title, *amount, note.as_deref()),
            _ => guide.title.clone(),
        },
        Step::Activity {
            activity,
            amount,
            note,
        } => activity_text(*activity, *amount, note.as_deref()),
        Step::Rest => "Rest".to_owned(),
    }
}

fn repeated(times: Between<u16>, body: &[Step], recovery: Option<&Step>, units: Units) -> String {
    let often = times_text(times);
    match (body, recovery) {
        (
            [
                Step::Run {
                    effort: Effort::Strides,
                    ..
                },
            ],
            _,
        ) => format!("{often} strides"),
        // In a run-walk session the walking is essential, so the headline keeps it.
        (
            [
                Step::Run {
                    amount: run,
                    effort: Effort::Easy,
                },
            ],
            Some(Step::Run {
                amount: walk,
                effort: Effort::Walk,
            }),
        ) => {
            format!(
                "{often} × {} run, {} walk",
                amount_text(run, units),
                amount_text(walk, units)
            )
        }
        ([Step::Run { amount, effort }], _) => {
            format!(
                "{often} × {} {}",
                amount_text(amount, units),
                word(*effort, amount)
            )
        }
        (body, _) => {
            let parts: Vec<String> = body.iter().map(|step| part(step, units)).collect();
            format!("{often} × ({})", parts.join(" + "))
        }
    }
}

fn word(effort: Effort, amount: &Amount) -> &'static str {
    match effort {
        Effort::Easy => "easy",
        Effort::Recovery => "very easy",
        Effort::Jog => "jog",
        Effort::Walk => "walk",
        Effort::Marathon => "marathon pace",
        Effort::HalfMarathon => "half-marathon pace",
        Effort::Threshold => "threshold",
        Effort::TenK => "at 10k pace",
        Effort::Interval => "hard",
        Effort::FiveK => "at 5k pace",
        Effort::Strides => "strides",
        Effort::Repetition | Effort::Fast if is_sprint(amount) => "sprints",
        Effort::Repetition | Effort::Fast => "fast",
        Effort::Hill => "hills",
        Effort::Goal => "goal pace",
    }
}

fn is_sprint(amount: &Amount) -> bool {
    match amount {
        Amount::Time(time) => time.high <= Duration::from_secs(30),
        Amount::Distance { length, .. } => length.high <= Distance::from_metres(150),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headline(text: &str) -> String {
        let sprints = Workout::parse("8 x 20 s fast / 40 s walk", &|_| None).unwrap();
        let library = |name: &str| (name == "sprints").then(|| sprints.clone());
        Workout::parse(text, &library).unwrap().headline(Units::Km)
    }

    #[test]
    fn the_main_set_is_the_headline() {
        for (text, wanted) in [
            (
                "15 min easy, 3 x (8 min @ T / 90 s jog), 10 min easy",
                "3 × 8 min threshold",
            ),
            (
                "15 min easy, drills 5 min, 10 x 1 min @ I / 1 min jog, 10 min",
                "10 × 1 min hard",
            ),
            ("8 x 20 s fast / 40 s walk", "8 × 20 s sprints"),
            ("20 km easy, 8 km @ M", "20 km easy + 8 km marathon pace"),
            (
                "8 km easy + 6 x 20 s strides / 60 s walk",
                "8 km easy + 6 strides",
            ),
            ("10-12 km with sprints", "10–12 km with 8 × 20 s sprints"),
            (
                "5 min walk, 8 x (1 min easy / 90 s walk), 5 min walk",
                "8 × 1 min run, 90 s walk",
            ),
            ("15 min, 6-8 x 45 s hill / 75 s jog, 10 min", "6–8 × 45 s hills"),
            (
                "2 x (4 x 400 m @ R / 400 m jog) / 3 min walk",
                "2 × (4 × 400 m fast)",
            ),
        ] {
            assert_eq!(headline(text), wanted);
        }
    }

    #[test]
    fn a_short_easy_run_is_still_a_headline() {
        assert_eq!(headline("20 min easy"), "20 min easy");
        assert_eq!(
            headline("15 min easy + 3 x 20 s strides"),
            "15 min easy + 3 strides"
        );
        assert_eq!(headline("25 km"), "25 km easy");
        assert_eq!(headline("rest"), "Rest");
        assert_eq!(headline("strength 40 min"), "40 min strength");
    }
}
