//! The key of the command, which is kept apart from the calendars that it hides.

use std::fs;
use std::path::{Path, PathBuf};

use super::guesses::found;
use crate::world::World;

const ADA: &str = "plan = \"half-12\"\nrace = { date = 2027-04-18, name = \"Berlin Marathon\" }\n\
                   athlete = { name = \"Ada Lovelace\", time_zone = \"Europe/Berlin\" }\n\
                   week = { tue = \"18:00\", thu = \"18:00\", sun = \"09:00\" }\n";

#[test]
fn the_command_keeps_its_key_apart_from_the_calendar() {
    let world = World::new().file("ada.toml", ADA).env("LONGRUN_BUSY_KEY", "");
    let data = world.path("data");
    let world = world
        .env("XDG_DATA_HOME", data.to_str().unwrap())
        .env("LOCALAPPDATA", data.to_str().unwrap())
        .env("HOME", data.to_str().unwrap());
    let export = |file: &str| {
        world.run(["export", "ada.toml", "--busy", "-o", file]).code(0);
        fs::read_to_string(world.path(file)).unwrap()
    };
    let first = export("busy.ics");
    assert_eq!(export("busy.ics"), first);
    assert_eq!(export("other.ics"), first, "the same key");
    assert_eq!(found(&first.replace("\r\n ", "")), 0);
    let printed = world.run(["export", "ada.toml", "--busy", "-o", "-"]).code(0);
    assert_eq!(printed.stdout, first);
    world.run(["diff", "busy.ics", "ada.toml", "--busy"]).code(0);

    // On another computer the key is another one, unless it is named.
    let there = World::new().file("ada.toml", ADA).file("busy.ics", &first);
    let run = there
        .run(["export", "ada.toml", "--busy", "-o", "busy.ics"])
        .code(0);
    run.stderr_contains("cancelled");
    let other = fs::read_to_string(there.path("busy.ics")).unwrap();
    let key = files(&data)
        .into_iter()
        .find(|path| path.ends_with("busy.key"))
        .expect("a key");
    let back = World::new().file("ada.toml", ADA).file("busy.ics", &first);
    back.run([
        "export",
        "ada.toml",
        "--busy",
        "-o",
        "busy.ics",
        "--busy-key",
        key.to_str().unwrap(),
    ])
    .code(0)
    .stderr_contains("unchanged");
    assert_ne!(other, first);

    fs::write(&key, "no key").unwrap();
    world
        .run(["export", "ada.toml", "--busy", "-o", "busy.ics"])
        .code(3)
        .stderr_contains("it holds no key");
    assert_eq!(fs::read_to_string(world.path("busy.ics")).unwrap(), first);
    world.run(["export", "ada.toml", "-o", "full.ics"]).code(0);
}

#[cfg(unix)]
#[test]
fn a_key_that_cannot_be_kept_is_reported() {
    let world = World::new()
        .file("ada.toml", ADA)
        .file("data", "no folder")
        .env("LONGRUN_BUSY_KEY", "");
    let data = world.path("data");
    let world = world
        .env("XDG_DATA_HOME", data.to_str().unwrap())
        .env("HOME", data.to_str().unwrap());
    world
        .run(["export", "ada.toml", "--busy", "-o", "busy.ics"])
        .code(0)
        .stderr_contains("NEW_UIDS")
        .stderr_contains("--busy-key")
        .wrote("busy.ics", "UID:busy_");
    let full = world.run(["export", "ada.toml", "-o", "full.ics"]).code(0);
    assert!(!full.stderr.contains("NEW_UIDS"), "{}", full.stderr);
}

/// All files below a folder.
fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        match entry.path() {
            path if path.is_dir() => found.extend(files(&path)),
            path => found.push(path),
        }
    }
    found
}
