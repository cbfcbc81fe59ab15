"""A release freezes a plan under a number; each caregiver sees what they could attend."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from scheduler.extensions import db
from scheduler.services.current_season import current_season_id
from scheduler.services.my_sessions import my_sessions
from scheduler.services.release_plan import NotReleasableError, ReleasedMeanwhileError, release_plan
from scheduler.storage.models import (
    Answer,
    AuditEntry,
    Caregiver,
    Event,
    Family,
    Invitation,
    Plan,
    Release,
    ReleaseSession,
)
from tests.fixtures.planned import chosen_plan, planner_id

pytestmark = pytest.mark.usefixtures("planned_app")
RELEASED = datetime(2026, 12, 2, 9, tzinfo=UTC)


def release(after: timedelta = timedelta(0)) -> Release:
    number = release_plan(chosen_plan().id, planner_id(), RELEASED + after)
    return db.session.scalars(select(Release).where(Release.number == number)).one()


def season_id() -> int:
    found = current_season_id()
    assert found is not None
    return found


def caregivers(*, answered: bool, language: str = "es") -> list[Caregiver]:
    said = select(Answer.id).where(Answer.caregiver_id == Caregiver.id, Answer.hours.any()).exists()
    query = select(Caregiver).where(Caregiver.language_read == language, said if answered else ~said)
    return list(db.session.scalars(query.order_by(Caregiver.id)))


def test_a_release_freezes_every_session_of_the_plan() -> None:
    first = release()
    planned = {(s.event_id, s.start_local, s.place_id) for s in chosen_plan().sessions}
    assert first.number == 1
    assert {(s.event_id, s.start_local, s.place_id) for s in first.sessions} == planned
    assert {(s.sequence, s.status) for s in first.sessions} == {(0, "confirmed")}
    assert len({s.uid for s in first.sessions}) == len(planned)


def test_a_frozen_text_does_not_follow_a_later_edit() -> None:
    first = release()
    session = first.sessions[0]
    title = session.texts["en"]["title"]
    db.session.get_one(Event, session.event_id).title = "Something else"
    db.session.commit()
    assert session.texts["en"]["title"] == title
    assert session.texts["es"]["title"] != title


def test_a_release_invites_whom_the_event_invites_and_is_audited() -> None:
    first = release()
    mine = select(Event).where(Event.for_everyone, Event.season_id == season_id())
    everyone = db.session.scalars(mine).first()
    assert everyone is not None
    invited = db.session.scalars(select(Invitation.family_id).where(Invitation.event_id == everyone.id)).all()
    assert len(invited) == len(db.session.scalars(select(Family.id)).all())
    entry = db.session.scalars(select(AuditEntry).where(AuditEntry.action == "release")).one()
    assert (entry.actor_id, entry.subject_id) == (planner_id(), first.id)


def test_a_second_release_keeps_uids_and_invites_nobody_twice() -> None:
    first = {s.uid for s in release().sessions}
    before = len(db.session.scalars(select(Invitation.id)).all())
    second = release(timedelta(days=1))
    assert second.number == 2
    assert {s.uid for s in second.sessions} == first
    assert len(db.session.scalars(select(Invitation.id)).all()) == before


def test_a_moved_and_a_dropped_session_are_told_as_such() -> None:
    release()
    moved, dropped = chosen_plan().sessions[:2]
    moved.start_local += timedelta(days=1)
    db.session.delete(dropped)
    db.session.commit()
    second = release(timedelta(days=1))
    changed = {s.event_id: (s.sequence, s.status) for s in second.sessions if s.sequence}
    assert changed == {moved.event_id: (1, "confirmed"), dropped.event_id: (1, "cancelled")}


def test_a_yardstick_cannot_be_released() -> None:
    yardstick = db.session.scalars(select(Plan).where(Plan.yardstick)).first()
    assert yardstick is not None
    with pytest.raises(NotReleasableError):
        release_plan(yardstick.id, planner_id(), RELEASED)


def test_a_caregiver_sees_what_they_can_attend_in_their_language() -> None:
    released = release()
    shown = [my_sessions(c.id, season_id()) for c in caregivers(answered=True)]
    assert all(mine.answered for mine in shown)
    counts = [len(mine.sessions) for mine in shown]
    assert max(counts) > 0
    assert min(counts) < len(released.sessions)
    titles = {s.title for mine in shown for s in mine.sessions}
    assert titles <= {s.texts["es"]["title"] for s in released.sessions}


def test_nobody_is_shown_a_session_that_falls_outside_their_times() -> None:
    release()
    caregiver = caregivers(answered=True)[0]
    answer = db.session.scalars(select(Answer).where(Answer.caregiver_id == caregiver.id)).one()
    answer.dates = []
    for row in answer.hours:
        row.level = "no"
    db.session.commit()
    mine = my_sessions(caregiver.id, season_id())
    assert (mine.answered, mine.sessions) == (True, ())


def test_a_caregiver_who_has_not_answered_sees_every_invitation() -> None:
    release()
    caregiver = caregivers(answered=False)[0]
    invited = db.session.scalars(
        select(ReleaseSession.uid)
        .join(Invitation, Invitation.event_id == ReleaseSession.event_id)
        .where(Invitation.family_id == caregiver.family_id)
    ).all()
    mine = my_sessions(caregiver.id, season_id())
    assert not mine.answered
    assert {s.uid for s in mine.sessions} == set(invited) != set()


def test_a_release_of_changes_that_are_others_by_now_is_refused() -> None:
    release()
    with pytest.raises(ReleasedMeanwhileError):
        release_plan(chosen_plan().id, planner_id(), RELEASED, since=0)
    assert release_plan(chosen_plan().id, planner_id(), RELEASED, since=1) == 2
