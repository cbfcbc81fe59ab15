"""The page before a release: what changes for families, and whose inclusion, since the last one."""

from collections.abc import Iterator

import pytest
from flask import Flask

from scheduler.extensions import db
from scheduler.services.release_plan import release_plan
from scheduler.storage.models import District, Job, Plan
from tests.builders.board_rows import add_groups, add_open_season, add_plan, add_run, add_session, added
from tests.builders.people import NOW, add_user
from tests.fixtures.page_client import PageClient
from tests.web.browsing import signed_in, words

RATES = {"nights": 0.4, "no_car": 0.5, "everyone": 0.6}


@pytest.fixture
def plan(app: Flask) -> Iterator[Plan]:
    with app.app_context():
        added(District(name="Harbor", timezone="America/New_York", default_language="en"))
        add_groups()
        plan = add_plan(add_run(add_open_season()), rates=RATES)
        add_session(plan)
        yield plan


@pytest.fixture
def user(plan: Plan) -> int:  # noqa: ARG001
    return add_user().id


@pytest.fixture
def client(app: Flask, user: int) -> PageClient:
    return signed_in(app, user)


def test_it_says_whose_inclusion_changes_since_the_last_release(
    client: PageClient, plan: Plan, user: int
) -> None:
    page = words(client.get(f"/board/plans/{plan.id}/release").text)
    assert "Whose inclusion changes" not in page, "there is no release to compare with"
    release_plan(plan.id, user, NOW)
    run = db.session.get_one(Job, plan.job_id)
    draft = add_plan(run, rates={"nights": 0.6, "no_car": 0.4, "everyone": 0.61})
    page = words(client.get(f"/board/plans/{draft.id}/release").text)
    assert "No car 50% 38% −12 Everyone 63% 63% none to see Night or shift work 38% 63% +25" in page


def test_a_set_of_fewer_than_ten_families_is_left_out(client: PageClient, plan: Plan, user: int) -> None:
    release_plan(plan.id, user, NOW)
    draft = add_plan(db.session.get_one(Job, plan.job_id), rates=RATES)
    next(rate for rate in draft.rates if rate.set_key == "no_car").families = 9
    db.session.commit()
    page = words(client.get(f"/board/plans/{draft.id}/release").text)
    assert "Night or shift work 38%" in page
    assert "No car" not in page
