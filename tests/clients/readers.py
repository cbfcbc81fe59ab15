"""What icalendar and ical.js understand of a feed's events."""

import json
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path

import icalendar

from tests.clients.seen import SWITCH, Seen
from tests.fixtures.requirements import missing

FOLDER = Path(__file__).parent


def read_by_icalendar(feeds: Sequence[bytes]) -> list[list[Seen]]:
    """icalendar, in Python. It reads a VTIMEZONE only where the machine does not know the zone's name."""
    renamed = [feed.replace(b"TZID:", b"TZID:Own/").replace(b"TZID=", b"TZID=Own/") for feed in feeds]
    return [[_seen_by_icalendar(e) for e in icalendar.Calendar.from_ical(feed).events] for feed in renamed]


def _seen_by_icalendar(event: icalendar.Event) -> Seen:
    start, end = (int(event[name].dt.timestamp()) for name in ("DTSTART", "DTEND"))
    return Seen(
        str(event["UID"]), start, end, str(event["STATUS"]), str(event["SUMMARY"]), int(event["SEQUENCE"])
    )


def read_by_ical_js(feeds: Sequence[bytes]) -> list[list[Seen]]:
    """ical.js, the parser of Thunderbird and Nextcloud."""
    node = shutil.which("node")
    if node is None or not (FOLDER / "node_modules" / "ical.js").is_dir():
        missing("ical.js is not installed: npm install --no-package-lock --prefix tests/clients", SWITCH)
    given = json.dumps([feed.decode() for feed in feeds])
    ran = subprocess.run(
        [node, FOLDER / "ical_js.mjs"], input=given.encode(), capture_output=True, check=True
    )
    return [[Seen(**event) for event in events] for events in json.loads(ran.stdout)]
