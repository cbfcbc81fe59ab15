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
    event_id = step.facts.get("event")
    event = None if event_id is None else db.session.get(Event, event_id)
    return StepView(
        id=step.id,
        number=step.number,
        kind=step.kind,
        at_utc=step.at_utc,
        by=_name(step.by_id),
        event=None if event is None else translated_texts(language, {"event"}).text(event, "title"),
        person=_name(step.facts.get("user")),
    )


def _name(user_id: int | None) -> str | None:
    user = None if user_id is None else db.session.get(User, user_id)
    return None if user is None else user.name
