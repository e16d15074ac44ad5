//! The matching of files to runners.

use super::*;

fn claim(file: &str, id: Option<&str>, name: Option<&str>) -> SeasonClaim {
    SeasonClaim {
        file: file.to_owned(),
        id: id.map(|id| RunnerId::parse(id).unwrap()),
        name: name.map(str::to_owned),
    }
}

/// The ids that these files get, one after the other.
fn assigned(runners: &mut Runners, claims: &[SeasonClaim]) -> Vec<String> {
    runners.assign(claims);
    let ids = claims.iter().map(|claim| runners.of(claim).unwrap().to_string());
    ids.collect()
}

#[test]
fn two_files_of_one_name_are_two_runners_and_two_of_one_id_are_one() {
    let mut runners = Runners::default();
    let ada = Some("Ada");
    let two = [claim("a.toml", None, ada), claim("b.toml", None, ada)];
    assert_eq!(assigned(&mut runners, &two), ["a", "b"]);
    let joined = [claim("a.toml", None, ada), claim("b.toml", Some("a"), ada)];
    assert_eq!(assigned(&mut runners, &joined), ["a", "a"]);
    assert_eq!(assigned(&mut runners, &two), ["a", "b"], "and apart again");
}

#[test]
fn a_file_stays_with_its_runner_whatever_the_name_becomes() {
    let mut runners = Runners::default();
    let spelled = |name| [claim("a.toml", None, Some(name))];
    assert_eq!(assigned(&mut runners, &spelled("Ada Lovelase")), ["a"]);
    assert_eq!(assigned(&mut runners, &spelled("Ada Lovelace")), ["a"]);
    let id = RunnerId::parse("a").unwrap();
    assert_eq!(runners.get(&id).unwrap().label, "Ada Lovelace");
    runners.assign(&[]);
    assert_eq!(
        assigned(&mut runners, &spelled("Ada Lovelace")),
        ["a"],
        "and when it is back"
    );
}

#[test]
fn no_id_is_given_twice() {
    let mut runners = Runners::default();
    assert_eq!(
        assigned(&mut runners, &[claim("Ada L.toml", None, None)]),
        ["ada-l"]
    );
    let other = [claim("ada-l.toml", None, None), claim("x.toml", Some("x"), None)];
    assert_eq!(assigned(&mut runners, &other), ["ada-l-2", "x"]);
    let third = [claim("X.toml", None, None), claim("x.toml", Some("x"), None)];
    assert_eq!(assigned(&mut runners, &third), ["x-2", "x"]);
}

#[test]
fn a_runner_from_before_ids_has_all_files_of_the_name() {
    let mut runners = Runners::default();
    let id = RunnerId::parse("ada").unwrap();
    runners.add(id, "Ada", Some(Named::All("Ada".to_owned())));
    let ada = Some("Ada");
    assert_eq!(
        assigned(&mut runners, &[claim("spring.toml", None, ada)]),
        ["ada"]
    );
    let corrected = [
        claim("autumn.toml", None, ada),
        claim("spring.toml", None, Some("Ada Lovelace")),
    ];
    assert_eq!(assigned(&mut runners, &corrected), ["ada", "ada"]);
    let copied = |name| {
        [
            claim("autumn.toml", None, ada),
            claim("bob.toml", None, Some(name)),
        ]
    };
    assert_eq!(assigned(&mut runners, &copied("Ada")), ["ada", "ada"]);
    assert_eq!(
        assigned(&mut runners, &copied("Bob")),
        ["ada", "bob"],
        "a copy is its own runner's once it has another name"
    );
    let other = [claim("eve.toml", Some("eve"), ada)];
    assert_eq!(
        assigned(&mut runners, &other),
        ["eve"],
        "who says an id is that runner"
    );
}

#[test]
fn a_feed_that_waits_for_its_file_takes_the_one_that_fits_and_none_of_two() {
    for (file, name) in [
        ("x.toml", Some("Ada L")),
        ("ada-l.toml", None),
        ("Ada L.toml", Some("A")),
    ] {
        let mut runners = Runners::default();
        assert_eq!(runners.expect("Ada L").as_str(), "ada-l");
        assert_eq!(
            assigned(&mut runners, &[claim(file, None, name)]),
            ["ada-l"],
            "{file}"
        );
        let next = [claim("y.toml", None, Some("Ada L"))];
        assert_eq!(assigned(&mut runners, &next), ["y"], "once");
    }
    let mut runners = Runners::default();
    runners.expect("Ada L");
    let two = ["x.toml", "y.toml"].map(|file| claim(file, None, Some("Ada L")));
    assert_eq!(assigned(&mut runners, &two), ["x", "y"]);
    let said = [claim("x.toml", Some("ada-l"), Some("Ada L"))];
    assert_eq!(assigned(&mut runners, &said), ["ada-l"]);
}

#[test]
fn a_name_is_enough_where_one_runner_has_it() {
    let mut runners = Runners::default();
    let files = [
        claim("a.toml", None, Some("Ada")),
        claim("b.toml", None, Some("Bob")),
    ];
    runners.assign(&files);
    let called = |runners: &Runners, text: &str| -> Vec<String> {
        runners.called(text).iter().map(RunnerId::to_string).collect()
    };
    assert_eq!(called(&runners, "Ada"), ["a"]);
    assert_eq!(called(&runners, "b"), ["b"]);
    assert!(called(&runners, "c").is_empty());
    runners.assign(&[claim("c.toml", None, Some("Ada"))]);
    assert_eq!(called(&runners, "Ada"), ["a", "c"]);
    runners.assign(&[claim("d.toml", None, Some("b"))]);
    assert_eq!(called(&runners, "b"), ["b"], "an id comes before a name");
}
