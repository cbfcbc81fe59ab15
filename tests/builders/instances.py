"""Tiny instances: one week of evenings from Monday 11 January 2027, one hall, one host, one event.

Every builder gives a valid value by itself; keyword arguments change what a test is about.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from scheduler.domain.instance import (
    Adult,
    AvailabilityRow,
    Event,
    Family,
    Group,
    Horizon,
    Instance,
    Level,
    Place,
    Provider,
    WeeklyRow,
)

MONDAY = date(2027, 1, 11)
SUNDAY = MONDAY + timedelta(days=6)
EVENINGS = Horizon(start=MONDAY, weeks=1, day_start=17 * 60, day_end=21 * 60, slot_minutes=60)
ALWAYS = tuple(WeeklyRow(day, 0, 24 * 60) for day in range(7))


def at(hour: int, minute: int = 0, day: int = 0) -> datetime:
    """A local time of the builders' first week; `day` 0 is Monday, 7 the Monday after."""
    return datetime(MONDAY.year, MONDAY.month, MONDAY.day, hour, minute) + timedelta(days=day)


def free(*days: int, hours: tuple[int, int] = (0, 24), level: Level = "yes") -> dict[int, Any]:
    """Weekly availability from hour to hour on some days (0 = Monday), or on every day."""
    return {day: (AvailabilityRow(hours[0] * 60, hours[1] * 60, level),) for day in days or range(7)}


def a_group(id: str = "g1", **more: Any) -> Group:
    return Group(**{"id": id, "name": id, **more})


def a_place(id: str = "hall", **more: Any) -> Place:
    """A hall in the zone `north` that is always open and has no limit."""
    usual = {"format": "in_person", "capacity": None, "open": ALWAYS, "zone": "north"}
    return Place(**{"id": id, "name": id, **usual, **more})


def a_call(id: str = "call", **more: Any) -> Place:
    """A video call without a limit."""
    return a_place(id, **{"format": "online", "zone": None, **more})


def a_provider(id: str = "host", kind: str = "host", **more: Any) -> Provider:
    """Somebody who is always there, for any format."""
    usual = {"available": ALWAYS, "formats": frozenset({"in_person", "online", "phone"})}
    return Provider(**{"id": id, "name": id, "kind": kind, **usual, **more})


def an_event(id: str = "e1", **more: Any) -> Event:
    """An hour at the hall with the one host, once in the first week, for everyone."""
    usual = {
        "minutes": 60,
        "min_sessions": 1,
        "max_sessions": 1,
        "window": (MONDAY, SUNDAY),
        "places": ("hall",),
        "audience": None,
        "hosts": ("host",),
        "hosts_needed": 1,
    }
    return Event(**{"id": id, "title": id, **usual, **more})


def an_adult(**more: Any) -> Adult:
    """Somebody who can come at any time, in person or online, and needs nothing."""
    return Adult(**{"formats": frozenset({"in_person", "online"}), "weekly": free(), **more})


def a_family(id: str = "f1", *adults: Adult, **more: Any) -> Family:
    """One person of the zone `north` in no group, unless told otherwise."""
    usual = {"size": 1, "groups": frozenset(), "zone": "north", "travels": False}
    return Family(**{"id": id, "adults": adults or (an_adult(),), **usual, **more})


def an_instance(**more: Any) -> Instance:
    """One event, one hall, one host and one family; groups of any size take part."""
    usual = {
        "timezone": "America/New_York",
        "horizon": EVENINGS,
        "groups": (),
        "places": (a_place(),),
        "providers": (a_provider(),),
        "events": (an_event(),),
        "families": (a_family(),),
        "small_group": 1,
    }
    return Instance(**{**usual, **more})
