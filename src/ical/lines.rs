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

/// What a reader wants of a calendar.
#[derive(Clone, Copy)]
pub(crate) struct Wanted {
    /// The properties that it reads, in capitals. Of the others only the form is looked at.
    pub properties: &'static [&'static str],
    /// The code of its faults.
    pub code: Code,
}

/// A property that matters here.
#[derive(Debug)]
pub(crate) struct Property {
    /// In capitals.
    pub name: &'static str,
    /// Without the escapes of TEXT, where the crate takes it for a text; without blanks around it.
    pub value: String,
    /// As it stands in the file, unfolded.
    pub raw: String,
    /// Names in capitals.
    parameters: Vec<(String, String)>,
    /// Its bytes.
    pub at: Range<usize>,
}

impl Property {
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

/// The calendars of `source`. What is damaged is told at its line, and the rest is read.
pub(crate) fn calendars(source: &Arc<Source>, wanted: Wanted, faults: &Faults) -> Vec<Component> {
    let tell = |at: &Range<usize>, fault: LineFault| {
        faults.push(fault.at(wanted.code, &Span::new(source, at.clone())));
    };
    let mut done: Vec<Component> = Vec::new();
    let mut open: Vec<Component> = Vec::new();
    let mut outside = false;
    for (at, line) in unfolded(source.text()) {
        let name_ends = line.find([':', ';']);
        let name = line[..name_ends.unwrap_or(line.len())]
            .trim()
            .to_ascii_uppercase();
        let is_name = !name.is_empty()
            && name
                .chars()
                .all(|c| c.is_ascii_alphanumeric() || "-._".contains(c));
        let colon = line.find(':').filter(|_| is_name);
        if open.is_empty() && !["BEGIN", "END"].contains(&name.as_str()) {
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
        let value = line[colon + 1..].trim().to_ascii_uppercase();
        match name.as_str() {
            "BEGIN" if open.is_empty() && value != "VCALENDAR" => {
                tell(&at, LineFault::NoCalendar);
                return done;
            }
            "BEGIN" if open.len() == DEEPEST => {
                tell(&at, LineFault::TooDeep(DEEPEST));
                return done;
            }
            "BEGIN" => open.push(Component {
                name: value,
                at,
                ..Component::default()
            }),
            "END" => {
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
            name => {
                let Some(component) = open.last_mut() else {
                    continue;
                };
                if let Some(name) = wanted.properties.iter().find(|known| **known == name) {
                    match property(name, &line, at.clone()) {
                        Some(property) => component.properties.push(property),
                        None => tell(&at, LineFault::Unreadable((*name).to_owned())),
                    }
                }
            }
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

fn property(name: &'static str, line: &str, at: Range<usize>) -> Option<Property> {
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

/// What stands behind the first colon that is not inside of a parameter's quotes.
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
            if !line.trim().is_empty() {
                return Some((first, line));
            }
        }
        None
    })
}

/// The line at `at`, without its end; `at` moves behind it.
fn physical<'t>(text: &'t str, at: &mut usize) -> &'t str {
    let rest = &text[*at..];
    let line = rest.split('\n').next().unwrap_or(rest);
    *at += (line.len() + 1).min(rest.len());
    line.strip_suffix('\r').unwrap_or(line)
}
