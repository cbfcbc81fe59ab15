"""The page of trades: what each step gives and takes, in rounded numbers, and the vote on it."""

from collections.abc import Iterator
from typing import Any

import pytest
from flask import Flask

from scheduler.extensions import db
from scheduler.storage.models import District, Job, Plan
from tests.builders.board_rows import added
from tests.builders.people import add_user
from tests.builders.small_season import small_season
from tests.fixtures.page_client import PageClient
from tests.web.browsing import signed_in, words
from tests.web.forms import send


@pytest.fixture
def plan(app: Flask) -> Iterator[Plan]:
    with app.app_context():
        added(District(name="Harbor", timezone="America/New_York", default_language="en"))
        yield small_season()


@pytest.fixture
def client(app: Flask, plan: Plan) -> PageClient:  # noqa: ARG001
    return signed_in(app, add_user().id)


def answer(*steps: dict[str, Any]) -> None:
    """A worker has answered the question that was asked last."""
    job = db.session.query(Job).order_by(Job.id.desc()).first()
    assert job is not None
    job.state, job.progress = "done", {"steps": list(steps)}
    db.session.commit()


def test_a_step_tells_what_it_gives_and_takes_and_waits_for_a_vote(client: PageClient, plan: Plan) -> None:
    page, release = f"/board/plans/{plan.id}/trades", f"/board/plans/{plan.id}/release"
    assert send(client, page).location == page
    assert "Plans are being looked for." in words(client.get(page).text)
    assert "What the steps trade is still being worked out." in words(client.get(release).text)
    families = {"nights": 11.2, "no_group": -133.0, "everyone": -121.8, "pooled": 4.0}
    first = {"level": "smallest 1", "families": families, "gained": 11.2, "lost": 133.0, "cost": [300, 480]}
    answer(first, {**first, "level": "smallest 2", "families": {}, "gained": 2, "lost": 3, "cost": [9, 9]})
    text = words(client.get(page).text)
    assert (
        "1. Lifting the group that is included least. Families who gain: 10. Families who lose: 135." in text
    )
    assert "The cost goes from about $300.00 to about $480.00." in text
    assert "Night or shift work: +10 Everyone: −120 Families in no group: −135" in text
    assert "Steps that are not named here change too little to be shown." in text
    assert "fewer than 10." not in text.partition("Families are counted")[0]
    assert "A release has to wait for a vote on it." in text
    asked = words(client.get(release).text)
    assert "1 step takes more than ten families for one, and no vote allowed it yet." in asked
    assert "Release it" not in asked
    action = f"{page}/smallest 1/vote"
    assert send(client, page, action, **{"smallest-1-reason": " "}).status_code == 400
    assert send(client, page, action, **{"smallest-1-reason": "They waited."}).location == page
    assert "A vote allowed it." in words(client.get(page).text)
    assert "Release it" in words(client.get(release).text)
    rules = words(client.get("/board/rules/").text)
    assert "Step 1 may take more than ten families for one" in rules
    assert "They waited." in rules


def test_a_release_waits_where_the_trades_could_not_be_worked_out(client: PageClient, plan: Plan) -> None:
    page, release = f"/board/plans/{plan.id}/trades", f"/board/plans/{plan.id}/release"
    send(client, page)
    db.session.query(Job).order_by(Job.id.desc()).first().state = "failed"
    db.session.commit()
    waiting = "What the steps trade could not be worked out. Have it worked out again, or let a vote accept"
    assert waiting in words(client.get(release).text)
    assert waiting in words(client.get(page).text)
    send(client, page, f"{page}/unknown/vote", **{"unknown-reason": "The machine gave up."})
    assert "A vote accepted that." in words(client.get(page).text)
    assert "A release without knowing what the steps trade" in words(client.get("/board/rules/").text)
    assert send(client, release, since="0").status_code == 303
    memo = words(client.get("/board/releases/1/memo").text)
    assert "This could not be worked out. A vote accepted that." in memo


def test_the_board_leads_to_the_trades(client: PageClient, plan: Plan) -> None:
    assert f'href="/board/plans/{plan.id}/trades"' in client.get("/board/").text


def test_what_is_not_there_is_not_found(client: PageClient, plan: Plan) -> None:
    page = f"/board/plans/{plan.id}/trades"
    assert client.get("/board/plans/999/trades").status_code == 404
    assert send(client, page, "/board/plans/999/trades").status_code == 404
    vote = {"smallest-1-reason": "Because."}
    assert send(client, page, f"{page}/smallest 1/vote", **vote).status_code == 404
    plan.objective = "weighted"
    db.session.commit()
    assert client.get(page).status_code == 404


def test_others_than_co_planners_are_refused(app: Flask, plan: Plan) -> None:
    client = signed_in(app, add_user(email="lia@school.org", role="liaison").id)
    assert client.get(f"/board/plans/{plan.id}/trades").status_code == 403
