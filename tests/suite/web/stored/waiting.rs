//! A file that is broken when the server starts, and the edits of others.

use chrono::Days;

use super::{PAUSE, Stage, events, race, season, tag, uids, until};

const ADA: &str = "Ada Lovelace";
const WAITS: &str = "waits for bo.toml";

#[test]
fn a_broken_file_holds_nobody_up_without_a_word() {
    let stage = Stage::new();
    let of = |id: &str, name: &str| {
        let text = season(race(), "18:00").replace(ADA, name);
        text.replace("[athlete]\n", &format!("[athlete]\nid = \"{id}\"\n"))
    };
    let (kiri, bo) = (of("kiri", "Kiri"), of("bo", "Bo"));
    stage.write("kiri.toml", &kiri);
    stage.write("bo.toml", &bo);
    let feeds = ["kiri", "bo"].map(|runner| stage.address(&["make", runner]));
    let server = stage.serve();
    let [first, bos] = feeds.each_ref().map(|feed| server.get(feed));
    server.terminate();

    let (half, _) = bo.split_once("[athlete]").unwrap();
    stage.write("bo.toml", &half.replace("half-12", "no-such-plan"));
    let server = stage.serve();
    assert!(server.is_still(&feeds[0], &tag(&first)));
    let renamed = kiri.replace("Spring race", "City race").replace("18:00", "19:00");
    stage.write("kiri.toml", &renamed);
    let second = server.changed(&feeds[0], &tag(&first));
    let (before, after) = (events(&first.calendar()), events(&second.calendar()));
    assert_eq!(uids(&before), uids(&after), "it is the same season");
    assert!(second.calendar().contains("City race"));
    assert!(!server.told("/status").contains(&format!("kiri.toml; {WAITS}")));

    // Another name and another day: it may be another season, and the first one may be in the broken file.
    let later = race() + Days::new(7);
    let moved = renamed
        .replace("City race", "Park race")
        .replace(&race().to_string(), &later.to_string());
    stage.write("kiri.toml", &moved);
    until(|| {
        // A feed may be asked for only so often.
        std::thread::sleep(PAUSE * 4);
        assert!(server.is_still(&feeds[0], &tag(&second)));
        let status = server.told("/status");
        status
            .contains(&format!("runner kiri (Kiri): kiri.toml; {WAITS}"))
            .then_some(())
    });
    for _ in 0..3 {
        assert!(server.is_still(&feeds[0], &tag(&second)));
        assert!(server.is_still(&feeds[1], &tag(&bos)));
    }
    let log = server.log();
    let said = log
        .lines()
        .filter(|line| line.contains("kiri") && line.contains(WAITS));
    assert_eq!(said.count(), 1, "{log}");

    stage.write("bo.toml", &bo);
    let third = server.changed(&feeds[0], &tag(&second));
    let after = events(&third.calendar());
    assert!(uids(&before).is_subset(&uids(&after)));
    assert!(third.calendar().contains("Park race"));
    assert!(!server.told("/status").contains(WAITS));
    assert!(server.is_still(&feeds[1], &tag(&bos)), "Bo's never changed");
    assert!(
        server
            .terminate()
            .contains("nothing of the runner's calendar waits any more")
    );
}
