"""A recording is made in the browser and fetched by a family on a tap only."""

import math
import struct
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from scheduler.extensions import db
from scheduler.services.clips import keep_clip, list_clips
from scheduler.services.links import issue_link
from scheduler.services.submit_availability import submit_availability
from scheduler.storage.models import District, Season
from tests.builders.answers import evenings
from tests.builders.board_rows import added
from tests.builders.people import NOW, add_caregiver, add_season, add_user
from tests.fixtures.browsers import PHONE, QUIET, chromium
from tests.fixtures.live import Served
from tests.web.browsing import signed_in

pytestmark = pytest.mark.browser

FAKE_MICROPHONE = ["--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream"]


def tone(seconds: float = 0.5) -> bytes:
    """A tone as a WAV file."""
    samples = b"".join(struct.pack("<h", int(8000 * math.sin(n / 10))) for n in range(int(8000 * seconds)))
    form = struct.pack("<IHHIIHH", 16, 1, 1, 8000, 16000, 2, 16)
    size = struct.pack("<I", 36 + len(samples))
    return b"RIFF" + size + b"WAVEfmt " + form + b"data" + struct.pack("<I", len(samples)) + samples


@pytest.fixture
def liaison_id(live_server: Served) -> int:
    with live_server.app.app_context():
        added(District(name="Harbor", timezone="America/New_York", default_language="en"))
        add_season()
        return add_user(email="lee@school.org", role="liaison").id


@pytest.fixture
def recorder(browser: Browser, live_server: Served, liaison_id: int) -> Iterator[Page]:
    """A liaison's small phone with a microphone."""
    with_microphone = browser.browser_type.launch(executable_path=chromium(), args=[*QUIET, *FAKE_MICROPHONE])
    context = with_microphone.new_context(viewport=PHONE)
    held = signed_in(live_server.app, liaison_id).get_cookie("session")
    assert held is not None
    context.add_cookies([{"name": "session", "value": held.value, "url": live_server.url}])
    page = context.new_page()
    page.goto(f"{live_server.url}/liaison/recordings/?language=so")
    yield page
    with_microphone.close()


def test_a_liaison_records_with_the_microphone_and_keeps_it(recorder: Page, live_server: Served) -> None:
    card = recorder.locator("#when")
    card.get_by_role("button", name="Record", exact=True).press("Enter")
    card.get_by_role("button", name="Stop").press("Enter")
    expect(card.locator("audio")).to_be_visible()
    card.get_by_role("button", name="Keep the recording").press("Enter")
    expect(card.get_by_role("button", name="Delete the recording")).to_be_visible()
    with live_server.app.app_context():
        assert list_clips("so")["when"].media_type == "audio/webm"
    width = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    assert recorder.evaluate(width) == 0


def test_nothing_is_fetched_before_somebody_listens(page: Page, live_server: Served, liaison_id: int) -> None:
    settings = live_server.app.extensions["settings"]
    with live_server.app.app_context():
        keep_clip(settings.data_dir, liaison_id, "when", "so", tone(), NOW)
        caregiver_id = add_caregiver(language_spoken="so").id
        token = issue_link("form", caregiver_id=caregiver_id, link_key=settings.link_key, now_utc=NOW)
        db.session.commit()
    fetched: list[str] = []
    page.on("request", lambda request: fetched.append(request.url))
    page.goto(f"{live_server.url}/f/{token}/when", wait_until="networkidle")
    assert not any("/clips/" in url for url in fetched)
    page.locator("audio").evaluate(
        "audio => new Promise(heard => { audio.ontimeupdate = () => heard(); audio.play(); })"
    )
    assert any("/clips/" in url for url in fetched)


def test_an_answer_is_heard_piece_after_piece_once_somebody_taps(
    page: Page, live_server: Served, liaison_id: int
) -> None:
    settings = live_server.app.extensions["settings"]
    with live_server.app.app_context():
        caregiver_id, season_id = add_caregiver(language_spoken="so").id, db.session.query(Season.id).scalar()
        for piece in ("day-weekdays", "part-evening", "level-yes", "keep-no"):
            keep_clip(settings.data_dir, liaison_id, piece, "so", tone(0.1), NOW)
        submit_availability(caregiver_id, season_id, evenings(*range(5)), read_version=0, now_utc=NOW)
        token = issue_link("form", caregiver_id=caregiver_id, link_key=settings.link_key, now_utc=NOW)
        db.session.commit()
    fetched: list[str] = []
    page.on("request", lambda request: fetched.append(request.url))
    page.goto(f"{live_server.url}/f/{token}/receipt", wait_until="networkidle")
    page.get_by_text("Listen to your answers: Soomaali").click()
    assert not any("/clips/" in url for url in fetched)
    page.evaluate(
        """() => {
            const heard = [], players = document.querySelectorAll(".hear audio");
            window.all = new Promise((done) => players.forEach((player) => (player.onended = () => {
                if (heard.push(player.ariaLabel) === players.length) done(heard);
            })));
        }"""
    )
    page.get_by_role("button", name="Listen to all of it").press("Enter")
    assert page.evaluate("window.all") == [
        "Monday to Friday",
        "Evening",
        "You can come",
        "We do not keep them for next time.",
    ]
