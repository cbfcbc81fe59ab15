"""Families and their answers as families of an instance in the exchange format.

A family takes part once one of its caregivers has said when they can come; the others are stood for
by those like them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.orm import selectinload

from scheduler.domain.standing_in import weights
from scheduler.extensions import db
from scheduler.storage.instance_adults import adults_of, needs_ride
from scheduler.storage.models import (
    Answer,
    Audience,
    Caregiver,
    Family,
    Membership,
    Participation,
    PriorityGroup,
    Season,
    Student,
)


@dataclass(frozen=True, slots=True)
class FamilyBody:
    """A family's row of an instance, still without an id of its own."""

    family_id: int
    body: dict[str, Any]


def answered_families(season: Season) -> list[FamilyBody]:
    """The families of `season`'s instance, weighted so that they stand for all families."""
    answers = _answers_by_family(season.id)
    families = _families()
    schools = _audience_keys()
    groups = _group_keys_by_family()
    past = _past_by_family(season)
    cells = {f.id: _cells(f, schools) for f in families}
    standing = weights(
        {f.id: cells[f.id] for f in families if f.id in answers},
        [cells[f.id] for f in families if f.id not in answers],
    )
    return [
        FamilyBody(
            f.id,
            _body(
                season, f, answers[f.id], groups[f.id], schools, past.get(f.id, (0.0, 0.0)), standing[f.id]
            ),
        )
        for f in families
        if f.id in answers
    ]


def caregiver_body(season: Season, caregiver_id: int) -> dict[str, Any] | None:
    """The caregiver's family as that caregiver alone would be in it; None where nothing was answered.

    Other caregivers of the family are left out: nobody learns of another's answer.
    """
    query = _answers(season.id).where(Caregiver.id == caregiver_id)
    answers = [answer for _, answer in db.session.execute(query) if answer.hours or answer.dates]
    if not answers:
        return None
    family = db.session.get_one(Caregiver, caregiver_id).family
    groups = _group_keys_by_family(family.id)[family.id]
    return _body(season, family, answers, groups, _audience_keys(), (0.0, 0.0), 1.0)


def _families() -> Iterable[Family]:
    query = select(Family).options(selectinload(Family.students), selectinload(Family.caregivers))
    return db.session.scalars(query.order_by(Family.id)).all()


def _answers_by_family(season_id: int) -> dict[int, list[Answer]]:
    """Only answers that say anything about time: a family is not left out for what it has not said."""
    found: dict[int, list[Answer]] = defaultdict(list)
    for family_id, answer in db.session.execute(_answers(season_id)):
        if answer.hours or answer.dates:
            found[family_id].append(answer)
    return found


def _answers(season_id: int) -> Select[int, Answer]:
    return (
        select(Caregiver.family_id, Answer)
        .join(Answer, Answer.caregiver_id == Caregiver.id)
        .where(Answer.season_id == season_id)
        .options(selectinload(Answer.hours), selectinload(Answer.dates), selectinload(Answer.needs))
        .order_by(Answer.caregiver_id)
    )


def _audience_keys() -> dict[int, str]:
    return {a.id: a.key for a in db.session.scalars(select(Audience))}


def _group_keys_by_family(only_family_id: int | None = None) -> Mapping[int, list[str]]:
    query = (
        select(Membership.family_id, PriorityGroup.key)
        .join(PriorityGroup, PriorityGroup.id == Membership.group_id)
        .order_by(PriorityGroup.id)
    )
    if only_family_id is not None:
        query = query.where(Membership.family_id == only_family_id)
    found: dict[int, list[str]] = defaultdict(list)
    for family_id, key in db.session.execute(query):
        found[family_id].append(key)
    return found


def _past_by_family(season: Season) -> dict[int, tuple[float, float]]:
    query = (
        select(Participation.family_id, func.sum(Participation.included), func.sum(Participation.invited))
        .where(Participation.season_id != season.id)
        .group_by(Participation.family_id)
    )
    return {family_id: (included, invited) for family_id, included, invited in db.session.execute(query)}


def _student_audiences(student: Student, keys: Mapping[int, str]) -> set[str]:
    return {keys[a] for a in (student.school_id, student.grade_id) if a is not None}


def _cells(family: Family, keys: Mapping[int, str]) -> list[Hashable]:
    schools = tuple(sorted({keys[s.school_id] for s in family.students}))
    language = family.caregivers[0].language_spoken if family.caregivers else ""
    return [(schools, language), ("any school", language), (schools, "any language"), "everyone"]


def _body(
    season: Season,
    family: Family,
    answers: list[Answer],
    groups: list[str],
    keys: Mapping[int, str],
    past: tuple[float, float],
    weight: float,
) -> dict[str, Any]:
    audiences: set[str] = set().union(*(_student_audiences(s, keys) for s in family.students))
    return {
        "size": family.size,
        "weight": round(weight, 6),
        "groups": groups,
        "audiences": sorted(audiences),
        "zone": family.zone,
        "travels": not needs_ride(answers),
        "past": list(past),
        "adults": [adult for a in answers for adult in adults_of(a, season)],
    }
