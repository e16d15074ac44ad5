"""A subscribed feed: vdirsyncer fetches it from a running server over HTTP and keeps a folder in step.

Usage: subscribe.py LONGRUN       starts this program's server, changes its folder, and synchronises after each change;
                                  then the same with exported files, by the address of a plain web server and by path
       subscribe.py --self-test   proves that duplicate, unmoved, leftover and unmarked events are found

After each change vdirsyncer synchronises the feed with a folder of .ics files, which khal shows. The folder must hold
exactly the feed's events, and khal must show them: no duplicate, no leftover, cancelled events marked as such.
vdirsyncer renames each event by its content, so UIDs are checked in the feed itself: each is unique, and a moved event
keeps its UID.

Exit code 1 on any complaint.
"""

from __future__ import annotations

import functools
import os
import re
import shutil
import subprocess
import sys
import tempfile
import threading
import time
import urllib.request
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import read as icalendar_reader
from khal_shows import Khal
from lifecycle import Shown, View, calendar, event

VDIRSYNCER = Path(sys.executable).with_name("vdirsyncer")
MOST_TOLD = 5
PATIENCE = 20.0


def tidy(view: View) -> Counter[Shown]:
    return Counter(view.values())


# ---------------------------------------------------------------- the subscriber


class Subscriber:
    """vdirsyncer between a feed and a folder, and khal on that folder. The feed is at an address, or is one file."""

    def __init__(self, home: Path, feed: str | Path) -> None:
        home.mkdir(parents=True, exist_ok=True)
        self.folder = home / "calendar"
        self.khal = Khal(home, self.folder)
        self.config = home / "vdirsyncer.conf"
        source = f'type = "http"\nurl = "{feed}"'
        if isinstance(feed, Path):
            source = f'type = "singlefile"\npath = "{feed}"'
        self.config.write_text(
            f'[general]\nstatus_path = "{home / "status"}"\n'
            '[pair training]\na = "feed"\nb = "folder"\ncollections = null\nconflict_resolution = "a wins"\n'
            f'[storage feed]\n{source}\n'
            f'[storage folder]\ntype = "filesystem"\npath = "{self.folder}"\nfileext = ".ics"\n'
        )
        self.run("discover")

    def run(self, *arguments: str) -> None:
        command = [str(VDIRSYNCER), "--config", str(self.config), *arguments]
        environment = {"PATH": os.environ["PATH"], "HOME": str(self.config.parent), "LC_ALL": "C.UTF-8"}
        done = subprocess.run(
            command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, env=environment, text=True, encoding="utf-8"
        )
        if done.returncode != 0:
            sys.exit(f"subscribe: vdirsyncer {' '.join(arguments)}: {done.stdout}")

    def files(self) -> dict[str, int]:
        """The folder's files with their modification times."""
        return {path.name: path.stat().st_mtime_ns for path in self.folder.glob("*.ics")}

    def kept(self) -> Counter[Shown]:
        """The folder's events, read with PyPI's icalendar."""
        events: Counter[Shown] = Counter()
        for path in self.folder.glob("*.ics"):
            found, _ = icalendar_reader.read(path)
            events.update(shown(one) for one in found)
        return events

    def live(self) -> Counter[tuple[str, str]]:
        """The events that khal shows and does not strike out."""
        today = date.today()
        rows = self.khal.shows(str(today - timedelta(days=400)), str(today + timedelta(days=800)))
        return Counter((row["title"], row["start"]) for row in rows if not row["cancelled"])


def shown(one: dict) -> Shown:
    return Shown(one["start"], one["summary"], one["status"] == "CANCELLED")


def says(body: bytes, home: Path) -> tuple[View, list[str]]:
    """The events of a feed, and the UIDs that occur in it twice."""
    file = home / "feed.ics"
    file.write_bytes(body)
    events, complaints = icalendar_reader.read(file)
    doubled = [uid for uid, times in Counter(one["uid"] for one in events).items() if times > 1]
    view = {one["uid"]: shown(one) for one in events}
    return view, [f"the UID {uid} is there twice" for uid in doubled] + [str(complaint) for complaint in complaints]


def against_feed(view: View, subscriber: Subscriber) -> list[str]:
    """Complaints unless the folder holds the feed's events and khal shows them."""
    wanted, kept = tidy(view), subscriber.kept()
    complaints = [f"missing in the folder: {one}" for one in (wanted - kept).elements()]
    complaints += [f"in the folder, and not in the feed: {one}" for one in (kept - wanted).elements()]
    live = Counter((one.title, one.start) for one in view.values() if not one.cancelled)
    complaints += [f"{title} at {start} is doubled" for (title, start), times in live.items() if times > 1]
    listed = subscriber.live()
    complaints += [f"khal does not show {one}" for one in (live - listed).elements()]
    complaints += [f"khal shows {one}, which the feed does not" for one in (listed - live).elements()]
    return complaints


# ---------------------------------------------------------------- a server and its folder


def race() -> date:
    """A Sunday far enough away that the whole plan lies ahead."""
    day = date.today() + timedelta(weeks=15)
    return day + timedelta(days=(6 - day.weekday()) % 7)


def season(day: date, tuesday: str = "18:00", more: str = "", name: str = "Race of spring") -> str:
    return (
        f'plan = "half-12"\n[race]\nname = "{name}"\ndate = {day}\n'
        '[athlete]\nid = "ada-lovelace"\nname = "Ada Lovelace"\ntime_zone = "Europe/Berlin"\n'
        f'[week]\nrest = ["fri"]\nlong = "sun 08:00"\ntue = "{tuesday}"\n{more}'
    )


@dataclass
class Step:
    """A change of the folder, and the condition on the feed's events before and after, by UID."""

    what: str
    files: dict[str, str]
    claim: Callable[[View, View], list[str]]


def steps() -> list[Step]:
    first, later = race(), season(race(), "19:30")
    away = first - timedelta(weeks=6)
    week = f"[[away]]\nfrom = {away}\nto = {away + timedelta(days=8)}\n"
    return [
        Step("subscribed", {"spring.toml": season(first)}, something),
        Step("asked again", {}, same),
        Step("Tuesday's runs an hour and a half later", {"spring.toml": later}, tuesdays_moved),
        Step("nine days away", {"spring.toml": later + week}, functools.partial(away_from, away)),
        Step(
            "the next season, in a file of its own",
            {"autumn.toml": season(first + timedelta(weeks=20), name="Race of autumn")},
            another_season,
        ),
    ]


def something(_: View, after: View) -> list[str]:
    live = [one for one in after.values() if not one.cancelled]
    return [] if len(live) > 40 else [f"only {len(live)} events"]


def same(before: View, after: View) -> list[str]:
    return [] if before == after else ["the feed changed, and nothing of the folder did"]


def tuesdays_moved(before: View, after: View) -> list[str]:
    changed = [uid for uid in before if before[uid] != after.get(uid)]
    complaints = [] if len(changed) >= 10 else [f"only {len(changed)} events moved"]
    complaints += [f"{uid} is new" for uid in after if uid not in before]
    for uid in changed:
        was, now = before[uid], after.get(uid)
        tuesday = date.fromisoformat(was.start[:10]).weekday() == 1
        if now is None or not tuesday or now.start[:10] != was.start[:10] or now.start[10:] == was.start[10:]:
            complaints.append(f"{was} became {now}")
    return complaints


def away_from(first: date, before: View, after: View) -> list[str]:
    days = [str(first + timedelta(days=number)) for number in range(9)]
    there = [one.title for one in after.values() if not one.cancelled and one.start[:10] in days]
    complaints = [f"while away: {title}" for title in there if not title.startswith(("Rest", "Away"))]
    gone = [uid for uid, one in before.items() if not one.cancelled and (uid not in after or after[uid].cancelled)]
    complaints += [] if gone else ["nothing is cancelled"]
    return complaints + [f"{uid} is not there any more, and was not marked as cancelled" for uid in gone if uid not in after]


def another_season(before: View, after: View) -> list[str]:
    complaints = [f"{uid} was {one}, and is {after.get(uid)}" for uid, one in before.items() if after.get(uid) != one]
    return complaints if len(after) > len(before) + 40 else [*complaints, "the next season is not there"]


@contextmanager
def serving(longrun: Path, home: Path) -> Iterator[str]:
    """A server for `home/seasons`, and the address of one of its feeds."""
    environment = {"PATH": os.environ["PATH"], "LONGRUN_STORE": f"sqlite:{home / 'feeds.db'}", "NO_COLOR": "1"}
    made = subprocess.run(
        [str(longrun), "feeds", "make", "Ada Lovelace"], capture_output=True, env=environment, check=True, text=True
    )
    with (home / "server.log").open("wb") as log:
        server = subprocess.Popen(
            [str(longrun), "serve", str(home / "seasons"), "--listen", "127.0.0.1:0", "--log-filter", "debug"],
            stdout=subprocess.PIPE,
            stderr=log,
            env=environment,
            text=True,
        )
    try:
        line = server.stdout.readline().strip()
        found = re.fullmatch(r"longrun listens on (http://[0-9.:]+)", line)
        if not found:
            sys.exit(f"subscribe: the server said {line!r}: {(home / 'server.log').read_text()}")
        yield found[1] + made.stdout.strip()
    finally:
        server.terminate()
        server.wait(timeout=30)
        keep(made.stdout.split("/feed/")[1].split("/")[0], home / "server.log")


def keep(token: str, log: Path) -> None:
    """Keeps both for the search for tokens at the end of tests/run.sh, if run from there."""
    if folder := os.environ.get("LONGRUN_TEST_RECORDS"):
        records = Path(folder)
        (records / "logs").mkdir(exist_ok=True)
        shutil.copy(log, records / "logs" / "subscribe.log")
        with (records / "tokens").open("a", encoding="utf-8") as tokens:
            tokens.write(f"{token}\n")


def fetch(address: str) -> tuple[bytes, str]:
    with urllib.request.urlopen(address, timeout=PATIENCE) as reply:
        return reply.read(), reply.headers["ETag"]


def walk_steps(longrun: Path) -> int:
    failed, before, tag = 0, {}, ""
    walked = steps()
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        (home / "seasons").mkdir()
        for name, text in walked[0].files.items():
            (home / "seasons" / name).write_text(text, encoding="utf-8")
        with serving(longrun, home) as address:
            subscriber = Subscriber(home / "subscriber", address)
            for number, step in enumerate(walked):
                for name, text in step.files.items():
                    (home / "seasons" / name).write_text(text, encoding="utf-8")
                body, tag = changed(address, tag, expected=bool(step.files))
                files = subscriber.files()
                subscriber.run("sync")
                view, complaints = says(body, home)
                complaints += against_feed(view, subscriber) + step.claim(before, view)
                if number and not step.files and subscriber.files() != files:
                    complaints.append("files were written, and nothing has changed")
                before = view
                cancelled = sum(one.cancelled for one in view.values())
                told = f"{step.what} ({len(view)} events, {cancelled} cancelled, {len(subscriber.files())} files)"
                failed += tell(told, complaints)
    print(f"{len(walked) - failed} passed, {failed} failed: vdirsyncer, khal")
    return 1 if failed else 0


def changed(address: str, tag: str, *, expected: bool) -> tuple[bytes, str]:
    """The feed; if it must change, once it has changed."""
    end = time.monotonic() + PATIENCE
    while True:
        body, now = fetch(address)
        if now != tag or not expected or time.monotonic() > end:
            return body, now
        time.sleep(0.2)


def walk_files(longrun: Path) -> int:
    """An exported file on any web server, and the same file by its path: all of its events, also after an edit."""
    failed, walked = 0, 0
    first, later = season(race()), season(race(), "19:30")
    with tempfile.TemporaryDirectory() as folder, answering() as (server, address):
        home = Path(folder)
        calendar_file, synchronised = home / "spring.ics", home / "synchronised.ics"
        subscribers = {
            "by address": Subscriber(home / "http", address),
            "by path": Subscriber(home / "file", synchronised),
        }
        for what, text in {"exported": first, "exported again, Tuesdays later": later}.items():
            (home / "spring.toml").write_text(text, encoding="utf-8")
            export = [str(longrun), "export", str(home / "spring.toml"), "-o", str(calendar_file)]
            subprocess.run(export, check=True, capture_output=True)
            server.body = calendar_file.read_bytes()
            # vdirsyncer writes its file anew in words of its own.
            synchronised.write_bytes(server.body)
            view, unread = says(server.body, home)
            for how, subscriber in subscribers.items():
                subscriber.run("sync")
                complaints = unread + against_feed(view, subscriber)
                failed += tell(f"{what}, {how} ({len(view)} events, {len(subscriber.files())} files)", complaints)
                walked += 1
    print(f"{walked - failed} passed, {failed} failed: vdirsyncer, khal, exported files")
    return 1 if failed else 0


def tell(what: str, complaints: list[str]) -> bool:
    print(f"{'FAILED' if complaints else 'ok    '} {what}")
    for complaint in complaints[:MOST_TOLD]:
        print(f"    {complaint}")
    if more := complaints[MOST_TOLD:]:
        print(f"    and {len(more)} more")
    return bool(complaints)


# ---------------------------------------------------------------- the self-test


class Feed(BaseHTTPRequestHandler):
    """Answers every request with the server's bytes."""

    def do_GET(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/calendar; charset=utf-8")
        self.send_header("Content-Length", str(len(self.server.body)))
        self.end_headers()
        self.wfile.write(self.server.body)

    def log_message(self, *_: object) -> None:
        pass


@contextmanager
def answering() -> Iterator[tuple[ThreadingHTTPServer, str]]:
    """A plain web server whose `body` is the answer to every request, and an address on it."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Feed)
    server.body = b""
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield server, f"http://127.0.0.1:{server.server_port}/calendar.ics"
    finally:
        server.shutdown()


def self_test() -> int:
    """Second answers of a feed, good and bad, with the complaints they must cause; and folders that were tampered with."""
    first = calendar(event("a", 6), event("b", 14))
    second = {
        "moved": calendar(event("a", 7, 1), event("b", 14)),
        "cancelled": calendar(event("a", 6), event("b", 14, 1, status="CANCELLED")),
        "a doubled UID": calendar(event("a", 6), event("a", 7, 1), event("b", 14)),
        "a doubled event": calendar(event("a", 6), event("c", 6, 1), event("b", 14)),
        # vdirsyncer takes it for each event's: it is why no calendar of ours has one.
        "a UID of its own": first.replace("VERSION:2.0", "VERSION:2.0\r\nUID:calendar"),
    }
    wanted = {
        "moved": None,
        "cancelled": None,
        "a doubled UID": "the UID a is there twice",
        "a doubled event": "is doubled",
        "a UID of its own": "missing in the folder",
    }
    failures, total = [], 0
    with tempfile.TemporaryDirectory() as folder, answering() as (server, address):
        for number, (what, text) in enumerate(second.items()):
            home = Path(folder) / str(number)
            server.body = first.encode()
            subscriber = Subscriber(home, address)
            subscriber.run("sync")
            before, complaints = says(server.body, home)
            complaints += against_feed(before, subscriber)
            server.body = text.encode()
            subscriber.run("sync")
            view, found = says(server.body, home)
            complaints += found + against_feed(view, subscriber)
            failures += unless(what, wanted[what], complaints)
            total += 1
            if what == "cancelled":
                for doing, word in TAMPERED.items():
                    copies = {path: path.read_text(encoding="utf-8") for path in subscriber.folder.glob("*.ics")}
                    tamper(subscriber.folder, doing)
                    failures += unless(doing, word, against_feed(view, subscriber))
                    total += 1
                    for path in subscriber.folder.glob("*.ics"):
                        path.unlink()
                    for path, content in copies.items():
                        path.write_text(content, encoding="utf-8")
            if what == "moved":
                for doing, claim, word in (
                    ("no move", tuesdays_moved, "only 1 events moved"),
                    ("a change for nothing", same, "the feed changed"),
                ):
                    failures += unless(doing, word, claim(before, view))
                    total += 1
    for failure in failures:
        print(f"FAILED {failure}")
    print(f"subscribe self-test: {total - len(failures)} passed, {len(failures)} failed")
    return 1 if failures else 0


TAMPERED = {
    "left behind": "in the folder, and not in the feed",
    "forgotten": "missing in the folder",
    "not marked as cancelled": "khal shows",
}


def tamper(folder: Path, doing: str) -> None:
    """Changes the folder as a bad synchronisation would."""
    files = sorted(folder.glob("*.ics"))
    live, cancelled = sorted(files, key=lambda path: "STATUS:CANCELLED" in path.read_text(encoding="utf-8"))
    match doing:
        case "left behind":
            old = live.read_text(encoding="utf-8").replace("20270206T", "20270205T")
            (folder / "old.ics").write_text(re.sub("UID:.*", "UID:old", old), encoding="utf-8")
        case "forgotten":
            live.unlink()
        case "not marked as cancelled":
            text = cancelled.read_text(encoding="utf-8").replace("STATUS:CANCELLED", "STATUS:CONFIRMED")
            cancelled.write_text(text, encoding="utf-8")


def unless(what: str, word: str | None, complaints: list[str]) -> list[str]:
    """A failure unless the complaints are the expected ones."""
    if bool(complaints) == (word is not None) and (word is None or any(word in complaint for complaint in complaints)):
        return []
    return [f"{what}: it says {complaints or 'nothing'}, and should say {word or 'nothing'}"]


def main() -> int:
    match sys.argv[1:]:
        case ["--self-test"]:
            return self_test()
        case [longrun] if not longrun.startswith("-"):
            program = Path(longrun).resolve()
            return walk_steps(program) | walk_files(program)
        case _:
            print(__doc__, file=sys.stderr)
            return 2


if __name__ == "__main__":
    sys.exit(main())
