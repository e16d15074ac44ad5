//! Reasons of a schedule, as data: what keeps a session from a day, leaves it out, or moves it.

use chrono::{NaiveDate, Weekday};

use super::Audience;
use crate::units::{DateRange, Duration};

/// A rule of the schedule, as it is named to a runner.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct RuleName {
    /// Its number in the tables of `docs/design.md`.
    pub id: &'static str,
    /// The demand, as a runner would say it.
    pub text: &'static str,
}

/// The obstacle that keeps a session from a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Obstacle {
    /// A hard rule.
    Rule(RuleName),
    /// A weekday that is off.
    Off(Weekday),
    /// A rest day.
    Rest(Weekday),
    /// Days away, and the runner's reason.
    Away(DateRange, Option<String>),
    /// A weekday without a window of this length.
    TooLong(Weekday, Duration),
    /// An event of another calendar: its weekday, its title, and its minutes of the day; `None` for the whole day.
    Taken(Weekday, String, Option<(u32, u32)>),
    /// The dates of the session, which are others.
    OtherDates,
    /// A day that is over, whose sessions stay what they were.
    Over,
    /// A move of a session of the same name away from the day.
    MovedAway,
    /// A day that the plan fixes.
    Fixed(Weekday),
    /// A day that the runner has chosen.
    Chosen(NaiveDate),
    /// Sessions of the days around it.
    Neighbours,
}

impl Obstacle {
    /// The obstacle in a few words, to be read after "no day: ".
    pub fn words(&self, to: Audience<'_>) -> String {
        match self {
            Self::Rule(rule) => rule.text.to_owned(),
            Self::Off(day) => format!("{day} is off"),
            Self::Rest(day) => format!("{day} is a rest day"),
            Self::Away(days, why) => {
                let why = why.as_ref().map_or_else(String::new, |why| format!(" ({why})"));
                format!("away {}{why}", to.dates(*days))
            }
            Self::TooLong(day, time) => format!("{day} has no window of {}", time.show()),
            Self::Taken(day, title, hours) => {
                let clock = |minute: u32| format!("{:02}:{:02}", minute / 60, minute % 60);
                let hours = match hours {
                    None => "all day".to_owned(),
                    Some((from, until)) => format!("{}–{}", clock(*from), clock(*until)),
                };
                format!("{day} is taken by “{title}” {hours}")
            }
            Self::OtherDates => "its days lie outside the week".to_owned(),
            Self::Over => "the day is over".to_owned(),
            Self::MovedAway => "you have moved one like it away from there".to_owned(),
            Self::Fixed(day) => format!("the plan fixes it to {day}"),
            Self::Chosen(date) => format!("you have put it on {}", to.date(*date)),
            Self::Neighbours => "the days around it hold what must not be next to it".to_owned(),
        }
    }
}

/// The reason why a session found no day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum OmissionReason {
    /// A second quality session in a novice's week.
    Novice,
    /// A session that the runner skipped.
    Skipped,
    /// A session more than a rule allows in a week.
    TooMany(RuleName),
    /// No day of the week: its obstacles, and whether days are left that other sessions need or that must stay easy.
    NoDay {
        /// The obstacles of the closed days, each once.
        obstacles: Vec<Obstacle>,
        /// Says that a day was open by itself, but other sessions hold it or it must stay easy.
        others_needed: bool,
    },
}

impl OmissionReason {
    /// The reason in a sentence without a full stop.
    pub fn words(&self, to: Audience<'_>) -> String {
        match self {
            Self::Novice => "a novice's week has at most one quality session".to_owned(),
            Self::Skipped => "you have skipped it".to_owned(),
            Self::TooMany(rule) => rule.text.to_owned(),
            Self::NoDay {
                obstacles,
                others_needed,
            } => {
                let mut reasons: Vec<String> = obstacles.iter().map(|one| one.words(to)).collect();
                if *others_needed {
                    reasons.push("the days that are left hold other sessions or must stay easy".to_owned());
                }
                reasons.join("; ")
            }
        }
    }
}

/// The reason why a session is off its usual day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum MoveReason {
    /// A week without that weekday.
    NotInWeek,
    /// An obstacle of the usual day.
    Obstacle(Obstacle),
    /// Other sessions of the week, which fit better so.
    OtherSessions,
}

impl MoveReason {
    /// The reason in a few words.
    pub fn words(&self, to: Audience<'_>) -> String {
        match self {
            Self::NotInWeek => "its usual day is not in this week".to_owned(),
            Self::Obstacle(obstacle) => obstacle.words(to),
            Self::OtherSessions => "what else the week holds fits better so".to_owned(),
        }
    }
}
