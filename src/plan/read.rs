//! A plan's TOML to a [`Plan`]: every fault is collected, and only a plan without errors comes out.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::library::WORKOUTS;
use super::model::{
    Goal, Level, Needs, Once, Phase, PhaseKind, Plan, Row, RowSession, Side, Size, Sizes, Volume,
    VolumeBasis, Weeks,
};
use super::session::{RangePolicy, SessionKind, SessionType, SessionTypes};
use super::week::{Weekday, weekday_words};
use super::{MOST_ITEMS, MOST_WEEKS};
use crate::diagnostic::{Diagnostic, Faults, Source, Span};
use crate::document::{Kind, Reader, Text, Value, parse};
use crate::pace::Vdot;
use crate::units::{Between, Distance, Duration};
use crate::workout::{Activity, Effort, NotationError, NotationErrorKind, Step, Workout};

/// Reads the plan called `name`. `None` when `source` has errors, which are then in `faults`.
pub fn read(name: &str, source: &Arc<Source>, faults: &Faults) -> Option<Plan> {
    let before = faults.errors();
    let table = parse(source, faults);
    let root = Reader::new(&table, faults, "a plan");
    let workouts = workouts(&root);
    let sessions = session_types(&root, &workouts);
    let context = Context {
        sessions: &sessions,
        workouts: &workouts,
    };

    let title = root
        .line("title")
        .map_or_else(|| name.to_owned(), |text| text.value);
    let goal = root
        .parsed("goal", "distance", parse_goal)
        .and_then(|goal| goal.value);
    let level = root.word("level", &Level::WORDS).map(|level| level.value);
    let summary = root.text("summary").map_or_else(String::new, |text| text.value);
    let credit = root.text("credit").map_or_else(String::new, |text| text.value);
    let basis = basis(&root);
    let needs = needs(&root);
    let long_cap = root
        .parsed("long_cap", "duration", Duration::parse)
        .map(|cap| cap.value);
    let vdot = root
        .integer("vdot", 20..=85)
        .and_then(|vdot| Vdot::new(f64::from(as_u32(vdot.value))).ok());
    let readers = root.tables("phase", "a phase");
    if readers.is_empty() && faults.errors() == before {
        let help = "begin one with a line [[phase]] and give it name, weeks and sessions";
        faults.push(
            Diagnostic::error("no-phase", "the plan has no phase")
                .at(&Span::new(source, 0..0), "")
                .help(help),
        );
    }
    let phases: Vec<Phase> = readers
        .into_iter()
        .filter_map(|reader| phase(reader, &context, goal))
        .collect();
    let once = root
        .tables("once", "a [[once]] item")
        .into_iter()
        .filter_map(|r| once(r, &context))
        .collect();
    root.finish();

    let weeks = Plan::weeks_of(&phases);
    if weeks.max > MOST_WEEKS {
        let message = format!(
            "the plan may last {} weeks, and {MOST_WEEKS} is the most",
            weeks.max
        );
        let place = phases
            .last()
            .map_or_else(|| Span::new(source, 0..0), |phase| phase.span.clone());
        faults.push(Diagnostic::error("too-many-weeks", message).at(&place, ""));
    }
    (faults.errors() == before).then(|| Plan {
        name: name.to_owned(),
        title,
        goal: goal.map(Goal),
        level,
        summary,
        credit,
        basis,
        needs,
        vdot,
        long_cap,
        phases,
        sessions,
        once,
    })
}

/// What the rows of one plan may speak of.
struct Context<'a> {
    sessions: &'a SessionTypes,
    workouts: &'a BTreeMap<String, Workout>,
}

impl Context<'_> {
    fn workout(&self, name: &str) -> Option<Workout> {
        self.workouts.get(name).or_else(|| WORKOUTS.get(name)).cloned()
    }

    fn parse(&self, text: &Text, faults: &Faults) -> Option<Workout> {
        match Workout::parse(&text.value, &|name| self.workout(name)) {
            Ok(workout) => Some(workout),
            Err(error) => {
                let known = self.workouts.keys().chain(WORKOUTS.keys());
                faults.push(notation_fault(&error, text, known.map(String::as_str)));
                None
            }
        }
    }
}

/// What is wrong with a workout's text, at the word, with the nearest of the notation's words and
/// the `workouts`.
pub(crate) fn notation_fault<'a>(
    error: &NotationError,
    text: &Text,
    workouts: impl Iterator<Item = &'a str>,
) -> Diagnostic {
    let fault = Diagnostic::error("workout", error.to_string()).at(&text.part(error.span.clone()), "");
    let from_library = match &error.kind {
        NotationErrorKind::UnknownName(name) => crate::diagnostic::nearest(name, workouts),
        _ => None,
    };
    match from_library.or(error.nearest.as_deref()) {
        Some(near) => fault.help(format!("did you mean `{near}`?")),
        None => fault,
    }
}

fn parse_goal(text: &str) -> Result<Option<Distance>, String> {
    if text.trim() == "none" {
        return Ok(None);
    }
    parse_race_distance(text).map(Some)
}

/// A race's distance: "5k", "10k", "15k", "half", "marathon", or a distance.
pub(crate) fn parse_race_distance(text: &str) -> Result<Distance, String> {
    match text.trim().to_lowercase().as_str() {
        "5k" => Ok(Distance::FIVE_K),
        "10k" => Ok(Distance::TEN_K),
        "15k" => Ok(Distance::from_metres(15_000)),
        "half" | "half marathon" | "half-marathon" => Ok(Distance::HALF_MARATHON),
        "marathon" => Ok(Distance::MARATHON),
        "mile" => Ok(Distance::MILE),
        _ => match Distance::parse(text) {
            Ok(distance) if distance < Distance::from_metres(400) => {
                Err(format!("`{text}` is too short for a race"))
            }
            Ok(distance) => Ok(distance),
            Err(_) => {
                let near = crate::diagnostic::nearest(text, ["5k", "10k", "15k", "half", "marathon", "mile"]);
                let hint = near.map_or_else(String::new, |near| format!(" (did you mean `{near}`?)"));
                Err(format!(
                    "`{text}` is not a race distance: 5k, 10k, half, marathon or \"50 km\"{hint}"
                ))
            }
        },
    }
}

/// "30 %" as 30.
pub(crate) fn parse_percent(text: &str) -> Result<u32, String> {
    let number = text.trim().strip_suffix('%').map(str::trim);
    match number.and_then(|number| number.parse::<u32>().ok()) {
        Some(percent) if percent <= 200 => Ok(percent),
        Some(_) => Err(format!("`{text}` is over 200 %")),
        None => Err(format!("`{text}` is not a share: write it as \"70 %\"")),
    }
}

fn parse_percent_range(text: &str) -> Result<Between<u32>, String> {
    let wrong = || format!("`{text}` is not a range of shares: write it as \"20-40 %\"");
    let (low, high) = text
        .trim()
        .strip_suffix('%')
        .and_then(|t| t.split_once('-'))
        .ok_or_else(wrong)?;
    let low = low.trim().parse().map_err(|_| wrong())?;
    let high = high.trim().parse().map_err(|_| wrong())?;
    Between::new(low, high)
        .filter(|range| range.high <= 100)
        .ok_or_else(wrong)
}

fn workouts(root: &Reader<'_>) -> BTreeMap<String, Workout> {
    let mut known: BTreeMap<String, Workout> = BTreeMap::new();
    let Some(table) = root.table("workout", "the workouts") else {
        return known;
    };
    let mut open: Vec<(&str, Text)> = Vec::new();
    for (name, _, value) in table.unasked() {
        if let Some(text) = table.text_of(name, value) {
            open.push((name, text));
        }
        table.knows(name);
    }
    // A workout may name one that is written below it, so go round until nothing more resolves.
    loop {
        let before = open.len();
        open.retain(|(name, text)| {
            let lookup = |name: &str| known.get(name).or_else(|| WORKOUTS.get(name)).cloned();
            let workout = Workout::parse(&text.value, &lookup);
            let done = workout.is_ok();
            if let Ok(workout) = workout {
                known.insert((*name).to_owned(), workout);
            }
            !done
        });
        if open.is_empty() || open.len() == before {
            break;
        }
    }
    let context = Context {
        sessions: &SessionTypes::default(),
        workouts: &known,
    };
    for (_, text) in &open {
        context.parse(text, root.faults());
    }
    known
}

fn session_types(root: &Reader<'_>, workouts: &BTreeMap<String, Workout>) -> SessionTypes {
    let mut sessions = SessionTypes::default();
    let Some(table) = root.table("session", "the sessions") else {
        return sessions;
    };
    let builtin = SessionTypes::default();
    let context = Context {
        sessions: &builtin,
        workouts,
    };
    for (name, key_span, _) in table.unasked() {
        let Some(reader) = table.table(name, "a session") else {
            continue;
        };
        let kind = reader.word("kind", &SessionKind::WORDS).map(|kind| kind.value);
        let mut session = match (builtin.get(name), kind) {
            (Some(known), None) => SessionType::clone(known),
            (Some(known), Some(kind)) if known.kind == kind => SessionType::clone(known),
            (Some(_), Some(kind)) => {
                let message = format!(
                    "`{name}` is built in, and its kind cannot become `{}`",
                    kind.word()
                );
                let help = "give the new session a name of its own";
                root.faults().push(
                    Diagnostic::error("session-kind", message)
                        .at(key_span, "")
                        .help(help),
                );
                continue;
            }
            (None, Some(kind)) => {
                let mut title = name.replace(['-', '_'], " ");
                if let Some(first) = title.get_mut(0..1) {
                    first.make_ascii_uppercase();
                }
                SessionType {
                    name: name.to_owned(),
                    title,
                    ..SessionType::built_in(kind)
                }
            }
            (None, None) => {
                let message = format!("`{name}` is a new session, and needs a `kind`");
                let fault = Diagnostic::error("session-kind", message).at(key_span, "new here");
                let kinds: Vec<&str> = SessionKind::WORDS.iter().map(|(word, _)| *word).collect();
                let help = match crate::diagnostic::nearest(name, kinds.iter().copied()) {
                    Some(near) => format!("did you mean the built-in `{near}`?"),
                    None => format!("add kind = one of {}", kinds.join(", ")),
                };
                root.faults().push(fault.help(help));
                // Known from here on, so that the rows that use it are not reported too.
                SessionType {
                    name: name.to_owned(),
                    ..SessionType::built_in(SessionKind::Mobility)
                }
            }
        };
        if let Some(title) = reader.line("title") {
            session.title = title.value;
        }
        if let Some(days) = reader.texts("on") {
            session.on = weekdays(&reader, "on", &days);
        }
        if let Some(text) = reader.text("length")
            && let Some(workout) = context.parse(&text, root.faults())
        {
            session.length = workout;
        }
        if let Some(policy) = reader.word("ranges", &RangePolicy::WORDS) {
            session.ranges = policy.value;
        }
        reader.finish();
        sessions.set(session);
    }
    sessions
}

fn weekdays(reader: &Reader<'_>, what: &str, days: &[Text]) -> Vec<Weekday> {
    let found = days
        .iter()
        .filter_map(|day| reader.word_of(&format!("`{what}`"), day, weekday_words()));
    found.map(|day| day.value).collect()
}

fn basis(root: &Reader<'_>) -> VolumeBasis {
    let Some(value) = root.value("volume") else {
        return VolumeBasis::None;
    };
    let span = value.span.clone();
    if let Kind::Text(_) = &value.kind {
        let peak = root.parsed("volume", "distance", Distance::parse);
        return peak.map_or(VolumeBasis::None, |peak| VolumeBasis::Peak {
            peak: peak.value,
            range: Between::exactly(peak.value),
            span,
        });
    }
    let Some(reader) = root.table("volume", "a plan's volume") else {
        return VolumeBasis::None;
    };
    let usual = reader.parsed("usual", "distance", Distance::parse);
    let basis = if let Some(usual) = usual {
        let reduction = reader
            .parsed("reduction", "share", parse_percent)
            .map_or(0, |value| value.value);
        let range = reader.parsed("range", "share", parse_percent_range);
        let reduction_range = range
            .as_ref()
            .map_or(Between::exactly(reduction), |range| range.value);
        if let Some(range) = &range
            && !(reduction_range.low..=reduction_range.high).contains(&reduction)
        {
            let message = format!("the reduction of {reduction} % lies outside its range");
            root.faults()
                .push(Diagnostic::error("volume-range", message).at(&range.span, ""));
        }
        VolumeBasis::Usual {
            typical: usual.value,
            reduction: reduction.min(100),
            reduction_range,
        }
    } else {
        reader.knows("reduction");
        let peak = reader.parsed("peak", "distance", Distance::parse);
        let range = reader.parsed("range", "distance", Between::<Distance>::parse);
        let Some(peak) = peak else {
            if reader.value("peak").is_none() {
                let help = "write volume = { peak = \"75 km\", range = \"60-90 km\" }";
                let fault = Diagnostic::error("volume", "a plan's volume needs a `peak` or a `usual`");
                root.faults().push(fault.at(&span, "").help(help));
            }
            reader.finish();
            return VolumeBasis::None;
        };
        if let Some(range) = &range
            && !(range.value.low..=range.value.high).contains(&peak.value)
        {
            let message = format!("the peak of {} lies outside its range", peak.value.exact());
            let fault = Diagnostic::error("volume-range", message).at(&peak.span, "");
            root.faults().push(fault.beside(&range.span, "the range"));
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
        .parsed("weekly", "distance", Distance::parse)
        .map(|value| value.value);
    let longest = reader
        .parsed("longest", "distance", Distance::parse)
        .map(|value| value.value);
    reader.finish();
    Needs { weekly, longest }
}

fn phase(reader: Reader<'_>, context: &Context<'_>, goal: Option<Distance>) -> Option<Phase> {
    let faults = reader.faults();
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

    if rows
        .iter()
        .all(|row| row.sessions.is_empty() && row.volume.is_none() && row.rest == 0)
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
        let message = format!(
            "the phase `{name}` lasts at least {} and at most {} weeks, typically {}: that cannot be",
            weeks.min, weeks.max, weeks.typical
        );
        faults.push(Diagnostic::error("phase-weeks", message).at(&weeks_at, "min ≤ typical ≤ max"));
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
        rows,
        span,
    })
}

/// Least, typical (if said) and greatest number of weeks, in whatever order the file has them.
fn weeks(reader: &Reader<'_>) -> Option<(u32, Option<u32>, u32)> {
    let value = reader.value("weeks")?;
    match &value.kind {
        Kind::Integer(_) => {
            let weeks = as_u32(reader.integer("weeks", 1..=i64::from(MOST_WEEKS))?.value);
            Some((weeks, Some(weeks), weeks))
        }
        Kind::Text(_) => {
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

fn as_u32(number: i64) -> u32 {
    u32::try_from(number).unwrap_or(0)
}

/// Reads the keys that a phase and each of its weeks share.
struct RowReader<'r, 'a> {
    reader: &'r Reader<'a>,
    context: &'r Context<'r>,
}

impl<'r, 'a> RowReader<'r, 'a> {
    fn new(reader: &'r Reader<'a>, context: &'r Context<'r>) -> Self {
        RowReader { reader, context }
    }

    /// The row, with what it leaves out taken from `defaults`.
    fn read(&self, defaults: Option<&Row>) -> Row {
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

    fn sizes(&self, key: &str, value: &Value) -> Option<Sizes> {
        match &value.kind {
            Kind::Integer(_) => {
                let count = self.reader.integer(key, 0..=MOST_ITEMS as i64)?;
                Some(Sizes::Count(as_u32(count.value)))
            }
            Kind::List(items) => {
                let sizes = items.iter().filter_map(|item| self.size(key, item));
                Some(Sizes::Each(sizes.collect()))
            }
            _ => self.size(key, value).map(|size| Sizes::Each(vec![size])),
        }
    }

    fn size(&self, key: &str, value: &Value) -> Option<Size> {
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
        // The one easy run that is clearly the longest of the week is its long run.
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

/// The kind of session that a workout on a named day is.
fn kind_of(workout: &Workout) -> SessionKind {
    if workout.is_rest() {
        return SessionKind::Rest;
    }
    if let Some(Step::Activity { activity, .. }) = workout.steps.first() {
        return match activity {
            Activity::Strength => SessionKind::Strength,
            Activity::Cross | Activity::Walk => SessionKind::Cross,
            Activity::Mobility | Activity::Drills => SessionKind::Mobility,
            Activity::Mind => SessionKind::Mind,
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

fn once(reader: Reader<'_>, context: &Context<'_>) -> Option<Once> {
    let what = reader.line("what");
    let session = reader.text("session");
    let minutes = reader
        .integer("minutes", 5..=480)
        .map(|minutes| as_u32(minutes.value));
    let window = |key: &str| reader.parsed(key, "window", parse_days);
    let (after, before) = (window("after_race"), window("before_race"));
    let span = reader.span().clone();
    let name = session.as_ref().map_or("appointment", |text| text.value.as_str());
    let kind = context.sessions.get(name).cloned();
    if let (None, Some(text)) = (&kind, &session) {
        let message = format!("`{name}` is not a session");
        let fault = Diagnostic::error("unknown-session", message).at(&text.span, "unknown");
        reader
            .faults()
            .push(fault.suggest(name, context.sessions.names()));
    }
    let faults = reader.faults();
    if what.is_none() && reader.value("what").is_none() {
        faults.push(Diagnostic::error("missing-key", "a [[once]] item needs `what`").at(&span, ""));
    }
    reader.finish();
    let (side, days) = match (after, before) {
        (Some(days), None) => (Side::After, days.value),
        (None, Some(days)) => (Side::Before, days.value),
        (None, None) => {
            let help = "write after_race = \"3-5 days\" or before_race = \"7-10 days\"";
            faults.push(
                Diagnostic::error("missing-key", "a [[once]] item needs its days")
                    .at(&span, "")
                    .help(help),
            );
            return None;
        }
        (Some(_), Some(second)) => {
            let message = "a [[once]] item has one window, after a race or before one";
            faults.push(Diagnostic::error("window", message).at(&second.span, "a second one"));
            return None;
        }
    };
    let session = kind?;
    let workout = match minutes {
        Some(minutes) => with_minutes(&session.length, minutes),
        None => session.length.clone(),
    };
    Some(Once {
        what: what?.value,
        session,
        workout,
        side,
        days,
        span,
    })
}

fn with_minutes(workout: &Workout, minutes: u32) -> Workout {
    let length = Between::exactly(Duration::from_minutes(minutes));
    let mut workout = workout.clone();
    match workout.steps.first_mut() {
        Some(Step::Activity { amount, note, .. }) => {
            *amount = Some(length);
            *note = None;
        }
        Some(Step::Run { amount, .. }) => *amount = crate::workout::Amount::Time(length),
        _ => {}
    }
    workout
}

fn parse_days(text: &str) -> Result<Between<u32>, String> {
    let wrong = || format!("`{text}` is not a range of days: write it as \"3-5 days\"");
    let days = text
        .trim()
        .trim_end_matches("days")
        .trim_end_matches("day")
        .trim();
    let (low, high) = days.split_once(['-', '–']).unwrap_or((days, days));
    let low = low.trim().parse().map_err(|_| wrong())?;
    let high = high.trim().parse().map_err(|_| wrong())?;
    Between::new(low, high)
        .filter(|range| range.low >= 1 && range.high <= 366)
        .ok_or_else(wrong)
}
