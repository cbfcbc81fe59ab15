"""Invented households: who lives there, when they are free, what they need. Needs pile up in the same homes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from random import Random

from scheduler.services.demo.names import HOME_LANGUAGES, HomeLanguage

WEEKDAYS = range(5)
EVERY_DAY = range(7)


@dataclass(frozen=True, slots=True)
class Hours:
    """Every week on `day` (0 = Monday), local minutes after midnight."""

    day: int
    start_minute: int
    end_minute: int
    level: str


@dataclass(frozen=True, slots=True)
class Need:
    kind: str
    detail: str = ""
    amount: int = 0
    strength: str = "must"


@dataclass(frozen=True, slots=True)
class Person:
    """A caregiver; `hours` is None where that caregiver has not answered yet."""

    name: str
    channel: str
    hours: tuple[Hours, ...] | None
    formats: tuple[str, ...]
    needs: tuple[Need, ...]
    offer: str | None


@dataclass(frozen=True, slots=True)
class Household:
    """One family. `groups` are keys of priority groups; `past` is (included, invited) of last season."""

    language: str
    school: int
    size: int
    people: tuple[Person, ...]
    groups: frozenset[str]
    past: tuple[float, float]


def _hours(days: Sequence[int] | range, start: float, end: float) -> list[tuple[int, int, int]]:
    return [(day, round(start * 60), round(end * 60)) for day in days]


SHIFTS: dict[str, tuple[float, list[tuple[int, int, int]]]] = {
    "day": (38, _hours(WEEKDAYS, 17.5, 21) + _hours((5,), 9, 17)),
    "school hours": (18, _hours(WEEKDAYS, 8.5, 14.5)),
    "evening": (16, _hours(WEEKDAYS, 8, 13) + _hours((5, 6), 9, 13)),
    "night": (9, _hours(WEEKDAYS, 14, 18.5) + _hours((6,), 13, 18)),
    "rotating": (9, []),
    "weekend": (10, _hours((0, 1), 9, 20) + _hours((2,), 17, 20)),
}
LATE_SHIFTS = frozenset({"evening", "night", "rotating"})


def invent_households(random: Random, families: int, schools: int) -> list[Household]:
    """The same random state gives the same households."""
    return [_household(random, number % schools) for number in range(families)]


def _household(random: Random, school: int) -> Household:
    language = random.choices(HOME_LANGUAGES, [x.share for x in HOME_LANGUAGES])[0]
    tight = random.random() < (0.65 if language.code != "en" else 0.3)  # little money, little slack
    shift = _shift(random, tight)
    interpreter = random.random() < language.needs_interpreter
    alone = random.random() < (0.4 if tight else 0.15)
    ride = random.random() < (0.35 if tight else 0.05)
    offline = random.random() < (0.3 if tight else 0.04)
    young = random.choices((0, 1, 2, 3), (45, 30, 17, 8))[0]
    access = random.choices(("", "step_free", "hearing_loop", "captions"), (90, 6, 2, 2))[0]
    needs = [Need("interpreter", language.code)] * interpreter + [Need("ride")] * ride
    needs += [Need("childcare", amount=young)] if young and (alone or random.random() < 0.4) else []
    needs += [Need(access)] if access else []
    needs += [Need("meal", strength="helps")] if random.random() < 0.2 else []
    heard = random.random() < (0.62 if tight else 0.82)
    people = _people(random, language, shift, needs, offline, alone=alone, heard=heard)
    kinds = {need.kind for need in needs}
    groups = {
        "interpreter": interpreter,
        f"interpreter-{language.code}": interpreter,
        "late-shifts": shift in LATE_SHIFTS,
        "childcare": "childcare" in kinds,
        "ride": ride,
        "access": bool(access),
        "one-caregiver": alone,
        "no-internet": offline,
    }
    invited = random.choice((0, 3, 4, 5))
    share = (0.25 if tight else 0.6) * random.random() * 1.5
    return Household(
        language=language.code,
        school=school,
        size=1 + young + (random.random() < 0.4),
        people=tuple(people),
        groups=frozenset(key for key, yes in groups.items() if yes),
        past=(round(min(1.0, share) * invited, 2), invited),
    )


def _shift(random: Random, tight: bool) -> str:
    weights = [share * (1.6 if tight and name in LATE_SHIFTS else 1) for name, (share, _) in SHIFTS.items()]
    return random.choices(list(SHIFTS), weights)[0]


def _people(
    random: Random,
    language: HomeLanguage,
    shift: str,
    needs: Sequence[Need],
    offline: bool,
    *,
    alone: bool,
    heard: bool,
) -> list[Person]:
    """One or two caregivers; the second brings hours of their own and leaves the children at home."""
    family_name = random.choice(language.family_names)
    first = _person(random, language, family_name, shift, needs, offline, heard)
    if alone or random.random() < 0.5:
        return [first]
    without_children = [need for need in needs if need.kind != "childcare"]
    other = _shift(random, tight=False)
    heard_too = heard and random.random() < 0.5
    return [first, _person(random, language, family_name, other, without_children, offline, heard_too)]


def _person(
    random: Random,
    language: HomeLanguage,
    family_name: str,
    shift: str,
    needs: Sequence[Need],
    offline: bool,
    heard: bool,
) -> Person:
    reachable = ("sms", "call", "paper") if offline else ("email", "sms", "sms")
    formats = {"in_person": 0.92, "online": 0.0 if offline else 0.7, "phone": 0.5}
    return Person(
        name=f"{random.choice(language.given_names)} {family_name}",
        channel=random.choice(reachable),
        hours=_free_hours(random, shift) if heard else None,
        formats=tuple(f for f, share in formats.items() if random.random() < share) or ("in_person",),
        needs=tuple(needs),
        offer=random.choice(("language", "childcare", "food", "skill")) if random.random() < 0.15 else None,
    )


def _free_hours(random: Random, shift: str) -> tuple[Hours, ...]:
    """Most of the shift's free hours as yes, some as maybe, some as no; the rest stays not answered."""
    rows = SHIFTS[shift][1] or [
        (day, start, start + 240)
        for day in random.sample(EVERY_DAY, 3)
        for start in (random.choice((480, 720, 1020)),)
    ]
    levels = random.choices(("yes", "maybe", "no", ""), (70, 15, 5, 10), k=len(rows))
    return tuple(Hours(*row, level) for row, level in zip(rows, levels, strict=True) if level)
