"""Questions are recorded by a liaison and heard by families, fetched on a tap and kept by the browser."""

import io
import re

import pytest
from flask import Flask

from scheduler.extensions import db
from scheduler.services.clips import list_clips
from scheduler.services.links import issue_link
from scheduler.storage.models import District, PriorityGroup
from tests.builders.board_rows import added
from tests.builders.people import NOW, add_caregiver, add_season, add_user
from tests.builders.recordings import MP3, WEBM
from tests.fixtures.page_client import PageClient
from tests.web.browsing import signed_in, words
from tests.web.families.filling import fill
from tests.web.forms import csrf_token

PAGE = "/liaison/recordings/?language=so"


@pytest.fixture
def liaison(app: Flask) -> PageClient:
    with app.app_context():
        added(District(name="Harbor", timezone="America/New_York", default_language="en"))
        add_season()
        liaison_id = add_user(email="lee@school.org", role="liaison").id
    return signed_in(app, liaison_id)


@pytest.fixture
def form(app: Flask, liaison: PageClient) -> str:  # noqa: ARG001
    """The path of the form of somebody who speaks Somali and reads English."""
    with app.app_context():
        key = app.extensions["settings"].link_key
        caregiver_id = add_caregiver(language_spoken="so", language_read="en").id
        token = issue_link("form", caregiver_id=caregiver_id, link_key=key, now_utc=NOW)
        db.session.commit()
        return f"/f/{token}/"


def upload(client: PageClient, recording: bytes, language: str = "so", question: str = "when"):
    token = csrf_token(client.get(f"/liaison/recordings/?language={language}"))
    file = (io.BytesIO(recording), "anything.exe")
    fields = {"csrf_token": token, f"recording-{question}": file}
    return client.post(f"/liaison/recordings/{language}/{question}", data=fields)


def address(page: str) -> str:
    found = re.search(r'src="(/clips/[^"]+)"', page)
    assert found
    return found[1]


class TestRecording:
    def test_the_page_says_what_to_read_aloud_and_may_use_the_microphone(self, liaison: PageClient) -> None:
        page = liaison.get("/liaison/recordings/?language=am")  # which its readers get in English
        assert "We look for times that work for as many families as we can." in words(page.text)
        assert "microphone=(self)" in page.headers["Permissions-Policy"]
        assert "microphone=()" in liaison.get("/liaison/").headers["Permissions-Policy"]

    def test_a_recording_is_kept_and_can_be_deleted(self, liaison: PageClient) -> None:
        assert upload(liaison, MP3).location == "/liaison/recordings/?language=so#when"
        clip = address(liaison.get(PAGE).text)
        token = csrf_token(liaison.get(PAGE))
        liaison.post("/liaison/recordings/so/when/delete", data={"csrf_token": token})
        assert "/clips/" not in liaison.get(PAGE).text
        assert liaison.get(clip).status_code == 404

    @pytest.mark.parametrize(
        ("recording", "language", "message"),
        [
            (b"", "so", "Record it, or choose a file."),
            (b"GIF89a", "so", "That is no recording that browsers play."),
            (b"GIF89a", "ase", "That is no video that browsers play."),
            (MP3 + bytes(3_000_000), "so", "That recording is too long. Keep it below 3 MB."),
        ],
    )
    def test_what_cannot_be_kept_is_named(
        self, app: Flask, liaison: PageClient, recording: bytes, language: str, message: str
    ) -> None:
        answer = upload(liaison, recording, language)
        assert answer.status_code == 422
        assert message in words(answer.text)
        with app.app_context():
            assert list_clips(language) == {}

    def test_more_than_any_recording_may_have_is_not_read_at_all(self, liaison: PageClient) -> None:
        assert upload(liaison, WEBM + bytes(31_500_000), "ase").status_code == 413

    @pytest.mark.parametrize("path", ["/liaison/recordings/?language=xx", "/liaison/recordings/so/nothing"])
    def test_a_language_or_question_that_is_not_there_is_not_found(
        self, liaison: PageClient, path: str
    ) -> None:
        assert liaison.get(path).status_code in (404, 405)

    def test_others_than_liaisons_record_nothing(self, app: Flask, liaison: PageClient) -> None:  # noqa: ARG002
        with app.app_context():
            other = add_user(email="pat@school.org", role="co_planner").id
        assert signed_in(app, other).get(PAGE).status_code == 403


class TestListening:
    def test_a_question_is_heard_in_the_language_that_is_spoken_at_home(
        self, liaison: PageClient, client: PageClient, form: str
    ) -> None:
        upload(liaison, MP3, "so")
        upload(liaison, MP3, "es")
        page = client.get(f"{form}when").text
        assert page.count("<audio") == 1
        assert 'preload="none"' in page
        assert "Soomaali" in page
        assert "<audio" not in client.get(f"{form}talk").text

    def test_a_signed_question_is_seen_by_everybody(
        self, liaison: PageClient, client: PageClient, form: str
    ) -> None:
        upload(liaison, WEBM, "ase", "receipt")
        assert "<video" not in client.get(f"{form}when").text
        upload(liaison, WEBM, "ase", "when")
        page = client.get(f"{form}when").text
        assert "American Sign Language" in page
        assert '<video controls preload="none"' in page

    def test_a_recording_comes_whole_or_in_pieces_and_is_kept_by_the_browser(
        self, liaison: PageClient, client: PageClient
    ) -> None:
        upload(liaison, MP3)
        clip = address(liaison.get(PAGE).text)
        whole = client.get(clip)
        assert (whole.data, whole.mimetype) == (MP3, "audio/mpeg")
        assert whole.headers["Cache-Control"] == "public, max-age=31536000, immutable"
        assert whole.headers["X-Content-Type-Options"] == "nosniff"
        assert "media-src 'self'" in whole.headers["Content-Security-Policy"]
        piece = client.get(clip, headers={"Range": "bytes=0-2"})
        assert (piece.status_code, piece.data) == (206, b"ID3")
        assert piece.headers["Content-Range"] == f"bytes 0-2/{len(MP3)}"


class TestHearingTheAnswer:
    PIECES = (
        "day-weekdays", "part-evening", "level-yes", "day-wed", "level-open", "format-online",
        "strength-must", "need-ride", "channel-call", "keep-no", "more",
    )  # fmt: skip

    @pytest.fixture
    def receipt(self, client: PageClient, form: str) -> str:
        """The receipt of somebody who said a few things, among them an hour that no recording can tell."""
        fill(client, f"{form}when", week__weekdays__evening="yes", week__wed__evening="open")
        exact = {"exact__0__day": "sat", "exact__0__from": "10:00", "exact__0__to": "11:00"}
        fill(client, f"{form}when", **exact, exact__0__level="yes")
        fill(client, f"{form}how", format__online="on", needs="yes", need__ride="must")
        fill(client, f"{form}reach", channel="call", phone="+1 555 0100")
        return f"{form}receipt"

    def test_it_is_said_piece_by_piece_in_the_order_of_the_form(
        self, liaison: PageClient, client: PageClient, receipt: str
    ) -> None:
        for piece in self.PIECES:
            upload(liaison, MP3, question=piece)
        heard = re.findall(r"<li><span>(.*?)</span> <audio", client.get(receipt).text)
        assert heard == [
            "Monday to Friday", "Evening", "You can come", "Wednesday", "Evening", "Don’t know",
            "By video call", "You need", "A ride", "Phone call", "We do not keep them for next time.",
            "There is more in writing. Your helper at school can read it to you.",
        ]  # fmt: skip

    def test_an_answer_is_not_heard_with_holes(
        self, liaison: PageClient, client: PageClient, receipt: str
    ) -> None:
        for piece in self.PIECES:
            if piece != "level-open":
                upload(liaison, MP3, question=piece)
        assert "Listen to your answers" not in client.get(receipt).text
        upload(liaison, MP3, question="level-open")
        assert "Listen to your answers: Soomaali" in words(client.get(receipt).text)

    def test_the_liaison_sees_how_much_is_recorded_and_what_to_say(self, liaison: PageClient) -> None:
        assert "Recorded: 0 of 41" in words(liaison.get(PAGE).text)
        upload(liaison, MP3, "es", "need-ride")
        page = words(liaison.get("/liaison/recordings/?language=es").text)
        assert "Recorded: 1 of 41" in page
        assert "Puede venir" in page

    def test_every_need_and_every_question_of_the_last_page_can_be_heard(
        self, app: Flask, liaison: PageClient, client: PageClient, form: str
    ) -> None:
        with app.app_context():
            group = added(PriorityGroup(key="alone", name="I look after my children alone", question="asked"))
            question = f"group-{group.id}"
        for each in ("need-ride", "groups", question):
            upload(liaison, MP3, question=each)
        assert 'aria-label="Listen: A ride, Soomaali"' in client.get(f"{form}how").text
        page = client.get(f"{form}groups/").text
        assert page.count("<audio") == 2
        assert 'aria-label="Listen: I look after my children alone, Soomaali"' in page
