//! Two servers on one PostgreSQL.

use std::thread;

use super::{Stage, events, race, season, soon, tag};
use crate::store::postgres::new_database;

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
