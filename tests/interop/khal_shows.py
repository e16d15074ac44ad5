"""khal in a home folder of its own, showing the calendar in a folder."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

KHAL = Path(sys.executable).with_name("khal")
FIELDS = ("uid", "title", "start-long", "all-day", "cancelled")


class Khal:
    """A khal whose only calendar is this folder of .ics files. The folder is created."""

    def __init__(self, home: Path, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self.config = home / "config"
        self.config.write_text(
            f"[calendars]\n[[life]]\npath = {folder}\n[default]\ndefault_calendar = life\n"
            f"[sqlite]\npath = {home / 'khal.db'}\n"
            "[locale]\nlocal_timezone = UTC\ndefault_timezone = UTC\ntimeformat = %H:%M:%S\ndateformat = %Y-%m-%d\n"
            "longdateformat = %Y-%m-%d\ndatetimeformat = %Y-%m-%dT%H:%M:%S\nlongdatetimeformat = %Y-%m-%dT%H:%M:%S\n"
        )
        self.environment = {
            "PATH": os.environ["PATH"],
            "HOME": str(home),
            "XDG_CONFIG_HOME": str(home),
            "XDG_DATA_HOME": str(home),
            "XDG_CACHE_HOME": str(home),
            "LC_ALL": "C.UTF-8",
            "TZ": "UTC",
        }

    def run(self, *arguments: str) -> str:
        command = [str(KHAL), "-c", str(self.config), *arguments]
        done = subprocess.run(
            command, stdout=subprocess.PIPE, check=True, env=self.environment, text=True, encoding="utf-8"
        )
        return done.stdout

    def shows(self, begin: str, end: str) -> list[dict]:
        """The events from one day to another, both included."""
        fields = [argument for field in FIELDS for argument in ("--json", field)]
        rows = self.run("list", "--once", *fields, begin, end)
        return [
            {
                "uid": event["uid"],
                "start": event["start-long"] + ("" if event["all-day"] == "True" else "Z"),
                "title": event["title"],
                "cancelled": bool(event.get("cancelled")),
            }
            for line in rows.splitlines()
            for event in json.loads(line)
        ]
