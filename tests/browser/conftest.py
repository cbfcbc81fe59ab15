"""What the tests of a family's pages begin with: a caregiver's letter, in a language of theirs."""

import pytest

from scheduler.extensions import db
from scheduler.services.links import issue_link
from scheduler.storage.models import District
from tests.builders.people import NOW, add_caregiver, add_season
from tests.fixtures.live import Served


@pytest.fixture
def letter(request: pytest.FixtureRequest, live_server: Served) -> str:
    """The address of a caregiver's letter; its parameter is the language that they read."""
    with live_server.app.app_context():
        db.session.add(
            District(name="Oak Schools", timezone="America/New_York", default_language="en", synthetic=True)
        )
        add_season()
        caregiver = add_caregiver(name="ليلى", language_read=request.param, language_spoken="ar")
        key = live_server.app.extensions["settings"].link_key
        token = issue_link("form", caregiver_id=caregiver.id, link_key=key, now_utc=NOW)
        db.session.commit()
    return f"{live_server.url}/f/{token}/"
