"""Reads calendars with PyPI's icalendar and prints one JSON object per file, one per line.

Usage: read.py FILE.ics…

Every instant is computed from the VTIMEZONE in the file and again from the pinned tzdata package; a difference is a
complaint. The system's zone files are not used: they may be out of date.
"""

from __future__ import annotations

import json
import sys
import zoneinfo
from datetime import date, datetime, timedelta, timezone
from pathlib import Path

zoneinfo.reset_tzpath(to=())  # before icalendar: it looks zones up by name

import icalendar  # noqa: E402
import recurring_ical_events  # noqa: E402

from complaints import Complaint  # noqa: E402

SPAN_STEP = timedelta(hours=6)
SPAN_MARGIN = timedelta(days=7)


def read(path: Path) -> tuple[list[dict], list[Complaint]]:
    """The events of one file, and the complaints about it."""
    complaints: list[Complaint] = []
    try:
        calendars = icalendar.Calendar.from_ical(path.read_bytes(), multiple=True)
        if len(calendars) != 1:
            return [], [Complaint("python-refuses", f"{len(calendars)} calendars")]
        calendar = calendars[0]
        for component in calendar.walk():
            for name, error in component.errors:
                complaints.append(Complaint("python-complains", f"{component.name} {name}: {error}"))
        zones = read_zones(calendar, complaints)
        events = [event_of(event, zones, complaints) for event in calendar.walk("VEVENT")]
        check_spans(calendar, zones, complaints)
        check_expansion(calendar, complaints)
    except Exception as error:  # noqa: BLE001: whatever it raises is what we are here to hear
        complaints.append(Complaint("python-refuses", f"{type(error).__name__}: {error}"))
        return [], complaints
    return events, complaints


def read_zones(calendar, complaints: list[Complaint]) -> dict:
    """The zones that the file itself defines, by TZID."""
    for tzid in sorted(calendar.get_missing_tzids()):
        complaints.append(Complaint("zone-missing", tzid))
    defined = {str(zone["TZID"]): zone for zone in calendar.timezones}
    if calendar.walk("VEVENT"):
        for tzid in sorted(set(defined) - calendar.get_used_tzids()):
            complaints.append(Complaint("zone-unused", tzid))
    # Without lookup_tzid=False it would use its own zone of that name and never read our VTIMEZONE.
    return {tzid: zone.to_tz(lookup_tzid=False) for tzid, zone in defined.items()}


def event_of(event, zones: dict, complaints: list[Complaint]) -> dict:
    def text(name: str) -> str | None:
        value = event.get(name)
        if isinstance(value, list):
            complaints.append(Complaint("python-complains", f"{name} stands {len(value)} times"))
            value = value[0]
        return None if value is None else str(value)

    categories = event.get("CATEGORIES")
    return {
        "uid": text("UID"),
        "start": when(event, "DTSTART", zones, complaints),
        "end": when(event, "DTEND", zones, complaints),
        "summary": text("SUMMARY"),
        "description": text("DESCRIPTION"),
        "location": text("LOCATION"),
        "status": text("STATUS"),
        "transp": text("TRANSP"),
        "sequence": int(event.get("SEQUENCE", -1)),
        "stamp": when(event, "DTSTAMP", zones, complaints),
        "categories": [str(item) for item in categories.cats] if hasattr(categories, "cats") else [],
        "url": text("URL"),
    }


def when(event, name: str, zones: dict, complaints: list[Complaint]) -> str | None:
    """A date unchanged; a time as the instant given by the file's own VTIMEZONE."""
    given = event.get(name)
    if given is None or isinstance(given, list):
        complaints.append(Complaint("python-complains", f"{event.get('UID')}: no single {name}"))
        return None
    value, tzid = given.dt, given.params.get("TZID")
    if not isinstance(value, datetime):
        return value.isoformat()
    if value.tzinfo is None:
        complaints.append(Complaint("floating", f"{event.get('UID')}: {name} {value}"))
        return value.isoformat()
    if tzid is None:
        return instant(value)
    wall = value.replace(tzinfo=None)
    by_name = iana(tzid, complaints)
    if by_name is not None:
        there = wall.replace(tzinfo=by_name)
        if there.astimezone(timezone.utc).astimezone(by_name).replace(tzinfo=None) != wall:
            complaints.append(Complaint("skipped-hour", f"{event.get('UID')}: {name} {wall} in {tzid}"))
    if tzid not in zones:
        return instant(value)
    by_file = instant(wall.replace(tzinfo=zones[tzid]))
    if by_name is not None and by_file != instant(wall.replace(tzinfo=by_name)):
        by_tzdata = instant(wall.replace(tzinfo=by_name))
        what = f"{event.get('UID')}: {name} is {by_file} by the file, {by_tzdata} by tzdata"
        complaints.append(Complaint("zone-differs", what))
    return by_file


def instant(value: datetime) -> str:
    return value.astimezone(timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")


def iana(tzid: str, complaints: list[Complaint]) -> zoneinfo.ZoneInfo | None:
    try:
        return zoneinfo.ZoneInfo(tzid)
    except (zoneinfo.ZoneInfoNotFoundError, ValueError, OSError):
        complaint = Complaint("zone-unknown", tzid)
        if complaint not in complaints:
            complaints.append(complaint)
        return None


def check_spans(calendar, zones: dict, complaints: list[Complaint]) -> None:
    """Compares each VTIMEZONE with tzdata, four times a day, from a week before the first event to a week after the last."""
    days = [as_date(event[name].dt) for event in calendar.walk("VEVENT") for name in ("DTSTART", "DTEND") if name in event]
    if not days:
        return
    first = datetime.combine(min(days), datetime.min.time()) - SPAN_MARGIN
    last = datetime.combine(max(days), datetime.min.time()) + SPAN_MARGIN
    for tzid, zone in zones.items():
        by_name = iana(tzid, complaints)
        wall = first
        while by_name is not None and wall < last:
            ours, theirs = wall.replace(tzinfo=zone).utcoffset(), wall.replace(tzinfo=by_name).utcoffset()
            if ours != theirs:
                complaints.append(Complaint("zone-differs", f"{tzid} on {wall}: {ours} in the file, {theirs} in tzdata"))
                break
            wall += SPAN_STEP


def as_date(value: date | datetime) -> date:
    return value.date() if isinstance(value, datetime) else value


def check_expansion(calendar, complaints: list[Complaint]) -> None:
    """Complains unless a program that expands recurrences shows each event once, at its own time."""
    written = sorted((str(event["UID"]), str(event["DTSTART"].dt)) for event in calendar.walk("VEVENT"))
    shown = sorted((str(event["UID"]), str(event["DTSTART"].dt)) for event in recurring_ical_events.of(calendar).all())
    if written != shown:
        odd = sorted(set(written) ^ set(shown)) or "some stand twice"
        complaints.append(Complaint("python-expands", f"{len(written)} written, {len(shown)} shown: {odd[:3]}"))


def main() -> None:
    for name in sys.argv[1:]:
        events, complaints = read(Path(name))
        found = [[complaint.code, complaint.what] for complaint in complaints]
        print(json.dumps({"file": name, "events": events, "complaints": found}, ensure_ascii=False))


if __name__ == "__main__":
    main()
