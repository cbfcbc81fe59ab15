"""What vdirsyncer fetches of a feed, and khal shows of that: two programs as their users run them."""

import shutil
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from tests.clients.seen import SWITCH
from tests.fixtures.requirements import missing

Shown = tuple[int, int, str, str]
_FORMAT = "{start-long-full}|{end-long-full}|{status}|{title}"
_CLOCK = "%Y-%m-%d %H:%M"


class Follower:
    """Somebody who follows a feed from release to release, in a folder of their own."""

    def __init__(self, folder: Path) -> None:
        for program in ("vdirsyncer", "khal"):
            if shutil.which(program) is None:
                missing(f"{program} is not installed: apt install {program}", SWITCH)
        self._folder = folder
        (folder / "web").mkdir()
        (folder / "disk").mkdir()
        self._write("khal.conf", _khal_settings(folder))

    def shown_of(self, feed: bytes, from_day: str, days: int) -> set[Shown]:
        """Start, end (seconds since 1970), status and title of what is shown after fetching `feed`."""
        (self._folder / "web" / "feed.ics").write_bytes(feed)
        with _served(self._folder / "web") as url:
            self._write("sync.conf", _sync_settings(self._folder, url))
            for step in ("discover", "sync"):
                self._call("vdirsyncer", "-c", "sync.conf", step)
        listed = self._call(
            "khal", "-c", "khal.conf", "list", "--format", _FORMAT, "--day-format", "", from_day, f"{days}d"
        )
        return {_shown(line) for line in listed.splitlines() if "|" in line}

    def _write(self, name: str, settings: str) -> None:
        (self._folder / name).write_text(settings)

    def _call(self, *command: str) -> str:
        ran = subprocess.run(
            command, cwd=self._folder, input="y\ny\n", capture_output=True, text=True, check=True, timeout=60
        )
        return ran.stdout


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        """Say nothing."""


@contextmanager
def _served(folder: Path) -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/feed.ics"
    finally:
        server.shutdown()
        server.server_close()


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
