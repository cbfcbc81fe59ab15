"""What a caregiver has said so far about a season."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from scheduler.domain.answers import NOTHING_SAID, InGroups, Reach, Talk, Times, Ways
from scheduler.extensions import db
from scheduler.storage.answers import find_answer, in_groups_of, reach_of, talk_of, times_of, ways_of
from scheduler.storage.models import Answer, Caregiver, User


@dataclass(frozen=True, slots=True)
class TypedBy:
    """A liaison typed the answer in, from `paper` or a `phone` call; `name` None once they have gone."""

    name: str | None
    through: str
    typed_utc: datetime


@dataclass(frozen=True, slots=True)
class AnswerView:
    """`version` 0 means that nothing was ever saved, `saved_utc` None that nothing is said now.

    `typed` tells who typed it in, unless the caregiver has saved something since.
    """

    version: int = 0
    saved_utc: datetime | None = None
    times: Times = field(default_factory=Times)
    ways: Ways = field(default_factory=Ways)
    talk: Talk = field(default_factory=Talk)
    in_groups: InGroups = field(default_factory=InGroups)
    reach: Reach = field(default_factory=Reach)
    typed: TypedBy | None = None


def read_answers(caregiver_id: int, season_id: int) -> AnswerView:
    """This caregiver's own answers; never those of another caregiver of the same family."""
    answer = find_answer(caregiver_id, season_id)
    reach = reach_of(db.session.get_one(Caregiver, caregiver_id), answer)
    if answer is None:
        return AnswerView(reach=reach)
    parts = times_of(answer), ways_of(answer), talk_of(answer), in_groups_of(answer), reach
    said = any(part not in NOTHING_SAID for part in parts)
    return AnswerView(answer.version, answer.saved_utc if said else None, *parts, typed=_typed(answer))


def _typed(answer: Answer) -> TypedBy | None:
    row = answer.typed
    if row is None or answer.given_through != "liaison":
        return None
    liaison = db.session.get(User, row.liaison_id) if row.liaison_id else None
    return TypedBy(liaison.name if liaison else None, row.through, row.typed_utc)
