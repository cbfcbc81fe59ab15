"""A family's priority groups, kept in step with what its caregivers answer."""

from __future__ import annotations

from sqlalchemy import and_, bindparam, select

from scheduler.domain.answers import Times
from scheduler.domain.group_questions import HOURS, follows, is_derived
from scheduler.extensions import db
from scheduler.storage.answers import usual_times_of, ways_of
from scheduler.storage.models import Answer, Caregiver, Membership, PriorityGroup

OWN = ("answer", "asked")
_GROUPS = (
    select(PriorityGroup, Membership)
    .outerjoin(
        Membership,
        and_(Membership.group_id == PriorityGroup.id, Membership.family_id == bindparam("family_id")),
    )
    .order_by(PriorityGroup.id)
)
_ANSWERS = (
    select(Answer)
    .join(Caregiver, Caregiver.id == Answer.caregiver_id)
    .where(Caregiver.family_id == bindparam("family_id"), Answer.season_id == bindparam("season_id"))
)


def follow_answers(family_id: int, season_id: int) -> None:
    """Join the groups that the caregivers' answers of this season lead to, and leave all others.

    One caregiver is enough to be counted. What a liaison or a roster knows stays, until a caregiver leaves
    that group; a caregiver who leaves one takes no count away that another caregiver's own answers give.
    """
    answers = db.session.scalars(_ANSWERS, {"family_id": family_id, "season_id": season_id}).all()
    for group, row in db.session.execute(_GROUPS, {"family_id": family_id}).all():
        said = {said_of(answer, group.id) for answer in answers}
        source = "asked" if "yes" in said else "answer"
        wanted = any(counts_in(group, answer) for answer in answers)
        if wanted and row is None:
            db.session.add(Membership(family_id=family_id, group_id=group.id, source=source))
        elif wanted and row is not None and row.source in OWN:
            row.source = source
        elif row is not None and not wanted and (row.source in OWN or "no" in said):
            db.session.delete(row)


def counts_in(group: PriorityGroup, answer: Answer) -> bool:
    """Whether this caregiver's answer alone counts the family in the group."""
    said = said_of(answer, group.id)
    if said is not None or not is_derived(group.question):
        return said == "yes"
    times = usual_times_of(answer) if group.question == HOURS else Times()
    return follows(group.question, ways_of(answer).needs, times)


def said_of(answer: Answer, group_id: int) -> str | None:
    """What a caregiver said about a group; None where nothing was."""
    return next((row.said for row in answer.groups if row.group_id == group_id), None)
