//! The keys that a phase and each of its weeks share: volume, rest, sessions, days.

use std::sync::Arc;

use super::as_u32;
use super::sessions::Context;
use super::values::parse_percent;
use crate::diagnostic::fault::{PlanFault, Subject};
use crate::diagnostic::{Code, ValueError};
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
            let fault = PlanFault::TooManySessions {
                sessions: items,
                most: MOST_ITEMS,
            };
            reader.faults().push(fault.at(reader.span()));
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
                    .map_err(ValueError::from)
            }
        };
        self.reader
            .parsed("volume", Code::Volume, parse)
            .map(|volume| volume.value)
    }

    /// The daily reminders. Anything that needs a slot among the day's training is a fault.
    fn daily(&self) -> Option<Vec<Workout>> {
        let texts = self.reader.texts("daily")?;
        if texts.len() > MOST_DAILY {
            let fault = PlanFault::TooManyDaily {
                count: texts.len(),
                most: MOST_DAILY,
            };
            self.reader.faults().push(fault.at(&texts[MOST_DAILY].span));
        }
        let workouts = texts.iter().filter_map(|text| {
            let workout = self.context.parse(text, self.reader.faults())?;
            let kind = kind_of(&workout);
            if kind.is_training() && kind != SessionKind::Mobility || kind == SessionKind::Rest {
                let fault = PlanFault::DailyTraining {
                    workout: text.value.clone(),
                };
                self.reader.faults().push(fault.at(&text.span));
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
                    let fault = PlanFault::TooManyOfKind {
                        session: key.to_owned(),
                        number,
                        most,
                    };
                    self.reader.faults().push(fault.at(&value.span));
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
            let percent = self.reader.parse_text(Code::Share, &text, parse_percent)?;
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
            let Some(day) = days.word_of(Subject::Thing("a day"), &name, weekday_words()) else {
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
