//! Tune-up races and trips, as reported to the runner.

use crate::world::World;

fn world(more: &str) -> World {
    let season = format!("plan = \"marathon-intermediate-18\"\n[race]\ndate = 2027-04-18\n{more}");
    World::new().file("season.toml", &season)
}

#[test]
fn a_trip_that_allows_none_of_the_named_sessions_is_reported() {
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

#[test]
fn an_impossible_goal_is_reported_for_every_race() {
    let tuneup = "[[tuneup]]\ndate = 2027-03-14\ndistance = \"half\"\ngoal = \"1:35\"\n";
    let run = world(tuneup).run(["show", "season.toml"]).code(1);
    run.stderr_contains("error[goal]: a goal of 1:35 for 21.0975 km cannot be")
        .stderr_contains("help: did you mean 1:35:00?");
    let run = world(&tuneup.replace("1:35", "1:35:00")).run(["show", "season.toml"]);
    run.code(0);
}

#[test]
fn ranges_of_days_are_read_alike() {
    for (table, code) in [("away", "away-order"), ("off", "off-order")] {
        let range = |from: &str, to: &str| format!("[[{table}]]\n{from}\n{to}\n");
        let run = world(&range("from = 2027-03-02", "to = 2027-03-01")).run(["show", "season.toml"]);
        run.code(1)
            .stderr_contains(&format!("error[{code}]: this range ends before it begins"));
        let run = world(&range("", "to = 2027-03-01")).run(["show", "season.toml"]);
        run.code(1)
            .stderr_contains(&format!("an [[{table}]] range needs `from`"))
            .stderr_contains("help: write from = 2027-03-14");
        world(&range("from = 2027-03-02", ""))
            .run(["show", "season.toml"])
            .code(0);
    }
}
