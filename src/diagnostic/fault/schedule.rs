//! Remarks about a season on its days: what was stretched, scaled, moved, given up or left out.

use chrono::NaiveDate;

use super::changes::{FactKind, LongRunChange, OffUsualDay, Omissions, PhaseChange, list};
use super::{Audience, OmissionReason, RuleName, Words, faults};
use crate::diagnostic::or_list;
use crate::units::{DateRange, Distance, Units};

faults! {
    /// A remark about a season on its days. None is an error: a season that can be read can be placed.
    ScheduleFault in Schedule {
        /// Weeks that no plan can fill.
        WeeksLeft { more: u32, weeks: u32, plan: String } => Note WeeksLeft,
        /// Fewer weeks than the plan needs.
        NotEnoughWeeks { weeks: u32, plan: String, after_recovery: bool, min: u32, less: u32 } => Warning NotEnoughWeeks,
        /// A plan shorter than usual, in weeks.
        Compressed { plan: String, typical: u32, total: u32, phases: Vec<PhaseChange> } => Note Compressed,
        /// A plan longer than usual, in weeks.
        Stretched { plan: String, typical: u32, total: u32, phases: Vec<PhaseChange> } => Note Stretched,
        /// A plan without room.
        PlanLeftOut { plan: String } => Note PlanLeftOut,
        /// A recovery or a flexible plan of another length than usual, in weeks.
        OtherLength { plan: String, total: u32, typical: u32 } => Note Length,
        /// More running days a week than there can be.
        TooManyDays { most: u32 } => Note Days,
        /// Sessions that a plan gives up for the runner's few days, and the share of its volume that weeks of too long
        /// runs still hold, in percent.
        FewDays { plan: String, days: u32, quality: u32, medium: u32, share: Option<u64> } => Note Days,
        /// A week whose sessions cannot be sized to its volume.
        WeekVolume { week: u32, plan: String, got: Distance, planned: Distance, units: Units } => Note WeekVolume,
        /// A peak lowered for the first week's sake; its share of the plan's in percent.
        LowerPeak {
            plan: String,
            got: Distance,
            wanted: Distance,
            weekly: Distance,
            share: u64,
            units: Units,
        } => Warning LowerPeak,
        /// A first week far above the runner's usual one.
        StartTooHigh { plan: String, starts: Distance, weekly: Distance, units: Units } => Warning StartTooHigh,
        /// A plan for runners who run more; what it asks for ("a usual week").
        BelowNeeds { plan: String, what: &'static str, need: Distance, have: Distance, units: Units } => Warning BelowNeeds,
        /// A session that found no day, and how many of the kind.
        LeftOut { week: NaiveDate, title: String, count: usize, reason: OmissionReason } => Warning LeftOut,
        /// A session for which a day has no time left.
        NoTimeLeft { date: NaiveDate, title: String } => Warning NoTimeLeft,
        /// Long runs that are shorter because one before them found no day, or was skipped.
        Resized { runs: Vec<LongRunChange>, skipped: bool, units: Units } => Note Resized,
        /// Long runs that are shorter because the runner's longest run is not given.
        LongestUnknown { runs: Vec<LongRunChange>, units: Units } => Note LongestUnknown,
        /// A runner without paces: the VDOT is below the tables, on this day first.
        VdotLow { vdot: f64, from: NaiveDate } => Warning VdotLow,
        /// A move from or to a day outside of the season; whether a file has it.
        MoveOutside { in_file: bool } => Warning Move,
        /// A session done on a day outside of the season; whether a file has it.
        DoneOutside { in_file: bool } => Warning Done,
        /// A session skipped on a day outside of the season; whether a file has it.
        SkipOutside { in_file: bool } => Warning Skip,
        /// A move of a session that is not there.
        NothingToMove { session: String, date: NaiveDate } => Warning Move,
        /// A session done that is not there.
        NothingDone { session: String, date: NaiveDate } => Warning Done,
        /// A session skipped that is not there.
        NothingToSkip { session: String, date: NaiveDate } => Warning Skip,
        /// Sessions of a week that the runner skipped.
        Skipped { week: NaiveDate, titles: Vec<String> } => Note Skipped,
        /// A search that stopped early: what is left out, and what the best placement leaves out at least.
        SearchBudget { found: Omissions, bound: Omissions } => Note SearchBudget,
        /// A rule that a session fixed by hand breaks.
        Fixed { date: NaiveDate, rule: RuleName } => Warning Fixed,
        /// Sessions of a week that are off their usual day.
        Moved { week: NaiveDate, sessions: Vec<OffUsualDay> } => Note Moved,
        /// A soft rule that a day breaks.
        Compromise { date: NaiveDate, rule: RuleName } => Note Compromise,
        /// A season that is over.
        Over { last: NaiveDate } => Note Started,
        /// A season whose first week has begun; today, where the season can begin anew today.
        Begun { weeks: usize, first: NaiveDate, restart: Option<NaiveDate> } => Note Started,
        /// A season that is partly behind; today, where the season can begin anew today.
        Behind { behind: usize, weeks: usize, restart: Option<NaiveDate> } => Note Started,
        /// Days away on which nothing is trained, with the sessions that could be, and those that the weeks hold.
        NothingAway { days: DateRange, still: Vec<String>, held: Vec<String> } => Note StillNothing,
    }
}

const NUMBERS: [&str; 13] = [
    "none", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
];

fn number(count: usize) -> String {
    NUMBERS
        .get(count)
        .map_or_else(|| count.to_string(), |word| (*word).to_owned())
}

fn several(count: u32, what: &str) -> String {
    match count {
        1 => format!("a {what} is"),
        _ => format!("{count} {what}s are"),
    }
}

fn outside(days: &str) -> Words {
    Words::new(format!("{days} lies outside the season"))
}

fn restart(words: Words, to: Audience<'_>, today: Option<NaiveDate>) -> Words {
    match today {
        Some(today) => words.help_for(
            to,
            format!("`--start {today}` plans from today on; without it, the plan stays as it is"),
            "to plan only what is ahead, give a first day under “More”",
        ),
        None => words,
    }
}

impl ScheduleFault {
    /// The day that the remark is about, or the Monday of its week; `None` for a remark about the season.
    pub(in crate::diagnostic) fn date(&self) -> Option<NaiveDate> {
        match self {
            Self::LeftOut { week, .. } | Self::Skipped { week, .. } | Self::Moved { week, .. } => Some(*week),
            Self::NoTimeLeft { date, .. }
            | Self::NothingToMove { date, .. }
            | Self::NothingDone { date, .. }
            | Self::NothingToSkip { date, .. }
            | Self::Fixed { date, .. }
            | Self::Compromise { date, .. } => Some(*date),
            _ => None,
        }
    }

    /// A fact about a day outside of the season.
    pub(crate) fn outside_season(kind: FactKind, in_file: bool) -> Self {
        match kind {
            FactKind::Done => Self::DoneOutside { in_file },
            FactKind::Skipped => Self::SkipOutside { in_file },
            FactKind::Moved => Self::MoveOutside { in_file },
        }
    }

    /// A fact about a session that is not there.
    pub(crate) fn no_such_session(kind: FactKind, session: String, date: NaiveDate) -> Self {
        match kind {
            FactKind::Done => Self::NothingDone { session, date },
            FactKind::Skipped => Self::NothingToSkip { session, date },
            FactKind::Moved => Self::NothingToMove { session, date },
        }
    }

    pub(super) fn words(&self, to: Audience<'_>) -> Words {
        match self {
            Self::WeeksLeft { more, weeks, plan } => Words::new(format!(
                "{more} of the season's {weeks} weeks are more than the plans can fill; {} begins later",
                to.plan(plan)
            ))
            .help_for(
                to,
                "put a plan in front to fill them, e.g. plan = [\"maintenance-20-40\", …]",
                "another plan can fill them before this one",
            ),
            Self::NotEnoughWeeks { weeks, plan, after_recovery, min, less } => {
                let after = if *after_recovery { " after recovery" } else { "" };
                let lost = match less {
                    1 => "1 week is".to_owned(),
                    _ => format!("{less} weeks are"),
                };
                Words::new(format!(
                    "there are {weeks} weeks, and {}{after} needs at least {min}: {lost} left out, the taper last",
                    to.plan(plan)
                ))
                .help("choose a shorter plan or a later race; what is left is for a runner already in training")
            }
            Self::Compressed { plan, typical, total, phases } => {
                Words::new(other_length(to, plan, "compressed", (*typical, *total), phases))
            }
            Self::Stretched { plan, typical, total, phases } => {
                Words::new(other_length(to, plan, "stretched", (*typical, *total), phases))
            }
            Self::PlanLeftOut { plan } => {
                Words::new(format!("there is no room for {}: it is left out", to.plan(plan)))
            }
            Self::OtherLength { plan, total, typical } => {
                let weeks = if *total == 1 { "week" } else { "weeks" };
                Words::new(format!("{} lasts {total} {weeks} here, typically {typical}", to.plan(plan)))
            }
            Self::TooManyDays { most } => Words::new(format!(
                "a week keeps a day free of training, so {most} days are the most"
            )),
            Self::FewDays { plan, days, quality, medium, share } => {
                let mut parts = Vec::new();
                if *quality > 0 {
                    parts.push(format!("{} left out", several(*quality, "second quality session")));
                }
                if *medium > 0 {
                    parts.push(format!("{} left out", several(*medium, "medium run")));
                }
                parts.extend(share.map(|share| {
                    format!("weeks whose runs would become too long hold {share} % of their volume")
                }));
                Words::new(format!("{} on {days} days a week: {}", to.plan(plan), parts.join("; ")))
                    .help("give it another day, or choose a plan with fewer runs")
            }
            Self::WeekVolume { week, plan, got, planned, units } => Words::new(format!(
                "week {week} of {} holds {} instead of {}: its sessions cannot be sized to the week's volume",
                to.plan(plan),
                got.show(*units),
                planned.show(*units)
            )),
            Self::LowerPeak { plan, got, wanted, weekly, share, units } => Words::new(format!(
                "{} peaks at {} instead of {}, so that its first week is not far above your usual {}",
                to.plan(plan),
                got.show(*units),
                wanted.show(*units),
                weekly.show(*units)
            ))
            .help(format!("that is {share} % of the plan")),
            Self::StartTooHigh { plan, starts, weekly, units } => Words::new(format!(
                "the first week of {} has {}, and your usual week is {}",
                to.plan(plan),
                starts.show(*units),
                weekly.show(*units)
            ))
            .help(
                "a first week of more than 110 % of the usual one is a risk; build up first, or choose a smaller plan",
            ),
            Self::BelowNeeds { plan, what, need, have, units } => Words::new(format!(
                "{} asks for {what} of {}, and yours is {}",
                to.plan(plan),
                need.show(*units),
                have.show(*units)
            )),
            Self::LeftOut { week, title, count, reason } => {
                let times = match count {
                    1 => String::new(),
                    count => format!(" ({count} of them)"),
                };
                let (week, reason) = (to.date(*week), reason.words(to));
                Words::new(format!("left out in the week of {week}: {title}{times}: {reason}"))
            }
            Self::NoTimeLeft { date, title } => Words::new(format!(
                "no time is left on {} for {title}: it stands there without one",
                to.date(*date)
            )),
            Self::Resized { runs, skipped, units } => {
                let missing = if *skipped { "was skipped" } else { "found no day" };
                let runs = list(runs, to, *units);
                Words::new(format!("a long run {missing}, so the next ones are shorter: {runs}"))
            }
            Self::LongestUnknown { runs, units } => Words::new(format!(
                "long runs grow from the season's own first days, since your longest run is not given: {}",
                list(runs, to, *units)
            ))
            .help_for(
                to,
                "give the longest run of your last weeks: longest = \"…\" in [athlete], or --longest",
                "give your longest run of the last weeks under “More”",
            ),
            Self::VdotLow { vdot, from } => Words::new(format!(
                "VDOT {vdot:.1} on {from} is below the tables that paces come from: sessions name efforts instead"
            ))
            .help("run by breath and talk; a newer and faster result brings paces"),
            Self::MoveOutside { in_file } => outside(match in_file {
                true => "one of the days of this [[move]]",
                false => "one of the days of a move",
            }),
            Self::DoneOutside { in_file } => outside(match in_file {
                true => "the day of this [[done]]",
                false => "the day of a reported session",
            }),
            Self::SkipOutside { in_file } => outside(match in_file {
                true => "the day of this [[skipped]]",
                false => "the day of a reported session",
            }),
            Self::NothingDone { session, date } => Words::new(format!(
                "there is no {} on {} that could be done",
                to.quoted(session),
                to.date(*date)
            )),
            Self::NothingToSkip { session, date } => Words::new(format!(
                "there is no {} on {} to skip",
                to.quoted(session),
                to.date(*date)
            )),
            Self::Skipped { week, titles } => Words::new(format!(
                "skipped in the week of {}: {}",
                to.date(*week),
                titles.join(", ")
            )),
            Self::NothingToMove { session, date } => Words::new(format!(
                "there is no {} on {} to move",
                to.quoted(session),
                to.date(*date)
            )),
            Self::SearchBudget { found, bound } => Words::new(format!(
                "this season is too tangled to be searched to the end; left out are {found}, and the best placement \
                 leaves out at least {bound}"
            )),
            Self::Fixed { date, rule } => Words::new(format!(
                "on {} a session that you or the plan has fixed breaks a rule: {}",
                to.date(*date),
                rule.text
            )),
            Self::Moved { week, sessions } => {
                let sessions: Vec<String> = sessions
                    .iter()
                    .map(|one| format!("{} on {} ({})", one.title, one.day, one.reason.words(to)))
                    .collect();
                Words::new(format!(
                    "off their usual day in the week of {}: {}",
                    to.date(*week),
                    sessions.join("; ")
                ))
            }
            Self::Compromise { date, rule } => Words::new(format!(
                "{}: broken rule: {} ({})",
                to.date(*date),
                rule.text,
                rule.id
            )),
            Self::Over { last } => Words::new(format!("this season ended on {}", to.date(*last))),
            Self::Begun { weeks, first, restart: today } => {
                let first = to.date(*first);
                let words = Words::new(format!("the first of {weeks} weeks has already begun, on {first}"));
                restart(words, to, *today)
            }
            Self::Behind { behind, weeks, restart: today } => {
                let are = if *behind == 1 { "is" } else { "are" };
                let behind = number(*behind);
                restart(Words::new(format!("{behind} of {weeks} weeks {are} already behind")), to, *today)
            }
            Self::NothingAway { days, still, held } => {
                let words = Words::new(format!(
                    "nothing is trained away from {} to {}: its weeks hold no {}",
                    to.date(days.first()),
                    to.date(days.last()),
                    or_list(still)
                ));
                match held.is_empty() {
                    true => words,
                    false => words.help(format!("what they hold can be named in `still`: {}", held.join(", "))),
                }
            }
        }
    }
}

fn other_length(
    to: Audience<'_>,
    plan: &str,
    how: &str,
    (typical, total): (u32, u32),
    phases: &[PhaseChange],
) -> String {
    let phases: Vec<String> = phases
        .iter()
        .map(|change| format!("{} {} → {}", change.phase, change.typical, change.weeks))
        .collect();
    format!(
        "{} is {how} from {typical} to {total} weeks ({})",
        to.plan(plan),
        phases.join(", ")
    )
}
