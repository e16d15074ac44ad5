//! The identities of events: UIDs (RFC 7986 §5.3), printed and read in this file alone.
//!
//! A session keeps its UID when it moves: the UID holds its role in the plan, neither its day nor its text. What was
//! published once is found again by it, so no form of a UID may ever change.

use std::fmt;
use std::str::FromStr;

use super::busy_hash::BusyHash;
use crate::ical::event::{UID_OCTETS, short_uid};
use crate::schedule::{self, Role};
pub(crate) use crate::season::slug;
use crate::season::{BusyKey, Feed, Season};

/// The end of every UID of ours.
const DOMAIN: &str = "@longrun";

/// The beginning of a season's name in the busy feed. No other season's name holds an underscore.
const BUSY: &str = "busy_";

/// The session part of a week note's UID. No session's name holds an underscore there.
const WEEK_NOTE: &str = "week_note";

/// The beginning of the last part of a repeat's UID.
const AGAIN: &str = "again";

/// The name of a runner without one.
const NO_NAME: &str = "runner";

/// The first part of a UID: the season that an event belongs to.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum SeasonId {
    /// A season in the full calendar, by its name. It holds no dot.
    Full(String),
    /// A season in the busy feed, by the hash of its name.
    Busy(BusyHash),
}

impl SeasonId {
    /// The name of a season that was never published: the one [given](SeasonId::given) in its file; else the one that
    /// [follows](SeasonId::derived) from the season.
    pub fn of(season: &Season, feed: Feed) -> Self {
        SeasonId::given(season, feed).unwrap_or_else(|| SeasonId::derived(season, feed))
    }

    /// The name that follows from the `id` in the season's file.
    pub fn given(season: &Season, feed: Feed) -> Option<Self> {
        let id = season.id.as_deref().map(slug);
        id.map(|id| SeasonId::Full(id).in_feed(season, feed))
    }

    /// The name that follows from runner, race and the race's year; without a race from runner, first plan and first day.
    pub fn derived(season: &Season, feed: Feed) -> Self {
        SeasonId::derived_for(season, &runner_of(season), feed)
    }

    /// [`SeasonId::derived`] for a season of this runner, whatever its file gives as the runner's id or name.
    pub fn derived_for(season: &Season, runner: &str, feed: Feed) -> Self {
        SeasonId::Full(derived_name(season, runner, 0)).in_feed(season, feed)
    }

    /// [`SeasonId::derived_for`] with the race's month and day, or the first day's, for a season whose own name is taken.
    pub fn dated(season: &Season, runner: &str, feed: Feed) -> Self {
        let day = schedule::anchor(season);
        let day = day.map_or_else(String::new, |day| day.format("-%m%d").to_string());
        SeasonId::Full(format!("{}{day}", derived_name(season, runner, 0))).in_feed(season, feed)
    }

    /// [`SeasonId::derived_for`] as it would be, were the race in the year before or in the year after.
    pub fn in_years_beside(season: &Season, runner: &str, feed: Feed) -> [Self; 2] {
        [-1, 1].map(|years| SeasonId::Full(derived_name(season, runner, years)).in_feed(season, feed))
    }

    /// The runner's name as it stands in the name of a season: seasons were named after it before runners had ids.
    pub fn name_of_runner(season: &Season) -> String {
        slug(season.athlete.name.as_deref().unwrap_or(NO_NAME))
    }

    /// The season that a published name belongs to: the UID of an event up to the first dot, or a season's name.
    pub fn of_uid(uid: &str) -> Self {
        let name = match uid.split_once('.') {
            Some((season, _)) => season,
            None => uid.strip_suffix(DOMAIN).unwrap_or(uid),
        };
        SeasonId::read(name)
    }

    /// True if the event with this UID belongs to the season.
    pub fn holds(&self, uid: &str) -> bool {
        match self {
            SeasonId::Full(name) => uid
                .strip_prefix(name.as_str())
                .is_some_and(|rest| rest.starts_with('.')),
            SeasonId::Busy(_) => SeasonId::of_uid(uid) == *self,
        }
    }

    /// True for a season of a busy feed.
    pub fn is_busy(&self) -> bool {
        matches!(self, SeasonId::Busy(_))
    }

    /// True for a season of a busy feed whose name is hashed with a key.
    pub fn is_keyed(&self) -> bool {
        matches!(self, SeasonId::Busy(hash) if hash.is_keyed())
    }

    /// True if the season was named after this runner, or after a runner without a name. A season in the busy feed may be
    /// anybody's.
    pub fn may_be_of(&self, season: &Season) -> bool {
        let SeasonId::Full(name) = self else {
            return true;
        };
        let runner = runner_of(season);
        // The file may have got an `id` since.
        let called = season.athlete.name.as_deref().map(slug);
        let by = |runner: &str| {
            name.strip_prefix(runner)
                .is_some_and(|rest| rest.starts_with('-'))
        };
        runner == NO_NAME || by(&runner) || called.is_some_and(|called| by(&called)) || by(NO_NAME)
    }

    /// True if the season was named after the race of `season`, whichever runner it was named after.
    pub fn has_race_of(&self, season: &Season) -> bool {
        match self {
            SeasonId::Full(name) => season.race.is_some() && name.ends_with(&derived_name(season, "", 0)),
            SeasonId::Busy(_) => true,
        }
    }

    /// True if the name has the form of one that follows from a season, so that no `id` need have given it: it has three
    /// parts or more, and ends in a year or a day. Every season in the busy feed may have such a name.
    pub fn may_be_derived(&self) -> bool {
        let SeasonId::Full(name) = self else { return true };
        let is_number = |part: &&str| part.bytes().all(|byte| byte.is_ascii_digit());
        let is_year = |part: &str| part.len() == 4 && (part.starts_with("19") || part.starts_with("20"));
        let mut numbers = name.rsplit('-').take_while(is_number);
        numbers.any(is_year) && name.split('-').count() > 2
    }

    fn in_feed(self, season: &Season, feed: Feed) -> Self {
        match (self, feed) {
            (SeasonId::Full(name), Feed::Busy) => {
                SeasonId::Busy(BusyHash::of(&name, season.calendar.busy.key.as_ref()))
            }
            (id, _) => id,
        }
    }

    fn read(name: &str) -> Self {
        let hash = name.strip_prefix(BUSY).and_then(BusyHash::read);
        hash.map_or_else(|| SeasonId::Full(name.to_owned()), SeasonId::Busy)
    }
}

impl fmt::Display for SeasonId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            SeasonId::Full(name) => f.write_str(name),
            SeasonId::Busy(hash) => write!(f, "{BUSY}{hash}"),
        }
    }
}

/// The identity of a session in a full calendar.
///
/// ```
/// use longrun::calendar::SessionId;
///
/// let id: SessionId = "ada-oslo-2027.half-12.w3.long.1@longrun".parse()?;
/// assert_eq!((id.week, id.session.as_str(), id.repeat), (3, "long", 1));
/// assert_eq!(id.to_string(), "ada-oslo-2027.half-12.w3.long.1@longrun");
/// # Ok::<(), longrun::calendar::NoSessionId>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct SessionId {
    /// The season's name.
    pub season: String,
    /// The plan's name, with a number where a season follows it more than once.
    pub block: String,
    /// Weeks from the block's anchor.
    pub week: u32,
    /// The session's name.
    pub session: String,
    /// The number among the week's sessions of this name, counted from 1.
    pub ordinal: u32,
    /// 1, and one more for each time that the session comes again after its day had passed, e.g. since the race was put
    /// off.
    pub repeat: u32,
}

impl SessionId {
    /// The session of this role in the season called `season`.
    pub fn new(season: &str, role: &Role) -> Self {
        SessionId {
            season: season.to_owned(),
            block: slug(&role.block),
            week: role.anchor,
            session: slug(&role.session),
            ordinal: role.ordinal,
            repeat: 1,
        }
    }

    /// The UID up to the mark of a repeat.
    fn stem(&self) -> String {
        let SessionId {
            season,
            block,
            week,
            session,
            ordinal,
            ..
        } = self;
        format!("{season}.{block}.w{week}.{session}.{ordinal}")
    }
}

impl fmt::Display for SessionId {
    /// Writes the UID. One of more than [`UID_OCTETS`] is shortened, and cannot be read back.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&uid(self.stem(), self.repeat))
    }
}

/// The text is not the UID of a session, or a shortened one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NoSessionId;

impl fmt::Display for NoSessionId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("not the UID of a session")
    }
}

impl std::error::Error for NoSessionId {}

impl FromStr for SessionId {
    type Err = NoSessionId;

    fn from_str(text: &str) -> Result<Self, NoSessionId> {
        match EventUid::read(text) {
            EventUid::Session(id) => Ok(id),
            _ => Err(NoSessionId),
        }
    }
}

/// The identity of any event in a calendar of ours.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum EventUid {
    /// A session in a full calendar.
    Session(SessionId),
    /// The note of a week in a full calendar.
    WeekNote {
        /// The season's name.
        season: String,
        /// The plan's name, as in [`SessionId::block`].
        block: String,
        /// Weeks from the block's anchor.
        week: u32,
        /// As in [`SessionId::repeat`].
        repeat: u32,
    },
    /// A session in the busy feed. Nothing of its name is in it.
    Busy {
        /// The hash of [`SeasonId::Busy`].
        season: BusyHash,
        /// The hash of the session's role in the season.
        session: BusyHash,
        /// As in [`SessionId::repeat`].
        repeat: u32,
    },
    /// A UID that was too long: its beginning and the hash of all of it.
    Shortened(String),
    /// A UID in no form of ours, from a file that somebody has edited.
    Other(String),
}

impl EventUid {
    /// The session of this role in a season's calendar. `key` is the one with which a busy feed is hashed.
    pub fn session(season: &SeasonId, role: &Role, key: Option<&BusyKey>) -> Self {
        match season {
            SeasonId::Full(name) => EventUid::Session(SessionId::new(name, role)),
            SeasonId::Busy(hash) => EventUid::Busy {
                season: *hash,
                session: BusyHash::of(
                    &SessionId::new(&season.to_string(), role).stem(),
                    key.filter(|_| hash.is_keyed()),
                ),
                repeat: 1,
            },
        }
    }

    /// The UID under which the event that a store has as `uid` is handed out in a busy feed.
    pub fn handed_out(uid: &str, key: &BusyKey) -> Self {
        let hash = |part: &str| BusyHash::of(&format!("{part} of {uid}"), Some(key));
        EventUid::Busy {
            season: hash("first"),
            session: hash("second"),
            repeat: 1,
        }
    }

    /// The note of a block's week. The busy feed has none.
    pub fn week_note(season: &SeasonId, block: &str, week: u32) -> Self {
        EventUid::WeekNote {
            season: season.to_string(),
            block: slug(block),
            week,
            repeat: 1,
        }
    }

    /// The identity that is written as `text`. Printed, it is the same text.
    pub fn read(text: &str) -> Self {
        let other = || match is_shortened(text) {
            true => EventUid::Shortened(text.to_owned()),
            false => EventUid::Other(text.to_owned()),
        };
        let stem = text.strip_suffix(DOMAIN).filter(|_| text.len() <= UID_OCTETS);
        stem.and_then(read_stem).unwrap_or_else(other)
    }

    /// The season that it belongs to.
    pub fn season(&self) -> SeasonId {
        match self {
            EventUid::Session(SessionId { season, .. }) | EventUid::WeekNote { season, .. } => {
                SeasonId::read(season)
            }
            EventUid::Busy { season, .. } => SeasonId::Busy(*season),
            EventUid::Shortened(text) | EventUid::Other(text) => SeasonId::of_uid(text),
        }
    }

    /// The identity of the same session when it comes for the `number`th time. `self` is the first.
    #[must_use]
    pub fn again(&self, number: u32) -> Self {
        let mut again = self.clone();
        match &mut again {
            EventUid::Session(SessionId { repeat, .. })
            | EventUid::WeekNote { repeat, .. }
            | EventUid::Busy { repeat, .. } => *repeat = number,
            EventUid::Shortened(text) | EventUid::Other(text) => {
                if number > 1 {
                    *text = again_of(text, number);
                }
            }
        }
        again
    }
}

impl fmt::Display for EventUid {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            EventUid::Session(id) => id.fmt(f),
            EventUid::WeekNote {
                season,
                block,
                week,
                repeat,
            } => f.write_str(&uid(format!("{season}.{block}.w{week}.{WEEK_NOTE}"), *repeat)),
            EventUid::Busy {
                season,
                session,
                repeat,
            } => f.write_str(&uid(format!("{BUSY}{season}.{session}"), *repeat)),
            EventUid::Shortened(text) | EventUid::Other(text) => f.write_str(&short_uid(text)),
        }
    }
}

/// True for a UID that longrun writes.
pub(crate) fn is_ours(uid: &str) -> bool {
    uid.ends_with(DOMAIN) || is_shortened(uid)
}

/// The UID with this stem, shortened if it is too long.
fn uid(mut stem: String, repeat: u32) -> String {
    stem.push_str(DOMAIN);
    let first = match short_uid(&stem) {
        std::borrow::Cow::Owned(short) => short,
        std::borrow::Cow::Borrowed(_) => stem,
    };
    if repeat == 1 {
        first
    } else {
        again_of(&first, repeat)
    }
}

/// The UID of a repeat of the event that was first published as `first`.
fn again_of(first: &str, repeat: u32) -> String {
    let again = match first.strip_suffix(DOMAIN) {
        Some(stem) => format!("{stem}.{AGAIN}{repeat}{DOMAIN}"),
        None => format!("{first}.{AGAIN}{repeat}"),
    };
    short_uid(&again).into_owned()
}

/// A UID without its domain.
fn read_stem(stem: &str) -> Option<EventUid> {
    let last = stem.rsplit_once('.');
    let (stem, repeat) = match last.and_then(|(stem, last)| Some((stem, last.strip_prefix(AGAIN)?))) {
        Some((stem, repeat)) => (stem, read_number(repeat).filter(|repeat| *repeat > 1)?),
        None => (stem, 1),
    };
    let mut parts = stem.split('.');
    let (season, second) = (parts.next()?, parts.next()?);
    let Some(week) = parts.next() else {
        return Some(EventUid::Busy {
            season: season.strip_prefix(BUSY).and_then(BusyHash::read)?,
            session: BusyHash::read(second)?,
            repeat,
        });
    };
    let (season, block) = (season.to_owned(), second.to_owned());
    let week = read_number(week.strip_prefix('w')?)?;
    let session = parts.next()?;
    let uid = match parts.next() {
        None if session == WEEK_NOTE => EventUid::WeekNote {
            season,
            block,
            week,
            repeat,
        },
        None => return None,
        Some(ordinal) => EventUid::Session(SessionId {
            season,
            block,
            week,
            session: session.to_owned(),
            ordinal: read_number(ordinal)?,
            repeat,
        }),
    };
    parts.next().is_none().then_some(uid)
}

/// A number as it is printed: digits, the first one not a needless 0.
fn read_number(text: &str) -> Option<u32> {
    let digits = text.bytes().all(|byte| byte.is_ascii_digit());
    let needless = text.len() > 1 && text.starts_with('0');
    if digits && !needless {
        text.parse().ok()
    } else {
        None
    }
}

/// True if a UID looks like one that was too long and was shortened ([`short_uid`]).
fn is_shortened(uid: &str) -> bool {
    let hash = uid.rsplit('-').next().unwrap_or_default();
    uid.len() > UID_OCTETS - 4 && hash.len() == 16 && hash.bytes().all(|byte| byte.is_ascii_hexdigit())
}

/// The name that follows from a season of this runner, with the race so many `years` later.
fn derived_name(season: &Season, runner: &str, years: i32) -> String {
    match &season.race {
        Some(race) => {
            let year = chrono::Datelike::year(&race.date.value).saturating_add(years);
            format!("{runner}-{}-{year}", slug(&race.name))
        }
        None => {
            let plan = season.plans.first().map_or("", |entry| entry.plan.name.as_str());
            let first = schedule::anchor(season).map_or_else(String::new, |first| first.to_string());
            format!("{runner}-{}-{first}", slug(plan))
        }
    }
}

/// The runner's id, else the runner's name, in the derived name of a season.
fn runner_of(season: &Season) -> String {
    match &season.athlete.id {
        Some(id) => id.to_string(),
        None => SeasonId::name_of_runner(season),
    }
}
