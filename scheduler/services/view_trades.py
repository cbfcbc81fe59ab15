"""What each step of the leximin gives and takes, as co-planners read it before they vote on it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from scheduler.extensions import db
from scheduler.services.family_fees import cost_per_family_cents
from scheduler.services.motions import Proposal
from scheduler.services.trade_rule import (
    UNKNOWN,
    latest_trades,
    released_trades,
    takes_too_much,
    trade_rule,
)
from scheduler.storage.models import Plan, PriorityGroup
from scheduler.storage.translated import translated_texts


@dataclass(frozen=True, slots=True)
class SetChange:
    """Families of a set more or fewer, each once for every event; `name` where it is a group."""

    set_key: str
    name: str | None
    families: float


@dataclass(frozen=True, slots=True)
class StepView:
    """One step; `outcome` is that of the motion about it, `open` while it has none, None without one.
    `motion_id` is the motion that was carried and may be taken back.

    Costs are pairs: the whole, and the part that grows with the families who come.
    """

    level: str
    sets: tuple[SetChange, ...]
    gained: float
    lost: float
    cost_before_cents: tuple[int, int]
    cost_after_cents: tuple[int, int]
    too_much: bool
    outcome: str | None
    motion_id: int | None


@dataclass(frozen=True, slots=True)
class TradesView:
    """`state` is that of the job that works the trades out, None before it is asked.

    Where it ended without an answer, `acceptance` is the outcome of the motion that accepts that, and
    `acceptance_id` that motion, where it may be taken back.
    """

    plan_id: int
    state: str | None
    steps: tuple[StepView, ...]
    cost_per_family_cents: int
    unknown: bool
    acceptance: str | None
    acceptance_id: int | None


def view_trades(plan_id: int, language: str) -> TradesView | None:
    """The steps of the instance from which the plan was made; None where the plan has no such steps."""
    plan = db.session.get(Plan, plan_id)
    if plan is None or plan.yardstick or plan.objective != "leximin" or plan.status == "infeasible":
        return None
    job = latest_trades(plan)
    texts = translated_texts(language, {"priority_group"})
    names = {group.key: texts.text(group, "name") for group in db.session.scalars(select(PriorityGroup))}
    rule = trade_rule(plan)
    steps = job.progress.get("steps", ()) if job is not None and job.state == "done" else ()
    released = plan.instance_hash in released_trades(plan.season_id)
    allowed_by = {} if released else rule.allowed_by
    return TradesView(
        plan_id=plan_id,
        state=None if job is None else job.state,
        steps=tuple(_step(step, names, rule.too_much, allowed_by) for step in steps),
        cost_per_family_cents=cost_per_family_cents(plan.season_id),
        unknown=rule.unknown,
        acceptance=rule.acceptance,
        acceptance_id=allowed_by.get(UNKNOWN),
    )


def trade_motion(plan_id: int, level: str, reason: str) -> tuple[int, Proposal]:
    """The season, and the motion that allows a step of the plan's instance to take what it takes.

    The level `UNKNOWN` is the motion that accepts a release though the trades could not be worked out.

    Raises:
        LookupError: there is no such step, it takes less, or the trades are known.
    """
    plan, rule = db.session.get(Plan, plan_id), trade_rule(db.session.get(Plan, plan_id))
    if plan is None or not (level in rule.too_much or (level == UNKNOWN and rule.unknown)):
        raise LookupError
    values = {"instance": plan.instance_hash, "level": level}
    return plan.season_id, Proposal("trade", values, reason)


def _step(
    step: Mapping[str, Any],
    names: Mapping[str, str],
    outcomes: Mapping[str, str | None],
    allowed_by: Mapping[str, int],
) -> StepView:
    costs = zip(step["cost"], step.get("families_cost", step["cost"]), strict=True)
    before, after = ((round(100 * whole), round(100 * families)) for whole, families in costs)
    return StepView(
        level=step["level"],
        sets=tuple(SetChange(key, names.get(key), change) for key, change in step["families"].items()),
        gained=step["gained"],
        lost=step["lost"],
        cost_before_cents=before,
        cost_after_cents=after,
        too_much=takes_too_much(step),
        outcome=outcomes.get(step["level"]),
        motion_id=allowed_by.get(step["level"]),
    )
