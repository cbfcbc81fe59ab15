"""Why a plan is as it is, in words that everybody follows."""

import pytest
from flask import Flask
from sqlalchemy import select

from scheduler.extensions import db
from scheduler.storage.models import Job, Plan
from tests.builders.people import add_user
from tests.fixtures.page_client import PageClient
from tests.web.browsing import signed_in, words
from tests.web.forms import send


def answer(progress: dict[str, object]) -> None:
    """A worker has answered the question that was asked last."""
    job = db.session.scalars(select(Job).order_by(Job.id.desc())).first()
    assert job is not None
    job.state, job.progress = "done", progress
    db.session.commit()


GROUP_ANSWER = {
    "causes": [["interpreter", "so", 33.2], ["time", "", 17.0], ["ride", "north", 4.0]],
    "ceiling": {"here": 0.5, "reached": 0.79, "bound": 0.81},
    "tried": 4,
    "changes": [
        {"kind": "opening", "facts": {"place": "place-1", "minutes": 60, "weekday": 1}, "proven": True},
        {
            "kind": "provider",
            "facts": {
                "provider": "interpreter",
                "number": 1,
                "detail": "so",
                "holds": 0,
                "day": "2026-03-05",
                "cost": 80.0,
            },
            "proven": False,
        },
    ],
}


def test_a_session_names_its_reasons_and_its_runner_up(board: PageClient, small_plan: Plan) -> None:
    page = words(board.get(f"/board/plans/{small_plan.id}/sessions/{small_plan.sessions[0].id}/why").text)
    assert "Why Reading night is then and there" in page
    assert "other times and places keep every rule" in page
    assert "The next best is" in page
    assert "What would change" in page
    assert "Keep this move" not in page


def test_the_proof_is_asked_for_and_then_told(board: PageClient, small_plan: Plan) -> None:
    why = f"/board/plans/{small_plan.id}/sessions/{small_plan.sessions[0].id}/why"
    assert send(board, why).location == f"{why}#asked"
    assert "Plans are being looked for." in words(board.get(why).text)
    worse = {"level": "smallest 1", "here": 0.5, "bound": 0.3, "worse": True}
    day = {"forbidden": "day", "possible": True, "found": True, "shortfall": worse}
    answer({"forced": [day, {"forbidden": "place", "possible": False, "found": False, "shortfall": None}]})
    page = words(board.get(why).text)
    assert "Proven: every plan that holds it on another day is worse for the groups." in page
    assert "Proven: no plan that keeps every rule holds it at another place." in page


def test_a_group_tells_causes_ceiling_and_what_would_help(board: PageClient, small_plan: Plan) -> None:
    why = f"/board/plans/{small_plan.id}/groups/nights/why"
    assert "This plan: 50% of what the group is invited to." in words(board.get(why).text)
    send(board, why)
    answer(GROUP_ANSWER)
    page = words(board.get(why).text)
    assert "No interpreter for Somali 35" in page
    assert "Nobody at home is free then 15" in page
    assert "is not named" in page
    assert "No ride" not in page
    assert "could give it 75%. Proven: no plan gives it more than 75%." in page
    assert "4 changes were tried, each by planning again with it." in page
    assert "stays open 60 minutes longer on Tuesday Proven: no plan without it includes as much." in page
    assert "More interpreters for Somali on Thursday, March 5: 1, each $80.00" in page


@pytest.mark.parametrize("what", ["session", "group"])
def test_what_is_being_looked_for_can_be_cancelled(board: PageClient, small_plan: Plan, what: str) -> None:
    path = f"sessions/{small_plan.sessions[0].id}" if what == "session" else "groups/nights"
    why = f"/board/plans/{small_plan.id}/{path}/why"
    assert send(board, why, f"{why}/cancel").status_code == 404
    send(board, why)
    assert send(board, why, f"{why}/cancel").location == f"{why}#asked"
    assert "Cancel this run" not in words(board.get(why).text)
    job = db.session.query(Job).filter_by(kind="explain_plan").populate_existing().one()
    assert job.cancel_requested
    job.state = "cancelled"
    db.session.commit()
    assert "Look for plans that show it" in words(board.get(why).text)


def test_a_group_of_fewer_than_ten_has_no_numbers(board: PageClient, small_plan: Plan) -> None:
    for rate in small_plan.rates:
        rate.families = 9
    db.session.commit()
    why = f"/board/plans/{small_plan.id}/groups/nights/why"
    send(board, why)
    answer(GROUP_ANSWER)
    page = words(board.get(why).text)
    assert "35" not in page
    assert "75%" not in page


def test_the_board_leads_to_every_why(board: PageClient, small_plan: Plan) -> None:
    page = board.get("/board/").text
    assert f'href="/board/plans/{small_plan.id}/sessions/{small_plan.sessions[0].id}/why"' in page
    assert f'href="/board/plans/{small_plan.id}/groups/nights/why"' in page


@pytest.mark.parametrize("path", ["sessions/999/why", "groups/nobody/why"])
def test_what_is_not_there_is_not_found(board: PageClient, small_plan: Plan, path: str) -> None:
    assert board.get(f"/board/plans/{small_plan.id}/{path}").status_code == 404
    assert send(board, "/board/", f"/board/plans/{small_plan.id}/groups/nobody/why").status_code == 404


def test_others_than_co_planners_are_refused(app: Flask, small_plan: Plan) -> None:
    liaison = signed_in(app, add_user(email="lia@school.org", role="liaison").id)
    assert liaison.get(f"/board/plans/{small_plan.id}/groups/nights/why").status_code == 403
