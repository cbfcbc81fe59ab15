"""The families a liaison speaks for: who has not been heard yet, in which language, how to reach them.

A liaison sees their own families only; for them counts are exact.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from sqlalchemy import or_, select
from sqlalchemy.orm import selectinload

from scheduler.extensions import db
from scheduler.storage.models import Answer, Audience, Caregiver, Caseload, Family


@dataclass(frozen=True, slots=True)
class CaregiverLine:
    """`contact` is the address or number to use on `channel`, where that channel has one.

    `heard` tells whether this adult has said when they can come.
    """

    id: int
    name: str
    language_spoken: str
    language_read: str
    channel: str
    contact: str | None
    heard: bool


@dataclass(frozen=True, slots=True)
class FamilyLine:
    """A family is heard once one of its caregivers is. `caregivers` are in the order they were added."""

    id: int
    students: tuple[str, ...]
    schools: tuple[str, ...]
    caregivers: tuple[CaregiverLine, ...]

    @property
    def heard(self) -> bool:
        return any(caregiver.heard for caregiver in self.caregivers)

    @property
    def language(self) -> str | None:
        """What the first caregiver speaks; None where no caregiver is known."""
        return self.caregivers[0].language_spoken if self.caregivers else None


@dataclass(frozen=True, slots=True)
class WaitingLanguage:
    """Families that nobody has heard, and the language to speak with them; None where nobody is known."""

    language: str | None
    families: tuple[FamilyLine, ...]


@dataclass(frozen=True, slots=True)
class CaseloadView:
    """`waiting` begins with the language that most families wait in."""

    waiting: tuple[WaitingLanguage, ...]
    heard: tuple[FamilyLine, ...]

    @property
    def waiting_count(self) -> int:
        return sum(len(row.families) for row in self.waiting)

    @property
    def family_count(self) -> int:
        return self.waiting_count + len(self.heard)


def view_caseload(liaison_id: int, season_id: int) -> CaseloadView:
    """All families of one liaison, each in one line, sorted by name."""
    query = (
        select(Family)
        .join(Caseload, Caseload.family_id == Family.id)
        .where(Caseload.liaison_id == liaison_id)
        .options(selectinload(Family.caregivers), selectinload(Family.students))
    )
    heard = said_when(season_id)
    schools = {a.id: a.name for a in db.session.scalars(select(Audience).where(Audience.kind == "school"))}
    lines = sorted((_line(f, heard, schools) for f in db.session.scalars(query)), key=_name)
    return CaseloadView(
        waiting=_by_language(line for line in lines if not line.heard),
        heard=tuple(line for line in lines if line.heard),
    )


def said_when(season_id: int) -> set[int]:
    """The ids of the caregivers who have said when they can come."""
    about_time = or_(Answer.hours.any(), Answer.dates.any())
    query = select(Answer.caregiver_id).where(Answer.season_id == season_id, about_time)
    return set(db.session.scalars(query))


def _line(family: Family, heard: Collection[int], schools: dict[int, str]) -> FamilyLine:
    return FamilyLine(
        id=family.id,
        students=tuple(sorted(s.name for s in family.students)),
        schools=tuple(sorted({schools[s.school_id] for s in family.students})),
        caregivers=tuple(
            caregiver_line(c, c.id in heard) for c in sorted(family.caregivers, key=lambda c: c.id)
        ),
    )


def caregiver_line(caregiver: Caregiver, heard: bool) -> CaregiverLine:
    """A caregiver's row as a plain value."""
    contacts = {"email": caregiver.email, "sms": caregiver.phone, "call": caregiver.phone}
    return CaregiverLine(
        id=caregiver.id,
        name=caregiver.name,
        language_spoken=caregiver.language_spoken,
        language_read=caregiver.language_read,
        channel=caregiver.channel,
        contact=contacts.get(caregiver.channel),
        heard=heard,
    )


def _name(line: FamilyLine) -> tuple[str, ...]:
    return (*(caregiver.name for caregiver in line.caregivers), *line.students)


def _by_language(lines: Iterable[FamilyLine]) -> tuple[WaitingLanguage, ...]:
    found: dict[str | None, list[FamilyLine]] = defaultdict(list)
    for line in lines:
        found[line.language].append(line)
    rows = (WaitingLanguage(language, tuple(families)) for language, families in found.items())
    return tuple(sorted(rows, key=lambda row: (-len(row.families), row.language or "")))
