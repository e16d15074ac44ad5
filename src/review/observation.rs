//! The findings of checks as data, and their sentences.

use std::fmt;

use chrono::{NaiveTime, Weekday};

use crate::units::{Distance, Units};

/// An observation of a check. The number measured and the limit stand in the finding.
#[derive(Debug, Clone, PartialEq)]
pub enum Observation {
    /// The growth of a week over the highest of the last loading weeks.
    WeekGrowth {
        /// The week's running.
        run: Distance,
        /// The highest of the last loading weeks.
        highest: Distance,
        /// Its distance beyond the limit.
        degree: Degree,
    },
    /// The growth of seven days over the highest seven of the four weeks before.
    TwoWeekGrowth {
        /// The running of the seven days.
        run: Distance,
        /// The most in seven of the days before.
        highest: Distance,
    },
    /// A plan's first week as a share of the runner's usual one.
    FirstWeek {
        /// The plan's name.
        plan: String,
        /// The week's running.
        run: Distance,
        /// The usual week.
        usual: Distance,
    },
    /// Loading weeks in a row.
    LoadingWeeks,
    /// A lighter week as a share of the last loading one.
    LighterWeek,
    /// The mean of the peak weeks.
    PeakMean,
    /// A run beyond the longest of 30 days.
    Spike {
        /// The run.
        run: Distance,
        /// The longest before it.
        longest: Distance,
        /// More than twice as long.
        doubled: bool,
    },
    /// The long run as a share of its week.
    LongShare {
        /// The long run.
        run: Distance,
        /// The runs of the week.
        runs: usize,
        /// The running of the week.
        week: Distance,
    },
    /// The time of a long run of this length.
    LongTime(Distance),
    /// The days since the long run before.
    LongGap,
    /// The longest run before the race.
    LongestRun,
    /// The days from the last big long run, of this length, to the race.
    LastLong(Distance),
    /// The days of rest in a week.
    RestDays,
    /// Training days in a row.
    TrainingDays,
    /// The days between two sessions.
    Between(String, String),
    /// The hard days of a week.
    HardDays,
    /// The hard sessions of so many runs.
    HardSessions(usize),
    /// The running faster than marathon pace, of the week's.
    FastRunning {
        /// The fast running.
        fast: Distance,
        /// The running of the week.
        week: Distance,
    },
    /// Weeks in a row without anything fast.
    NothingFast,
    /// The running at a pace in one session.
    PaceInSession(&'static str),
    /// The running at a pace, as a share of the week's.
    PaceShare {
        /// The pace: "threshold".
        pace: &'static str,
        /// The running at it.
        run: Distance,
        /// The running of the week.
        week: Distance,
    },
    /// The running at marathon pace in one run.
    MarathonPace,
    /// The longest stretch at a pace.
    LongestStretch(&'static str),
    /// The days from the last full week to the race.
    TaperLength,
    /// The reduction of the last six days.
    TaperReduction,
    /// The runs of a taper week as a share of those of the peak week.
    TaperRuns {
        /// The runs of the week.
        runs: usize,
        /// The runs of the peak week.
        usual: usize,
    },
    /// The days from the last fast running to the race.
    LastFast,
    /// A week of the taper after a smaller one.
    TaperGrowth,
    /// The days from the last full workout to the race.
    LastWorkout,
    /// The days from a race to a session.
    AfterRace(String),
    /// The days from the race behind to the race ahead.
    RacesApart,
    /// The days from a tune-up race to the race.
    TuneupToRace(String),
    /// The days from a tune-up race to the marathon.
    TuneupToMarathon(String),
    /// The days from the end of the plan's last week to the race.
    PlanEnd,
    /// The days of recovery after the race behind.
    Recovery,
    /// Days without running.
    Idle,
    /// The reduction of an off-season.
    OffseasonCut {
        /// The usual week.
        usual: Distance,
        /// The plan's title.
        plan: String,
    },
    /// A rule of the search, near a race.
    Rule(&'static str),
    /// Strength before a hard run of the same day.
    StrengthFirst,
    /// Strength sessions in the weeks of a phase.
    Strength(usize, String),
    /// Days with strides in the weeks of a phase.
    Strides(usize, String),
    /// The monotony of a week.
    Monotony,
    /// The strain of a week against the six weeks before.
    Strain,
    /// The acute load over the chronic load.
    LoadRatio(Band),
    /// The goal's VDOT over that of the recent race.
    Goal {
        /// The VDOT of the goal.
        goal: f64,
        /// The VDOT of the recent race.
        recent: f64,
    },
    /// The days from the recent race to the first day of training.
    RecentRace,
    /// The days off since the recent race.
    OffSinceRace,
    /// Sessions on a weekday that is off.
    OnOffDay(Weekday),
    /// A session longer than the day's room.
    TooLong(String),
    /// A session outside of the day's windows.
    OutsideWindows(String, NaiveTime),
    /// A club's meetings of a week at which a session is run.
    Club(String),
    /// A session during which the clocks change.
    ClocksChange(String, NaiveTime),
}

/// The distance beyond a limit, in three steps.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Degree {
    /// Beyond it.
    More,
    /// Well beyond it.
    MuchMore,
    /// Beyond what anybody would plan.
    FarMore,
}

/// A band of the ratio of acute to chronic load.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Band {
    /// Above 1.5.
    FarAbove,
    /// Above 1.3.
    Above,
    /// Below 0.8.
    Below,
}

impl Observation {
    /// The observation in words, to be read before the number measured.
    pub fn words(&self, units: Units) -> impl fmt::Display {
        fmt::from_fn(move |f| match self {
            Self::WeekGrowth { run, highest, degree } => {
                let (run, highest) = (run.show(units), highest.show(units));
                let how = match degree {
                    Degree::More => "",
                    Degree::MuchMore => "much ",
                    Degree::FarMore => "far ",
                };
                write!(f, "{run} after {highest}, {how}more than the last loading weeks")
            }
            Self::TwoWeekGrowth { run, highest } => {
                let (run, highest) = (run.show(units), highest.show(units));
                write!(
                    f,
                    "{run} in seven days, {highest} the most in the four weeks before"
                )
            }
            Self::FirstWeek { plan, run, usual } => {
                let (run, usual) = (run.show(units), usual.show(units));
                write!(f, "the first week of `{plan}` has {run}, your usual one {usual}")
            }
            Self::LoadingWeeks => f.write_str("loading weeks in a row"),
            Self::LighterWeek => f.write_str("a lighter week, of the last loading one"),
            Self::PeakMean => f.write_str("the peak weeks, on average"),
            Self::Spike {
                run,
                longest,
                doubled,
            } => {
                let (run, longest) = (run.show(units), longest.show(units));
                let how = if *doubled { ", more than twice it" } else { "" };
                write!(f, "a run of {run} after a longest of {longest} in 30 days{how}")
            }
            Self::LongShare { run, runs, week } => {
                let (run, week) = (run.show(units), week.show(units));
                write!(
                    f,
                    "the long run of {run}, one of {runs} runs, of the week's {week}"
                )
            }
            Self::LongTime(run) => write!(f, "the long run of {}", run.show(units)),
            Self::LongGap => f.write_str("since the long run before"),
            Self::LongestRun => f.write_str("the longest run before the race"),
            Self::LastLong(run) => {
                write!(f, "from the last big long run, {}, to the race", run.show(units))
            }
            Self::RestDays => f.write_str("days of rest this week"),
            Self::TrainingDays => f.write_str("training days in a row"),
            Self::Between(first, second) => write!(f, "from {first} to {second}"),
            Self::HardDays => f.write_str("hard days"),
            Self::HardSessions(runs) => write!(f, "hard sessions of {runs} runs"),
            Self::FastRunning { fast, week } => {
                let (fast, week) = (fast.show(units), week.show(units));
                write!(f, "{fast} of {week} faster than marathon pace")
            }
            Self::NothingFast => f.write_str("weeks in a row without anything fast, not even strides"),
            Self::PaceInSession(pace) => write!(f, "{pace} pace in one session"),
            Self::PaceShare { pace, run, week } => {
                let (run, week) = (run.show(units), week.show(units));
                write!(f, "{run} at {pace} pace, of the week's {week}")
            }
            Self::MarathonPace => f.write_str("marathon pace in one run"),
            Self::LongestStretch(pace) => write!(f, "the longest stretch at {pace} pace"),
            Self::TaperLength => f.write_str("from the last full week to the race"),
            Self::TaperReduction => f.write_str("less running in the last six days than in the peak week"),
            Self::TaperRuns { runs, usual } => {
                write!(f, "{runs} runs this week, {usual} in the peak week")
            }
            Self::LastFast => f.write_str("from the last fast running to the race"),
            Self::TaperGrowth => f.write_str("a week of the taper, after a smaller one"),
            Self::LastWorkout => f.write_str("from the last full workout to the race"),
            Self::AfterRace(session) => write!(f, "from the race to {session}"),
            Self::RacesApart => f.write_str("from the race behind to the race ahead"),
            Self::TuneupToRace(race) => write!(f, "from {race} to the race"),
            Self::TuneupToMarathon(race) => write!(f, "from {race} to the marathon"),
            Self::PlanEnd => f.write_str("from the end of the plan's last week to the race"),
            Self::Recovery => f.write_str("of recovery after the race behind"),
            Self::Idle => f.write_str("without running"),
            Self::OffseasonCut { usual, plan } => {
                write!(f, "less than the usual {} in “{plan}”", usual.show(units))
            }
            Self::Rule(rule) => f.write_str(rule),
            Self::StrengthFirst => f.write_str("strength before a hard run of the same day"),
            Self::Strength(weeks, phase) => {
                write!(f, "strength sessions in the {weeks} weeks of “{phase}”")
            }
            Self::Strides(weeks, phase) => {
                write!(f, "days with strides in the {weeks} weeks of “{phase}”")
            }
            Self::Monotony => f.write_str("monotony"),
            Self::Strain => f.write_str("strain against the six weeks before"),
            Self::LoadRatio(band) => {
                let band = match band {
                    Band::FarAbove => "far above 1.3",
                    Band::Above => "above 1.3",
                    Band::Below => "below 0.8",
                };
                write!(f, "acute load over chronic load is {band}")
            }
            Self::Goal { goal, recent } => {
                write!(
                    f,
                    "the goal asks for VDOT {goal:.1}, the recent race says {recent:.1}: more by"
                )
            }
            Self::RecentRace => f.write_str("from the recent race to the first day of training"),
            Self::OffSinceRace => {
                f.write_str("off since the recent race; the paces after them are slower already")
            }
            Self::OnOffDay(day) => write!(f, "sessions on a {day} that is off"),
            Self::TooLong(session) => write!(f, "{session} on a day with less room"),
            Self::OutsideWindows(session, start) => {
                write!(
                    f,
                    "{session} at {}, outside the day's windows",
                    start.format("%H:%M")
                )
            }
            Self::Club(club) => write!(f, "runs with {club} this week"),
            Self::ClocksChange(session, start) => {
                write!(
                    f,
                    "{session} at {}, while the clocks change",
                    start.format("%H:%M")
                )
            }
        })
    }
}
