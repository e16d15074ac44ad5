//! From one snapshot to the next, on a clock of our own.

use std::fs;
use std::sync::Arc;
use std::time::{Duration, Instant};

use longrun::season::RunnerId;
use longrun::watch::{Folder, Snapshot};
use tempfile::TempDir;

use super::{files, open, season_text};

const RACE: &str = "2027-04-04";

/// A folder with files, and a clock that goes on by what the test says.
pub(super) struct Followed {
    pub(super) place: TempDir,
    folder: Folder,
    now: Instant,
}

impl Followed {
    pub(super) fn new(files: &[(&str, &str)]) -> Self {
        let place = tempfile::tempdir().unwrap();
        for (name, text) in files {
            fs::write(place.path().join(name), text).unwrap();
        }
        let folder = open(place.path()).unwrap();
        Followed {
            place,
            folder,
            now: Instant::now(),
        }
    }

    pub(super) fn write(&self, name: &str, text: impl AsRef<[u8]>) {
        fs::write(self.place.path().join(name), text).unwrap();
    }

    pub(super) fn remove(&self, name: &str) {
        fs::remove_file(self.place.path().join(name)).unwrap();
    }

    /// Looks after so many milliseconds; says whether there is another snapshot.
    pub(super) fn look(&mut self, after: u64) -> bool {
        self.now += Duration::from_millis(after);
        self.folder.scan(self.now).changed
    }

    /// Looks until nothing moves any more, for a second at most.
    pub(super) fn settle(&mut self) -> Arc<Snapshot> {
        self.settle_within(Duration::from_secs(1))
    }

    /// Looks until nothing moves any more and what was taken away is gone.
    pub(super) fn settle_taken_away(&mut self) -> Arc<Snapshot> {
        self.settle_within(Duration::from_secs(5))
    }

    fn settle_within(&mut self, most: Duration) -> Arc<Snapshot> {
        let until = self.now + most;
        while let Some(again) = self.folder.scan(self.now).again {
            self.now += again;
            assert!(self.now <= until, "changes are seen within {most:?}");
        }
        self.folder.snapshot()
    }

    pub(super) fn rename(&self, from: &str, to: &str) {
        fs::rename(self.place.path().join(from), self.place.path().join(to)).unwrap();
    }

    pub(super) fn snapshot(&self) -> Arc<Snapshot> {
        self.folder.snapshot()
    }

    pub(super) fn version(&self, runner: &str) -> u64 {
        self.folder.snapshot().runners[runner].version
    }
}

pub(super) fn ids(snapshot: &Snapshot) -> Vec<&str> {
    snapshot.runners.keys().map(RunnerId::as_str).collect()
}

#[test]
fn a_runners_files_are_one_calendar_and_a_file_without_a_name_is_its_own() {
    let nameless = season_text(RACE, "").replace("name = \"Ada Lovelace\"\n", "");
    let of_ada = |text: String| text.replace("[athlete]\n", "[athlete]\nid = \"ada\"\n");
    let followed = Followed::new(&[
        ("spring.toml", &of_ada(season_text(RACE, ""))),
        ("autumn.toml", &of_ada(season_text("2027-10-03", ""))),
        ("eve.toml", &season_text(RACE, "")),
        ("bob.toml", &nameless),
        ("my-plan.toml", include_str!("../../../plans/base-8.toml")),
        ("notes.txt", "not for us"),
    ]);
    let snapshot = followed.folder.snapshot();
    assert_eq!(ids(&snapshot), ["ada", "bob", "eve"]);
    assert_eq!(snapshot.runners["ada"].name, "Ada Lovelace");
    assert_eq!(
        snapshot.runners["eve"].name, "Ada Lovelace",
        "a name may be shared"
    );
    assert_eq!(snapshot.runners["bob"].name, "bob");
    assert_eq!(files(&snapshot.runners["ada"]), ["autumn.toml", "spring.toml"]);
    assert_eq!(snapshot.plans.iter().collect::<Vec<_>>(), ["my-plan"]);
    assert!(snapshot.library.source("my-plan").is_some() && snapshot.library.source("half-12").is_some());
    assert_eq!(snapshot.faults, []);
    let text = |name: &str| {
        snapshot
            .library
            .source(name)
            .map(|source| source.text().to_owned())
    };
    assert_ne!(text("my-plan"), text("half-12"));
    assert_eq!(text("my-plan"), text("base-8"), "it is a copy");
}

#[test]
fn content_decides_and_only_what_stands_still_counts() {
    let text = season_text(RACE, "");
    let mut followed = Followed::new(&[("ada.toml", &text)]);
    let first = followed.version("ada");
    followed.write("ada.toml", &text);
    assert!(
        !followed.look(0) && !followed.look(200),
        "the same bytes are no change"
    );

    followed.write("ada.toml", &text[..text.len() / 2]);
    assert!(!followed.look(10), "half of a file is being written");
    followed.write("ada.toml", text.replace("18:00", "19:00"));
    assert!(!followed.look(90));
    assert!(followed.look(110));
    assert_ne!(followed.version("ada"), first);

    followed.write("ada.toml", &text);
    followed.settle();
    assert_eq!(
        followed.version("ada"),
        first,
        "what was there before is the same again"
    );
}

#[test]
fn a_broken_file_keeps_its_last_good_version_and_takes_nothing_else_down() {
    let text = season_text(RACE, "");
    let mut followed = Followed::new(&[
        ("ada.toml", &text),
        ("bob.toml", &text.replace("Ada Lovelace", "Bob")),
        ("plan.toml", include_str!("../../../plans/base-8.toml")),
    ]);
    let good = followed.version("ada");
    for broken in [
        &b"plan = \"half-12"[..],
        b"plan = \"no-such-plan\"",
        b"\xff\xfe",
        b"",
        &vec![b'#'; 2 << 20],
    ] {
        followed.write("ada.toml", broken);
        let snapshot = followed.settle();
        assert_eq!(snapshot.runners["ada"].version, good);
        assert_eq!(snapshot.faults.len(), 1, "{broken:?}");
        assert_eq!(
            (snapshot.faults[0].file.as_str(), snapshot.faults[0].last_good),
            ("ada.toml", true)
        );
        assert!(!snapshot.faults[0].diagnostics.is_empty());
        assert!(snapshot.runners.contains_key("bob"));
    }
    followed.write("plan.toml", "title = ");
    followed.write("new.toml", "title = ");
    followed.write(
        "bob.toml",
        text.replace("Ada Lovelace", "Bob").replace("18:00", "06:00"),
    );
    let snapshot = followed.settle();
    assert_eq!(
        snapshot
            .faults
            .iter()
            .map(|fault| fault.last_good)
            .collect::<Vec<_>>(),
        [true, false, true]
    );
    assert!(
        snapshot
            .library
            .source("plan")
            .is_some_and(|source| source.text().contains("phase"))
    );
    followed.write("ada.toml", &text);
    followed.remove("new.toml");
    followed.write("plan.toml", include_str!("../../../plans/base-8.toml"));
    assert_eq!(followed.settle().faults, []);
}

#[test]
fn a_file_that_an_editor_replaces_is_never_gone() {
    let text = season_text(RACE, "");
    let mut followed = Followed::new(&[
        ("ada.toml", &text),
        ("bob.toml", &text.replace("Ada Lovelace", "Bob")),
    ]);
    followed.remove("ada.toml");
    assert!(!followed.look(0) && !followed.look(300));
    followed.write("ada.toml", &text);
    assert!(!followed.look(100) && !followed.look(800));
    followed.remove("ada.toml");
    let snapshot = followed.settle_taken_away();
    assert_eq!(ids(&snapshot), ["bob"], "but one that stays away is");
}

#[test]
fn a_folder_that_vanishes_or_is_empty_leaves_everything_as_it_was() {
    let text = season_text(RACE, "");
    let mut followed = Followed::new(&[("ada.toml", &text)]);
    let path = followed.place.path().to_owned();
    let aside = path.with_extension("aside");
    fs::rename(&path, &aside).unwrap();
    assert!(followed.look(0));
    let gone = followed.folder.snapshot();
    assert!(gone.unreachable.is_some() && gone.runners.contains_key("ada"));
    assert!(!followed.look(5_000), "it is said once");

    fs::create_dir(&path).unwrap();
    assert!(followed.look(5_000));
    let empty = followed.folder.snapshot();
    assert!(
        empty
            .unreachable
            .as_ref()
            .is_some_and(|reason| reason.contains("empty"))
    );
    assert!(empty.runners.contains_key("ada"));

    fs::remove_dir(&path).unwrap();
    fs::rename(&aside, &path).unwrap();
    assert!(followed.look(5_000));
    assert_eq!(followed.folder.snapshot().unreachable, None);
}

/// As a copy of many files does it, or a disk that was away.
#[test]
fn while_a_folder_fills_again_nothing_counts_as_taken_away() {
    let ada = season_text(RACE, "");
    let bob = ada.replace("Ada Lovelace", "Bob");
    let both = [("ada.toml", ada.as_str()), ("bob.toml", bob.as_str())];
    for begins_empty in [true, false] {
        let mut followed = Followed::new(if begins_empty { &[] } else { &both });
        if !begins_empty {
            followed.remove("ada.toml");
            followed.remove("bob.toml");
            followed.look(0);
        }
        followed.write("bob.toml", &bob);
        for _ in 0..20 {
            followed.look(300);
            let filling = followed.folder.snapshot().filling;
            assert!(filling || (!begins_empty && followed.folder.snapshot().runners.len() == 2));
        }
        followed.look(5_000);
        followed.look(5_000);
        let filled = followed.folder.snapshot();
        assert!(!filled.filling && !filled.runners.contains_key("ada"));
        assert!(filled.runners.contains_key("bob"));
    }
}

#[cfg(unix)]
#[test]
fn a_link_that_leads_nowhere_is_a_fault_and_a_hidden_file_is_nobodys() {
    let text = season_text(RACE, "");
    let mut followed = Followed::new(&[("ada.toml", &text), ("._ada.toml", "\0"), (".bob.toml", &text)]);
    assert_eq!(followed.folder.snapshot().faults, []);
    followed.remove("ada.toml");
    std::os::unix::fs::symlink("/nowhere/ada.toml", followed.place.path().join("ada.toml")).unwrap();
    let linked = followed.settle();
    assert!(linked.runners.contains_key("ada"), "its last good version");
    assert_eq!(linked.faults.len(), 1);
    let again = open(followed.place.path()).unwrap().snapshot();
    assert_eq!(again.faults.len(), 1);
    assert_eq!(
        again.unread.get("ada.toml"),
        Some(&None),
        "which may be anybody's"
    );
}

#[test]
fn a_season_changes_with_the_plan_and_the_calendar_that_it_names() {
    let text = season_text(RACE, "around = [\"ada-work.ics\"]").replace("half-12", "mine");
    let plan = include_str!("../../../plans/half-12.toml");
    let work = "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:1\r\nDTSTART:20270302T170000Z\r\nDTEND:20270302T190000Z\r\n\
                END:VEVENT\r\nEND:VCALENDAR\r\n";
    let mut followed = Followed::new(&[("ada.toml", &text), ("mine.toml", plan), ("ada-work.ics", work)]);
    assert_eq!(followed.folder.snapshot().faults, []);
    let mut last = followed.version("ada");
    followed.write("ada-work.ics", work.replace("190000Z", "200000Z"));
    followed.settle();
    assert_ne!(followed.version("ada"), last, "the calendar around it");
    last = followed.version("ada");
    followed.write("mine.toml", plan.replace("\"Half marathon", "\"My half marathon"));
    followed.settle();
    assert_ne!(followed.version("ada"), last, "its plan");
    last = followed.version("ada");

    followed.remove("ada-work.ics");
    let snapshot = followed.settle();
    assert_eq!(snapshot.runners["ada"].version, last);
    assert!(snapshot.faults[0].last_good);
    followed.write("ada-work.ics", work);
    assert_eq!(followed.settle().faults, []);
}

#[cfg(unix)]
#[test]
fn nothing_outside_of_the_folder_is_read() {
    let outside = tempfile::tempdir().unwrap();
    let text = season_text(RACE, "");
    fs::write(
        outside.path().join("secret.toml"),
        text.replace("Ada Lovelace", "Secret"),
    )
    .unwrap();
    let away = outside.path().join("work.ics").display().to_string();
    fs::write(&away, "BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n").unwrap();
    let around = season_text(RACE, &format!("around = [\"{away}\"]"));
    let followed = Followed::new(&[("ada.toml", &text), ("around.toml", &around)]);
    std::os::unix::fs::symlink(
        outside.path().join("secret.toml"),
        followed.place.path().join("link.toml"),
    )
    .unwrap();
    let snapshot = open(followed.place.path()).unwrap().snapshot();
    assert_eq!(ids(&snapshot), ["ada"]);
    assert_eq!(snapshot.runners["ada"].seasons.len(), 1);
    let faulty: Vec<&str> = snapshot.faults.iter().map(|fault| fault.file.as_str()).collect();
    assert_eq!(faulty, ["around.toml", "link.toml"]);
    let said: Vec<String> = snapshot
        .faults
        .iter()
        .map(|fault| fault.diagnostics[0].message())
        .collect();
    assert!(
        said.iter().all(|said| said.contains("not a file of the folder")),
        "{said:?}"
    );
}
