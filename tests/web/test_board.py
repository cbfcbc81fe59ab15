"""The board as a co-planner's browser sees it."""

import re
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from scheduler.extensions import db
from scheduler.storage.models import District, Job, Plan, Release, Snapshot
from tests.builders.board_rows import (
    FIRST_EVENING,
    add_groups,
    add_open_season,
    add_plan,
    add_run,
    add_session,
    added,
    levels,
    set_rate,
)
from tests.builders.people import add_user
from tests.fixtures.page_client import PageClient
from tests.web.browsing import counted_queries, signed_in, words
from tests.web.forms import send

BOARD = "/board/"


@pytest.fixture
def client(app: Flask) -> PageClient:
    """A co-planner's browser, signed in."""
    with app.app_context():
        added(District(name="Harbor", timezone="America/New_York", default_language="en"))
        user_id = add_user().id
    return signed_in(app, user_id)


@pytest.fixture
def in_app(app: Flask) -> Callable[..., Any]:
    """Run a function in an app context of its own and give what it returns."""

    def run(work: Callable[..., Any], *args: Any) -> Any:
        with app.app_context():
            return work(*args)

    return run


def a_plan(**facts: Any) -> int:
    """An open season with a finished run and its plan; the plan's id."""
    return add_plan(add_run(add_open_season()), **facts).id


def queued_run() -> int:
    return add_run(add_open_season(), state="queued").id


class TestPlan:
    def test_a_season_without_a_plan_offers_to_make_one(self, client: PageClient, in_app: Callable) -> None:
        in_app(add_open_season)
        page = client.get(BOARD)
        assert "There is no plan yet" in page.text
        assert "Plan this season" in page.text

    def test_without_an_open_season_the_page_says_so(self, client: PageClient) -> None:
        assert "No season is open now" in client.get(BOARD).text

    def test_a_session_stands_in_the_calendar_and_in_a_table_that_says_more(
        self, client: PageClient, in_app: Callable
    ) -> None:
        def stored() -> None:
            run = add_run(add_open_season())
            plan = add_plan(run, rates={"everyone": 0.5})
            add_session(plan, "Reading night", start=datetime(2026, 3, 10, 18, 30))

        in_app(stored)
        page = client.get(BOARD).text
        calendar, table = page.split('<section class="sessions"')
        assert re.search(r"Tuesday, March 10 6:30\sPM Reading night In person", words(calendar))
        assert "Week 2: Monday, March 9 to Sunday, March 15" in words(table)
        assert re.search(r"6:30\sPM – 8:00\sPM Reading night Room for Reading night In person", words(table))
        assert "Everyone 125" in words(table)

    def test_the_least_included_group_comes_first_and_everyone_last(
        self, client: PageClient, in_app: Callable
    ) -> None:
        in_app(add_groups)
        in_app(lambda: a_plan(rates={"everyone": 0.3, "nights": 0.6, "no_car": 0.4, "no_group": 0.1}))
        panel = words(client.get(BOARD).text)
        order = ["No car", "Night or shift work", "Families in no group", "Everyone"]
        places = [panel.index(name) for name in order]
        assert places == sorted(places)

    def test_a_rate_stands_beside_the_poll_and_the_majority_plan(
        self, client: PageClient, in_app: Callable
    ) -> None:
        def stored() -> None:
            add_groups()
            run = add_run(add_open_season())
            add_plan(run, "headcount", {"nights": 0.204})
            add_plan(run, "majority", {"nights": 0.31})
            floors = [{"group": "nights", "rate": 0.155}]
            add_plan(run, floors=floors).rates = [set_rate("nights", 0.466, season_rate=0.42)]
            db.session.commit()

        in_app(stored)
        page = words(client.get(BOARD).text)
        assert "Night or shift work 40 families · Floor 13%" in page
        assert "Night or shift work 50% 38% 25% 25%" in page

    def test_fewer_than_ten_families_are_never_counted_out(
        self, client: PageClient, in_app: Callable
    ) -> None:
        def stored() -> None:
            add_groups()
            plan = add_plan(add_run(add_open_season()))
            plan.rates = [
                set_rate("nights", 0.5, families=9, takes_part=False),
                set_rate("no_car", 0.5, families=12),
                set_rate("everyone", 0.5, families=140),
            ]
            add_session(plan, reach={"nights": 7, "no_car": 8, "everyone": 9})

        in_app(stored)
        page = words(client.get(BOARD).text)
        assert "Fewer than 10 families, shown only together: Night or shift work" in page
        assert "No car 10 families" in page
        assert "Fewer than 10: No car, Everyone" in page
        assert not re.search(r"\b([789]|12) families", page)

    @pytest.mark.parametrize(
        ("bound", "text"),
        [
            (0.46, "Night or shift work: 50%. Proven best: no plan can do better here."),
            (0.5, "Night or shift work: 50%. No plan can do better than 50% here."),
            (0.99, "Night or shift work: 50%. Nothing is proven here yet."),
        ],
    )
    def test_what_is_proven_is_said_in_words(
        self, client: PageClient, in_app: Callable, bound: float, text: str
    ) -> None:
        in_app(add_groups)
        in_app(lambda: a_plan(rates={"nights": 0.466}, levels=levels(("smallest 1", 0.46, bound))))
        assert text in words(client.get(BOARD).text)

    def test_the_bound_on_a_sum_is_told_as_the_bound_on_its_last_group(
        self, client: PageClient, in_app: Callable
    ) -> None:
        def stored() -> None:
            add_groups()
            steps = levels(("smallest 1", 0.4, 0.4), ("smallest 2", 0.9, 0.96))
            a_plan(rates={"nights": 0.4, "no_car": 0.5}, levels=steps)

        in_app(stored)
        assert "No car: 50%. No plan can do better than 63% here." in words(client.get(BOARD).text)

    def test_families_who_withdrew_are_left_out_when_a_plan_is_solved_again(
        self, client: PageClient, in_app: Callable
    ) -> None:
        def stored() -> None:
            plan = db.session.get_one(Plan, a_plan())
            db.session.get_one(Snapshot, plan.snapshot_id).family_count = 16
            db.session.commit()

        in_app(stored)
        page = words(client.get(BOARD).text)
        assert "Yes, from the data kept as 3fa9c1d2e8, less those who withdrew (15)" in page

    def test_a_plan_of_choice_can_be_seen_a_yardstick_only_seen(
        self, client: PageClient, in_app: Callable
    ) -> None:
        plan_id = in_app(lambda: a_plan(objective="headcount", yardstick=True))
        page = client.get(f"/board/plans/{plan_id}").text
        assert "Yardstick, never released: Headcount poll" in words(page)
        assert "Release this plan" not in page
        assert client.get("/board/plans/999").status_code == 404

    def test_others_than_co_planners_are_refused(self, app: Flask, in_app: Callable) -> None:
        user_id = in_app(lambda: add_user(email="lia@school.org", role="liaison").id)
        assert app.test_client().get(BOARD).status_code == 303
        assert signed_in(app, user_id).get(BOARD).status_code == 403


class TestRun:
    @pytest.mark.parametrize("objective", ["leximin", "weighted", "majority"])
    def test_the_button_queues_a_run(self, client: PageClient, in_app: Callable, objective: str) -> None:
        season_id = in_app(lambda: add_open_season().id)
        answer = send(client, BOARD, f"/board/seasons/{season_id}/plan", objective=objective)
        assert (answer.status_code, answer.location) == (303, BOARD)
        job = in_app(lambda: db.session.scalars(select(Job)).one())
        assert (job.kind, job.state) == ("plan_season", "queued")
        assert job.arguments == {"season_id": season_id, "objective": objective}
        assert "Waiting for its turn." in client.get(BOARD).text

    def test_least_included_first_is_the_choice_unless_another_is_made(
        self, client: PageClient, in_app: Callable
    ) -> None:
        in_app(add_open_season)
        assert re.findall(r'value="(\w+)" checked', client.get(BOARD).text) == ["leximin"]

    def test_an_unknown_objective_is_refused(self, client: PageClient, in_app: Callable) -> None:
        season_id = in_app(lambda: add_open_season().id)
        assert send(client, BOARD, f"/board/seasons/{season_id}/plan", objective="x").status_code == 400
        assert in_app(lambda: db.session.scalars(select(Job)).all()) == []

    def test_only_a_season_that_is_open_is_planned(self, client: PageClient, in_app: Callable) -> None:
        closed = in_app(lambda: add_open_season(state="closed").id)
        in_app(add_open_season)
        for season_id in (closed, 999):
            answer = send(client, BOARD, f"/board/seasons/{season_id}/plan", objective="leximin")
            assert answer.status_code == 404
        assert in_app(lambda: db.session.scalars(select(Job)).all()) == []

    @pytest.mark.parametrize(
        ("stage", "best", "bound", "text"),
        [
            ("smallest 1", 0.4, 0.62, "Best plan so far 40% No plan can do better than 60% Time 12 seconds"),
            ("smallest 2", 0.8, 1.2, "Best plan so far 40% No plan can do better than 60% Time 12 seconds"),
            ("everyone", 0.55, None, "Best plan so far 55% Time 12 seconds"),
            ("cost", 1250.0, 1200.0, "Planning the season Looking for the same at a lower cost. Time 12"),
        ],
    )
    def test_progress_tells_the_best_plan_so_far_the_proven_bound_and_the_time(
        self, client: PageClient, in_app: Callable, stage: str, best: float, bound: float | None, text: str
    ) -> None:
        progress = {"stage": stage, "best": best, "bound": bound, "seconds": 12.7}
        in_app(lambda: add_run(add_open_season(), state="running", progress=progress))
        assert text in words(client.get(BOARD).text)

    def test_progress_is_asked_for_every_second_and_by_hand_without_scripts(
        self, client: PageClient, in_app: Callable
    ) -> None:
        job_id = in_app(queued_run)
        page = client.get(BOARD).text
        assert f'hx-get="/board/runs/{job_id}" hx-trigger="every 1s"' in page
        assert re.search(r'href="/board/">\s*Check again', page)
        assert 'id="run"' in client.get(f"/board/runs/{job_id}").text

    def test_once_a_run_is_over_the_whole_board_loads_anew(
        self, client: PageClient, in_app: Callable
    ) -> None:
        job_id = in_app(lambda: add_run(add_open_season()).id)
        asked = client.get(f"/board/runs/{job_id}", headers={"HX-Request": "true"})
        assert (asked.status_code, asked.headers["HX-Refresh"]) == (204, "true")
        assert client.get(f"/board/runs/{job_id}").location == BOARD

    def test_a_run_can_be_cancelled(self, client: PageClient, in_app: Callable) -> None:
        job_id = in_app(queued_run)
        send(client, BOARD, f"/board/runs/{job_id}/cancel")
        assert in_app(lambda: db.session.get_one(Job, job_id).cancel_requested)
        page = client.get(BOARD).text
        assert "Stopping." in page
        assert "Cancel this run" not in page

    @pytest.mark.parametrize(
        ("facts", "text"),
        [
            ({"state": "cancelled"}, "The last run was cancelled. Nothing was changed."),
            ({"state": "failed", "failure": "NoPlanInTime"}, "The time was too short to find a plan."),
            ({"state": "failed", "failure": "ValueError"}, "Something broke on our side."),
        ],
    )
    def test_a_run_that_ended_without_a_plan_says_why(
        self, client: PageClient, in_app: Callable, facts: dict[str, str], text: str
    ) -> None:
        in_app(lambda: add_run(add_open_season(), **facts))
        page = client.get(BOARD).text
        assert text in page
        assert "ValueError" not in page

    def test_a_conflict_is_told_in_words(self, client: PageClient, in_app: Callable) -> None:
        in_app(add_groups)
        why = [{"kind": "floor", "ids": ["nights"], "text": ""}, {"kind": "budget", "ids": [], "text": ""}]
        in_app(lambda: a_plan(status="infeasible", conflict=why))
        page = words(client.get(BOARD).text)
        assert "No plan can keep all of this at once Night or shift work gets at least its floor." in page
        assert "The plan costs no more than the budget." in page
        send(client, BOARD, "/board/wishes/floor", **{"floor-set": "nights", "floor-percent": "0"})
        assert "Night or shift work: at least 0%. Take back" in words(client.get(BOARD).text)


class TestCheck:
    @pytest.mark.parametrize(
        ("facts", "text"),
        [
            ({"state": "running"}, "This plan is being checked."),
            ({"state": "done", "progress": {"faults": 0}}, "Checked again: this plan keeps every rule."),
            ({"state": "done", "progress": {"faults": 2}}, "Checked again: this plan breaks 2 rules."),
            ({"state": "failed"}, "The check did not end."),
        ],
    )
    def test_a_check_says_how_it_went(
        self, client: PageClient, in_app: Callable, facts: dict[str, Any], text: str
    ) -> None:
        plan_id = in_app(a_plan)
        send(client, BOARD, f"/board/plans/{plan_id}/check")

        def run_job() -> None:
            job = db.session.scalars(select(Job).where(Job.kind == "check_plan")).one()
            for name, value in facts.items():
                setattr(job, name, value)
            db.session.commit()

        in_app(run_job)
        assert text in client.get(BOARD).text
        assert text in client.get(f"/board/plans/{plan_id}/check").text

    def test_a_poll_keeps_no_rules_and_is_not_checked(self, client: PageClient, in_app: Callable) -> None:
        plan_id = in_app(lambda: a_plan(objective="headcount"))
        page = f"/board/plans/{plan_id}"
        assert "Check this plan again" not in client.get(page).text
        assert send(client, page, f"{page}/check").status_code == 404


class TestRelease:
    def test_it_is_confirmed_first_and_then_numbered(self, client: PageClient, in_app: Callable) -> None:
        def stored() -> int:
            plan = add_plan(add_run(add_open_season()))
            add_session(plan, "Reading night")
            return plan.id

        plan_id = in_app(stored)
        page = f"/board/plans/{plan_id}/release"
        asked = words(client.get(page).text)
        assert "This is the first release of the season." in asked
        assert re.search(r"Added Reading night Tuesday, March 3, 6:00\sPM, Room for Reading night", asked)
        assert in_app(lambda: db.session.scalars(select(Release)).all()) == []
        send(client, page)
        assert in_app(lambda: db.session.scalars(select(Release.number)).all()) == [1]
        board = words(client.get(BOARD).text)
        assert "Release 1" in board
        assert "Release this plan" not in board

    def test_a_yardstick_cannot_be_released(self, client: PageClient, in_app: Callable) -> None:
        plan_id = in_app(lambda: a_plan(objective="majority"))
        page = f"/board/plans/{plan_id}/release"
        assert client.get(page).status_code == 404
        assert send(client, f"/board/plans/{plan_id}", page).status_code == 409


def test_more_sessions_ask_no_more_of_the_database(app: Flask, client: PageClient, in_app: Callable) -> None:
    def stored() -> int:
        plan = add_plan(add_run(add_open_season()), rates={"everyone": 0.5})
        add_session(plan)
        return plan.id

    plan_id = in_app(stored)
    with counted_queries(app) as few:
        client.get(BOARD)

    def more() -> None:
        plan = db.session.get_one(Plan, plan_id)
        for number in range(20):
            add_session(plan, f"Event {number}", start=FIRST_EVENING + timedelta(days=number))

    in_app(more)
    with counted_queries(app) as many:
        assert "Event 19" in client.get(BOARD).text
    assert len(many) == len(few)
