"""Small changes that could include more, made from the causes for which a plan leaves families out.

A candidate is only a guess until it is solved (`changes`): nothing here says what it would bring.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, time, timedelta
from math import ceil
from statistics import median
from typing import Any, Final

from scheduler.domain.held_session import hold
from scheduler.domain.instance import DAYS, Event, Instance, Interval, Mode, Place, Provider, WeeklyRow
from scheduler.domain.plan import Session
from scheduler.domain.plan_rules import minutes_worked
from scheduler.domain.rows import join_weekly
from scheduler.evaluation import Season
from scheduler.evaluation.offers import interpreters_needed
from scheduler.solver.goals import compared_sets
from scheduler.why.left_out import LeftOut, Site, left_out

KINDS: Final = ("hour", "opening", "provider", "seats", "feature", "session", "budget")
"""From the smallest change to the largest: an hour of somebody's contract or of a place, a person for one
evening, seats, a feature of a place, one more session, money."""

Facts = Mapping[str, str | float]

HOUR: Final = 60
EVERY_MODE: Final[frozenset[Mode]] = frozenset({"in_person", "online", "phone"})
USUAL_CHILDREN, USUAL_RIDERS, USUAL_SEATS = 8, 20, 10
"""What one more carer, bus or room holds where the instance has none to go by."""
SUPPLIER: Final[Mapping[str, str]] = {
    "interpreter": "interpreter",
    "childcare": "childcare",
    "childcare_full": "childcare",
    "ride": "transport",
    "bus_full": "transport",
}


@dataclass(frozen=True, slots=True)
class Candidate:
    """One change in plain words, and the instance with it; `size` orders candidates of one kind.

    `facts` are what the words name, for whoever says it in another language.
    """

    kind: str
    size: float
    text: str
    instance: Instance
    facts: Facts = field(default_factory=dict)


def candidates(
    instance: Instance, sessions: Sequence[Session], most: int, set_name: str | None = None
) -> list[Candidate]:
    """At most so many changes, of every kind that could help.

    Of one kind those first whose cause takes most from the named set of families; without a name from any one
    compared group, or from everyone.
    """
    found: dict[str, Candidate] = {}  # by its words, the most promising first
    for row in _by_share_taken(instance, sessions, set_name):
        if row.cause.alone and row.cause.site is not None:
            for one in _answers(instance, row, row.cause.site):
                found.setdefault(one.text, one)
    scarce = [*_more_budget(instance, sessions), *_more_hours(instance, sessions)]
    return _of_every_kind([*found.values(), *scarce])[:most]


def _of_every_kind(found: Sequence[Candidate]) -> list[Candidate]:
    """The first of every kind, then the second of every kind, and so on."""
    seen: Counter[str] = Counter()
    ranked = []
    for n, one in enumerate(found):
        ranked.append((seen[one.kind], n))
        seen[one.kind] += 1
    return [found[n] for _, n in sorted(ranked)]


def _by_share_taken(instance: Instance, sessions: Sequence[Session], set_name: str | None) -> list[LeftOut]:
    """What leaves somebody of the sets out, the largest share of one of them first."""
    season = Season(instance)
    weight = {event.id: event.weight for event in instance.events}
    sets = (
        [*compared_sets(season), season.everyone] if set_name is None else [season.set_names.index(set_name)]
    )
    invited = {
        season.set_names[which]: float(season.invited[which]) for which in sets if season.invited[which] > 0
    }

    def share(row: LeftOut) -> float:
        taken = (
            weight[row.event] * tally.missing / invited[name]
            for name, tally in row.by_set.items()
            if name in invited
        )
        return max(taken, default=0.0)

    shares = [(share(row), row) for row in left_out(instance, sessions)]
    kept = [(taken, row) for taken, row in shares if taken > 0 or set_name is None]
    return [row for _, row in sorted(kept, key=lambda each: -each[0])]


def _answers(instance: Instance, row: LeftOut, site: Site) -> Iterator[Candidate]:
    """What could be done about one cause."""
    event = next(event for event in instance.events if event.id == row.event)
    place = next(place for place in instance.places if place.id == site[1])
    kind, detail = row.cause.kind, row.cause.detail
    if kind in SUPPLIER or kind == "support":
        yield _one_more(instance, event, SUPPLIER.get(kind, detail), detail, site)
    elif kind == "room_full":
        yield _seats(instance, place, "capacity", "people in the room")
    elif kind == "line_full":
        yield _seats(instance, place, "online_capacity", "people on the line")
    elif kind == "feature":
        with_it = replace(place, features=place.features | {detail})
        text = f"{place.name} has {detail}"
        facts: Facts = {"place": place.id, "feature": detail}
        yield Candidate("feature", 1, text, _with(instance, place=with_it), facts)
    elif kind == "time":
        more = replace(event, max_sessions=event.max_sessions + 1)
        text = f"{event.title} has up to {more.max_sessions} sessions"
        facts = {"event": event.id, "number": more.max_sessions}
        yield Candidate("session", 1, text, _with(instance, event=more), facts)
        yield from _later(instance, place, site[0])


def _one_more(instance: Instance, event: Event, kind: str, detail: str, site: Site) -> Candidate:
    """Providers for one day: as many interpreters as the team lacks, else one."""
    day = site[0].date()
    alike = [provider for provider in instance.providers if provider.kind == kind]
    number = interpreters_needed(instance, event).get(detail, 1) if kind == "interpreter" else 1
    usual = USUAL_CHILDREN if kind == "childcare" else USUAL_RIDERS if kind == "transport" else 0
    one = Provider(
        id="",
        name=f"one more {kind}",
        kind=kind,
        available=(WeeklyRow(day.weekday(), 0, 24 * HOUR),),
        formats=EVERY_MODE,
        languages=(detail,) if kind == "interpreter" else (),
        capacity=max((provider.capacity for provider in alike), default=usual) if usual else 0,
        zone=(detail or None) if kind == "transport" else None,
        away=_all_but(instance, day_start=datetime.combine(day, time())),
        cost=median(provider.cost for provider in alike) if alike else 0,
    )
    taken = {provider.id for provider in instance.providers}
    names = (f"{kind}+{n}" for n in range(1, len(taken) + number + 1))
    free = [name for name in names if name not in taken][:number]
    what = f"{number} more {kind}{'s' if number > 1 else ''}{f' ({detail})' if detail else ''}"
    holds = f" for {one.capacity}" if one.capacity else ""
    text = f"{what}{holds} on {DAYS[day.weekday()]} {day.isoformat()}, at {one.cost:g} a session"
    more = tuple(replace(one, id=name) for name in free)
    facts: Facts = {
        "provider": kind,
        "number": number,
        "detail": detail,
        "holds": one.capacity,
        "day": day.isoformat(),
        "cost": one.cost,
    }
    return Candidate(
        "provider", number, text, replace(instance, providers=(*instance.providers, *more)), facts
    )


def _all_but(instance: Instance, day_start: datetime) -> tuple[Interval, ...]:
    first = datetime.combine(instance.horizon.start, time())
    end = first + timedelta(weeks=instance.horizon.weeks)
    spans = (first, day_start), (day_start + timedelta(days=1), end)
    return tuple(Interval(a, b) for a, b in spans if a < b)


def _seats(instance: Instance, place: Place, which: str, whom: str) -> Candidate:
    """Half as many more."""
    holds: int = getattr(place, which) or 0
    more = ceil(holds / 2) or USUAL_SEATS
    change: dict[str, Any] = {which: holds + more}
    text = f"{place.name} holds {holds + more} {whom} in place of {holds}"
    facts: Facts = {"place": place.id, "which": which, "before": holds, "after": holds + more}
    return Candidate("seats", more, text, _with(instance, place=replace(place, **change)), facts)


def _later(instance: Instance, place: Place, start: datetime) -> Iterator[Candidate]:
    """The place open an hour longer on that day of the week, where the season's hours allow it."""
    day, latest = start.weekday(), instance.horizon.day_end
    closes = max((row.end for row in place.open if row.day == day), default=latest)
    if closes < latest:
        until = min(closes + HOUR, latest)
        hours = join_weekly((*place.open, WeeklyRow(day, closes, until)))
        text = f"{place.name} stays open {until - closes} minutes longer on {DAYS[day]}"
        facts: Facts = {"place": place.id, "minutes": until - closes, "weekday": day}
        longer = replace(place, open=hours)
        yield Candidate("opening", until - closes, text, _with(instance, place=longer), facts)


def _more_hours(instance: Instance, sessions: Sequence[Session]) -> list[Candidate]:
    """An hour more for every provider whose contract leaves no room for the shortest event."""
    held = hold(instance, sessions)
    shortest = min((event.minutes for event in instance.events), default=0)
    found = []
    for provider in instance.providers:
        worked = minutes_worked(provider, held)
        limits = {
            name: limit
            for name in ("minutes_per_day", "minutes_per_week", "minutes_per_season")
            if (limit := getattr(provider, name)) is not None
        }
        bound = {
            name
            for (name, _), minutes in worked.items()
            if name in limits and minutes + shortest + provider.extra_minutes > limits[name]
        }
        if bound:
            change: dict[str, Any] = {name: limits[name] + HOUR for name in bound}
            words = " and ".join(sorted(name.replace("minutes_per_", "a ") for name in bound))
            text = f"{provider.name} works up to an hour more {words}"
            longer = replace(provider, **change)
            facts: Facts = {"provider": provider.id}
            found.append(Candidate("hour", HOUR, text, _with(instance, provider=longer), facts))
    return found


def _more_budget(instance: Instance, sessions: Sequence[Session]) -> list[Candidate]:
    """The price of one more support or place, where the budget leaves no room for the dearest."""
    prices = [*(place.cost for place in instance.places), *(one.cost for one in instance.providers)]
    dearest = max(prices, default=0)
    if instance.budget is None or not dearest:
        return []
    if Season(instance).rates(sessions).cost + dearest <= instance.budget:
        return []
    text = f"{dearest:g} more in the budget"
    more = replace(instance, budget=instance.budget + dearest)
    return [Candidate("budget", dearest, text, more, {"cost": dearest})]


def _with(
    instance: Instance,
    *,
    event: Event | None = None,
    place: Place | None = None,
    provider: Provider | None = None,
) -> Instance:
    """The instance with one thing replaced by that of the same id."""
    return replace(
        instance,
        events=tuple(event if event and one.id == event.id else one for one in instance.events),
        places=tuple(place if place and one.id == place.id else one for one in instance.places),
        providers=tuple(
            provider if provider and one.id == provider.id else one for one in instance.providers
        ),
    )
