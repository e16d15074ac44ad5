//! The picture of the README: a season in the terminal, and one month of it in a phone's calendar.
//!
//! Both are drawn from what the program really does: the terminal from the output of `longrun show`, the month from the
//! events of the file that `longrun export` writes. So the picture cannot promise what the program does not do.
//!
//! `UPDATE_GOLDEN=1 cargo test --test suite picture` draws it anew.

mod phone;
mod terminal;

use std::fs;

use crate::sources;
use crate::world::World;

/// The picture's file.
const PICTURE: &str = "docs/show.svg";

/// The season, as both commands name it.
const SEASON: [&str; 13] = [
    "marathon-intermediate-18",
    "--race",
    "2027-04-19",
    "--zone",
    "America/New_York",
    "--rest",
    "mon",
    "--recent",
    "half 1:38:30",
    "--at",
    "tue 18:00",
    "--long",
    "sun 08:00",
];

/// The day of the picture: in the middle of the plan, so that its week is marked. The phone shows its month.
const DAY: &str = "2027-02-09";

/// The height of the window and of the phone.
const HEIGHT: usize = 726;
/// The space between them.
const GAP: usize = 28;

#[test]
fn the_picture_is_what_the_program_makes() {
    let world = World::new()
        .at(DAY)
        .env("NO_COLOR", "")
        .env("COLUMNS", &terminal::COLUMNS.to_string());
    let shown = world
        .run(["show"].into_iter().chain(SEASON).chain(["--color", "always"]))
        .code(0);
    let exported = world
        .run(["export"].into_iter().chain(SEASON).chain(["-o", "-"]))
        .code(0);
    let drawn = draw(&shown.stdout, &exported.stdout);
    let path = sources::root().join(PICTURE);
    if std::env::var_os("UPDATE_GOLDEN").is_some_and(|value| value == "1") {
        fs::write(&path, &drawn).expect("the picture can be written");
    }
    let kept = fs::read_to_string(&path).unwrap_or_default();
    assert!(
        kept == drawn,
        "{PICTURE} is not what the program makes today: look at it after UPDATE_GOLDEN=1 cargo test --test suite picture"
    );
}

/// The terminal and the phone beside each other.
fn draw(shown: &str, calendar: &str) -> String {
    let (terminal, left) = terminal::draw(&command(), shown, HEIGHT);
    let day = DAY.parse().expect("a date");
    let phone = phone::draw(&phone::events(calendar), day, HEIGHT);
    let left = left + GAP;
    let width = left + phone::WIDTH;
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{HEIGHT}\" viewBox=\"0 0 {width} {HEIGHT}\">\n\
         <title>longrun show in a terminal, a row a week, and a month of the same season in a phone's calendar</title>\n\
         {terminal}<g transform=\"translate({left} 0)\" font-family=\"{}\">\n{phone}</g>\n</svg>\n",
        phone::FONT
    )
}

/// The command as somebody types it, in three lines.
fn command() -> String {
    let word = |word: &&str| match word.contains(' ') {
        true => format!("\"{word}\""),
        false => (*word).to_owned(),
    };
    let words: Vec<String> = SEASON.iter().map(word).collect();
    let (race, runner) = words.split_at(3);
    let (runner, days) = runner.split_at(6);
    let lines = [race, runner, days].map(|words| words.join(" "));
    format!("$ longrun show {}", lines.join(" \\\n    "))
}

/// `text` as it may stand in SVG.
fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
}
