//! A name is only a label: correcting one calls nothing off.

use longrun::ical::Status;

use super::{SEASON, bytes, events, export};
use crate::world::World;

#[test]
fn a_runner_whose_name_is_corrected_keeps_the_calendar() {
    let world = World::new();
    let season = |name: &str| {
        let text = SEASON.replace("id = \"sam-2027-spring\"\n", "");
        text.replace("name = \"Sam\"", &format!("name = \"{name}\""))
    };
    export(&world, &season("Sam Miler"), "2026-12-20T12:00:00Z").code(0);
    let before = events(&bytes(&world));
    export(&world, &season("Sam Miller"), "2027-01-20T12:00:00Z").code(0);
    let after = events(&bytes(&world));
    assert!(before.keys().eq(after.keys()));
    assert!(after.values().all(|event| event.status == Status::Confirmed));
}

#[test]
fn a_season_that_has_no_id_keeps_the_one_it_was_published_by() {
    let world = World::new();
    let season = |name: &str, date: &str| {
        let text = SEASON
            .replace("id = \"sam-2027-spring\"\n", "")
            .replace("2027-04-18", date);
        text.replace("Spring Marathon", name)
    };
    export(
        &world,
        &season("Winter Marathon", "2026-12-27"),
        "2026-10-01T12:00:00Z",
    )
    .code(0);
    let before = events(&bytes(&world));
    // Put off into the next year, and then renamed.
    export(
        &world,
        &season("Winter Marathon", "2027-01-03"),
        "2026-10-02T12:00:00Z",
    )
    .code(0);
    export(
        &world,
        &season("City Marathon", "2027-01-03"),
        "2026-10-03T12:00:00Z",
    )
    .code(0);
    let after = events(&bytes(&world));
    assert!(
        after
            .keys()
            .all(|uid| uid.starts_with("sam-winter-marathon-2026."))
    );
    assert!(
        before
            .keys()
            .filter(|uid| !uid.contains(".rest."))
            .all(|uid| after.contains_key(uid))
    );

    // Next year's season with the same plan takes over none of them.
    export(
        &world,
        &season("Winter Marathon", "2027-12-26"),
        "2027-06-01T12:00:00Z",
    )
    .code(0)
    .stderr_contains("week");
    let next = events(&bytes(&world));
    for (uid, was) in after
        .iter()
        .filter(|(_, event)| event.status == Status::Confirmed)
    {
        assert_eq!(&next[uid], was, "this year's is over, and stays");
    }
    assert!(
        next.keys()
            .any(|uid| uid.starts_with("sam-winter-marathon-2027."))
    );
}
