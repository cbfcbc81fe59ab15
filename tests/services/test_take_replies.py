"""A worker looks into the mailbox every minute and leaves there what it could not take."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask

from scheduler.extensions import db
from scheduler.services import take_reply as taking
from scheduler.services.take_replies import TAKING, queue_due_taking, take_replies
from scheduler.storage.models import Job, ReceivedMail
from tests.builders.invited import PATTERN
from tests.builders.jobs import FakeJob
from tests.builders.people import NOW
from tests.builders.reply_mails import written
from tests.fixtures.apps import make_settings
from tests.fixtures.quick_apps import quick_app


class Basket:
    """A mailbox of mails in memory."""

    def __init__(self, *mails: bytes) -> None:
        self.mails = list(mails)

    def take_each(self, take: Callable[[bytes], bool], most_bytes: int) -> int:
        assert most_bytes == 1_000_000
        before = len(self.mails)
        self.mails = [mail for mail in self.mails if not take(mail)]
        return before - len(self.mails)


@pytest.fixture
def app(tmp_path: Path, database_url: str) -> Iterator[Flask]:
    mailbox = "imaps://replies:secret@mail.school.example/INBOX"
    app = quick_app(make_settings(tmp_path, database_url, reply_address=PATTERN, reply_mailbox=mailbox))
    with app.app_context():
        yield app
        db.session.remove()
        db.engine.dispose()


@pytest.mark.usefixtures("app")
def test_each_mail_is_taken_and_what_finds_too_many_before_it_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(taking, "MOST_WAITING", 2)
    basket = Basket(*(written(f"Mail {number}") for number in range(3)))
    take_replies(FakeJob(1, {}), basket, lambda: NOW)
    assert [row.words for row in db.session.query(ReceivedMail)] == ["Mail 0", "Mail 1"]
    assert len(basket.mails) == 1
    db.session.query(ReceivedMail).delete()
    db.session.commit()
    take_replies(FakeJob(2, {}), basket, lambda: NOW)
    assert basket.mails == []


@pytest.mark.usefixtures("app")
def test_it_looks_once_a_minute_and_forgets_that_it_looked() -> None:
    def jobs() -> list[tuple[str, int]]:
        rows = db.session.query(Job).filter_by(kind=TAKING)
        return [(job.state, (job.created_utc - NOW).seconds) for job in rows]

    for seconds in (0, 5, 59):
        queue_due_taking(NOW + timedelta(seconds=seconds))
    assert jobs() == [("queued", 0)]
    queue_due_taking(NOW + timedelta(minutes=2))
    assert jobs() == [("queued", 0)]
    db.session.query(Job).update({"state": "failed"})
    db.session.commit()
    queue_due_taking(NOW + timedelta(minutes=2))
    assert jobs() == [("queued", 120)]


def test_without_a_mailbox_nobody_looks(app: Flask) -> None:
    app.extensions["settings"] = make_settings(app.extensions["settings"].data_dir, "sqlite://")
    queue_due_taking(NOW)
    assert db.session.query(Job).count() == 0
