//! The stable codes of faults and findings.

use std::fmt;

macro_rules! codes {
    (@allowed allowed) => { true };
    (@allowed) => { false };
    ($($(#[doc = $meaning:literal])* $name:ident = $word:literal $($allowed:ident)?,)*) => {
        /// A stable code of a fault or a finding, for programs and for `allow`.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Code {
            $($(#[doc = $meaning])* $name,)*
        }

        impl Code {
            /// All codes: those of faults in files, then those of schedules, calendars and reviews; each part in
            /// alphabetical order.
            pub const ALL: &'static [Code] = &[$(Code::$name,)*];

            /// The code as it is printed: `unknown-key`, `NOT_ENOUGH_WEEKS`.
            pub fn word(self) -> &'static str {
                match self {
                    $(Code::$name => $word,)*
                }
            }

            /// The meaning of the code, in a sentence without a full stop.
            pub fn meaning(self) -> &'static str {
                let meaning = match self {
                    $(Code::$name => concat!($($meaning),*),)*
                };
                meaning.trim().trim_end_matches('.')
            }

            /// Reports whether a file may declare the finding as intended, by `allow`.
            pub fn can_be_allowed(self) -> bool {
                match self {
                    $(Code::$name => codes!(@allowed $($allowed)?),)*
                }
            }
        }
    };
}

codes! {
    /// The address or its query cannot be read.
    Address = "address",
    /// An overlay is among the plans, or something else among the overlays.
    Also = "also",
    /// A calendar to plan around cannot be read, may not be read, or is followed only in part.
    Around = "around",
    /// A runner's id holds other characters than it may, or too many.
    AthleteId = "athlete-id",
    /// A range of days away ends before it begins.
    AwayOrder = "away-order",
    /// A calendar would be too large to be read again.
    CalendarTooLarge = "calendar-too-large",
    /// A file cannot be read.
    CannotRead = "cannot-read",
    /// A duration is not written as a clock shows it.
    Clock = "clock",
    /// A colour has no CSS name.
    Color = "color",
    /// Text holds a control character.
    ControlCharacter = "control-character",
    /// A feed's address counts its weeks from today.
    CountedFromToday = "counted-from-today",
    /// Training is among the daily reminders.
    Daily = "daily",
    /// A calendar that longrun wrote is damaged.
    DamagedCalendar = "damaged-calendar",
    /// A date is not in the calendar, or training would be before 1900 or after 2200.
    Date = "date",
    /// A weekday stands without its time.
    DayTime = "day-time",
    /// A distance cannot be read.
    Distance = "distance",
    /// A key stands twice in an address.
    DoubledKey = "doubled-key",
    /// A duration cannot be read.
    Duration = "duration",
    /// A phase that is not an overlay's has `during`.
    During = "during",
    /// A phase has neither sessions nor rows.
    EmptyPhase = "empty-phase",
    /// A text is empty.
    EmptyText = "empty-text",
    /// A template of event titles cannot be read.
    EventTitle = "event-title",
    /// A file is larger, or has more words and signs, than any plan or season.
    FileTooLarge = "file-too-large",
    /// A goal time is too fast or too slow to be run.
    Goal = "goal",
    /// A key that must be there is missing.
    MissingKey = "missing-key",
    /// There are more faults than are shown.
    MoreFaults = "more-faults",
    /// A plan has no phase.
    NoPhase = "no-phase",
    /// A season's list of plans is empty.
    NoPlan = "no-plan",
    /// A plan for a race stands in a season without one.
    NoRace = "no-race",
    /// No weekday is left for training.
    NoRoom = "no-room",
    /// A season has neither a race nor a start.
    NoStart = "no-start",
    /// A time needs a time zone, and there is none.
    NoTimeZone = "no-time-zone",
    /// An amount has no unit.
    NoUnit = "no-unit",
    /// A file holds something that longrun did not write.
    NotOurs = "not-ours",
    /// A file is not UTF-8.
    NotText = "not-text",
    /// A number is too large.
    Number = "number",
    /// A range of days lost ends before it begins.
    OffOrder = "off-order",
    /// A file holds another calendar than the one that is needed.
    OtherCalendar = "other-calendar",
    /// A number is outside its range.
    OutOfRange = "out-of-range",
    /// An overlay holds what only a plan can hold.
    Overlay = "overlay",
    /// A phase has more or fewer rows than weeks.
    PhaseRows = "phase-rows",
    /// The lengths of a phase contradict each other.
    PhaseWeeks = "phase-weeks",
    /// A plan made of plans is named inside another one.
    PlanOfPlans = "plan-of-plans",
    /// A plan is made of none or too many plans.
    Plans = "plans",
    /// A plan has phases and is made of plans.
    PlansAndPhases = "plans-and-phases",
    /// The race is not after the start.
    RaceBeforeStart = "race-before-start",
    /// Two races are in the wrong order.
    RaceOrder = "race-order",
    /// A ratio cannot be read.
    Ratio = "ratio",
    /// A race result cannot be read, or nobody runs that time.
    Recent = "recent",
    /// The race to recover from is not known.
    Recovery = "recovery",
    /// A season lasts more than five years.
    SeasonTooLong = "season-too-long",
    /// A new session has no kind, or a built-in one another kind.
    SessionKind = "session-kind",
    /// A percentage cannot be read.
    Share = "share",
    /// A time of day cannot be read.
    Time = "time",
    /// A time zone is not known.
    TimeZone = "time-zone",
    /// A file is not valid TOML.
    TomlSyntax = "toml-syntax",
    /// A list is too long.
    TooMany = "too-many",
    /// A week has too many sessions.
    TooManySessions = "too-many-sessions",
    /// A plan lasts too many weeks.
    TooManyWeeks = "too-many-weeks",
    /// A code in `allow` is not known.
    UnknownFinding = "unknown-finding",
    /// A key is not known.
    UnknownKey = "unknown-key",
    /// A plan is not known.
    UnknownPlan = "unknown-plan",
    /// A session is not known.
    UnknownSession = "unknown-session",
    /// A value is not one of those allowed.
    UnknownWord = "unknown-word",
    /// A plan's volume has neither peak nor usual week.
    Volume = "volume",
    /// A volume is outside its range.
    VolumeRange = "volume-range",
    /// A number of weeks cannot be read.
    Weeks = "weeks",
    /// A window of days or hours cannot be read.
    Window = "window",
    /// A calendar's window ends before it begins.
    WindowOrder = "window-order",
    /// A calendar's window has two beginnings or two ends.
    WindowTwice = "window-twice",
    /// A workout cannot be read.
    Workout = "workout",
    /// A value is of the wrong type.
    WrongType = "wrong-type",
    /// The acute to chronic workload ratio is high.
    Acwr = "ACWR" allowed,
    /// A session is outside the room that the runner has.
    Avail = "AVAIL" allowed,
    /// The runner is away on the day of the race.
    AwayRace = "AWAY_RACE",
    /// The runner runs less than the plan asks for.
    BelowNeeds = "BELOW_NEEDS" allowed,
    /// A stretch of one pace is too long.
    Bout = "BOUT" allowed,
    /// A tune-up race is too close to the race or too far from it.
    BRacePosition = "B_RACE_POSITION" allowed,
    /// A club run takes no session.
    ClubSkipped = "CLUB_SKIPPED" allowed,
    /// A plan is shorter than usual.
    Compressed = "COMPRESSED" allowed,
    /// A day breaks a soft rule.
    Compromise = "COMPROMISE",
    /// Too many weeks pass without a cutback week.
    Cutback = "CUTBACK" allowed,
    /// A cutback week is hardly lighter.
    CutbackShallow = "CUTBACK_SHALLOW" allowed,
    /// A plan gives up sessions for the runner's few days.
    Days = "DAYS" allowed,
    /// A session done is not there, or its day is outside the season.
    Done = "DONE",
    /// The clocks change during a session.
    Dst = "DST" allowed,
    /// Too little of the running is easy.
    EasyShare = "EASY_SHARE" allowed,
    /// A session fixed by hand breaks a hard rule.
    Fixed = "FIXED",
    /// Hard days touch.
    HardAdjacent = "HARD_ADJACENT" allowed,
    /// A week has too many hard days.
    HardCount = "HARD_COUNT" allowed,
    /// Sessions stand where they were published.
    HeldDays = "HELD_DAYS",
    /// A calendar is more than some applications read.
    LargeCalendar = "LARGE_CALENDAR",
    /// The last long run is too close to the race or too far from it.
    LastLong = "LAST_LONG" allowed,
    /// The last quality session is too close to the race.
    LateQuality = "LATE_QUALITY" allowed,
    /// A session found no day.
    LeftOut = "LEFT_OUT" allowed,
    /// A recovery or a flexible plan has another length than usual.
    Length = "LENGTH" allowed,
    /// Long runs are short because the longest run is not given.
    LongestUnknown = "LONGEST_UNKNOWN" allowed,
    /// Two long runs are too far apart.
    LongGap = "LONG_GAP" allowed,
    /// The long run is too much of its week.
    LongShare = "LONG_SHARE" allowed,
    /// A long run takes too long.
    LongTime = "LONG_TIME" allowed,
    /// The longest run is too short for the race.
    LongTooShort = "LONG_TOO_SHORT" allowed,
    /// The peak is lowered so that the first week is not too high.
    LowerPeak = "LOWER_PEAK" allowed,
    /// A medium-long run is next to the long run.
    MlrClose = "MLR_CLOSE" allowed,
    /// The days of a week are too alike.
    Monotony = "MONOTONY" allowed,
    /// A move names a session or a day that is not there.
    Move = "MOVE",
    /// Sessions are off their usual day.
    Moved = "MOVED" allowed,
    /// The events of a busy calendar get new UIDs.
    NewUids = "NEW_UIDS",
    /// There are fewer weeks than the plan needs.
    NotEnoughWeeks = "NOT_ENOUGH_WEEKS" allowed,
    /// A calendar has no events.
    NoEvents = "NO_EVENTS",
    /// A plan for a race has no fast running.
    NoFast = "NO_FAST" allowed,
    /// A week has no rest day.
    NoRest = "NO_REST" allowed,
    /// A session has no start time that fits the day.
    NoTimeLeft = "NO_TIME_LEFT" allowed,
    /// The off-season starts with too large a cut.
    OffseasonCut = "OFFSEASON_CUT" allowed,
    /// The off-season has too many days without running.
    OffseasonGap = "OFFSEASON_GAP" allowed,
    /// The file holds another season.
    OtherSeason = "OTHER_SEASON",
    /// The goal is faster than the recent race says.
    PaceGoal = "PACE_GOAL" allowed,
    /// The recent race is too long ago.
    PaceStale = "PACE_STALE" allowed,
    /// The plan is for another distance than the race.
    PlanDistance = "PLAN_DISTANCE",
    /// There is no room for a plan.
    PlanLeftOut = "PLAN_LEFT_OUT" allowed,
    /// A session holds too much of one pace.
    QDose = "Q_DOSE" allowed,
    /// Two races are too close to each other.
    RacesTooClose = "RACES_TOO_CLOSE" allowed,
    /// A hard session is too soon after a race.
    RaceRecovery = "RACE_RECOVERY" allowed,
    /// The race starts in an hour that the clocks skip.
    RaceTime = "RACE_TIME",
    /// Two weeks grow too much.
    Ramp2wk = "RAMP_2WK" allowed,
    /// A week grows too much.
    RampWeek = "RAMP_WEEK" allowed,
    /// Training starts again too soon after a race.
    RecoveryShort = "RECOVERY_SHORT" allowed,
    /// Long runs are shorter because one before them found no day.
    Resized = "RESIZED" allowed,
    /// Two files are one season.
    SameSeason = "SAME_SEASON",
    /// The search for the best days stopped early.
    SearchBudget = "SEARCH_BUDGET",
    /// Two seasons of a runner share days.
    SeasonsOverlap = "SEASONS_OVERLAP",
    /// A run is much longer than the longest of the last month.
    SessionSpike = "SESSION_SPIKE" allowed,
    /// A session to skip is not there, or its day is outside the season.
    Skip = "SKIP",
    /// Sessions of a week were skipped.
    Skipped = "SKIPPED",
    /// The season has begun or is over.
    Started = "STARTED" allowed,
    /// The first week is far above the runner's usual week.
    StartTooHigh = "START_TOO_HIGH" allowed,
    /// Nothing is trained away.
    StillNothing = "STILL_NOTHING" allowed,
    /// The strain of a week is high.
    Strain = "STRAIN" allowed,
    /// Strength is too close to a race or a hard session.
    StrengthNear = "STRENGTH_NEAR" allowed,
    /// A plan has no strength.
    StrengthNone = "STRENGTH_NONE" allowed,
    /// A plan is longer than usual.
    Stretched = "STRETCHED" allowed,
    /// A plan has no strides.
    StridesNone = "STRIDES_NONE" allowed,
    /// The taper is too long.
    TaperLong = "TAPER_LONG" allowed,
    /// A week of the taper is larger than the one before.
    TaperNotStrict = "TAPER_NOT_STRICT" allowed,
    /// The taper takes too little away.
    TaperShallow = "TAPER_SHALLOW" allowed,
    /// The taper is too short.
    TaperShort = "TAPER_SHORT" allowed,
    /// The taper takes too much away.
    TaperSteep = "TAPER_STEEP" allowed,
    /// A tune-up race is after the race.
    TuneupLate = "TUNEUP_LATE",
    /// The race result is too slow for training paces.
    VdotLow = "VDOT_LOW" allowed,
    /// A week's sessions cannot be sized to its volume.
    WeekVolume = "VOLUME",
    /// A plan for a marathon runs too little a week.
    VolumeFloor = "VOLUME_FLOOR" allowed,
    /// There are more weeks than the plans can fill.
    WeeksLeft = "WEEKS_LEFT" allowed,
    /// The plan's last week does not end on the race.
    WeekCount = "WEEK_COUNT" allowed,
}

impl Code {
    /// The codes that a file may name in `allow`.
    pub fn allowable() -> impl Iterator<Item = Code> {
        Code::ALL.iter().copied().filter(|code| code.can_be_allowed())
    }
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.word())
    }
}
