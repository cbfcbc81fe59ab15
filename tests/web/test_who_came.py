"""The page on which co-planners, liaisons and partners note how many families came."""

import re
from collections.abc import Iterator
from datetime import datetime

import pytest
from flask import Flask
from sqlalchemy import select, update

from scheduler.extensions import db
from scheduler.services.release_plan import release_plan
from scheduler.storage.models import District, Plan, PlanSession, ReleaseSession
from tests.builders.board_rows import added
from tests.builders.people import NOW, add_user
from tests.builders.small_season import small_season
from tests.web.browsing import signed_in, words
from tests.web.forms import send

CAME, MEMO = "/came/", "/board/releases/1/memo"
LONG_AGO = datetime(2024, 3, 5, 18)


@pytest.fixture
def uid(app: Flask) -> Iterator[str]:
    """The only session that is over, with childcare."""
    with app.app_context():
        added(District(name="Harbor", timezone="America/New_York", default_language="en"))
        plan: Plan = small_season()
        release_plan(plan.id, add_user().id, NOW)
        rows = db.session.scalars(select(ReleaseSession).order_by(ReleaseSession.start_local)).all()
        first, *others = rows
        first.supports = {**first.supports, "kinds": ["childcare"]}
        db.session.execute(
            update(PlanSession).where(PlanSession.event_id == first.event_id).values(start_local=LONG_AGO)
        )
        first.start_local = LONG_AGO
        for row in others:
            row.start_local = datetime(2099, 3, 5, 18)
        db.session.commit()
        yield first.uid


def test_counts_are_noted_and_shown_rounded_beside_what_was_forecast(app: Flask, uid: str) -> None:
    liaison = signed_in(app, add_user(email="lee@school.org", role="liaison").id)
    page = words(liaison.get(CAME).text)
    assert "Reading night Tuesday, March 5, 6:00 PM, Room for Reading night" in page
    assert "Nobody is turned away because of them." in page
    wrong = {f"families-{uid}": "12", f"childcare-{uid}": "13"}
    refused = send(liaison, CAME, CAME + uid, **wrong)
    assert refused.status_code == 400
    assert "Write a number from 0 to 12." in words(refused.text)
    assert 'value="13"' in refused.text
    noted = send(liaison, CAME, CAME + uid, **{**wrong, f"childcare-{uid}": "3"})
    assert noted.location == f"{CAME}#session-{uid}"
    assert "Families who came: 10 (Childcare: fewer than 10)" in words(liaison.get(CAME).text)
    planner = signed_in(app, add_user(email="robin@school.org").id)
    memo = words(planner.get(MEMO).text)
    assert "Reading night Tuesday, March 5, 6:00 PM 30 10 (Childcare: fewer than 10)" in memo
    assert send(liaison, CAME, f"{CAME}{uid}/take-back").location == noted.location
    assert "Families who came" not in words(liaison.get(CAME).text)
    assert "30 10" not in words(planner.get(MEMO).text)
    assert send(liaison, CAME, f"{CAME}another/take-back").status_code == 404


def test_a_session_that_is_not_there_or_not_over_is_not_counted(app: Flask, uid: str) -> None:
    planner = signed_in(app, add_user(email="robin@school.org").id)
    other = db.session.scalars(select(ReleaseSession.uid).where(ReleaseSession.uid != uid)).first()
    for wrong in (other, "nothing"):
        assert send(planner, CAME, f"{CAME}{wrong}", **{f"families-{wrong}": "1"}).status_code == 404


def test_each_session_has_a_sheet_to_count_on_at_the_door(app: Flask, uid: str) -> None:
    liaison = signed_in(app, add_user(email="lee@school.org", role="liaison").id)
    page = liaison.get(CAME).text
    assert re.search(r"Sheets for sessions to come .*Math night , Thursday, March 5", words(page))
    assert page.count('/sheet">') == db.session.query(ReleaseSession).count()
    sheet = words(liaison.get(f"{CAME}{uid}/sheet").text)
    assert "Who came to Reading night Tuesday, March 5" in sheet
    assert "How many families came How many of them used this?" in sheet
    assert "Childcare Type the numbers in afterwards: http" in sheet
    assert "30" not in sheet, "a forecast is no guest list"
    assert liaison.get(f"{CAME}nothing/sheet").status_code == 404


def test_a_partner_who_leads_nothing_has_nothing_to_count(app: Flask, uid: str) -> None:
    partner = signed_in(app, add_user(email="a@parents.org", role="partner").id)
    assert "No session has taken place yet." in words(partner.get(CAME).text)
    assert send(partner, CAME, CAME + uid, **{f"families-{uid}": "1"}).status_code == 404
    assert partner.get(f"{CAME}{uid}/sheet").status_code == 404
