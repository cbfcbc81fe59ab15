"""A liaison keeps the adults of a family apart, as a protective order may demand."""

import pytest

from scheduler.extensions import db
from scheduler.storage.models import AuditEntry, Caregiver, District
from tests.builders.board_rows import added
from tests.builders.people import add_caregiver, add_season, add_to_caseload, add_user
from tests.web.browsing import signed_in, words
from tests.web.forms import send


@pytest.fixture
def page(app):
    """The page of Amina, whose family has another adult, Yusuf; and the browser of their liaison."""
    with app.app_context():
        added(District(name="Harbor", timezone="America/New_York", default_language="en"))
        add_season()
        liaison = add_user(email="lee@school.org", role="liaison")
        amina = add_caregiver(name="Amina")
        add_caregiver(name="Yusuf", family=amina.family)
        add_to_caseload(liaison, amina)
        address, client = f"/liaison/caregivers/{amina.id}", signed_in(app, liaison.id)
    return address, client


def test_the_other_adults_are_named_and_can_be_kept_apart_and_no_longer(app, page):
    address, client = page
    assert "Other adults of this family Yusuf" in words(client.get(address).text)
    send(client, address, f"{address}/apart", apart="yes")
    assert "They are kept apart" in words(client.get(address).text)
    with app.app_context():
        assert [each.family.apart for each in db.session.query(Caregiver)] == [True, True]
        assert db.session.query(AuditEntry).filter_by(action="keep_apart").count() == 1
    send(client, address, f"{address}/apart", apart="no")
    assert "They are kept apart" not in words(client.get(address).text)


def test_another_liaison_cannot(app, page):
    address, _client = page
    with app.app_context():
        other = signed_in(app, add_user(email="ana@school.org", role="liaison").id)
    assert send(other, "/liaison/", f"{address}/apart", apart="yes").status_code == 404
    with app.app_context():
        assert not db.session.query(Caregiver).first().family.apart
