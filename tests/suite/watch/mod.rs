//! The folder that a server serves, and the feeds that come of it.

mod broken;
mod damaged;
mod folder;
mod following;
mod grace;
#[cfg(target_os = "linux")]
mod hostile;
mod one_placement;
mod owners;
pub(crate) mod publishing;
mod runner;

use std::path::Path;
use std::sync::Arc;

use longrun::diagnostic::Faults;
use longrun::history::{EventRecord, Ledger, Runner};
use longrun::schedule::PlacementInputs;
use longrun::season::{Feed, RunnerId};
use longrun::store::Runners;
use longrun::watch::{Folder, RunnerSeasons};

use crate::seasons::read;

/// A runner's season to a half marathon on `race`, with what else stands in its file.
pub(crate) fn season_text(race: &str, more: &str) -> String {
    format!(
        "plan = \"half-12\"\n{more}\n[race]\nname = \"Berlin\"\ndate = {race}\n\
         [athlete]\nname = \"Ada Lovelace\"\ntime_zone = \"Europe/Berlin\"\n\
         [week]\ntue = \"18:00\"\n"
    )
}

/// What a feed of these seasons is at `now`, after what was published; the bytes, and whether they are others.
pub(crate) fn render(seasons: &[&str], feed: Feed, published: Option<&[u8]>, now: &str) -> (String, bool) {
    render_of(seasons, true, feed, published, now)
}

/// The same, where these may not be all seasons.
pub(crate) fn render_some(seasons: &[&str], published: &str, now: &str) -> (String, bool) {
    render_of(seasons, false, Feed::Full, Some(published.as_bytes()), now)
}

fn render_of(
    seasons: &[&str],
    complete: bool,
    feed: Feed,
    published: Option<&[u8]>,
    now: &str,
) -> (String, bool) {
    let own: Vec<PlacementInputs> = seasons.iter().map(|text| read(text)).collect();
    let all: Vec<&PlacementInputs> = own.iter().collect();
    let id = RunnerId::slug_of("Ada Lovelace");
    let runner = Runner {
        id: &id,
        name: "Ada Lovelace",
        seasons: &all,
        complete,
        feed,
    };
    let published = published.map(|bytes| stored(&runner.read(bytes).unwrap()));
    let rendered = runner.render(published.as_ref(), now.parse().unwrap(), &Faults::new());
    (String::from_utf8(rendered.bytes()).unwrap(), rendered.changed)
}

/// A ledger whose events have been texts of their own, as rows of a store are.
fn stored(ledger: &Ledger) -> Ledger {
    let stored = Ledger {
        head: ledger.head.clone(),
        records: ledger
            .records
            .iter()
            .map(|record| {
                let stored = EventRecord::from_text(&record.to_text()).unwrap();
                if record.is_shown() {
                    stored
                } else {
                    stored.hidden()
                }
            })
            .collect(),
    };
    assert_eq!(&stored, ledger);
    stored
}

/// A folder whose runners are kept nowhere.
pub(crate) fn open(path: &Path) -> std::io::Result<Folder> {
    Folder::open(path, Box::new(Runners::default()))
}

/// The values of a property, in the order of the calendar.
pub(crate) fn values<'c>(calendar: &'c str, property: &str) -> Vec<&'c str> {
    let of = |line: &'c str| {
        let (name, value) = line.split_once(':')?;
        (name.split(';').next() == Some(property)).then_some(value)
    };
    calendar.lines().filter_map(of).collect()
}

/// The files of a runner, by name.
pub(crate) fn files(runner: &Arc<RunnerSeasons>) -> Vec<&str> {
    runner.seasons.iter().map(|season| season.file.as_str()).collect()
}
