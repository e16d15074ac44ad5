//! The flags that describe a season, on a command line.

use std::ffi::OsString;

use clap::{Arg, ArgAction, ArgMatches};

use crate::season::{self, FLAGS};

/// The flags that describe a season, as given: name without dashes, and value. The names stand in
/// [`FLAGS`] alone; here is only how the help speaks of them.
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

    /// What a flag replaces as a whole, where the table would else grow: a list of days or of sessions.
    pub(super) fn replacing(&self) -> impl Iterator<Item = &'static str> {
        let given = |flag: &&season::Flag| self.0.iter().any(|(name, _)| name == flag.name);
        FLAGS.iter().filter(given).filter_map(season::Flag::replaces)
    }
}

/// How the help shows a flag: what its value is called, and what it means.
fn described(name: &str) -> (&'static str, &'static str) {
    match name {
        "race" => ("DATE", "The day of the race, as in 2027-04-19"),
        "race-name" => ("TEXT", "What the race is called"),
        "race-time" => ("TIME", "When the gun goes, as in 10:00"),
        "race-distance" => (
            "DISTANCE",
            "How far the race is, as in half or \"50 km\"; else the plan's",
        ),
        "race-place" => ("PLACE", "Where the race starts"),
        "race-zone" => ("ZONE", "The race's time zone, if it is not the runner's"),
        "goal" => ("TIME", "The time hoped for, as in 3:25:00"),
        "start" => ("DATE", "First day of training; else counted back from the race"),
        "previous" => ("DATE", "The day of the race behind; training begins on the next"),
        "name" => ("TEXT", "The runner's name"),
        "zone" => ("ZONE", "The runner's time zone, as in America/New_York"),
        "units" => ("km|mi", "How distances are shown"),
        "level" => ("LEVEL", "novice, intermediate or advanced"),
        "weekly" => ("DISTANCE", "The usual week now, as in \"50 km\""),
        "longest" => ("DISTANCE", "The longest run of the last weeks"),
        "recent" => (
            "RESULT",
            "A race result that gives the paces, as in \"half 1:38:30\"",
        ),
        "volume" => ("DISTANCE", "The peak week, inside the plan's range"),
        "days" => ("NUMBER", "How many days a week have a run, 3 to 7"),
        "long" => (
            "DAY TIME",
            "The long run's day, time or both, as in \"sun 08:00\"",
        ),
        "at" => (
            "DAY TIME",
            "When days have room, as in \"tue 18:00, sat 07:00-12:00, wed off\"",
        ),
        "also" => ("PLANS", "Overlays to add, as in mind-and-fuel,strength-2x"),
        "focus" => ("WORDS", "What to work on, as in kick,technique"),
        "rest" => ("DAYS", "Days free of training, as in mon,fri"),
        "away" => ("DATES", "Days away, as in 2027-02-13..2027-02-21"),
        "title" => ("TEXT", "What the calendar is called"),
        "event-title" => (
            "TEMPLATE",
            "The titles of events, as in \"{session}[, {distance}]\"",
        ),
        "only" => ("SESSIONS", "The sessions to show, as in long,quality,race"),
        "rest-days" => ("YES|NO", "Whether rest days are shown; --rest-days=no hides them"),
        "weeks" => ("YES|NO", "A note on the first day of each week"),
        "alarm" => (
            "DURATION",
            "A reminder before timed sessions, as in \"30 min\". Google and Outlook ignore those of subscribed \
             calendars, Nextcloud drops them, Apple asks",
        ),
        "calendar-color" => ("COLOUR", "The calendar's colour, by its CSS name"),
        "utc" => ("YES|NO", "Write times in UTC instead of the runner's zone"),
        "past" => (
            "YES|NO",
            "Whether weeks that are over are shown; --past=no hides them",
        ),
        "from" => ("DATE", "Show the weeks from this day on"),
        "to" => ("DATE", "Show the weeks up to this day"),
        "back" => ("WEEKS", "Show the weeks from so long ago on, as in \"4 weeks\""),
        "ahead" => (
            "WEEKS",
            "Show the weeks up to so long from now, as in \"6 weeks\"",
        ),
        "busy" => (
            "YES|NO",
            "The busy calendar instead: when there is no time, and nothing else",
        ),
        "busy-title" => ("TEXT", "What the busy calendar says; \"Busy\" when left out"),
        "busy-before" => ("DURATION", "Time taken before each session, as in \"15 min\""),
        "busy-after" => ("DURATION", "Time taken after each session, as in \"30 min\""),
        _ => ("VALUE", ""),
    }
}

/// `arguments` with a flag's value that begins with a minus and a digit joined to its flag: no flag is called so,
/// and what is wrong with `--weekly -5km` is said by who reads it.
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

impl clap::Args for SeasonFlags {
    fn augment_args(command: clap::Command) -> clap::Command {
        let arguments = FLAGS.iter().map(|flag| {
            let (value, help) = described(flag.name);
            let again = flag.is_repeatable();
            let help = if again {
                format!("{help} (may be repeated)")
            } else {
                help.to_owned()
            };
            let heading = if flag.is_of_calendar() {
                "The calendar, for export and diff"
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

    fn augment_args_for_update(command: clap::Command) -> clap::Command {
        Self::augment_args(command)
    }
}

impl clap::FromArgMatches for SeasonFlags {
    fn from_arg_matches(matches: &ArgMatches) -> Result<Self, clap::Error> {
        let given = FLAGS.iter().flat_map(|flag| {
            let values = matches.get_many::<String>(flag.name).into_iter().flatten();
            values.map(|value| (flag.name.to_owned(), value.clone()))
        });
        Ok(SeasonFlags(given.collect()))
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
