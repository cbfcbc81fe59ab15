"""What was decided with a release, and why: what whoever has to answer for it reads on one page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select

from scheduler.extensions import db
from scheduler.services.board_steps import CHOSEN
from scheduler.services.board_views import PlanView
from scheduler.services.explain_plan import latest_why
from scheduler.services.family_fees import cost_per_family_cents
from scheduler.services.name_things import names_in_rows
from scheduler.services.view_comparison import ComparisonView, view_comparison
from scheduler.services.view_plan import view_plan
from scheduler.services.view_rules import MotionView, view_motions
from scheduler.services.view_talk import TalkView, view_talk
from scheduler.services.view_trades import TradesView, view_trades
from scheduler.services.view_who_came import HeldView, view_who_came
from scheduler.storage.models import BoardStep, Release, Season, User
from scheduler.storage.translated import translated_texts


@dataclass(frozen=True, slots=True)
class ReasonView:
    """Why a plan was chosen; `by` is None once the account is gone."""

    reason: str
    by: str | None
    at_utc: datetime


@dataclass(frozen=True, slots=True)
class ChanceView:
    """How the plan holds up in simulated seasons (`answer_why.about_chance`); `state` is that of the job."""

    state: str | None
    answer: Mapping[str, Any] | None
    names: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class MemoView:
    """One release; `came` are its sessions that are over.

    `motions` were decided before it; `comparison` has the plan alone where none was made.
    """

    number: int
    season: str
    timezone: str
    released_utc: datetime
    by: str | None
    budget_cents: int | None
    cost_per_family_cents: int
    plan: PlanView
    comparison: ComparisonView
    reasons: tuple[ReasonView, ...]
    trades: TradesView | None
    talk: TalkView
    motions: tuple[MotionView, ...]
    chance: ChanceView
    came: tuple[HeldView, ...]


def view_memo(season_id: int, number: int, user_id: int, language: str, now_utc: datetime) -> MemoView | None:
    """None where the season has no such release."""
    found = db.session.execute(
        select(Release, Season, User.name)
        .join(Season, Season.id == Release.season_id)
        .outerjoin(User, User.id == Release.released_by_id)
        .where(Release.season_id == season_id, Release.number == number)
    ).first()
    if found is None:
        return None
    release, season, by = found
    texts = translated_texts(language, {"event", "place", "priority_group"})
    comparison = view_comparison(release.plan_id, language)
    talk = view_talk(release.plan_id, user_id, language)
    assert comparison is not None, "a released plan is one to work with"
    assert talk is not None, "a released plan is there"
    return MemoView(
        number=release.number,
        season=season.name,
        timezone=season.timezone,
        released_utc=release.released_utc,
        by=by,
        budget_cents=season.budget_cents,
        cost_per_family_cents=cost_per_family_cents(season_id),
        plan=view_plan(release.plan_id, language),
        comparison=comparison,
        reasons=tuple(_reasons(season_id, release.plan_id)),
        trades=view_trades(release.plan_id, language),
        talk=talk,
        motions=_decided(view_motions(season_id, user_id, texts), release.released_utc),
        chance=_chance(release.plan_id, names_in_rows({}, texts).known),
        came=view_who_came(season_id, language, now_utc, number=number),
    )


def _reasons(season_id: int, plan_id: int) -> list[ReasonView]:
    rows = db.session.execute(
        select(BoardStep, User.name)
        .outerjoin(User, User.id == BoardStep.by_id)
        .where(BoardStep.season_id == season_id, BoardStep.kind == CHOSEN, BoardStep.plan_id == plan_id)
        .order_by(BoardStep.number)
    )
    return [ReasonView(step.facts["reason"], name, step.at_utc) for step, name in rows]


def _decided(motions: Sequence[MotionView], until_utc: datetime) -> tuple[MotionView, ...]:
    return tuple(m for m in motions if m.decided_utc is not None and m.decided_utc <= until_utc)


def _chance(plan_id: int, names: Mapping[str, str]) -> ChanceView:
    job = latest_why(plan_id, "chance", "")
    if job is None:
        return ChanceView(None, None, names)
    return ChanceView(job.state, job.progress if job.state == "done" else None, names)
