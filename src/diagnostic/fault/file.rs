//! Faults of files and addresses.

use super::{Audience, Fault, NotFull, NotOurs, Words, faults};

faults! {
    /// A file that cannot be used.
    FileFault in File {
        /// A file that cannot be read; the system's reason.
        Unreadable { file: String, reason: String } => Error CannotRead,
        /// A file that is not UTF-8.
        NotText { file: String } => Error NotText,
        /// A calendar's file, to be planned around, that cannot be read; the system's reason.
        UnreadableCalendar { file: String, reason: String, is_address: bool } => Error Around,
        /// A calendar that a season of a served folder may not name; the name that its calendars begin with.
        AnotherCalendar { file: String, owner: String } => Error Around,
        /// A season's file, in a served folder, that another season names as its plan.
        SeasonForPlan { file: String } => Error CannotRead,
        /// A file that holds something that longrun did not write, in place of a calendar.
        NotOurs { file: String, reason: NotOurs } => Error NotOurs,
        /// A calendar of ours that is not the full one of the season, for this reason.
        NotFull { file: String, reason: NotFull } => Error OtherCalendar,
        /// A file that holds something that longrun did not write, and that was to be overwritten.
        KeptNotOurs { file: String, reason: NotOurs } => Error NotOurs,
        /// A damaged calendar that was to be overwritten.
        KeptDamaged { file: String } => Note DamagedCalendar,
        /// An empty file where a calendar was to go on.
        KeptEmpty { file: String } => Error DamagedCalendar,
        /// A published calendar that cannot be read, with the first of its faults.
        DamagedPublication { calendar: String, reason: Option<Box<Fault>> } => Error DamagedCalendar,
    }
}

impl FileFault {
    pub(super) fn words(&self, to: Audience<'_>) -> Words {
        match self {
            Self::Unreadable { file, reason } => Words::new(format!("cannot read {file}: {reason}")),
            Self::NotText { file } => {
                Words::new(format!("{file} is not a text in UTF-8")).mark("from here on")
            }
            Self::UnreadableCalendar { file, reason, is_address } => {
                let words = Words::new(format!("cannot read {file}: {reason}"))
                    .help("a calendar's file is looked for from the folder of the season's");
                match is_address {
                    true => words.help("an address is not fetched: save the calendar as a file"),
                    false => words,
                }
            }
            Self::AnotherCalendar { file, owner } => {
                Words::new(format!("{file} is not a calendar of {owner}.toml"))
                    .mark("refused")
                    .help(format!(
                        "on a server a season names its own calendars alone: {owner}.ics, {owner}-work.ics, or one in \
                         the folder {owner}, as {owner}/work.ics"
                    ))
                    .help("seasons of one runner share those named after the `id` that is in each of them, under [athlete]")
            }
            Self::SeasonForPlan { file } => {
                Words::new(format!("{file} holds no plan, and a season names only plans"))
            }
            Self::NotOurs { file, reason } => Words::new(format!("{file} {reason}")),
            Self::NotFull { file, reason } => Words::new(format!("{file} {reason}"))
                .help("`--after` needs the full calendar of this season, as `export` wrote it"),
            Self::KeptNotOurs { file, reason } => {
                Words::new(format!("{file} {reason}, and is left as it is"))
                    .help("choose another file, or overwrite this one with `--force`")
            }
            Self::KeptDamaged { file } => Words::new(format!("{file} is damaged, and is left as it is"))
                .help("take it from a backup; or write it anew with `--force`, and what was published is forgotten"),
            Self::KeptEmpty { file } => Words::new(format!("{file} is empty, and is left as it is")).help(
                "if it held a calendar, take it from a backup: apps that have its events do not follow one that begins \
                 anew. Else delete it, or use `--force`",
            ),
            Self::DamagedPublication { calendar, reason } => match reason {
                Some(reason) => {
                    Words::new(format!("{calendar} cannot be read: {}", reason.words(to).message))
                }
                None => Words::new(format!("{calendar} cannot be read")),
            },
        }
    }
}
