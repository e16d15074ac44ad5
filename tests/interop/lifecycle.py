"""The life of an imported calendar: exported, changed, exported onto the same file, imported again.

Usage: lifecycle.py LONGRUN       runs a season's life with this program
       lifecycle.py --self-test   proves that a duplicate, an unmoved and a leftover event are found

After each step the file is imported into two applications that keep earlier events: khal (`khal import`, which replaces
an event by its UID) and a client built on ical.js (client.mjs, which accepts only newer versions). They must then show
the file's content: no duplicate, no leftover, and every cancelled event gone or struck out. (calcurse is left out: it
keeps neither UID nor STATUS, so it can only be emptied and filled again.)

Exit code 1 on any complaint.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import read as icalendar_reader
from khal_shows import Khal

HERE = Path(__file__).resolve().parent
MOST_TOLD = 5


@dataclass(frozen=True)
class Shown:
    """An event as shown by an application."""

    start: str
    title: str
    cancelled: bool


View = dict[str, Shown]
"""The events that an application shows, by UID."""


# ---------------------------------------------------------------- the season's life

SEASON = """
id   = "life"
plan = "{plan}"

[race]
name = "{name}"
date = {date}
time = 10:00:00

[athlete]
time_zone = "America/New_York"

[week]
rest = ["fri"]
long = "sun 08:00"
tue  = "18:00"
{week}
"""

FIRST = {"plan": "marathon-intermediate-18", "name": "Spring Marathon", "date": "2027-04-18", "week": ""}
MOVE = "\n[[move]]\nfrom = 2027-01-17\nsession = \"long\"\nto = 2027-01-16\n"
AWAY = "\n[[away]]\nfrom = 2027-02-13\nto = 2027-02-21\n"


@dataclass
class Step:
    """A change of the season, the time of its export, and the events that everyone must then see."""

    what: str
    now: str
    season: str
    claim: Callable[[View, View], list[str]]


def life() -> list[Step]:
    moved = SEASON.format(**FIRST) + MOVE
    away = moved + AWAY
    fewer = SEASON.format(**FIRST | {"week": "days = 4"}) + MOVE + AWAY
    named = SEASON.format(**FIRST | {"week": "days = 4", "name": "Marathon of Spring"}) + MOVE + AWAY
    later = named.replace("2027-04-18", "2027-04-25")
    return [
        Step("published", "2026-11-22T12:00:00Z", SEASON.format(**FIRST), something),
        Step("exported again", "2026-11-29T12:00:00Z", SEASON.format(**FIRST), same),
        Step("a long run moved to the day before", "2026-12-20T12:00:00Z", moved, long_run_moved),
        Step("nine days away", "2027-01-20T12:00:00Z", away, nothing_while_away),
        Step("fewer running days", "2027-01-21T12:00:00Z", fewer, some_cancelled),
        Step("the race has another name", "2027-01-22T12:00:00Z", named, race_renamed),
        Step("the race is a week later", "2027-02-26T12:00:00Z", later, race_a_week_later),
        Step("exported after the race", "2027-06-01T12:00:00Z", later, same),
    ]


def something(_: View, after: View) -> list[str]:
    live = [event for event in after.values() if not event.cancelled]
    return [] if len(live) > 100 else [f"only {len(live)} events"]


def same(before: View, after: View) -> list[str]:
    return [] if before == after else [f"{len(differing(before, after))} events changed, and nothing of the season did"]


def long_run_moved(before: View, after: View) -> list[str]:
    # 08:00 in New York, on the Sunday before and on the Saturday after.
    return moved(before, after, "Long run", "2027-01-17T13:00:00Z", "2027-01-16T13:00:00Z")


def nothing_while_away(before: View, after: View) -> list[str]:
    def there(view: View) -> list[str]:
        days = [f"2027-02-{day}" for day in range(13, 22)]
        live = [event for event in view.values() if not event.cancelled and event.start[:10] in days]
        return [event.title for event in live if not event.title.startswith(("Rest", "Away"))]

    if not there(before):
        return ["nothing was planned for the days away"]
    return [f"while away: {title}" for title in there(after)]


def some_cancelled(before: View, after: View) -> list[str]:
    live = [uid for uid, event in before.items() if not event.cancelled]
    gone = [uid for uid in live if uid not in after or after[uid].cancelled]
    return [] if gone else ["nothing is cancelled"]


def race_renamed(before: View, after: View) -> list[str]:
    race = [uid for uid, event in before.items() if event.start == "2027-04-18T14:00:00Z"]
    if len(race) != 1 or race[0] not in after:
        return [f"the race was {race}, and is not there"]
    was, now = before[race[0]], after[race[0]]
    kept = was.start == now.start and "Spring Marathon" in was.title and "Marathon of Spring" in now.title
    return [] if kept else [f"the race was {was}, and is {now}"]


def race_a_week_later(before: View, after: View) -> list[str]:
    complaints = moved(before, after, "Marathon of Spring", "2027-04-18T14:00:00Z", "2027-04-25T14:00:00Z")
    past = [uid for uid in differing(before, after) if uid in before and before[uid].start < "2027-02-26"]
    # A cancelled event may disappear once its day is over.
    past = [uid for uid in past if not before[uid].cancelled]
    return complaints + [f"{uid} was over, and was changed" for uid in past]


def moved(before: View, after: View, title: str, start: str, to: str) -> list[str]:
    """A fault unless the event of this title that started at `start` now starts at `to`, and is the only one."""
    found = [uid for uid, event in before.items() if title in event.title and event.start == start and not event.cancelled]
    if len(found) != 1:
        return [f"{len(found)} events called {title} started at {start}"]
    now = after.get(found[0])
    if now is None or now.cancelled or now.start != to:
        return [f"{found[0]} did not move to {to}: {now}"]
    left = [uid for uid, event in after.items() if title in event.title and event.start == start and not event.cancelled]
    return [f"{uid} is still at {start}" for uid in left]


def differing(before: View, after: View) -> list[str]:
    return sorted(uid for uid in before.keys() | after.keys() if before.get(uid) != after.get(uid))


# ---------------------------------------------------------------- the applications


def published(file: Path) -> View:
    """The file's events, read with PyPI's icalendar."""
    events, complaints = icalendar_reader.read(file)
    if complaints:
        sys.exit(f"lifecycle: {file}: {complaints[0]}")
    return {event["uid"]: Shown(event["start"], event["summary"], event["status"] == "CANCELLED") for event in events}


def in_ical_js(files: list[Path], _: Path) -> list[list[dict]]:
    """The events that the ical.js client shows after each file."""
    command = ["node", str(HERE / "client.mjs"), *map(str, files)]
    done = subprocess.run(command, stdout=subprocess.PIPE, check=True, text=True, encoding="utf-8")
    return [json.loads(line) for line in done.stdout.splitlines()]


def in_khal(files: list[Path], home: Path) -> list[list[dict]]:
    """The events that khal lists after each import, in a home folder of its own."""
    khal = Khal(home, home / "vdir")
    shown = []
    for file in files:
        khal.run("import", "--batch", str(file))
        shown.append(khal.shows("2026-01-01", "2028-12-31"))
    return shown


APPLICATIONS = {"khal": in_khal, "ical.js": in_ical_js}


# ---------------------------------------------------------------- what must hold


def against_file(file: View, rows: list[dict]) -> tuple[View, list[str]]:
    """The events that an application shows, and complaints unless they are the file's, each once."""
    view = {row["uid"]: Shown(row["start"], row["title"], row["cancelled"]) for row in rows}
    complaints = [f"{uid} is shown {times} times" for uid, times in Counter(row["uid"] for row in rows).items() if times > 1]
    live = {uid: event for uid, event in view.items() if not event.cancelled}
    at_once = Counter((event.title, event.start) for event in live.values())
    complaints += [f"{title} at {start} is doubled" for (title, start), times in at_once.items() if times > 1]
    for uid, event in file.items():
        if event.cancelled:
            if uid in live:
                complaints.append(f"{uid} is cancelled, and still shown")
        elif uid not in view:
            complaints.append(f"{uid} is missing")
        elif view[uid] != event:
            complaints.append(f"{uid} is {view[uid]}, and should be {event}")
    complaints += [f"{uid} is left behind: the file no longer has it" for uid in live if uid not in file]
    return view, complaints


def walk(files: list[Path], claims: list[Callable[[View, View], list[str]]], home: Path) -> dict[tuple[str, int], list[str]]:
    """The complaints by application and step."""
    complaints: dict[tuple[str, int], list[str]] = {}
    says = [published(file) for file in files]
    for name, application in APPLICATIONS.items():
        before: View = {}
        for index, rows in enumerate(application(files, home / name)):
            view, found = against_file(says[index], rows)
            complaints[name, index] = found + claims[index](before, view)
            before = view
    return complaints


def walk_life(longrun: Path) -> int:
    steps = life()
    failed = 0
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        files = []
        for index, step in enumerate(steps):
            (home / "season.toml").write_text(step.season, encoding="utf-8")
            command = [str(longrun), "export", str(home / "season.toml"), "-o", str(home / "life.ics"), "--now", step.now]
            done = subprocess.run(command, stderr=subprocess.PIPE, text=True, encoding="utf-8")
            if done.returncode != 0:
                sys.exit(f"lifecycle: {step.what}: {done.stderr}")
            files.append(home / f"{index}.ics")
            files[-1].write_bytes((home / "life.ics").read_bytes())
        complaints = walk(files, [step.claim for step in steps], home)
        for index, step in enumerate(steps):
            events = published(files[index])
            cancelled = sum(event.cancelled for event in events.values())
            said = []
            for name in APPLICATIONS:
                said += [f"{name}: {what}" for what in complaints[name, index][:MOST_TOLD]]
                if more := complaints[name, index][MOST_TOLD:]:
                    said.append(f"{name}: and {len(more)} more")
            print(f"{'ok    ' if not said else 'FAILED'} {step.what} ({len(events)} events, {cancelled} cancelled)")
            for what in said:
                print(f"    {what}")
            failed += bool(said)
    print(f"{len(steps) - failed} passed, {failed} failed: {', '.join(APPLICATIONS)}")
    return 1 if failed else 0


# ---------------------------------------------------------------- the self-test


def calendar(*events: str) -> str:
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//longrun//self-test//EN", *events, "END:VCALENDAR", ""]
    return "\r\n".join(lines)


def event(uid: str, day: int, sequence: int = 0, title: str = "Long run", status: str = "CONFIRMED") -> str:
    stamp = f"202701{sequence + 1:02}T120000Z"
    return "\r\n".join(
        [
            "BEGIN:VEVENT",
            f"UID:{uid}",
            f"DTSTAMP:{stamp}",
            f"LAST-MODIFIED:{stamp}",
            f"SEQUENCE:{sequence}",
            f"DTSTART:202702{day:02}T080000Z",
            f"DTEND:202702{day:02}T100000Z",
            f"SUMMARY:{title}",
            f"STATUS:{status}",
            "END:VEVENT",
        ]
    )


def self_test() -> int:
    """Two good second exports, and bad ones with the complaint that each application must cause."""
    first = calendar(event("a", 6), event("b", 14))
    moves, nobody = "2027-02-07T08:00:00Z", dict.fromkeys(APPLICATIONS)
    second = {
        "moved": (calendar(event("a", 7, 1), event("b", 14)), nobody),
        "cancelled": (calendar(event("a", 7, 1), event("b", 14, 1, status="CANCELLED")), nobody),
        "under another UID": (calendar(event("c", 7), event("b", 14)), dict.fromkeys(APPLICATIONS, "a is left behind")),
        "added and not moved": (
            calendar(event("a", 6), event("c", 7), event("b", 14)),
            dict.fromkeys(APPLICATIONS, "a did not move"),
        ),
        "twice": (calendar(event("a", 7, 1), event("c", 7), event("b", 14)), dict.fromkeys(APPLICATIONS, "is doubled")),
        "moved without a revision": (calendar(event("a", 7), event("b", 14)), {"khal": None, "ical.js": "a is Shown"}),
        "dropped, not cancelled": (calendar(event("a", 7, 1)), dict.fromkeys(APPLICATIONS, "b is left behind")),
    }
    failures = []
    with tempfile.TemporaryDirectory() as folder:
        for number, (what, (text, wanted)) in enumerate(second.items()):
            home = Path(folder) / str(number)
            home.mkdir()
            files = [home / "first.ics", home / "second.ics"]
            for file, content in zip(files, (first, text), strict=True):
                file.write_bytes(content.encode())
            claims = [lambda *_: [], lambda before, after: moved(before, after, "Long run", "2027-02-06T08:00:00Z", moves)]
            complaints = walk(files, claims, home)
            for name, word in wanted.items():
                said = complaints[name, 0] + complaints[name, 1]
                if bool(said) != (word is not None) or (word and not any(word in complaint for complaint in said)):
                    failures.append(f"{what}: {name} says {said or 'nothing'}, and should say {word or 'nothing'}")
    for failure in failures:
        print(f"FAILED {failure}")
    total = len(second) * len(APPLICATIONS)
    print(f"lifecycle self-test: {total - len(failures)} passed, {len(failures)} failed")
    return 1 if failures else 0


def main() -> int:
    match sys.argv[1:]:
        case ["--self-test"]:
            return self_test()
        case [longrun] if not longrun.startswith("-"):
            return walk_life(Path(longrun).resolve())
        case _:
            print(__doc__, file=sys.stderr)
            return 2


if __name__ == "__main__":
    sys.exit(main())
