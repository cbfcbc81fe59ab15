"""A family's priority groups, kept in step with its answers."""

from __future__ import annotations

from sqlalchemy import select

from scheduler.domain.answers import Need
from scheduler.domain.group_questions import follows, is_derived
from scheduler.extensions import db
from scheduler.storage.answers import ways_of
from scheduler.storage.models import Answer, Caregiver, Membership, PriorityGroup


def follow_answers(family_id: int, season_id: int) -> None:
    """Join the groups that the family's answers of this season lead to, and leave those they no longer do.

    A membership that a liaison, a roster or a question of its own gave stays as it is.
    """
    needs = _needs(family_id, season_id)
    rows = db.session.scalars(select(Membership).where(Membership.family_id == family_id))
    held = {row.group_id: row for row in rows}
    for group in db.session.scalars(select(PriorityGroup).order_by(PriorityGroup.id)):
        if not is_derived(group.question):
            continue
        wanted, row = follows(group.question, needs), held.get(group.id)
        if wanted and row is None:
            db.session.add(Membership(family_id=family_id, group_id=group.id, source="answer"))
        elif row is not None and row.source == "answer" and not wanted:
            db.session.delete(row)


def _needs(family_id: int, season_id: int) -> list[Need]:
    answers = (
        select(Answer)
        .join(Caregiver, Caregiver.id == Answer.caregiver_id)
        .where(Caregiver.family_id == family_id, Answer.season_id == season_id)
    )
    return [need for answer in db.session.scalars(answers) for need in ways_of(answer).needs]
