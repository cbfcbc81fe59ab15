"""What Evolution Data Server (GNOME's calendar) shows of a feed that it follows."""

import json
import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import SplitResult, urlsplit

from tests.clients.seen import SWITCH, Shown, wait_for
from tests.fixtures.requirements import missing

PYTHON = "/usr/bin/python3"  # GNOME's libraries are bound to the system's Python
READER = Path(__file__).with_name("evolution_reader.py")
SECONDS = 30


class Evolution:
    """Somebody who follows a feed; each time in a session of its own with the same folders."""

    def __init__(self, folder: Path, url: str) -> None:
        self._folder = folder
        sources = folder / "config" / "evolution" / "sources"
        sources.mkdir(parents=True)
        (sources / "feed.source").write_text(_source(urlsplit(url)))

    def sees(self, expected: set[Shown]) -> set[Shown]:
        """What it shows of the feed once it is `expected`, or else in the end."""
        with evolution_session(self._folder, READER) as reader:
            return wait_for(expected, lambda: _look(reader), SECONDS)


@contextmanager
def evolution_session(folder: Path, script: Path) -> Iterator[subprocess.Popen[str]]:
    """A script in a session of its own, whose calendars lie in `folder`."""
    packages = "evolution-data-server gir1.2-ecal-2.0 python3-gi dbus-daemon"
    if shutil.which("dbus-run-session") is None or not _has_libraries():
        missing(f"Evolution Data Server is not installed: apt install {packages}", SWITCH)
    places = {f"XDG_{name}_HOME": str(folder / name.lower()) for name in ("CONFIG", "CACHE", "DATA")}
    folder.mkdir(exist_ok=True)
    reader = subprocess.Popen(
        ["dbus-run-session", "--", PYTHON, script],
        env=os.environ | places | {"HOME": str(folder), "GSETTINGS_BACKEND": "memory"},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    try:
        yield reader
    finally:
        if reader.poll() is None:
            reader.communicate(timeout=SECONDS)


def _look(reader: subprocess.Popen[str]) -> set[Shown]:
    """The reader is asked with an empty line."""
    assert reader.stdin
    assert reader.stdout
    reader.stdin.write("\n")
    reader.stdin.flush()
    shown = json.loads(reader.stdout.readline() or "[]")
    return {(start, end, status, title) for start, end, status, title in shown}


def _has_libraries() -> bool:
    look = "import gi; gi.require_version('ECal', '2.0')"
    return Path(PYTHON).exists() and subprocess.run([PYTHON, "-c", look], capture_output=True).returncode == 0


def _source(url: SplitResult) -> str:
    return f"""
[Data Source]
DisplayName=Feed
Enabled=true
Parent=webcal-stub
[Calendar]
BackendName=webcal
[Security]
Method=none
[Authentication]
Host={url.hostname}
Port={url.port}
Method=none
[WebDAV Backend]
ResourcePath={url.path}
"""
