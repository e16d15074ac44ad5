//! Faults of calendars: those that are read, and those that are written.

use std::fmt;

use chrono::NaiveDate;

use super::{Audience, Words, faults};
use crate::limits::{LARGEST_CALENDAR, MOST_EVENTS};

faults! {
    /// A fault of a calendar, or of an event in it.
    CalendarFault in Calendar {
        /// A calendar to plan around of more than 5 MiB.
        TooLarge { file: String } => Error Around,
        /// Calendars to plan around that are too large together, from this one on.
        TooLargeTogether { file: String } => Error Around,
        /// A calendar to plan around that longrun wrote itself.
        OwnCalendar { file: String } => Note Around,
        /// A calendar whose events repeat too often.
        RepeatsTooOften { file: String } => Error Around,
        /// A damaged event.
        DamagedEntry { fault: EntryFault } => Error Around,
        /// An event that is followed only in part.
        IgnoredEntry { fault: EntryFault } => Warning Around,
        /// A damaged event of a calendar that longrun wrote.
        DamagedEvent { fault: EntryFault } => Error DamagedCalendar,
        /// A calendar that longrun wrote, and that is not UTF-8.
        NotText { file: String } => Error DamagedCalendar,
        /// Events to come of another season, which are cancelled.
        OtherSeason { events: usize } => Warning OtherSeason,
        /// The other of the full and the busy calendar; whether the one to write is the busy one.
        OtherFeed { busy: bool } => Error OtherCalendar,
        /// Events to come of a busy calendar that get UIDs with a key.
        NewUids { events: usize } => Note NewUids,
        /// A key of busy calendars that cannot be kept; the system's reason, if there is a place for it.
        KeyNotKept { reason: Option<String> } => Warning NewUids,
        /// Sessions that stand elsewhere than if they were placed afresh, and the calendar that holds them there.
        HeldDays { calendar: String, sessions: usize } => Note HeldDays,
        /// A calendar without events.
        NoEvents { reason: NoEvents } => Warning NoEvents,
        /// A calendar that is more than some applications read.
        TooMuch { size: CalendarSize } => Warning LargeCalendar,
        /// A calendar to be published or written that is more than this program reads.
        TooLargeToFollow { size: CalendarSize } => Error CalendarTooLarge,
        /// A calendar to be published or written that would not read back as it is.
        NotReadBack => Error DamagedCalendar,
        /// Two seasons of a runner that share days.
        SeasonsOverlap {
            runner: String,
            from: NaiveDate,
            to: NaiveDate,
            first: String,
            second: String,
        } => Warning SeasonsOverlap,
        /// Two files that are one season.
        SameSeason { runner: String, race: String } => Warning SameSeason,
    }
}

/// The reason why a calendar has no events.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum NoEvents {
    /// A busy calendar whose sessions have no times.
    NoTimes,
    /// A window outside of the season.
    Window,
    /// No session is shown.
    Hidden,
}

/// The size of a calendar that is too large.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum CalendarSize {
    /// So many bytes.
    Bytes(usize),
    /// So many events.
    Events(usize),
}

impl fmt::Display for CalendarSize {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            CalendarSize::Bytes(bytes) => write!(f, "{bytes} bytes"),
            CalendarSize::Events(events) => write!(f, "{events} events"),
        }
    }
}

impl CalendarFault {
    pub(super) fn words(&self, to: Audience<'_>) -> Words {
        match self {
            Self::TooLarge { file } => Words::new(format!("{file} is larger than 5 MiB"))
                .help("only its dates of the season matter: export those alone"),
            Self::TooLargeTogether { file } => {
                Words::new(format!("with {file} the calendars of the season are larger than 5 MiB"))
                    .help("only their dates of the season matter: export those alone")
            }
            Self::OwnCalendar { file } => {
                Words::new(format!("{file} was written by longrun, and is not planned around"))
            }
            Self::RepeatsTooOften { file } => {
                Words::new(format!("{file} repeats its events too often to be followed"))
                    .help("is every rule in it meant? Export the season's months alone")
            }
            Self::DamagedEntry { fault } | Self::IgnoredEntry { fault } | Self::DamagedEvent { fault } => {
                Words::new(fault.words(to))
            }
            Self::NotText { file } => Words::new(format!("{file} is not a text in UTF-8")),
            Self::OtherSeason { events } => {
                let (events, are) = match events {
                    1 => ("1 event".to_owned(), "is"),
                    _ => (format!("{events} events"), "are"),
                };
                Words::new(format!(
                    "the calendar holds another season, and {events} of it to come {are} cancelled"
                ))
                .help("a season is known by its `id`; two seasons at a time need two files")
            }
            Self::OtherFeed { busy } => Words::new(match busy {
                true => "this file holds the full calendar, and the busy one is another",
                false => "this file holds the busy calendar, and the full one is another",
            })
            .help("each of the two needs a file of its own"),
            Self::NewUids { events } => new_uids(*events),
            Self::KeyNotKept { reason } => {
                let words = Words::new(match reason {
                    Some(reason) => format!("the key of busy calendars cannot be kept: {reason}"),
                    None => "there is no folder for the key of busy calendars".to_owned(),
                });
                words.help("the next export cancels all events to come and adds them with other UIDs: name a file for \
                            the key with `--busy-key`")
            }
            Self::HeldDays { calendar, sessions } => {
                Words::new(match sessions {
                    1 => format!("1 session would be on another day if placed afresh; it stays where {calendar} has it"),
                    _ => format!(
                        "{sessions} sessions would be on other days if placed afresh; they stay where {calendar} has \
                         them"
                    ),
                })
                .help("`longrun export --afresh` places what is to come afresh")
            }
            Self::NoEvents { reason } => no_events(reason, to),
            Self::TooLargeToFollow { size } => Words::new(format!(
                "the calendar has {size}, and could not be read again: {} bytes and {MOST_EVENTS} events are the most",
                LARGEST_CALENDAR
            ))
            .help_outside_pages(
                to,
                "show less of it with `past = false`, `window` or `sessions` in [calendar]; of a feed, take away the files \
                 of seasons that are over, and have what was published forgotten: `longrun feeds forget RUNNER`",
            ),
            Self::NotReadBack => Words::new("the calendar could not be read again as it would be written"),
            Self::TooMuch { size } => {
                Words::new(format!("a calendar of {size} is more than some applications read"))
                    .help_outside_pages(
                        to,
                        "show less of it with `past = false`, `window` or `sessions` in [calendar]",
                    )
            }
            Self::SeasonsOverlap { runner, from, to: until, first, second } => Words::new(format!(
                "two seasons of {runner} have the days from {} to {}: {first} and {second}; all sessions of both are \
                 in the calendar",
                to.date(*from),
                to.date(*until)
            ))
            .help("set `start` in the later season to a date after the first race"),
            Self::SameSeason { runner, race } => Words::new(format!(
                "{runner} has two files for one season ({race}), and one of them is left aside"
            ))
            .help("delete one of the two; with two `id`s they are two seasons"),
        }
    }
}

fn no_events(reason: &NoEvents, to: Audience<'_>) -> Words {
    let words = Words::new("the calendar has no events");
    match reason {
        NoEvents::NoTimes => words.help_for(
            to,
            "only sessions with a time are busy, and none has one: give days times in [week], e.g. tue = \"18:00\"",
            "give under “More” the times when you can run: only sessions with a time are busy",
        ),
        NoEvents::Window => words.help("no week of the season is inside its window"),
        NoEvents::Hidden => words.help("none of its sessions is shown"),
    }
}

fn new_uids(events: usize) -> Words {
    let (event, they) = match events {
        1 => ("1 event".to_owned(), "it is"),
        _ => (format!("{events} events"), "they are"),
    };
    Words::new(format!(
        "{event} to come of this busy calendar had UIDs that told the plan: {they} cancelled in it and added with UIDs \
         that tell nothing"
    ))
    .help("the old UIDs stay in this file as long as the events do: give a new file to new readers")
}

/// A fault of an entry of a calendar.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) enum EntryFault {
    /// An event without a property that it needs.
    Lacks(String),
    /// A value that cannot be read as its property.
    Value { value: String, property: String },
    /// A duration that is none.
    NotADuration(String),
    /// A date or time that is none.
    NotATime { value: String, property: String },
    /// A period that is none.
    NotAPeriod(String),
    /// A change of all later instances, followed for one.
    ThisAndFuture,
    /// An event that ends before it begins.
    Backwards,
    /// A time zone that is not known.
    UnknownZone(String),
    /// A rule that is not followed, for this part of it.
    UnknownRule(String),
    /// A part that no rule has.
    NoPartOfRule(String),
    /// A rule without FREQ.
    NoFrequency,
}

impl EntryFault {
    fn words(&self, to: Audience<'_>) -> String {
        match self {
            Self::Lacks(property) => format!("this event has no {property}"),
            Self::Value { value, property } => {
                format!("{} cannot be read as {property}", to.quoted(value))
            }
            Self::NotADuration(value) => format!("{} is not a duration", to.quoted(value)),
            Self::NotATime { value, property } => {
                format!("{} is not a date or a time ({property})", to.quoted(value))
            }
            Self::NotAPeriod(value) => format!("{} is not a period", to.quoted(value)),
            Self::ThisAndFuture => {
                "a change of this and all later times is followed for this one only".to_owned()
            }
            Self::Backwards => "this event ends before it begins, and is left out".to_owned(),
            Self::UnknownZone(zone) => {
                format!(
                    "there is no time zone {}: its times are read as yours",
                    to.quoted(zone)
                )
            }
            Self::UnknownRule(part) => {
                format!(
                    "a repeat with {} is not followed: only its first time counts",
                    to.quoted(part)
                )
            }
            Self::NoPartOfRule(part) => format!("{} is no part of a rule", to.quoted(part)),
            Self::NoFrequency => "a rule needs a FREQ".to_owned(),
        }
    }
}

/// A line of a calendar that cannot be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum LineFault {
    /// A line outside of the calendar.
    Outside,
    /// Not a line of a calendar.
    NotALine,
    /// A component outside of a calendar.
    NoCalendar,
    /// Components nested deeper than this.
    TooDeep(usize),
    /// The end of a component that has not begun.
    NotBegun,
    /// A component that does not end.
    NotEnded(String),
    /// A property that cannot be read.
    Unreadable(String),
    /// A file that ends inside of a component.
    Cut(String),
    /// A file without a calendar.
    NotACalendar,
}

impl LineFault {
    /// The fault at a line of a calendar that is read for the purpose of `code`.
    pub(crate) fn at(
        self,
        code: crate::diagnostic::Code,
        span: &crate::diagnostic::Span,
    ) -> crate::diagnostic::Diagnostic {
        super::Fault::Line(code, self).at(span)
    }

    pub(super) fn words(&self, _: Audience<'_>) -> String {
        match self {
            Self::Outside => "this stands outside of BEGIN:VCALENDAR and END:VCALENDAR".to_owned(),
            Self::NotALine => "this is not a line of a calendar (NAME:VALUE)".to_owned(),
            Self::NoCalendar => "a calendar begins with BEGIN:VCALENDAR".to_owned(),
            Self::TooDeep(most) => format!("components are nested more than {most} deep"),
            Self::NotBegun => "this ends what has not begun".to_owned(),
            Self::NotEnded(name) => format!("this {name} does not end"),
            Self::Unreadable(name) => format!("this {name} cannot be read"),
            Self::Cut(name) => format!("the file ends before this {name} does: is it whole?"),
            Self::NotACalendar => "this is not a calendar: it has no BEGIN:VCALENDAR".to_owned(),
        }
    }
}

/// The reason why a file is not a calendar that longrun wrote.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NotOurs {
    /// More than 5 MiB.
    TooLarge,
    /// Not a calendar.
    NotACalendar,
    /// A calendar of another program.
    OtherProgram,
    /// More than one calendar.
    Several,
    /// Entries of another program: how many, and the title of the first.
    Entries(usize, String),
}

/// The reason why a calendar is not the full one of a season.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NotFull {
    /// It is the busy one.
    Busy,
    /// It is another season's.
    OtherSeason,
}

impl fmt::Display for NotFull {
    /// The reason, to be read after the file's name: "is a busy calendar".
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Busy => "is a busy calendar, which does not know all sessions",
            Self::OtherSeason => "is the calendar of another season",
        })
    }
}

impl fmt::Display for NotOurs {
    /// The reason, to be read after the file's name: "is not a calendar".
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::TooLarge => f.write_str("is larger than 5 MiB"),
            Self::NotACalendar => f.write_str("is not a calendar"),
            Self::OtherProgram => f.write_str("is a calendar that longrun did not write"),
            Self::Several => f.write_str("holds more than one calendar"),
            Self::Entries(1, title) => write!(f, "holds an entry that longrun did not write: “{title}”"),
            Self::Entries(count, title) => write!(
                f,
                "holds {count} entries that longrun did not write: “{title}” and others"
            ),
        }
    }
}
