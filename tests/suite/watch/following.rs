//! Changes are seen within a second, by events and without.

use std::fs;
use std::time::{Duration, Instant};

use longrun::watch::{Following, Looking, Snapshot, follow};
use tempfile::TempDir;

use super::{open, season_text};

/// How soon a change has to be seen. The machine of the tests may be busy with others; a second is what is promised on
/// one that is not, and three more where a season is taken away.
const SOON: Duration = Duration::from_secs(8);

fn wait_for(following: &Following, wanted: impl Fn(&Snapshot) -> bool) -> Duration {
    let begun = Instant::now();
    while !wanted(&following.snapshot()) {
        assert!(begun.elapsed() < SOON, "{:#?}", following.snapshot().faults);
        std::thread::sleep(Duration::from_millis(5));
    }
    begun.elapsed()
}

fn both(test: impl Fn(&TempDir, &Following)) {
    for looking in [Looking::Events, Looking::Poll] {
        let place = tempfile::tempdir().unwrap();
        fs::write(place.path().join("ada.toml"), season_text("2027-04-04", "")).unwrap();
        let following = follow(open(place.path()).unwrap(), looking);
        test(&place, &following);
    }
}

#[test]
fn a_change_is_seen_within_a_second() {
    both(|place, following| {
        let mut fastest = SOON;
        for number in 0..5 {
            let first = following.snapshot().runners["ada"].version;
            let text = season_text("2027-04-04", "").replace("18:00", &format!("19:0{number}"));
            fs::write(place.path().join("ada.toml"), text).unwrap();
            fastest = fastest.min(wait_for(following, |it| it.runners["ada"].version != first));
        }
        assert!(fastest < Duration::from_secs(1), "{fastest:?}");
        let bob = season_text("2027-04-04", "").replace("Ada Lovelace", "Bob");
        fs::write(place.path().join("bob.toml"), bob).unwrap();
        wait_for(following, |it| it.runners.contains_key("bob"));
        fs::remove_file(place.path().join("ada.toml")).unwrap();
        wait_for(following, |it| !it.runners.contains_key("ada"));
    });
}

#[test]
fn a_folder_that_was_away_is_followed_again() {
    both(|place, following| {
        let aside = place.path().with_extension("aside");
        fs::rename(place.path(), &aside).unwrap();
        wait_for(following, |it| it.unreachable.is_some());
        assert!(following.snapshot().runners.contains_key("ada"));
        fs::create_dir(place.path()).unwrap();
        let text = season_text("2027-04-04", "");
        fs::write(place.path().join("ada.toml"), text.replace("18:00", "07:00")).unwrap();
        let before = following.snapshot().number;
        wait_for(following, |it| it.unreachable.is_none() && it.number > before);
        fs::write(place.path().join("bob.toml"), text.replace("Ada Lovelace", "Bob")).unwrap();
        wait_for(following, |it| it.runners.contains_key("bob"));
        fs::remove_dir_all(&aside).unwrap();
    });
}

/// The way to put another folder in the place of one at once.
#[cfg(unix)]
#[test]
fn a_link_that_leads_elsewhere_is_followed() {
    for looking in [Looking::Events, Looking::Poll] {
        let place = tempfile::tempdir().unwrap();
        let link = |to: &str| {
            let aside = place.path().join("aside");
            std::os::unix::fs::symlink(to, &aside).unwrap();
            fs::rename(&aside, place.path().join("current")).unwrap();
        };
        for (release, runner) in [("1", "Ada Lovelace"), ("2", "Bob")] {
            fs::create_dir(place.path().join(release)).unwrap();
            let text = season_text("2027-04-04", "").replace("Ada Lovelace", runner);
            let file = format!("{}.toml", &runner.to_lowercase()[..3]);
            fs::write(place.path().join(release).join(file), text).unwrap();
        }
        link("1");
        let following = follow(open(&place.path().join("current")).unwrap(), looking);
        assert!(following.snapshot().runners.contains_key("ada"));
        link("2");
        wait_for(&following, |it| {
            it.runners.contains_key("bob") && !it.runners.contains_key("ada")
        });
    }
}

#[test]
fn it_ends_when_nobody_follows_any_more() {
    both(|_, following| {
        let mut snapshots = following.snapshots();
        assert!(!snapshots.has_changed().unwrap());
        snapshots.borrow_and_update();
    });
    let place = tempfile::tempdir().unwrap();
    let following = follow(open(place.path()).unwrap(), Looking::Events);
    let snapshots = following.snapshots();
    let begun = Instant::now();
    drop(following);
    assert!(begun.elapsed() < Duration::from_secs(2));
    assert!(snapshots.has_changed().is_err(), "its thread has ended");
}
