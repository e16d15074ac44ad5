//! Calendar applications write a file their own way: their properties and alarms, their order, folds, line ends and
//! zones. It is still the same calendar.

use std::fmt::Write as _;
use std::fs;

use super::{FILE, SEASON, bytes, events, export};
use crate::world::World;

/// The content lines, unfolded.
fn unfolded(bytes: &[u8]) -> Vec<String> {
    let text = String::from_utf8(bytes.to_vec()).unwrap().replace("\r\n ", "");
    text.lines().map(str::to_owned).collect()
}

/// Components and properties of one level, each as its lines.
fn parts(lines: &[String]) -> Vec<Vec<String>> {
    let mut parts: Vec<Vec<String>> = Vec::new();
    let mut depth = 0;
    for line in lines {
        if depth == 0 {
            parts.push(Vec::new());
        }
        depth += i32::from(line.starts_with("BEGIN:")) - i32::from(line.starts_with("END:"));
        parts.last_mut().unwrap().push(line.clone());
    }
    parts
}

/// Everything in another order, on every level.
fn reordered(lines: &[String]) -> Vec<String> {
    let Some((begin, rest)) = lines
        .split_first()
        .filter(|(begin, _)| begin.starts_with("BEGIN:"))
    else {
        return lines.to_vec();
    };
    let (end, inside) = rest.split_last().unwrap();
    let mut parts: Vec<Vec<String>> = parts(inside).iter().map(|part| reordered(part)).collect();
    // RFC 5545 wants a component's properties before the components in it.
    parts.sort_by_key(|part| part[0].starts_with("BEGIN:"));
    let components = parts
        .iter()
        .position(|part| part[0].starts_with("BEGIN:"))
        .unwrap_or(parts.len());
    parts[..components].reverse();
    parts[components..].reverse();
    let inside = parts.concat();
    [std::slice::from_ref(begin), &inside, std::slice::from_ref(end)].concat()
}

/// Folded at so many characters, with this line end.
fn folded(lines: &[String], width: usize, end: &str) -> Vec<u8> {
    let mut text = String::new();
    for line in lines {
        let letters: Vec<char> = line.chars().collect();
        for (number, piece) in letters.chunks(width).enumerate() {
            let fold = if number > 0 {
                format!("{end}\t")
            } else {
                String::new()
            };
            let _ = write!(text, "{fold}{}", piece.iter().collect::<String>());
        }
        text.push_str(end);
    }
    text.into_bytes()
}

/// What applications add to each event, and to the calendar.
fn added_to(lines: &[String]) -> Vec<String> {
    let alarm = "BEGIN:VALARM\nACTION:DISPLAY\nTRIGGER;VALUE=DURATION:-PT15M\nDESCRIPTION:Mozilla Standardbeschreibung\n\
                 X-WR-ALARMUID:0C2E6D8A\nEND:VALARM";
    let mut all = Vec::new();
    for line in lines {
        if line == "END:VEVENT" {
            all.extend(alarm.lines().map(str::to_owned));
        }
        all.push(line.clone());
        if line == "BEGIN:VEVENT" {
            all.push("X-MOZ-GENERATION:3".to_owned());
            all.push("CREATED:20261122T120000Z".to_owned());
            all.push("CLASS:PUBLIC".to_owned());
            all.push("ORGANIZER;CN=\"Sam: a, b; c\":mailto:sam@example.org".to_owned());
        }
    }
    all
}

/// By another program: its own PRODID, and none of the calendar's own words.
fn by_another(lines: &[String]) -> Vec<String> {
    let dropped = [
        "NAME:",
        "X-WR-",
        "DESCRIPTION:",
        "X-PUBLISHED",
        "REFRESH",
        "X-LONGRUN-SEASON",
        "LAST-MODIFIED:",
        "COLOR:",
    ];
    let first = lines.iter().position(|line| line == "BEGIN:VTIMEZONE").unwrap();
    let head = lines[..first]
        .iter()
        .filter(|line| !dropped.iter().any(|name| line.starts_with(name)));
    let head = head.map(|line| match line.starts_with("PRODID:") {
        true => "PRODID:-//Mozilla.org/NONSGML Mozilla Calendar V1.1//EN".to_owned(),
        false => line.clone(),
    });
    head.chain(lines[first..].iter().cloned()).collect()
}

/// The zone under a name that only the file explains.
fn own_zone(lines: &[String], name: &str) -> Vec<String> {
    let swap = |line: &String| {
        let line = line.replace(";TZID=Europe/Berlin:", &format!(";TZID=\"{name}\":"));
        line.replace("TZID:Europe/Berlin", &format!("TZID:{name}"))
    };
    lines.iter().map(swap).collect()
}

/// Times in UTC, as Google writes them, and no zone.
fn in_utc(lines: &[String]) -> Vec<String> {
    let zone = longrun::ical::Zone::new("Europe/Berlin").unwrap();
    let utc = |line: &String| match line.split_once(";TZID=Europe/Berlin:") {
        Some((name, local)) => {
            let local = chrono::NaiveDateTime::parse_from_str(local, "%Y%m%dT%H%M%S").unwrap();
            format!(
                "{name}:{}",
                zone.utc_of(local.date(), local.time()).format("%Y%m%dT%H%M%SZ")
            )
        }
        None => line.clone(),
    };
    let mut inside = false;
    let without_zone = lines.iter().filter(|line| {
        inside |= *line == "BEGIN:VTIMEZONE";
        let keep = !inside;
        inside &= *line != "END:VTIMEZONE";
        keep
    });
    without_zone.map(utc).collect()
}

#[test]
fn a_file_that_an_application_has_rewritten_comes_back_to_the_very_bytes() {
    let world = World::new();
    export(&world, SEASON, "2026-11-22T12:00:00Z").code(0);
    let ours = bytes(&world);
    let lines = unfolded(&ours);
    let another = by_another(&lines);
    let all = added_to(&reordered(&own_zone(&another, "Customized Time Zone")));
    for (what, rewritten) in [
        ("line ends", folded(&lines, 75, "\n")),
        ("folds", folded(&lines, 20, "\r\n")),
        ("order", folded(&reordered(&lines), 60, "\r\n")),
        ("additions", folded(&added_to(&lines), 60, "\r\n")),
        ("its own head", folded(&another, 60, "\r\n")),
        (
            "a zone by another name",
            folded(&own_zone(&lines, "Customized Time Zone"), 60, "\r\n"),
        ),
        (
            "Windows' name",
            folded(&own_zone(&lines, "W. Europe Standard Time"), 60, "\r\n"),
        ),
        (
            "a prefix",
            folded(
                &own_zone(&lines, "/freeassociation.sourceforge.net/Europe/Berlin"),
                60,
                "\r\n",
            ),
        ),
        ("UTC", folded(&in_utc(&lines), 60, "\r\n")),
        ("a byte order mark", [b"\xef\xbb\xbf".as_slice(), &ours].concat()),
        ("all of it", folded(&all, 33, "\n")),
        (
            "twice the same",
            [
                &lines[..lines.len() - 1],
                &lines[lines.iter().position(|line| line == "BEGIN:VEVENT").unwrap()..],
            ]
            .concat()
            .join("\r\n")
            .into_bytes(),
        ),
    ] {
        fs::write(world.path(FILE), &rewritten).unwrap();
        fs::write(world.path("season.toml"), SEASON).unwrap();
        world.run(["diff", FILE, "season.toml"]).code(0);
        export(&world, SEASON, "2026-11-25T12:00:00Z").code(0);
        assert!(
            bytes(&world) == ours,
            "{what}:\n{}",
            String::from_utf8_lossy(&bytes(&world))
        );
        // And it is a ledger like our own.
        fs::write(world.path(FILE), &rewritten).unwrap();
        let later = SEASON.replace("2027-04-18", "2027-04-25");
        export(&world, &later, "2026-11-26T12:00:00Z").code(0);
        assert!(
            events(&bytes(&world)).values().all(|event| event.sequence == 1),
            "{what}"
        );
    }
}

#[test]
fn a_fold_inside_of_a_letter_is_read() {
    let world = World::new();
    export(&world, SEASON, "2026-11-22T12:00:00Z").code(0);
    let ours = bytes(&world);
    let sharp_s = ours.windows(2).position(|two| two == "ß".as_bytes()).unwrap();
    let broken = [&ours[..=sharp_s], b"\r\n ", &ours[sharp_s + 1..]].concat();
    fs::write(world.path(FILE), broken).unwrap();
    export(&world, SEASON, "2026-11-25T12:00:00Z").code(0);
    assert_eq!(bytes(&world), ours);
}

#[test]
fn what_somebody_changed_in_an_application_is_put_right_and_is_a_revision() {
    let world = World::new();
    export(&world, SEASON, "2026-11-22T12:00:00Z").code(0);
    let ours = String::from_utf8(bytes(&world)).unwrap();
    let edited = ours.replacen("SUMMARY:Long run", "SUMMARY:Brunch", 1);
    fs::write(world.path(FILE), edited).unwrap();
    export(&world, SEASON, "2026-11-25T12:00:00Z")
        .code(0)
        .stderr_contains("1 changed");
    let after = events(&bytes(&world));
    let changed: Vec<_> = after.values().filter(|event| event.sequence == 1).collect();
    assert_eq!(changed.len(), 1);
    assert!(changed[0].summary.starts_with("Long run"));
}
