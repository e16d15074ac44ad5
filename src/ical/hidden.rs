//! Events that were in a calendar and are hidden now, as properties of the calendar.
//!
//! A file is all that an export remembers: without these lines a hidden event would begin again at SEQUENCE 0. Each is a
//! property of ours that holds the lines of a VEVENT as a TEXT value (RFC 5545 §3.3.11, §3.8.8.2), so that applications
//! pass over it. A component of ours would be plainer, but vdirsyncer refuses components that it does not know.

use super::event::Event;
use super::value::unescaped;
use super::writer::Lines;

/// The property of one hidden event.
pub(crate) const HIDDEN: &str = "X-LONGRUN-HIDDEN";

/// Writes the property of a hidden event.
pub(super) fn write(lines: &mut Lines<'_>, event: &Event) {
    write_text(lines, &String::from_utf8_lossy(&event.to_bytes()));
}

fn write_text(lines: &mut Lines<'_>, vevent: &str) {
    let unfolded = vevent.replace("\r\n ", "");
    lines.text("X-LONGRUN-HIDDEN:", unfolded.trim_end(), usize::MAX);
}

/// The VEVENT in the unfolded value of a property, one line for each of its own.
pub(crate) fn vevent(raw: &str) -> String {
    let lines = unescaped(raw);
    let mut text = String::with_capacity(raw.len() + 64);
    for line in lines.lines() {
        text.push_str(line);
        text.push_str("\r\n");
    }
    text
}

/// The head of a calendar, up to its first event, without its properties of hidden events; and the VEVENTs in them.
#[cfg(feature = "serve")]
pub(crate) fn taken_out(head: &str) -> (String, Vec<String>) {
    let (mut rest, mut vevents) = (String::with_capacity(head.len()), Vec::new());
    let mut lines = head.split_inclusive("\r\n").peekable();
    while let Some(line) = lines.next() {
        let Some(start) = line.strip_prefix(HIDDEN).and_then(|line| line.strip_prefix(':')) else {
            rest.push_str(line);
            continue;
        };
        let mut raw = start.trim_end_matches("\r\n").to_owned();
        while let Some(more) = lines.next_if(|line| line.starts_with(' ')) {
            raw.push_str(more[1..].trim_end_matches("\r\n"));
        }
        vevents.push(vevent(&raw));
    }
    (rest, vevents)
}

/// The head of a calendar with the properties of hidden events behind its other properties, where
/// [`Calendar`](super::Calendar) writes them.
#[cfg(feature = "serve")]
pub(crate) fn put_in<'t>(head: &str, vevents: impl Iterator<Item = &'t str>) -> String {
    let mut written = Vec::new();
    let mut lines = Lines::new(&mut written);
    for vevent in vevents {
        write_text(&mut lines, vevent);
    }
    let end = head.find("\r\nBEGIN:").map_or(head.len(), |at| at + "\r\n".len());
    let (properties, components) = head.split_at(end);
    [properties, &String::from_utf8_lossy(&written), components].concat()
}

#[cfg(all(test, feature = "serve"))]
mod tests {
    use super::*;

    const VEVENT: &str = "BEGIN:VEVENT\r\nUID:a@longrun\r\nSUMMARY:Long run\\, 18 km; with a title that is much \
         longer than 75 octets\r\nDESCRIPTION:One\\nTwo \\\\ three\r\nEND:VEVENT\r\n";
    const HEAD: &str = "BEGIN:VCALENDAR\r\nNAME:Ada\r\nBEGIN:VTIMEZONE\r\nEND:VTIMEZONE\r\n";

    #[test]
    fn hidden_events_go_into_a_head_and_come_out_again() {
        let other = VEVENT.replace("UID:a", "UID:b");
        for vevents in [&[][..], &[VEVENT], &[VEVENT, &other]] {
            let full = put_in(HEAD, vevents.iter().copied());
            assert_eq!(full.matches("\r\nX-LONGRUN-HIDDEN:").count(), vevents.len());
            assert!(full.lines().all(|line| line.len() <= 75));
            assert!(full.starts_with("BEGIN:VCALENDAR\r\nNAME:Ada\r\n"));
            assert!(full.ends_with("BEGIN:VTIMEZONE\r\nEND:VTIMEZONE\r\n"));
            let (head, out) = taken_out(&full);
            assert_eq!((head.as_str(), out.len()), (HEAD, vevents.len()));
            assert!(out.iter().eq(vevents), "{out:?}");
        }
        assert!(put_in("BEGIN:VCALENDAR\r\n", [VEVENT].into_iter()).ends_with("END:VEVENT\r\n"));
    }
}
