"""Rules that no parser enforces, checked on the bytes themselves."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from datetime import date, datetime

from complaints import Complaint

LINE_OCTETS = 75
UID_OCTETS = 191
SUMMARY_CHARACTERS = 255
DESCRIPTION_CHARACTERS = 3000
CALENDAR_DESCRIPTION_CHARACTERS = 255

# RFC 5545 §3.1: `NAME *(;PARAM=VALUE *(,VALUE)) : VALUE`.
NAME = r"[A-Za-z0-9-]+"
PARAM_VALUE = r'(?:"[^"]*"|[^";:,]*)'
CONTENT_LINE = re.compile(rf"({NAME})((?:;{NAME}={PARAM_VALUE}(?:,{PARAM_VALUE})*)*):(.*)\Z", re.DOTALL)
PARAM = re.compile(rf";({NAME})=({PARAM_VALUE}(?:,{PARAM_VALUE})*)")

UTC = re.compile(r"\d{8}T\d{6}Z")
LOCAL = re.compile(r"\d{8}T\d{6}")
DATE = re.compile(r"\d{8}")
HTML = re.compile(r"</?[A-Za-z][^>]*>|&(?:[a-z]+|#\d+);")
POSITION = re.compile(r"\bWeek \d+ of \d+\b|\b\d+ (?:day|week)s? (?:to|before|until|after|since)\b")
DURATION = re.compile(r"P(?:\d+W|(?:\d+D)?(?:T(?=\d)(?:\d+H)?(?:\d+M)?(?:\d+S)?)?)")
# The characters that a backslash can escape in a TEXT value (RFC 5545 §3.3.11).
TEXT = re.compile(r"(?:[^\\;,]|\\[\\;,nN])*")

TEXTS = {"SUMMARY", "DESCRIPTION", "LOCATION", "COMMENT", "CONTACT", "PRODID", "NAME", "UID"}
TEXTS |= {"X-WR-CALNAME", "X-WR-CALDESC", "X-WR-TIMEZONE", "STATUS", "TRANSP", "TZID", "TZNAME"}
TEXT_LISTS = {"CATEGORIES", "RESOURCES"}
TIMES = {"DTSTART", "DTEND", "RECURRENCE-ID", "EXDATE", "DUE"}
ONCE = {"DTSTART", "DTEND", "DURATION", "LOCATION", "GEO", "URL", "STATUS", "TRANSP", "CLASS", "PRIORITY"}
ONCE |= {"CREATED", "COLOR", "X-MICROSOFT-CDO-BUSYSTATUS", "X-APPLE-STRUCTURED-LOCATION"}

CSS3 = set(
    """aliceblue antiquewhite aqua aquamarine azure beige bisque black blanchedalmond blue blueviolet brown
    burlywood cadetblue chartreuse chocolate coral cornflowerblue cornsilk crimson cyan darkblue darkcyan
    darkgoldenrod darkgray darkgreen darkgrey darkkhaki darkmagenta darkolivegreen darkorange darkorchid darkred
    darksalmon darkseagreen darkslateblue darkslategray darkslategrey darkturquoise darkviolet deeppink deepskyblue
    dimgray dimgrey dodgerblue firebrick floralwhite forestgreen fuchsia gainsboro ghostwhite gold goldenrod gray
    green greenyellow grey honeydew hotpink indianred indigo ivory khaki lavender lavenderblush lawngreen
    lemonchiffon lightblue lightcoral lightcyan lightgoldenrodyellow lightgray lightgreen lightgrey lightpink
    lightsalmon lightseagreen lightskyblue lightslategray lightslategrey lightsteelblue lightyellow lime limegreen
    linen magenta maroon mediumaquamarine mediumblue mediumorchid mediumpurple mediumseagreen mediumslateblue
    mediumspringgreen mediumturquoise mediumvioletred midnightblue mintcream mistyrose moccasin navajowhite navy
    oldlace olive olivedrab orange orangered orchid palegoldenrod palegreen paleturquoise palevioletred papayawhip
    peachpuff peru pink plum powderblue purple red rosybrown royalblue saddlebrown salmon sandybrown seagreen
    seashell sienna silver skyblue slateblue slategray slategrey snow springgreen steelblue tan teal thistle tomato
    turquoise violet wheat white whitesmoke yellow yellowgreen""".split()
)


@dataclass
class Line:
    """A content line, unfolded."""

    number: int
    name: str
    params: dict[str, str]
    value: str


@dataclass
class Component:
    """A component: the lines between a BEGIN and its END."""

    name: str
    number: int
    lines: list[Line] = field(default_factory=list)
    children: list[Component] = field(default_factory=list)

    def all(self, name: str) -> list[Line]:
        return [line for line in self.lines if line.name == name]

    def one(self, name: str) -> Line | None:
        """The property, or None unless it occurs exactly once."""
        found = self.all(name)
        return found[0] if len(found) == 1 else None

    def each(self):
        yield self
        for child in self.children:
            yield from child.each()


def check(data: bytes) -> list[Complaint]:
    """All complaints about the bytes of one file."""
    complaints: list[Complaint] = []
    lines = unfold(data, complaints)
    calendar = tree(lines, complaints)
    if calendar is not None:
        Rules(complaints).calendar(calendar)
    return complaints


# ---------------------------------------------------------------- bytes


def unfold(data: bytes, complaints: list[Complaint]) -> list[tuple[int, str]]:
    """The unfolded lines with their numbers. Faults of the bytes become complaints."""
    if data.startswith(b"\xef\xbb\xbf"):
        complaints.append(Complaint("not-utf-8", "starts with a byte order mark", 1))
        data = data[3:]
    if re.search(rb"(?<!\r)\n|\r(?!\n)", data):
        bare = re.search(rb"(?<!\r)\n|\r(?!\n)", data).start()
        number = data[:bare].count(b"\n") + 1
        complaints.append(Complaint("line-ends", "a lone LF or CR", number))
        data = re.sub(rb"\r\n|\n|\r", b"\r\n", data)
    if not data.endswith(b"\r\n"):
        complaints.append(Complaint("last-line", "no CRLF at the end"))
    else:
        data = data[:-2]

    unfolded: list[tuple[int, bytes]] = []
    split_at: dict[int, int] = {}
    for number, line in enumerate(data.split(b"\r\n"), start=1):
        if len(line) > LINE_OCTETS:
            complaints.append(Complaint("line-length", f"{len(line)} octets", number))
        if found := re.search(rb"[\x00-\x08\x0a-\x1f\x7f]", line):
            complaints.append(Complaint("control-character", f"octet 0x{found[0][0]:02X}", number))
        if not line:
            complaints.append(Complaint("last-line", "an empty line", number))
        elif line[:1] in b" \t" and unfolded:
            first, text = unfolded[-1]
            if starts_inside_character(line[1:]):
                split_at[first] = number
            unfolded[-1] = (first, text + line[1:])
        else:
            unfolded.append((number, line))

    texts: list[tuple[int, str]] = []
    for number, line in unfolded:
        if number in split_at:
            complaints.append(Complaint("split-character", "folded inside a character", split_at[number]))
        try:
            texts.append((number, line.decode("utf-8")))
        except UnicodeDecodeError as error:
            complaints.append(Complaint("not-utf-8", str(error), number))
            texts.append((number, line.decode("utf-8", "replace")))
    return texts


def starts_inside_character(line: bytes) -> bool:
    """True if the first octet continues a character (10xxxxxx)."""
    return bool(line) and line[0] & 0xC0 == 0x80


# ---------------------------------------------------------------- structure


def tree(lines: list[tuple[int, str]], complaints: list[Complaint]) -> Component | None:
    """The components of the file; None if it holds no calendar."""
    root = Component("", 0)
    stack = [root]
    for number, text in lines:
        matched = CONTENT_LINE.match(text)
        if not matched:
            complaints.append(Complaint("content-line", repr(text[:60]), number))
            continue
        name, params, value = matched[1].upper(), matched[2], matched[3]
        if name == "BEGIN":
            component = Component(value.upper(), number)
            stack[-1].children.append(component)
            stack.append(component)
        elif name == "END":
            if len(stack) == 1 or stack[-1].name != value.upper():
                complaints.append(Complaint("structure", f"END:{value} closes nothing", number))
            else:
                stack.pop()
        elif len(stack) == 1:
            complaints.append(Complaint("structure", f"{name} stands outside the calendar", number))
        else:
            parsed = {key.upper(): given.strip('"') for key, given in PARAM.findall(params)}
            stack[-1].lines.append(Line(number, name, parsed, value))
    if len(stack) > 1:
        complaints.append(Complaint("structure", f"BEGIN:{stack[-1].name} is never closed", stack[-1].number))
    if [child.name for child in root.children] != ["VCALENDAR"]:
        complaints.append(Complaint("structure", "the file is not one VCALENDAR"))
    return next((child for child in root.children if child.name == "VCALENDAR"), None)


def text_of(value: str) -> str:
    """A TEXT value without its escapes."""
    return re.sub(r"\\(.)", lambda found: "\n" if found[1] in "nN" else found[1], value, flags=re.DOTALL)


def items_of(value: str) -> list[str]:
    """The items of a comma-separated list, still escaped."""
    return re.findall(r"(?:[^\\,]|\\.)+|(?<=,)(?=,|$)|^(?=,|$)", value)


class Rules:
    """The rules for the file's lines and components."""

    def __init__(self, complaints: list[Complaint]) -> None:
        self.complaints = complaints
        self.title_of_all: str | None = None

    def complain(self, code: str, what: str, line: Line | Component | None = None) -> None:
        self.complaints.append(Complaint(code, what, line.number if line else None))

    def calendar(self, calendar: Component) -> None:
        self.head(calendar)
        name = calendar.one("NAME")
        events = [child for child in calendar.children if child.name == "VEVENT"]
        # The busy calendar has titles and times, and nothing of the plan.
        is_busy = any(line.value.startswith("busy_") for event in events for line in event.all("UID"))
        self.title_of_all = name.value if name and is_busy else None
        for component in calendar.each():
            self.texts(component)
        self.zones(calendar, events)
        for event in events:
            self.event(event)
        uids = Counter(line.value for event in events for line in event.all("UID"))
        for uid, count in uids.items():
            if count > 1:
                self.complain("uid-twice", f"{uid} stands {count} times")

    # ------------------------------------------------------------ the calendar's own properties

    def exactly(self, component: Component, name: str, code: str, value: str | None = None) -> Line | None:
        """The property, which must occur once, with this value if one is given."""
        line = component.one(name)
        if line is None:
            self.complain(code, f"{len(component.all(name))} x {name}", component)
        elif not line.value or (value is not None and line.value != value):
            self.complain(code, f"{name}:{line.value}", line)
        return line

    def head(self, calendar: Component) -> None:
        self.exactly(calendar, "VERSION", "version", "2.0")
        self.exactly(calendar, "PRODID", "prodid")
        self.exactly(calendar, "CALSCALE", "calscale", "GREGORIAN")
        for line in calendar.all("METHOD"):
            self.complain("method", f"METHOD:{line.value}", line)
        if not calendar.children:
            self.complain("empty", "nothing in it", calendar)

        name = self.exactly(calendar, "NAME", "calendar-name")
        other = self.exactly(calendar, "X-WR-CALNAME", "calendar-name")
        if name and other and name.value != other.value:
            self.complain("calendar-name", f"{name.value!r} and {other.value!r}", other)
        descriptions = [line.value for line in calendar.all("DESCRIPTION")]
        others = [line.value for line in calendar.all("X-WR-CALDESC")]
        if descriptions != others or len(descriptions) > 1:
            self.complain("calendar-description", f"{descriptions} and {others}", calendar)
        for value in descriptions:
            if len(text_of(value)) > CALENDAR_DESCRIPTION_CHARACTERS:
                self.complain("calendar-description", f"{len(text_of(value))} characters", calendar)

        # vdirsyncer takes it for each event's.
        for line in calendar.all("UID"):
            self.complain("calendar-uid", f"UID:{line.value}", line)
        revised = self.exactly(calendar, "LAST-MODIFIED", "calendar-revised")
        if revised and not UTC.fullmatch(revised.value):
            self.complain("calendar-revised", revised.value, revised)
        interval = self.exactly(calendar, "REFRESH-INTERVAL", "refresh-interval")
        if interval and interval.params.get("VALUE") != "DURATION":
            self.complain("refresh-interval", "VALUE=DURATION is missing", interval)
        if interval and not DURATION.fullmatch(interval.value):
            self.complain("refresh-interval", interval.value, interval)
        self.exactly(calendar, "X-PUBLISHED-TTL", "published-ttl", interval.value if interval else None)

        for component in calendar.each():
            for line in component.all("COLOR"):
                if line.value not in CSS3:
                    self.complain("colour", line.value, line)
            for line in component.all("X-APPLE-CALENDAR-COLOR"):
                if not re.fullmatch(r"#[0-9A-Fa-f]{6}", line.value):
                    self.complain("colour", line.value, line)

    # ------------------------------------------------------------ texts

    def texts(self, component: Component) -> None:
        for line in component.lines:
            if line.name in TEXTS and not TEXT.fullmatch(line.value):
                self.complain("escape", f"{line.name}:{line.value[:60]}", line)
            if line.name in TEXT_LISTS:
                items = items_of(line.value)
                if not all(item and TEXT.fullmatch(item) for item in items):
                    code = "escape" if all(items) else "categories"
                    self.complain(code, f"{line.name}:{line.value[:60]}", line)
            if line.name in TEXTS | TEXT_LISTS and (found := HTML.search(line.value)):
                self.complain("html", found[0], line)
            if line.name == "X-ALT-DESC":
                self.complain("html", "X-ALT-DESC", line)

    # ------------------------------------------------------------ zones

    def zones(self, calendar: Component, events: list[Component]) -> None:
        used: set[str] = set()
        for event in events:
            for component in event.each():
                for line in component.lines:
                    if "TZID" in line.params:
                        used.add(line.params["TZID"])
                        self.zone_name(line)
        zones = [child for child in calendar.children if child.name == "VTIMEZONE"]
        defined = Counter(line.value for zone in zones for line in zone.all("TZID"))
        for tzid in sorted(used - set(defined)):
            self.complain("zone-missing", tzid)
        # A feed without events keeps its zone, because a calendar needs at least one component.
        for tzid in sorted(set(defined) - used) if events else []:
            self.complain("zone-unused", tzid)
        for tzid, count in defined.items():
            if count > 1:
                self.complain("zone-twice", f"{tzid} is defined {count} times")
        for zone in zones:
            if zone.one("TZID") is None:
                self.complain("zone-rule", f"{len(zone.all('TZID'))} x TZID", zone)
            if not zone.children:
                self.complain("zone-rule", "no observance", zone)
            for observance in zone.children:
                self.observance(observance)
        for line in calendar.all("X-WR-TIMEZONE"):
            if (used or set(defined)) != {line.value}:
                self.complain("wr-timezone", f"{line.value} is named, {sorted(used)} in use", line)

    def zone_name(self, line: Line) -> None:
        tzid = line.params["TZID"]
        if tzid.upper() in {"UTC", "GMT", "Z", "ETC/UTC"} or tzid.startswith("/") or line.value.endswith("Z"):
            self.complain("zone-name", f"{line.name};TZID={tzid}:{line.value}", line)

    def observance(self, observance: Component) -> None:
        start = observance.one("DTSTART")
        if start is None or not LOCAL.fullmatch(start.value) or start.params:
            self.complain("zone-rule", "no local DTSTART", observance)
        for name in ("TZOFFSETFROM", "TZOFFSETTO"):
            line = observance.one(name)
            if line is None or not re.fullmatch(r"[+-]\d{4}(?:\d{2})?", line.value):
                self.complain("zone-rule", f"no {name}", observance)
        for line in observance.all("RRULE"):
            if "FREQ=YEARLY" not in line.value.split(";"):
                self.complain("zone-rule", line.value, line)
        for line in observance.all("RDATE"):
            self.complain("rdate", line.value, line)

    # ------------------------------------------------------------ an event

    def event(self, event: Component) -> None:
        self.event_times(event)
        self.event_identity(event)
        self.event_words(event)
        self.event_place(event)
        self.event_busy(event)
        for name in sorted(ONCE):
            if len(event.all(name)) > 1:
                self.complain("twice", f"{len(event.all(name))} x {name}", event)
        for child in event.children:
            if child.name == "VALARM":
                self.alarm(child)

    def event_times(self, event: Component) -> None:
        stamp = event.one("DTSTAMP")
        if stamp is None or not UTC.fullmatch(stamp.value) or stamp.params:
            self.complain("dtstamp", stamp.value if stamp else "none, or several", stamp or event)
        revised = event.one("LAST-MODIFIED")
        if revised is None or (stamp and revised.value != stamp.value):
            self.complain("last-modified", revised.value if revised else "none, or several", revised or event)

        for component in event.each():
            for line in component.lines:
                if line.name in TIMES:
                    self.time_value(line)
        for line in event.all("X-MICROSOFT-CDO-ALLDAYEVENT"):
            self.complain("cdo-all-day", line.value, line)

        start, end = event.one("DTSTART"), event.one("DTEND")
        if start is None or end is None:
            self.complain("no-end", f"{len(event.all('DTSTART'))} x DTSTART, {len(event.all('DTEND'))} x DTEND", event)
            return
        first, last = moment(start.value), moment(end.value)
        if first is None or last is None:
            return
        if is_date(start) != is_date(end):
            self.complain("value-type", f"{start.value} and {end.value}", end)
        elif start.params.get("TZID") == end.params.get("TZID") and last <= first:
            self.complain("end-not-after-start", f"{start.value} to {end.value}", end)

    def time_value(self, line: Line) -> None:
        kind = line.params.get("VALUE", "DATE-TIME")
        if kind == "DATE" and DATE.fullmatch(line.value) and "TZID" not in line.params:
            return
        if kind == "DATE" or not (LOCAL.fullmatch(line.value) or UTC.fullmatch(line.value)):
            self.complain("value-type", f"{line.name} is {line.value}", line)
        elif LOCAL.fullmatch(line.value) and "TZID" not in line.params:
            self.complain("floating", f"{line.name}:{line.value}", line)

    def event_identity(self, event: Component) -> None:
        uid = event.one("UID")
        if uid is None or not 1 <= len(uid.value.encode()) <= UID_OCTETS:
            what = f"{len(uid.value.encode())} octets" if uid else f"{len(event.all('UID'))} x UID"
            self.complain("uid", what, uid or event)
        sequence = event.one("SEQUENCE")
        if sequence is None or not re.fullmatch(r"0|[1-9]\d*", sequence.value):
            self.complain("sequence", sequence.value if sequence else "none, or several", sequence or event)
        for line in event.all("STATUS"):
            if line.value not in {"CONFIRMED", "TENTATIVE", "CANCELLED"}:
                self.complain("status", line.value, line)

    def event_words(self, event: Component) -> None:
        summary = event.one("SUMMARY")
        if summary is None or not 1 <= len(text_of(summary.value).strip()) <= SUMMARY_CHARACTERS:
            what = f"{len(text_of(summary.value))} characters" if summary else f"{len(event.all('SUMMARY'))} x SUMMARY"
            self.complain("summary", what, summary or event)
        if self.title_of_all is not None:
            self.event_without_words(event, summary)
            return
        description = event.one("DESCRIPTION")
        if description is None or len(text_of(description.value)) > DESCRIPTION_CHARACTERS:
            what = (
                f"{len(text_of(description.value))} characters"
                if description
                else f"{len(event.all('DESCRIPTION'))} x DESCRIPTION"
            )
            self.complain("description", what, description or event)
        text = text_of(description.value) if description else ""
        if not POSITION.search(text):
            self.complain("position", repr(text[-60:]), description or event)
        url = event.one("URL")
        if url and text.rstrip().split("\n")[-1] != url.value:
            self.complain("link", url.value, url)
        categories = event.all("CATEGORIES")
        if len(categories) > 1:
            self.complain("categories", f"{len(categories)} lines", categories[1])

    def event_without_words(self, event: Component, summary: Line | None) -> None:
        """Complains about anything that an event of the busy calendar must not reveal."""
        if summary and summary.value != self.title_of_all:
            self.complain("discreet", f"SUMMARY:{summary.value}", summary)
        for name in ("DESCRIPTION", "LOCATION", "GEO", "CATEGORIES", "URL", "COMMENT"):
            for line in event.all(name):
                self.complain("discreet", f"{name}:{line.value}", line)
        for alarm in event.children:
            self.complain("discreet", alarm.name, alarm)

    def event_place(self, event: Component) -> None:
        geo, location = event.one("GEO"), event.one("LOCATION")
        apple = event.one("X-APPLE-STRUCTURED-LOCATION")
        if geo and not is_geo(geo.value):
            self.complain("geo", geo.value, geo)
        if bool(geo) != bool(apple):
            self.complain("geo", "one of GEO and X-APPLE-STRUCTURED-LOCATION alone", geo or apple)
        if apple and (not location or apple.params.get("X-TITLE") != rfc6868(text_of(location.value))):
            self.complain("geo", f"X-TITLE={apple.params.get('X-TITLE')}", apple)

    def event_busy(self, event: Component) -> None:
        start = event.one("DTSTART")
        if start is None:
            return
        wanted = ("TRANSPARENT", "FREE") if is_date(start) else ("OPAQUE", "BUSY")
        lines = (event.one("TRANSP"), event.one("X-MICROSOFT-CDO-BUSYSTATUS"))
        found = tuple(line.value if line else None for line in lines)
        if found != wanted:
            self.complain("busy", f"{found[0]}, {found[1]}; wanted {wanted[0]}, {wanted[1]}", event)

    def alarm(self, alarm: Component) -> None:
        action, trigger = alarm.one("ACTION"), alarm.one("TRIGGER")
        if action is None or action.value != "DISPLAY":
            self.complain("alarm", f"ACTION is {action.value if action else 'missing'}", alarm)
        if not alarm.one("DESCRIPTION"):
            self.complain("alarm", "no DESCRIPTION", alarm)
        if trigger is None or not (trigger.value[:1] == "-" and DURATION.fullmatch(trigger.value[1:])):
            self.complain("alarm", f"TRIGGER is {trigger.value if trigger else 'missing'}", alarm)


def is_date(line: Line) -> bool:
    return line.params.get("VALUE") == "DATE"


def moment(value: str) -> datetime | date | None:
    """A date or time without its zone; None if it is malformed or does not exist."""
    try:
        shape = "%Y%m%dT%H%M%S" if "T" in value else "%Y%m%d"
        return datetime.strptime(value.removesuffix("Z"), shape)
    except ValueError:
        return None


def is_geo(value: str) -> bool:
    matched = re.fullmatch(r"(-?\d+(?:\.\d+)?);(-?\d+(?:\.\d+)?)", value)
    return bool(matched) and abs(float(matched[1])) <= 90 and abs(float(matched[2])) <= 180


def rfc6868(text: str) -> str:
    """A parameter's value as written in the file (RFC 6868)."""
    return text.replace("^", "^^").replace("\n", "^n").replace('"', "^'")
