//! Content lines and the components they stand in (RFC 5545 §3.1), each with its place in the file.
//!
//! The `icalendar` crate reads the single lines. It is not given the whole file: it stops at the first fault, it
//! counts lines after unfolding, and it calls itself for every BEGIN, so that a file of BEGINs ends
//! the program.

use std::borrow::Cow;
use std::ops::Range;
use std::sync::Arc;

use icalendar::parser;

use crate::diagnostic::fault::LineFault;
use crate::diagnostic::{Code, Faults, Source, Span};

/// No calendar nests deeper: VCALENDAR, VEVENT, VALARM and something that nobody has thought of.
const DEEPEST: usize = 8;

/// The most parameters of a property. Each takes many times its bytes of memory.
const MOST_PARAMETERS: usize = 1_000;

/// The properties that a reader asks for.
#[derive(Clone, Copy)]
pub(crate) struct Wanted {
    /// The properties that it reads, in capitals. Of all others only the form is checked.
    pub properties: &'static [&'static str],
    /// Those of them of which only [`Property::raw`] is read.
    pub raw: &'static [&'static str],
    /// The code of its faults.
    pub code: Code,
}

/// A property that the reader asked for.
#[derive(Debug)]
pub(crate) struct Property {
    /// In capitals.
    pub name: &'static str,
    /// Without the escapes of TEXT, where the crate takes it for a text, and without blanks around it. Empty for
    /// [`Wanted::raw`].
    pub value: String,
    /// As it stands in the file, unfolded. Empty where that is `value`.
    raw: String,
    /// Names in capitals.
    pub parameters: Vec<(String, String)>,
    /// Its bytes.
    pub at: Range<usize>,
}

impl Property {
    /// The value as it stands in the file, unfolded.
    pub(crate) fn raw(&self) -> &str {
        if self.raw.is_empty() {
            &self.value
        } else {
            &self.raw
        }
    }

    pub(crate) fn parameter(&self, name: &str) -> Option<&str> {
        let mut known = self.parameters.iter();
        known
            .find(|(known, _)| known == name)
            .map(|(_, value)| value.as_str())
    }
}

/// A component with its own properties and the components inside it.
#[derive(Debug, Default)]
pub(crate) struct Component {
    /// In capitals.
    pub name: String,
    pub properties: Vec<Property>,
    pub inner: Vec<Component>,
    /// Its BEGIN.
    pub at: Range<usize>,
}

impl Component {
    pub(crate) fn get(&self, name: &str) -> Option<&Property> {
        self.properties.iter().find(|property| property.name == name)
    }

    pub(crate) fn all(&self, name: &'static str) -> impl Iterator<Item = &Property> {
        self.properties
            .iter()
            .filter(move |property| property.name == name)
    }

    pub(crate) fn of(&self, name: &'static str) -> impl Iterator<Item = &Component> {
        self.inner.iter().filter(move |inner| inner.name == name)
    }
}

/// The calendars of `source`. Damage is reported at its line, and the rest is read.
pub(crate) fn calendars(source: &Arc<Source>, wanted: Wanted, faults: &Faults) -> Vec<Component> {
    let tell = |at: &Range<usize>, fault: LineFault| {
        faults.push(fault.at(wanted.code, &Span::new(source, at.clone())));
    };
    let mut done: Vec<Component> = Vec::new();
    let mut open: Vec<Component> = Vec::new();
    let mut outside = false;
    for (at, line) in unfolded(source.text()) {
        let name_ends = line.bytes().position(|byte| matches!(byte, b':' | b';'));
        let name = line[..name_ends.unwrap_or(line.len())].trim();
        let is_name = !name.is_empty()
            && name
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_'));
        let begins = name.eq_ignore_ascii_case("BEGIN");
        let ends = name.eq_ignore_ascii_case("END");
        let colon = name_ends
            .and_then(|end| Some(end + line[end..].find(':')?))
            .filter(|_| is_name);
        if open.is_empty() && !begins && !ends {
            // Once is enough: of a text that is no calendar every line would be one.
            if !outside {
                tell(&at, LineFault::Outside);
            }
            outside = true;
            continue;
        }
        let Some(colon) = colon else {
            tell(&at, LineFault::NotALine);
            continue;
        };
        if !begins && !ends {
            let wanted_name = wanted
                .properties
                .iter()
                .find(|known| known.eq_ignore_ascii_case(name));
            let Some((component, name)) = open.last_mut().zip(wanted_name) else {
                continue;
            };
            let is_raw = wanted.raw.contains(name);
            match property(name, &line, colon, is_raw, at.clone()) {
                Some(property) => component.properties.push(property),
                None => tell(&at, LineFault::Unreadable((*name).to_owned())),
            }
            continue;
        }
        let value = line[colon + 1..].trim().to_ascii_uppercase();
        if begins {
            if open.is_empty() && value != "VCALENDAR" {
                tell(&at, LineFault::NoCalendar);
                return done;
            }
            if open.len() == DEEPEST {
                tell(&at, LineFault::TooDeep(DEEPEST));
                return done;
            }
            open.push(Component {
                name: value,
                at,
                ..Component::default()
            });
            continue;
        }
        let Some(depth) = open.iter().rposition(|component| component.name == value) else {
            tell(&at, LineFault::NotBegun);
            continue;
        };
        while open.len() > depth {
            let Some(closed) = open.pop() else { break };
            if open.len() > depth {
                tell(&closed.at, LineFault::NotEnded(closed.name.clone()));
            }
            close(closed, &mut open, &mut done);
        }
    }
    if let Some(unended) = open.last() {
        tell(&unended.at, LineFault::Cut(unended.name.clone()));
    } else if done.is_empty() && !outside {
        tell(&(0..0), LineFault::NotACalendar);
    }
    while let Some(unended) = open.pop() {
        close(unended, &mut open, &mut done);
    }
    done
}

/// Puts a component into the one around it.
fn close(component: Component, open: &mut [Component], done: &mut Vec<Component>) {
    match open.last_mut() {
        Some(outer) => outer.inner.push(component),
        None => done.push(component),
    }
}

/// The property of a line. Most lines are plain and are read here; the crate reads the others.
fn property(
    name: &'static str,
    line: &str,
    colon: usize,
    is_raw: bool,
    at: Range<usize>,
) -> Option<Property> {
    // A colon in quotes is not the end of the parameters.
    let head = if line[..colon].contains('"') {
        line
    } else {
        &line[..colon]
    };
    if head.bytes().filter(|&byte| byte == b';').count() > MOST_PARAMETERS {
        return None;
    }
    let raw = &line[colon + 1..];
    if let Some(parameters) = plain_parameters(&line[..colon]).filter(|_| is_raw || !raw.contains('\\')) {
        let (value, raw) = match is_raw {
            true => (String::new(), raw.to_owned()),
            // Nothing is escaped in it: mostly the value is the text.
            false if raw.trim().len() == raw.len() => (raw.to_owned(), String::new()),
            false => (raw.trim().to_owned(), raw.to_owned()),
        };
        return Some(Property {
            name,
            value,
            raw,
            parameters,
            at,
        });
    }
    let read = parser::Property::try_from(line).ok()?;
    // Where the crate can make nothing of the parameters it reads the name alone.
    if read.params.is_empty() && read.val.as_str().is_empty() && !line.ends_with(':') {
        return None;
    }
    let parameters = read.params.iter().map(|parameter| {
        let value = parameter.val.as_ref().map_or("", |value| value.as_str());
        (parameter.key.as_str().to_ascii_uppercase(), value.to_owned())
    });
    Some(Property {
        name,
        value: read.val.as_str().trim().to_owned(),
        raw: raw_value(line).to_owned(),
        parameters: parameters.collect(),
        at,
    })
}

/// The parameters behind a property's name, where all of them are words; `None` for any that need more than a look.
fn plain_parameters(line: &str) -> Option<Vec<(String, String)>> {
    let mut parts = line.split(';');
    let name = parts.next()?;
    let is_word = |text: &str, more: &[u8]| {
        !text.is_empty()
            && text
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || more.contains(&byte))
    };
    if !is_word(name, b"-") {
        return None;
    }
    let parameter = |part: &str| {
        let (key, value) = part.split_once('=')?;
        (is_word(key, b"-") && is_word(value, b"-_/+")).then(|| (key.to_ascii_uppercase(), value.to_owned()))
    };
    parts.map(parameter).collect()
}

/// The value behind the first colon outside of a parameter's quotes.
fn raw_value(line: &str) -> &str {
    let mut quoted = false;
    let colon = line.bytes().position(|byte| {
        quoted ^= byte == b'"';
        byte == b':' && !quoted
    });
    colon.map_or("", |colon| &line[colon + 1..])
}

/// The lines that are not empty, unfolded, with the bytes they take in the file.
fn unfolded(text: &str) -> impl Iterator<Item = (Range<usize>, Cow<'_, str>)> {
    let mut at = 0;
    std::iter::from_fn(move || {
        while at < text.len() {
            let start = at;
            let mut line = Cow::Borrowed(physical(text, &mut at));
            let first = start..start + line.len();
            while text[at..].starts_with([' ', '\t']) {
                line.to_mut().push_str(&physical(text, &mut at)[1..]);
            }
            if line.starts_with(|first: char| first.is_ascii_alphanumeric()) || !line.trim().is_empty() {
                return Some((first, line));
            }
        }
        None
    })
}

/// The line at `at`, without its end; `at` moves behind it.
fn physical<'t>(text: &'t str, at: &mut usize) -> &'t str {
    let rest = &text[*at..];
    let end = rest.bytes().position(|byte| byte == b'\n').unwrap_or(rest.len());
    let line = &rest[..end];
    *at += (line.len() + 1).min(rest.len());
    line.strip_suffix('\r').unwrap_or(line)
}
