"""From a release to a reply, over real wires: mail out by SMTP, an answer back by SMTP or IMAP."""

import smtplib
import subprocess
import sys
from collections.abc import Iterator
from email import message_from_bytes, policy
from pathlib import Path
from urllib.parse import quote

import icalendar
import pytest
from aiosmtpd.controller import Controller
from flask import Flask

from scheduler.config import Settings
from scheduler.extensions import db
from scheduler.jobs.handlers import handlers
from scheduler.services.take_replies import TAKING
from scheduler.storage.models import ReceivedMail, Rsvp
from tests.builders.invited import PATTERN, InvitedFamily
from tests.builders.jobs import FakeJob
from tests.builders.reply_mails import Answer, google, outlook_com, written
from tests.fixtures.apps import make_settings
from tests.fixtures.mailboxes import PASSWORD, ImapServer
from tests.fixtures.quick_apps import quick_app
from tests.fixtures.servers import free_port
from tests.messaging.postmaster import Postmaster, server


@pytest.fixture
def app(tmp_path: Path, database_url: str) -> Iterator[Flask]:
    app = quick_app(make_settings(tmp_path, database_url, reply_address=PATTERN))
    with app.app_context():
        yield app
        db.session.remove()
        db.engine.dispose()


@pytest.fixture
def answer(app: Flask) -> Answer:  # noqa: ARG001
    """An answer to the invitation to Reading night, as whoever got its mail can give it."""
    postmaster = Postmaster()
    with server(postmaster) as channel:
        InvitedFamily().release(box=channel)
    mails = [message_from_bytes(envelope.content, policy=policy.default) for envelope, _ in postmaster.taken]
    [mail] = [each for each in mails if "Reading night" in each["Subject"]]
    [calendar] = [part for part in mail.walk() if part.get_content_type() == "text/calendar"]
    [event] = icalendar.Calendar.from_ical(calendar.get_payload(decode=True)).events
    return Answer(
        organizer=event["ORGANIZER"].removeprefix("mailto:"),
        uid=str(event["UID"]),
        attendee=event["ATTENDEE"].removeprefix("mailto:"),
    )


class Delivering:
    """A mail server that hands each mail to the command, as Postfix does, and keeps what it answers."""

    def __init__(self, settings: Settings) -> None:
        self.environment = {
            "COMMONHOUR_ENV": "test",
            "COMMONHOUR_DATA_DIR": str(settings.data_dir),
            "DATABASE_URL": settings.database_url,
            "COMMONHOUR_BASE_URL": settings.base_url,
            "COMMONHOUR_LINK_KEY": settings.link_key,
            "COMMONHOUR_REPLY_ADDRESS": PATTERN,
        }
        self.codes: list[int] = []

    async def handle_DATA(self, server, session, envelope):  # type: ignore[no-untyped-def]  # noqa: ARG002, N802
        command = [sys.executable, "-m", "scheduler", "take_reply", *envelope.rcpt_tos]
        ran = subprocess.run(command, input=envelope.content, env=self.environment, check=False)
        self.codes.append(ran.returncode)
        return "250 OK" if ran.returncode == 0 else "451 later"


def test_an_answer_delivered_by_smtp_becomes_the_reply(app: Flask, answer: Answer) -> None:
    delivering = Delivering(app.extensions["settings"])
    controller = Controller(delivering, hostname="127.0.0.1", port=free_port(), timeout=60)
    controller.start()
    try:
        with smtplib.SMTP("127.0.0.1", controller.port, timeout=60) as client:
            client.sendmail(answer.sender, answer.organizer, outlook_com(answer))
    finally:
        controller.stop()
    assert delivering.codes == [0]
    assert [row.reply for row in db.session.query(Rsvp)] == ["in_person"]


@pytest.mark.services
def test_an_answer_in_the_mailbox_becomes_the_reply_and_the_mailbox_is_empty(
    app: Flask,
    answer: Answer,
    imap_server: ImapServer,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    imap_server.authority.cert_pem.write_to_path(str(tmp_path / "authority.pem"))
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "authority.pem"))
    imap_server.put("district", google(answer), written("And we need a ride", answer))
    settings = app.extensions["settings"]
    address = f"imap://district:{quote(PASSWORD, safe='')}@127.0.0.1:{imap_server.port}"
    of_worker = make_settings(settings.data_dir, settings.database_url, reply_mailbox=address)
    handlers(of_worker)[TAKING](FakeJob(1, {}))
    assert [row.reply for row in db.session.query(Rsvp)] == ["in_person"]
    assert [row.words for row in db.session.query(ReceivedMail)] == ["And we need a ride"]
    assert imap_server.left("district") == []
