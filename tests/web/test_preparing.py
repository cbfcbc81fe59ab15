"""What families need and offer: co-planners see numbers and no names, a liaison sees who."""

from typing import Any

import pytest
from flask import Flask

from scheduler.extensions import db
from scheduler.storage.models import AnswerNeed, District, Offer, Season
from tests.builders.board_rows import added
from tests.builders.people import NOW, add_answer, add_caregiver, add_season, add_to_caseload, add_user
from tests.web.browsing import signed_in, words

BOARD, LIAISON = "/board/preparing", "/liaison/preparing"


@pytest.fixture
def staff(app: Flask) -> dict[str, Any]:
    """A co-planner and a liaison, each in a browser of their own, while a season is open."""
    with app.app_context():
        added(District(name="Oak", timezone="America/New_York", default_language="en"))
        add_season()
        planner = add_user(represents="families").id
        liaison = add_user(email="lee@school.org", name="Lee", role="liaison")
        caregiver = add_caregiver(name="Amina")
        add_to_caseload(liaison, caregiver)
        add_answer(
            caregiver,
            db.session.query(Season).one(),
            needs=[
                AnswerNeed(kind="meal", strength="must", detail="no nuts for Ali"),
                AnswerNeed(kind="interpreter", strength="helps", detail="so"),
                AnswerNeed(kind="words", strength="helps", detail="He is shy"),
                AnswerNeed(kind="step_free", strength="private"),
            ],
            offers=[
                Offer(kind="food", detail="Sambusa", sent_utc=NOW),
                Offer(kind="hall", detail="Our yard"),
            ],
        )
        return {"planner": signed_in(app, planner), "liaison": signed_in(app, liaison.id)}


def test_a_representative_sees_what_was_sent_and_whom_to_ask_but_not_who_it_is(staff: dict[str, Any]) -> None:
    page = words(staff["planner"].get(BOARD).text)
    assert "Food Sambusa Sunday, February 1, 2026 Lee" in page
    assert not any(secret in page for secret in ("Amina", "Our yard", "Ali", "shy"))


def test_needs_of_a_few_families_are_no_exact_number_and_no_language_of_theirs_is_named(
    staff: dict[str, Any],
) -> None:
    page = words(staff["planner"].get(BOARD).text)
    for need in ("An interpreter", "Food you can eat", "A ride"):
        assert f"{need} fewer than 10 fewer than 10" in page
    assert "An interpreter: Somali" not in page
    with staff["planner"].application.app_context():
        for _ in range(9):
            need = AnswerNeed(kind="interpreter", strength="helps", detail="so")
            add_answer(add_caregiver(), db.session.query(Season).one(), needs=[need])
    assert "An interpreter: Somali fewer than 10 10" in words(staff["planner"].get(BOARD).text)


def test_the_liaison_reads_who_said_what_but_not_what_is_private(staff: dict[str, Any]) -> None:
    page = words(staff["liaison"].get(LIAISON).text)
    assert "Amina Must be there Food you can eat: no nuts for Ali Would help An interpreter: Somali" in page
    assert "In their words He is shy What they offer Food: Sambusa A room or a hall: Our yard" in page
    assert "No steps" not in page


def test_each_page_is_for_one_role(staff: dict[str, Any]) -> None:
    assert staff["planner"].get(LIAISON).status_code == 403
    assert staff["liaison"].get(BOARD).status_code == 403


def test_between_seasons_there_is_nothing_to_prepare(app: Flask, staff: dict[str, Any]) -> None:
    with app.app_context():
        db.session.query(Season).update({"state": "closed"})
        db.session.commit()
    assert "Sambusa" not in staff["planner"].get(BOARD).text
    assert "No season is open now." in words(staff["liaison"].get(LIAISON).text)
