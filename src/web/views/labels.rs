//! The names that pages have for plans, keys and dates.

use chrono::NaiveDate;

use crate::diagnostic::{Audience, Code, Diagnostic, PageNames};
use crate::plan::Plan;
use crate::season::FLAGS;

/// The label of a key's field; the key itself where the form has no such field.
pub(super) fn label_of(key: &str) -> &str {
    label(key).unwrap_or(key)
}

/// The label of a key's field, if the form has one.
pub(super) fn label(key: &str) -> Option<&'static str> {
    FLAGS
        .iter()
        .find(|flag| flag.name == key)
        .and_then(|flag| flag.label)
}

/// The key of the field that a fault is about.
pub(super) fn field_of(fault: &Diagnostic) -> Option<&str> {
    match fault.code() {
        Code::NoRace | Code::MissingKey => Some("race"),
        Code::NoStart => Some("start"),
        Code::NoTimeZone => Some("zone"),
        _ => {
            let name = fault.at.as_ref()?.source().name();
            Some(name).filter(|name| *name != "plan")
        }
    }
}

/// A date: "18 Apr 2027".
pub(super) fn date(date: NaiveDate) -> String {
    Audience::Page(&Titles(&[])).date(date)
}

/// The names of a page that knows these plans.
#[derive(Debug, Clone, Copy)]
pub(super) struct Titles<'a>(pub(super) &'a [&'a Plan]);

impl PageNames for Titles<'_> {
    fn title(&self, plan: &str) -> Option<&str> {
        let known = self.0.iter().find(|known| known.name == plan)?;
        Some(&known.title)
    }

    fn label(&self, key: &str) -> Option<&str> {
        label(key)
    }
}

impl Titles<'_> {
    /// A fault with its advice, in one sentence without a full stop.
    pub(super) fn sentence(self, fault: &Diagnostic) -> String {
        let words = fault.words(Audience::Page(&self));
        let parts: Vec<String> = std::iter::once(words.message).chain(words.help).collect();
        capital(&parts.join("; "))
    }
}

/// The text with a capital at its beginning.
pub(super) fn capital(text: &str) -> String {
    let mut chars = text.chars();
    let first = chars.next().into_iter().flat_map(char::to_uppercase);
    first.chain(chars).collect()
}
