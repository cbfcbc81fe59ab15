"""Plans side by side: what each gives every group, what it costs, and how far its sessions are the same."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select

from scheduler.domain.changes import session_changes
from scheduler.extensions import db
from scheduler.services.board_steps import board_plan_id
from scheduler.services.compare_plans import COMPARING
from scheduler.services.family_fees import cost_per_family_cents
from scheduler.storage.alternatives import alternatives_of, comparison_of_same_data, comparison_with
from scheduler.storage.models import Job, Plan, PlanRate, PriorityGroup, Season
from scheduler.storage.plans import load_plan
from scheduler.storage.translated import translated_texts

GIVEN, BEFORE = "given", "before"


@dataclass(frozen=True, slots=True)
class SetRateView:
    """How far a plan includes one set of families; `name` where it is a group."""

    set_key: str
    name: str | None
    families: int
    takes_part: bool
    rate: float | None


@dataclass(frozen=True, slots=True)
class ComparedPlan:
    """`kind` is `given` for the plan that the others are compared with, else as `PlanAlternative` has it.

    It is `before` for the plan, not changed by hand yet, for which the others were made. `same`, `moved`,
    `added` and `dropped` count its sessions against those of the given plan.
    """

    plan_id: int
    kind: str
    objective: str
    cost_cents: int
    family_cost_cents: int
    rates: tuple[SetRateView, ...]
    same: int
    moved: int
    added: int
    dropped: int


@dataclass(frozen=True, slots=True)
class ComparingRun:
    """The job that makes plans to compare with one: `part` is the end, or `varied`, that it works on.

    One in the `background` nobody asked for, and whatever somebody asks for is made first.
    """

    job_id: int
    plan_id: int
    state: str
    part: str | None
    number: int
    parts: int
    stage: str | None
    best: float | None
    bound: float | None
    seconds: float
    cancel_requested: bool
    background: bool


@dataclass(frozen=True, slots=True)
class ComparisonView:
    """The given plan first; `board_plan_id` is the plan on the board now. `run` is None before it is asked.

    `by_hand`: the given plan was changed by hand, and the others were made for the one before, which is
    second. `askable`: the plan asked about breaks no rule, so that others can be made to compare with it.
    """

    plan_id: int
    board_plan_id: int | None
    plans: tuple[ComparedPlan, ...]
    run: ComparingRun | None
    by_hand: bool
    askable: bool
    cost_per_family_cents: int
    resolution: float


def view_comparison(plan_id: int, language: str) -> ComparisonView | None:
    """The newest comparison in which the plan stands; None where there is no such plan.

    A plan that was changed by hand, and breaks no rule by it, stands before the newest of those that were
    made of the same data until it has one of its own.
    """
    row = db.session.get(Plan, plan_id)
    if row is None or row.yardstick or row.status == "infeasible":
        return None
    job = comparison_with(plan_id, COMPARING)
    before = comparison_of_same_data(plan_id, COMPARING) if job is None and not row.faults else None
    given_id = plan_id if job is None else job.arguments["plan_id"]
    kinds = {given_id: GIVEN} | ({} if before is None else {before.arguments["plan_id"]: BEFORE})
    shown = job or before
    kinds |= {one.plan_id: one.kind for one in (() if shown is None else alternatives_of(shown.id))}
    return ComparisonView(
        plan_id=plan_id,
        board_plan_id=board_plan_id(row.season_id),
        plans=_compared(given_id, kinds, language),
        run=None if job is None else _run(job),
        by_hand=before is not None,
        askable=not row.faults,
        cost_per_family_cents=cost_per_family_cents(row.season_id),
        resolution=db.session.get_one(Season, row.season_id).resolution,
    )


def view_comparing(job_id: int) -> ComparingRun | None:
    """How far a comparison is; None for a job of another kind, or none at all."""
    job = db.session.get(Job, job_id)
    return _run(job) if job is not None and job.kind == COMPARING else None


def _compared(given_id: int, kinds: Mapping[int, str], language: str) -> tuple[ComparedPlan, ...]:
    texts = translated_texts(language, {"priority_group"})
    names = {group.key: texts.text(group, "name") for group in db.session.scalars(select(PriorityGroup))}
    rows = {row.id: row for row in db.session.scalars(select(Plan).where(Plan.id.in_(kinds)))}
    rates: dict[int, list[PlanRate]] = {plan_id: [] for plan_id in kinds}
    for rate in db.session.scalars(select(PlanRate).where(PlanRate.plan_id.in_(kinds)).order_by(PlanRate.id)):
        rates[rate.plan_id].append(rate)
    given = load_plan(given_id).sessions
    found = []
    for plan_id, kind in kinds.items():
        changes = session_changes(given, load_plan(plan_id).sessions)
        found.append(
            ComparedPlan(
                plan_id=plan_id,
                kind=kind,
                objective=rows[plan_id].objective,
                cost_cents=rows[plan_id].cost_cents,
                family_cost_cents=rows[plan_id].family_cost_cents,
                rates=_rates(rates[plan_id], names),
                same=len(changes.kept),
                moved=len(changes.moved),
                added=len(changes.added),
                dropped=len(changes.dropped),
            )
        )
    return tuple(found)


def _rates(rows: Sequence[PlanRate], names: Mapping[str, str]) -> tuple[SetRateView, ...]:
    return tuple(
        SetRateView(row.set_key, names.get(row.set_key), row.families, row.takes_part, row.rate)
        for row in rows
    )


def _run(job: Job) -> ComparingRun:
    progress = job.progress
    return ComparingRun(
        job_id=job.id,
        plan_id=job.arguments["plan_id"],
        state=job.state,
        part=progress.get("part"),
        number=progress.get("number", 0),
        parts=progress.get("parts", 0),
        stage=progress.get("stage"),
        best=progress.get("best"),
        bound=progress.get("bound"),
        seconds=progress.get("seconds", 0),
        cancel_requested=job.cancel_requested,
        background=job.background,
    )
