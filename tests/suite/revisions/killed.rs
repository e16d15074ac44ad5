//! A process that is killed while it writes leaves the old calendar or the new one, whole.

#![cfg(unix)]

use std::fs;
use std::os::unix::process::ExitStatusExt;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use super::{FILE, SEASON, bytes, export};
use crate::world::World;

/// SIGKILL, which nobody can catch, and the signal of a write beyond the largest file that is allowed.
const KILL: i32 = 9;
const TOO_LARGE: i32 = 25;

/// A world with a calendar, a season that changes it, and the two states that the file may be in.
fn world() -> (World, Vec<u8>, Vec<u8>) {
    let world = World::new();
    let later = SEASON.replace("2027-04-18", "2027-04-25");
    export(&world, SEASON, "2026-11-22T12:00:00Z").code(0);
    let old = bytes(&world);
    export(&world, &later, "2026-11-23T12:00:00Z").code(0);
    let new = bytes(&world);
    assert_ne!(old, new);
    (world, old, new)
}

fn write_again(world: &World, before: &str) -> Command {
    let mut command = Command::new("bash");
    let program = env!("CARGO_BIN_EXE_longrun");
    let script = format!("{before} exec {program} export season.toml -o {FILE} --now 2026-11-23T12:00:00Z");
    command.args(["-c", &script]).current_dir(world.path(""));
    command
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null());
    command
}

#[test]
fn killed_at_any_kibibyte_of_its_write_the_old_calendar_is_whole() {
    let (world, old, new) = world();
    let kibibytes = new.len().div_ceil(1024);
    assert!(kibibytes > 20);
    for limit in 0..kibibytes {
        fs::write(world.path(FILE), &old).unwrap();
        // The system ends a process that writes more to a file than it may.
        let status = write_again(&world, &format!("ulimit -c 0; ulimit -f {limit};"))
            .status()
            .unwrap();
        assert_eq!(status.signal(), Some(TOO_LARGE), "after {limit} KiB: {status:?}");
        assert!(bytes(&world) == old, "after {limit} KiB");
    }
    let status = write_again(&world, &format!("ulimit -f {};", kibibytes + 1))
        .status()
        .unwrap();
    assert!(status.success());
    assert_eq!(bytes(&world), new);
}

#[test]
fn killed_at_any_moment_the_calendar_is_the_old_or_the_new_one() {
    let (world, old, new) = world();
    let begun = Instant::now();
    fs::write(world.path(FILE), &old).unwrap();
    assert!(write_again(&world, "").status().unwrap().success());
    // How long a run takes, as far as seen: other tests run beside this one, begin and end.
    let mut whole = begun.elapsed();
    let (mut killed, mut done) = (0, 0);
    // Half of the moments fall into the last tenth of a run, where it writes.
    for turn in 0..120_u32 {
        fs::write(world.path(FILE), &old).unwrap();
        let begun = Instant::now();
        let mut child = write_again(&world, "").spawn().unwrap();
        let moment = match turn % 2 {
            0 => whole * turn / 120,
            _ => whole * 9 / 10 + whole * turn / 600,
        };
        while begun.elapsed() < moment && child.try_wait().unwrap().is_none() {
            std::thread::sleep(Duration::from_micros(100));
        }
        let _ = child.kill();
        let status = child.wait().unwrap();
        if status.signal() == Some(KILL) {
            killed += 1;
            whole += whole / 50;
        } else {
            assert!(status.success(), "turn {turn}: {status:?}");
            whole = whole.min(begun.elapsed());
        }
        let found = bytes(&world);
        done += u32::from(found == new);
        assert!(found == old || found == new, "turn {turn}: {} bytes", found.len());
    }
    assert!(killed > 10, "{killed} runs were killed, {done} got to their end");
}
