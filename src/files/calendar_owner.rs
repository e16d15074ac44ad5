//! The calendars that a season of a served folder may name. Other people write seasons there: a calendar tells when
//! somebody is at work, or ill, and its titles tell more.

use std::ffi::OsStr;
use std::path::{Component, Path, PathBuf};
use std::sync::Arc;

use crate::season::RunnerId;

/// A file of a served folder that may hold a season.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SeasonOwner {
    /// The file's name without `.toml`.
    pub stem: String,
    /// The runner's id, where the file gives one.
    pub id: Option<RunnerId>,
}

/// The rule about a season's calendars: they begin with the name of the season's file (`ada.ics` and `ada-work.ics` of
/// `ada.toml`) or lie in the folder of that name (`ada/work.ics`). The runner's id stands in for the file's name, so that the
/// seasons of one runner can share a calendar. A calendar that begins with the names of several files belongs to the longest.
#[derive(Debug, Clone)]
pub struct CalendarOwner {
    own: SeasonOwner,
    all: Arc<[SeasonOwner]>,
}

impl CalendarOwner {
    /// The rule for the season in the file `own`, of `all` files of the folder.
    pub fn new(own: SeasonOwner, all: Arc<[SeasonOwner]>) -> Self {
        CalendarOwner { own, all }
    }

    /// True if the season may name the file at `path`, which starts from the served folder.
    pub fn may_name(&self, path: &Path) -> bool {
        let is_stem = is_named(&self.own.stem, path);
        if !is_stem && !self.own.id.as_ref().is_some_and(|id| is_named(id.as_str(), path)) {
            return false;
        }
        // Everybody can write any id into a file: one takes nothing from a file of that name.
        let own = if is_stem { self.own.stem.len() } else { 0 };
        let is_another = |file: &&SeasonOwner| {
            let is_runners = self.own.id.is_some() && file.id == self.own.id;
            file.stem != self.own.stem && !is_runners
        };
        let others = self.all.iter().filter(is_another);
        let mut fitting = others.filter(|file| is_named(&file.stem, path));
        fitting.all(|other| other.stem.len() < own)
    }

    /// The name of the season's file without `.toml`: names of its calendars begin with it.
    pub fn stem(&self) -> &str {
        &self.own.stem
    }
}

/// The path of a file from `folder`, by its name alone; `None` for one elsewhere.
pub fn path_in(folder: &Path, path: &Path) -> Option<PathBuf> {
    let (folder, path) = (plain(folder), plain(path));
    path.strip_prefix(folder).ok().map(Path::to_owned)
}

/// The path without `.` and `..`.
fn plain(path: &Path) -> PathBuf {
    let mut plain = PathBuf::new();
    for part in path.components() {
        match part {
            Component::CurDir => {}
            Component::ParentDir => {
                plain.pop();
            }
            part => plain.push(part),
        }
    }
    plain
}

/// True if a file lies in the folder called `name`, or `name` is the beginning of its name up to a sign that is neither
/// letter nor digit.
fn is_named(name: &str, path: &Path) -> bool {
    let mut parts = path.iter();
    let first = parts.next().and_then(OsStr::to_str).unwrap_or_default();
    if parts.next().is_some() {
        return first == name;
    }
    let rest = first.strip_prefix(name).and_then(|rest| rest.chars().next());
    !name.is_empty() && rest.is_some_and(|next| !next.is_alphanumeric())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn owner(stem: &str, id: Option<&str>) -> SeasonOwner {
        SeasonOwner {
            stem: stem.to_owned(),
            id: id.map(RunnerId::slug_of),
        }
    }

    /// The files of `all` that may name the calendar.
    fn owners<'f>(all: &[(&'f str, Option<&str>)], calendar: &str) -> Vec<&'f str> {
        let files: Arc<[SeasonOwner]> = all.iter().map(|(stem, id)| owner(stem, *id)).collect();
        let may = |index: &usize| {
            CalendarOwner::new(files[*index].clone(), Arc::clone(&files)).may_name(Path::new(calendar))
        };
        (0..all.len()).filter(may).map(|index| all[index].0).collect()
    }

    #[test]
    fn a_calendar_belongs_to_the_longest_name_that_it_begins_with() {
        let all = [("ad", None), ("ada", None), ("ada-b", None), ("bob", None)];
        for (calendar, whose) in [
            ("ada.ics", "ada"),
            ("ada-work.ics", "ada"),
            ("ada work.ics", "ada"),
            ("ada/work.ics", "ada"),
            ("ada/deep/work.ics", "ada"),
            ("ad-work.ics", "ad"),
            ("ada-b.ics", "ada-b"),
            ("ada-b-work.ics", "ada-b"),
            ("ada-bc.ics", "ada"),
            ("ada-b/work.ics", "ada-b"),
            ("bob_1.ics", "bob"),
        ] {
            assert_eq!(owners(&all, calendar), [whose], "{calendar}");
        }
        for nobodys in [
            "work.ics",
            "adam.ics",
            "ada",
            "",
            "ada-x/work.ics",
            "x/ada.ics",
            "Ada.ics",
        ] {
            assert_eq!(owners(&all, nobodys), [""; 0], "{nobodys}");
        }
    }

    #[test]
    fn the_seasons_of_a_runner_share_calendars_and_an_id_takes_none_from_others() {
        let runner = [
            ("ada-2027", Some("ada")),
            ("ada-2028", Some("ada")),
            ("bob", None),
        ];
        for shared in ["ada-work.ics", "ada/work.ics", "ada-2027-work.ics"] {
            assert!(owners(&runner, shared).contains(&"ada-2027"), "{shared}");
        }
        assert_eq!(owners(&runner, "ada-work.ics"), ["ada-2027", "ada-2028"]);
        for thief in [Some("ada"), Some("ada-work"), Some("work")] {
            let both = [("ada", None), ("bob", thief)];
            assert_eq!(owners(&both, "ada.ics"), ["ada"], "{thief:?}");
            assert_eq!(owners(&both, "ada-work-1.ics"), ["ada"], "{thief:?}");
        }
        let named = [("ada", Some("ada-lovelace")), ("bob", Some("ada"))];
        assert_eq!(owners(&named, "ada-work.ics"), ["ada"]);
    }

    #[test]
    fn a_path_is_understood_without_looking_at_files() {
        let folder = Path::new("/srv/longrun/.");
        let found = |path: &str| path_in(folder, &folder.join(path));
        assert_eq!(found("ada/../bob.ics"), Some(PathBuf::from("bob.ics")));
        assert_eq!(found("./ada.ics"), Some(PathBuf::from("ada.ics")));
        assert_eq!(found("/srv/longrun/ada.ics"), Some(PathBuf::from("ada.ics")));
        assert_eq!(found("../ada.ics"), None);
        assert_eq!(found("/etc/ada.ics"), None);
    }
}
