"""A step of the leximin that takes more than ten families for one needs a vote before a release."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select

from scheduler.extensions import db
from scheduler.services.explain_plan import EXPLAINING, request_why
from scheduler.storage.models import Job, Motion, Plan, PlanRate

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
    """

    pending: bool
    too_much: Mapping[str, str | None]
    unknown: bool = False
    acceptance: str | None = None

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
    voted = _motions(plan)
    return TradeRule(
        pending=job.state in ("queued", "running"),
        too_much={step["level"]: voted.get(step["level"]) for step in steps if takes_too_much(step)},
        unknown=job.state in ENDED_WITHOUT,
        acceptance=voted.get(UNKNOWN),
    )


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


def _motions(plan: Plan) -> Mapping[str, str]:
    """By level, the outcome of the newest motion that allows its trade; `open` while it has none."""
    query = select(Motion).where(Motion.season_id == plan.season_id, Motion.kind == "trade")
    rows = db.session.scalars(query.order_by(Motion.id))
    return {
        row.values["level"]: row.outcome or "open"
        for row in rows
        if row.values["instance"] == plan.instance_hash
    }
