"""The solver's input as immutable values: one season of one district.

Field names follow the exchange format (docs/exchange-format.md). All times are local wall-clock
times of the instance's zone; clock times are minutes after midnight; intervals are half open.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Literal, NamedTuple

Mode = Literal["in_person", "online", "phone"]
PlaceFormat = Literal["in_person", "online", "hybrid", "phone"]
Level = Literal["yes", "maybe"]

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
RESERVED_SETS = frozenset({"everyone", "pooled", "no_group"})


@dataclass(frozen=True, slots=True)
class Horizon:
    """The span that is planned: whole weeks from a Monday, on a grid of slots inside each day."""

    start: date
    weeks: int
    day_start: int
    day_end: int
    slot_minutes: int


@dataclass(frozen=True, slots=True, order=True)
class Interval:
    """Half-open local time span."""

    start: datetime
    end: datetime


@dataclass(frozen=True, slots=True, order=True)
class WeeklyRow:
    """Every week on `day` (0 = Monday), from `start` to `end` in minutes after midnight."""

    day: int
    start: int
    end: int


class AvailabilityRow(NamedTuple):
    """A span of one day, in minutes after midnight, that an adult answered `yes` or `maybe` to."""

    start: int
    end: int
    level: Level


@dataclass(frozen=True, slots=True)
class Group:
    """A priority group: families with a barrier in common, never a people."""

    id: str
    name: str
    within: str | None = None


@dataclass(frozen=True, slots=True)
class Audience:
    """Another set of families that events invite (a school, a grade); never prioritised."""

    id: str
    name: str


@dataclass(frozen=True, slots=True)
class Floor:
    """The least rate that this season must give a set of families."""

    group: str
    rate: float


@dataclass(frozen=True, slots=True)
class Team:
    """Sessions longer than `over_minutes` need `interpreters` interpreters of `language`."""

    language: str
    over_minutes: int
    interpreters: int


@dataclass(frozen=True, slots=True)
class Place:
    """A room or a call. Capacities count people; None is no limit. `cost` is per session."""

    id: str
    name: str
    format: PlaceFormat
    capacity: int | None
    open: tuple[WeeklyRow, ...]
    online_capacity: int | None = None
    features: frozenset[str] = frozenset()
    zone: str | None = None
    cost: float = 0
    parallel: int = 1


@dataclass(frozen=True, slots=True)
class Provider:
    """A host, an interpreter, childcare, transport or another support, with hours and cost a session."""

    id: str
    name: str
    kind: str
    available: tuple[WeeklyRow, ...]
    formats: frozenset[Mode]
    languages: tuple[str, ...] = ()
    capacity: int = 0
    zone: str | None = None
    away: tuple[Interval, ...] = ()
    minutes_per_day: int | None = None
    minutes_per_week: int | None = None
    minutes_per_season: int | None = None
    extra_minutes: int = 0
    cost: float = 0


@dataclass(frozen=True, slots=True)
class Event:
    """What is offered. `audience` None invites every family."""

    id: str
    title: str
    minutes: int
    min_sessions: int
    max_sessions: int
    window: tuple[date, date]
    places: tuple[str, ...]
    audience: frozenset[str] | None
    hosts: tuple[str, ...]
    hosts_needed: int
    languages: frozenset[str] = frozenset()
    weight: float = 1
    closed: tuple[Interval, ...] = ()
    turnout: float = 1
    cost_per_family: float = 0


@dataclass(frozen=True, slots=True)
class Adult:
    """One adult of a family: how, when and with what support this adult can come."""

    formats: frozenset[Mode]
    weekly: Mapping[int, tuple[AvailabilityRow, ...]]
    features: frozenset[str] = frozenset()
    supports: frozenset[str] = frozenset()
    interpreter: frozenset[str] = frozenset()
    children: int = 0
    dates: Mapping[date, tuple[AvailabilityRow, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Family:
    """A family that answered; `weight` is how many families it stands for."""

    id: str
    size: int
    groups: frozenset[str]
    zone: str | None
    travels: bool
    adults: tuple[Adult, ...]
    weight: float = 1
    audiences: frozenset[str] = frozenset()
    past: tuple[float, float] = (0, 0)


@dataclass(frozen=True, slots=True)
class FixedSession:
    """A session that every plan must contain; a plan may add providers to it."""

    event: str
    start: datetime
    place: str
    providers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Instance:
    """Everything that a plan of one season depends on."""

    timezone: str
    horizon: Horizon
    groups: tuple[Group, ...]
    places: tuple[Place, ...]
    providers: tuple[Provider, ...]
    events: tuple[Event, ...]
    families: tuple[Family, ...]
    closed: tuple[Interval, ...] = ()
    audiences: tuple[Audience, ...] = ()
    small_group: int = 10
    resolution: float = 0.02
    maybe_value: float = 0.5
    floors: tuple[Floor, ...] = ()
    budget: float | None = None
    fixed: tuple[FixedSession, ...] = ()
    travel_minutes: int = 30
    clash_share: float = 0.05
    teams: tuple[Team, ...] = ()
