//! Output is no wider than the terminal. Anything that does not fit beside something else stands below it.

use crate::cli::with;
use crate::world::{Run, World};

/// Widths from a small window to a usual one, in columns.
const WIDTHS: [usize; 5] = [40, 50, 60, 70, 80];

fn words(run: &Run) -> String {
    run.stdout.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn fits(run: &Run, columns: usize) {
    for line in run.stdout.lines() {
        let wide = line.chars().count();
        assert!(
            wide <= columns,
            "{wide} of {columns} columns: {line}\nin\n{}",
            run.stdout
        );
    }
}

#[test]
fn the_list_of_plans_fits_and_leaves_nothing_out() {
    for columns in WIDTHS {
        let world = World::new().env("COLUMNS", &columns.to_string());
        let run = world.run(["plans"]).code(0);
        fits(&run, columns);
        let words = words(&run);
        for said in [
            "45 km a week, 18 km long",
            "75 km (65–90)",
            "18 (14–28)",
            "First 5 km",
        ] {
            assert!(words.contains(said), "no {said} at {columns}:\n{}", run.stdout);
        }
    }
}

#[test]
fn every_plans_page_fits() {
    for columns in [40, 60, 80] {
        for plan in [
            "marathon-intermediate-18",
            "half-novice-14",
            "first-5k-8",
            "season-to-spring-marathon",
            "five-fundamentals",
            "eight-tips-reset",
            "focus-kick",
            "post-season-appointments",
            "strength-2x",
        ] {
            let world = World::new().env("COLUMNS", &columns.to_string());
            fits(&world.run(["plans", plan]).code(0), columns);
        }
    }
    let world = World::new().env("COLUMNS", "40");
    let run = world.run(["plans", "marathon-intermediate-18"]).code(0);
    let words = words(&run);
    assert!(
        words.contains("Week 6: volume 61.5 km; long 24 km; medium 13 km"),
        "{}",
        run.stdout
    );
}

#[test]
fn a_season_keeps_its_days_in_a_narrow_terminal() {
    for columns in WIDTHS {
        let world = World::new().env("COLUMNS", &columns.to_string());
        let run = world.run(with("show", &[])).code(0);
        fits(&run, columns);
        for letters in [" L ", " M ", " Q ", " E ", "rest", "RACE"] {
            let many = run.stdout.matches(letters).count();
            let least = if letters == "RACE" { 1 } else { 15 };
            assert!(many >= least, "{many} of {letters} at {columns}:\n{}", run.stdout);
        }
    }
}

#[test]
fn a_review_fits_and_says_which_columns_are_missing() {
    let season = "plan = \"marathon-novice-20\"\nrace.date = 2027-04-18\nathlete.weekly = \"15 km\"\nathlete.longest = \"6 km\"\n";
    for columns in WIDTHS {
        let world = World::new().env("COLUMNS", &columns.to_string());
        let run = world.file("season.toml", season).run(["check", "season.toml"]);
        fits(&run, columns);
        let words = words(&run);
        assert!(
            words.contains("Mono"),
            "as a column or as what a wider terminal shows, at {columns}:\n{}",
            run.stdout
        );
    }
}
