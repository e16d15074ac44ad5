//! The calendars that the seasons of a folder may name.

use std::fs;

use super::folder::Followed;
use super::{open, season_text};

const RACE: &str = "2027-04-04";

#[test]
fn a_season_names_its_own_runners_calendars_alone() {
    let work = "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:1\r\nSUMMARY:Oncology ward\r\nDTSTART:20270302T170000Z\r\n\
                DTEND:20270302T190000Z\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n";
    let names = |calendar: &str| season_text(RACE, &format!("around = [\"{calendar}\"]"));
    let bobs = |calendar: &str| {
        let text = if calendar.is_empty() {
            season_text(RACE, "")
        } else {
            names(calendar)
        };
        text.replace("Ada Lovelace", "Bob")
    };
    let mut followed = Followed::new(&[
        ("ada.toml", &names("ada-b-work.ics")),
        ("bob.toml", &bobs("")),
        ("ada-b-work.ics", work),
        ("club.ics", work),
    ]);
    fs::create_dir(followed.place.path().join("ada")).unwrap();
    followed.write("ada/work.ics", work);
    assert_eq!(followed.settle_taken_away().faults, []);
    for refused in ["ada-b-work.ics", "ada/work.ics", "club.ics", "ada-nothing.ics"] {
        followed.write("bob.toml", bobs(refused));
        let faults = followed.settle_taken_away().faults.clone();
        let [fault] = &faults[..] else {
            panic!("{faults:?}")
        };
        let [only] = &fault.diagnostics[..] else {
            panic!("{fault:?}")
        };
        assert_eq!(only.message(), format!("{refused} is not a calendar of bob.toml"));
        assert!(
            only.help()[0].contains("bob-work.ics") && only.at.is_some(),
            "{:?}",
            only.help()
        );
        assert!(fault.last_good);
    }
    followed.write("bob.toml", bobs("bob.ics"));
    assert!(
        followed.settle_taken_away().faults[0].diagnostics[0]
            .message()
            .starts_with("cannot read")
    );
    followed.remove("bob.toml");
    followed.write("ada.toml", names("ada/work.ics"));
    assert_eq!(followed.settle_taken_away().faults, []);

    // A file comes to which the calendar of another one belongs from then on.
    followed.write("ada.toml", names("ada-b-work.ics"));
    assert_eq!(followed.settle_taken_away().faults, []);
    followed.write("ada-b.toml", season_text(RACE, ""));
    assert_eq!(followed.settle_taken_away().faults[0].file, "ada.toml");
    followed.remove("ada-b.toml");
    assert_eq!(followed.settle_taken_away().faults, []);
}

#[cfg(unix)]
#[test]
fn a_link_leads_to_no_calendar_of_another_runner() {
    let work = "BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n";
    let text = season_text(RACE, "around = [\"bob-work.ics\"]");
    let followed = Followed::new(&[("ada.toml", &season_text(RACE, "")), ("ada-work.ics", work)]);
    let place = followed.place.path();
    std::os::unix::fs::symlink("ada-work.ics", place.join("bob-work.ics")).unwrap();
    fs::write(place.join("bob.toml"), text).unwrap();
    let faults = open(place).unwrap().snapshot().faults.clone();
    assert_eq!(faults.len(), 1);
    assert!(
        faults[0].diagnostics[0]
            .message()
            .contains("not a calendar of bob.toml")
    );
}

#[test]
fn a_season_is_no_plan_and_is_not_quoted_as_one() {
    let text = season_text(RACE, "").replace("Ada Lovelace", "Secret");
    let named = |plan: &str| season_text(RACE, "").replace("\"half-12\"", &format!("\"{plan}\""));
    let mut followed = Followed::new(&[("ada.toml", &text), ("ada.ics", "SUMMARY:Secret\r\n")]);
    for plan in ["ada.toml", "./ada.ics"] {
        followed.write("bob.toml", named(plan));
        let faults = followed.settle_taken_away().faults.clone();
        assert_eq!(faults.len(), 1, "{plan}");
        let told: Vec<String> = faults[0]
            .diagnostics
            .iter()
            .map(|one| format!("{one:?}"))
            .collect();
        assert!(told.len() == 1 && told[0].contains("SeasonForPlan"), "{told:?}");
        assert!(!told[0].contains("Secret"), "{told:?}");
    }
}
