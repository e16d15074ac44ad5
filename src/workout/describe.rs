//! A workout as text for the runner, with the runner's paces and units.

use super::{Activity, Amount, Effort, Step, Workout};
use crate::pace::Paces;
use crate::units::{Between, Distance, DistanceUnit, Duration, Units};

impl Workout {
    /// The text of the runner's event, one line per step. Lines that belong to the line above are indented.
    ///
    /// A pace stands beside a word for the effort. Without a pace the lines describe the effort by breath and talk.
    pub fn lines(&self, paces: &Paces, units: Units) -> Vec<String> {
        if let Some(lines) = self.guided() {
            return lines;
        }
        let mut lines = Vec::new();
        describe(&self.steps, &Describer { paces, units }, "", &mut lines);
        lines
    }
}

impl Workout {
    /// The text of a named activity that stands alone. The event's title already names it.
    fn guided(&self) -> Option<Vec<String>> {
        self.activity()?;
        let guide = self.guide()?;
        let text = guide.text.lines().map(str::to_owned);
        let lines: Vec<String> = guide.exercises.iter().cloned().chain(text).collect();
        (!lines.is_empty()).then_some(lines)
    }
}

struct Describer<'a> {
    paces: &'a Paces,
    units: Units,
}

fn describe(steps: &[Step], describer: &Describer<'_>, indent: &str, lines: &mut Vec<String>) {
    for step in steps {
        match step {
            Step::Run { amount, effort } => lines.push(format!("{indent}{}", describer.run(amount, *effort))),
            Step::Repeat {
                times,
                body,
                recovery,
            } => {
                let often = times_text(*times);
                if let [Step::Run { amount, effort }] = body.as_slice() {
                    let what = describer.repeated(amount, *effort);
                    let comma = if what.contains(',') { "," } else { "" };
                    let between = describer.between(recovery.as_deref(), comma);
                    lines.push(format!("{indent}{often} × {what}{between}"));
                    continue;
                }
                let between = describer.between(recovery.as_deref(), ",");
                lines.push(format!("{indent}{often} times{between}:"));
                describe(body, describer, &format!("{indent}  "), lines);
            }
            Step::With {
                amount,
                effort,
                inner,
                ..
            } => {
                lines.push(format!("{indent}{}, and in it:", describer.run(amount, *effort)));
                describe(&inner.steps, describer, &format!("{indent}  "), lines);
            }
            Step::Named { guide, steps, .. } => {
                if let [Step::Activity { amount, note, .. }] = steps.as_slice() {
                    let colon = if guide.exercises.is_empty() { "" } else { ":" };
                    let activity = named_activity(&guide.title, *amount, note.as_deref());
                    lines.push(format!("{indent}{activity}{colon}"));
                } else {
                    describe(steps, describer, indent, lines);
                }
                lines.extend(guide.exercises.iter().map(|it| format!("{indent}  {it}")));
                lines.extend(guide.text.lines().map(|it| format!("{indent}{it}")));
            }
            // The title already names the appointment.
            Step::Activity {
                activity: Activity::Appointment,
                amount: Some(amount),
                note: None,
            } => lines.push(format!("{indent}Allow {} for it.", amount.show())),
            Step::Activity {
                activity,
                amount,
                note,
            } => {
                lines.push(format!(
                    "{indent}{}",
                    activity_text(*activity, *amount, note.as_deref())
                ));
            }
            Step::Rest => lines.push(format!("{indent}Rest")),
        }
    }
}

impl Describer<'_> {
    fn run(&self, amount: &Amount, effort: Effort) -> String {
        self.with_time(amount, effort, None)
    }

    /// Like `run`, with the time that a short repeat takes.
    fn repeated(&self, amount: &Amount, effort: Effort) -> String {
        let short = match amount {
            Amount::Distance { length, .. } => {
                Some(length.high).filter(|high| length.is_exact() && *high <= Distance::MILE)
            }
            Amount::Time(_) => None,
        };
        let pace = self.paces.told(effort).filter(|_| effort.is_zone());
        let each = short
            .zip(pace)
            .map(|(length, pace)| pace.middle().time_for(length));
        self.with_time(amount, effort, each)
    }

    /// "1000 m at 10k pace, 4:31 /km (4:31 each, goal 4:20 /km), hard"
    fn with_time(&self, amount: &Amount, effort: Effort, each: Option<Duration>) -> String {
        let mut text = format!("{} {}", amount_text(amount, self.units), phrase(effort));
        let felt = self.paces.feels_like(effort);
        let told = self.paces.told(effort).filter(|_| shows_pace(effort));
        if let Some(pace) = told {
            text.push_str(&format!(", {}", pace.show(self.units)));
            let goal = self.paces.goal_beside(effort);
            let beside = [
                each.map(|each| format!("{} each", split_time(each))),
                goal.map(|goal| format!("goal {}", goal.show(self.units))),
            ];
            let beside: Vec<String> = beside.into_iter().flatten().collect();
            if !beside.is_empty() {
                text.push_str(&format!(" ({})", beside.join(", ")));
            }
        }
        let feel = if told.is_some() {
            short_feel(felt)
        } else {
            feel(felt)
        };
        if let Some(feel) = feel {
            text.push_str(", ");
            text.push_str(feel);
        }
        text
    }

    fn between(&self, recovery: Option<&Step>, comma: &str) -> String {
        match recovery {
            Some(Step::Run { amount, effort }) => {
                let amount = match amount {
                    // Seconds alone, e.g. "60 s walk", to match the repeats beside it.
                    Amount::Time(time) if time.is_exact() => split_time(time.low),
                    amount => amount_text(amount, self.units),
                };
                format!("{comma} with {amount} {} between", phrase(*effort))
            }
            Some(_) | None => String::new(),
        }
    }
}

fn split_time(time: Duration) -> String {
    match time.secs() {
        secs @ ..120 => format!("{secs} s"),
        secs if secs % 60 == 0 => time.show().to_string(),
        _ => time.clock(),
    }
}

/// An activity with its length and note: `45 min cross-training, bike`.
pub(super) fn activity_text(
    activity: Activity,
    amount: Option<Between<Duration>>,
    note: Option<&str>,
) -> String {
    let mut text = match amount {
        Some(amount) => format!("{} {}", amount.show(), activity.title()),
        None => capitalized(activity.title()),
    };
    if let Some(note) = note {
        text.push_str(", ");
        text.push_str(note);
    }
    text
}

/// A named activity with its length and note: `Massage, 60 min`.
pub(super) fn named_activity(title: &str, amount: Option<Between<Duration>>, note: Option<&str>) -> String {
    let amount = amount.map(|amount| amount.show().to_string());
    let parts = [Some(title), amount.as_deref(), note];
    parts.into_iter().flatten().collect::<Vec<_>>().join(", ")
}

fn capitalized(text: &str) -> String {
    let mut letters = text.chars();
    letters
        .next()
        .map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

pub(super) fn times_text(times: Between<u16>) -> String {
    match times.is_exact() {
        true => times.low.to_string(),
        false => format!("{}–{}", times.low, times.high),
    }
}

/// An amount in the runner's units. Track distances in metres stay in metres.
pub(super) fn amount_text(amount: &Amount, units: Units) -> String {
    match amount {
        Amount::Time(time) => time.show().to_string(),
        Amount::Distance { length, unit } => {
            let stays = match (unit, units) {
                (DistanceUnit::M, _) => length.high < Distance::from_metres(10_000),
                (DistanceUnit::Km, Units::Mi) => length.high < Distance::MILE,
                (DistanceUnit::Km, Units::Km) | (DistanceUnit::Mi, _) => false,
            };
            if !stays || length.low.mm() % 1_000 != 0 || length.high.mm() % 1_000 != 0 {
                return length.show(units).to_string();
            }
            let (low, high) = (length.low.mm() / 1_000, length.high.mm() / 1_000);
            match low == high {
                true => format!("{low} m"),
                false => format!("{low}–{high} m"),
            }
        }
    }
}

/// The effort in words, to follow an amount.
fn phrase(effort: Effort) -> &'static str {
    match effort {
        Effort::Easy => "easy",
        Effort::Recovery => "very easy",
        Effort::Jog => "jog",
        Effort::Walk => "walk",
        Effort::Marathon => "at marathon pace",
        Effort::HalfMarathon => "at half-marathon pace",
        Effort::Threshold => "at threshold",
        Effort::TenK => "at 10k pace",
        Effort::Interval => "at interval pace",
        Effort::FiveK => "at 5k pace",
        Effort::Repetition => "at repetition pace",
        Effort::Strides => "strides",
        Effort::Fast => "fast",
        Effort::Hill => "hard uphill",
        Effort::Goal => "at goal pace",
    }
}

/// True if a pace helps the runner: not for sprints, hills and walks.
fn shows_pace(effort: Effort) -> bool {
    !matches!(
        effort,
        Effort::Jog | Effort::Walk | Effort::Strides | Effort::Fast | Effort::Hill
    )
}

/// A word for the effort, to stand beside a pace: on a hot or hilly day it counts more than the watch.
fn short_feel(effort: Effort) -> Option<&'static str> {
    match effort {
        Effort::Easy | Effort::Recovery => Some("relaxed"),
        Effort::Marathon | Effort::Goal => Some("steady"),
        Effort::HalfMarathon => Some("controlled"),
        Effort::Threshold => Some("comfortably hard"),
        Effort::TenK => Some("hard"),
        Effort::FiveK | Effort::Interval => Some("very hard"),
        Effort::Repetition => Some("fast and smooth"),
        Effort::Jog | Effort::Walk | Effort::Strides | Effort::Fast | Effort::Hill => None,
    }
}

/// The talk test, for runners without known paces.
fn feel(effort: Effort) -> Option<&'static str> {
    match effort {
        Effort::Easy | Effort::Recovery => Some("relaxed enough to talk"),
        Effort::Marathon | Effort::Goal => Some("steady, in full sentences"),
        Effort::HalfMarathon => Some("in short sentences"),
        Effort::Threshold | Effort::TenK => Some("a few words at a time"),
        Effort::FiveK | Effort::Interval => Some("single words at most"),
        Effort::Repetition => Some("fast and smooth"),
        Effort::Jog | Effort::Walk | Effort::Strides | Effort::Fast | Effort::Hill => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pace::{PaceModel, Vdot};
    use crate::units::Pace;

    fn lines(text: &str, units: Units) -> Vec<String> {
        let paces = Paces::from_vdot(Vdot::new(45.0).unwrap(), PaceModel::Online);
        described(text, &paces, units)
    }

    fn described(text: &str, paces: &Paces, units: Units) -> Vec<String> {
        let sprints = Workout::parse("8 x 20 s fast / 40 s walk", &|_| None).unwrap();
        let library = |name: &str| (name == "sprints").then(|| sprints.clone());
        Workout::parse(text, &library).unwrap().lines(paces, units)
    }

    #[test]
    fn the_runner_reads_steps_with_paces() {
        assert_eq!(
            lines(
                "15 min easy, 3 x (8 min @ T / 90 s jog), 6 x 20 s strides / 60 s walk",
                Units::Km
            ),
            [
                "15 min easy, 5:34–6:08 /km, relaxed",
                "3 × 8 min at threshold, 4:38 /km, comfortably hard, with 90 s jog between",
                "6 × 20 s strides with 60 s walk between",
            ]
        );
        assert_eq!(
            lines("18 km", Units::Mi),
            ["11.2 mi easy, 8:58–9:52 /mi, relaxed"]
        );
    }

    #[test]
    fn short_repeats_stay_in_metres_and_have_their_time() {
        assert_eq!(
            lines("5 x 1 km @ I / 400 m jog", Units::Mi),
            ["5 × 1000 m at interval pace, 6:52 /mi (4:16 each), very hard, with 400 m jog between"]
        );
        assert_eq!(
            lines("6 x 400 m @ R / 2 min 30 s walk", Units::Km),
            ["6 × 400 m at repetition pace, 4:01 /km (96 s each), fast and smooth, with 2:30 walk between"]
        );
        assert_eq!(
            lines("3 x 2000 m @ 10k", Units::Mi),
            ["3 × 2000 m at 10k pace, 7:17 /mi, hard"]
        );
        assert_eq!(lines("1 mi", Units::Mi), ["1 mi easy, 8:58–9:52 /mi, relaxed"]);
    }

    #[test]
    fn what_is_inside_is_indented() {
        assert_eq!(
            lines("2 x (4 x 400 m @ R / 400 m jog) / 3 min walk", Units::Km),
            [
                "2 times, with 3 min walk between:",
                "  4 × 400 m at repetition pace, 4:01 /km (96 s each), fast and smooth, with 400 m jog between",
            ]
        );
        assert_eq!(
            lines("10-12 km with sprints", Units::Km),
            [
                "10–12 km easy, 5:34–6:08 /km, relaxed, and in it:",
                "  8 × 20 s fast with 40 s walk between"
            ]
        );
    }

    #[test]
    fn activities_are_said_plainly() {
        assert_eq!(
            lines("cross 45 min bike", Units::Km),
            ["45 min cross-training, bike"]
        );
        assert_eq!(lines("appointment massage", Units::Km), ["Appointment, massage"]);
        assert_eq!(lines("rest", Units::Km), ["Rest"]);
    }

    #[test]
    fn the_goal_stands_beside_the_pace_of_today() {
        let goal = |distance| Pace::for_race(distance, 12_600.0);
        let known = Paces::from_vdot(Vdot::new(45.0).unwrap(), PaceModel::Online);
        let known = known.with_goal(goal(Distance::MARATHON), Distance::MARATHON);
        assert_eq!(
            described("10 km @ M", &known, Units::Km),
            ["10 km at marathon pace, 4:56 /km (goal 4:59 /km), steady"]
        );
        let unknown = Paces::by_feel(false).with_goal(goal(Distance::MARATHON), Distance::MARATHON);
        assert_eq!(
            described("10 km @ M, 1 km @ HM, 1 km @ goal", &unknown, Units::Km),
            [
                "10 km at marathon pace, 4:59 /km, steady",
                "1 km at half-marathon pace, in short sentences",
                "1 km at goal pace, 4:59 /km, steady",
            ]
        );
    }

    #[test]
    fn without_a_result_the_breath_is_the_watch() {
        let paces = Paces::by_feel(false);
        assert_eq!(
            described("8 km", &paces, Units::Km),
            ["8 km easy, relaxed enough to talk"]
        );
        assert_eq!(
            described("3 x 8 min @ T / 90 s jog", &paces, Units::Km),
            ["3 × 8 min at threshold, a few words at a time, with 90 s jog between"]
        );
    }
}
