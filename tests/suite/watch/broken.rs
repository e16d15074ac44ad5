//! A file that was never read without faults, and the runners whose season it may hold.

use super::folder::Followed;
use super::{open, render, render_some, season_text, values};
use longrun::season::Feed;

const SPRING: &str = "2027-04-04";
const NOW: &str = "2027-02-10T12:00:00Z";
const LATER: &str = "2027-02-12T12:00:00Z";

fn of(id: &str) -> String {
    season_text(SPRING, "").replace("[athlete]\n", &format!("[athlete]\nid = \"{id}\"\n"))
}

#[test]
fn a_broken_file_is_the_runners_whose_id_it_gives_else_anybodys_and_a_plan_nobodys() {
    let kiri = of("kiri");
    let bo = of("bo");
    let (half, _) = bo.split_once("[athlete]").unwrap();
    let cases: [(&str, String, bool); 5] = [
        ("an unknown plan", bo.replace("half-12", "no-such-plan"), false),
        ("a missing quote", bo.replace("\"18:00\"", "\"18:00"), false),
        ("a half", format!("{half}[wee"), true),
        ("nothing", String::new(), true),
        ("a plan", "title = \n[[phase]]\n".to_owned(), false),
    ];
    for (what, broken, is_anybodys) in cases {
        let followed = Followed::new(&[("kiri.toml", &kiri), ("bo.toml", &broken)]);
        let snapshot = followed.snapshot();
        assert_eq!(snapshot.faults.len(), 1, "{what}");
        let of_kiri = snapshot.seasons(&crate::store::id("kiri")).elsewhere;
        assert_eq!(!of_kiri.is_nowhere(), is_anybodys, "{what}");
        let of_bo = snapshot.seasons(&crate::store::id("bo")).elsewhere;
        assert_eq!(of_bo.files.contains("bo.toml"), what != "a plan", "{what}");
    }
    assert!(open(std::path::Path::new("/nowhere")).is_err());
}

fn cancelled(calendar: &str) -> usize {
    calendar.matches("STATUS:CANCELLED").count()
}

/// The events of a season, whose UIDs begin so.
fn events<'c>(calendar: &'c str, season: &str) -> Vec<&'c str> {
    let uid = format!("UID:{season}.");
    let events = calendar.split("BEGIN:VEVENT").skip(1);
    let events = events.map(|event| event.split("END:VEVENT").next().unwrap());
    events.filter(|event| event.contains(&uid)).collect()
}

#[test]
fn a_known_season_follows_its_file_while_another_file_is_broken() {
    let spring = season_text(SPRING, "id = \"spring\"");
    let autumn = season_text("2027-10-03", "id = \"autumn\"");
    let (both, _) = render(&[&spring, &autumn], Feed::Full, None, NOW);
    let later = spring.replace("18:00", "19:00");
    let (after, changed) = render_some(&[&later], &both, LATER);
    assert!(changed, "the season that is there is served");
    assert_eq!(cancelled(&after), 0);
    assert!(
        events(&after, "spring")
            .iter()
            .any(|event| event.contains("T190000"))
    );
    assert_eq!(
        events(&after, "autumn"),
        events(&both, "autumn"),
        "and the other stays"
    );
    assert_eq!(values(&after, "NAME"), values(&both, "NAME"));
    let (again, changed) = render_some(&[&later], &after, LATER);
    assert!(!changed && again == after);
    let (whole, changed) = render(&[&later, &autumn], Feed::Full, Some(after.as_bytes()), LATER);
    assert!(
        !changed && whole == after,
        "nothing is left to do when it can be read"
    );
}

/// A runner has one race on a day: it is the same season.
#[test]
fn a_race_is_renamed_while_another_file_is_broken() {
    let own = season_text(SPRING, "");
    let (published, _) = render(&[&own], Feed::Full, None, NOW);
    let renamed = own.replace("\"Berlin\"", "\"Potsdam\"").replace("18:00", "19:00");
    let (after, changed) = render_some(&[&renamed], &published, LATER);
    assert!(changed);
    assert_eq!(cancelled(&after), 0);
    let uids = |calendar: &str| {
        let mut uids: Vec<String> = values(calendar, "UID").into_iter().map(str::to_owned).collect();
        uids.sort();
        uids
    };
    assert_eq!(uids(&after), uids(&published));
}

/// It may be the one that is missing, renamed and put off.
#[test]
fn a_new_season_near_a_missing_one_waits_and_one_far_away_does_not() {
    let spring = season_text(SPRING, "");
    let (published, _) = render(&[&spring], Feed::Full, None, NOW);
    let near = season_text("2027-05-30", "").replace("\"Berlin\"", "\"Potsdam\"");
    let (kept, changed) = render_some(&[&near], &published, LATER);
    assert!(!changed && kept == published);
    let far = season_text("2027-11-28", "").replace("\"Berlin\"", "\"Potsdam\"");
    let (more, changed) = render_some(&[&far], &published, LATER);
    assert!(changed);
    assert_eq!(cancelled(&more), 0);
    assert!(values(&more, "UID").len() > values(&published, "UID").len() + 40);
}
