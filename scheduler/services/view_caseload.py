"""The families a liaison speaks for: who has not been heard yet, in which language, how to reach them.

A liaison sees their own families only; for them counts are exact.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import or_, select
from sqlalchemy.orm import selectinload

from scheduler.domain.reaching import Contact, NextTry, next_try
from scheduler.extensions import db
from scheduler.services.contact_log import contacts_by_caregiver, today_in_season
from scheduler.storage.models import Answer, Audience, Caregiver, Caseload, Family


@dataclass(frozen=True, slots=True)
class CaregiverLine:
    """`next_try` is how to reach them next, `contact` the address or number for that, where there is one.

    `last` is the newest try. `heard` tells whether this adult has said when they can come.
    """

    id: int
    name: str
    language_spoken: str
    language_read: str
    next_try: NextTry
    contact: str | None
    heard: bool
    last: Contact | None = None


@dataclass(frozen=True, slots=True)
class FamilyLine:
    """A family is heard once one of its caregivers is. `caregivers` are in the order they were added;
    `students` are those whose names are known.
    """

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

    def waits_until(self, today: date) -> date | None:
        """The day after today until which all of its caregivers asked to be left alone."""
        days = [caregiver.next_try.not_before or today for caregiver in self.caregivers]
        return min(days) if days and min(days) > today else None


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


def view_caseload(liaison_id: int, season_id: int, now_utc: datetime) -> CaseloadView:
    """All families of one liaison, each in one line, by name; those to be asked later come last."""
    query = (
        select(Family)
        .join(Caseload, Caseload.family_id == Family.id)
        .where(Caseload.liaison_id == liaison_id)
        .options(selectinload(Family.caregivers), selectinload(Family.students))
    )
    heard = said_when(season_id)
    schools = {a.id: a.name for a in db.session.scalars(select(Audience).where(Audience.kind == "school"))}
    families = db.session.scalars(query).all()
    contacts = contacts_by_caregiver([c.id for family in families for c in family.caregivers], season_id)
    today = today_in_season(season_id, now_utc)
    lines = sorted(
        (_line(family, heard, schools, contacts) for family in families),
        key=lambda line: (line.waits_until(today) or today, _name(line)),
    )
    return CaseloadView(
        waiting=_by_language(line for line in lines if not line.heard),
        heard=tuple(line for line in lines if line.heard),
    )


def in_caseload(liaison_id: int, caregiver_id: int) -> bool:
    """Whether this caregiver's family is in the care of this liaison."""
    query = (
        select(Caregiver.id)
        .join(Caseload, Caseload.family_id == Caregiver.family_id)
        .where(Caregiver.id == caregiver_id, Caseload.liaison_id == liaison_id)
    )
    return db.session.scalar(query) is not None


def said_when(season_id: int) -> set[int]:
    """The ids of the caregivers who have said when they can come."""
    about_time = or_(Answer.hours.any(), Answer.dates.any())
    query = select(Answer.caregiver_id).where(Answer.season_id == season_id, about_time)
    return set(db.session.scalars(query))


def _line(
    family: Family,
    heard: Collection[int],
    schools: Mapping[int, str],
    contacts: Mapping[int, Sequence[Contact]],
) -> FamilyLine:
    return FamilyLine(
        id=family.id,
        students=tuple(sorted(s.name for s in family.students if s.name)),
        schools=tuple(sorted({schools[s.school_id] for s in family.students})),
        caregivers=tuple(
            caregiver_line(c, c.id in heard, contacts.get(c.id, ()))
            for c in sorted(family.caregivers, key=lambda c: c.id)
        ),
    )


def caregiver_line(caregiver: Caregiver, heard: bool, contacts: Sequence[Contact]) -> CaregiverLine:
    """A caregiver's row as a plain value."""
    addresses = {"email": caregiver.email, "sms": caregiver.phone, "call": caregiver.phone}
    following = next_try(caregiver.channel, [way for way, known in addresses.items() if known], contacts)
    return CaregiverLine(
        id=caregiver.id,
        name=caregiver.name,
        language_spoken=caregiver.language_spoken,
        language_read=caregiver.language_read,
        next_try=following,
        contact=addresses.get(following.way),
        heard=heard,
        last=contacts[-1] if contacts else None,
    )


def _name(line: FamilyLine) -> tuple[str, ...]:
    return (*(caregiver.name for caregiver in line.caregivers), *line.students)


def _by_language(lines: Iterable[FamilyLine]) -> tuple[WaitingLanguage, ...]:
    found: dict[str | None, list[FamilyLine]] = defaultdict(list)
    for line in lines:
        found[line.language].append(line)
    rows = (WaitingLanguage(language, tuple(families)) for language, families in found.items())
    return tuple(sorted(rows, key=lambda row: (-len(row.families), row.language or "")))
