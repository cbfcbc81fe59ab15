"""A stored plan: sessions, the providers who serve them, rates and proven levels."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, String, UniqueConstraint, false
from sqlalchemy.orm import Mapped, mapped_column, relationship

from scheduler.storage.models.base import Id, Key, Model, choice, owner
from scheduler.storage.types import UtcDateTime


class Plan(Model):
    """`floors` are the exchange format's rows that were added to the snapshot for this plan; `asked` is
    beside the rate of those that were voted or wished for.

    `instance_hash` is the SHA-256 of the whole instance in canonical form. A yardstick (the headcount
    poll and the majority plan of the same run) keeps no floor and is there to compare with.
    `wishes` are those of the board that it keeps (storage/wishes.py); a `trial` was made with floors, weights
    or money that nobody voted for. `conflict` says why an infeasible season has no plan; what cannot be
    kept whatever else holds, besides, is marked `alone` in it. `faults` are the rules that a plan breaks
    which was changed by hand; a plan of the solver breaks none. `family_cost_cents` is the part of the cost
    that grows with the families who come; `pairs` are the rates of those who are in two groups.
    """

    __tablename__ = "plan"

    id: Mapped[Id]
    season_id: Mapped[int] = owner("season.id")
    snapshot_id: Mapped[int] = owner("snapshot.id")
    job_id: Mapped[int | None] = mapped_column(ForeignKey("job.id", ondelete="SET NULL"), index=True)
    objective: Mapped[str] = mapped_column(
        choice("leximin", "weighted", "majority", "headcount", name="plan_objective")
    )
    yardstick: Mapped[bool] = mapped_column(default=False)
    status: Mapped[str] = mapped_column(choice("optimal", "feasible", "infeasible", name="plan_status"))
    created_utc: Mapped[datetime] = mapped_column(UtcDateTime)
    instance_hash: Mapped[str] = mapped_column(String(64))
    floors: Mapped[list[dict[str, Any]]] = mapped_column(JSON, default=list)
    wishes: Mapped[list[dict[str, Any]]] = mapped_column(JSON, default=list, server_default="[]")
    trial: Mapped[bool] = mapped_column(default=False, server_default=false())
    conflict: Mapped[list[dict[str, Any]]] = mapped_column(JSON, default=list)
    faults: Mapped[list[dict[str, Any]]] = mapped_column(JSON, default=list, server_default="[]")
    cost_cents: Mapped[int] = mapped_column(default=0)
    family_cost_cents: Mapped[int] = mapped_column(default=0, server_default="0")
    pairs: Mapped[list[dict[str, Any]]] = mapped_column(JSON, default=list, server_default="[]")

    sessions: Mapped[list[PlanSession]] = relationship(
        cascade="all, delete-orphan", passive_deletes=True, order_by="PlanSession.start_local"
    )
    rates: Mapped[list[PlanRate]] = relationship(cascade="all, delete-orphan", passive_deletes=True)
    levels: Mapped[list[PlanLevel]] = relationship(
        cascade="all, delete-orphan", passive_deletes=True, order_by="PlanLevel.position"
    )


class PlanSession(Model):
    """`reach` is how many families of each set can come to this session: {set key: families}."""

    __tablename__ = "plan_session"

    id: Mapped[Id]
    plan_id: Mapped[int] = owner("plan.id")
    event_id: Mapped[int] = owner("event.id")
    place_id: Mapped[int] = owner("place.id")
    start_local: Mapped[datetime]
    reach: Mapped[dict[str, float]] = mapped_column(JSON, default=dict)

    providers: Mapped[list[PlanSessionProvider]] = relationship(
        cascade="all, delete-orphan", passive_deletes=True
    )


class PlanSessionProvider(Model):
    """`interprets` is the language that an interpreter serves in this session."""

    __tablename__ = "plan_session_provider"
    __table_args__ = (UniqueConstraint("plan_session_id", "provider_id"),)

    id: Mapped[Id]
    plan_session_id: Mapped[int] = owner("plan_session.id")
    provider_id: Mapped[int] = owner("provider.id")
    interprets: Mapped[str | None] = mapped_column(String(20))


class PlanRate(Model):
    """A set's inclusion rate under a plan, with its history and for this season alone.

    `families` counts the set's families in the snapshot; `takes_part` marks the sets that leximin raises.
    """

    __tablename__ = "plan_rate"
    __table_args__ = (UniqueConstraint("plan_id", "set_key"),)

    id: Mapped[Id]
    plan_id: Mapped[int] = owner("plan.id")
    set_key: Mapped[Key]
    families: Mapped[int]
    takes_part: Mapped[bool]
    rate: Mapped[float | None]
    season_rate: Mapped[float | None]


class PlanLevel(Model):
    """One level of the objective: what the plan reaches and the proven bound on it."""

    __tablename__ = "plan_level"

    id: Mapped[Id]
    plan_id: Mapped[int] = owner("plan.id")
    position: Mapped[int]
    name: Mapped[Key]
    value: Mapped[float]
    bound: Mapped[float]
