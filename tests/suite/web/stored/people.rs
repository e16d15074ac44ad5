//! Who is who: runners of one name, and runners whose names change.

use super::{Stage, events, race, season, tag, uids};

const ADA: &str = "Ada Lovelace";

#[test]
fn two_runners_of_one_name_have_two_addresses_and_never_see_each_others_sessions() {
    let stage = Stage::new();
    let other = season(race(), "06:30").replace("Spring race", "Other race");
    stage.write("ada.toml", &season(race(), "18:00"));
    stage.write("ada-of-the-club.toml", &other);
    let server = stage.serve();
    let [one, two] = ["ada", "ada-of-the-club"].map(|runner| stage.address(&["make", runner]));
    let [first, second] = [&one, &two].map(|feed| server.answers(feed, 200));
    assert!(first.calendar().contains("Spring race") && !first.calendar().contains("Other race"));
    assert!(second.calendar().contains("Other race") && !second.calendar().contains("Spring race"));
    let (ours, theirs) = (events(&first.calendar()), events(&second.calendar()));
    assert!(
        uids(&ours).is_disjoint(&uids(&theirs)),
        "in one application they would be one event"
    );

    stage.write("ada-of-the-club.toml", &other.replace("06:30", "07:00"));
    server.changed(&two, &tag(&second));
    assert!(server.is_still(&one, &tag(&first)));
    stage.remove("ada-of-the-club.toml");
    stage.write("ada.toml", &season(race(), "19:00"));
    let first = server.changed(&one, &tag(&first));
    assert!(
        events(&first.calendar())
            .values()
            .all(|event| !event.is_cancelled)
    );
    let log = server.terminate();
    let told =
        "several runners have one name; if they are one person, give their files one `id` under [athlete]";
    assert_eq!(log.matches(told).count(), 1, "{log}");
}

#[test]
fn a_runner_whose_name_changes_keeps_the_calendar_and_the_address() {
    for id in ["", "id = \"ada\"\n"] {
        let stage = Stage::new();
        let text = |name: &str| {
            let text = season(race(), "18:00").replace("[athlete]\n", &format!("[athlete]\n{id}"));
            text.replace(ADA, name)
        };
        stage.write("ada.toml", &text("Ada Lovelase"));
        let (full, busy) = (
            stage.address(&["make", "ada"]),
            stage.address(&["make", "ada", "--busy"]),
        );
        let server = stage.serve();
        let (first, taken) = (server.get(&full), server.get(&busy));
        stage.write("ada.toml", &text(ADA));
        let second = server.changed(&full, &tag(&first));
        assert!(second.calendar().contains(ADA));
        let (before, after) = (events(&first.calendar()), events(&second.calendar()));
        assert_eq!(uids(&before), uids(&after));
        assert!(after.values().all(|event| !event.is_cancelled));
        assert_eq!(events(&server.get(&busy).calendar()), events(&taken.calendar()));
        assert!(stage.feeds(&["list"]).contains(ADA));
        let log = server.terminate();
        assert!(!log.contains("no season"), "{log}");
        assert!(
            server_again(&stage).is_still(&full, &tag(&second)),
            "and after a restart"
        );
    }
}

fn server_again(stage: &Stage) -> super::Live<'_> {
    stage.serve()
}

#[test]
fn a_file_with_an_id_may_be_renamed_and_a_second_one_joins_by_it() {
    let stage = Stage::new();
    let text = season(race(), "18:00").replace("[athlete]\n", "[athlete]\nid = \"ada\"\n");
    stage.write("spring.toml", &text);
    let feed = stage.address(&["make", "ada"]);
    let server = stage.serve();
    let first = server.get(&feed);
    stage.write("ada-spring.toml", &text);
    stage.remove("spring.toml");
    std::thread::sleep(super::SOON);
    assert!(server.is_still(&feed, &tag(&first)));
    server.terminate();
}

/// Seasons without an `id` are known by the race, which both names of the file have while it is renamed.
#[test]
fn a_file_that_is_renamed_or_half_written_changes_nothing_at_any_moment() {
    let stage = Stage::new();
    let text = season(race(), "18:00").replace("[athlete]\n", "[athlete]\nid = \"ada\"\n");
    stage.write("ada.toml", &text);
    let feed = stage.address(&["make", "ada"]);
    let server = stage.serve();
    let first = tag(&server.get(&feed));
    let stays = |milliseconds: u64| {
        for _ in 0..milliseconds / 250 {
            std::thread::sleep(std::time::Duration::from_millis(250));
            assert!(server.is_still(&feed, &first));
        }
    };
    let folder = stage.path("seasons");
    std::fs::rename(folder.join("ada.toml"), folder.join("spring.toml")).unwrap();
    stays(4_500);
    let (half, _) = text.split_once("[athlete]").unwrap();
    stage.write("spring.toml", half);
    stays(1_000);
    stage.write("spring.toml", &text);
    stays(1_000);
    server.terminate();
}
