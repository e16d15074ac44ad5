//! What the command tells, in words that make sense beside a form: titles for the names of plans, fields for keys, and no
//! flags and no TOML.

use chrono::NaiveDate;

use crate::diagnostic::Diagnostic;
use crate::plan::Plan;

/// The fields of the form, and what they are called there.
pub(super) const LABELS: [(&str, &str); 14] = [
    ("race", "Race day"),
    ("start", "First day"),
    ("previous", "Your last race"),
    ("zone", "Time zone"),
    ("units", "Distances in"),
    ("days", "Running days a week"),
    ("long", "Long run on"),
    ("rest", "Rest day"),
    ("weekly", "You run a week now"),
    ("longest", "Your longest run lately"),
    ("recent", "A recent race"),
    ("at", "When you have time"),
    ("away", "Days away"),
    ("also", "Add to the plan"),
];

/// What to do, by code, where the command's own advice is about flags and files.
const HELP: [(&str, &str); 10] = [
    ("no-race", "choose the day of your race"),
    ("missing-key", "choose the day of your race"),
    ("no-start", "choose the first day, or the day of your last race"),
    ("no-time-zone", "choose your time zone"),
    ("unknown-plan", "choose from the list under “Add to the plan”"),
    ("also", "it is on the first page, among the plans"),
    ("recovery", "choose the plan under “After a race” that fits yours"),
    (
        "LONGEST_UNKNOWN",
        "say your longest run of the last weeks under “More”",
    ),
    ("WEEKS_LEFT", "another plan can fill them before this one"),
    (
        "NO_EVENTS",
        "say under “More” when you have time: only what has a time is busy",
    ),
];

/// What stands in advice for the command or for files alone.
const NOT_HERE: [&str; 5] = ["--", " = ", "[", "longrun ", ".toml"];

/// The field that a form calls a key; what has none goes by its name.
pub(super) fn label_of(name: &str) -> &str {
    let found = LABELS.iter().find(|(key, _)| *key == name);
    found.map_or(name, |(_, label)| label)
}

/// The field that a fault is about, by the key of an address.
pub(super) fn field_of(fault: &Diagnostic) -> Option<&str> {
    match fault.code {
        "no-race" | "missing-key" => Some("race"),
        "no-start" => Some("start"),
        "no-time-zone" => Some("zone"),
        _ => {
            let name = fault.at.as_ref()?.span.source().name();
            Some(name).filter(|name| *name != "plan")
        }
    }
}

/// "18 Apr 2027"
pub(super) fn date(date: NaiveDate) -> String {
    date.format("%-d %b %Y").to_string()
}

/// The words of a page, which knows these plans.
#[derive(Debug, Clone, Copy)]
pub(super) struct Words<'a>(pub(super) &'a [&'a Plan]);

impl<'a> Words<'a> {
    /// A plan's own summary, without what it says to those who write files.
    pub(super) fn summary(self, plan: &Plan) -> String {
        let sentences = plan.summary.split_inclusive(". ");
        let here: String = sentences
            .filter(|sentence| NOT_HERE.iter().all(|sign| !sentence.contains(sign)))
            .collect();
        self.text(here.trim_end())
    }

    /// A sentence of ours for the page.
    pub(super) fn text(self, text: &str) -> String {
        self.said(text, true)
    }

    /// A fault's sentence and its advice.
    pub(super) fn fault(self, fault: &Diagnostic) -> String {
        let mut text = self.text(&fault.message.replace("[[", "").replace("]]", ""));
        let helps = fault.help.iter();
        let mut helps: Vec<String> = helps
            .filter(|help| NOT_HERE.iter().all(|sign| !help.contains(sign)))
            .filter(|_| fault.code != "STARTED")
            // A date in advice shows how dates are written.
            .map(|help| self.said(help, false))
            .collect();
        if helps.is_empty() && !fault.help.is_empty() {
            let own = HELP.iter().find(|(code, _)| *code == fault.code);
            helps.extend(own.map(|(_, help)| (*help).to_owned()));
        }
        for help in helps {
            text = format!("{text}; {help}");
        }
        capital(&text)
    }

    fn said(self, text: &str, with_dates: bool) -> String {
        let pieces = text.split('`').enumerate();
        let pieces = pieces.map(|(at, piece)| {
            if at % 2 == 0 {
                let words = piece.split(' ').map(|word| self.word(word, with_dates));
                return words.collect::<Vec<_>>().join(" ");
            }
            let title = self.title(piece);
            format!("“{}”", title.unwrap_or_else(|| label_of(piece)))
        });
        pieces.collect()
    }

    /// A word that may be a plan's name or a date, with what stands around it.
    fn word(self, word: &str, with_dates: bool) -> String {
        let inner = word.trim_matches(|c: char| !c.is_ascii_alphanumeric());
        let other = match inner.parse::<NaiveDate>() {
            Ok(day) if with_dates && inner.len() == 10 => Some(date(day)),
            _ if inner.contains('-') => self.title(inner).map(|title| format!("“{title}”")),
            _ => None,
        };
        other.map_or_else(|| word.to_owned(), |other| word.replacen(inner, &other, 1))
    }

    fn title(self, name: &str) -> Option<&'a str> {
        let plan = self.0.iter().find(|plan| plan.name == name)?;
        Some(&plan.title)
    }
}

/// The text with a capital at its beginning.
pub(super) fn capital(text: &str) -> String {
    let mut chars = text.chars();
    let first = chars.next().into_iter().flat_map(char::to_uppercase);
    first.chain(chars).collect()
}
