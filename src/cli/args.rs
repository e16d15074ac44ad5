//! The commands and their arguments.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum, ValueHint};

use super::season_flags::{SeasonFlags, TrainingFlags};
use super::shared_flags::{After, DayFlags, Json, Now, PlansFolder};
use crate::diagnostic::nearest;
use crate::plan::{Level, parse_race_distance};
use crate::units::Distance;

const EXAMPLES: &str = "\
\x1b[1;4mExamples:\x1b[0m
  List the plans, or show one in full:
    longrun plans
    longrun plans marathon-intermediate-18

  Show a season in the terminal, then write its calendar:
    longrun show marathon-intermediate-18 --race 2027-04-19
    longrun export marathon-intermediate-18 --race 2027-04-19 --zone America/New_York -o spring.ics

  Keep a season of your own in a file:
    longrun check season.toml
    longrun export season.toml -o spring.ics

Exit codes: 0 success, 1 a file has faults, 2 invalid usage, 3 a file cannot be read or written.
Of diff: 0 no change, 1 changes, 2 trouble.";

const EXPORT_EXAMPLES: &str = "\
\x1b[1;4mExamples:\x1b[0m
  longrun export marathon-intermediate-18 --race 2027-04-19 --zone America/New_York -o spring.ics
  longrun export season.toml --weekly \"55 km\" -o - | less
  longrun export seasons/*.toml -o calendars/
  longrun export season.toml --busy -o busy.ics --after spring.ics

A calendar that longrun wrote before is updated: every session stays the same event, and one that is gone is
cancelled. Past days never change, and sessions to come stay on their days where they can; --afresh lets those days
go. `longrun diff` shows the changes beforehand.

Writing is atomic: a crash leaves the old file whole. If an input has faults, nothing is written.";

const PLANS_EXAMPLES: &str = "\
\x1b[1;4mExamples:\x1b[0m
  longrun plans --goal half --weeks 12 --days 4 --level novice
  longrun plans marathon-intermediate-18
  longrun plans --json | jq -r '.[].name'";

const DIFF_EXAMPLES: &str = "\
\x1b[1;4mExamples:\x1b[0m
  longrun diff spring.ics season.toml
  longrun diff spring.ics season.toml --race 2027-04-26 --json | jq -r '.changes[].title'

Exit codes: 0 no change, 1 changes, 2 trouble.";

const SHOW_EXAMPLES: &str = "\
\x1b[1;4mExamples:\x1b[0m
  longrun show marathon-intermediate-18 --race 2027-04-19 --weekly \"50 km\" --recent \"half 1:38:30\"
  longrun show season.toml --long \"sat 09:00\" --rest mon,fri
  longrun show season.toml --json | jq '.weeks[].run'";

const EXPLAIN_EXAMPLES: &str = "\
\x1b[1;4mExamples:\x1b[0m
  longrun explain season.toml 2027-03-14
  longrun explain marathon-intermediate-18 2027-03-14 --race 2027-04-19 --rest sun";

/// Training plans, placed on real dates, in the calendar that people already look at.
#[derive(Debug, Parser)]
#[command(name = "longrun", version, after_help = EXAMPLES, max_term_width = 100)]
#[command(
    disable_help_subcommand = false,
    subcommand_required = true,
    arg_required_else_help = true
)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    pub(crate) command: Command,
    /// Colours: auto, always or never; auto respects NO_COLOR and pipes
    #[arg(long, global = true, value_name = "WHEN", default_value = "auto")]
    #[arg(hide_possible_values = true, hide_default_value = true, display_order = 900)]
    pub(crate) color: ColorMode,
}

/// The commands.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// List the plans, or show one in full
    Plans(PlansArguments),
    /// Show a season in the terminal, one row per week
    #[command(after_help = SHOW_EXAMPLES)]
    Show(ShowArguments),
    /// Explain why sessions are on this day, and what other days would cost
    Explain(ExplainArguments),
    /// Write a season's calendar (.ics)
    Export(ExportArguments),
    /// Show what would change in a published calendar; nothing is written
    Diff(DiffArguments),
    /// Check plans and seasons for faults, as a coach would; nothing is written
    Check(CheckArguments),
    /// Serve calendar feeds
    #[cfg(feature = "serve")]
    Serve(super::serve::ServeArguments),
    /// Manage the private addresses of runners' calendars
    #[cfg(feature = "serve")]
    Feeds(super::feeds::FeedsArguments),
    /// Check what a server needs: store, folder, time zones and clock
    #[cfg(feature = "serve")]
    Doctor(super::doctor::DoctorArguments),
    /// Write the whole store to one file
    #[cfg(feature = "serve")]
    Backup(super::backup::BackupArguments),
    /// Restore a backup
    #[cfg(feature = "serve")]
    Restore(super::backup::RestoreArguments),
    /// Print a shell completion script
    Completions(CompletionsArguments),
}

/// `longrun plans`
#[derive(Debug, Args)]
#[command(after_help = PLANS_EXAMPLES)]
pub(crate) struct PlansArguments {
    /// Name or file of a plan [default: list all plans]
    #[arg(value_name = "NAME")]
    pub(crate) name: Option<String>,
    #[command(flatten)]
    pub(crate) filter: PlanFilter,
    #[command(flatten)]
    pub(crate) json: Json,
    #[command(flatten)]
    pub(crate) folder: PlansFolder,
}

/// Conditions on the plans that are listed.
#[derive(Debug, Args)]
pub(crate) struct PlanFilter {
    /// Only plans for this race, e.g. half or 10k; `none` for plans without one
    #[arg(long, value_name = "RACE", value_parser = goal, conflicts_with = "name")]
    pub(crate) goal: Option<WantedGoal>,
    /// Only plans that can last this many weeks
    #[arg(long, value_name = "NUMBER", value_parser = clap::value_parser!(u32).range(1..=104), conflicts_with = "name")]
    pub(crate) weeks: Option<u32>,
    /// Only plans with runs on at most this many days a week
    #[arg(long, value_name = "NUMBER", value_parser = clap::value_parser!(u32).range(1..=7), conflicts_with = "name")]
    pub(crate) days: Option<u32>,
    /// Only plans for novice, intermediate or advanced runners, and those for everyone
    #[arg(long, value_name = "LEVEL", value_parser = level, conflicts_with = "name")]
    pub(crate) level: Option<Level>,
}

/// The race that a listed plan must be for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum WantedGoal {
    /// No race.
    None,
    /// A race of this distance.
    Race(Distance),
}

fn goal(text: &str) -> Result<WantedGoal, String> {
    if text.eq_ignore_ascii_case("none") {
        return Ok(WantedGoal::None);
    }
    parse_race_distance(text)
        .map(WantedGoal::Race)
        .map_err(|error| error.to_string())
}

fn level(text: &str) -> Result<Level, String> {
    let known = Level::WORDS
        .iter()
        .find(|(word, _)| word.eq_ignore_ascii_case(text));
    known.map(|(_, level)| *level).ok_or_else(|| {
        let near = nearest(text, Level::WORDS.iter().map(|(word, _)| *word));
        near.map_or_else(
            || "write novice, intermediate or advanced".to_owned(),
            |near| format!("did you mean `{near}`?"),
        )
    })
}

/// `longrun show`
#[derive(Debug, Args)]
pub(crate) struct ShowArguments {
    /// A plan's name, a plan's file, or a season's file
    #[arg(value_name = "PLAN|SEASON.toml", value_hint = ValueHint::FilePath)]
    pub(crate) input: String,
    #[command(flatten)]
    pub(crate) json: Json,
    #[command(flatten)]
    pub(crate) after: After,
    #[command(flatten)]
    pub(crate) folder: PlansFolder,
    #[command(flatten)]
    pub(crate) now: Now,
    #[command(flatten)]
    pub(crate) season: TrainingFlags<true>,
}

/// The season that `longrun diff` compares with.
#[derive(Debug, Args)]
pub(crate) struct SeasonArguments {
    /// A plan's name, a plan's file, or a season's file
    #[arg(value_name = "PLAN|SEASON.toml", value_hint = ValueHint::FilePath)]
    pub(crate) input: String,
    #[command(flatten)]
    pub(crate) json: Json,
    #[command(flatten)]
    pub(crate) folder: PlansFolder,
    #[command(flatten)]
    pub(crate) now: Now,
    #[command(flatten)]
    pub(crate) season: SeasonFlags,
}

/// `longrun explain`
#[derive(Debug, Args)]
#[command(after_help = EXPLAIN_EXAMPLES)]
pub(crate) struct ExplainArguments {
    /// A plan's name, a plan's file, or a season's file
    #[arg(value_name = "PLAN|SEASON.toml", value_hint = ValueHint::FilePath)]
    pub(crate) input: String,
    /// Day to explain
    #[arg(value_name = "DATE")]
    pub(crate) date: String,
    #[command(flatten)]
    pub(crate) after: After,
    #[command(flatten)]
    pub(crate) folder: PlansFolder,
    #[command(flatten)]
    pub(crate) now: Now,
    #[command(flatten)]
    pub(crate) season: TrainingFlags<false>,
}

/// `longrun export`
#[derive(Debug, Args)]
#[command(after_help = EXPORT_EXAMPLES)]
pub(crate) struct ExportArguments {
    /// Plans' names, plans' files, or seasons' files
    #[arg(value_name = "PLAN|SEASON.toml", required = true, value_hint = ValueHint::FilePath)]
    pub(crate) inputs: Vec<String>,
    /// Output: a file, a folder (one .ics per input), or `-` for standard output [default: NAME.ics here, or standard
    /// output if that is not a terminal]
    #[arg(short, long, value_name = "FILE|DIR|-", value_hint = ValueHint::AnyPath)]
    pub(crate) output: Option<PathBuf>,
    /// Overwrite a damaged file, or one that longrun did not write
    #[arg(long)]
    pub(crate) force: bool,
    #[command(flatten)]
    pub(crate) days: DayFlags,
    #[command(flatten)]
    pub(crate) folder: PlansFolder,
    #[command(flatten)]
    pub(crate) now: Now,
    #[command(flatten)]
    pub(crate) season: SeasonFlags,
}

/// `longrun diff`
#[derive(Debug, Args)]
#[command(after_help = DIFF_EXAMPLES)]
pub(crate) struct DiffArguments {
    /// Calendar that was exported before
    #[arg(value_name = "OLD.ics", value_hint = ValueHint::FilePath)]
    pub(crate) old: PathBuf,
    #[command(flatten)]
    pub(crate) days: DayFlags,
    #[command(flatten)]
    pub(crate) new: SeasonArguments,
}

/// `longrun check`
#[derive(Debug, Args)]
pub(crate) struct CheckArguments {
    /// Files of plans and seasons
    #[arg(value_name = "FILE", required = true, value_hint = ValueHint::FilePath)]
    pub(crate) inputs: Vec<String>,
    #[command(flatten)]
    pub(crate) json: Json,
    #[command(flatten)]
    pub(crate) after: After,
    #[command(flatten)]
    pub(crate) folder: PlansFolder,
    #[command(flatten)]
    pub(crate) now: Now,
}

/// `longrun completions`
#[derive(Debug, Args)]
pub(crate) struct CompletionsArguments {
    /// Shell to complete for
    pub(crate) shell: clap_complete::Shell,
}

/// Use of colours in the output.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum ColorMode {
    /// On a terminal, unless NO_COLOR is set
    Auto,
    /// Also into files and pipes
    Always,
    /// Not at all
    Never,
}

impl ColorMode {
    /// Makes it hold for all that is printed from here on.
    pub(crate) fn apply(self) {
        match self {
            ColorMode::Auto => {}
            ColorMode::Always => anstream::ColorChoice::Always.write_global(),
            ColorMode::Never => anstream::ColorChoice::Never.write_global(),
        }
    }
}
