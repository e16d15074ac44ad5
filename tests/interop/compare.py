"""Compares how two readers understood a file."""

from __future__ import annotations

from complaints import Complaint

FIELDS = ("start", "end", "summary", "description", "location", "sequence", "status", "transp", "stamp", "categories", "url")


def compare(python: list[dict], javascript: list[dict]) -> list[Complaint]:
    """A complaint for each event that only one reader found, and for each field in which the two differ."""
    complaints: list[Complaint] = []
    ours, theirs = [event["uid"] for event in python], [event["uid"] for event in javascript]
    if ours == theirs:
        pairs = list(zip(python, javascript, strict=True))
    else:
        odd = sorted(map(str, set(ours) ^ set(theirs)))[:5]
        what = f"{len(ours)} events in icalendar, {len(theirs)} in ical.js; only one of them has {odd}"
        complaints.append(Complaint("readers-differ", what))
        others = {event["uid"]: event for event in javascript}
        pairs = [(event, others[event["uid"]]) for event in python if event["uid"] in others]
    for event, other in pairs:
        for field in FIELDS:
            if event[field] != other[field]:
                what = f"{event['uid']}: {field} is\n      {event[field]!r} in icalendar\n      {other[field]!r} in ical.js"
                complaints.append(Complaint("readers-differ", what))
    return complaints
