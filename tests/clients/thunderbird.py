"""What Thunderbird keeps of a feed that it follows: the program as a user runs it, but without a window."""

import json
import os
import shutil
import signal
import sqlite3
import subprocess
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.clients.seen import SWITCH, Shown, wait_for
from tests.fixtures.requirements import missing

CALENDAR = "calendar.registry.8f2e6b52-0d0c-4d0e-9f4b-6b1f6a3f0c11"
SECONDS = 90
_KEPT = "SELECT event_start, event_end, ical_status, title FROM cal_events"


class Thunderbird:
    """Somebody who follows a feed, and starts the program anew after each release."""

    def __init__(self, folder: Path, url: str) -> None:
        if shutil.which("thunderbird") is None:
            missing("Thunderbird is not installed: apt install thunderbird", SWITCH)
        self._home = folder
        self._kept = folder / "profile" / "calendar-data"
        self._kept.parent.mkdir()
        lines = (f"user_pref({json.dumps(name)}, {json.dumps(value)});" for name, value in _settings(url))
        (folder / "profile" / "user.js").write_text("\n".join(lines))

    def sees(self, expected: set[Shown]) -> set[Shown]:
        """What it has understood of the feed once it is `expected`, or else in the end."""
        with self._running():
            return wait_for(expected, self._look, SECONDS)

    @contextmanager
    def _running(self) -> Iterator[None]:
        program = subprocess.Popen(
            ["thunderbird", "--headless", "--no-remote", "--profile", str(self._kept.parent)],
            env=os.environ | {"HOME": str(self._home)},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        try:
            yield
        finally:
            program.terminate()
            try:
                program.wait(30)
            except subprocess.TimeoutExpired:
                os.killpg(program.pid, signal.SIGKILL)
                program.wait()

    def _look(self) -> set[Shown]:
        """Its database is locked while it runs, so a copy is read; one that was cut in two says nothing."""
        with TemporaryDirectory() as folder:
            for part in self._kept.glob("cache.sqlite*"):
                shutil.copy(part, folder)
            try:
                with closing(sqlite3.connect(Path(folder) / "cache.sqlite")) as copy:
                    return {
                        (start // 1_000_000, end // 1_000_000, status, title)
                        for start, end, status, title in copy.execute(_KEPT)
                    }
            except sqlite3.DatabaseError:
                return set()


def _settings(url: str) -> list[tuple[str, object]]:
    """A calendar that is followed, and no questions on the first start."""
    return [
        (f"{CALENDAR}.type", "ics"),
        (f"{CALENDAR}.name", "Feed"),
        (f"{CALENDAR}.uri", url),
        (f"{CALENDAR}.cache.enabled", True),
        ("calendar.timezone.useSystemTimezone", False),
        ("calendar.timezone.local", "UTC"),
        ("mail.provider.suppress_dialog_on_startup", True),
        ("mailnews.start_page.enabled", False),
        ("datareporting.policy.dataSubmissionEnabled", False),
        ("network.captive-portal-service.enabled", False),
        ("network.connectivity-service.enabled", False),
    ]
