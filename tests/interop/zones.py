"""Every zone of the tz database, around every change of its clock from 2026 to 2030: both readers against the program.

Usage: zones.py FOLDER      the calendars of the program's own writer (cargo run --example zones -- FOLDER)

An event's title is the two instants that the program takes it to be. icalendar and ical.js read them from the file's own
VTIMEZONE, and the pinned tzdata says the same, or it is a complaint. That every zone is there, and every change has
events around it, follows from tzdata and not from the program.
"""

from __future__ import annotations

import sys
import tempfile
import zoneinfo
from datetime import datetime, timedelta, timezone
from pathlib import Path

from read import event_of, read_zones  # first: it takes the system's zone files away
from run import JAVASCRIPT, reader

import icalendar
import tzdata

YEARS = range(2026, 2031)
# No places; and names that some releases have and others do not.
NO_PLACES = {"Factory", "localtime", "posixrules", "Etc/Unknown"}
SHOWN = 20
# What the pinned tzdata knows and the program's rules do not yet: release and zones. Only tzdata's word on these is not heeded.
NEWER = {"2026f": {"America/Havana", "Cuba"}}


def main() -> int:
    if len(sys.argv) != 2 or not Path(sys.argv[1]).is_dir():
        print(__doc__, file=sys.stderr)
        return 2
    files = sorted(Path(sys.argv[1]).glob("*.ics"))
    names = {path.stem.replace("--", "/"): path for path in files}
    failures = [f"{name} has no calendar" for name in sorted(zoneinfo.available_timezones() - NO_PLACES - set(names))]
    failures += unnoticed(Path(sys.argv[1]))
    by_javascript = dict(zip(files, reader(JAVASCRIPT, files), strict=True))
    events = changes = 0
    newer, outdated = NEWER.get(tzdata.IANA_VERSION, set()), set()
    for name, path in sorted(names.items()):
        python, complaints = read(path)
        javascript = by_javascript[path]
        if name in newer:
            outdated |= {name} if complaints else set()
            complaints = [what for what in complaints if "zone-differs" not in what]
        complaints += [what for _, what in javascript["complaints"]]
        complaints += differences("icalendar", python) + differences("ical.js", javascript["events"])
        if [event["uid"] for event in python] != [event["uid"] for event in javascript["events"]]:
            complaints.append("the readers see other events")
        if name not in newer:
            complaints += without_events(name, python)
        failures += [f"{name}: {what}" for what in complaints]
        events += len(python)
        changes += len(changes_of(name))
    failures += [f"{name} is as in tzdata: take it off NEWER" for name in sorted(newer - outdated)]
    for failure in failures[:SHOWN]:
        print(f"FAILED {failure}")
    if len(failures) > SHOWN:
        print(f"and {len(failures) - SHOWN} more")
    print(f"zones: {len(names)} zones, {changes} changes of the clock, {events} events, {len(failures)} complaints")
    if changes < 1000 or events < 10 * changes:
        print("FAILED that is too little to prove anything")
        return 1
    return 1 if failures else 0


def read(path: Path) -> tuple[list[dict], list[str]]:
    """What icalendar makes of the events, and what it and tzdata object to."""
    complaints: list = []
    calendar = icalendar.Calendar.from_ical(path.read_bytes())
    zones = read_zones(calendar, complaints)
    events = [event_of(event, zones, complaints) for event in calendar.walk("VEVENT")]
    return events, [str(complaint) for complaint in complaints]


def differences(who: str, events: list[dict]) -> list[str]:
    wrong = [event for event in events if event["summary"] != f"{event['start']} {event['end']}"]
    return [f"{who} reads {event['start']} to {event['end']} for {event['summary']}" for event in wrong]


def without_events(name: str, events: list[dict]) -> list[str]:
    """The changes that no event begins in the hours before, or after: how soon after, the clock cannot say in autumn."""
    begins = {datetime.strptime(event["start"], "%Y-%m-%dT%H:%M:%SZ") for event in events if event["start"]}
    near, missing = timedelta(hours=2), []
    for change in changes_of(name):
        away = [begin - change for begin in begins]
        if not any(-near <= far < timedelta(0) for far in away) or not any(timedelta(0) <= far <= near for far in away):
            missing.append(f"no events around the change at {change} UTC")
    return missing


def unnoticed(folder: Path) -> list[str]:
    """What would not be noticed: a calendar whose summer time is an hour off, and one without its events."""
    broken = (folder / "Europe--Berlin.ics").read_bytes().replace(b"TZOFFSETTO:+0200", b"TZOFFSETTO:+0300")
    with tempfile.TemporaryDirectory() as elsewhere:
        path = Path(elsewhere) / "Europe--Berlin.ics"
        path.write_bytes(broken)
        python, complaints = read(path)
        javascript = reader(JAVASCRIPT, [path])[0]["events"]
    seen = {
        "a wrong offset in icalendar": differences("icalendar", python),
        "a wrong offset in ical.js": differences("ical.js", javascript),
        "a wrong offset beside tzdata's": complaints,
        "changes without events": without_events("Europe/Berlin", []),
    }
    return [f"{what} is not noticed" for what, complaints in seen.items() if not complaints]


CHANGES: dict[str, list[datetime]] = {}


def changes_of(name: str) -> list[datetime]:
    """When the clock of a zone changes in the years, by the pinned tzdata, in UTC."""
    if name in CHANGES:
        return CHANGES[name]
    CHANGES[name] = changes = []
    try:
        zone = zoneinfo.ZoneInfo(name)
    except (zoneinfo.ZoneInfoNotFoundError, ValueError, OSError):
        return changes

    def offset(at: datetime) -> timedelta | None:
        return at.replace(tzinfo=timezone.utc).astimezone(zone).utcoffset()

    at, step = datetime(YEARS[0], 1, 1), timedelta(hours=6)
    while at < datetime(YEARS[-1] + 1, 1, 1):
        if offset(at) != offset(at + step):
            before, after = at, at + step
            while after - before > timedelta(seconds=1):
                middle = before + timedelta(seconds=(after - before) // timedelta(seconds=2))
                before, after = (middle, after) if offset(middle) == offset(at) else (before, middle)
            changes.append(after)
        at += step
    return changes


if __name__ == "__main__":
    sys.exit(main())
