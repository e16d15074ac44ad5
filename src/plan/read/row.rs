//! The keys that a phase and each of its weeks share: volume, rest, sessions, days.

use std::sync::Arc;

use super::as_u32;
use super::sessions::Context;
use super::values::parse_percent;
use crate::diagnostic::Diagnostic;
use crate::document::{Reader, Text, Value, ValueKind};
use crate::plan::MOST_ITEMS;
use crate::plan::model::{Row, RowSession, Size, Sizes, Volume};
use crate::plan::session::SessionKind;
use crate::plan::weekday::weekday_words;
use crate::units::{Distance, Duration};
use crate::workout::{Activity, Effort, Step, Workout};

/// The most daily reminders.
const MOST_DAILY: usize = 5;

/// Reads the keys that a phase and each of its weeks share.
pub(super) struct RowReader<'r, 'a> {
    reader: &'r Reader<'a>,
    context: &'r Context<'r>,
}

impl<'r, 'a> RowReader<'r, 'a> {
    pub(super) fn new(reader: &'r Reader<'a>, context: &'r Context<'r>) -> Self {
        RowReader { reader, context }
    }

    /// Reads the row. Missing keys are taken from `defaults`.
    pub(super) fn read(&self, defaults: Option<&Row>) -> Row {
        let reader = self.reader;
        let volume = self.volume().or_else(|| defaults.and_then(|row| row.volume));
        let cutback = reader.bool("cutback").unwrap_or(false);
        let rest = reader.integer("rest", 0..=7).map(|n| as_u32(n.value));
        let rest = rest.or_else(|| defaults.map(|row| row.rest)).unwrap_or(0);
        let fixed = reader.bool("fixed").unwrap_or(false);
        let mut sessions = Vec::new();
        if let Some(days) = reader.table("days", "a week's `days`") {
            self.days(&days, fixed, &mut sessions);
            days.finish();
        }
        let mut named: Vec<String> = Vec::new();
        for name in self.context.sessions.names() {
            if name == "rest" {
                continue;
            }
            let Some(value) = reader.value(name) else { continue };
            named.push(name.to_owned());
            if let Some(session) = self.context.sessions.get(name)
                && let Some(sizes) = self.sizes(name, value)
                && sizes.count() > 0
            {
                let session = Arc::clone(session);
                sessions.push(RowSession {
                    session,
                    sizes,
                    day: None,
                    span: value.span.clone(),
                });
            }
        }
        if let Some(defaults) = defaults {
            let inherited = defaults
                .sessions
                .iter()
                .filter(|s| !named.contains(&s.session.name));
            sessions.extend(inherited.cloned());
        }
        let daily = self
            .daily()
            .or_else(|| defaults.map(|row| row.daily.clone()))
            .unwrap_or_default();
        sessions.sort_by_key(|session| session.session.kind);
        let training = sessions.iter().filter(|s| s.session.kind.is_training());
        let items: usize = training.map(|s| s.sizes.count()).sum();
        if items > MOST_ITEMS {
            let message = format!("this week has {items} sessions, and {MOST_ITEMS} is the most");
            reader
                .faults()
                .push(Diagnostic::error("too-many-sessions", message).at(reader.span(), ""));
        }
        Row {
            volume,
            cutback,
            rest,
            sessions,
            daily,
            span: reader.span().clone(),
        }
    }

    fn volume(&self) -> Option<Volume> {
        let parse = |text: &str| {
            if text.trim_end().ends_with('%') {
                parse_percent(text).map(Volume::Percent)
            } else {
                Distance::parse(text)
                    .map(Volume::Distance)
                    .map_err(|error| error.to_string())
            }
        };
        self.reader
            .parsed("volume", "volume", parse)
            .map(|volume| volume.value)
    }

    /// The daily reminders. Anything that needs a slot among the day's training is a fault.
    fn daily(&self) -> Option<Vec<Workout>> {
        let texts = self.reader.texts("daily")?;
        if texts.len() > MOST_DAILY {
            let message = format!("{} things a day, and {MOST_DAILY} is the most", texts.len());
            let fault = Diagnostic::error("too-many", message).at(&texts[MOST_DAILY].span, "one too many");
            self.reader.faults().push(fault);
        }
        let workouts = texts.iter().filter_map(|text| {
            let workout = self.context.parse(text, self.reader.faults())?;
            let kind = kind_of(&workout);
            if kind.is_training() && kind != SessionKind::Mobility || kind == SessionKind::Rest {
                let message = format!("`{}` is training, and cannot be daily", text.value);
                let help = "daily may be mobility, mind, fuel and reminders; name training in its own key";
                let fault = Diagnostic::error("daily", message).at(&text.span, "").help(help);
                self.reader.faults().push(fault);
                return None;
            }
            Some(workout)
        });
        Some(workouts.collect())
    }

    fn sizes(&self, key: &str, value: &Value) -> Option<Sizes> {
        match value.kind {
            ValueKind::Integer(number) => {
                let most = most_a_week(self.context.sessions.get(key).map(|session| session.kind));
                if number > most {
                    let message = format!("`{key}` is {number}, and a week holds at most {most} of them");
                    let help =
                        format!("a bare number says how many; for how far, write {key} = \"{number} km\"");
                    let fault = Diagnostic::error("out-of-range", message).at(&value.span, "how many");
                    self.reader.faults().push(fault.help(help));
                    return None;
                }
                let count = self.reader.integer(key, 0..=most)?;
                Some(Sizes::Count(as_u32(count.value)))
            }
            ValueKind::List(ref items) => {
                let sizes = items.iter().filter_map(|item| self.size(key, item));
                Some(Sizes::Each(sizes.collect()))
            }
            _ => self.size(key, value).map(|size| Sizes::Each(vec![size])),
        }
    }

    fn size(&self, key: &str, value: &Value) -> Option<Size> {
        if let ValueKind::Integer(_) | ValueKind::Float(_) = value.kind {
            self.reader.without_unit(key, value, "km");
            return None;
        }
        let text = self.reader.text_of(key, value)?;
        if text.value.trim_end().ends_with('%') {
            let percent = self.reader.parse_text("share", &text, parse_percent)?;
            return Some(Size::Percent(percent.value));
        }
        let workout = self.context.parse(&text, self.reader.faults())?;
        let name = text.value.trim();
        let called = self.context.workout(name).is_some().then(|| name.to_owned());
        Some(Size::Workout(workout, called))
    }

    fn days(&self, days: &Reader<'_>, fixed: bool, sessions: &mut Vec<RowSession>) {
        let mut runs: Vec<(usize, Duration)> = Vec::new();
        for (key, key_span, value) in days.unasked() {
            let name = Text {
                value: key.to_owned(),
                span: key_span.clone(),
            };
            days.knows(key);
            let Some(day) = days.word_of("a day", &name, weekday_words()) else {
                continue;
            };
            for text in days.texts(key).unwrap_or_default() {
                let Some(workout) = self.context.parse(&text, self.reader.faults()) else {
                    continue;
                };
                let kind = kind_of(&workout);
                if kind == SessionKind::Rest {
                    continue;
                }
                if kind == SessionKind::Easy {
                    let by_feel = crate::pace::Paces::by_feel(false);
                    runs.push((sessions.len(), workout.duration(&by_feel).high));
                }
                let called = self.context.workout(text.value.trim()).is_some();
                let size = Size::Workout(workout, called.then(|| text.value.trim().to_owned()));
                sessions.push(RowSession {
                    session: self.context.sessions.of_kind(kind),
                    sizes: Sizes::Each(vec![size]),
                    day: Some((day.value, fixed)),
                    span: value.span.clone(),
                });
            }
        }
        // An easy run that is clearly the longest of the week is its long run.
        runs.sort_by_key(|&(_, time)| std::cmp::Reverse(time));
        let longest = match runs.as_slice() {
            [first] => Some(first),
            [first, second, ..] if first.1.secs() * 4 >= second.1.secs() * 5 => Some(first),
            _ => None,
        };
        if let Some(&(index, time)) = longest
            && time >= Duration::from_minutes(60)
        {
            sessions[index].session = self.context.sessions.of_kind(SessionKind::Long);
        }
    }
}

/// The most sessions of a kind in a week: one long run (rule P9), one run a day, else [`MOST_ITEMS`].
fn most_a_week(kind: Option<SessionKind>) -> i64 {
    match kind {
        Some(SessionKind::Long) => 1,
        Some(kind) if kind.is_run() => 7,
        _ => MOST_ITEMS as i64,
    }
}

fn first_activity(steps: &[Step]) -> Option<Activity> {
    match steps.first()? {
        Step::Activity { activity, .. } => Some(*activity),
        Step::Named { steps, .. } => first_activity(steps),
        _ => None,
    }
}

/// The kind of session that a workout on a named day belongs to.
pub(super) fn kind_of(workout: &Workout) -> SessionKind {
    if workout.is_rest() {
        return SessionKind::Rest;
    }
    if let Some(activity) = first_activity(&workout.steps) {
        return match activity {
            Activity::Strength => SessionKind::Strength,
            Activity::Cross | Activity::Walk => SessionKind::Cross,
            Activity::Mobility | Activity::Drills => SessionKind::Mobility,
            Activity::Mind | Activity::Reminder => SessionKind::Mind,
            Activity::Fuel => SessionKind::Fuel,
            Activity::Appointment => SessionKind::Appointment,
        };
    }
    match workout.main_effort() {
        None | Some(Effort::Easy | Effort::Recovery | Effort::Jog | Effort::Walk | Effort::Strides) => {
            SessionKind::Easy
        }
        Some(_) => SessionKind::Quality,
    }
}
