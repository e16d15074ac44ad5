//! Servers on a PostgreSQL: two that agree, and one that it leaves waiting.

use std::sync::atomic::Ordering;
use std::thread;
use std::time::{Duration, Instant};

use super::{PAUSE, Stage, events, race, season, soon, tag, until};
use crate::store::faults::link_to;
use crate::store::postgres::{host_and_port, new_database};

const ADA: &str = "Ada Lovelace";

#[test]
fn two_servers_on_one_postgresql_give_the_same_bytes_and_hear_of_each_others_revocations() {
    let stage = Stage::on(tempfile::tempdir().unwrap(), new_database());
    stage.write("ada.toml", &season(race(), "18:00"));
    let feed = stage.address(&["make", ADA]);
    let servers = [stage.serve(), stage.serve()];
    let mut last: Option<String> = None;
    for tuesday in ["18:00", "19:00", "06:30"] {
        stage.write("ada.toml", &season(race(), tuesday));
        // Both at once, so that both would publish.
        let seen = thread::scope(|scope| {
            let asked = servers.each_ref().map(|server| {
                let (feed, last) = (&feed, &last);
                scope.spawn(move || match last {
                    None => server.get(feed),
                    Some(last) => server.changed(feed, last),
                })
            });
            asked.map(|asked| asked.join().unwrap())
        });
        assert_eq!(seen[0].calendar(), seen[1].calendar(), "{tuesday}");
        for name in ["etag", "last-modified"] {
            assert_eq!(seen[0].line(name), seen[1].line(name), "{tuesday}");
        }
        let clock = format!("T{}00", tuesday.replace(':', ""));
        assert!(
            events(&seen[0].calendar())
                .values()
                .any(|event| event.start.ends_with(&clock))
        );
        last = Some(tag(&seen[0]));
    }
    stage.feeds(&["revoke", ADA]);
    soon(|| {
        let gone = servers.iter().all(|server| server.get(&feed).status == 410);
        gone.then_some(())
    });
    for server in servers {
        server.terminate();
    }
}

#[test]
fn a_postgresql_that_falls_silent_keeps_nobody_waiting() {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(1)
        .enable_all()
        .build()
        .unwrap();
    let url = new_database();
    let (link, silent, _) = runtime.block_on(link_to(host_and_port(&url)));
    let stage = Stage::on(
        tempfile::tempdir().unwrap(),
        url.replace(host_and_port(&url), &link),
    );
    let names = ["Ada Lovelace", "Bob", "Cy", "Dot"];
    let write = |tuesday: &str| {
        for name in names {
            let text = season(race(), tuesday).replace(ADA, name);
            stage.write(&format!("{}.toml", name.replace(' ', "-")), &text);
        }
    };
    write("18:00");
    let feeds = names.map(|name| stage.address(&["make", name]));
    let server = stage.serve();
    let tags = feeds.each_ref().map(|feed| tag(&server.get(feed)));
    silent.store(true, Ordering::SeqCst);
    thread::sleep(Duration::from_millis(100));
    write("19:00");
    let begun = Instant::now();
    let mut number = 0;
    let mut slowest = Duration::ZERO;
    while begun.elapsed() < Duration::from_secs(5) {
        number += 1;
        let plan = format!("/plan/first-5k-8/calendar.ics?race=2027-04-18&name=Runner+{number}");
        for at in 0..feeds.len() {
            let asked = Instant::now();
            assert!(server.is_still(&feeds[at], &tags[at]));
            slowest = slowest.max(asked.elapsed());
        }
        let asked = Instant::now();
        assert_eq!(server.get(&plan).status, 200);
        slowest = slowest.max(asked.elapsed());
        thread::sleep(PAUSE * 4);
    }
    assert!(slowest < Duration::from_millis(4_500), "{slowest:?}");
    let metrics = server.told("/metrics");
    assert!(metrics.contains("longrun_store_up 0\n"), "{metrics}");
    silent.store(false, Ordering::SeqCst);
    for (feed, tag) in feeds.iter().zip(&tags) {
        until(|| (!server.is_still(feed, tag)).then_some(()));
    }
    let status = server.told("/status");
    assert!(!status.contains("store: cannot"), "{status}");
    server.terminate();
}
