"""Third-party parsers on our calendars.

Usage: run.py [FILE.ics | FOLDER]…      every .ics file of these (default: tests/cases/*/expected.ics)
       run.py --starts INSTANT FILE     an event of the file starts then, in both readers
       run.py --self-test               proves that every complaint can be made, on broken/ and good/

Each file is checked by the byte rules (byte_rules.py), read by PyPI's icalendar (read.py) and npm's ical.js
(read.mjs), and the two readings are compared (compare.py). Exit code 1 on any complaint.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import byte_rules
from compare import compare
from complaints import CODES, Complaint

HERE = Path(__file__).resolve().parent
CASES = HERE.parent / "cases"
PYTHON = [sys.executable, str(HERE / "read.py")]
JAVASCRIPT = ["node", str(HERE / "read.mjs")]


def main() -> int:
    arguments = sys.argv[1:]
    if arguments == ["--self-test"]:
        return self_test()
    if len(arguments) == 3 and arguments[0] == "--starts":
        return starts(arguments[1], Path(arguments[2]))
    if any(argument.startswith("-") for argument in arguments):
        print(__doc__, file=sys.stderr)
        return 2
    files = find([Path(argument) for argument in arguments]) if arguments else sorted(CASES.glob("*/expected.ics"))
    failed = 0
    for path, complaints, events in judge(files):
        print(f"{'ok    ' if not complaints else 'FAILED'} {path} ({events} events)")
        for complaint in complaints:
            print(f"    {complaint}")
        failed += bool(complaints)
    print(f"{len(files) - failed} passed, {failed} failed")
    return 1 if failed else 0


def find(paths: list[Path]) -> list[Path]:
    """The named files and the .ics files of the named folders. A missing file or an empty folder is an error."""
    files: list[Path] = []
    for path in paths:
        found = sorted(path.rglob("*.ics")) if path.is_dir() else [path]
        if not found or not all(file.is_file() for file in found):
            sys.exit(f"interop: no calendar at {path}")
        files += found
    return files


def judge(files: list[Path]) -> list[tuple[Path, list[Complaint], int]]:
    """Each file with its complaints, and the number of events read."""
    if not files:
        return []
    python, javascript = reader(PYTHON, files), reader(JAVASCRIPT, files)
    judged = []
    for path, ours, theirs in zip(files, python, javascript, strict=True):
        complaints = byte_rules.check(path.read_bytes())
        complaints += [Complaint(code, what) for code, what in ours["complaints"] + theirs["complaints"]]
        complaints += compare(ours["events"], theirs["events"])
        judged.append((path, list(dict.fromkeys(complaints)), len(ours["events"])))
    return judged


def reader(command: list[str], files: list[Path]) -> list[dict]:
    """The output of a reader, one object per file. A reader that stops early is an error of the harness."""
    done = subprocess.run([*command, *map(str, files)], stdout=subprocess.PIPE, cwd=Path.cwd(), check=True)
    readings = [json.loads(line) for line in done.stdout.decode().split("\n") if line]
    if [reading["file"] for reading in readings] != [str(file) for file in files]:
        sys.exit(f"interop: {command} did not read every file")
    return readings


def self_test() -> int:
    """Every good file passes, every broken one is flagged with the code in its name, every code has a broken file."""
    failures: list[str] = []
    good, broken = sorted(HERE.glob("good/*.ics")), sorted(HERE.glob("broken/*.ics"))
    for path, complaints, events in judge(good):
        if complaints or bool(events) == (path.name == "empty.ics"):
            said = [str(complaint) for complaint in complaints]
            failures.append(f"{path.name} is good, but was read with {events} events and {said or 'no complaint'}")
    seen = set()
    for path, complaints, _ in judge(broken):
        wanted, found = path.name.split(".")[0], {complaint.code for complaint in complaints}
        seen.add(wanted)
        if wanted not in found:
            failures.append(f"{path.name} must be flagged with {wanted}, and was with {sorted(found) or 'nothing'}")
    failures += [f"no file in broken/ proves that {code} can be complained about" for code in CODES if code not in seen]
    failures += [f"broken/{code}.ics names no code" for code in sorted(seen - set(CODES))]
    # British Columbia stays on summer time from November 2026: 07:00 there on 1 December is 14:00 UTC.
    vancouver = HERE / "good" / "vancouver.ics"
    failures += [f"{name} has old zone rules: vancouver.ics" for name in without_start("2026-12-01T14:00:00Z", vancouver)]
    if len(without_start("2026-12-01T15:00:00Z", vancouver)) != 2:
        failures.append("--starts accepts any instant")
    for failure in failures:
        print(f"FAILED {failure}")
    total = len(good) + len(broken) + len(CODES) + 2
    print(f"self-test: {len(good)} good and {len(broken)} broken files, {len(CODES)} complaints")
    print(f"{total - len(failures)} passed, {len(failures)} failed")
    return 1 if failures else 0


def starts(instant: str, path: Path) -> int:
    """Prints whether both readers find an event of the file that starts at this instant (`2026-12-01T14:00:00Z`)."""
    missing = without_start(instant, path)
    for name in missing:
        print(f"FAILED {path}: no event starts at {instant} in {name}")
    if not missing:
        print(f"ok     {path}: an event starts at {instant}, in both readers")
    return 1 if missing else 0


def without_start(instant: str, path: Path) -> list[str]:
    """The readers in which no event of the file starts at this instant."""
    readers = {"icalendar": PYTHON, "ical.js": JAVASCRIPT}
    return [
        name
        for name, command in readers.items()
        if instant not in [event["start"] for event in reader(command, [path])[0]["events"]]
    ]


if __name__ == "__main__":
    sys.exit(main())
