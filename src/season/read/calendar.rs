//! `[calendar]`.

use super::session_list;
use crate::color::Color;
use crate::diagnostic::{Diagnostic, nearest};
use crate::document::{Reader, Spanned, Text};
use crate::season::calendar::{Bound, BusyFeed, CalendarOptions, CalendarWindow, Feed};
use crate::season::title::{Placeholder, TitleTemplate};
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
            .parsed("alarm", "duration", Duration::parse)
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
    for fault in faults {
        let told = Diagnostic::error("event-title", fault.message).at(&text.part(fault.at), "");
        let words = Placeholder::WORDS.map(|(word, _)| word);
        reader.faults().push(match &fault.unknown {
            None => told,
            Some(unknown) => match nearest(unknown, words) {
                Some(near) => told.help(format!("did you mean `{{{near}}}`?")),
                None => told.help(format!(
                    "placeholders are {}",
                    words.map(|word| format!("{{{word}}}")).join(", ")
                )),
            },
        });
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
    let minutes = |key| busy.parsed(key, "duration", buffer).map(|minutes| minutes.value);
    let options = BusyFeed {
        title: busy.line("title").map_or(defaults.title, |title| title.value),
        before: minutes("before").unwrap_or(defaults.before),
        after: minutes("after").unwrap_or(defaults.after),
    };
    busy.finish();
    options
}

/// "15 min", as minutes, a part of one for a whole.
fn buffer(text: &str) -> Result<u32, String> {
    let time = Duration::parse(text).map_err(|error| error.to_string())?;
    let minutes = time.secs().div_ceil(60);
    if minutes > MOST_BUFFER {
        return Err(format!("`{text}` is more than 12 h"));
    }
    Ok(minutes)
}

/// `past` and `window`, which is told where it says one end twice.
fn window(reader: &Reader<'_>) -> CalendarWindow {
    let past = reader.bool("past");
    let mut window = CalendarWindow::default();
    if let Some(inner) = reader.table("window", "a window") {
        let (from, to) = (inner.date("from"), inner.date("to"));
        let back = inner.parsed("back", "window", days);
        let ahead = inner.parsed("ahead", "window", days);
        if let (Some(from), Some(to)) = (&from, &to)
            && to.value < from.value
        {
            let fault = Diagnostic::error("window-order", "this window ends before it begins");
            let fault = fault.at(&to.span, "the end").beside(&from.span, "the beginning");
            reader.faults().push(fault);
        }
        let twice = |message: &str, one: &Spanned<u32>, other: &crate::diagnostic::Span| {
            let fault = Diagnostic::error("window-twice", message.to_owned()).at(&one.span, "said once");
            reader.faults().push(fault.beside(other, "said twice"));
        };
        if let (Some(back), Some(from)) = (&back, &from) {
            twice(
                "a window has one beginning, and this has `from` and `back`",
                back,
                &from.span,
            );
        }
        if let (Some(ahead), Some(to)) = (&ahead, &to) {
            twice(
                "a window has one end, and this has `to` and `ahead`",
                ahead,
                &to.span,
            );
        }
        let on = |date: Option<Spanned<_>>| date.map(|date| Bound::On(date.value));
        let from_today = |days: Option<Spanned<u32>>| days.map(|days| Bound::Days(days.value));
        window.from = on(from).or(from_today(back));
        window.to = on(to).or(from_today(ahead));
        inner.finish();
    }
    if past == Some(false) {
        if let (Some(_), Some(value)) = (window.from, reader.value("past")) {
            let message = "without the past the window begins today, and this one has a beginning too";
            let fault = Diagnostic::error("window-twice", message).at(&value.span, "");
            reader.faults().push(fault.help("leave out one of the two"));
        }
        window.from = Some(Bound::Days(0));
    }
    window
}

/// "4 weeks" or "10 days", as days.
fn days(text: &str) -> Result<u32, String> {
    let days = super::review::days(text)?;
    if days > FURTHEST {
        return Err(format!("`{text}` is more than {} weeks", FURTHEST / 7));
    }
    Ok(days)
}

/// A colour by its CSS name.
fn color(reader: &Reader<'_>, text: &Text) -> Option<Color> {
    let color = Color::new(text.value.trim());
    if color.is_none() {
        let message = format!("`{}` is not the name of a colour", text.value);
        let fault = Diagnostic::error("color", message).at(&text.span, "");
        reader.faults().push(match nearest(&text.value, Color::names()) {
            Some(near) => fault.help(format!("did you mean `{near}`?")),
            None => fault.help("CSS names are known, as in \"seagreen\" or \"tomato\""),
        });
    }
    color
}
