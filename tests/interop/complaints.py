"""Every complaint that the harness can make: its code, and the rule behind it.

A code never changes: `broken/CODE.ics` (or `CODE.2.ics`) is a file with that fault, and
`run.py --self-test` fails unless the file is flagged with exactly this code, and unless every code has a file.
"""

from __future__ import annotations

from dataclasses import dataclass

CODES: dict[str, str] = {
    # The bytes (RFC 5545 §3.1).
    "not-utf-8": "a calendar is UTF-8 without a byte order mark",
    "line-ends": "every line ends with CRLF, and CR and LF stand nowhere else",
    "last-line": "the last line ends with CRLF too, and no line is empty",
    "line-length": "a line has at most 75 octets, the leading space of a continuation included",
    "split-character": "a line must not be folded inside a UTF-8 character",
    "control-character": "no control character but TAB",
    "content-line": "a line is NAME;PARAM=VALUE:VALUE, with `:` `;` `,` only in quoted parameter values",
    "structure": "BEGIN and END match, around one VCALENDAR",
    # The calendar.
    "version": "exactly one VERSION:2.0",
    "prodid": "exactly one PRODID",
    "calscale": "exactly one CALSCALE:GREGORIAN",
    "method": "no METHOD: PUBLISH would need an ORGANIZER, and DTSTAMP would change its meaning",
    "empty": "a calendar has at least one component",
    "calendar-name": "NAME and X-WR-CALNAME, once each and equal (Google reads only the second)",
    "calendar-description": "DESCRIPTION and X-WR-CALDESC equal, at most 255 characters",
    "calendar-uid": "a calendar has no UID of its own",
    "calendar-revised": "a feed has one LAST-MODIFIED in UTC",
    "refresh-interval": "REFRESH-INTERVAL;VALUE=DURATION:… once (the type must be said: it has no default)",
    "published-ttl": "X-PUBLISHED-TTL once, equal to REFRESH-INTERVAL",
    "colour": "COLOR is a CSS3 name, X-APPLE-CALENDAR-COLOR is #RRGGBB",
    "wr-timezone": "X-WR-TIMEZONE only when it is the one TZID in use",
    # Time.
    "dtstamp": "an event has one DTSTAMP, in UTC",
    "last-modified": "LAST-MODIFIED is there and equals DTSTAMP",
    "floating": "no time without a zone",
    "zone-name": "UTC is written with Z; no TZID=UTC, no TZID that begins with /, no TZID on a UTC time",
    "zone-missing": "every TZID in use has its VTIMEZONE in the file",
    "zone-unused": "every VTIMEZONE is used",
    "zone-twice": "a zone is defined once",
    "zone-rule": "an observance has DTSTART and both offsets; its RRULE, if any, is yearly",
    "rdate": "no RDATE in a VTIMEZONE (Outlook ignores it)",
    "zone-unknown": "a TZID is a name of the IANA database",
    "zone-differs": "VTIMEZONE gives the offsets that the IANA database gives, for the feed's whole span",
    "skipped-hour": "a time exists on its day (it is not in the hour that summer time skips)",
    "value-type": "a date has VALUE=DATE, a time has none; DTSTART and DTEND are of one kind",
    "no-end": "an event has one DTSTART and one DTEND",
    "end-not-after-start": "DTEND is after DTSTART; of an all-day event at least a day later (it is exclusive)",
    "cdo-all-day": "no X-MICROSOFT-CDO-ALLDAYEVENT",
    # An event.
    "uid": "an event has one UID of 1 to 191 octets",
    "uid-twice": "a UID is unique in its feed",
    "twice": "a property that may stand once in an event stands once",
    "sequence": "an event has one SEQUENCE, a number from 0",
    "summary": "an event has one SUMMARY of 1 to 255 characters",
    "description": "an event has one DESCRIPTION of at most 3,000 characters",
    "discreet": "an event of the busy calendar has the calendar's title, and says nothing else",
    "position": "an event's text says where it stands (`Week 7 of 18`, `82 days to the race`)",
    "link": "an event's URL is also the last line of its DESCRIPTION (Google hides URL)",
    "escape": r"in a text, `\` `;` `,` and newline are escaped and nothing else is",
    "html": "texts are plain: no tags, no entities, no X-ALT-DESC",
    "categories": "CATEGORIES is one line, without empty items",
    "status": "STATUS is CONFIRMED, TENTATIVE or CANCELLED",
    "busy": "timed events are OPAQUE and BUSY, all-day ones TRANSPARENT and FREE",
    "geo": "GEO is lat;lon, and comes with an X-APPLE-STRUCTURED-LOCATION whose X-TITLE is the LOCATION",
    "alarm": "a VALARM has ACTION:DISPLAY, a DESCRIPTION and a negative TRIGGER",
    # The readers.
    "python-refuses": "PyPI icalendar cannot read the file",
    "python-complains": "PyPI icalendar kept an error on a component",
    "python-expands": "recurring-ical-events does not find every event once, at its own time",
    "js-refuses": "ical.js cannot read the file",
    "js-complains": "ical.js has no start, end or zone for an event",
    "readers-differ": "the two readers understand an event differently",
}


@dataclass(frozen=True)
class Complaint:
    """One complaint about one file."""

    code: str
    what: str
    line: int | None = None

    def __post_init__(self) -> None:
        if self.code not in CODES:
            raise ValueError(f"{self.code!r} is not a code of complaints.py")

    def __str__(self) -> str:
        where = f"line {self.line}: " if self.line else ""
        return f"[{self.code}] {where}{self.what} ({CODES[self.code]})"
