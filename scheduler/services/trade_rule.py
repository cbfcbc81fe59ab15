"""A step of the leximin that takes more than ten families for one needs a vote before a release."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import select

from scheduler.extensions import db
from scheduler.services.explain_plan import EXPLAINING, request_why
from scheduler.storage.models import Job, Motion, Plan, PlanRate, Release

MOST_TAKEN = 10
ROUNDING = 1e-6
TRADES = "trades"
UNKNOWN = "unknown"
"""The level of the motion that accepts a release though the trades could not be worked out."""
ENDED_WITHOUT = ("failed", "cancelled")


@dataclass(frozen=True, slots=True)
class TradeRule:
    """What is known of a plan's steps: whether that is still being worked out, and the levels of those that
    take too much, each with the outcome of its motion (`open`, None where there is none).

    `unknown`: it could not be worked out; `acceptance` is then the outcome of the motion that accepts that.
    `allowed_by` has the motions that were carried, by level.
    """

    pending: bool
    too_much: Mapping[str, str | None]
    unknown: bool = False
    acceptance: str | None = None
    allowed_by: Mapping[str, int] = field(default_factory=dict)

    @property
    def unaccepted(self) -> bool:
        """Whether the trades are not known, and no vote accepted that."""
        return self.unknown and self.acceptance != "carried"

    @property
    def unvoted(self) -> int:
        """How many steps take too much without a vote that allows it."""
        return sum(outcome != "carried" for outcome in self.too_much.values())


def takes_too_much(step: Mapping[str, Any]) -> bool:
    """Whether a step takes from more than `MOST_TAKEN` families for one that it gives to."""
    return bool(step["lost"] > MOST_TAKEN * step["gained"] + ROUNDING)


def trade_rule(plan: Plan | None) -> TradeRule:
    """The rule, applied to a plan; nothing for one that is not there, or was made for another end."""
    job = latest_trades(plan) if plan is not None and plan.objective == "leximin" else None
    if plan is None or job is None:
        return TradeRule(pending=False, too_much={})
    steps = job.progress.get("steps", ()) if job.state == "done" else ()
    motions = _motions(plan)
    voted = {level: row.outcome or "open" for level, row in motions.items()}
    return TradeRule(
        pending=job.state in ("queued", "running"),
        too_much={step["level"]: voted.get(step["level"]) for step in steps if takes_too_much(step)},
        unknown=job.state in ENDED_WITHOUT,
        acceptance=voted.get(UNKNOWN),
        allowed_by={level: row.id for level, row in motions.items() if row.outcome == "carried"},
    )


def released_trades(season_id: int | None) -> Mapping[str, int]:
    """By instance, the number of the last release that rests on the votes about its trades."""
    query = (
        select(Plan.instance_hash, Release.number)
        .join(Plan, Plan.id == Release.plan_id)
        .where(Release.season_id == season_id, Plan.objective == "leximin")
        .order_by(Release.number)
    )
    return {row.instance_hash: row.number for row in db.session.execute(query)}


def releases_resting_on(season_id: int | None, motions: Iterable[Motion]) -> Mapping[int, int]:
    """By motion, the number of the last release for which it allowed a trade."""
    released = released_trades(season_id)
    return {
        row.id: released[row.values["instance"]]
        for row in motions
        if row.kind == "trade" and row.values.get("allowed", True) and row.values["instance"] in released
    }


def latest_trades(plan: Plan) -> Job | None:
    """The last time that the trades were asked about, of any plan made from the same instance.

    Steps belong to the instance: a plan that was changed by hand has those of the plan before. One that
    ended without an answer counts only where there is no other.
    """
    alike = select(Plan.id).where(Plan.season_id == plan.season_id, Plan.instance_hash == plan.instance_hash)
    asked = (
        Job.season_id == plan.season_id,
        Job.kind == EXPLAINING,
        Job.arguments["about"].as_string() == TRADES,
        Job.arguments["plan_id"].as_integer().in_(alike),
    )
    in_order = Job.state.in_(ENDED_WITHOUT), Job.id.desc()
    return db.session.scalars(select(Job).where(*asked).order_by(*in_order).limit(1)).first()


def request_trades(planning_job_id: int, now_utc: datetime) -> None:
    """Have the trades of a run's plan worked out, if it made one that lifts group by group."""
    made = select(Plan.id).where(
        Plan.job_id == planning_job_id,
        ~Plan.yardstick,
        Plan.objective == "leximin",
        Plan.status != "infeasible",
        Plan.rates.any(PlanRate.takes_part),
    )
    plan_id = db.session.scalar(made.order_by(Plan.id).limit(1))
    if plan_id is not None:
        request_why(plan_id, TRADES, "", None, now_utc)
    db.session.rollback()  # what is only read holds SQLite's lock too, for which the worker would wait


def _motions(plan: Plan) -> Mapping[str, Motion]:
    """By level, the newest motion that allows its trade, unless that was taken back since."""
    query = select(Motion).where(Motion.season_id == plan.season_id, Motion.kind == "trade")
    found: dict[str, Motion] = {}
    for row in db.session.scalars(query.order_by(Motion.id)):
        if row.values["instance"] != plan.instance_hash:
            continue
        if row.values.get("allowed", True):
            found[row.values["level"]] = row
        elif row.outcome == "carried":
            found.pop(row.values["level"], None)
    return found
