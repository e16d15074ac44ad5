//! The place in a file of each table of keys in `docs/plan-format.md`, and the words in the readers' code that are not
//! keys.

/// Words in the readers' code that are not keys: codes, values, nouns of messages.
pub(crate) const NOT_KEYS: [(&str, &str); 31] = [
    ("src/season/read", "easy_day"),
    ("src/season/read", "hard_day"),
    ("src/season/read", "dates"),
    ("src/season/read", "day"),
    ("src/season/read", "days"),
    ("src/season/read", "weeks"),
    ("src/plan/read", "day"),
    ("src/plan/read", "distance"),
    ("src/plan/read", "duration"),
    ("src/plan/read", "half"),
    ("src/plan/read", "km"),
    ("src/plan/read", "marathon"),
    ("src/plan/read", "mile"),
    ("src/plan/read", "none"),
    ("src/plan/read", "share"),
    ("src/plan/read", "unknown"),
    ("src/plan/read", "window"),
    ("src/plan/read", "workouts"),
    ("src/season/read", "clock"),
    ("src/season/read", "duration"),
    ("src/season/read", "full"),
    ("src/season/read", "km"),
    ("src/season/read", "mi"),
    ("src/season/read", "off"),
    ("src/season/read", "online"),
    ("src/season/read", "outside"),
    ("src/season/read", "ratio"),
    ("src/season/read", "recovery"),
    ("src/season/read", "share"),
    ("src/season/read", "unknown"),
    ("src/season/read", "window"),
];

/// The rest of a file around one key: the text before it, other required keys, the text after it.
pub(crate) struct Around {
    pub heading: &'static str,
    pub before: &'static str,
    pub beside: &'static [(&'static str, &'static str)],
    pub after: &'static str,
}

/// The headings of the page with the table that their keys belong to. The first half are a plan's.
pub(crate) const AROUND: [Around; 31] = [
    around("The head of a plan", "", &[("phase", "[{ easy = 3 }]")], "\n"),
    around(
        "A plan made of plans",
        "",
        &[("title", "\"From one half to the next\"")],
        "\n",
    ),
    around(
        "`volume` as a peak",
        "volume = {",
        &[("peak", "\"75 km\"")],
        "}\n[[phase]]\neasy = 3\n",
    ),
    around(
        "`volume` by the usual week",
        "volume = {",
        &[("usual", "\"60 km\""), ("reduction", "\"30 %\"")],
        "}\n[[phase]]\neasy = 3\n",
    ),
    around("`needs`", "needs = {", &[], "}\n[[phase]]\neasy = 3\n"),
    around("`[[phase]]`", "phase = [{", &[("easy", "3")], "}]\n"),
    around(
        "`weeks` as a table",
        "phase = [{ easy = 3, weeks = {",
        &[("min", "4"), ("typical", "6"), ("max", "8")],
        "}}]\n",
    ),
    around(
        "A phase's and a week's training",
        "phase = [{ week = [{",
        &[("easy", "3")],
        "}]}]\n",
    ),
    around(
        "`[session.NAME]`",
        "session.warm-up = {",
        &[("kind", "\"easy\"")],
        "}\n[[phase]]\neasy = 3\n",
    ),
    around(
        "`[[once]]`",
        "once = [{",
        &[("what", "\"Massage\""), ("after_race", "\"3-5 days\"")],
        "}]\n[[phase]]\neasy = 3\n",
    ),
    around(
        "`[[note]]`",
        "note = [{",
        &[("text", "\"Drink.\"")],
        "}]\n[[phase]]\neasy = 3\n",
    ),
    around(
        "Overlays",
        "overlay = true\nphase = [{",
        &[("mobility", "2")],
        "}]\n",
    ),
    around(
        "`[workout.NAME]`",
        "workout.garage = {",
        &[("workout", "\"strength 40 min\"")],
        "}\n[[phase]]\neasy = 3\n",
    ),
    around(
        "The head of a season",
        "",
        &[("plan", "\"marathon-intermediate-18\"")],
        "\nrace.date = 2027-04-19\nathlete.time_zone = \"Europe/Berlin\"\n",
    ),
    around(
        "`[race]`",
        "plan = \"marathon-intermediate-18\"\nathlete.time_zone = \"Europe/Berlin\"\nrace = {",
        &[("date", "2027-04-19")],
        "}\n",
    ),
    around(
        "`place` as a table",
        "plan = \"marathon-intermediate-18\"\nrace = { date = 2027-04-19, place = {",
        &[("name", "\"Hopkinton\"")],
        "}}\n",
    ),
    around(
        "`[previous]`",
        "plan = \"marathon-intermediate-18\"\nrace.date = 2027-04-19\nprevious = {",
        &[("date", "2026-10-18")],
        "}\n",
    ),
    around(
        "`[athlete]`",
        "plan = \"marathon-intermediate-18\"\nrace.date = 2027-04-19\nathlete = {",
        &[],
        "}\n",
    ),
    around(
        "`recent` as a table",
        "plan = \"marathon-intermediate-18\"\nrace.date = 2027-04-19\nathlete.recent = {",
        &[("distance", "\"half\""), ("time", "\"1:38:30\"")],
        "}\n",
    ),
    around(
        "`[week]`",
        "plan = \"marathon-intermediate-18\"\nrace.date = 2027-04-19\nathlete.time_zone = \"Europe/Berlin\"\nweek = {",
        &[],
        "}\n",
    ),
    around(
        "`[[tuneup]]`",
        "plan = \"marathon-intermediate-18\"\nrace.date = 2027-04-19\nathlete.time_zone = \"Europe/Berlin\"\ntuneup = [{",
        &[("date", "2027-03-14"), ("distance", "\"half\"")],
        "}]\n",
    ),
    around(
        "`[[club]]`",
        "plan = \"marathon-intermediate-18\"\nrace.date = 2027-04-19\nathlete.time_zone = \"Europe/Berlin\"\nclub = [{",
        &[("on", "[\"tue\"]"), ("takes", "[\"easy\"]")],
        "}]\n",
    ),
    around(
        "`[[off]]`",
        "plan = \"marathon-intermediate-18\"\nrace.date = 2027-04-19\nathlete.time_zone = \"Europe/Berlin\"\noff = [{",
        &[("from", "2027-02-13")],
        "}]\n",
    ),
    around(
        "`[[move]]`",
        "plan = \"marathon-intermediate-18\"\nrace.date = 2027-04-19\nathlete.time_zone = \"Europe/Berlin\"\nmove = [{",
        &[
            ("from", "2027-03-14"),
            ("session", "\"long\""),
            ("to", "2027-03-13"),
        ],
        "}]\n",
    ),
    around(
        "`[[done]]`",
        "plan = \"marathon-intermediate-18\"\nrace.date = 2027-04-19\nathlete.time_zone = \"Europe/Berlin\"\ndone = [{",
        &[("date", "2027-03-14"), ("session", "\"long\"")],
        "}]\n",
    ),
    around(
        "`[[skipped]]`",
        "plan = \"marathon-intermediate-18\"\nrace.date = 2027-04-19\nathlete.time_zone = \"Europe/Berlin\"\nskipped = [{",
        &[("date", "2027-03-14"), ("session", "\"long\"")],
        "}]\n",
    ),
    around(
        "`[[away]]`",
        "plan = \"marathon-intermediate-18\"\nrace.date = 2027-04-19\naway = [{",
        &[("from", "2027-02-13")],
        "}]\n",
    ),
    around(
        "`[review]`",
        "plan = \"marathon-intermediate-18\"\nrace.date = 2027-04-19\nreview = {",
        &[],
        "}\n",
    ),
    around(
        "`[calendar]`",
        "plan = \"marathon-intermediate-18\"\nrace.date = 2027-04-19\ncalendar = {",
        &[],
        "}\n",
    ),
    around(
        "`busy`",
        "plan = \"marathon-intermediate-18\"\nrace.date = 2027-04-19\ncalendar.busy = {",
        &[],
        "}\n",
    ),
    around(
        "`window`",
        "plan = \"marathon-intermediate-18\"\nrace.date = 2027-04-19\ncalendar.window = {",
        &[],
        "}\n",
    ),
];

const fn around(
    heading: &'static str,
    before: &'static str,
    beside: &'static [(&'static str, &'static str)],
    after: &'static str,
) -> Around {
    Around {
        heading,
        before,
        beside,
        after,
    }
}
