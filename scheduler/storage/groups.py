"""Priority groups as rows: who is in a new one from the start, and what goes with one that ends."""

from __future__ import annotations

from sqlalchemy import delete, func, select
from sqlalchemy.orm import selectinload

from scheduler.extensions import db
from scheduler.storage.memberships import counts_in
from scheduler.storage.models import (
    Answer,
    Caregiver,
    Event,
    Membership,
    PriorityGroup,
    SeasonFloor,
    Translation,
)


def all_groups() -> list[PriorityGroup]:
    return list(db.session.scalars(select(PriorityGroup).order_by(PriorityGroup.id)))


def group_of(question: str) -> PriorityGroup | None:
    """The group that is built from a question that answers lead to; there is one at most."""
    return db.session.scalar(select(PriorityGroup).where(PriorityGroup.question == question))


def member_counts() -> dict[int, int]:
    """How many families each group counts, by the id of the group."""
    query = select(Membership.group_id, func.count()).group_by(Membership.group_id)
    return {group_id: families for group_id, families in db.session.execute(query)}  # noqa: C416


def join_who_answered(group: PriorityGroup, season_id: int) -> None:
    """Count every family in a new group that an answer of the season leads to."""
    query = (
        select(Caregiver.family_id, Answer)
        .join(Answer, Answer.caregiver_id == Caregiver.id)
        .where(Answer.season_id == season_id)
        .options(
            selectinload(Answer.hours),
            selectinload(Answer.dates),
            selectinload(Answer.needs),
            selectinload(Answer.groups),
        )
    )
    found = {family_id for family_id, answer in db.session.execute(query) if counts_in(group, answer)}
    db.session.add_all(
        Membership(family_id=family_id, group_id=group.id, source="answer") for family_id in sorted(found)
    )


def invites(group_id: int) -> bool:
    """Whether an event invites the families of the group."""
    return db.session.scalar(select(Event.id).where(Event.groups.any(id=group_id)).limit(1)) is not None


def remove(group: PriorityGroup) -> None:
    """With its memberships, its voted floors and its names; groups within it stand by themselves."""
    db.session.execute(delete(SeasonFloor).where(SeasonFloor.set_key == group.key))
    db.session.execute(
        delete(Translation).where(
            Translation.subject_kind == PriorityGroup.__tablename__, Translation.subject_id == group.id
        )
    )
    db.session.execute(delete(PriorityGroup).where(PriorityGroup.id == group.id))
