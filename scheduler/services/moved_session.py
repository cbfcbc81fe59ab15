"""A session of a stored plan, and the change that holds it elsewhere."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select

from scheduler.domain.plan import Session
from scheduler.domain.rows import moment_text
from scheduler.extensions import db
from scheduler.services.name_things import SessionIds
from scheduler.services.what_if_views import Wanted
from scheduler.storage.instance_frame import event_key, place_key, provider_key
from scheduler.storage.models import PlanSession
from scheduler.whatif import Board, Move


def session_rows(plan_id: int) -> dict[SessionIds, int]:
    """The rows of a plan's sessions by event, start and place, as the checker names them."""
    columns = select(PlanSession.id, PlanSession.event_id, PlanSession.start_local, PlanSession.place_id)
    rows = db.session.execute(columns.where(PlanSession.plan_id == plan_id))
    return {
        (event_key(event), moment_text(start), place_key(place)): row for row, event, start, place in rows
    }


def move_of(board: Board, ids: SessionIds, wanted: Wanted) -> Move:
    """The change from the session of these ids to where, when and by whom it is wanted."""
    session = session_of(board, ids)
    crew = wanted.crew
    return Move(
        session=session,
        start=datetime.combine(wanted.day or session.start.date(), wanted.at or session.start.time()),
        place=session.place if wanted.place_id is None else place_key(wanted.place_id),
        providers=None if crew is None else tuple(dict.fromkeys(provider_key(row) for row, _ in crew)),
        interprets={provider_key(row): language for row, language in crew or () if language},
    )


def session_of(board: Board, ids: SessionIds) -> Session:
    """The session of these ids on the board."""
    event, start, place = ids
    wanted = event, datetime.fromisoformat(start), place
    return next(s for s in board.sessions if (s.event, s.start, s.place) == wanted)
