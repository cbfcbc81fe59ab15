"""A caregiver's answer comes in, one part of the form at a time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Literal

from sqlalchemy import bindparam, select

from scheduler.domain.answers import NOTHING_SAID, InGroups, Part, Reach, Talk, Times, Ways
from scheduler.extensions import db
from scheduler.services.contact_log import forget_contacts
from scheduler.services.record_audit import record_audit
from scheduler.storage.answer_changes import changed_at, record_changes, was_received
from scheduler.storage.answers import (
    find_answer,
    in_groups_of,
    put_in_groups,
    put_reach,
    put_talk,
    put_times,
    put_ways,
    reach_of,
    talk_of,
    times_of,
    ways_of,
)
from scheduler.storage.memberships import follow_answers
from scheduler.storage.models import Answer, Caregiver

GivenThrough = Literal["form", "liaison"]
_TURN = select(Caregiver).where(Caregiver.id == bindparam("caregiver_id")).with_for_update()


class NewerAnswer(Exception):
    """Another answer was saved after the form was read. `version` is what is stored now."""

    def __init__(self, version: int) -> None:
        super().__init__(f"version {version} is stored")
        self.version = version


def submit_availability(
    caregiver_id: int,
    season_id: int,
    part: Part,
    *,
    read_version: int,
    now_utc: datetime,
    may_see_saved: bool = True,
    submission: str | None = None,
) -> int:
    """Store one part of an answer and return the version that is stored afterwards.

    A part that says what is stored already changes nothing, whatever version it was read at, so that
    the same submission may arrive twice; but not to somebody who may not see what is stored
    (`may_see_saved`), for whom that would confirm a guess. How to reach the caregiver stays as it is then:
    whoever finds a letter must not have the next one sent to themselves.

    `submission` names one filling-in of one page. What came with it once is not stored again, even where a
    newer answer has replaced it since: a phone may send it until it hears that it was received.

    Raises:
        NewerAnswer: when this part was changed after the form was read.
    """
    caregiver = wait_for_turn(caregiver_id)
    answer = find_answer(caregiver_id, season_id)
    version = answer.version if answer else 0
    if was_received(answer, submission):
        db.session.rollback()
        return version
    if isinstance(part, Reach) and not may_see_saved:
        part = replace(reach_of(caregiver, answer), may_keep=part.may_keep)
    if part == stored_part(caregiver, answer, part) and (may_see_saved or read_version == version):
        db.session.rollback()
        return version
    if not changed_at(answer, type(part)) <= read_version <= version:
        db.session.rollback()
        raise NewerAnswer(version)
    answer = put_parts(caregiver, answer, season_id, [part], now_utc, submission=submission)
    record_audit("caregiver", caregiver_id, "save_answer", "answer", answer.id, now_utc)
    db.session.commit()
    return version + 1


def put_parts(
    caregiver: Caregiver,
    answer: Answer | None,
    season_id: int,
    parts: Sequence[Part],
    now_utc: datetime,
    given_through: GivenThrough = "form",
    submission: str | None = None,
) -> Answer:
    """Write parts into a caregiver's answer, or into a new one, as its next version; groups follow.

    Joins the caller's transaction, which holds the caregiver's turn.
    """
    if answer is None:
        nothing_yet: dict[str, list[object]] = {rows: [] for rows in ("needs", "offers", "groups", "changes")}
        answer = Answer(caregiver_id=caregiver.id, season_id=season_id, version=0, **nothing_yet)
        db.session.add(answer)
    answer.version, answer.saved_utc, answer.given_through = answer.version + 1, now_utc, given_through
    record_changes(answer, [type(part) for part in parts], submission)
    for part in parts:
        _put(caregiver, answer, part)
        if isinstance(part, Times) and part != Times():
            forget_contacts(caregiver.id, season_id)
    db.session.flush()
    follow_answers(caregiver.family_id, season_id)
    return answer


def wait_for_turn(caregiver_id: int) -> Caregiver:
    """Two submissions of one caregiver at the same moment are taken one after the other."""
    return db.session.scalars(_TURN, {"caregiver_id": caregiver_id}).one()


def stored_part(caregiver: Caregiver, answer: Answer | None, like: Part) -> Part:
    """What is stored of the same kind as `like`."""
    if isinstance(like, Reach):
        return reach_of(caregiver, answer)
    if answer is None:
        return next(nothing for nothing in NOTHING_SAID if type(nothing) is type(like))
    match like:
        case Times():
            return times_of(answer)
        case Ways():
            return ways_of(answer)
        case Talk():
            return talk_of(answer)
        case InGroups():
            return in_groups_of(answer)


def _put(caregiver: Caregiver, answer: Answer, part: Part) -> None:
    match part:
        case Times():
            put_times(answer, part)
        case Ways():
            put_ways(answer, part)
        case Talk():
            put_talk(answer, part)
        case InGroups():
            put_in_groups(answer, part)
        case Reach():
            put_reach(caregiver, answer, part)
