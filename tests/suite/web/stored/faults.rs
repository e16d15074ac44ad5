//! What goes wrong around a running server, and what is served all the same.

use std::fs;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use longrun::season::Feed;
use longrun::store::{Store, StoreUrl};
use sqlx::{Connection, SqliteConnection};

use super::{Live, Stage, events, get, listening, race, season, soon, tag, terminate, until};
use crate::store::{id, wait};

const ADA: &str = "Ada Lovelace";

/// Less than a writer waits for a store that does not let it.
const QUICK: Duration = Duration::from_secs(4);

#[test]
fn a_restart_changes_no_byte_and_no_tag() {
    let stage = Stage::new();
    stage.write("ada.toml", &season(race(), "18:00"));
    let feed = stage.address(&["make", ADA]);
    let server = stage.serve();
    let first = server.get(&feed);
    stage.write("ada.toml", &season(race(), "19:00"));
    let second = server.changed(&feed, &tag(&first));
    server.terminate();
    let server = stage.serve();
    assert!(server.is_still(&feed, &tag(&second)));
    let again = server.get(&feed);
    assert_eq!(again.calendar(), second.calendar());
    for name in ["etag", "last-modified"] {
        assert_eq!(again.line(name), second.line(name));
    }
    server.terminate();
}

#[test]
fn what_was_answered_is_in_the_store_when_the_server_is_killed() {
    let stage = Stage::new();
    stage.write("ada.toml", &season(race(), "18:00"));
    let feed = stage.address(&["make", ADA]);
    let mut seen: Option<(String, String)> = None;
    for round in 0..5_u32 {
        let server = stage.serve();
        let reply = match &seen {
            None => server.get(&feed),
            Some((calendar, last)) => {
                let again = server.get(&feed);
                assert_eq!(&again.calendar(), calendar, "round {round}");
                assert_eq!(&tag(&again), last);
                stage.write("ada.toml", &season(race(), &format!("18:{round}0")));
                server.changed(&feed, last)
            }
        };
        server.kill();
        let url = StoreUrl::parse(&stage.store).unwrap();
        let kept = wait(async {
            let store = Store::open(&url).await.unwrap();
            store
                .publication(&id("ada-lovelace"), Feed::Full)
                .await
                .unwrap()
                .unwrap()
        });
        assert_eq!(events(&kept.text()), events(&reply.calendar()), "round {round}");
        let highest = events(&kept.text()).values().map(|event| event.sequence).max();
        assert_eq!(highest, Some(round));
        seen = Some((reply.calendar(), tag(&reply)));
    }
}

#[test]
fn a_broken_file_is_named_once_and_its_last_good_version_is_served() {
    let stage = Stage::new();
    stage.write("ada.toml", &season(race(), "18:00"));
    let bobs = |tuesday: &str| season(race(), tuesday).replace(ADA, "Bob");
    stage.write("bob.toml", &bobs("18:00"));
    let (ada, bob) = (stage.address(&["make", ADA]), stage.address(&["make", "Bob"]));
    let server = stage.serve();
    let (adas, first) = (server.get(&ada), server.get(&bob));
    assert!(!server.told("/status").contains("has faults"));

    stage.write(
        "ada.toml",
        &season(race(), "18:00").replace("half-12", "no-such-plan"),
    );
    let status = soon(|| Some(server.told("/status")).filter(|told| told.contains("has faults")));
    assert_eq!(status.matches("ada.toml: has faults").count(), 1, "{status}");
    assert!(status.contains("its last good version is served"), "{status}");
    assert!(status.contains("no-such-plan"), "{status}");
    assert!(server.is_still(&ada, &tag(&adas)));

    stage.write("bob.toml", &bobs("19:00"));
    server.changed(&bob, &tag(&first));
    assert!(server.is_still(&ada, &tag(&adas)));
    let status = server.told("/status");
    assert_eq!(status.matches("ada.toml: has faults").count(), 1, "{status}");

    stage.write("ada.toml", &season(race(), "19:00"));
    server.changed(&ada, &tag(&adas));
    assert!(!server.told("/status").contains("has faults"));
    let log = server.terminate();
    assert_eq!(log.matches("a file has faults").count(), 1, "{log}");
    assert_eq!(log.matches("no faults any more").count(), 1, "{log}");
}

/// A season that goes away cancels its sessions; one that cannot be read does not.
#[test]
fn a_restart_with_a_broken_file_or_before_the_disk_is_there_cancels_nothing() {
    let stage = Stage::new();
    let plan = include_str!("../../../../plans/half-12.toml");
    let adas = season(race(), "18:00");
    let bobs = |tuesday: &str| adas.replace(ADA, "Bob").replace("18:00", tuesday);
    let carls = adas.replace(ADA, "Carl").replace("half-12", "winter");
    let good = [
        ("ada.toml", adas.clone()),
        ("bob.toml", bobs("18:00")),
        ("carl.toml", carls),
        ("winter.toml", plan.to_owned()),
    ];
    let write_all = || good.iter().for_each(|(name, text)| stage.write(name, text));
    write_all();
    let feeds = [ADA, "Bob", "Carl"].map(|name| stage.address(&["make", name]));
    let server = stage.serve();
    let tags = feeds.clone().map(|feed| tag(&server.get(&feed)));
    server.terminate();
    for (name, broken) in [
        ("ada.toml", adas.replace("18:00", "18:3x")),
        ("ada.toml", "plan = ".to_owned()),
        ("ada.toml", adas.replace("half-12", "half-13")),
        ("winter.toml", plan.replace("[[phase]]", "[[fase]]")),
    ] {
        stage.write(name, &broken);
        let server = stage.serve();
        unchanged_but_for_bob(&server, &feeds, &tags);
        let status = server.told("/status");
        assert!(
            status.contains("no published season that may be in it is cancelled"),
            "{status}"
        );
        let bob = server.get(&feeds[1]);
        stage.write("bob.toml", &bobs("19:00"));
        server.changed(&feeds[1], &tag(&bob));
        write_all();
        until(|| server.log().contains("no faults any more").then_some(()));
        unchanged_but_for_bob(&server, &feeds, &tags);
        let log = server.terminate();
        assert!(log.contains("never read without"), "{log}");
    }
    let empty = stage.path("not-mounted");
    fs::create_dir(&empty).unwrap();
    for folder in [&[][..], &[empty.to_str().unwrap()]] {
        let server = stage.serve_with(folder);
        unchanged_but_for_bob(&server, &feeds, &tags);
        server.terminate();
    }
}

/// Bob's runs have moved there and back, so that his calendar is a later revision.
fn unchanged_but_for_bob(server: &Live<'_>, feeds: &[String; 3], tags: &[String; 3]) {
    for at in [0, 2] {
        assert!(server.is_still(&feeds[at], &tags[at]));
    }
    let bob = server.get(&feeds[1]).calendar();
    assert!(events(&bob).values().all(|event| !event.is_cancelled));
}

#[test]
fn whose_season_goes_away_is_told() {
    let stage = Stage::new();
    stage.write("ada.toml", &season(race(), "18:00"));
    stage.write("bob.toml", &season(race(), "18:00").replace(ADA, "Bob"));
    let feed = stage.address(&["make", ADA]);
    stage.address(&["make", "Zoe"]);
    let server = stage.serve();
    let first = server.get(&feed);
    let status = server.told("/status");
    assert!(status.contains("runner bob (Bob): bob.toml; no feed"), "{status}");
    assert!(status.contains("feed zoe: no season"), "{status}");
    stage.remove("ada.toml");
    stage.write("eve.toml", &season(race(), "18:00"));
    server.taken_away(&feed, &tag(&first));
    let status = server.told("/status");
    assert!(status.contains("feed ada-lovelace: no season"), "{status}");
    let log = server.terminate();
    for told in [
        "of what was published, what was to come is cancelled runner=zoe",
        "what was to come is cancelled runner=ada-lovelace",
        "a season of a runner who had none runner=eve",
    ] {
        assert_eq!(log.matches(told).count(), 1, "{told}\n{log}");
    }
}

#[test]
fn without_its_store_a_server_goes_on_with_what_it_knows() {
    let stage = Stage::new();
    stage.write("ada.toml", &season(race(), "18:00"));
    stage.write("bob.toml", &season(race(), "18:00").replace(ADA, "Bob"));
    let (feed, bob) = (stage.address(&["make", ADA]), stage.address(&["make", "Bob"]));
    let server = stage.serve();
    let first = server.get(&feed);
    fs::remove_file(stage.path("feeds.db")).unwrap();
    until(|| server.log().contains("the store cannot be read").then_some(()));
    assert!(server.is_still(&feed, &tag(&first)));
    // Nothing can be published any more, so nothing new may be shown, and nobody waits for it.
    stage.write("ada.toml", &season(race(), "19:00"));
    until(|| {
        let begun = Instant::now();
        assert!(server.is_still(&feed, &tag(&first)));
        assert!(begun.elapsed() < QUICK, "{:?}", begun.elapsed());
        let metrics = server.told("/metrics");
        let is_last_good = !metrics.contains("longrun_last_good_total 0\n");
        is_last_good.then(|| assert!(metrics.contains("longrun_store_up 0\n"), "{metrics}"))
    });
    let nothing_kept = server.get(&bob);
    assert_eq!(
        (nothing_kept.status, nothing_kept.line("retry-after")),
        (503, Some("30"))
    );
    let status = server.told("/status");
    assert!(status.contains("store: cannot be read"), "{status}");
    assert_eq!(server.get("/healthz").status, 200);
    assert_eq!(server.get(crate::web::HALF).status, 200);
    let log = server.terminate();
    assert_eq!(log.matches("the store cannot be read").count(), 1, "{log}");
}

#[test]
fn a_plan_that_changes_without_the_store_gets_the_revision_of_all_servers_once_the_store_is_back() {
    const FEED: &str = "/plan/mine/calendar.ics?race=2027-04-18";
    let stage = Stage::new();
    let plan = include_str!("../../../../plans/first-5k-8.toml");
    stage.write("mine.toml", plan);
    stage.address(&["make", ADA]);
    let server = stage.serve();
    let first = server.get(FEED);
    let (here, away) = (stage.path("feeds.db"), stage.path("feeds.away"));
    fs::rename(&here, &away).unwrap();
    until(|| server.log().contains("the store cannot be read").then_some(()));
    stage.write("mine.toml", &plan.replace("Run and walk", "Walk and run"));
    let alone = until(|| Some(server.get(FEED)).filter(|reply| tag(reply) != tag(&first)));
    assert!(
        events(&alone.calendar())
            .values()
            .all(|event| event.sequence == 1)
    );
    // What the store says now is said at another second, though each revision is one later than the one before.
    std::thread::sleep(Duration::from_millis(2_100));
    fs::rename(&away, &here).unwrap();
    let other = until(|| {
        let other = stage.serve();
        let agreed = tag(&other.get(FEED)) == tag(&server.get(FEED));
        agreed.then_some(other)
    });
    assert_ne!(
        tag(&server.get(FEED)),
        tag(&alone),
        "the store's moment is another"
    );
    other.terminate();
    let log = server.terminate();
    assert_eq!(log.matches("does not say which revision").count(), 1, "{log}");
}

/// A process that ends with the test, however that does.
struct Ends(Child);

impl Drop for Ends {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// As a full disk is: nothing can be written any more, and after a while something can.
#[test]
fn after_a_full_disk_all_is_as_before() {
    let stage = Stage::new();
    let names = [ADA, "Bob", "Carl"];
    let write_all = |tuesday: &str| {
        for name in names {
            stage.write(
                &format!("{name}.toml"),
                &season(race(), tuesday).replace(ADA, name),
            );
        }
    };
    write_all("18:00");
    let feeds = names.map(|name| stage.address(&["make", name]));
    stage.serve().terminate();

    let script = format!(
        "trap '' XFSZ; exec {} serve seasons --listen 127.0.0.1:0 --store {}",
        env!("CARGO_BIN_EXE_longrun"),
        stage.store
    );
    let log = fs::File::create(stage.path("logs/full.log")).unwrap();
    let mut command = Command::new("bash");
    command
        .args(["-c", &script])
        .current_dir(stage.path(""))
        .stdout(Stdio::piped())
        .stderr(log);
    let mut child = Ends(command.spawn().unwrap());
    let address = listening(&mut child.0).expect("it starts");
    let limit = |bytes: &str| {
        let limits = Command::new("prlimit")
            .args(["--pid", &child.0.id().to_string()])
            .arg(format!("--fsize={bytes}:unlimited"))
            .status();
        assert!(limits.unwrap().success());
    };
    let tags = feeds.clone().map(|feed| tag(&get(address, &feed, "")));
    limit("4096");
    for tuesday in ["19:00", "19:10", "19:20"] {
        write_all(tuesday);
        std::thread::sleep(Duration::from_secs(1));
        for (feed, before) in feeds.iter().zip(&tags) {
            assert_eq!(&tag(&get(address, feed, "")), before, "the last good copy");
        }
    }
    limit("unlimited");
    for (feed, before) in feeds.iter().zip(&tags) {
        until(|| (tag(&get(address, feed, "")) != *before).then_some(()));
    }
    stage.feeds(&["revoke", ADA]);
    soon(|| (get(address, &feeds[0], "").status == 410).then_some(()));
    assert_eq!(get(address, &feeds[1], "").status, 200);
}

#[test]
fn a_log_that_cannot_be_written_stops_nothing() {
    let stage = Stage::new();
    stage.write("ada.toml", &season(race(), "18:00"));
    let feed = stage.address(&["make", ADA]);
    stage.serve().terminate();
    let server = Command::new(env!("CARGO_BIN_EXE_longrun"))
        .args(["serve", "--listen", "127.0.0.1:0", "--metrics", "127.0.0.1:0"])
        .args(["--log-filter", "trace", "--store", &stage.store])
        .arg(stage.path("seasons"))
        .stdout(Stdio::piped())
        .stderr(fs::File::options().write(true).open("/dev/full").unwrap())
        .spawn()
        .unwrap();
    let mut child = Ends(server);
    let address = listening(&mut child.0).expect("it starts");
    let first = get(address, &feed, "");
    stage.write("bob.toml", "plan = ");
    std::thread::sleep(Duration::from_millis(500));
    stage.write("ada.toml", &season(race(), "19:00"));
    until(|| (tag(&get(address, &feed, "")) != tag(&first)).then_some(()));
    stage.feeds(&["revoke", ADA]);
    soon(|| (get(address, &feed, "").status == 410).then_some(()));
    assert_eq!(terminate(&mut child.0), Some(0));
}

#[test]
fn under_a_lock_the_last_good_calendar_is_served_and_afterwards_the_new_one() {
    let stage = Stage::new();
    stage.write("ada.toml", &season(race(), "18:00"));
    stage.write("bob.toml", &season(race(), "18:00").replace(ADA, "Bob"));
    let (feed, bob) = (stage.address(&["make", ADA]), stage.address(&["make", "Bob"]));
    let server = stage.serve();
    let (first, bobs) = (server.get(&feed), server.get(&bob));
    let path = stage.path("feeds.db");
    wait(async {
        let url = format!("sqlite:{}", path.display());
        let mut other = SqliteConnection::connect(&url).await.unwrap();
        sqlx::raw_sql("BEGIN EXCLUSIVE")
            .execute(&mut other)
            .await
            .unwrap();
        stage.write("ada.toml", &season(race(), "19:00"));
        stage.write("bob.toml", &season(race(), "19:00").replace(ADA, "Bob"));
        until(|| {
            for (feed, last) in [(&feed, &first), (&bob, &bobs)] {
                let begun = Instant::now();
                assert!(server.is_still(feed, &tag(last)));
                assert!(begun.elapsed() < QUICK, "{:?}", begun.elapsed());
            }
            server.log().contains("a feed cannot be rendered").then_some(())
        });
        let metrics = server.told("/metrics");
        assert!(metrics.contains("longrun_store_up 0\n"), "{metrics}");
        assert_eq!(server.get(crate::web::HALF).status, 200);
        sqlx::raw_sql("ROLLBACK").execute(&mut other).await.unwrap();
        other.close().await.unwrap();
    });
    let second = server.changed(&feed, &tag(&first));
    assert!(
        events(&second.calendar())
            .values()
            .any(|event| event.sequence == 1)
    );
    server.terminate();
}
