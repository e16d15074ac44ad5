//! A process that is killed while it writes has lost nothing that it acknowledged.

#![cfg(unix)]

use std::io::{BufRead, BufReader, Write};
use std::process::{Command, Stdio};
use std::time::Duration;

use longrun::store::{FeedKind, Published, Store, StoreUrl, Token};

use super::{Place, at, id, text, tokens_in, wait};
use crate::records;

/// The store that the process which is to be killed writes to.
const VARIABLE: &str = "LONGRUN_TEST_WRITES_TO";

const FULL: FeedKind = FeedKind::Full;

/// Not a check of its own: the process that the test below starts and kills. It says what was acknowledged.
#[test]
fn the_process_that_is_killed() {
    let Ok(url) = std::env::var(VARIABLE) else { return };
    wait(async {
        let store = Store::open(&StoreUrl::parse(&url).unwrap()).await.unwrap();
        let mut revision = store
            .publication(&id("ada"), FULL)
            .await
            .unwrap()
            .map(|it| it.revision);
        let mut stdout = std::io::stdout();
        for number in 0..u64::MAX {
            let name = id(&format!("runner-{}-{number}", std::process::id()));
            let token = store.add(&name, FULL, at(0)).await.unwrap();
            writeln!(stdout, "token {}", token.reveal()).unwrap();
            let ics = format!("after {revision:?}{}", "x".repeat(50_000));
            if let Published::Done(next) = store
                .publish(&id("ada"), FULL, revision, &text(&ics), at(0))
                .await
                .unwrap()
            {
                revision = Some(next.revision);
                writeln!(stdout, "revision {}", next.revision).unwrap();
            }
            stdout.flush().unwrap();
        }
    });
}

#[test]
fn killed_at_any_moment_nothing_acknowledged_is_lost() {
    for place in Place::both() {
        let url = url_of(&place);
        let (mut tokens, mut revision) = (Vec::new(), 0);
        for turn in 0..12_u64 {
            let mut child = Command::new(std::env::current_exe().unwrap())
                .args([
                    "--exact",
                    "store::killed::the_process_that_is_killed",
                    "--nocapture",
                    "--quiet",
                ])
                .env(VARIABLE, &url)
                .stdout(Stdio::piped())
                .spawn()
                .unwrap();
            let lines = BufReader::new(child.stdout.take().unwrap()).lines();
            let process = child.id();
            let killer = std::thread::spawn(move || {
                std::thread::sleep(Duration::from_millis(150 + 37 * turn));
                let _ = child.kill();
                child.wait().unwrap()
            });
            for line in lines.map_while(Result::ok) {
                if let Some(token) = line.strip_prefix("token ") {
                    // The last line may be cut.
                    tokens.extend(Token::parse(token).inspect(|token| records::token(token.reveal())));
                } else if let Some(number) = line.strip_prefix("revision ") {
                    revision = number.parse().unwrap_or(revision).max(revision);
                }
            }
            let status = killer.join().unwrap();
            assert!(!status.success(), "{process} ended by itself");
            wait(async {
                let store = place.open().await;
                let known = tokens_in(&store).await;
                let lost = tokens
                    .iter()
                    .filter(|token| !known.contains(&token.hash()))
                    .count();
                assert_eq!(lost, 0, "of {} tokens, {}", tokens.len(), place.url);
                let last = store
                    .publication(&id("ada"), FULL)
                    .await
                    .unwrap()
                    .map_or(0, |last| last.revision);
                assert!(
                    last >= revision,
                    "revision {revision} was acknowledged, {last} is there"
                );
                assert_eq!(store.check().await.unwrap().faults, Vec::<String>::new());
                store.close().await;
            });
        }
        assert!(
            tokens.len() > 20 && revision > 20,
            "{} tokens, revision {revision}",
            tokens.len()
        );
    }
}

pub(super) fn url_of(place: &Place) -> String {
    match &place.url {
        StoreUrl::Sqlite(path) => format!("sqlite:{}", path.display()),
        // Without a password: this server trusts whoever is on the machine.
        StoreUrl::Postgres(_) => place.url.to_string(),
    }
}
