"""A release of which everything is known that a memo can tell: plans, trades, votes, chances, who came."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import select

from scheduler.domain.rows import moment_text
from scheduler.extensions import db
from scheduler.services.explain_plan import latest_why, request_why
from scheduler.services.note_who_came import note_who_came
from scheduler.services.release_plan import release_plan
from scheduler.services.talk_on_board import answer_objection, comment, vote
from scheduler.storage.models import BoardComment, Job, Plan, ReleaseSession
from tests.builders.board_rows import add_comparison, add_plan
from tests.builders.people import NOW, add_user
from tests.builders.small_season import small_season

AFTERWARDS = datetime(2026, 6, 1, tzinfo=UTC)
GROUPS = ("childcare", "no_car", "interpreter", "access", "no_device", "many_children")
OTHERS = (
    ("weighted", "weighted"),
    ("majority", "majority"),
    *3 * [("varied", "leximin")],
)


def full_memo() -> None:
    """Release 1 of 28 sessions, for eight sets of families, voted on by eight."""
    plan = small_season(40, 60, dict.fromkeys(GROUPS, (30, 12)), more_events=26)
    users = [add_user(email=f"{n}@school.org", name=f"Robin Smith {n}").id for n in range(8)]
    run = db.session.get_one(Job, plan.job_id)
    rates = {rate.set_key: 0.6 for rate in plan.rates}
    add_comparison(plan, *((kind, add_plan(run, objective, rates)) for kind, objective in OTHERS))
    for n, user in enumerate(users):
        vote(plan.id, "yes" if n % 3 else "can_live", "" if n % 3 else "The nights come first.", user, NOW)
    for user in users[:2]:
        comment(plan.season_id, None, "The bus comes after the talk begins.", user, NOW, objection=True)
    for objection in db.session.scalars(select(BoardComment.id)).all():
        answer_objection(objection, "An earlier bus was booked for it.", users[5], NOW)
    _answer(plan, "trades", {"steps": [_step(number) for number in range(1, 8)]}, users[0])
    release_plan(plan.id, users[0], NOW)
    full = [
        [f"event-{s.event_id}", moment_text(s.start_local), f"place-{s.place_id}", "room", 0.2]
        for s in plan.sessions[:5]
    ]
    likely = {rate.set_key: [0.5, 0.4, 0.6] for rate in plan.rates}
    _answer(plan, "chance", {"seasons": 1000, "rates": likely, "full": full, "absences": []}, users[0])
    for uid in db.session.scalars(select(ReleaseSession.uid)).all():
        note_who_came(plan.season_id, uid, 43, {}, users[0], AFTERWARDS)


def _step(number: int) -> dict[str, Any]:
    return {
        "level": f"smallest {number}",
        "families": {"nights": 12.0 + number, "everyone": -40.0, "no_group": -35.0},
        "gained": 12.0 + number,
        "lost": 31.0,
        "cost": [10, 10 + 50 * number],
        "families_cost": [5, 5],
    }


def _answer(plan: Plan, about: str, progress: Mapping[str, Any], user_id: int) -> None:
    request_why(plan.id, about, "", user_id, NOW)
    job = latest_why(plan.id, about, "")
    assert job is not None
    job.state, job.progress = "done", dict(progress)
    db.session.commit()
