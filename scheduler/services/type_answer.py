"""A liaison types in what a family said on paper or by phone, as given by the family and with its consent."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Literal

from scheduler.domain.answers import Part
from scheduler.extensions import db
from scheduler.services.record_audit import record_audit
from scheduler.services.submit_availability import NewerAnswer, put_parts, stored_part, wait_for_turn
from scheduler.services.view_caseload import in_caseload
from scheduler.storage.answers import find_answer
from scheduler.storage.models import AnswerTyped

Through = Literal["paper", "phone"]
THROUGH: tuple[Through, ...] = ("paper", "phone")


def type_answer(
    liaison_id: int,
    caregiver_id: int,
    season_id: int,
    parts: Sequence[Part],
    *,
    through: Through,
    read_version: int,
    now_utc: datetime,
) -> bool:
    """Store a whole answer at once, and who typed it in; False for a family of another liaison.

    The caller has asked for the family's consent; without it nothing may be typed.

    What is stored already is stored once.

    Raises:
        NewerAnswer: when another answer was saved after the page was read.
    """
    if not in_caseload(liaison_id, caregiver_id):
        return False
    caregiver = wait_for_turn(caregiver_id)
    answer = find_answer(caregiver_id, season_id)
    version = answer.version if answer else 0
    if read_version != version:
        same = all(part == stored_part(caregiver, answer, part) for part in parts)
        db.session.rollback()
        if same:
            return True
        raise NewerAnswer(version)
    answer = put_parts(caregiver, answer, season_id, parts, now_utc, given_through="liaison")
    answer.typed = AnswerTyped(liaison_id=liaison_id, through=through, typed_utc=now_utc)
    record_audit("user", liaison_id, "type_answer", "answer", answer.id, now_utc)
    db.session.commit()
    return True
