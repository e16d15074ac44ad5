//! An edit that takes a season or a runner away waits for some seconds, and holds nobody else up.

use std::sync::Arc;

use longrun::watch::Snapshot;

use super::folder::{Followed, ids};
use super::{files, season_text};

const RACE: &str = "2027-04-04";

/// Longer than an edit needs to count, and shorter than what is taken away.
const A_MOMENT: u64 = 400;

/// Longer than what is taken away waits.
const LONG: u64 = 3_500;

/// Ada's season, of a runner with an id.
fn ada(race: &str) -> String {
    season_text(race, "").replace("[athlete]\n", "[athlete]\nid = \"ada\"\n")
}

fn bob() -> String {
    season_text(RACE, "")
        .replace("[athlete]\n", "[athlete]\nid = \"bob\"\n")
        .replace("Ada Lovelace", "Bob")
        .replace("\"Berlin\"", "\"Potsdam\"")
}

impl Followed {
    /// Looks every tenth of a second for so long, and shows each snapshot.
    fn watch(&mut self, for_milliseconds: u64, mut seen: impl FnMut(&Snapshot)) {
        for _ in 0..for_milliseconds / 100 {
            self.look(100);
            seen(&self.snapshot());
        }
    }

    fn seasons_of(&self, runner: &str) -> Vec<String> {
        let snapshot = self.snapshot();
        let runner = snapshot.runners.get(runner).map(Arc::clone);
        runner.map_or_else(Vec::new, |runner| {
            files(&runner).into_iter().map(str::to_owned).collect()
        })
    }
}

#[test]
fn a_renamed_file_is_one_season_at_every_moment() {
    let mut followed = Followed::new(&[("ada.toml", &ada(RACE)), ("bob.toml", &bob())]);
    followed.rename("ada.toml", "spring.toml");
    let mut steps: Vec<Vec<String>> = Vec::new();
    followed.watch(LONG, |snapshot| {
        assert_eq!(ids(snapshot), ["ada", "bob"]);
        let names: Vec<String> = files(&snapshot.runners["ada"])
            .into_iter()
            .map(str::to_owned)
            .collect();
        assert_eq!(names.len(), 1, "{names:?}");
        if steps.last() != Some(&names) {
            steps.push(names);
        }
    });
    assert_eq!(steps, [["ada.toml"], ["spring.toml"]]);
}

/// As programs rename that cannot: a copy, and the old one away.
#[test]
fn a_file_that_is_copied_and_then_removed_keeps_its_season() {
    let mut followed = Followed::new(&[("spring.toml", &ada(RACE))]);
    followed.write("ada.toml", ada(RACE));
    followed.watch(A_MOMENT, |_| {});
    followed.remove("spring.toml");
    followed.watch(LONG, |snapshot| assert_eq!(ids(snapshot), ["ada"]));
    assert_eq!(followed.seasons_of("ada"), ["ada.toml"]);
}

#[test]
fn two_files_that_change_their_names_change_their_seasons_at_once() {
    let mut followed = Followed::new(&[("a.toml", &ada(RACE)), ("b.toml", &bob())]);
    followed.rename("a.toml", "aside");
    followed.rename("b.toml", "a.toml");
    followed.watch(A_MOMENT, |snapshot| assert_eq!(ids(snapshot), ["ada", "bob"]));
    followed.rename("aside", "b.toml");
    followed.watch(LONG, |snapshot| {
        assert_eq!(ids(snapshot), ["ada", "bob"]);
        let all = [files(&snapshot.runners["ada"]), files(&snapshot.runners["bob"])];
        assert!(all.iter().all(|files| files.len() == 1), "{all:?}");
    });
    assert_eq!(followed.seasons_of("ada"), ["b.toml"]);
    assert_eq!(followed.seasons_of("bob"), ["a.toml"]);
}

/// A season's file moved over another runner's: Bob's is gone for good, Ada's goes on.
#[test]
fn a_file_moved_over_another_goes_on_when_the_other_is_gone() {
    let mut followed = Followed::new(&[("a.toml", &ada(RACE)), ("b.toml", &bob())]);
    followed.rename("a.toml", "b.toml");
    followed.watch(LONG, |snapshot| assert!(ids(snapshot).contains(&"ada")));
    assert_eq!(ids(&followed.snapshot()), ["ada"]);
    assert_eq!(followed.seasons_of("ada"), ["b.toml"]);
}

#[test]
fn half_a_file_that_stands_still_calls_nobody_off() {
    let whole = ada(RACE);
    let (half, _) = whole.split_once("[athlete]").unwrap();
    let mut followed = Followed::new(&[("ada-s.toml", &whole)]);
    let version = followed.version("ada");
    followed.write("ada-s.toml", half);
    followed.watch(2_500, |snapshot| assert_eq!(ids(snapshot), ["ada"]));
    assert_eq!(followed.version("ada"), version);
    followed.write("ada-s.toml", whole.replace("18:00", "19:00"));
    followed.watch(A_MOMENT, |snapshot| assert_eq!(ids(snapshot), ["ada"]));
    assert_ne!(followed.version("ada"), version, "an edit counts at once");

    followed.write("ada-s.toml", half);
    followed.watch(LONG, |_| {});
    assert_eq!(ids(&followed.snapshot()), ["ada-s"], "and what stays so is meant");
}

/// The half is another runner's, and never counted: it is not the last good version of the file.
#[test]
fn half_a_file_that_breaks_further_leaves_the_season_that_counted() {
    let whole = ada(RACE);
    let (half, _) = whole.split_once("[athlete]").unwrap();
    let mut followed = Followed::new(&[("ada.toml", &whole)]);
    let version = followed.version("ada");
    for broken in [half, "plan = ", half, ""] {
        followed.write("ada.toml", broken);
        followed.watch(2_000, |_| {});
    }
    followed.watch(LONG, |snapshot| assert_eq!(ids(snapshot), ["ada"]));
    assert_eq!(followed.version("ada"), version);
    assert!(followed.snapshot().faults[0].last_good && followed.snapshot().unread.is_empty());
}

#[test]
fn a_season_that_becomes_another_waits_and_an_edit_of_it_does_not() {
    let of =
        |more: &str, race: &str| season_text(race, more).replace("[athlete]\n", "[athlete]\nid = \"ada\"\n");
    let mut followed = Followed::new(&[("ada.toml", &of("", RACE))]);
    let steps = [
        (of("id = \"spring\"", RACE), true, "an id that there was not"),
        (of("id = \"spring\"", "2027-04-11"), true, "a race put off"),
        (of("id = \"other\"", "2027-04-11"), false, "another id"),
        (of("", "2027-04-11"), false, "an id that is gone"),
        (of("", "2027-11-07"), false, "the next race"),
    ];
    for (text, is_edit, what) in steps {
        let before = followed.version("ada");
        followed.write("ada.toml", &text);
        followed.watch(A_MOMENT, |_| {});
        assert_eq!(followed.version("ada") != before, is_edit, "{what}");
        followed.watch(LONG, |_| {});
        assert_ne!(followed.version("ada"), before, "{what}");
    }
}

#[test]
fn others_are_not_held_up() {
    let mut followed = Followed::new(&[("ada.toml", &ada(RACE)), ("bob.toml", &bob())]);
    let before = followed.version("bob");
    followed.rename("ada.toml", "spring.toml");
    followed.watch(200, |_| {});
    followed.write("bob.toml", bob().replace("18:00", "19:00"));
    let cy = bob().replace("\"bob\"", "\"cy\"").replace("\"Bob\"", "\"Cy\"");
    followed.write("cy.toml", cy);
    followed.watch(A_MOMENT, |_| {});
    assert_ne!(followed.version("bob"), before);
    assert_eq!(ids(&followed.snapshot()), ["ada", "bob", "cy"]);
    assert_eq!(followed.seasons_of("ada"), ["ada.toml"], "which is still waiting");
}

/// A rename that is taken back while it waits: the new file was held for the old one, which never went.
#[test]
fn what_comes_back_lets_the_new_file_count() {
    let mut followed = Followed::new(&[("ada.toml", &ada(RACE))]);
    followed.rename("ada.toml", "autumn.toml");
    followed.watch(1_000, |_| {});
    followed.write("autumn.toml", ada("2027-10-03"));
    followed.write("ada.toml", ada(RACE));
    followed.watch(A_MOMENT, |_| {});
    assert_eq!(followed.seasons_of("ada"), ["ada.toml", "autumn.toml"]);
}
