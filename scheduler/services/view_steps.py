"""Steps of the board as a page tells them."""

from __future__ import annotations

from sqlalchemy import select

from scheduler.extensions import db
from scheduler.services.board_steps import repeatable_step, undoable_step
from scheduler.services.board_views import StepView
from scheduler.storage.models import BoardStep, Event, User
from scheduler.storage.translated import translated_texts


def undoable_step_view(season_id: int, language: str) -> StepView | None:
    """The step that can be taken back now."""
    step = undoable_step(season_id)
    return None if step is None else _view(step, language)


def repeatable_step_view(season_id: int, language: str) -> StepView | None:
    """The step that was undone last, and can be done again now."""
    step = repeatable_step(season_id)
    return None if step is None else _view(step, language)


def last_step_view(season_id: int, language: str) -> StepView | None:
    """What was done last."""
    query = select(BoardStep).where(BoardStep.season_id == season_id)
    step = db.session.scalars(query.order_by(BoardStep.number.desc()).limit(1)).first()
    return None if step is None else _view(step, language)


def _view(step: BoardStep, language: str) -> StepView:
    by = db.session.get(User, step.by_id) if step.by_id is not None else None
    event_id = step.facts.get("event")
    event = None if event_id is None else db.session.get(Event, event_id)
    title = translated_texts(language, {"event"}).text(event, "title") if event is not None else None
    return StepView(step.id, step.number, step.kind, step.at_utc, None if by is None else by.name, title)
