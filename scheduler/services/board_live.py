"""The board while several look at it: who is there, and whether it changed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import and_, delete, or_, select

from scheduler.extensions import db
from scheduler.services.board_steps import board_version
from scheduler.services.board_views import StepView
from scheduler.services.request_plan import CEILINGS, PLANNING
from scheduler.services.turns import may_write, only_read
from scheduler.services.view_steps import last_step_view
from scheduler.storage.models import BoardPresence, Job, User

NOTED_EVERY = timedelta(seconds=5)
GONE_AFTER = timedelta(seconds=15)


@dataclass(frozen=True, slots=True)
class LiveView:
    """`version` changes with all that the board shows; `others` are the names of those who look too."""

    version: str
    others: tuple[str, ...]
    last: StepView | None


def view_live(season_id: int, user_id: int, language: str, now_utc: datetime) -> LiveView:
    """Who is there and what was done last; notes that this user is there as well."""
    _note(season_id, user_id, now_utc)
    return LiveView(
        live_version(season_id), _others(season_id, user_id, now_utc), last_step_view(season_id, language)
    )


def live_version(season_id: int) -> str:
    """Of the board's steps, of its planning run and of what was found after it."""
    run = select(Job.id, Job.state).where(
        Job.season_id == season_id,
        or_(Job.kind == PLANNING, and_(Job.kind == CEILINGS, Job.state == "done")),
    )
    job = db.session.execute(run.order_by(Job.id.desc()).limit(1)).first()
    return f"{board_version(season_id)}-{'' if job is None else f'{job.id}-{job.state}'}"


def _note(season_id: int, user_id: int, now_utc: datetime) -> None:
    """Once in a while: a poll a second must not write a row a second."""
    seen = db.session.get(BoardPresence, (season_id, user_id))
    if seen is not None and now_utc - seen.seen_utc < NOTED_EVERY:
        return
    may_write()
    db.session.merge(BoardPresence(season_id=season_id, user_id=user_id, seen_utc=now_utc))
    db.session.execute(delete(BoardPresence).where(BoardPresence.seen_utc < now_utc - GONE_AFTER))
    db.session.commit()
    only_read()


def _others(season_id: int, user_id: int, now_utc: datetime) -> tuple[str, ...]:
    query = (
        select(User.name)
        .join(BoardPresence, BoardPresence.user_id == User.id)
        .where(
            BoardPresence.season_id == season_id,
            BoardPresence.seen_utc >= now_utc - GONE_AFTER,
            User.id != user_id,
        )
        .order_by(User.name)
    )
    return tuple(db.session.scalars(query))
