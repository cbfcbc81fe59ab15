"""A planning run, and a check of a plan, as the board shows them."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import select

from scheduler.extensions import db
from scheduler.storage.models import BoardWish, Job, Plan, Season
from tests.builders.board_rows import (
    MADE_UTC,
    add_event,
    add_groups,
    add_open_season,
    add_plan,
    add_planned_season,
    add_run,
    added,
)
from tests.fixtures.page_client import PageClient
from tests.web.browsing import words
from tests.web.forms import send

BOARD = "/board/"


def queued_run() -> int:
    return add_run(add_open_season(), state="queued").id


class TestRun:
    @pytest.mark.parametrize("objective", ["leximin", "weighted", "majority"])
    def test_the_button_queues_a_run(self, planner: PageClient, in_app: Callable, objective: str) -> None:
        season_id = in_app(lambda: add_open_season().id)
        answer = send(planner, BOARD, f"/board/seasons/{season_id}/plan", objective=objective)
        assert (answer.status_code, answer.location) == (303, BOARD)
        job = in_app(lambda: db.session.scalars(select(Job)).one())
        assert (job.kind, job.state) == ("plan_season", "queued")
        assert job.arguments == {"season_id": season_id, "objective": objective}
        assert "Waiting for its turn." in planner.get(BOARD).text

    def test_least_included_first_is_the_choice_unless_another_is_made(
        self, planner: PageClient, in_app: Callable
    ) -> None:
        in_app(lambda: add_event(add_open_season().id))
        assert re.findall(r'value="(\w+)" checked', planner.get(BOARD).text) == ["leximin"]

    def test_an_unknown_objective_is_refused(self, planner: PageClient, in_app: Callable) -> None:
        season_id = in_app(lambda: add_open_season().id)
        assert send(planner, BOARD, f"/board/seasons/{season_id}/plan", objective="x").status_code == 400
        assert in_app(lambda: db.session.scalars(select(Job)).all()) == []

    def test_only_a_season_that_is_open_is_planned(self, planner: PageClient, in_app: Callable) -> None:
        closed = in_app(lambda: add_open_season(state="closed").id)
        in_app(add_open_season)
        for season_id in (closed, 999):
            answer = send(planner, BOARD, f"/board/seasons/{season_id}/plan", objective="leximin")
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
        self, planner: PageClient, in_app: Callable, stage: str, best: float, bound: float | None, text: str
    ) -> None:
        progress = {"stage": stage, "best": best, "bound": bound, "seconds": 12.7}
        in_app(lambda: add_run(add_open_season(), state="running", progress=progress))
        assert text in words(planner.get(BOARD).text)

    def test_progress_is_asked_for_every_second_and_by_hand_without_scripts(
        self, planner: PageClient, in_app: Callable
    ) -> None:
        job_id = in_app(queued_run)
        page = planner.get(BOARD).text
        assert f'hx-get="/board/runs/{job_id}" hx-trigger="every 1s"' in page
        assert "to make the first one" not in page, "the button is not there meanwhile"
        assert re.search(r'href="/board/">\s*Check again', page)
        assert 'id="run"' in planner.get(f"/board/runs/{job_id}").text

    def test_once_a_run_is_over_the_whole_board_loads_anew(
        self, planner: PageClient, in_app: Callable
    ) -> None:
        job_id = in_app(lambda: add_run(add_open_season()).id)
        asked = planner.get(f"/board/runs/{job_id}", headers={"HX-Request": "true"})
        assert (asked.status_code, asked.headers["HX-Refresh"]) == (204, "true")
        assert planner.get(f"/board/runs/{job_id}").location == BOARD

    def test_a_run_can_be_cancelled(self, planner: PageClient, in_app: Callable) -> None:
        job_id = in_app(queued_run)
        send(planner, BOARD, f"/board/runs/{job_id}/cancel")
        assert in_app(lambda: db.session.get_one(Job, job_id).cancel_requested)
        page = planner.get(BOARD).text
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
        self, planner: PageClient, in_app: Callable, facts: dict[str, str], text: str
    ) -> None:
        in_app(lambda: add_run(add_open_season(), **facts))
        page = planner.get(BOARD).text
        assert text in page
        assert "ValueError" not in page

    def test_a_conflict_is_told_in_words(self, planner: PageClient, in_app: Callable) -> None:
        in_app(add_groups)
        why = [{"kind": "floor", "ids": ["nights"], "text": ""}, {"kind": "budget", "ids": [], "text": ""}]
        in_app(lambda: add_planned_season(status="infeasible", conflict=why))
        page = words(planner.get(BOARD).text)
        assert "No plan can keep all of this at once Night or shift work gets at least its floor." in page
        assert "The plan costs no more than the budget." in page
        assert "Try with twice the money" not in page, "there is no budget"
        send(planner, BOARD, "/board/wishes/floor", **{"floor-set": "nights", "floor-percent": "0"})
        assert "Night or shift work: at least 0%. Take back" in words(planner.get(BOARD).text)

    def test_what_a_run_found_no_plan_for_is_named_and_loosened(
        self, planner: PageClient, in_app: Callable
    ) -> None:
        """Nothing is claimed that was not proven."""
        in_app(add_groups)
        unkept = [{"kind": "floor", "ids": ["nights"], "text": ""}, {"kind": "budget", "ids": [], "text": ""}]
        ended = {"state": "failed", "failure": "NoPlanInTime", "progress": {"unkept": unkept}}
        in_app(lambda: add_run(add_open_season(), **ended))
        page = words(planner.get(BOARD).text)
        assert "No plan was found that keeps all of this at once Night or shift work gets at least" in page
        assert "Try without this floor" in page
        assert "There may be one, but it looks unlikely." in page
        assert "No plan can keep" not in page

    def test_one_requirement_alone_is_not_spoken_of_as_many(
        self, planner: PageClient, in_app: Callable
    ) -> None:
        in_app(add_groups)
        why = [{"kind": "floor", "ids": ["nights"], "text": ""}]
        in_app(lambda: add_planned_season(status="infeasible", conflict=why))
        page = words(planner.get(BOARD).text)
        assert "No plan can keep this Night or shift work gets at least its floor." in page
        assert "Each of these" not in page

    def test_of_floors_that_are_too_much_each_alone_every_one_keeps_its_button(
        self, planner: PageClient, in_app: Callable
    ) -> None:
        def stored() -> list[int]:
            add_groups()
            season = add_open_season()
            facts = {"season_id": season.id, "kind": "floor", "made_utc": MADE_UTC}
            ids = [added(BoardWish(set_key=key, rate=0.9, **facts)).id for key in ("nights", "no_car")]
            why = [{"kind": "floor", "ids": [key], "text": ""} for key in ("nights", "no_car")]
            add_plan(add_run(season), status="infeasible", conflict=[why[0], {**why[1], "alone": True}])
            return ids

        first, second = in_app(stored)
        page = words(planner.get(BOARD).text)
        assert "No plan can keep any of these Night or shift work gets at least its floor." in page
        assert "Each of these alone is too much. Change them all, then plan again." in page
        send(planner, BOARD, f"/board/wishes/{first}/withdraw")
        said = planner.get(BOARD).text.partition('id="conflict"')[2].partition("</details>")[0]
        assert "Changed since. Plan again." in said
        assert re.findall(r"/board/wishes/(\d+)/withdraw", said) == [str(second)]

    def test_an_event_that_cannot_be_held_may_be_left_out(self, board: PageClient, small_plan: Plan) -> None:
        run = add_run(db.session.get_one(Season, small_plan.season_id))
        why = {"kind": "event", "ids": [f"event-{small_plan.sessions[0].event_id}"], "text": ""}
        add_plan(run, status="infeasible", conflict=[why, {"kind": "budget", "ids": [], "text": ""}])
        page = board.get(BOARD).text
        assert "Reading night is held as often as it should be. Try without this event" in words(page)
        button = re.search(r'action="(/board/events/\d+/leave-out)"', page)
        assert button is not None
        send(board, BOARD, button[1])
        page = words(board.get(BOARD).text)
        assert "The plan does without this event: Reading night. Take back" in page
        assert "Try without this event" not in page
        assert send(board, BOARD, "/board/events/999/leave-out").status_code == 404

    def test_a_budget_that_is_too_small_is_loosened_for_trying(
        self, planner: PageClient, in_app: Callable
    ) -> None:
        why = [{"kind": "budget", "ids": [], "text": ""}]
        run = in_app(lambda: add_run(add_open_season(budget_cents=150_050)).id)
        in_app(lambda: add_plan(db.session.get_one(Job, run), status="infeasible", conflict=why))
        button = re.search(r'name="cap-dollars" value="([^"]+)">\s+<button', planner.get(BOARD).text)
        assert button is not None
        pressed = send(planner, BOARD, "/board/wishes/cap", **{"cap-dollars": button[1], "loosens": "1"})
        assert pressed.location == f"{BOARD}#conflict"
        page = words(planner.get(BOARD).text)
        assert "It costs at most $3,001.00. Take back" in page
        assert "Changed since. Plan again. The last run found no plan." in page
        assert "What the last run could not keep The plan costs no more than the budget." in page
        assert "Try with twice the money" not in page

    def test_a_run_is_asked_for_again_as_it_was(self, planner: PageClient, in_app: Callable) -> None:
        in_app(lambda: add_groups() or add_planned_season())
        kept = {"season_id": 1, "objective": "weighted", "around": 1}
        unkept = [{"kind": "floor", "ids": ["nights"], "text": ""}]
        ended = {"state": "failed", "arguments": kept, "progress": {"unkept": unkept}}
        in_app(lambda: add_plan(add_run(db.session.get_one(Season, 1), **ended), "headcount"))
        send(planner, BOARD, "/board/wishes/floor", **{"floor-set": "nights", "floor-percent": "0"})
        notice = planner.get(BOARD).text.partition('id="conflict"')[2].partition("</form>")[0]
        assert "Changed since. Plan again." in notice
        fields = dict(re.findall(r'name="(objective|around)" value="(\w+)"', notice))
        send(planner, BOARD, "/board/seasons/1/plan", **fields)
        last = in_app(lambda: db.session.scalars(select(Job).order_by(Job.id.desc())).first())
        assert (last.state, last.arguments) == ("queued", kept)


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
        self, planner: PageClient, in_app: Callable, facts: dict[str, Any], text: str
    ) -> None:
        plan_id = in_app(add_planned_season)
        send(planner, BOARD, f"/board/plans/{plan_id}/check")

        def run_job() -> None:
            job = db.session.scalars(select(Job).where(Job.kind == "check_plan")).one()
            for name, value in facts.items():
                setattr(job, name, value)
            db.session.commit()

        in_app(run_job)
        assert text in planner.get(BOARD).text
        assert text in planner.get(f"/board/plans/{plan_id}/check").text

    def test_a_poll_keeps_no_rules_and_is_not_checked(self, planner: PageClient, in_app: Callable) -> None:
        plan_id = in_app(lambda: add_planned_season(objective="headcount"))
        page = f"/board/plans/{plan_id}"
        assert "Check this plan again" not in planner.get(page).text
        assert send(planner, page, f"{page}/check").status_code == 404
