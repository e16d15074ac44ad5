//! The flags that describe a season, on a command line.

use std::ffi::OsString;

use clap::{Arg, ArgAction, ArgMatches};

use crate::season::{self, FLAGS, Flag};

/// The flags of a season and its calendar, as given: name without dashes, and value. [`FLAGS`] lists the names; this file
/// adds the help texts.
#[derive(Debug, Clone, Default)]
pub(crate) struct SeasonFlags(Vec<(String, String)>);

impl SeasonFlags {
    /// One flag with its value.
    pub(crate) fn one(name: &str, value: &str) -> Self {
        SeasonFlags(vec![(name.to_owned(), value.to_owned())])
    }

    /// The flags in the order of [`FLAGS`]: name without dashes, and value.
    pub(super) fn given(&self) -> &[(String, String)] {
        &self.0
    }

    /// Keys of lists that a flag replaces as a whole, e.g. days or sessions, instead of adding to them.
    pub(super) fn replacing(&self) -> impl Iterator<Item = &'static str> {
        let given = |flag: &&season::Flag| self.0.iter().any(|(name, _)| name == flag.name);
        FLAGS.iter().filter(given).filter_map(season::Flag::replaces)
    }
}

/// The name of a flag's value and the help text.
fn described(name: &str) -> (&'static str, &'static str) {
    match name {
        "race" => ("DATE", "Date of the race, e.g. 2027-04-19"),
        "race-name" => ("TEXT", "Name of the race"),
        "race-time" => ("TIME", "Start time, e.g. 10:00"),
        "race-distance" => (
            "DISTANCE",
            "Distance of the race, e.g. half or \"50 km\" [default: the plan's]",
        ),
        "race-place" => ("PLACE", "Place of the start"),
        "race-zone" => ("ZONE", "Time zone of the race [default: the runner's]"),
        "goal" => ("TIME", "Goal time, e.g. 3:25:00"),
        "start" => (
            "DATE",
            "First day of training [default: counted back from the race]",
        ),
        "previous" => (
            "DATE",
            "Date of the previous race; training begins on the next day",
        ),
        "name" => ("TEXT", "Name of the runner"),
        "zone" => ("ZONE", "Time zone of the runner, e.g. America/New_York"),
        "units" => ("km|mi", "Unit of distances"),
        "level" => ("LEVEL", "Level of the runner: novice, intermediate or advanced"),
        "weekly" => ("DISTANCE", "Running in a usual week now, e.g. \"50 km\""),
        "longest" => ("DISTANCE", "Longest run of the last weeks"),
        "recent" => (
            "RESULT",
            "Recent race result that sets the paces, e.g. \"half 1:38:30\"",
        ),
        "volume" => ("DISTANCE", "Running in the peak week, inside the plan's range"),
        "days" => ("NUMBER", "Days with a run each week, 3 to 7"),
        "long" => (
            "DAY TIME",
            "Day, time or both of the long run, e.g. \"sun 08:00\"",
        ),
        "at" => (
            "DAY TIME",
            "Times that days have room for a session, e.g. \"tue 18:00, sat 07:00-12:00, wed off\"",
        ),
        "also" => ("PLANS", "Overlays to add, e.g. mind-and-fuel,strength-2x"),
        "focus" => ("WORDS", "Skills to work on, e.g. kick,technique"),
        "rest" => ("DAYS", "Days free of training, e.g. mon,fri"),
        "away" => ("DATES", "Days away, e.g. 2027-02-13..2027-02-21"),
        "title" => ("TEXT", "Title of the calendar"),
        "event-title" => ("TEMPLATE", "Titles of events, e.g. \"{session}[, {distance}]\""),
        "only" => ("SESSIONS", "Sessions to show, e.g. long,quality,race"),
        "rest-days" => ("YES|NO", "Show rest days; --rest-days=no hides them"),
        "weeks" => ("YES|NO", "Add a note on the first day of each week"),
        "alarm" => (
            "DURATION",
            "Reminder before timed sessions, e.g. \"30 min\". In subscribed calendars Google and Outlook ignore \
             reminders, Nextcloud removes them, and Apple asks first",
        ),
        "calendar-color" => ("COLOUR", "Colour of the calendar, as a CSS name"),
        "utc" => ("YES|NO", "Write times in UTC instead of the runner's zone"),
        "past" => ("YES|NO", "Show past weeks; --past=no hides them"),
        "from" => ("DATE", "Show the weeks from this day on"),
        "to" => ("DATE", "Show the weeks up to this day"),
        "back" => ("WEEKS", "Show past weeks, at most so many, e.g. \"4 weeks\""),
        "ahead" => ("WEEKS", "Show weeks ahead, at most so many, e.g. \"6 weeks\""),
        "busy" => (
            "YES|NO",
            "Write the busy feed instead: timed sessions as \"Busy\", nothing else",
        ),
        "busy-title" => ("TEXT", "Title of the events of the busy feed [default: \"Busy\"]"),
        "busy-before" => (
            "DURATION",
            "Time to block before each session in the busy feed, e.g. \"15 min\"",
        ),
        "busy-after" => (
            "DURATION",
            "Time to block after each session in the busy feed, e.g. \"30 min\"",
        ),
        _ => ("VALUE", ""),
    }
}

/// Joins a value that begins with a minus and a digit to its flag, as no flag has such a name. So the reader of the value
/// reports the fault of `--weekly -5km`.
pub(super) fn with_negative_values(arguments: impl IntoIterator<Item = OsString>) -> Vec<OsString> {
    let takes_value = |word: &OsString| {
        let name = word.to_str().and_then(|word| word.strip_prefix("--"));
        FLAGS
            .iter()
            .any(|flag| Some(flag.name) == name && !flag.is_switch())
    };
    let is_negative = |word: &OsString| {
        let digits = word.to_str().and_then(|word| word.strip_prefix('-'));
        digits.is_some_and(|digits| digits.starts_with(|c: char| c.is_ascii_digit()))
    };
    let mut joined: Vec<OsString> = Vec::new();
    for word in arguments {
        match joined.last_mut() {
            Some(flag) if is_negative(&word) && takes_value(flag) => {
                flag.push("=");
                flag.push(word);
            }
            _ => joined.push(word),
        }
    }
    joined
}

/// The flags of a season that change its days, without those of its calendar. With `TITLE` there is also `--title`, for a
/// command that shows it.
#[derive(Debug, Clone, Default)]
pub(crate) struct TrainingFlags<const TITLE: bool>(pub(crate) SeasonFlags);

impl<const TITLE: bool> TrainingFlags<TITLE> {
    fn has(flag: &Flag) -> bool {
        !flag.is_of_calendar() || (TITLE && flag.name == "title")
    }
}

impl<const TITLE: bool> clap::Args for TrainingFlags<TITLE> {
    fn augment_args(command: clap::Command) -> clap::Command {
        augmented(command, Self::has)
    }

    fn augment_args_for_update(command: clap::Command) -> clap::Command {
        Self::augment_args(command)
    }
}

impl<const TITLE: bool> clap::FromArgMatches for TrainingFlags<TITLE> {
    fn from_arg_matches(matches: &ArgMatches) -> Result<Self, clap::Error> {
        Ok(TrainingFlags(given(matches, Self::has)))
    }

    fn update_from_arg_matches(&mut self, matches: &ArgMatches) -> Result<(), clap::Error> {
        *self = Self::from_arg_matches(matches)?;
        Ok(())
    }
}

/// `command` with the flags that it `has`.
fn augmented(command: clap::Command, has: fn(&Flag) -> bool) -> clap::Command {
    let arguments = FLAGS.iter().filter(|flag| has(flag)).map(|flag| {
        let (value, help) = described(flag.name);
        let again = flag.is_repeatable();
        let help = if again {
            format!("{help} (may be repeated)")
        } else {
            help.to_owned()
        };
        let heading = if flag.is_of_calendar() {
            "The calendar"
        } else {
            "The season"
        };
        let argument = Arg::new(flag.name)
            .long(flag.name)
            .value_name(value)
            .help(help)
            .help_heading(heading)
            .action(if again { ArgAction::Append } else { ArgAction::Set });
        if flag.is_switch() {
            // With a blank between them the value would be an input.
            argument
                .num_args(0..=1)
                .require_equals(true)
                .default_missing_value("yes")
        } else {
            argument
        }
    });
    command.args(arguments)
}

/// The values of the flags that the command `has`.
fn given(matches: &ArgMatches, has: fn(&Flag) -> bool) -> SeasonFlags {
    let given = FLAGS.iter().filter(|flag| has(flag)).flat_map(|flag| {
        let values = matches.get_many::<String>(flag.name).into_iter().flatten();
        values.map(|value| (flag.name.to_owned(), value.clone()))
    });
    SeasonFlags(given.collect())
}

impl clap::Args for SeasonFlags {
    fn augment_args(command: clap::Command) -> clap::Command {
        augmented(command, |_| true)
    }

    fn augment_args_for_update(command: clap::Command) -> clap::Command {
        Self::augment_args(command)
    }
}

impl clap::FromArgMatches for SeasonFlags {
    fn from_arg_matches(matches: &ArgMatches) -> Result<Self, clap::Error> {
        Ok(given(matches, |_| true))
    }

    fn update_from_arg_matches(&mut self, matches: &ArgMatches) -> Result<(), clap::Error> {
        *self = Self::from_arg_matches(matches)?;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_flag_of_a_season_is_described() {
        for flag in FLAGS {
            assert!(!described(flag.name).1.is_empty(), "--{} has no help", flag.name);
        }
    }
}
