//! From what stands on the command line to a season: a plan's name, a plan's file or a season's file, and
//! the flags, which win over what stands in a file.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use clap::{Arg, ArgAction, ArgMatches};

use super::Failure;
use super::around;
use super::report::{self, Report};
use crate::diagnostic::{Diagnostic, Faults, Source};
use crate::document::{self, Kind, Table};
use crate::files;
use crate::plan::{self, Library, Plan};
use crate::season::{self, FLAGS, PlanSource, Season};

/// What an input turned out to be.
pub(crate) enum Input {
    /// A template.
    Plan(Arc<Plan>),
    /// A runner's dates.
    Season(Box<Season>),
}

/// The plans that can be named in this run.
pub(crate) struct Plans {
    library: Library,
}

impl Plans {
    /// The built-in ones, and those of `folder`.
    pub(crate) fn new(folder: Option<&Path>, report: &Report) -> Result<Self, Failure> {
        let mut library = plan::built_in();
        if let Some(folder) = folder {
            let listed = files::toml_files(folder).map_err(|error| {
                Failure::Environment(anyhow::anyhow!(
                    "cannot read the folder {}: {}",
                    folder.display(),
                    report::reason(&error)
                ))
            })?;
            for path in listed {
                if let Some(source) = report.read(&path) {
                    library.add(&stem(&path), source);
                }
            }
        }
        Ok(Plans { library })
    }

    /// The same without the seasons that lie in the folder too.
    #[cfg(feature = "serve")]
    pub(crate) fn without_seasons(self) -> Library {
        let mut library = plan::built_in();
        for name in self.library.names() {
            if let Some(source) = self.library.source(name).filter(|source| is_plan(source)) {
                library.add(name, Arc::clone(source));
            }
        }
        library
    }

    /// The plans by name.
    pub(crate) fn library(&self) -> &Library {
        &self.library
    }

    /// The plan that `input` names; what is wrong is collected.
    pub(crate) fn plan(&self, input: &str, report: &Report) -> Option<Arc<Plan>> {
        if is_file(input) {
            let source = report.read(Path::new(input))?;
            return plan::read(&stem(Path::new(input)), &source, &report.faults).map(Arc::new);
        }
        if self.library.source(input).is_none() {
            report.faults.push(self.unknown(input));
            return None;
        }
        self.library.plan(input, &report.faults)
    }

    /// The season that `input` and `flags` describe.
    pub(crate) fn season(&self, input: &str, flags: &SeasonFlags, report: &Report) -> Option<Season> {
        let (mut table, base) = self.table(input, report)?;
        for name in flags.replacing() {
            remove(&mut table, name);
        }
        season::table_of_flags(&mut table, &flags.0, "--", &report.faults);
        self.read(&table, base, report)
    }

    /// The season of a table, with the calendars that it names.
    fn read(&self, table: &Table, base: PathBuf, report: &Report) -> Option<Season> {
        let resolver = Resolver {
            library: &self.library,
            base,
        };
        let season = season::read(table, &resolver, &report.faults);
        around::plan_around(season, table, &resolver.base, report)
    }

    /// What `input` is, without flags: a plan as it stands, or a season.
    pub(crate) fn any(&self, input: &str, report: &Report) -> Option<Input> {
        if is_file(input) {
            let source = report.read(Path::new(input))?;
            if is_plan(&source) {
                let plan = plan::read(&stem(Path::new(input)), &source, &report.faults)?;
                return Some(Input::Plan(Arc::new(plan)));
            }
            let table = document::parse(&source, &report.faults);
            return self
                .read(&table, folder_of(input), report)
                .map(Box::new)
                .map(Input::Season);
        }
        self.plan(input, report).map(Input::Plan)
    }

    /// The season's table before the flags, and the folder that its paths start from.
    fn table(&self, input: &str, report: &Report) -> Option<(Table, PathBuf)> {
        if is_file(input) {
            let source = report.read(Path::new(input))?;
            if !is_plan(&source) {
                return Some((document::parse(&source, &report.faults), folder_of(input)));
            }
        } else if self.library.source(input).is_none() {
            report.faults.push(self.unknown(input));
            return None;
        }
        let table = season::table_of_plan(input, "the command line");
        Some((table, PathBuf::new()))
    }

    fn unknown(&self, name: &str) -> Diagnostic {
        let fault = Diagnostic::error("unknown-plan", format!("there is no plan `{name}`"));
        let file = format!("{name}.toml");
        if files::exists(Path::new(&file)) {
            return fault.help(format!("did you mean the file `{file}`?"));
        }
        match crate::diagnostic::nearest(name, self.library.names()) {
            Some(near) => fault.help(format!("did you mean `{near}`?")),
            None => fault.help("`longrun plans` lists them; a file is named with its .toml"),
        }
    }
}

/// A file is named with its ending, so that a file beside the program never hides a plan.
fn is_file(input: &str) -> bool {
    input.ends_with(".toml") || input.contains(std::path::MAIN_SEPARATOR)
}

/// A TOML file that holds `phase` or `plans` is a plan.
fn is_plan(source: &Arc<Source>) -> bool {
    let table = document::parse(source, &Faults::new());
    ["phase", "plans", "overlay"]
        .iter()
        .any(|key| table.get(key).is_some())
}

fn folder_of(input: &str) -> PathBuf {
    Path::new(input).parent().map(Path::to_owned).unwrap_or_default()
}

/// A file's name without `.toml`.
pub(crate) fn stem(path: &Path) -> String {
    path.file_stem()
        .map_or_else(String::new, |stem| stem.to_string_lossy().into_owned())
}

/// Takes the key at a dotted path out of a table.
fn remove(table: &mut Table, path: &str) {
    match path.split_once('.') {
        None => table.entries.retain(|entry| entry.key != path),
        Some((head, rest)) => {
            let inner = table.entries.iter_mut().find(|entry| entry.key == head);
            if let Some(Kind::Table(inner)) = inner.map(|entry| &mut entry.value.kind) {
                remove(inner, rest);
            }
        }
    }
}

/// Plans for a season: by name, or by a path from the season's folder.
struct Resolver<'a> {
    library: &'a Library,
    base: PathBuf,
}

impl PlanSource for Resolver<'_> {
    fn plan(&self, name: &str, faults: &Faults) -> Result<Option<Arc<Plan>>, String> {
        if is_file(name) {
            let path = self.base.join(name);
            return match report::read(&path) {
                Ok(source) => Ok(plan::read(&stem(&path), &source, faults).map(Arc::new)),
                Err((fault, _)) => Err(fault.message),
            };
        }
        match self.library.source(name) {
            Some(_) => Ok(self.library.plan(name, faults)),
            None => Err(format!("there is no plan `{name}`")),
        }
    }

    fn names(&self) -> Vec<String> {
        self.library.names().map(str::to_owned).collect()
    }
}

/// The flags that describe a season, as given: name without dashes, and value. The names stand in
/// [`FLAGS`] alone; here is only how the help speaks of them.
#[derive(Debug, Clone, Default)]
pub(crate) struct SeasonFlags(Vec<(String, String)>);

impl SeasonFlags {
    /// One flag with its value.
    pub(crate) fn one(name: &str, value: &str) -> Self {
        SeasonFlags(vec![(name.to_owned(), value.to_owned())])
    }

    /// What a flag replaces as a whole, where the table would else grow: a list of days or of sessions.
    fn replacing(&self) -> impl Iterator<Item = &'static str> {
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
            "When a day has room, as in \"tue 18:00\", \"sat 07:00-12:00\", \"wed off\"",
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
