//! `longrun feeds`, `backup`, `restore` and `doctor`.

use longrun::store::{FeedKind, Store, StoreUrl};

use super::{at, id, wait};
use crate::world::{Run, World};

/// The arguments of a command on the store of these tests.
fn run(world: &World, arguments: &[&str]) -> Run {
    let mut all = arguments.to_vec();
    all.extend(["--store", "sqlite:feeds.db"]);
    world.run(all)
}

/// The token in an address.
fn token(address: &str) -> String {
    let after = address.split("/feed/").nth(1).expect("an address of a feed");
    let token = after.split('/').next().unwrap_or_default();
    crate::records::token(token);
    token.to_owned()
}

#[test]
fn an_address_is_shown_once_and_never_again() {
    let world = World::new().file("base.toml", "plan = \"base-8\"\nstart = 2026-11-23\n");
    let made = run(
        &world,
        &[
            "feeds",
            "make",
            "Ada Lovelace",
            "--base-url",
            "https://longrun.example/",
        ],
    )
    .code(0);
    assert!(
        made.stdout.starts_with("https://longrun.example/feed/"),
        "{}",
        made.stdout
    );
    assert!(made.stdout.ends_with("/calendar.ics\n"), "{}", made.stdout);
    let first = token(&made.stdout);
    assert_eq!(first.len(), 32);
    assert!(!made.stderr.contains(&first));

    let rotated = run(&world, &["feeds", "rotate", "Ada Lovelace", "--json"]).code(0);
    let second: serde_json::Value = serde_json::from_str(&rotated.stdout).unwrap();
    let second = token(second["address"].as_str().unwrap());
    assert_ne!(first, second);

    for command in [
        &["feeds"][..],
        &["feeds", "list"],
        &["feeds", "list", "--json"],
        &["feeds", "make", "Ada Lovelace"],
        &["feeds", "rotate", "Ada Lovelaze"],
        &["doctor"],
        &["backup", "backup.db"],
        &["restore", "backup.db"],
        &["restore", "backup.db", "--force"],
        &["feeds", "revoke", "Ada Lovelace"],
    ] {
        let said = run(&world, command);
        for token in [&first, &second] {
            assert!(
                !said.stdout.contains(token) && !said.stderr.contains(token),
                "{command:?}"
            );
        }
    }
    for file in ["feeds.db", "feeds.db-wal", "backup.db"] {
        let bytes = std::fs::read(world.path(file)).unwrap_or_default();
        for token in [&first, &second] {
            assert!(!bytes.windows(32).any(|part| part == token.as_bytes()), "{file}");
        }
    }
}

#[test]
fn feeds_are_listed_for_people_and_for_programs() {
    let world = World::new();
    run(&world, &["feeds"])
        .code(0)
        .stdout_contains("There are no feeds yet");
    run(&world, &["feeds", "list", "--json"])
        .code(0)
        .stdout_is("[]\n");
    run(&world, &["feeds", "make", "Ada"])
        .code(0)
        .stderr_contains("--base-url");
    run(&world, &["feeds", "make", "Zoë", "--busy"]).code(0);
    run(&world, &["feeds", "revoke", "Zoë", "--busy"])
        .code(0)
        .stdout_is("");
    let list = run(&world, &["feeds"]).code(0).stdout;
    let rows: Vec<&str> = list.lines().collect();
    assert_eq!(rows.len(), 3, "{list}");
    assert!(rows[0].starts_with("runner  name  feed  made"), "{list}");
    assert!(
        rows[1].starts_with("ada     Ada   full  20") && !rows[1].contains("revoked"),
        "{list}"
    );
    assert!(
        rows[2].starts_with("zoeb    Zoë   busy  20") && rows[2].contains("revoked 20"),
        "{list}"
    );

    let json = run(&world, &["feeds", "--json"]).code(0).stdout;
    let feeds: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert_eq!(
        (&feeds[0]["runner"], &feeds[0]["name"]),
        (&"ada".into(), &"Ada".into())
    );
    assert_eq!(feeds[0]["revoked"], serde_json::Value::Null);
    assert_eq!(feeds[1]["feed"], "busy");
    assert!(feeds[1]["revoked"].is_string());
}

#[test]
fn wrong_words_are_told_what_to_be() {
    let world = World::new();
    run(&world, &["feeds", "make", "Ada Lovelace"]).code(0);
    run(&world, &["feeds", "make", "Ada Lovelace"])
        .code(2)
        .stderr_contains("has a full feed already; `longrun feeds rotate`");
    run(&world, &["feeds", "revoke", "Ada Lovelac"])
        .code(2)
        .stderr_contains("did you mean `Ada Lovelace`?");
    run(&world, &["feeds", "revoke", "Ada Lovelace", "--busy"])
        .code(2)
        .stderr_contains("has no busy feed");
    run(&world, &["feeds", "make", " "])
        .code(2)
        .stderr_contains("1 to 200 characters");
    run(&world, &["feeds", "make", "Bob", "--base-url", "longrun.example"])
        .code(2)
        .stderr_contains("https://longrun.example");
    world
        .run(["feeds", "--store", "feeds.db"])
        .code(2)
        .stderr_contains("did you mean `sqlite:feeds.db`?");
    world
        .run(["feeds", "--store", "sqlite:no/feeds.db"])
        .code(3)
        .stderr_contains("the folder no does not exist");
    run(&world, &["feeds", "mak", "Bob"]).code(2);
}

#[test]
fn no_command_tells_a_stores_password() {
    let world = World::new();
    for (place, code) in [
        ("postgres://ada:hunter2@127.0.0.1:1/feeds", 3),
        ("postgres://ada:hunter2@127.0.0.1:port/feeds", 2),
        ("mysql://ada:hunter2@127.0.0.1/feeds", 2),
    ] {
        for command in ["feeds", "doctor"] {
            let said = world.run([command, "--store", place]).code(code);
            assert!(
                !said.stderr.contains("hunter2") && !said.stdout.contains("hunter2"),
                "{place}"
            );
        }
    }
    let world = world.env("LONGRUN_STORE", "postgres://ada:hunter2@127.0.0.1:1/feeds");
    world.run(["feeds", "--help"]).code(0).stdout_lacks("hunter2");
    world
        .run(["feeds", "list", "--help"])
        .code(0)
        .stdout_lacks("hunter2");
}

#[test]
fn a_backup_is_restored_by_the_commands() {
    let world = World::new();
    run(&world, &["feeds", "make", "Ada"]).code(0);
    run(&world, &["backup", "kept.db"])
        .code(0)
        .stderr_is("kept.db: 1 feed, 0 calendars, 0 plans\nstore: sqlite:feeds.db\n");
    run(&world, &["restore", "kept.db"])
        .code(3)
        .stderr_contains("holds feeds already (1 in use, 0 revoked); with --force");
    run(&world, &["restore", "kept.db", "--force"])
        .code(0)
        .stderr_is("restored from kept.db: 1 feed, 0 calendars, 0 plans\nstore: sqlite:feeds.db\n");
    run(&world, &["backup", "feeds.db"])
        .code(3)
        .stderr_contains("no backup can be written to feeds.db: it is the store itself");
    world
        .run(["restore", "kept.db", "--store", "sqlite:other.db"])
        .code(0);
    world
        .run(["feeds", "--store", "sqlite:other.db"])
        .code(0)
        .stdout_contains("Ada   full");
    world
        .run(["backup", "kept.db", "--store", "sqlite:none.db"])
        .code(3)
        .stderr_contains("No such file");
    run(&world, &["restore", "none.db", "--force"])
        .code(3)
        .stderr_contains("No such file");
}

#[test]
fn a_restore_says_who_has_another_address_now_or_none() {
    let world = World::new();
    for (name, busy) in [("Ada Lovelace", false), ("Bob", true)] {
        let mut make = vec!["feeds", "make", name];
        make.extend(busy.then_some("--busy"));
        run(&world, &make).code(0);
    }
    run(&world, &["backup", "kept.db"]).code(0);
    run(&world, &["feeds", "rotate", "Ada Lovelace"]).code(0);
    run(&world, &["feeds", "revoke", "Bob", "--busy"]).code(0);
    let said = run(&world, &["restore", "kept.db", "--force"]).code(0);
    assert!(
        said.stderr
            .contains("Ada Lovelace (ada-lovelace): the full feed keeps the address that was made on 20")
    );
    said.stderr_contains("Bob (bob) has no busy feed now")
        .stderr_contains("longrun feeds make bob --busy\n");
    let list = run(&world, &["feeds"]).code(0).stdout;
    let live = list
        .lines()
        .filter(|row| row.starts_with("ada-lovelace") && !row.contains("revoked"));
    assert_eq!(live.count(), 1, "{list}");
}

#[test]
fn without_a_word_the_store_is_in_the_folder_for_data() {
    let world = World::new();
    let data = world.path("data").display().to_string();
    let world = world
        .env("XDG_DATA_HOME", &data)
        .env("HOME", &data)
        .env("LONGRUN_STORE", "");
    world.run(["doctor"]).code(0).stdout_contains("not there yet");
    world.run(["feeds", "make", "Ada"]).code(0);
    world
        .run(["feeds"])
        .code(0)
        .stdout_contains("Ada")
        .stderr_contains("longrun.db (the usual one: neither --store nor LONGRUN_STORE says which)\n");
    world
        .run(["doctor"])
        .code(0)
        .stdout_contains("feeds: 1 in use, 0 revoked");
}

#[test]
fn the_doctor_looks_at_everything_and_says_what_is_wrong() {
    let season =
        "plan = \"half-12\"\n[athlete]\nname = \"Ada\"\n[race]\nname = \"Berlin\"\ndate = 2027-04-04\n";
    let world = World::new().file("seasons/ada.toml", season);
    run(&world, &["feeds", "make", "Ada"]).code(0);
    let well = run(&world, &["doctor", "seasons"]).code(0).stdout;
    for row in [
        "ok     store",
        "ok     folder",
        "ok     feeds",
        "ok     runners",
        "ok     zones",
        "ok     rules",
        "ok     clock",
    ] {
        assert!(well.contains(row), "{well}");
    }
    assert!(
        well.contains("0 plans, 1 seasons of 1 runners, 0 files with faults"),
        "{well}"
    );

    let world = world.file("seasons/bob.toml", "plan = \"half-13\"\n");
    let ill = run(&world, &["doctor", "seasons", "--json"]).code(3).stdout;
    let ill: serde_json::Value = serde_json::from_str(&ill).unwrap();
    assert_eq!(
        (&ill["ok"], &ill["checks"][1]["ok"]),
        (&false.into(), &false.into())
    );
    assert!(
        ill["checks"][1]["faults"][0]
            .as_str()
            .unwrap()
            .contains("half-13")
    );

    run(&world, &["feeds", "make", "Adah"]).code(0);
    run(&world, &["feeds", "revoke", "Ada"]).code(0);
    let json = run(&world, &["doctor", "seasons", "--json"]).stdout;
    let json: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert_eq!(
        (&json["checks"][2]["check"], &json["checks"][2]["ok"]),
        (&"feeds".into(), &true.into())
    );
    assert_eq!(json["checks"][2]["warnings"].as_array().unwrap().len(), 2);

    run(&world, &["doctor", "none"])
        .code(3)
        .stdout_contains("No such file or directory");
    wait(async {
        let store = Store::open(&StoreUrl::Sqlite(world.path("feeds.db")))
            .await
            .unwrap();
        store
            .add(&id("bob"), FeedKind::Full, at(100_000_000_000))
            .await
            .unwrap();
    });
    run(&world, &["doctor"])
        .code(3)
        .stdout_contains("the store holds what was written later");
    std::fs::write(
        world.path("feeds.db"),
        "not a database, but long enough to be taken for one, perhaps",
    )
    .unwrap();
    for side in ["feeds.db-wal", "feeds.db-shm"] {
        let _ = std::fs::remove_file(world.path(side));
    }
    run(&world, &["doctor"]).code(3).stdout_contains("damaged");
}

#[test]
fn the_doctor_tells_of_feeds_and_runners_that_do_not_find_each_other() {
    let mut world = World::new();
    for number in 0..30 {
        let season =
            format!("plan = \"base-8\"\nstart = 2026-11-23\nathlete.name = \"Runner {number:02}\"\n");
        world = world.file(&format!("seasons/{number}.toml"), &season);
    }
    let ada = "plan = \"base-8\"\nstart = 2026-11-23\nathlete.name = \"Ada Lovelace\"\n";
    let world = world.file("seasons/ada.toml", ada);
    for name in ["Ada Lovelac", "Runner 00", "Somebody Else"] {
        run(&world, &["feeds", "make", name]).code(0);
    }
    let said = run(&world, &["doctor", "seasons"]).code(0);
    for row in [
        "warn   feeds      runners with a season and a feed: 1; feeds without a season: 2; runners without a feed: 30\n",
        "the feed of `ada-lovelac` has no season; a file is this runner's with `id = \"ada-lovelac\"` under [athlete]\n",
        "the feed of `somebody-else` has no season; a file is",
        "`1` (1.toml) has a season, and no feed\n",
        "       and 10 more\n",
    ] {
        assert!(said.stdout.contains(row), "{row}:\n{}", said.stdout);
    }
}

#[cfg(unix)]
#[test]
fn the_doctor_warns_of_a_store_that_others_can_read_or_write() {
    use std::os::unix::fs::PermissionsExt;
    let world = World::new();
    run(&world, &["feeds", "make", "Ada"]).code(0);
    for (mode, said) in [
        (0o600, "ok     store"),
        (0o640, "others on this machine can read it"),
        (0o666, "others on this machine can write it"),
    ] {
        let mode = std::fs::Permissions::from_mode(mode);
        std::fs::set_permissions(world.path("feeds.db"), mode).unwrap();
        run(&world, &["doctor"]).code(0).stdout_contains(said);
    }
    run(&world, &["doctor"]).stdout_contains("chmod 600 feeds.db*\n");
}
