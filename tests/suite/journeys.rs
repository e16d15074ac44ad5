//! Races on the way and journeys, as their runner is told of them.

use crate::world::World;

fn world(more: &str) -> World {
    let season = format!("plan = \"marathon-intermediate-18\"\n[race]\ndate = 2027-04-18\n{more}");
    World::new().file("season.toml", &season)
}

#[test]
fn a_journey_on_which_nothing_can_be_done_of_what_it_names_is_told() {
    let season = |days: u32, still: &str| {
        world(&format!(
            "[week]\ndays = {days}\n[[away]]\nfrom = 2027-02-09\nto = 2027-02-11\nstill = [\"{still}\"]\n"
        ))
    };
    let run = season(3, "easy").run(["show", "season.toml"]).code(0);
    run.stderr_contains(
        "note[STILL_NOTHING]: nothing is trained away from 2027-02-09 to 2027-02-11: its weeks hold no easy\n",
    )
    .stderr_contains("= help: what they hold can be named in `still`: long, ");
    for (days, still) in [(5, "easy"), (3, "quality")] {
        let run = season(days, still).run(["show", "season.toml"]).code(0);
        assert!(
            !run.stderr.contains("STILL_NOTHING"),
            "{days} {still}:\n{}",
            run.stderr
        );
    }
}
