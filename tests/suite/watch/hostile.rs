//! A folder with files that are hard to read: the others' changes are seen all the same.

use std::time::Duration;

use super::folder::Followed;
use super::season_text;
use crate::hostile_files::{deepest, shapes, used};

#[test]
fn a_change_beside_hostile_files_is_seen_within_a_second_of_processor_time() {
    let mut texts = vec![deepest()];
    texts.extend(shapes(50_000));
    texts.extend(shapes(1_000_000).into_iter().step_by(9));
    let bytes: usize = texts.iter().map(String::len).sum();
    let mut files: Vec<(String, String)> = texts
        .into_iter()
        .enumerate()
        .map(|(number, text)| (format!("hostile-{number}.toml"), text))
        .collect();
    files.push(("ada.toml".to_owned(), season_text("2027-04-04", "")));
    let files: Vec<(&str, &str)> = files.iter().map(|(name, text)| (&**name, &**text)).collect();

    let begun = used();
    let mut followed = Followed::new(&files);
    let read = used() - begun;
    let runners = followed.snapshot().runners.len();
    assert!(
        followed.snapshot().runners.contains_key("ada"),
        "{runners} runners"
    );
    for (change, race) in ["2027-04-11", "2027-04-18"].into_iter().enumerate() {
        let before = followed.version("ada");
        let begun = used();
        followed.write("ada.toml", season_text(race, ""));
        followed.settle();
        let seen = used() - begun;
        assert_ne!(followed.version("ada"), before);
        eprintln!("{bytes} bytes: read in {read:?}, change {change} seen in {seen:?}");
        assert!(read < Duration::from_secs(4), "read in {read:?}");
        assert!(seen < Duration::from_secs(1), "seen in {seen:?}");
    }
}
