"""What was said about a season's plan and how it was voted on, as co-planners read it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import aliased

from scheduler.extensions import db
from scheduler.services.board_views import SessionRef
from scheduler.services.release_rule import MissingView, missing_for_release
from scheduler.storage.models import BoardComment, BoardVote, Event, Place, Plan, PlanSession, Season, User
from scheduler.storage.translated import translated_texts

Names = Mapping[int, str]
"""Of events or places, by row."""


@dataclass(frozen=True, slots=True)
class CommentView:
    """`event` None is the plan as a whole, `start_local` and `place` are those of one session of it.

    Names are None once an account is gone.
    """

    id: int
    event: str | None
    start_local: datetime | None
    place: str | None
    objection: bool
    text: str
    by: str | None
    mine: bool
    at_utc: datetime
    answer: str | None
    answered_by: str | None
    my_answer: bool


@dataclass(frozen=True, slots=True)
class VoteView:
    """One vote; `for_families` is one by a representative of families."""

    name: str
    choice: str
    reason: str
    for_families: bool
    mine: bool


@dataclass(frozen=True, slots=True)
class TalkView:
    """All of it; the newest comment first. `sessions` are those of the plan, by row."""

    plan_id: int
    timezone: str
    events: tuple[tuple[int, str], ...]
    sessions: tuple[tuple[int, SessionRef], ...]
    comments: tuple[CommentView, ...]
    votes: tuple[VoteView, ...]
    missing: MissingView


def view_talk(plan_id: int, user_id: int, language: str) -> TalkView | None:
    """None where there is no such plan."""
    plan = db.session.get(Plan, plan_id)
    if plan is None:
        return None
    texts = translated_texts(language, {"event", "place"})
    rows = db.session.scalars(select(Event).where(Event.season_id == plan.season_id).order_by(Event.id))
    events = {row.id: texts.text(row, "title") for row in rows}
    places = {row.id: texts.text(row, "name") for row in db.session.scalars(select(Place))}
    return TalkView(
        plan_id=plan_id,
        timezone=db.session.get_one(Season, plan.season_id).timezone,
        events=tuple(events.items()),
        sessions=tuple(_sessions(plan_id, events, places)),
        comments=_comments(plan.season_id, user_id, events, places),
        votes=_votes(plan_id, user_id),
        missing=missing_for_release(plan.season_id, plan_id),
    )


def _sessions(plan_id: int, events: Names, places: Names) -> Iterator[tuple[int, SessionRef]]:
    query = select(PlanSession).where(PlanSession.plan_id == plan_id)
    for row in db.session.scalars(query.order_by(PlanSession.start_local, PlanSession.id)):
        yield row.id, SessionRef(events[row.event_id], row.start_local, places[row.place_id], row.id)


def _comments(season_id: int, user_id: int, events: Names, places: Names) -> tuple[CommentView, ...]:
    by, answered_by = aliased(User), aliased(User)
    rows = db.session.execute(
        select(BoardComment, by.name, answered_by.name)
        .outerjoin(by, by.id == BoardComment.by_id)
        .outerjoin(answered_by, answered_by.id == BoardComment.answered_by_id)
        .where(BoardComment.season_id == season_id, BoardComment.withdrawn_utc.is_(None))
        .order_by(BoardComment.id.desc())
    )
    return tuple(
        CommentView(
            id=row.id,
            event=None if row.event_id is None else events.get(row.event_id),
            start_local=row.start_local,
            place=None if row.place_id is None else places.get(row.place_id),
            objection=row.objection,
            text=row.text,
            by=name,
            mine=row.by_id == user_id,
            at_utc=row.at_utc,
            answer=row.answer,
            answered_by=answerer,
            my_answer=row.answered_by_id == user_id,
        )
        for row, name, answerer in rows
    )


def _votes(plan_id: int, user_id: int) -> tuple[VoteView, ...]:
    rows = db.session.execute(
        select(BoardVote, User)
        .join(User, User.id == BoardVote.user_id)
        .where(BoardVote.plan_id == plan_id)
        .order_by(User.name)
    )
    return tuple(
        VoteView(user.name, row.choice, row.reason, user.represents == "families", user.id == user_id)
        for row, user in rows
    )
