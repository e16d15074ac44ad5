//! Seasons as a calendar's head describes them: what is written is read back.

use chrono::{Days, NaiveDate};
use longrun::calendar::{BusyHash, PublishedSeason, SeasonId};
use longrun::diagnostic::Faults;
use longrun::history::Ledger;
use longrun::history::calendar_file::{CalendarFile, read};
use longrun::ical::{Calendar, OwnProperty, Zone};
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;

use crate::writer::empty;

prop_compose! {
    fn season()(
        name in "[a-z0-9-]{1,90}", derived in option::of("[a-z0-9-]{1,90}"), given in option::of("[a-z0-9-]{1,90}"),
hash in option::of(any::<u64>()), keyed: bool, day in option::of(0..36_500_u64), utc: bool, tangled: bool,
        gone: bool, has_zone: bool,
    ) -> PublishedSeason {
        let name = hash.map_or(SeasonId::Full(name), |hash| {
            SeasonId::Busy(if keyed { BusyHash::Keyed(u128::from(hash) << 16) } else { BusyHash::Open(hash) })
        });
        PublishedSeason {
            derived: derived.map_or_else(|| name.clone(), SeasonId::Full),
            name,
            given: given.map(SeasonId::Full),
            day: day.map(|day| NaiveDate::default() + Days::new(day)),
            zone: Zone::new("America/Argentina/Buenos_Aires").filter(|_| has_zone),
            utc,
            tangled,
            gone,
        }
    }
}

fn read_back(text: &str) -> Ledger {
    let faults = Faults::new();
    match read("file.ics", text.as_bytes(), None, &faults) {
        CalendarFile::Ours(ledger) => ledger,
        other => panic!("{other:?} {:?}", faults.into_sorted()),
    }
}

fn written(own: Vec<OwnProperty>) -> String {
    let calendar = Calendar { own, ..empty() };
    String::from_utf8(calendar.to_bytes()).unwrap()
}

proptest! {
    #[test]
    fn a_described_season_is_read_back(seasons in vec(season(), 0..4)) {
        let own: Vec<OwnProperty> = seasons.iter().map(PublishedSeason::to_property).collect();
        let text = written(own.clone());
        prop_assert!(text.split("\r\n").all(|line| line.len() <= 75), "{}", text);
        let expected = PublishedSeason::each_once(&own);
        prop_assert_eq!(&read_back(&text).head.seasons, &expected);
        // Also folded elsewhere.
        prop_assert_eq!(&read_back(&text.replace("\r\n ", "")).head.seasons, &expected);
        prop_assert!(expected.iter().all(|season| seasons.contains(season)));
    }
}

#[test]
fn what_cannot_be_read_of_a_description_is_passed_over() {
    let text = written(Vec::new());
    let with = |line: &str| {
        let text = text.replace("LAST-MODIFIED", &format!("{line}\r\nLAST-MODIFIED"));
        read_back(&text).head.seasons
    };
    let season = with("x-longrun-season;day=20270221;x-new=\"a:b\";utc=true:sam-oslo-2027").remove(0);
    assert_eq!(season.name.to_string(), "sam-oslo-2027");
    assert_eq!(
        season.day.map(|day| day.to_string()).as_deref(),
        Some("2027-02-21")
    );
    assert!(season.utc && !season.gone && season.derived == season.name);
    let season = with("X-LONGRUN-SEASON;DAY=soon;ZONE=Nowhere;GONE=maybe:sam").remove(0);
    assert!(season.day.is_none() && season.zone.is_none() && !season.gone);
    assert!(with("X-LONGRUN-SEASON;DAY=20270221:").is_empty());
}
