//! The flags that describe a season, one row each.

/// A flag: it has the same name on a command line, in an address and in a form.
#[derive(Debug, Clone, Copy)]
pub struct Flag {
    /// Its name, without dashes.
    pub name: &'static str,
    /// The placeholder of its value in the help.
    pub value_name: &'static str,
    /// Its help.
    pub help: &'static str,
    /// The label of its field in a form, if it has one.
    pub label: Option<&'static str>,
    /// The key of the season that it sets.
    pub(super) path: &'static str,
    pub(super) kind: FlagKind,
}

/// The form of a flag's value.
#[derive(Debug, Clone, Copy)]
pub(super) enum FlagKind {
    /// A single value.
    Text(Spelling),
    /// A date.
    Date,
    /// Words with commas between them.
    Words,
    /// A whole number.
    Number,
    /// Weekdays with their times.
    DayTime,
    /// Days or ranges of days.
    Away,
    /// On or off; the default is the value that holds without the flag.
    Switch { default: bool },
    /// On for the busy calendar, off for the full one.
    BusyFeed,
}

/// The one spelling that equal values of a flag share in an address.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Spelling {
    /// A name or a title, with its blanks.
    AsWritten,
    /// A distance.
    Distance,
    /// A race's distance, by its name if it has one.
    RaceDistance,
    /// A race's distance and time.
    Result,
    /// A race time.
    Clock,
    /// A time of day.
    TimeOfDay,
    /// A time zone.
    Zone,
    /// Kilometres or miles.
    Units,
    /// A word in small letters.
    Word,
    /// A duration in whole minutes, rounded down: a reminder.
    MinutesDown,
    /// A duration in whole minutes, rounded up: blocked time.
    MinutesUp,
    /// A colour by its CSS name.
    Color,
    /// Weekdays, the best one first, and a time.
    DaysAndTime,
}

impl Flag {
    /// `true` if it may stand without a value, and then is on.
    pub fn is_switch(&self) -> bool {
        matches!(self.kind, FlagKind::Switch { .. } | FlagKind::BusyFeed)
    }

    /// `true` if it may be given several times, since its values add up: days, words, ranges.
    pub fn is_repeatable(&self) -> bool {
        matches!(self.kind, FlagKind::Words | FlagKind::DayTime | FlagKind::Away)
    }

    /// `true` if it is about the calendar only, and not about the training.
    pub fn is_of_calendar(&self) -> bool {
        self.path.starts_with("calendar.")
    }

    /// The key whose list it replaces as a whole, if it takes several words.
    pub fn replaces(&self) -> Option<&'static str> {
        matches!(self.kind, FlagKind::Words).then_some(self.path)
    }

    const fn labelled(self, label: &'static str) -> Self {
        Flag {
            label: Some(label),
            ..self
        }
    }
}

const fn flag(
    name: &'static str,
    path: &'static str,
    kind: FlagKind,
    value_name: &'static str,
    help: &'static str,
) -> Flag {
    Flag {
        name,
        value_name,
        help,
        label: None,
        path,
        kind,
    }
}

/// All flags that describe a season, in the order of the help.
// A row a line.
#[rustfmt::skip]
pub const FLAGS: [Flag; 41] = [
    flag("race", "race.date", FlagKind::Date, "DATE", "Date of the race, e.g. 2027-04-19").labelled("Race day"),
    flag("race-name", "race.name", FlagKind::Text(Spelling::AsWritten), "TEXT", "Name of the race"),
    flag("race-time", "race.time", FlagKind::Text(Spelling::TimeOfDay), "TIME", "Start time, e.g. 10:00"),
    flag("race-distance", "race.distance", FlagKind::Text(Spelling::RaceDistance), "DISTANCE", "Distance of the race, e.g. half or \"50 km\" [default: the plan's]"),
    flag("race-place", "race.place", FlagKind::Text(Spelling::AsWritten), "PLACE", "Place of the start"),
    flag("race-zone", "race.time_zone", FlagKind::Text(Spelling::Zone), "ZONE", "Time zone of the race [default: the runner's]"),
    flag("goal", "race.goal", FlagKind::Text(Spelling::Clock), "TIME", "Goal time, e.g. 3:25:00"),
    flag("start", "start", FlagKind::Date, "DATE", "First day of training [default: counted back from the race]").labelled("First day"),
    flag("previous", "previous.date", FlagKind::Date, "DATE", "Date of the previous race; training begins on the next day").labelled("Your last race"),
    flag("name", "athlete.name", FlagKind::Text(Spelling::AsWritten), "TEXT", "Name of the runner"),
    flag("zone", "athlete.time_zone", FlagKind::Text(Spelling::Zone), "ZONE", "Time zone of the runner, e.g. America/New_York").labelled("Time zone"),
    flag("units", "athlete.units", FlagKind::Text(Spelling::Units), "km|mi", "Unit of distances").labelled("Distances in"),
    flag("level", "athlete.level", FlagKind::Text(Spelling::Word), "LEVEL", "Level of the runner: novice, intermediate or advanced"),
    flag("weekly", "athlete.weekly", FlagKind::Text(Spelling::Distance), "DISTANCE", "Running in a usual week now, e.g. \"50 km\"").labelled("You run a week now"),
    flag("longest", "athlete.longest", FlagKind::Text(Spelling::Distance), "DISTANCE", "Longest run of the last weeks").labelled("Your longest run lately"),
    flag("recent", "athlete.recent", FlagKind::Text(Spelling::Result), "RESULT", "Recent race result that sets the paces, e.g. \"half 1:38:30\"").labelled("A recent race"),
    flag("also", "also", FlagKind::Words, "PLANS", "Overlays to add, e.g. mind-and-fuel,strength-2x").labelled("Add to the plan"),
    flag("focus", "focus", FlagKind::Words, "WORDS", "Skills to work on, e.g. kick,technique"),
    flag("volume", "volume", FlagKind::Text(Spelling::Distance), "DISTANCE", "Running in the peak week, inside the plan's range"),
    flag("days", "week.days", FlagKind::Number, "NUMBER", "Days with a run each week, 3 to 7").labelled("Running days a week"),
    flag("long", "week.long", FlagKind::Text(Spelling::DaysAndTime), "DAY TIME", "Day, time or both of the long run, e.g. \"sun 08:00\"").labelled("Long run on"),
    flag("at", "week", FlagKind::DayTime, "DAY TIME", "Times that days have room for a session, e.g. \"tue 18:00, sat 07:00-12:00, wed off\"").labelled("When you have time"),
    flag("rest", "week.rest", FlagKind::Words, "DAYS", "Days free of training, e.g. mon,fri").labelled("Rest day"),
    flag("away", "away", FlagKind::Away, "DATES", "Days away, e.g. 2027-02-13..2027-02-21").labelled("Days away"),
    flag("title", "calendar.title", FlagKind::Text(Spelling::AsWritten), "TEXT", "Title of the calendar"),
    flag("event-title", "calendar.event_title", FlagKind::Text(Spelling::AsWritten), "TEMPLATE", "Titles of events, e.g. \"{session}[, {distance}]\""),
    flag("only", "calendar.sessions", FlagKind::Words, "SESSIONS", "Sessions to show, e.g. long,quality,race"),
    flag("rest-days", "calendar.rest", FlagKind::Switch { default: true }, "YES|NO", "Show rest days; --rest-days=no hides them"),
    flag("weeks", "calendar.weeks", FlagKind::Switch { default: false }, "YES|NO", "Add a note on the first day of each week"),
    flag("alarm", "calendar.alarm", FlagKind::Text(Spelling::MinutesDown), "DURATION", "Reminder before timed sessions, e.g. \"30 min\". In subscribed calendars Google and Outlook ignore reminders, Nextcloud removes them, and Apple asks first"),
    flag("calendar-color", "calendar.color", FlagKind::Text(Spelling::Color), "COLOUR", "Colour of the calendar, as a CSS name"),
    flag("utc", "calendar.utc", FlagKind::Switch { default: false }, "YES|NO", "Write times in UTC instead of the runner's zone"),
    flag("past", "calendar.past", FlagKind::Switch { default: true }, "YES|NO", "Show past weeks; --past=no hides them"),
    flag("from", "calendar.window.from", FlagKind::Date, "DATE", "Show the weeks from this day on"),
    flag("to", "calendar.window.to", FlagKind::Date, "DATE", "Show the weeks up to this day"),
    flag("back", "calendar.window.back", FlagKind::Text(Spelling::AsWritten), "WEEKS", "Show past weeks, at most so many, e.g. \"4 weeks\""),
    flag("ahead", "calendar.window.ahead", FlagKind::Text(Spelling::AsWritten), "WEEKS", "Show weeks ahead, at most so many, e.g. \"6 weeks\""),
    flag("busy", "calendar.feed", FlagKind::BusyFeed, "YES|NO", "Write the busy feed instead: timed sessions as \"Busy\", nothing else"),
    flag("busy-title", "calendar.busy.title", FlagKind::Text(Spelling::AsWritten), "TEXT", "Title of the events of the busy feed [default: \"Busy\"]"),
    flag("busy-before", "calendar.busy.before", FlagKind::Text(Spelling::MinutesUp), "DURATION", "Time to block before each session in the busy feed, e.g. \"15 min\""),
    flag("busy-after", "calendar.busy.after", FlagKind::Text(Spelling::MinutesUp), "DURATION", "Time to block after each session in the busy feed, e.g. \"30 min\""),
];
