"""Invented caregivers: when they are free, how they can come, how to reach them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from random import Random

from scheduler.services.demo.names import HomeLanguage

WEEKDAYS = range(5)
EVERY_DAY = range(7)

Span = tuple[int, int, int]


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
    """A caregiver. `hours` is None where that caregiver has not answered, empty where only other questions were.

    `formats` is None where that question was not answered.
    """

    name: str
    channel: str
    hours: tuple[Hours, ...] | None
    formats: tuple[str, ...] | None
    needs: tuple[Need, ...]
    offer: str | None


@dataclass(frozen=True, slots=True)
class Home:
    """What the caregivers of one home have in common."""

    language: HomeLanguage
    shift: str
    needs: tuple[Need, ...]
    offline: bool
    alone: bool
    heard: bool


def _hours(days: Sequence[int], start: float, end: float) -> list[Span]:
    return [(day, round(start * 60), round(end * 60)) for day in days]


SHIFTS: dict[str, tuple[float, list[Span]]] = {
    "day": (38, _hours(WEEKDAYS, 17.5, 21) + _hours((5,), 9, 17)),
    "school hours": (18, _hours(WEEKDAYS, 8.5, 14.5)),
    "evening": (16, _hours(WEEKDAYS, 8, 13) + _hours((5, 6), 9, 13)),
    "night": (9, _hours(WEEKDAYS, 14, 18.5) + _hours((6,), 13, 18)),
    "rotating": (9, []),
    "weekend": (10, _hours((0, 1), 9, 20) + _hours((2,), 17, 20)),
}
"""When somebody works: how common that is, and the hours that it leaves free."""

LATE_SHIFTS = frozenset({"evening", "night", "rotating"})


def some_shift(random: Random, *, tight: bool) -> str:
    weights = [share * (1.6 if tight and name in LATE_SHIFTS else 1) for name, (share, _) in SHIFTS.items()]
    return random.choices(list(SHIFTS), weights)[0]


def invent_people(random: Random, home: Home) -> list[Person]:
    """One or two caregivers; the second brings hours of their own and leaves the children with the first."""
    family_name = random.choice(home.language.family_names)
    first = _person(random, home, family_name, home.shift, home.needs, heard=home.heard)
    if home.alone or random.random() < 0.5:
        return [first]
    shift = some_shift(random, tight=False)
    needs = tuple(need for need in home.needs if need.kind != "childcare")
    heard = home.heard and random.random() < 0.5
    return [first, _person(random, home, family_name, shift, needs, heard=heard)]


def _person(
    random: Random, home: Home, family_name: str, shift: str, needs: tuple[Need, ...], *, heard: bool
) -> Person:
    """Of those who have not said when they can come, some have answered other questions."""
    begun = heard or random.random() < 0.1
    free = _free_hours(random, shift) if heard else ()
    return Person(
        name=f"{random.choice(home.language.given_names)} {family_name}",
        channel=random.choice(("sms", "call", "paper") if home.offline else ("email", "sms", "sms")),
        hours=free if begun else None,
        formats=None if random.random() < 0.06 else _formats(random, offline=home.offline),
        needs=needs,
        offer=random.choice(("language", "childcare", "food", "skill")) if random.random() < 0.15 else None,
    )


def _formats(random: Random, *, offline: bool) -> tuple[str, ...]:
    likely = {"in_person": 0.92, "online": 0.0 if offline else 0.7, "phone": 0.5}
    return tuple(f for f, share in likely.items() if random.random() < share) or ("in_person",)


def _free_hours(random: Random, shift: str) -> tuple[Hours, ...]:
    """Most of the shift's free hours as yes, some as maybe, some as no; the rest stays not answered."""
    rows = SHIFTS[shift][1] or _changing_hours(random)
    levels = random.choices(("yes", "maybe", "no", ""), (70, 15, 5, 10), k=len(rows))
    return tuple(Hours(*row, level) for row, level in zip(rows, levels, strict=True) if level)


def _changing_hours(random: Random) -> list[Span]:
    """Four hours on three days: a morning, a noon or an evening each."""
    starts = random.choices((8 * 60, 12 * 60, 17 * 60), k=3)
    days = sorted(random.sample(EVERY_DAY, 3))
    return [(day, start, start + 4 * 60) for day, start in zip(days, starts, strict=True)]
