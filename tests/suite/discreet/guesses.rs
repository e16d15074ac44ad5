//! A search for what stands behind the hashes of a busy calendar, as somebody makes it who has only the calendar.

use std::collections::BTreeSet;

use longrun::diagnostic::Faults;
use longrun::plan;
use longrun::season::BusyKey;
use sha2::{Digest, Sha256};

use super::{NOW, exported, key, season, stored, text};

/// FNV-1a, with which UIDs were hashed before there were keys.
fn fnv1a(text: &str) -> u64 {
    let step = |hash: u64, byte: u8| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    text.bytes().fold(0xcbf2_9ce4_8422_2325, step)
}

/// The hashes of a text that need no secret, as they would stand in a UID.
fn hashes(text: &str) -> [String; 3] {
    let digest = Sha256::digest(text);
    let sha: String = digest.iter().take(10).map(|byte| format!("{byte:02x}")).collect();
    [format!("{:016x}", fnv1a(text)), sha[..16].to_owned(), sha]
}

/// The parts of all UIDs in a calendar, without what all UIDs have; and the values of its own properties.
fn parts(text: &str) -> BTreeSet<String> {
    let of_ours = text
        .lines()
        .filter(|line| ["UID:", "X-LONGRUN-"].iter().any(|name| line.starts_with(name)));
    let words = of_ours.flat_map(|line| line.split(|c: char| !c.is_ascii_alphanumeric()));
    words.filter(|word| word.len() >= 16).map(str::to_owned).collect()
}

/// Guesses at what stands behind the hashes of a calendar: names of seasons, and sessions behind each prefix in it.
pub(super) fn found(text: &str) -> usize {
    let parts = parts(text);
    let races = [
        "berlin-marathon",
        "marathon",
        "half-marathon",
        "london-marathon",
        "race",
    ];
    let runners = [
        "ada",
        "ada-lovelace",
        "bob",
        "runner",
        "sam",
        "kim",
        "anna",
        "john-smith",
    ];
    let library = plan::built_in();
    let kinds = [
        "long", "medium", "quality", "easy", "shakeout", "strides", "strength", "cross", "race",
    ];
    let mut hits = 0;
    let mut guess = |text: &str| hits += hashes(text).iter().filter(|hash| parts.contains(*hash)).count();
    for runner in runners {
        for race in races {
            (2025..2029).for_each(|year| guess(&format!("{runner}-{race}-{year}")));
        }
        library
            .names()
            .for_each(|plan| guess(&format!("{runner}-{plan}-2026-12-07")));
    }
    // Without a key the prefix of a session's hash is in its UID; there is one for each season.
    let seasons: BTreeSet<&str> = text
        .lines()
        .filter_map(|line| {
            line.strip_prefix("UID:")?
                .split_once('.')
                .map(|(season, _)| season)
        })
        .take(3)
        .collect();
    for name in library.names() {
        for week in 0..54_u32 {
            for kind in kinds {
                for ordinal in 1..5 {
                    let role = format!("{name}.w{week}.{kind}.{ordinal}");
                    guess(&role);
                    for season in &seasons {
                        guess(&format!("{season}.{role}"));
                    }
                }
            }
        }
    }
    hits
}

#[test]
fn nobody_without_the_key_finds_a_session_or_a_season() {
    let plan = "marathon-intermediate-18";
    // The search finds what can be found: the calendars of before.
    let open = season(plan, "Ada Lovelace");
    let before = text(&exported(&open, None, NOW));
    let (hits, events) = (found(&before), before.matches("BEGIN:VEVENT").count());
    assert!(hits > events && events > 80, "{hits} of {events}");
    for plan in [plan, "half-12"] {
        let open = season(plan, "Ada Lovelace");
        let file = text(&exported(&open.clone().with_busy_key(key()), None, NOW));
        assert_eq!(found(&file), 0, "{plan}: {file}");
        let served = text(&stored(&open, "Ada Lovelace").served_busy(&key()));
        assert_eq!(found(&served), 0, "{plan}: {served}");
    }
}

#[test]
fn every_plan_is_as_silent_and_has_the_same_properties() {
    let format = [
        "BEGIN",
        "END",
        "VERSION",
        "PRODID",
        "CALSCALE",
        "NAME",
        "X-WR-CALNAME",
        "LAST-MODIFIED",
        "REFRESH-INTERVAL",
        "X-PUBLISHED-TTL",
        "X-WR-TIMEZONE",
        "TZID",
        "TZOFFSETFROM",
        "TZOFFSETTO",
        "TZNAME",
        "DTSTART",
        "RRULE",
        "UID",
        "DTSTAMP",
        "SEQUENCE",
        "DTEND",
        "SUMMARY",
        "TRANSP",
        "STATUS",
        "X-LIC-LOCATION",
        "CLASS",
        "X-MICROSOFT-CDO-BUSYSTATUS",
    ];
    let library = plan::built_in();
    let plans: Vec<String> = library.names().map(str::to_owned).collect();
    let mut seen = 0;
    for name in &plans {
        let is_plan = library
            .plan(name, &Faults::new())
            .is_some_and(|plan| !plan.overlay && plan.plans.is_empty());
        if !is_plan || name == "recovery" {
            continue;
        }
        let mut all: BTreeSet<String> = BTreeSet::new();
        for runner in ["Ada Lovelace", "Bob"] {
            let open = season(name, runner);
            let served = stored(&open, runner).served_busy(&BusyKey::new(&[7; 32], runner));
            let served = text(&served);
            for line in served.lines() {
                let property = line.split([':', ';']).next().unwrap_or_default();
                assert!(format.contains(&property), "{name}: {line}");
                let value = line.split_once(':').map_or("", |(_, value)| value);
                assert!(!value.to_lowercase().contains("lovelace"), "{name}: {line}");
            }
            // One user's key for both.
            let file = text(&exported(&open.with_busy_key(key()), None, NOW));
            for calendar in [served, file] {
                let uids = calendar.lines().filter(|line| line.starts_with("UID:"));
                assert!(uids.count() > 10 || calendar.matches("BEGIN:VEVENT").count() < 11);
                let parts = parts(&calendar);
                // No two runners share a part, nor do two sessions more than chance has it.
                assert!(parts.iter().all(|part| all.insert(part.clone())), "{name}");
                let beginnings: BTreeSet<&str> = parts.iter().map(|part| &part[..8]).collect();
                assert_eq!(beginnings.len(), parts.len(), "{name}");
            }
        }
        seen += all.len();
    }
    assert!(seen > 1_000, "{seen}");
}
