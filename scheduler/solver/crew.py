"""Crews without names: roles, and how many providers of each a session asks for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache

from scheduler.domain.instance import Event, Instance, Provider
from scheduler.evaluation.offers import Offer, interpreters_needed, offer


@dataclass(frozen=True, slots=True)
class Role:
    """Providers that serve families alike, so that a session only says how many it needs.

    An interpreter plays the role of one language; childcare and transport are told apart by
    capacity (and zone); `listed` marks the hosts whom the event names.
    """

    kind: str
    language: str | None = None
    capacity: int = 0
    zone: str | None = None
    listed: bool = False
    order: str = field(init=False, repr=False, compare=False)
    """Says where the role stands in a crew."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "order", repr(self))

    def __hash__(self) -> int:
        return hash(self.order)

    def played_by(self, provider: Provider, event: Event) -> bool:
        if provider.kind != self.kind:
            return False
        if self.listed:
            return provider.id in event.hosts
        if self.kind == "interpreter":
            return self.language in provider.languages
        if self.kind in ("childcare", "transport"):
            return provider.capacity == self.capacity and (
                self.kind == "childcare" or provider.zone == self.zone
            )
        return True


HOST = Role("host", listed=True)


@dataclass(frozen=True, slots=True)
class Staffed:
    """One session of an event with the crew it asks for.

    `crew` says how many of each role; `named` are the providers of a fixed session, an interpreter
    with the language that it serves.
    """

    start: datetime
    place: str
    crew: tuple[tuple[Role, int], ...] = ()
    named: tuple[tuple[str, str | None], ...] = ()

    def with_role(self, role: Role, number: int) -> Staffed:
        """The same session with `number` providers in that role."""
        crew = dict(self.crew)
        crew[role] = number
        kept = sorted(((r, n) for r, n in crew.items() if n), key=lambda item: item[0].order)
        return Staffed(self.start, self.place, tuple(kept), self.named)

    def number(self, role: Role) -> int:
        return dict(self.crew).get(role, 0)


Sessions = tuple[Staffed, ...]


class CrewOffers:
    """Turns staffed sessions of one event into what families meet."""

    def __init__(self, instance: Instance, event: Event) -> None:
        self._event = event
        self._providers = {provider.id: provider for provider in instance.providers}
        self._needed = interpreters_needed(instance, event)

    def needed(self, language: str) -> int:
        return self._needed.get(language, 1)

    def offer(self, session: Staffed) -> Offer:
        spoken: Counter[str] = Counter()
        for _, language in session.named:
            if language is not None:
                spoken[language] += 1
        for role, number in session.crew:
            if role.language is not None:
                spoken[role.language] += number
        crew = [self._providers[name] for name, _ in session.named]
        crew += [_stand_in(role) for role, number in session.crew for _ in range(number)]
        return offer(self._event, session.start, session.place, crew, spoken, self._needed)


@cache
def _stand_in(role: Role) -> Provider:
    """Anyone who plays the role, for what families meet."""
    return Provider("", "", role.kind, (), frozenset(), capacity=role.capacity, zone=role.zone)


def named_crews(
    names: Iterable[str], providers: Mapping[str, Provider]
) -> list[tuple[tuple[str, str | None], ...]]:
    """Every way for the named providers to stand in a session: who interprets which language."""
    ways: list[tuple[tuple[str, str | None], ...]] = [()]
    for name in sorted(set(names)):
        provider = providers[name]
        languages: tuple[str | None, ...] = provider.languages if provider.kind == "interpreter" else (None,)
        ways = [(*way, (name, language)) for way in ways for language in languages]
    return ways
