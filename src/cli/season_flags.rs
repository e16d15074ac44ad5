//! The flags that describe a season, on a command line.

use std::ffi::OsString;

use clap::{Arg, ArgAction, ArgMatches};

use crate::season::{self, FLAGS, Flag};

/// The flags of a season and its calendar, as given: name without dashes, and value. [`FLAGS`] lists them.
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
        let again = flag.is_repeatable();
        let help = if again {
            format!("{} (may be repeated)", flag.help)
        } else {
            flag.help.to_owned()
        };
        let heading = if flag.is_of_calendar() {
            "The calendar"
        } else {
            "The season"
        };
        let argument = Arg::new(flag.name)
            .long(flag.name)
            .value_name(flag.value_name)
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
            assert!(!flag.help.is_empty(), "--{} has no help", flag.name);
        }
    }
}
