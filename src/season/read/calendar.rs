//! `[calendar]`.

use super::session_list;
use crate::color::Color;
use crate::diagnostic::fault::SeasonFault;
use crate::diagnostic::{Code, ValueError, nearest};
use crate::document::{Reader, Spanned, Text};
use crate::season::calendar::{Bound, BusyFeed, CalendarOptions, CalendarWindow, Feed};
use crate::season::title::{TemplateFault, TitleTemplate};
use crate::units::Duration;

/// The most that is taken before or after a session, in minutes: half a day.
const MOST_BUFFER: u32 = 12 * 60;

/// The furthest that a window reaches from today, in days: as long as a plan may be, and a year more.
const FURTHEST: u32 = (104 + 52) * 7;

pub(super) fn calendar(root: &Reader<'_>, names: &[String]) -> CalendarOptions {
    let defaults = CalendarOptions::default();
    let Some(reader) = root.table("calendar", "a calendar") else {
        return defaults;
    };
    let options = CalendarOptions {
        title: reader.line("title").map(|title| title.value),
        event_title: reader
            .line("event_title")
            .and_then(|text| event_title(&reader, &text)),
        rest: reader.bool("rest").unwrap_or(defaults.rest),
        weeks: reader.bool("weeks").unwrap_or(defaults.weeks),
        alarm: reader
            .parsed("alarm", Code::Duration, Duration::parse)
            .map(|alarm| alarm.value.secs() / 60),
        sessions: session_list(&reader, "sessions", names),
        color: reader.line("color").and_then(|text| color(&reader, &text)),
        utc: reader.bool("utc").unwrap_or(defaults.utc),
        window: window(&reader),
        feed: feed(&reader).unwrap_or(defaults.feed),
        busy: busy(&reader),
    };
    reader.finish();
    options
}

/// A template of titles, with every fault at its place.
fn event_title(reader: &Reader<'_>, text: &Text) -> Option<TitleTemplate> {
    let faults = match TitleTemplate::parse(&text.value) {
        Ok(template) => return Some(template),
        Err(faults) => faults,
    };
    for TemplateFault { fault, at } in faults {
        let fault = SeasonFault::EventTitle { fault };
        reader.faults().push(fault.at(&text.part(at)));
    }
    None
}

fn feed(reader: &Reader<'_>) -> Option<Feed> {
    let feeds = [("full", Feed::Full), ("busy", Feed::Busy)];
    reader.word("feed", &feeds).map(|feed| feed.value)
}

fn busy(reader: &Reader<'_>) -> BusyFeed {
    let defaults = BusyFeed::default();
    let Some(busy) = reader.table("busy", "a busy calendar") else {
        return defaults;
    };
    let minutes = |key| {
        busy.parsed(key, Code::Duration, buffer)
            .map(|minutes| minutes.value)
    };
    let options = BusyFeed {
        key: None,
        title: busy.line("title").map_or(defaults.title, |title| title.value),
        before: minutes("before").unwrap_or(defaults.before),
        after: minutes("after").unwrap_or(defaults.after),
    };
    busy.finish();
    options
}

/// "15 min", as minutes, a part of one for a whole.
fn buffer(text: &str) -> Result<u32, ValueError> {
    let time = Duration::parse(text)?;
    let minutes = time.secs().div_ceil(60);
    if minutes > MOST_BUFFER {
        return Err(ValueError::OverHalfADay(text.to_owned()));
    }
    Ok(minutes)
}

/// `past` and `window`, which is told where it says one end twice.
fn window(reader: &Reader<'_>) -> CalendarWindow {
    let past = reader.bool("past");
    let mut window = CalendarWindow::default();
    if let Some(inner) = reader.table("window", "a window") {
        let (from, to) = (inner.date("from"), inner.date("to"));
        let back = inner.parsed("back", Code::Window, days);
        let ahead = inner.parsed("ahead", Code::Window, days);
        if let (Some(from), Some(to)) = (&from, &to)
            && to.value < from.value
        {
            reader
                .faults()
                .push(SeasonFault::WindowBackwards.at(&to.span).and(&from.span));
        }
        if let (Some(back), Some(from)) = (&back, &from) {
            reader
                .faults()
                .push(SeasonFault::TwoBeginnings.at(&back.span).and(&from.span));
        }
        if let (Some(ahead), Some(to)) = (&ahead, &to) {
            reader
                .faults()
                .push(SeasonFault::TwoEnds.at(&ahead.span).and(&to.span));
        }
        let on = |date: Option<Spanned<_>>| date.map(|date| Bound::On(date.value));
        let from_today = |days: Option<Spanned<u32>>| days.map(|days| Bound::Days(days.value));
        window.from = on(from).or(from_today(back));
        window.to = on(to).or(from_today(ahead));
        inner.finish();
    }
    if past == Some(false) {
        if let (Some(_), Some(value)) = (window.from, reader.value("past")) {
            reader
                .faults()
                .push(SeasonFault::PastAndBeginning.at(&value.span));
        }
        window.from = Some(Bound::Days(0));
    }
    window
}

/// "4 weeks" or "10 days", as days.
fn days(text: &str) -> Result<u32, ValueError> {
    let days = super::review::days(text)?;
    if days > FURTHEST {
        return Err(ValueError::WindowTooFar(text.to_owned(), FURTHEST / 7));
    }
    Ok(days)
}

/// A colour by its CSS name.
fn color(reader: &Reader<'_>, text: &Text) -> Option<Color> {
    let color = Color::new(text.value.trim());
    if color.is_none() {
        let fault = SeasonFault::UnknownColor {
            near: nearest(&text.value, Color::names()),
            text: text.value.clone(),
        };
        reader.faults().push(fault.at(&text.span));
    }
    color
}
