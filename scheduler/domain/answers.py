"""What one caregiver says about a season, in the parts that the form asks for one by one.

Equal answers compare equal, however they were typed.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Literal, TypeVar

from scheduler.domain.said_hours import SaidHours, differing, settled

Strength = Literal["must", "helps", "no", "private"]
FORMATS = ("in_person", "online", "phone")
NEEDS = (
    "interpreter",
    "written",
    "captions",
    "childcare",
    "step_free",
    "hearing_loop",
    "sensory",
    "ride",
    "device",
    "meal",
)
ANYTHING = "anything"
IN_OWN_WORDS = "words"
FOODS = ("halal", "kosher", "vegetarian")
GroupSaid = Literal["yes", "no", "private"]
Rhythm = Literal["every_week", "two_weeks", "ask_weekly"]
Channel = Literal["email", "sms", "call", "paper", "none"]
RHYTHMS: tuple[Rhythm, ...] = ("every_week", "two_weeks", "ask_weekly")
CHANNELS: tuple[Channel, ...] = ("email", "sms", "call", "paper", "none")
OFFERS = ("language", "childcare", "food", "hall", "skill", "co_planning")

Day = TypeVar("Day", int, date)
Rows = tuple[SaidHours, ...]
Week = Mapping[int, Rows]


@dataclass(frozen=True, slots=True)
class Times:
    """When a caregiver can come: settled hours by weekday (0 = Monday), and how single dates differ.

    With the rhythm `two_weeks`, `weekly` holds in the weeks of turn 0 and `second` in those of turn 1
    (`turn_of`). `ask_weekly`: the weeks change, so `weekly` is a guess and the caregiver wants to be asked.
    """

    weekly: Week = field(default_factory=dict)
    dates: Mapping[date, Rows] = field(default_factory=dict)
    rhythm: Rhythm = "every_week"
    second: Week = field(default_factory=dict)

    @classmethod
    def of(
        cls,
        weekly: Iterable[tuple[int, SaidHours]],
        dates: Iterable[tuple[date, SaidHours]] = (),
        rhythm: Rhythm = "every_week",
        second: Iterable[tuple[int, SaidHours]] = (),
    ) -> Times:
        """From rows in any order that matters only where they overlap: there the last one holds."""
        usual = cls(_settled_week(weekly), {}, rhythm, _settled_week(second if rhythm == "two_weeks" else ()))
        different = {
            on: differing(settled([*usual.on(on), *rows]), usual.on(on))
            for on, rows in sorted(_by_day(dates).items())
        }
        return replace(usual, dates={on: rows for on, rows in different.items() if rows})

    def on(self, day: date) -> Rows:
        """All that is said about one date: the usual hours of its weekday with what differs laid over."""
        week = self.second if self.rhythm == "two_weeks" and turn_of(day) else self.weekly
        return settled([*week.get(day.weekday(), ()), *self.dates.get(day, ())])

    @property
    def weeks(self) -> tuple[Week, ...]:
        """The usual week, or both of those that take turns."""
        return (self.weekly, self.second) if self.rhythm == "two_weeks" else (self.weekly,)

    def with_no_where_silent(self, start: int, end: int) -> Times:
        """The same, but of each day's minutes from `start` to `end` those not spoken of are a `no`."""
        silence = SaidHours(start, end, "no")
        weekly, second = (
            {day: settled([silence, *week.get(day, ())]) for day in range(7)}
            for week in (self.weekly, self.second)
        )
        return replace(self, weekly=weekly, second=second if self.rhythm == "two_weeks" else {})


def turn_of(day: date) -> int:
    """0 or 1 by turns from one Monday to the next, the same in every season."""
    return (day.toordinal() - 1) // 7 % 2


@dataclass(frozen=True, slots=True, order=True)
class Need:
    """Something that must be there (`must`, decides), would help (`helps`, never decides), is not needed
    (`no`), or is nobody's business (`private`). A kind without a need was not answered.

    The kind `anything` stands for every kind that has no need of its own; `words` is whatever the caregiver
    writes besides, for people to read. `detail` is a BCP 47 code for an interpreter (each language in a need
    of its own, any of them is enough) and for what is in writing, a food of `FOODS` or own words for a meal,
    the ages of the children for childcare (`"2, 5"`), and own words for the senses; `amount` counts children.
    """

    kind: str
    strength: Strength
    detail: str = ""
    amount: int = 0


@dataclass(frozen=True, slots=True)
class Ways:
    """How a caregiver can take part and what makes it possible. `formats` None was not answered."""

    formats: frozenset[str] | None = None
    needs: tuple[Need, ...] = ()


@dataclass(frozen=True, slots=True, order=True)
class Offered:
    """Something that a caregiver can bring, in the caregiver's own words.

    Co-planners see it once the caregiver has sent it to them, at `sent_utc`.
    """

    kind: str
    detail: str = ""
    sent_utc: datetime | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Talk:
    """What a caregiver would like to talk about, and can offer."""

    topics: str = ""
    offers: tuple[Offered, ...] = ()


@dataclass(frozen=True, slots=True)
class InGroups:
    """What a caregiver says about being counted in priority groups, by the key of the group.

    `yes` counts the family in, `no` leaves the group, whatever else was answered, and `private` is a
    question that the caregiver would rather not answer.
    """

    said: Mapping[str, GroupSaid] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Reach:
    """How to reach a caregiver, and whether their answers may be kept for the next season."""

    channel: Channel = "none"
    email: str = ""
    phone: str = ""
    may_keep: bool = False


Part = Times | Ways | Talk | InGroups | Reach
NOTHING_SAID: tuple[Part, ...] = (Times(), Ways(), Talk(), InGroups(), Reach())


def _settled_week(rows: Iterable[tuple[int, SaidHours]]) -> Week:
    return {day: settled(hours) for day, hours in sorted(_by_day(rows).items())}


def _by_day(rows: Iterable[tuple[Day, SaidHours]]) -> dict[Day, list[SaidHours]]:
    by_day: dict[Day, list[SaidHours]] = defaultdict(list)
    for day, hours in rows:
        by_day[day].append(hours)
    return by_day
