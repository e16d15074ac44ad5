//! A phone with a month of a calendar, and the events of one of its days below.

use std::fmt::Write;

use chrono::{Datelike, Days, NaiveDate};

use super::escaped;

/// The phone's width.
pub(super) const WIDTH: usize = 352;

/// The width of the frame around the screen.
const FRAME: usize = 8;
/// The screen's free margin at both sides of the month.
const SIDE: usize = 15;
/// The top of the first week's row.
const WEEKS: usize = 110;
/// The height of all weeks together.
const MONTH: usize = 384;
/// The height of a line in an event's box.
const LINE: usize = 10;
/// Characters that fit into a line of a box.
const LETTERS: usize = 9;

/// The fonts of phones, then those of other machines.
pub(super) const FONT: &str = "-apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, 'Liberation Sans', 'DejaVu Sans', sans-serif";
const INK: &str = "#111318";
const GREY: &str = "#7d838d";
const RULE: &str = "#e6e8eb";
const TODAY: &str = "#e5484d";
/// An event with a time, and its text.
const TIMED: [&str; 2] = ["#1f7a5a", "#ffffff"];
/// An event of a whole day, and its text.
const ALL_DAY: [&str; 2] = ["#d7ede4", "#0f4d37"];

/// An event of the calendar, as a month's view needs it.
pub(super) struct Shown {
    date: NaiveDate,
    /// Start and end as `18:00`; none for a whole day.
    time: Option<(String, String)>,
    title: String,
}

/// The events of a calendar file, by day, those of a whole day first.
pub(super) fn events(calendar: &str) -> Vec<Shown> {
    let unfolded = calendar.replace("\r\n ", "");
    let mut events: Vec<Shown> = unfolded
        .split("BEGIN:VEVENT\r\n")
        .skip(1)
        .map(|event| {
            let value = |name: &str| {
                let mut lines = event.lines().filter_map(|line| line.split_once(':'));
                let found = lines.find(|(left, _)| left.split(';').next() == Some(name));
                found.map(|(_, value)| value).unwrap_or_default()
            };
            let (start, end) = (value("DTSTART"), value("DTEND"));
            let day = start.get(..8).unwrap_or_default();
            let time = |stamp: &str| {
                let hour = stamp.get(9..11)?;
                Some(format!("{hour}:{}", stamp.get(11..13)?))
            };
            Shown {
                date: NaiveDate::parse_from_str(day, "%Y%m%d").expect("an event has a day"),
                time: time(start).zip(time(end)),
                title: value("SUMMARY").replace("\\,", ",").replace("\\;", ";"),
            }
        })
        .collect();
    events.sort_by(|one, other| (one.date, &one.time).cmp(&(other.date, &other.time)));
    events
}

/// The phone as SVG: the month of `today`, and the events of that day.
pub(super) fn draw(events: &[Shown], today: NaiveDate, height: usize) -> String {
    let mut svg = String::new();
    frame(&mut svg, today, height);
    let first = today.with_day(1).expect("a month has a first day");
    let monday = first - Days::new(first.weekday().num_days_from_monday().into());
    let days: Vec<NaiveDate> = monday
        .iter_days()
        .enumerate()
        .take_while(|(number, date)| number % 7 != 0 || *date < first || date.month() == today.month())
        .map(|(_, date)| date)
        .collect();
    let row = MONTH / (days.len() / 7);
    for (number, date) in days.iter().enumerate() {
        let (column, top) = (number % 7, WEEKS + number / 7 * row);
        let left = SIDE + column * (WIDTH - 2 * SIDE) / 7;
        let wide = SIDE + (column + 1) * (WIDTH - 2 * SIDE) / 7 - left;
        if column == 0 {
            line(&mut svg, SIDE, top);
        }
        if date.month() == today.month() {
            number_of(&mut svg, *date, *date == today, left + wide / 2, top);
            boxes(&mut svg, &of_day(events, *date), left, top + 26, wide);
        }
    }
    agenda(&mut svg, &of_day(events, today), today, WEEKS + MONTH);
    svg
}

fn of_day(events: &[Shown], date: NaiveDate) -> Vec<&Shown> {
    events.iter().filter(|event| event.date == date).collect()
}

/// The phone's body, its clock, the month's name and the weekdays.
fn frame(svg: &mut String, today: NaiveDate, height: usize) {
    let (wide, high) = (WIDTH - 2 * FRAME, height - 2 * FRAME);
    let middle = WIDTH / 2;
    let _ = writeln!(
        svg,
        "<rect width=\"{WIDTH}\" height=\"{height}\" rx=\"46\" fill=\"#1c1f26\"/>\n\
         <rect x=\"{FRAME}\" y=\"{FRAME}\" width=\"{wide}\" height=\"{high}\" rx=\"38\" fill=\"#ffffff\"/>\n\
         <rect x=\"{}\" y=\"18\" width=\"80\" height=\"21\" rx=\"10.5\" fill=\"#1c1f26\"/>\n\
         <rect x=\"{}\" y=\"{}\" width=\"108\" height=\"4\" rx=\"2\" fill=\"#1c1f26\"/>",
        middle - 40,
        middle - 54,
        height - 21,
    );
    text(svg, 38, 34, "font-size=\"12.5\" font-weight=\"600\"", INK, "9:41");
    let month = today.format("%B").to_string();
    text(svg, 22, 79, "font-size=\"25\" font-weight=\"700\"", INK, &month);
    let year = today.format("%Y").to_string();
    let right = "font-size=\"25\" text-anchor=\"end\"";
    text(svg, WIDTH - 22, 79, right, GREY, &year);
    for (column, day) in ["M", "T", "W", "T", "F", "S", "S"].into_iter().enumerate() {
        let x = SIDE + (2 * column + 1) * (WIDTH - 2 * SIDE) / 14;
        text(
            svg,
            x,
            WEEKS - 7,
            "font-size=\"10\" text-anchor=\"middle\"",
            GREY,
            day,
        );
    }
}

/// The number of a day, in a disc if it is today.
fn number_of(svg: &mut String, date: NaiveDate, is_today: bool, x: usize, top: usize) {
    let weekend = date.weekday().num_days_from_monday() > 4;
    let colour = match (is_today, weekend) {
        (true, _) => "#ffffff",
        (_, true) => GREY,
        (_, false) => INK,
    };
    if is_today {
        let y = top + 13;
        let _ = writeln!(svg, "<circle cx=\"{x}\" cy=\"{y}\" r=\"10\" fill=\"{TODAY}\"/>");
    }
    let day = date.day().to_string();
    text(
        svg,
        x,
        top + 17,
        "font-size=\"12\" text-anchor=\"middle\"",
        colour,
        &day,
    );
}

/// The events of a day as boxes of two lines.
fn boxes(svg: &mut String, events: &[&Shown], left: usize, top: usize, wide: usize) {
    let high = 2 * LINE + 5;
    for (number, event) in events.iter().enumerate() {
        let [fill, ink] = if event.time.is_some() { TIMED } else { ALL_DAY };
        let (x, y, wide) = (left + 1, top + number * (high + 2), wide - 2);
        // A picture within the picture cuts off what does not fit, whatever font is there.
        let _ = writeln!(
            svg,
            "<svg x=\"{x}\" y=\"{y}\" width=\"{wide}\" height=\"{high}\"><rect width=\"{wide}\" height=\"{high}\" rx=\"3\" fill=\"{fill}\"/>"
        );
        for (number, line) in two_lines(&event.title).iter().enumerate() {
            text(svg, 4, 10 + number * LINE, "font-size=\"7.8\"", ink, line);
        }
        svg.push_str("</svg>\n");
    }
}

/// A title broken between words into two lines; the second goes on beyond the box.
fn two_lines(title: &str) -> [String; 2] {
    let mut lines = [String::new(), String::new()];
    let mut line = 0;
    for word in title.split(' ') {
        let length = lines[line].chars().count() + word.chars().count();
        if line == 0 && !lines[0].is_empty() && length > LETTERS {
            line = 1;
        }
        if !lines[line].is_empty() {
            lines[line].push(' ');
        }
        lines[line].push_str(word);
    }
    lines
}

/// The events of `today` below the month, in full.
fn agenda(svg: &mut String, events: &[&Shown], today: NaiveDate, top: usize) {
    let _ = writeln!(
        svg,
        "<rect x=\"{FRAME}\" y=\"{top}\" width=\"{}\" height=\"1\" fill=\"#d9dce1\"/>",
        WIDTH - 2 * FRAME
    );
    let day = today.format("%A %-d %B").to_string();
    text(
        svg,
        22,
        top + 28,
        "font-size=\"13\" font-weight=\"600\"",
        INK,
        &day,
    );
    for (number, event) in events.iter().enumerate() {
        let y = top + 44 + number * 54;
        let _ = writeln!(
            svg,
            "<rect x=\"22\" y=\"{y}\" width=\"4\" height=\"40\" rx=\"2\" fill=\"{}\"/>",
            TIMED[0]
        );
        let time = match &event.time {
            Some((start, end)) => format!("{start} – {end}"),
            None => "all day".to_owned(),
        };
        text(svg, 36, y + 16, "font-size=\"13.5\"", INK, &event.title);
        text(svg, 36, y + 34, "font-size=\"11.5\"", GREY, &time);
    }
}

fn line(svg: &mut String, left: usize, top: usize) {
    let right = WIDTH - left;
    let _ = writeln!(
        svg,
        "<line x1=\"{left}\" y1=\"{top}\" x2=\"{right}\" y2=\"{top}\" stroke=\"{RULE}\"/>"
    );
}

fn text(svg: &mut String, x: usize, y: usize, style: &str, colour: &str, words: &str) {
    let words = escaped(words);
    let _ = writeln!(
        svg,
        "<text x=\"{x}\" y=\"{y}\" {style} fill=\"{colour}\">{words}</text>"
    );
}
