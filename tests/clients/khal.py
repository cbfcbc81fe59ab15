"""What vdirsyncer fetches of a feed, and khal shows of that: two programs as their users run them."""

import shutil
import subprocess
from datetime import UTC, datetime
from pathlib import Path

from tests.clients.seen import SWITCH, Shown
from tests.fixtures.requirements import missing

_FORMAT = "{start-long-full}|{end-long-full}|{status}|{title}"
_CLOCK = "%Y-%m-%d %H:%M"


class Khal:
    """Somebody who follows a feed from release to release, in a folder of their own."""

    def __init__(self, folder: Path, url: str) -> None:
        for program in ("vdirsyncer", "khal"):
            if shutil.which(program) is None:
                missing(f"{program} is not installed: apt install {program}", SWITCH)
        self._folder = folder
        (folder / "disk").mkdir()
        self._write("khal.conf", _khal_settings(folder))
        self._write("sync.conf", _sync_settings(folder, url))

    def sees(self, _expected: set[Shown]) -> set[Shown]:
        """What is shown of two months after fetching the feed."""
        for step in ("discover", "sync"):
            self._call("vdirsyncer", "-c", "sync.conf", step)
        form = ("--format", _FORMAT, "--day-format", "")
        listed = self._call("khal", "-c", "khal.conf", "list", *form, "2026-03-01", "60d")
        return {_shown(line) for line in listed.splitlines() if "|" in line}

    def _write(self, name: str, settings: str) -> None:
        (self._folder / name).write_text(settings)

    def _call(self, *command: str) -> str:
        ran = subprocess.run(
            command, cwd=self._folder, input="y\ny\n", capture_output=True, text=True, check=True, timeout=60
        )
        return ran.stdout


def _shown(line: str) -> Shown:
    start, end, status, title = line.split("|", 3)
    first, last = (int(datetime.strptime(at, _CLOCK).replace(tzinfo=UTC).timestamp()) for at in (start, end))
    return first, last, status.strip(), title


def _sync_settings(folder: Path, url: str) -> str:
    return f"""
[general]
status_path = "{folder / "status"}"
[pair feed]
a = "web"
b = "disk"
collections = null
conflict_resolution = "a wins"
[storage web]
type = "http"
url = "{url}"
[storage disk]
type = "filesystem"
path = "{folder / "disk"}"
fileext = ".ics"
"""


def _khal_settings(folder: Path) -> str:
    return f"""
[calendars]
[[feed]]
path = {folder / "disk"}
[sqlite]
path = {folder / "khal.db"}
[locale]
local_timezone = UTC
default_timezone = UTC
timeformat = %H:%M
dateformat = %Y-%m-%d
longdateformat = %Y-%m-%d
datetimeformat = {_CLOCK}
longdatetimeformat = {_CLOCK}
"""
