//! Faults of seasons.

use chrono::{NaiveDate, NaiveTime};

use super::{Audience, Fault, MissingKey, TitleFault, Words, faults};
use crate::limits::{MOST_YEARS, YEARS};
use crate::pace::PaceError;
use crate::units::{Distance, Duration, Units};

faults! {
    /// A fault of a season.
    SeasonFault in Season {
        /// A season without a plan.
        WithoutPlan => Error MissingKey,
        /// A season whose list of plans is empty.
        EmptyPlanList => Error NoPlan,
        /// A key that must be there.
        Missing { key: MissingKey } => Error MissingKey,
        /// A plan that is not known.
        UnknownPlan { name: String, advice: PlanAdvice } => Error UnknownPlan,
        /// A plan whose file cannot be read.
        UnreadablePlan { reason: Box<Fault>, advice: PlanAdvice } => Error UnknownPlan,
        /// A plan made of plans among those that another plan is made of.
        PlanOfPlans { plan: String } => Error PlanOfPlans,
        /// Recovery from a race of unknown distance.
        UnknownRecovery => Error Recovery,
        /// An overlay among the plans.
        OverlayAsPlan { plan: String } => Error Also,
        /// A plan among the overlays.
        PlanAsOverlay { plan: String } => Error Also,
        /// An overlay that is added twice.
        AddedTwice { plan: String } => Error Also,
        /// A week that overlays fill with too many sessions.
        WeekTooFull { week: u32, plan: String, sessions: usize, most: usize } => Error TooManySessions,
        /// A race result that nobody runs; the time that was probably meant.
        ImplausibleResult { error: PaceError, meant: Option<Duration> } => Error Recent,
        /// A goal that nobody runs; the time that was probably meant.
        ImplausibleGoal { goal: Duration, distance: Distance, error: PaceError, meant: Option<Duration> } => Error Goal,
        /// A fault of a template of event titles.
        EventTitle { fault: TitleFault } => Error EventTitle,
        /// A color without a CSS name.
        UnknownColor { text: String, near: Option<&'static str> } => Error Color,
        /// A calendar's window that ends before it begins.
        WindowBackwards => Error WindowOrder,
        /// A window with two beginnings.
        TwoBeginnings => Error WindowTwice,
        /// A window with two ends.
        TwoEnds => Error WindowTwice,
        /// A calendar without the past whose window has a beginning.
        PastAndBeginning => Error WindowTwice,
        /// A race that is not after the start; the days that were probably meant.
        RaceBeforeStart { race: NaiveDate, start: NaiveDate, meant: MeantDays } => Error RaceBeforeStart,
        /// A race behind that is not before the race ahead; the days that were probably meant.
        PreviousAfterRace { meant: MeantDays } => Error RaceOrder,
        /// A season of too many years between its start, or the race behind, and its race.
        TooLong { first: NaiveDate, last: NaiveDate, meant: MeantDays } => Error SeasonTooLong,
        /// Plans that take so many weeks end to end.
        PlansTooLong { weeks: i64 } => Error SeasonTooLong,
        /// More plans than a season has.
        TooManyPlans { most: usize } => Error TooMany,
        /// More overlays than a season has.
        TooManyOverlays { most: usize } => Error TooMany,
        /// Training on a day before or after those that calendars have.
        OutsideYears { day: NaiveDate } => Error Date,
        /// A tune-up race on the day of the race.
        TuneupOnRaceDay => Error RaceOrder,
        /// A tune-up race after the race, by so many days.
        TuneupAfterRace { days: i64 } => Warning TuneupLate,
        /// A plan for a race in a season without one.
        NoRace { plan: String } => Error NoRace,
        /// A season with neither a race nor a start.
        NoStart => Error NoStart,
        /// A peak outside of the range that the plan can be scaled to.
        VolumeOutside {
            volume: Distance,
            plan: String,
            low: Distance,
            high: Distance,
            units: Units,
        } => Error VolumeRange,
        /// A peak for a plan that has none.
        NoPeak { plan: String } => Error VolumeRange,
        /// A calendar to plan around, without a time zone.
        CalendarWithoutZone => Error NoTimeZone,
        /// A start time without a time zone.
        TimeWithoutZone => Error NoTimeZone,
        /// A start time that the clocks skip.
        SkippedTime { time: NaiveTime, date: NaiveDate } => Warning RaceTime,
        /// Days away over the race.
        AwayOnRace => Note AwayRace,
        /// A plan for another distance than the race's.
        OtherDistance { plan: String, race: String } => Warning PlanDistance,
        /// A range of days away that ends before it begins.
        AwayBackwards => Error AwayOrder,
        /// A range of days lost that ends before it begins.
        OffBackwards => Error OffOrder,
        /// A week without a day for training.
        NoRoom => Error NoRoom,
        /// A time of `[week]` that no clock shows.
        NotATimeOfWeek { text: String } => Error Time,
        /// A weekday without its time.
        DayWithoutTime { text: String } => Error DayTime,
    }
}

/// Advice for a plan's name that leads nowhere.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum PlanAdvice {
    /// The name that was probably meant.
    Near(String),
    /// The file that was probably meant.
    File(String),
    /// The place where a plan's file is looked for.
    Folder,
    /// The command that lists plans.
    Plans,
    /// The command that lists overlays.
    Overlays,
    /// The command that lists all, for a command line without a season's file.
    All,
}

impl PlanAdvice {
    fn add(&self, words: Words, to: Audience<'_>) -> Words {
        match self {
            Self::Near(near) => words.help(format!("did you mean {}?", to.plan(near))),
            Self::File(file) => words.help_outside_pages(to, format!("did you mean the file `{file}`?")),
            Self::Folder => words.help("a plan's file is looked for from the folder of the season's"),
            Self::Plans => words.help_outside_pages(
                to,
                "`longrun plans` lists the built-in ones; a file is named with .toml",
            ),
            Self::Overlays => words.help_for(
                to,
                "`longrun plans` lists the overlays last; a file is named with .toml",
                "choose from the list under “Add to the plan”",
            ),
            Self::All => {
                words.help_outside_pages(to, "`longrun plans` lists them; a file is named with its .toml")
            }
        }
    }
}

/// The days that were probably meant where a season ends before it begins, or is too long.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct MeantDays {
    /// Another first day.
    pub first: Option<NaiveDate>,
    /// Another last day.
    pub last: Option<NaiveDate>,
}

impl MeantDays {
    fn add(self, words: Words, to: Audience<'_>) -> Words {
        match (self.first, self.last) {
            (None, None) => words,
            (Some(day), None) | (None, Some(day)) => words.help(format!("did you mean {}?", to.date(day))),
            (Some(first), Some(last)) => words.help(format!(
                "did you mean to end on {}, or to begin on {}?",
                to.date(last),
                to.date(first)
            )),
        }
    }
}

/// Adds the time that was probably meant.
fn meant(words: Words, meant: Option<Duration>) -> Words {
    match meant {
        Some(time) => words.help(format!("did you mean {}?", time.clock())),
        None => words,
    }
}

const ZONE: &str = "add time_zone = \"America/New_York\" to [athlete], or --zone America/New_York";
const ZONE_OF_PAGE: &str = "choose your time zone";

/// Advice for more plans than a season has room for.
const SEVERAL_SEASONS: &str = "what comes later is a season of its own, in another file";

impl SeasonFault {
    pub(super) fn words(&self, to: Audience<'_>) -> Words {
        match self {
            Self::WithoutPlan => Words::new("the season names no plan")
                .help("write plan = \"marathon-intermediate-18\"; `longrun plans` lists them"),
            Self::EmptyPlanList => Words::new("the season names no plan"),
            Self::Missing { key } => key.words(to),
            Self::UnknownPlan { name, advice } => {
                advice.add(Words::new(format!("there is no plan {}", to.quoted(name))), to)
            }
            Self::UnreadablePlan { reason, advice } => {
                advice.add(Words::new(reason.words(to).message), to)
            }
            Self::PlanOfPlans { plan } => Words::new(format!("{} is itself made of plans", to.plan(plan)))
                .help("name the plans that it is made of"),
            Self::UnknownRecovery => Words::new("which race is recovered from is not known").help_for(
                to,
                "add distance = \"half\" to [previous], or name the plan, e.g. post-half-recovery",
                "choose the plan under “After a race” that fits yours",
            ),
            Self::OverlayAsPlan { plan } => match to.is_page() {
                true => Words::new(format!("{} is an overlay, and needs a plan to be added to", to.plan(plan))),
                false => Words::new(format!("`{plan}` is an overlay; put it in `also`, not in `plan`"))
                    .help(format!("name a plan here, and write also = [\"{plan}\"]")),
            },
            Self::PlanAsOverlay { plan } => Words::new(format!(
                "{} is a plan of its own, and cannot be added to others",
                to.plan(plan)
            ))
            .help_for(
                to,
                "put it into `plan`, where plans are laid end to end; `longrun plans` says which are overlays",
                "it is on the first page, among the plans",
            ),
            Self::AddedTwice { plan } => {
                Words::new(format!("{} is added twice", to.plan(plan))).marks("a second time", "the first time")
            }
            Self::WeekTooFull { week, plan, sessions, most } => Words::new(format!(
                "week {week} of {} would have {sessions} sessions with what is added, and {most} is the most",
                to.plan(plan)
            ))
            .marks("the last one added", "to this plan"),
            Self::ImplausibleResult { error, meant: time } => meant(Words::new(error.to_string()), *time),
            Self::ImplausibleGoal { goal, distance, error, meant: time } => {
                let (goal, distance) = (goal.clock(), distance.exact());
                let words = Words::new(format!("a goal of {goal} for {distance} cannot be: {error}"));
                meant(words, *time)
            }
            Self::EventTitle { fault } => fault.words(to),
            Self::UnknownColor { text, near } => {
                Words::new(format!("{} is not the name of a colour", to.quoted(text))).near_or(
                    to,
                    *near,
                    "CSS names are known, e.g. \"seagreen\" or \"tomato\"",
                )
            }
            Self::WindowBackwards => {
                Words::new("this window ends before it begins").marks("the end", "the beginning")
            }
            Self::TwoBeginnings => Words::new(format!(
                "a window has one beginning, and this has {} and {}",
                to.key("from"),
                to.key("back")
            ))
            .marks("given once", "given twice"),
            Self::TwoEnds => Words::new(format!(
                "a window has one end, and this has {} and {}",
                to.key("to"),
                to.key("ahead")
            ))
            .marks("given once", "given twice"),
            Self::PastAndBeginning => {
                Words::new("without the past the window begins today, and this one has a beginning too")
                    .help("leave out one of the two")
            }
            Self::RaceBeforeStart { race, start, meant } => {
                let (race, start) = (to.date(*race), to.date(*start));
                let words = Words::new(format!("the race on {race} is not after the start on {start}"));
                meant.add(words.marks("the race", "the start"), to)
            }
            Self::PreviousAfterRace { meant } => {
                let words = Words::new("the race behind is not before the race ahead");
                meant.add(words.marks("the race behind", "the race ahead"), to)
            }
            Self::TooLong { first, last, meant } => {
                let years = (*last - *first).num_days() / 365;
                let words = Words::new(format!(
                    "a season of {years} years, from {} to {}, is too long: {MOST_YEARS} years are the most",
                    to.date(*first),
                    to.date(*last)
                ));
                meant.add(words.marks("the race", "the beginning"), to)
            }
            Self::PlansTooLong { weeks } => Words::new(format!(
                "the plans take {weeks} weeks end to end, and a season lasts {MOST_YEARS} years at most"
            ))
            .mark("here it becomes too long")
            .help_outside_pages(to, SEVERAL_SEASONS),
            Self::TooManyPlans { most } => {
                Words::new(format!("a season has {most} plans end to end at most"))
                    .mark("one too many")
                    .help_outside_pages(to, SEVERAL_SEASONS)
            }
            Self::TooManyOverlays { most } => {
                Words::new(format!("a season has {most} overlays at most")).mark("one too many")
            }
            Self::OutsideYears { day } => Words::new(format!(
                "there would be training around {}, and the days of calendars are between {} and {}",
                to.date(*day),
                YEARS.start(),
                YEARS.end()
            )),
            Self::TuneupOnRaceDay => Words::new("a race on the way is on the day of the race itself")
                .marks("the race on the way", "the race"),
            Self::TuneupAfterRace { days } => {
                Words::new(format!("a race on the way is {days} days after the race"))
                    .help("what comes after the race is another season, or a plan that follows it")
            }
            Self::NoRace { plan } => Words::new(format!(
                "{} prepares for a race, and the season has none",
                to.plan(plan)
            ))
            .help_for(
                to,
                "add a [race] with its date, or --race 2027-04-19",
                "choose the day of your race",
            ),
            Self::NoStart => Words::new("the season has neither a race nor a start").help_for(
                to,
                "add start = 2026-11-09, or --start; or a [race] to end on",
                "choose the first day, or the day of your last race",
            ),
            Self::VolumeOutside { volume, plan, low, high, units } => Words::new(format!(
                "a peak of {} is outside what {} can be scaled to: {} to {}",
                volume.exact(),
                to.plan(plan),
                low.show(*units),
                high.show(*units)
            ))
            .marks("outside", "the plan's range"),
            Self::NoPeak { plan } => Words::new(format!("{} has no peak volume to set", to.plan(plan))),
            Self::CalendarWithoutZone => {
                Words::new("there is a calendar to plan around, and no time zone")
                    .mark("busy in which zone?")
                    .help_for(to, ZONE, ZONE_OF_PAGE)
            }
            Self::TimeWithoutZone => Words::new("there is a start time, and no time zone for it")
                .mark("in which zone?")
                .help_for(to, ZONE, ZONE_OF_PAGE),
            Self::SkippedTime { time, date } => Words::new(format!(
                "{} is skipped on {}: the clocks go forward, and the race is put an hour later",
                time.format("%H:%M"),
                to.date(*date)
            ))
            .mark("the race"),
            Self::AwayOnRace => Words::new(
                "you are away on the day of the race, and on days before it nothing can be trained",
            )
            .marks("", "the race"),
            Self::OtherDistance { plan, race } => {
                Words::new(format!("the plan prepares for {plan}, and the race is {race}"))
            }
            Self::AwayBackwards | Self::OffBackwards => {
                Words::new("this range ends before it begins").marks("the end", "the beginning")
            }
            Self::NoRoom => {
                Words::new("no day of the week is left for training").mark("every day is off or rest")
            }
            Self::NotATimeOfWeek { text } => {
                Words::new(format!("{} is not a time of day", to.quoted(text)))
                    .help("write e.g. \"sun 08:00\"")
            }
            Self::DayWithoutTime { text } => {
                Words::new(format!("{} is not a day with its time", to.quoted(text)))
                    .help("write e.g. \"tue 18:00\", \"sat 07:00-12:00\" or \"wed off\"")
            }
        }
    }
}
