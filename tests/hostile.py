"""Files that a folder may hold and that are meant to harm, or that a careless script wrote: `files()` gives each with its
name, of at most a megabyte. tests/load.py serves them."""

import datetime

HEAD = 'plan = "half-12"\nrace = { date = 2027-04-18 }\n'
ZONE = '[athlete]\ntime_zone = "Europe/Berlin"\n'
LARGEST = 1_000_000
DAYS = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
SESSIONS = ["long", "medium", "quality", "easy", "strength", "cross", "mobility", "mind", "fuel", "appointment"]
WEEK = ", ".join(f'{day} = "{hour}"' for day, hour in
                 [("mon", "18:00"), ("tue", "18:00"), ("wed", "18:00"), ("thu", "18:00"), ("fri", "18:00"),
                  ("sat", "9:00"), ("sun", "9:00")])


def day(number):
    """A day of the season, over and over."""
    return datetime.date(2027, 1, 25) + datetime.timedelta(days=number % 80)


def repeated(line):
    """A megabyte of lines, each made of its number."""
    return "".join(line(number) for number in range(LARGEST // len(line(99_999))))


MOST_LISTED = 1_000  # src/limits.rs
MOST_FACTS = 4_000


def tables(line):
    return HEAD + ZONE + repeated(line)


def allowed(line, most=MOST_LISTED):
    """As many tables as a season may have."""
    return HEAD + ZONE + "".join(line(number) for number in range(most))


def facts():
    """Lists of facts: different ones, and the same over and over."""
    names = ["long", "easy", "quality", "strength"]
    yield "done", (lambda n: f'[[done]]\ndate={day(n)}\nsession="{names[n % 4]}"\n')
    yield "done-same", (lambda n: '[[done]]\ndate=2027-03-02\nsession="easy"\n')
    yield "skipped", (lambda n: f'[[skipped]]\ndate={day(n)}\nsession="{names[n % 4]}"\n')
    yield "moved", (lambda n: f'[[move]]\nfrom={day(n)}\nto={day(n + 1 + n // 80 % 5)}\nsession="easy"\n')
    yield "moved-to-and-fro", (lambda n: f'[[move]]\nfrom={day(38 + n % 2)}\nto={day(39 - n % 2)}\nsession="easy"\n')
    yield "done-anywhen", (lambda n: f'[[done]]\ndate={datetime.date(1900, 1, 1) + datetime.timedelta(days=n)}\nsession="easy"\n')
    yield "off", (lambda n: f"[[off]]\nfrom={day(n)}\nto={day(n)}\n")
    yield "off-long", (lambda n: f"[[off]]\nfrom=2026-01-{1 + n % 28:02}\nto=2027-0{1 + n % 4}-{1 + n % 27:02}\nwhy=\"ill\"\n")


def lists():
    """Tables of which a season may hold many."""
    yield "away", (lambda n: f"[[away]]\nfrom={day(n)}\n")
    yield "away-anywhen", (lambda n: f"[[away]]\nfrom={datetime.date(1900, 1, 1) + datetime.timedelta(days=n % 90_000)}\n")
    yield "away-wide", (lambda n: f'[[away]]\nfrom=1900-01-{1 + n % 28:02}\nto=2200-01-01\nstill=["easy", "long"]\n')
    yield "clubs", (lambda n: f'[[club]]\nname="c{n}"\non="tue"\ntakes=["easy"]\ntime="18:0{n % 10}"\n')
    yield "clubs-mandatory", (lambda n: '[[club]]\non=["mon","tue","wed","thu","fri"]\ntakes=["easy","long","quality"]\nmandatory=true\n')
    yield "tuneups", (lambda n: f'[[tuneup]]\ndate={day(n)}\ndistance="5k"\n')
    yield "tuneups-anywhen", (lambda n: f'[[tuneup]]\ndistance="5k"\ndate={datetime.date(1900, 1, 1) + datetime.timedelta(days=7 * n % 90_000)}\n')


def values():
    """Lists of values."""
    yield "club-except", HEAD + ZONE + '[[club]]\non="tue"\ntakes="easy"\nexcept=[' + repeated(
        lambda n: f"{day(n)},") + "]\n"
    yield "club-days", HEAD + ZONE + "[[club]]\ntakes=\"easy\"\non=[" + '"tue",' * 160_000 + "]\n"
    yield "club-takes", HEAD + ZONE + "[[club]]\non=\"tue\"\ntakes=[" + '"easy",' * 140_000 + "]\n"
    windows = ",".join(f'"{n % 22:02}:{n % 60:02}-23:{n % 60:02}"' for n in range(60_000))
    yield "windows", HEAD + ZONE + f"[week]\ntue=[{windows}]\n"
    allowed_windows = ",".join(windows.split(",")[:MOST_LISTED])
    yield "windows-allowed", HEAD + ZONE + "[week]\n" + "".join(f"{name}=[{allowed_windows}]\n" for name in DAYS)
    narrow = ",".join(f'"{n % 24:02}:{n % 59:02}-{n % 24:02}:{n % 59 + 1:02}"' for n in range(70_000))
    yield "windows-narrow", HEAD + ZONE + f"[week]\nmon=[{narrow}]\n"
    yield "rest", HEAD + "[week]\nrest=[" + '"mon",' * 160_000 + "]\n"
    yield "around-top", HEAD + "around=[" + repeated(lambda n: f'"hostile-around-top-{n}.ics",') + "]\n" + ZONE
    yield "around-allowed", HEAD + "around=[" + ",".join(f'"hostile-around-allowed-{n}.ics"' for n in range(1_000)) + \
        "]\n" + ZONE
    yield "around-same", HEAD + "around=[" + '"hostile-around-same.ics",' * 38_000 + "]\n" + ZONE
    yield "also", HEAD.replace("race", "also=[" + '"strength-2x",' * 70_000 + "]\nrace", 1)
    yield "also-unknown", HEAD.replace("race", "also=[" + repeated(lambda n: f'"o{n}",') + "]\nrace", 1)
    yield "plans", 'plan=[' + '"half-12",' * 99_000 + "]\nrace = { date = 2027-04-18 }\n"
    yield "plans-unknown", "plan=[" + repeated(lambda n: f'"p{n}.toml",') + "]\nrace = { date = 2027-04-18 }\n"
    yield "allow", HEAD + "[allow]\n" + repeated(lambda n: f'K{n} = "x"\n')
    yield "pace", HEAD + "[pace]\n" + repeated(lambda n: f'k{n} = "5:00"\n')


def texts():
    """Texts as long as a file."""
    yield "name", HEAD + f'[athlete]\nname = "{"x" * 990_000}"\n'
    yield "title", HEAD + f'[calendar]\ntitle = "{"{session}" * 110_000}"\n'
    yield "why", HEAD + f'[[away]]\nfrom=2027-03-01\nwhy="{"y" * 990_000}"\n'
    yield "place", f'plan="half-12"\nrace={{ date=2027-04-18, name="{"n" * 450_000}", place="{"p" * 450_000}" }}\n'
    yield "long-key", HEAD + "k" * 990_000 + "=1\n"
    yield "slip", 'plan="season-to-spring-marathon"\nrace={ date=2072-04-18 }\nprevious={ date=2026-10-18 }\n'


def faults():
    """A hundred thousand faults and more."""
    for name, unit in [("lines", "=\n"), ("commas", ","), ("returns", "\r"), ("dates", "k=2027-02-30\n"),
                       ("controls", 'a="\a"\n')]:
        text = unit * (LARGEST // len(unit))
        yield f"faults-{name}", f"a = [{text}]\n" if name == "commas" else text
    yield "faults-word", "a" + "." * 900_000 + " = 1\n"
    yield "faults-keys", HEAD + repeated(lambda n: f"k{n}=1\n")
    yield "faults-tables", HEAD + repeated(lambda n: f"[k{n}]\n")
    yield "faults-away", HEAD + repeated(lambda n: "[[away]]\n")
    yield "faults-away-keys", HEAD + repeated(lambda n: f"[[away]]\nfrom=2027-03-0{1 + n % 9}\nx=1\n")
    yield "faults-unknown-sessions", HEAD + repeated(lambda n: f'[[done]]\ndate={day(n)}\nsession="eazy{n}"\n')


def nested():
    key = ".".join(["a"] * 79)
    inside = "1"
    for _ in range(79):
        inside = f"{{{key}={inside}}}"
    yield "deep-keys", f"{key}={inside}\n"
    yield "deep-lists", "a = " + "[" * 490_000 + "]" * 490_000 + "\n"
    yield "deep-tables", "a = " + "{a=" * 300_000 + "\n"
    yield "deep-heads", "".join(f"[{'.'.join(['a'] * 70)}.b{n}]\n" for n in range(6_000))
    yield "many-tables", repeated(lambda n: f"[session.s{n}]\nkind=\"easy\"\n")


def plans():
    """Plans, which are judged as soon as they lie in the folder. Each has a season that follows it."""
    head = 'title="H"\ngoal="half"\n'
    rows = '[[phase]]\nweeks=52\nrepeat=true\n{}\n'

    def sessions(count, days='"mon","tue","wed","thu","fri","sat","sun"'):
        """A plan of sessions that the search cannot take for one another, on any day."""
        defined = "".join(f'[session.s{n}]\nkind="{SESSIONS[n % 10]}"\non=[{days}]\n' for n in range(count))
        row = "\n".join(f's{n}="{30 + n} min{" easy" if n % 10 in (0, 1, 3) else ""}"' if n % 10 in (0, 1, 2, 3)
                        else f"s{n}=1" for n in range(count))
        return head + defined + rows.format(row)

    yield "sessions-14", sessions(14)
    yield "sessions-14-free", sessions(14).replace('on=["mon","tue","wed","thu","fri","sat","sun"]\n', "")
    yield "sessions-14-easy", head + rows.format("easy=7\nmobility=3\nstrength=2\ncross=2")
    yield "sessions-14-quality", head + rows.format(
        "\n".join(["long=1", "medium=2", "quality=3", "easy=3", "strength=2", "cross=1", "mobility=1", "mind=1"]))
    same = "".join(f'[session.e{n}]\nkind="easy"\non=["mon","tue","wed","thu","fri","sat","sun"]\n' for n in range(14))
    yield "sessions-14-kinds", head + same + rows.format("\n".join(f'e{n}="{20 + n} min easy"' for n in range(14)))
    light = "".join(f'[session.m{n}]\nkind="{["mobility", "mind", "fuel", "appointment"][n % 4]}"\n' for n in range(14))
    yield "sessions-14-light", head + light + rows.format("\n".join(f"m{n}=1" for n in range(14)))
    weeks = ",".join(
        "{" + ",".join(f's{n}="{20 + (n * 7 + week) % 40} min easy"' for n in range(14)) + "}" for week in range(52))
    changing = "".join(f'[session.s{n}]\nkind="easy"\non=["sun","sat","fri"]\n' for n in range(14))
    yield "sessions-14-changing", head + changing + f"[[phase]]\nweeks=52\nweek=[{weeks}]\n"
    yield "phases", head + repeated(lambda n: f'[[phase]]\nname="p{n}"\nweeks=1\neasy=3\n')
    yield "phases-flexible", head + repeated(lambda n: '[[phase]]\nweeks={min=0,typical=1,max=104}\neasy=3\n')
    yield "phases-some", head + '[[phase]]\nweeks={min=0,typical=1,max=104}\neasy=3\nrepeat=true\n' * 100
    yield "rows", head + "[[phase]]\neasy=3\nweek=[" + repeated(lambda n: f'{{long="{5 + n % 20} km"}},') + "]\n"
    yield "notes", head + rows.format("easy=3") + repeated(lambda n: f'[[note]]\ntext="note {n}"\n')
    yield "once", head + rows.format("easy=3") + repeated(
        lambda n: f'[[once]]\nwhat="w{n}"\nbefore_race="{1 + n % 20}-90 days"\n')
    yield "workouts", head + rows.format("easy=3") + "[workout]\n" + repeated(lambda n: f'w{n}="5 km easy"\n')
    yield "workout-chain", head + rows.format("easy=3") + "[workout]\n" + repeated(lambda n: f'w{n}="w{n + 1}"\n')
    yield "daily", head + rows.format("easy=3\ndaily=[" + '"stretch",' * 90_000 + "]")
    yield "quality-list", head + rows.format("quality=[" + '"30 min easy",' * 70_000 + "]")
    yield "exercises", head + rows.format("easy=3") + '[workout.a]\nworkout="strength 40 min"\nexercises=[' + \
        '"squats",' * 90_000 + "]\n"
    yield "repeats", head + rows.format('quality="' + "2 x (" * 90_000 + '400 m"')
    yield "plan-allow", head + rows.format("easy=3") + "[allow]\n" + repeated(lambda n: f'K{n}="x"\n')
    yield "plan-of-plans", 'title="P"\ngoal="half"\nplans=[' + '"half-12",' * 99_000 + "]\n"


def calendars():
    """Calendars that a season is placed around."""
    begin = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\n"
    event = "BEGIN:VEVENT\r\nUID:{}\r\nDTSTAMP:20270101T000000Z\r\n{}END:VEVENT\r\n"

    def calendar(lines):
        return begin + repeated(lambda n: event.format(n, lines(n))) + "END:VCALENDAR\r\n"

    def at(n):
        return f"{day(n):%Y%m%d}T{n % 24:02}0000Z"

    yield "events", calendar(lambda n: f"DTSTART:{at(n)}\r\nDURATION:PT{1 + n % 50}M\r\nSUMMARY:x{n}\r\n")
    yield "rules", calendar(lambda n: f"DTSTART:19000101T{n % 24:02}0000Z\r\nDURATION:PT1M\r\nRRULE:FREQ=DAILY\r\n")
    yield "rules-dense", calendar(
        lambda n: f"DTSTART:20270101T{n % 24:02}0000Z\r\nDURATION:PT1M\r\nRRULE:FREQ=MINUTELY\r\n")
    yield "rules-rare", calendar(
        lambda n: "DTSTART:19000101T000000Z\r\nDURATION:PT1M\r\nRRULE:FREQ=MONTHLY;BYMONTHDAY=31;BYDAY=MO\r\n")
    yield "wide-events", calendar(lambda n: "DTSTART:19000101T000000Z\r\nDTEND:22000101T000000Z\r\n")
    yield "stamps", begin + repeated(
        lambda n: f"BEGIN:VEVENT\r\nUID:{n}\r\nDTSTAMP:99991231T235959Z\r\nDTSTART:{at(n)}\r\nEND:VEVENT\r\n"
    ) + "END:VCALENDAR\r\n"


def seasons():
    for name, line in facts():
        yield name, tables(line)
        yield f"{name}-allowed", allowed(line, MOST_FACTS)
    for name, line in lists():
        yield name, tables(line)
        yield f"{name}-allowed", allowed(line)
    for kind in (values, texts, faults, nested):
        yield from kind()


def files():
    """The names and contents of all files."""
    for name, text in seasons():
        yield f"hostile-{name}.toml", text
    for name, text in plans():
        yield f"hostile-plan-{name}.toml", text
        yield (f"hostile-follows-{name}.toml",
               f'plan = "hostile-plan-{name}.toml"\nrace = {{ date = 2027-04-18 }}\nprevious = {{ date = 2024-04-18 }}\n')
    for name, text in calendars():
        yield f"hostile-busy-{name}-cal.ics", text
        yield f"hostile-busy-{name}.toml", f'around = ["hostile-busy-{name}-cal.ics"]\n' + HEAD + ZONE + f"[week]\n" + \
            WEEK.replace(", ", "\n") + "\n"
