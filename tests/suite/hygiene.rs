//! Small rules that keep the project readable.

use crate::sources;

/// File names that tell nothing about the contents.
const EMPTY_NAMES: [&str; 7] = ["util", "utils", "helper", "helpers", "manager", "common", "misc"];

#[test]
fn a_file_name_tells_what_is_inside() {
    for path in ["src", "tests", "benches"]
        .into_iter()
        .flat_map(|folder| sources::files(folder, "rs"))
    {
        for part in path.with_extension("").iter() {
            let name = part.to_string_lossy();
            assert!(
                !EMPTY_NAMES.contains(&name.as_ref()),
                "{}: what is it for?",
                path.display()
            );
        }
    }
}

#[test]
fn nothing_is_left_to_do_in_the_code() {
    for path in ["src", "benches"]
        .into_iter()
        .flat_map(|folder| sources::files(folder, "rs"))
    {
        for (number, line) in sources::text(&path).lines().enumerate() {
            let open = ["TODO", "FIXME", "XXX"].iter().find(|word| line.contains(*word));
            assert_eq!(
                open,
                None,
                "{}:{}: do it, or make it an issue",
                path.display(),
                number + 1
            );
        }
    }
}
