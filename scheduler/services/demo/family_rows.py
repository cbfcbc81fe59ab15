"""The demo's families, caregivers, students and answers as rows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from random import Random

from sqlalchemy import select

from scheduler.extensions import db
from scheduler.services.demo.households import Household
from scheduler.services.demo.people import Person
from scheduler.storage.invitations import invited_families
from scheduler.storage.models import (
    Answer,
    AnswerDate,
    AnswerHours,
    AnswerNeed,
    Audience,
    Caregiver,
    Caseload,
    Event,
    Family,
    Offer,
    Participation,
    Season,
    Student,
    User,
)

READABLE = {"ase": "en"}
"""Who signs reads another language."""

Liaisons = Mapping[str, User]


def write_families(
    random: Random,
    households: Sequence[Household],
    schools: Sequence[Audience],
    season: Season,
    liaisons: Liaisons,
    now_utc: datetime,
) -> list[Family]:
    """One family a household, with what it has answered; `liaisons` by the language spoken with a family."""
    families: list[Family] = []
    for number, household in enumerate(households):
        first_home = families[-1] if household.second_home else None
        families.append(_family(random, number, household, schools, first_home))
    db.session.add_all(families)
    db.session.flush()
    for family, household in zip(families, households, strict=True):
        liaison = liaisons[household.language]
        db.session.add(Caseload(family_id=family.id, liaison_id=liaison.id))
        for caregiver, person in zip(family.caregivers, household.people, strict=True):
            if person.hours is not None:
                db.session.add(_answer(random, caregiver, person, season, now_utc))
    return families


def write_history(families: Sequence[Family], households: Sequence[Household], past: Season) -> None:
    """How far the past season included each family, of the weights of the events that invited it."""
    invited: dict[int, float] = defaultdict(float)
    for event in db.session.scalars(select(Event).where(Event.season_id == past.id)):
        for family_id in db.session.scalars(invited_families(event)):
            invited[family_id] += event.weight
    db.session.add_all(
        Participation(
            family_id=family.id,
            season_id=past.id,
            included=round(household.past_share * invited[family.id], 2),
            invited=invited[family.id],
        )
        for family, household in zip(families, households, strict=True)
        if family.id in invited
    )


def _family(
    random: Random,
    number: int,
    household: Household,
    schools: Sequence[Audience],
    first_home: Family | None,
) -> Family:
    school = schools[household.school]
    surname = household.people[0].name.split()[-1]
    child = random.choice(("Noa", "Kai", "Remy", "Sasha", "Toni", "Robin"))
    own = [Student(name=f"{child} {surname}", school_id=school.id)]
    return Family(
        size=household.size,
        zone=school.zone if random.random() < 0.85 else random.choice(schools).zone,
        caregivers=[_caregiver(number, k, p, household.language) for k, p in enumerate(household.people)],
        students=list(first_home.students) if first_home else own,
    )


def _caregiver(family: int, number: int, person: Person, language: str) -> Caregiver:
    mail = f"family{family}-{number}@example.org" if person.channel == "email" else None
    phone = f"+1 555 01{(family * 2 + number) % 100:02d}" if person.channel in ("sms", "call") else None
    return Caregiver(
        name=person.name,
        language_spoken=language,
        language_read=READABLE.get(language, language),
        channel=person.channel,
        email=mail,
        phone=phone,
    )


def _answer(
    random: Random, caregiver: Caregiver, person: Person, season: Season, now_utc: datetime
) -> Answer:
    hours = [
        AnswerHours(day=h.day, start_minute=h.start_minute, end_minute=h.end_minute, level=h.level)
        for h in person.hours or ()
    ]
    return Answer(
        caregiver_id=caregiver.id,
        season_id=season.id,
        saved_utc=now_utc - timedelta(days=random.randrange(1, 15)),
        given_through="liaison" if person.channel in ("call", "paper") else "form",
        formats=None if person.formats is None else list(person.formats),
        hours=hours,
        dates=_single_dates(random, season) if hours else [],
        needs=[
            AnswerNeed(kind=n.kind, detail=n.detail, amount=n.amount, strength=n.strength)
            for n in person.needs
        ],
        offers=[Offer(kind=person.offer)] if person.offer else [],
    )


def _single_dates(random: Random, season: Season) -> list[AnswerDate]:
    """Some are away on a day, some can come on one when they usually cannot."""
    day = season.starts_on + timedelta(days=random.randrange(season.weeks * 7))
    away = AnswerDate(on_date=day, start_minute=0, end_minute=24 * 60, level="no")
    free = AnswerDate(on_date=day, start_minute=17 * 60, end_minute=21 * 60, level="yes")
    kind = random.choices(("", "away", "free"), (80, 13, 7))[0]
    return {"": [], "away": [away], "free": [free]}[kind]
