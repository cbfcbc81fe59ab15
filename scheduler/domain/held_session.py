"""A session with what it names looked up: what it offers, which languages it serves, what it holds."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import Final, Literal

from scheduler.domain.instance import Event, Instance, Interval, Mode, Place, PlaceFormat, Provider, Team
from scheduler.domain.plan import Session
from scheduler.domain.timegrid import span

OFFERS: Final[Mapping[PlaceFormat, tuple[Mode, ...]]] = {
    "in_person": ("in_person",),
    "online": ("online",),
    "phone": ("phone",),
    "hybrid": ("in_person", "online"),
}

Thing = tuple[Literal["room", "line", "childcare", "bus"], str | None]
"""What can fill up; a bus with the zone that it serves."""

ROOM: Final[Thing] = ("room", None)
LINE: Final[Thing] = ("line", None)
CHILDCARE: Final[Thing] = ("childcare", None)


@dataclass(frozen=True, eq=False)
class HeldSession:
    """One session of an instance, itself and no other; `teams` are the instance's."""

    event: Event
    place: Place
    crew: tuple[Provider, ...]
    start: datetime
    interprets: Mapping[str, str] = field(default_factory=dict)
    teams: tuple[Team, ...] = ()

    @property
    def interval(self) -> Interval:
        return span(self.start, self.event.minutes)

    @cached_property
    def modes(self) -> tuple[Mode, ...]:
        """How families can take part."""
        return OFFERS[self.place.format]

    @cached_property
    def kinds(self) -> frozenset[str]:
        """The kinds of support that are there."""
        return frozenset(provider.kind for provider in self.crew)

    @cached_property
    def languages(self) -> frozenset[str]:
        """The languages that a family can follow: held in, or interpreted by enough interpreters."""
        interpreters = Counter(
            self.language_of(provider) for provider in self.crew if provider.kind == "interpreter"
        )
        served = {
            language
            for language, count in interpreters.items()
            if language is not None and count >= self._interpreters_needed(language)
        }
        return self.event.languages | served

    def language_of(self, interpreter: Provider) -> str | None:
        """The language that an interpreter serves here; None where that is not settled."""
        only = interpreter.languages[0] if len(interpreter.languages) == 1 else None
        language = self.interprets.get(interpreter.id, only)
        return language if language in interpreter.languages else None

    def capacity(self, thing: Thing) -> int | None:
        """People (for childcare: children) that a thing holds; None is no limit."""
        if thing == ROOM:
            return self.place.capacity
        if thing == LINE:
            return self.place.online_capacity
        return self._capacities.get(thing, 0)

    def picks_up_from(self, zone: str | None) -> bool:
        """Whether a transport provider of the session serves the zone."""
        return ("bus", zone) in self._capacities

    @cached_property
    def _capacities(self) -> Counter[Thing]:
        capacities: Counter[Thing] = Counter()
        for provider in self.crew:
            if provider.kind == "childcare":
                capacities[CHILDCARE] += provider.capacity
            elif provider.kind == "transport":
                capacities["bus", provider.zone] += provider.capacity
        return capacities

    def _interpreters_needed(self, language: str) -> int:
        return max(
            (
                team.interpreters
                for team in self.teams
                if team.language == language and self.event.minutes > team.over_minutes
            ),
            default=1,
        )


def hold(instance: Instance, sessions: Iterable[Session]) -> list[HeldSession]:
    """The sessions with their event, place and providers. Raises KeyError for an id that is not there."""
    events = {event.id: event for event in instance.events}
    places = {place.id: place for place in instance.places}
    providers = {provider.id: provider for provider in instance.providers}
    return [
        HeldSession(
            event=events[session.event],
            place=places[session.place],
            crew=tuple(providers[provider] for provider in session.providers),
            start=session.start,
            interprets=session.interprets,
            teams=instance.teams,
        )
        for session in sessions
    ]
