"""Two co-planners who release at the same moment get two numbers."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from threading import Barrier

import pytest
from flask import Flask

from scheduler.extensions import db
from scheduler.services.release_plan import release_plan
from scheduler.storage.models import District
from tests.builders.board_rows import add_open_season, add_plan, add_run, add_session, added
from tests.builders.people import add_user
from tests.fixtures.databases import on_both_databases

CO_PLANNERS = 4


@pytest.mark.usefixtures("db")
@on_both_databases
def test_releases_at_the_same_moment_are_numbered_one_after_the_other(app: Flask) -> None:
    added(District(name="Harbor", timezone="America/New_York", default_language="en"))
    plan = add_plan(add_run(add_open_season()))
    add_session(plan)
    plan_id, user_id = plan.id, add_user().id
    db.session.rollback()  # the test itself must not hold the turn
    start = Barrier(CO_PLANNERS)

    def release(_: int) -> int:
        with app.app_context():
            start.wait()
            return release_plan(plan_id, user_id, datetime(2026, 2, 3, tzinfo=UTC))

    with ThreadPoolExecutor(CO_PLANNERS) as co_planners:
        numbers = sorted(co_planners.map(release, range(CO_PLANNERS)))
    assert numbers == [1, 2, 3, 4]
