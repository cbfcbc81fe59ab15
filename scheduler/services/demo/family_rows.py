"""The demo's families, caregivers, students and answers as rows."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from random import Random

from scheduler.extensions import db
from scheduler.services.demo.households import Household, Person
from scheduler.storage.models import (
    Answer,
    AnswerDate,
    AnswerHours,
    AnswerNeed,
    Audience,
    Caregiver,
    Caseload,
    Family,
    Offer,
    Participation,
    Season,
    Student,
    User,
)

READABLE = {"ase": "en"}
"""Who signs reads another language."""


def write_families(
    random: Random,
    households: Sequence[Household],
    schools: Sequence[Audience],
    season: Season,
    past: Season,
    liaison: User,
    now_utc: datetime,
) -> list[Family]:
    """One family a household; every twentieth shares a student with the family before it."""
    families = [_family(random, number, h, schools) for number, h in enumerate(households)]
    for number in range(20, len(families), 20):
        families[number].students.append(families[number - 1].students[0])
    db.session.add_all(families)
    db.session.flush()
    for family, household in zip(families, households, strict=True):
        db.session.add(Caseload(family_id=family.id, liaison_id=liaison.id))
        included, invited = household.past
        if invited:
            db.session.add(
                Participation(family_id=family.id, season_id=past.id, included=included, invited=invited)
            )
        for caregiver, person in zip(family.caregivers, household.people, strict=True):
            if person.hours is not None:
                db.session.add(_answer(random, caregiver, person, season, now_utc))
    return families


def _family(random: Random, number: int, household: Household, schools: Sequence[Audience]) -> Family:
    school = schools[household.school]
    surname = household.people[0].name.split()[-1]
    child = random.choice(("Noa", "Kai", "Remy", "Sasha", "Toni", "Robin"))
    return Family(
        size=household.size,
        zone=school.zone if random.random() < 0.85 else random.choice(schools).zone,
        caregivers=[_caregiver(number, k, p, household.language) for k, p in enumerate(household.people)],
        students=[Student(name=f"{child} {surname}", school_id=school.id)],
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
    away = season.starts_on + timedelta(days=random.randrange(season.weeks * 7))
    return Answer(
        caregiver_id=caregiver.id,
        season_id=season.id,
        saved_utc=now_utc - timedelta(days=random.randrange(1, 15)),
        given_through="liaison" if person.channel in ("call", "paper") else "form",
        formats=list(person.formats),
        hours=hours,
        dates=[AnswerDate(on_date=away, start_minute=0, end_minute=24 * 60, level="no")]
        if random.random() < 0.15
        else [],
        needs=[
            AnswerNeed(kind=n.kind, detail=n.detail, amount=n.amount, strength=n.strength)
            for n in person.needs
        ],
        offers=[Offer(kind=person.offer)] if person.offer else [],
    )
