"""Who an event invites."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from sqlalchemy import Select, or_, select

from scheduler.extensions import db
from scheduler.storage.models import Event, Family, Invitation, Membership, Rsvp, Student
from scheduler.storage.models.event import event_audience, event_group
from scheduler.storage.models.family import student_family

COMING = ("in_person", "online")
"""The replies to a session that say yes."""


def invited_families(event: Event) -> Select[int]:
    """The ids of the families in at least one of the event's audiences or groups, or of all."""
    if event.for_everyone:
        return select(Family.id)
    audiences = select(event_audience.c.audience_id).where(event_audience.c.event_id == event.id)
    groups = select(event_group.c.priority_group_id).where(event_group.c.event_id == event.id)
    by_student = (
        select(student_family.c.family_id)
        .join(Student, Student.id == student_family.c.student_id)
        .where(or_(Student.school_id.in_(audiences), Student.grade_id.in_(audiences)))
    )
    by_group = select(Membership.family_id).where(Membership.group_id.in_(groups))
    return select(Family.id).where(or_(Family.id.in_(by_student), Family.id.in_(by_group)))


def families_still_to_invite(event_ids: Iterable[int]) -> Iterator[tuple[int, int]]:
    """(event, family) pairs for which no invitation has been written."""
    for event in db.session.scalars(select(Event).where(Event.id.in_(list(event_ids))).order_by(Event.id)):
        already = select(Invitation.family_id).where(Invitation.event_id == event.id)
        query = invited_families(event).where(Family.id.not_in(already)).order_by(Family.id)
        for family_id in db.session.scalars(query):
            yield event.id, family_id


def events_of_family(family_id: int) -> list[int]:
    """The ids of the events to which a family is invited."""
    query = select(Invitation.event_id).where(Invitation.family_id == family_id)
    return list(db.session.scalars(query.order_by(Invitation.event_id)))


def replies_of(caregiver_id: int) -> dict[str, str]:
    """What a caregiver replied, by the session's uid."""
    query = select(Rsvp.session_uid, Rsvp.reply).where(Rsvp.caregiver_id == caregiver_id)
    return {row.session_uid: row.reply for row in db.session.execute(query.order_by(Rsvp.session_uid))}


def needs_said_by(caregiver_id: int) -> dict[str, str]:
    """What else a caregiver needs, in own words, by the session's uid."""
    query = select(Rsvp.session_uid, Rsvp.words).where(Rsvp.caregiver_id == caregiver_id, Rsvp.words != "")
    return {row.session_uid: row.words for row in db.session.execute(query)}
