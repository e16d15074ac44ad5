//! A name is only a label: correcting it calls nothing off.

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
