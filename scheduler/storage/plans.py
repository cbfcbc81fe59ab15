"""Plans: from domain values to rows and back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast

from sqlalchemy import delete, select
from sqlalchemy.orm import selectinload

from scheduler.domain import plan as domain
from scheduler.domain.faults import Fault
from scheduler.domain.pairs import PairRate
from scheduler.extensions import db
from scheduler.storage.instance_frame import event_key, place_key, provider_key, row_id
from scheduler.storage.models import Plan, PlanLevel, PlanRate, PlanSession, PlanSessionProvider


@dataclass(frozen=True, slots=True)
class SetOutcome:
    """What a plan gives one set of families."""

    families: int
    takes_part: bool
    rate: float | None
    season_rate: float | None


@dataclass(frozen=True, slots=True)
class PlanOutcome:
    """What a plan gives everyone: by set, by session (in the plan's order: families by set), in money.

    `family_cost_cents` is the part of the cost that grows with those who come; `faults` are the rules that it
    breaks.
    """

    sets: Mapping[str, SetOutcome]
    reach: tuple[Mapping[str, float], ...]
    cost_cents: int
    family_cost_cents: int
    pairs: tuple[PairRate, ...] = ()
    faults: tuple[Fault, ...] = ()


@dataclass(frozen=True, slots=True)
class PlanSource:
    """Where a plan comes from: everything needed to solve it again."""

    season_id: int
    snapshot_id: int
    job_id: int | None
    objective: str
    yardstick: bool
    instance_hash: str
    floors: tuple[dict[str, Any], ...] = ()
    wishes: tuple[dict[str, Any], ...] = ()
    trial: bool = False


def requirement_rows(found: Sequence[domain.Requirement], **facts: bool) -> list[dict[str, Any]]:
    """Requirements as they are kept, each with these facts."""
    return [{"kind": one.kind, "ids": list(one.ids), "text": one.text, **facts} for one in found]


def store_plan(plan: domain.Plan, outcome: PlanOutcome, source: PlanSource, now_utc: datetime) -> int:
    """Add a plan with its sessions, rates and levels; the row's id."""
    row = Plan(
        season_id=source.season_id,
        snapshot_id=source.snapshot_id,
        job_id=source.job_id,
        objective=source.objective,
        yardstick=source.yardstick,
        status=plan.status,
        created_utc=now_utc,
        instance_hash=source.instance_hash,
        floors=list(source.floors),
        wishes=list(source.wishes),
        trial=source.trial,
        conflict=[*requirement_rows(plan.conflict), *requirement_rows(plan.further, alone=True)],
        faults=[{"kind": fault.kind, "ids": list(fault.ids)} for fault in outcome.faults],
        cost_cents=outcome.cost_cents,
        family_cost_cents=outcome.family_cost_cents,
        pairs=[pair._asdict() for pair in outcome.pairs],
        sessions=[_session(s, reach) for s, reach in zip(plan.sessions, outcome.reach, strict=True)],
        rates=[_rate(key, o) for key, o in outcome.sets.items()],
        levels=[
            PlanLevel(position=k, name=level.name, value=level.value, bound=level.bound)
            for k, level in enumerate(plan.levels)
        ],
    )
    db.session.add(row)
    db.session.flush()
    return row.id


def forget_plans_of(job_id: int) -> None:
    """Remove what an interrupted run of the same job had stored."""
    db.session.execute(delete(Plan).where(Plan.job_id == job_id))


def load_season_rates(plan_id: int) -> dict[str, float]:
    """The rate of each set under a plan for this season alone, of those that have one."""
    rows = db.session.scalars(select(PlanRate).where(PlanRate.plan_id == plan_id))
    return {row.set_key: row.season_rate for row in rows if row.season_rate is not None}


def load_plan(plan_id: int) -> domain.Plan:
    """A stored plan as the value that the solver gave. A headcount yardstick reads as `majority`."""
    loaded = selectinload(Plan.sessions).selectinload(PlanSession.providers)
    row = db.session.scalars(
        select(Plan).where(Plan.id == plan_id).options(loaded, selectinload(Plan.levels))
    ).one()
    objective = "majority" if row.objective == "headcount" else row.objective
    return domain.Plan(
        status=cast(domain.Status, row.status),
        objective=cast(domain.Objective, objective),
        sessions=tuple(_domain_session(s) for s in row.sessions),
        levels=tuple(domain.Level(x.name, x.value, x.bound) for x in row.levels),
        conflict=_requirements(one for one in row.conflict if "alone" not in one),
        further=_requirements(one for one in row.conflict if "alone" in one),
    )


def _requirements(rows: Iterable[Mapping[str, Any]]) -> tuple[domain.Requirement, ...]:
    return tuple(domain.Requirement(row["kind"], tuple(row["ids"]), row["text"]) for row in rows)


def _session(session: domain.Session, reach: Mapping[str, float]) -> PlanSession:
    return PlanSession(
        event_id=row_id(session.event),
        place_id=row_id(session.place),
        start_local=session.start,
        reach=dict(reach),
        providers=[
            PlanSessionProvider(provider_id=row_id(p), interprets=session.interprets.get(p))
            for p in session.providers
        ],
    )


def _domain_session(row: PlanSession) -> domain.Session:
    return domain.Session(
        event=event_key(row.event_id),
        start=row.start_local,
        place=place_key(row.place_id),
        providers=tuple(provider_key(p.provider_id) for p in row.providers),
        interprets={provider_key(p.provider_id): p.interprets for p in row.providers if p.interprets},
    )


def _rate(key: str, outcome: SetOutcome) -> PlanRate:
    return PlanRate(
        set_key=key,
        families=outcome.families,
        takes_part=outcome.takes_part,
        rate=outcome.rate,
        season_rate=outcome.season_rate,
    )
