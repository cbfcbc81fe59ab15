"""The page of plans side by side: every number rounded, a price for each, and a choice with a reason."""

from collections.abc import Iterator

import pytest
from flask import Flask
from sqlalchemy import select

from scheduler.extensions import db
from scheduler.services.board_steps import board_plan_id
from scheduler.storage.models import BoardStep, District, Job, Plan, PriorityGroup
from tests.builders.board_rows import (
    add_comparison,
    add_groups,
    add_open_season,
    add_plan,
    add_run,
    add_session,
    added,
)
from tests.builders.people import add_user
from tests.fixtures.page_client import PageClient
from tests.web.browsing import counted_queries, signed_in, words
from tests.web.forms import send

RATES = {"nights": 0.4, "no_car": 0.5, "no_group": 0.7, "everyone": 0.6}


@pytest.fixture
def plan(app: Flask) -> Iterator[Plan]:
    with app.app_context():
        added(District(name="Harbor", timezone="America/New_York", default_language="en"))
        add_groups()
        yield add_plan(add_run(add_open_season(budget_cents=100_000)), rates=RATES, cost_cents=50_000)


@pytest.fixture
def client(app: Flask, plan: Plan) -> PageClient:  # noqa: ARG001
    return signed_in(app, add_user().id)


@pytest.fixture
def page(plan: Plan) -> str:
    return f"/board/plans/{plan.id}/compare"


def other(plan: Plan, objective: str = "weighted", **rates: float) -> Plan:
    run = db.session.get_one(Job, plan.job_id)
    return add_plan(run, objective, {**RATES, **rates}, yardstick=False, cost_cents=59_000)


def test_each_plan_stands_beside_the_given_one_with_its_price(
    client: PageClient, plan: Plan, page: str
) -> None:
    weighted, varied = other(plan, nights=0.3, everyone=0.65), other(plan, "leximin", nights=0.41)
    add_comparison(plan, ("weighted", weighted), ("varied", varied))
    html = client.get(page).text
    text = words(html)
    assert "1. Least-included first On the board 38% Night or shift work 63% $500.00" in text
    assert "2. Weighted 25% −13 Night or shift work 63% $590.00 +$90.00" in text
    assert "3. Different plan 1" in text
    assert html.count('class="point') == 2, "plans 1 and 3 look alike, and stand at one place"
    assert ">1, 3</text>" in html


def test_it_is_the_same_page_from_either_side(client: PageClient, plan: Plan) -> None:
    weighted = other(plan)
    add_comparison(plan, ("weighted", weighted))
    text = words(client.get(f"/board/plans/{weighted.id}/compare").text)
    assert "2. Weighted" in text
    assert "No plan that differs and loses at most 1% was found in the time that there was." in text


def test_a_plan_that_was_changed_by_hand_says_for_which_plan_the_others_were_made(
    client: PageClient, plan: Plan
) -> None:
    add_comparison(plan, ("weighted", other(plan, nights=0.3)), ("varied", other(plan, "leximin")))
    moved = other(plan, "leximin", nights=0.5)
    moved.instance_hash = plan.instance_hash
    db.session.commit()
    html = client.get(f"/board/plans/{moved.id}/compare").text
    text = words(html)
    assert "Plan 1 was changed by hand. The other plans were made for plan 2" in text
    assert "1. Changed by hand On the board 50% Night or shift work" in text
    assert "2. Least-included first 38% −12 Night or shift work" in text
    assert "3. Weighted 25% −25 Night or shift work" in text
    assert "Differs from plan 2 as much as can be, and includes at most 1% less." in text
    assert "Make plans to compare with" in text
    assert "Plan 1 was changed by hand." not in words(client.get(f"/board/plans/{plan.id}/compare").text)


def test_sets_of_fewer_than_ten_families_have_no_number(client: PageClient, plan: Plan, page: str) -> None:
    next(rate for rate in plan.rates if rate.set_key == "nights").families = 9
    db.session.commit()
    add_comparison(plan, ("weighted", other(plan)))
    assert "On the board 50% No car" in words(client.get(page).text)


def test_of_groups_that_are_alike_the_first_of_the_board_is_named(
    client: PageClient, plan: Plan, page: str
) -> None:
    db.session.scalars(select(PriorityGroup).filter_by(key="nights")).one().name = "Works nights"
    add_comparison(plan, ("weighted", other(plan, nights=0.5)))
    assert "2. Weighted 50% +12 Works nights" in words(client.get(page).text)


def test_a_choice_needs_a_reason_and_comes_on_the_board(client: PageClient, plan: Plan, page: str) -> None:
    weighted = other(plan)
    add_comparison(plan, ("weighted", weighted))
    action, field = f"/board/plans/{weighted.id}/choose", f"reason-{weighted.id}"
    refused = send(client, page, action, **{"board": plan.id, field: " "})
    assert (refused.status_code, "Write a sentence or two." in words(refused.text)) == (400, True)
    assert send(client, page, action, **{"board": plan.id, field: "It is fair."}).location == "/board/"
    assert board_plan_id(plan.season_id) == weighted.id
    assert "Another plan was chosen" in words(client.get("/board/").text)
    assert db.session.query(BoardStep).one().facts == {"reason": "It is fair."}


def test_a_board_that_changed_meanwhile_is_told_and_the_reason_is_kept(
    client: PageClient, plan: Plan, page: str
) -> None:
    weighted = other(plan)
    add_comparison(plan, ("weighted", weighted))
    fields = {"board": 999, f"reason-{weighted.id}": "It is fair."}
    answer = send(client, page, f"/board/plans/{weighted.id}/choose", **fields)
    assert (answer.status_code, "It is fair." in answer.text) == (409, True)
    assert "The board changed meanwhile" in words(answer.text)


def test_it_is_asked_for_followed_and_cancelled(client: PageClient, page: str) -> None:
    assert send(client, page).location == page
    waits = words(client.get(page).text)
    assert "Waiting for its turn. Cancel this run" in waits, "no time runs yet"
    assert "Choose one" not in waits, "there is nothing to choose from"
    job = db.session.query(Job).filter_by(kind="compare_plans").one()
    job.state, job.progress = "running", {"part": "weighted", "number": 1, "parts": 3, "stage": "weighted"}
    db.session.commit()
    fragment = f"/board/comparisons/{job.id}"
    assert "Step 1 of 3: Weighted" in words(client.get(f"{fragment}?number=1").text)
    htmx = {"HX-Request": "true"}
    assert client.get(f"{fragment}?number=0", headers=htmx).headers["HX-Refresh"] == "true"
    assert send(client, page, f"{fragment}/cancel").location == page
    job = db.session.get_one(Job, job.id, populate_existing=True)
    assert job.cancel_requested
    job.state = "cancelled"
    db.session.commit()
    assert "It was stopped early." in words(client.get(page).text)


def test_a_plan_that_breaks_rules_is_not_compared(client: PageClient, plan: Plan, page: str) -> None:
    plan.faults = [{"kind": "budget", "ids": []}]
    db.session.commit()
    assert "Mend it before you compare it with others." in words(client.get(page).text)
    assert send(client, "/account/", page).status_code == 404


def test_what_is_not_there_is_not_found(client: PageClient, page: str) -> None:
    assert client.get("/board/plans/999/compare").status_code == 404
    assert client.get("/board/comparisons/999").status_code == 404
    assert send(client, page, "/board/comparisons/999/cancel").status_code == 404
    assert send(client, page, "/board/plans/999/choose", **{"reason-999": "x"}).status_code == 404


def test_others_than_co_planners_are_refused(app: Flask, page: str) -> None:
    client = signed_in(app, add_user(email="lia@school.org", role="liaison").id)
    assert client.get(page).status_code == 403


def test_more_sessions_ask_no_more_of_the_database(
    app: Flask, client: PageClient, plan: Plan, page: str
) -> None:
    weighted = other(plan)
    add_comparison(plan, ("weighted", weighted))
    add_session(weighted)
    with counted_queries(app) as few:
        client.get(page)
    for number in range(20):
        add_session(weighted, f"Evening {number}")
    with counted_queries(app) as many:
        client.get(page)
    assert len(many) == len(few)
