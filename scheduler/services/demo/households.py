"""Invented households: who lives there and what they need. Needs pile up in the same homes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from random import Random

from scheduler.services.demo.names import HOME_LANGUAGES, HomeLanguage
from scheduler.services.demo.people import LATE_SHIFTS, Home, Need, Person, invent_people, some_shift

SECOND_HOME_EVERY = 20
KEPT_OUT = 0.8
"""What each barrier left of a family's share in the last season."""
OTHER_NEEDS = ("", "sensory", "device", "written", "step_free", "hearing_loop", "captions")
OTHER_SHARES = (78, 4, 3, 3, 7, 2, 3)
AGES = ("2", "5", "8")
"""Of the children who need care."""


@dataclass(frozen=True, slots=True)
class Household:
    """One family. `groups` are keys of priority groups, `past_share` how far last season included it.

    A second home shares its student with the family before it: the caregivers live apart.
    """

    language: str
    school: int
    size: int
    people: tuple[Person, ...]
    groups: frozenset[str]
    past_share: float
    second_home: bool

    @property
    def heard(self) -> bool:
        """Whether anyone has said when they can come."""
        return any(person.hours for person in self.people)


def invent_households(random: Random, families: int, schools: int) -> list[Household]:
    """The same random state gives the same households."""
    households: list[Household] = []
    for number in range(families):
        if number % SECOND_HOME_EVERY == SECOND_HOME_EVERY - 1:
            first = households[-1]
            language = next(each for each in HOME_LANGUAGES if each.code == first.language)
            households.append(_household(random, language, first.school, second_home=True))
        else:
            language = random.choices(HOME_LANGUAGES, [each.share for each in HOME_LANGUAGES])[0]
            households.append(_household(random, language, number % schools, second_home=False))
    return households


def _household(random: Random, language: HomeLanguage, school: int, *, second_home: bool) -> Household:
    """Where there is little slack, every other barrier is likelier."""
    tight = random.random() < (0.3 if language.code == "en" else 0.65)
    alone = second_home or random.random() < (0.4 if tight else 0.15)
    young = random.choices((0, 1, 2, 3), (45, 30, 17, 8))[0]
    home = Home(
        language=language,
        shift=some_shift(random, tight=tight),
        needs=_needs(random, language, young if alone or random.random() < 0.4 else 0, tight=tight),
        offline=random.random() < (0.3 if tight else 0.04),
        alone=alone,
        heard=random.random() < (0.62 if tight else 0.82),
    )
    groups = _groups(home)
    return Household(
        language=language.code,
        school=school,
        size=1 + young + (random.random() < 0.4),
        people=tuple(invent_people(random, home)),
        groups=frozenset(groups),
        past_share=random.random() * KEPT_OUT ** len(groups),
        second_home=second_home,
    )


def _needs(random: Random, language: HomeLanguage, young: int, *, tight: bool) -> tuple[Need, ...]:
    """`young` are the children whom nobody else at home can look after."""
    interpreter = random.random() < language.needs_interpreter
    ride = random.random() < (0.35 if tight else 0.05)
    meal = random.random()
    other = random.choices(OTHER_NEEDS, OTHER_SHARES)[0]
    needs = {
        Need("interpreter", language.code): interpreter,
        Need("ride"): ride,
        Need("childcare", ", ".join(AGES[:young]), amount=young): young > 0,
        Need(other): other not in ("", "written"),
        Need("written", language.code): other == "written" and language.code not in ("en", "ase"),
        Need("meal", "vegetarian"): meal < 0.05,
        Need("meal", strength="helps"): 0.05 <= meal < 0.2,
    }
    return tuple(need for need, there in needs.items() if there)


def _groups(home: Home) -> set[str]:
    """The keys of the priority groups that a home with these barriers counts in."""
    told = {
        "late-shifts": home.shift in LATE_SHIFTS,
        "one-caregiver": home.alone,
        "no-internet": home.offline,
    }
    return {key for key, there in told.items() if there} | _needed(home.needs)


def _needed(needs: Sequence[Need]) -> set[str]:
    keys = {
        "interpreter": "interpreter",
        "childcare": "childcare",
        "ride": "ride",
        "step_free": "access",
        "hearing_loop": "access",
        "captions": "access",
        "sensory": "access",
    }
    languages = {f"interpreter-{need.detail}" for need in needs if need.kind == "interpreter"}
    return languages | {keys[need.kind] for need in needs if need.kind in keys}
