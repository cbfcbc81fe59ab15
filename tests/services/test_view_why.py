"""Why a plan is as it is: each number is computed again here, from the instance and the plan alone."""

from dataclasses import replace
from datetime import datetime, timedelta
from itertools import product

import pytest
from sqlalchemy import select

from scheduler.domain.checker import check_plan
from scheduler.domain.held_session import hold
from scheduler.domain.instance import Instance
from scheduler.domain.measure import measure
from scheduler.domain.plan import Plan as DomainPlan
from scheduler.domain.plan import Session
from scheduler.extensions import db
from scheduler.services.answer_why import answer_why
from scheduler.services.board_views import CeilingView
from scheduler.services.explain_plan import request_why, run_why
from scheduler.services.plan_season import Effort
from scheduler.services.request_plan import CEILINGS, request_ceilings
from scheduler.services.run_jobs import JobCancelledError
from scheduler.services.view_why import view_why_session, view_why_set
from scheduler.storage.models import Job, Plan
from scheduler.storage.plans import load_plan
from scheduler.storage.snapshots import load_snapshot
from tests.builders.jobs import FakeJob
from tests.builders.people import NOW, add_user
from tests.builders.small_season import NIGHTS, OTHERS, READING, small_season

pytestmark = pytest.mark.usefixtures("db")


@pytest.fixture
def plan() -> Plan:
    return small_season()


def answered(plan: Plan, about: str, key: str) -> None:
    """A worker answers the question."""
    job_id = request_why(plan.id, about, key, add_user().id, NOW)
    assert job_id is not None
    job = db.session.get_one(Job, job_id)
    running = FakeJob(job_id, job.arguments)
    run_why(running, Effort(seconds=14, threads=1), lambda question, stop: answer_why(question, print, stop))
    job.state, job.progress = "done", dict(running.reports[-1])
    db.session.commit()


def everywhere(plan: Plan) -> tuple[Instance, dict[Session, list[Session]]]:
    """All other places and times of Reading night at which the whole plan keeps every rule."""
    instance = load_snapshot(plan.snapshot_id, plan.floors).instance
    sessions = load_plan(plan.id).sessions
    reading = next(s for s in sessions if s.start == READING)
    others = [s for s in sessions if s is not reading]
    moments = [
        datetime(2026, 3, 2, hour) + timedelta(days=day) for day in range(14) for hour in range(17, 21)
    ]
    found = {}
    for start, place in product(moments, (p.id for p in instance.places)):
        if (start, place) == (reading.start, reading.place):
            continue
        whole = [*others, replace(reading, start=start, place=place)]
        if not check_plan(instance, DomainPlan("feasible", "leximin", tuple(whole))):
            found[start, place] = whole
    return instance, found  # type: ignore[return-value]


def test_the_runner_up_is_the_best_of_all_other_places_and_times_that_keep_every_rule(plan: Plan) -> None:
    view = view_why_session(plan.id, plan.sessions[0].id, "en")
    assert view is not None
    instance, found = everywhere(plan)
    assert view.sites == len(found)

    def worth(whole: list[Session]) -> tuple[object, ...]:
        measured = measure(instance, hold(instance, whole))
        return (*measured.steps, round(measured.rates["everyone"] or 0, 9), -measured.cost)

    best = max(worth(whole) for whole in found.values())
    assert view.runner_up is not None
    places = {place.name: place.id for place in instance.places}
    assert worth(found[view.runner_up.start_local, places[view.runner_up.place]]) == best  # type: ignore[index]
    assert view.instead is not None
    after = measure(instance, hold(instance, found[view.runner_up.start_local, places[view.runner_up.place]]))  # type: ignore[index]
    assert {s.set_key: s.after for s in view.instead.sets} == pytest.approx(dict(after.rates))


def test_a_pinned_session_says_so(plan: Plan) -> None:
    plan.wishes = [
        {
            "kind": "pin",
            "fixed": {
                "event": f"event-{plan.sessions[0].event_id}",
                "start": "2026-03-03T18:00",
                "place": f"place-{plan.sessions[0].place_id}",
            },
        }
    ]
    db.session.commit()
    pinned, other = (view_why_session(plan.id, session.id, "en") for session in plan.sessions)
    assert pinned is not None
    assert other is not None
    assert (pinned.pinned, pinned.sites, other.pinned) == (True, 0, False)


def test_what_was_not_asked_has_no_answer(plan: Plan) -> None:
    view = view_why_set(plan.id, "nights", "en")
    assert view is not None
    assert (view.name, view.families, view.rate) == ("Night or shift work", NIGHTS, 0.5)
    assert (view.asked.state, view.asked.answer) == (None, None)


def test_who_is_left_out_adds_up_with_the_rates(plan: Plan) -> None:
    answered(plan, "set", "nights")
    view = view_why_set(plan.id, "nights", "en")
    assert view is not None
    assert view.asked.answer is not None
    assert view.asked.answer["causes"] == [["time", "", NIGHTS]]
    assert view.rate is not None
    assert 2 * NIGHTS * (1 - view.rate) == NIGHTS


def test_a_ceiling_is_reached_by_a_plan_and_no_plan_passes_it(plan: Plan) -> None:
    answered(plan, "set", "nights")
    view = view_why_set(plan.id, "nights", "en")
    assert view is not None
    assert view.asked.answer is not None
    assert view.asked.answer["ceiling"] == {"here": 0.5, "reached": 1.0, "bound": 1.0}
    assert view.ceiling == CeilingView(1.0, 1.0)


def test_the_closer_of_two_ceilings_is_told_asked_or_not(plan: Plan) -> None:
    assert plan.job_id is not None
    request_ceilings(plan.season_id, plan.job_id, plan.id, NOW)
    job = db.session.scalars(select(Job).where(Job.kind == CEILINGS)).one()
    job.state, job.progress = "done", {"sets": {"nights": {"reached": 0.5, "bound": 1.0}}}
    db.session.commit()
    before = view_why_set(plan.id, "nights", "en")
    assert before is not None
    assert before.ceiling == CeilingView(0.5, 1.0)
    answered(plan, "set", "nights")
    after = view_why_set(plan.id, "nights", "en")
    assert after is not None
    assert after.ceiling == CeilingView(1.0, 1.0)


def test_a_change_that_helps_is_one_with_which_planning_again_includes_more(plan: Plan) -> None:
    """With one session each, one of the two sets misses each event; with two of an event nobody does."""
    answered(plan, "set", "everyone")
    view = view_why_set(plan.id, "everyone", "en")
    assert view is not None
    assert view.asked.answer is not None
    changes = view.asked.answer["changes"]
    assert {change["kind"] for change in changes} == {"session"}
    assert all(change["facts"]["number"] == 2 for change in changes)
    assert view.asked.answer["tried"] >= len(changes)


def test_a_change_that_would_help_others_alone_is_not_told_of_a_group(plan: Plan) -> None:
    """Nights can have both events without any change; a second session is for the others."""
    answered(plan, "set", "nights")
    view = view_why_set(plan.id, "nights", "en")
    assert view is not None
    assert view.asked.answer is not None
    assert view.asked.answer["ceiling"]["reached"] == 1
    assert view.asked.answer["changes"] == []


def test_another_day_is_proven_worse_or_said_to_be_open(plan: Plan) -> None:
    answered(plan, "session", str(plan.sessions[0].id))
    view = view_why_session(plan.id, plan.sessions[0].id, "en")
    assert view is not None
    assert view.asked.answer is not None
    forced = {each["forbidden"]: each for each in view.asked.answer["forced"]}
    assert set(forced) == {"day", "place"}
    assert all(each["possible"] for each in forced.values())
    assert forced["place"]["shortfall"] is None


def test_a_plan_that_breaks_rules_is_not_explained(plan: Plan) -> None:
    user = add_user().id
    plan.faults = [{"kind": "budget", "ids": []}]
    db.session.commit()
    assert request_why(plan.id, "set", "nights", user, NOW) is None
    assert request_why(999, "set", "nights", user, NOW) is None


def test_there_is_no_why_of_what_is_not_there(plan: Plan) -> None:
    assert view_why_session(plan.id, 999, "en") is None
    assert view_why_set(plan.id, "nobody", "en") is None
    assert OTHERS > NIGHTS


def test_an_answer_that_nobody_wants_any_more_is_not_waited_for(plan: Plan) -> None:
    job_id = request_why(plan.id, "set", "nights", add_user().id, NOW)
    assert job_id is not None
    job = FakeJob(job_id, db.session.get_one(Job, job_id).arguments, patience=0)
    with pytest.raises(JobCancelledError):
        run_why(job, Effort(seconds=600, threads=1))
    assert job.reports == []


def test_two_presses_ask_once(plan: Plan) -> None:
    user = add_user().id
    assert request_why(plan.id, "set", "nights", user, NOW) == request_why(
        plan.id, "set", "nights", user, NOW
    )


def test_what_is_left_to_chance_is_told_in_nine_of_ten_seasons(plan: Plan) -> None:
    """Nobody is ill and nobody says maybe here: each season is as it was planned."""
    answered(plan, "chance", "")
    job = db.session.query(Job).filter_by(kind="explain_plan").one()
    assert job.progress["seasons"] == 1000
    assert job.progress["rates"]["nights"] == [0.5, 0.5, 0.5]
    assert (job.progress["full"], job.progress["absences"]) == ([], [])
