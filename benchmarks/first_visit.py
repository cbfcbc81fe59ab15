"""What a family's pages move over the wire, and when the form can be used on a slow phone.

    python -m benchmarks.first_visit

starts an installation of its own and drives Chromium through the form, with nothing cached at first. Bytes
are those of the network (heads and packed bodies) as the browser counts them. The slow phone has 400 kbit/s,
400 ms to the server and a quarter of this machine's speed; its page can be used once it is painted and its
fields can be pressed.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import Browser, Page, sync_playwright

from scheduler.app import create_app
from scheduler.extensions import db
from scheduler.services.links import issue_link
from scheduler.storage.models import District
from tests.builders.people import NOW, add_caregiver, add_season
from tests.fixtures.apps import make_settings
from tests.fixtures.browsers import PHONE, QUIET
from tests.fixtures.live import installation

FIRST_BYTES = 60_000
LATER_BYTES = 25_000
SECONDS = 3.0
SLOW_PHONE = {"offline": False, "latency": 400, "downloadThroughput": 50_000, "uploadThroughput": 50_000}
SLOWDOWN = 4
RUNS = 3
STEPS = ("", "when")
USABLE = """() => {
    const painted = performance.getEntriesByName("first-contentful-paint")[0]?.startTime ?? Infinity;
    return Math.max(painted, performance.getEntriesByType("navigation")[0].domContentLoadedEventEnd) / 1000;
}"""


class Wire:
    """Counts what a page moves, by its bytes and by the hosts that it asks."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.bytes, self.requests = 0, 0
        self.hosts: set[str] = set()
        self.fonts = 0
        self.network = page.context.new_cdp_session(page)
        self.network.send("Network.enable")
        self.network.on("Network.loadingFinished", self._finished)
        self.network.on("Network.responseReceived", self._received)

    def take(self) -> tuple[int, int]:
        """Bytes and requests since the last time."""
        taken = self.bytes, self.requests
        self.bytes = self.requests = 0
        return taken

    def _finished(self, event: dict[str, float]) -> None:
        self.bytes += int(event["encodedDataLength"])

    def _received(self, event: dict[str, object]) -> None:
        self.requests += 1
        address = urlsplit(event["response"]["url"])  # type: ignore[index]
        if address.scheme != "data":
            self.hosts.add(address.netloc)
        self.fonts += event["type"] == "Font"


@contextmanager
def letter_of_a_family(folder: Path) -> Iterator[str]:
    """The address of a caregiver's letter, on an installation with the default database."""
    address = f"sqlite:///{folder / 'first_visit.db'}"
    app = create_app(make_settings(folder, address))
    with app.app_context():
        db.create_all()
    with installation(folder, address, workers=0) as running:
        with running.app.app_context():
            db.session.add(District(name="Oak Schools", timezone="America/New_York", default_language="en"))
            add_season()
            key = running.app.extensions["settings"].link_key
            token = issue_link("form", caregiver_id=add_caregiver().id, link_key=key, now_utc=NOW)
            db.session.commit()
        yield f"{running.url}/f/{token}/"


def measure_bytes(browser: Browser, letter: str) -> list[tuple[str, int, int]]:
    """Page, bytes, requests: the first visit is the letter and the first step, each later step by itself."""
    wire = Wire(browser.new_context(viewport=PHONE).new_page())
    rows = [(name, *_visit(wire, letter + path)) for name, path in (("the letter", ""), ("when", "when"))]
    # what a worker fetches is not told to its page; so the later steps go without it, and fetch as it would
    later = Wire(browser.new_context(viewport=PHONE, service_workers="block").new_page())
    _visit(later, letter)
    _visit(later, f"{letter}when")
    later.page.locator("#week-weekdays-evening").select_option("yes")
    for name in ("open times", "how", "talk", "reach", "the receipt"):
        saved = later.page.url
        later.page.locator("main .actions .button").first.click()
        later.page.wait_for_load_state("networkidle")
        later.page.evaluate("page => fetch(page).then(answer => answer.text())", saved)
        rows.append((name, *later.take()))
    for each in (wire, later):
        if each.hosts != {urlsplit(letter).netloc} or each.fonts:
            raise SystemExit(f"asked {each.hosts} and {each.fonts} web fonts; expected one host and no font")
    return rows


def _visit(wire: Wire, address: str) -> tuple[int, int]:
    wire.page.goto(address, wait_until="networkidle")
    return wire.take()


def seconds_on_a_slow_phone(browser: Browser, address: str) -> float:
    """From the press on the link until the form is painted and can be used, nothing cached."""
    page = browser.new_context(viewport=PHONE).new_page()
    network = page.context.new_cdp_session(page)
    network.send("Network.enable")
    network.send("Network.emulateNetworkConditions", SLOW_PHONE)
    network.send("Emulation.setCPUThrottlingRate", {"rate": SLOWDOWN})
    page.goto(address, wait_until="load")
    page.wait_for_function("performance.getEntriesByName('first-contentful-paint').length > 0")
    seconds = float(page.evaluate(USABLE))
    page.context.close()
    return seconds


def report(rows: list[tuple[str, int, int]], slow: dict[str, list[float]]) -> Iterator[str]:
    """A table of what was moved, and a line for each limit."""
    yield "| page | kB | requests |"
    yield "| --- | ---: | ---: |"
    for name, size, requests in rows:
        yield f"| {name} | {size / 1000:.1f} | {requests} |"
    yield ""
    first = first_bytes(rows) / 1000
    yield f"First visit (letter and first step): {first:.1f} kB, at most {FIRST_BYTES / 1000:.0f}."
    yield f"Largest later step: {later_bytes(rows) / 1000:.1f} kB, at most {LATER_BYTES / 1000:.0f}."
    for name, seconds in slow.items():
        span = f"{min(seconds):.2f} to {max(seconds):.2f}"
        yield f"Slow phone, {name or 'the letter'}: usable in {span} s, at most {SECONDS:.0f}."


def first_bytes(rows: list[tuple[str, int, int]]) -> int:
    return rows[0][1] + rows[1][1]


def later_bytes(rows: list[tuple[str, int, int]]) -> int:
    return max(size for _name, size, _requests in rows[2:])


def main() -> int:
    program = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    with (
        tempfile.TemporaryDirectory() as name,
        letter_of_a_family(Path(name)) as letter,
        sync_playwright() as pw,
    ):
        browser = pw.chromium.launch(executable_path=program, args=QUIET)
        rows = measure_bytes(browser, letter)
        slow = {
            step: [seconds_on_a_slow_phone(browser, letter + step) for _ in range(RUNS)] for step in STEPS
        }
        browser.close()
    sys.stdout.write("\n".join(report(rows, slow)) + "\n")
    small = first_bytes(rows) <= FIRST_BYTES and later_bytes(rows) <= LATER_BYTES
    return 0 if small and max(map(max, slow.values())) <= SECONDS else 1


if __name__ == "__main__":
    sys.exit(main())
