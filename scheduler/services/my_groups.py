"""Which priority groups count a family, as one caregiver may know it, and what they say about it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from scheduler.domain.answers import GroupSaid, InGroups
from scheduler.domain.group_questions import ASKED
from scheduler.extensions import db
from scheduler.services.group_names import question_name
from scheduler.services.submit_availability import submit_availability
from scheduler.storage.answers import find_answer, in_groups_of
from scheduler.storage.groups import all_groups
from scheduler.storage.memberships import OWN, counts_in
from scheduler.storage.models import Caregiver, Membership
from scheduler.storage.translated import translated_texts


@dataclass(frozen=True, slots=True)
class MyGroup:
    """One group. `counted` is what this caregiver's own answers lead to, or what the school knows besides.

    `asked` marks a group that families are asked about by itself.
    """

    id: int
    key: str
    name: str
    asked: bool
    said: GroupSaid | None
    counted: bool


@dataclass(frozen=True, slots=True)
class MyGroups:
    """All groups of the district, read at a version of the answer."""

    version: int
    groups: tuple[MyGroup, ...]

    @property
    def to_ask(self) -> tuple[MyGroup, ...]:
        return tuple(group for group in self.groups if group.asked)

    @property
    def are_open(self) -> bool:
        """Whether something is asked that this caregiver has said nothing about."""
        return any(group.said is None for group in self.to_ask)

    @property
    def counted(self) -> tuple[MyGroup, ...]:
        return tuple(group for group in self.groups if group.counted)

    @property
    def left(self) -> tuple[MyGroup, ...]:
        """Groups that this caregiver has left, other than by a no to what was asked."""
        return tuple(group for group in self.groups if group.said == "no" and not group.asked)


def my_groups(caregiver_id: int, season_id: int, language: str) -> MyGroups:
    """Never what another caregiver's answers lead to; of a family kept apart, only what is their own."""
    answer = find_answer(caregiver_id, season_id)
    said = in_groups_of(answer).said if answer else {}
    known = _known_to_school(caregiver_id)
    texts = translated_texts(language, ["priority_group"])
    groups = tuple(
        MyGroup(
            id=row.id,
            key=row.key,
            name=question_name(row.question, language) or texts.text(row, "name"),
            asked=row.question == ASKED,
            said=said.get(row.key),
            counted=(answer is not None and counts_in(row, answer))
            or (row.id in known and said.get(row.key) != "no"),
        )
        for row in all_groups()
    )
    return MyGroups(answer.version if answer else 0, groups)


def say_in_groups(
    caregiver_id: int,
    season_id: int,
    said: Mapping[str, GroupSaid],
    *,
    read_version: int | None = None,
    now_utc: datetime,
) -> None:
    """Keep what a caregiver says about some groups, whatever they said about others.

    Raises:
        NewerAnswer: when the groups were read at another version than the stored one; not without
            `read_version`.
    """
    answer = find_answer(caregiver_id, season_id)
    before = in_groups_of(answer).said if answer else {}
    version = answer.version if answer else 0
    submit_availability(
        caregiver_id,
        season_id,
        InGroups({**before, **said}),
        read_version=version if read_version is None else read_version,
        now_utc=now_utc,
    )


def _known_to_school(caregiver_id: int) -> set[int]:
    family = db.session.get_one(Caregiver, caregiver_id).family
    if family.apart:
        return set()
    query = select(Membership.group_id).where(
        Membership.family_id == family.id, Membership.source.not_in(OWN)
    )
    return set(db.session.scalars(query))
