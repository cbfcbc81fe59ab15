"""A real calendar takes our invitations: it shows a session, moves it, and drops it when it is cancelled."""

import json
from collections.abc import Iterator
from datetime import UTC, timedelta
from pathlib import Path

import pytest
from flask import Flask

from scheduler.calendars.zones import pinned_zone
from scheduler.extensions import db
from scheduler.messaging.channels import Letter
from tests.builders.board_rows import FIRST_EVENING
from tests.builders.invited import PATTERN, InvitedFamily
from tests.clients.evolution import evolution_session
from tests.fixtures.apps import make_settings
from tests.fixtures.quick_apps import quick_app

INVITED = Path(__file__).with_name("evolution_invited.py")
STARTS = int(FIRST_EVENING.replace(tzinfo=pinned_zone("America/New_York")).astimezone(UTC).timestamp())
WEEK = timedelta(days=7)


@pytest.fixture
def app(tmp_path: Path, database_url: str) -> Iterator[Flask]:
    app = quick_app(make_settings(tmp_path, database_url, reply_address=PATTERN))
    with app.app_context():
        yield app
        db.session.remove()
        db.engine.dispose()


def about_reading(letters: list[Letter]) -> str:
    [text] = [each.calendar.text for each in letters if each.calendar and "Reading night" in each.subject]
    return text


@pytest.mark.usefixtures("app")
def test_evolution_follows_an_invitation_its_move_and_its_cancelling(tmp_path: Path) -> None:
    family = InvitedFamily()
    family.caregiver.language_read = "es"
    db.session.commit()
    texts = [about_reading(family.release())]
    family.reading.start_local += WEEK
    texts.append(about_reading(family.release(days_later=1)))
    db.session.delete(family.reading)
    texts.append(about_reading(family.release(days_later=2)))
    with evolution_session(tmp_path / "evolution", INVITED) as evolution:
        shown, _ = evolution.communicate("".join(json.dumps(text) + "\n" for text in texts), timeout=60)
    uid = f"session-{family.uid(family.reading)}@localhost"
    moved = STARTS + int(WEEK.total_seconds()) - 3600  # the clocks have changed between the two
    assert [json.loads(line) for line in shown.splitlines()] == [
        [[uid, STARTS, "CONFIRMED", "Reading night", 0]],
        [[uid, moved, "CONFIRMED", "Reading night", 1]],
        [],
    ]
