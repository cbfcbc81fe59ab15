"""A session as families meet it: when, where and with which supports, names left out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from scheduler.domain.instance import Event, Instance, Provider
from scheduler.domain.plan import Session


@dataclass(frozen=True, slots=True)
class Offer:
    """What a session offers.

    `languages` are those that it is held in or that enough interpreters serve; `childcare` is the
    children it can take (meaningful where `kinds` has childcare); `buses` are (zone, people).
    """

    start: datetime
    place: str
    languages: frozenset[str]
    kinds: frozenset[str] = frozenset()
    childcare: int = 0
    buses: tuple[tuple[str | None, int], ...] = ()


def interpreters_needed(instance: Instance, event: Event) -> dict[str, int]:
    """Interpreters that make up a team, by language; languages not listed need one."""
    needed: dict[str, int] = {}
    for team in instance.teams:
        if event.minutes > team.over_minutes:
            needed[team.language] = max(needed.get(team.language, 0), team.interpreters)
    return {language: max(1, number) for language, number in needed.items()}


def offer(
    event: Event,
    start: datetime,
    place: str,
    crew: Iterable[Provider],
    spoken: Mapping[str, int],
    needed: Mapping[str, int],
) -> Offer:
    """The offer of a session with this crew, whose interpreters serve `spoken` (language -> number)."""
    crew = tuple(crew)
    buses: Counter[str | None] = Counter()
    for provider in crew:
        if provider.kind == "transport":
            buses[provider.zone] += provider.capacity
    served = frozenset(language for language, number in spoken.items() if number >= needed.get(language, 1))
    return Offer(
        start,
        place,
        event.languages | served,
        frozenset(provider.kind for provider in crew),
        sum(provider.capacity for provider in crew if provider.kind == "childcare"),
        tuple(sorted(buses.items(), key=lambda item: (item[0] is not None, item[0] or ""))),
    )


def offer_of_session(instance: Instance, event: Event, session: Session) -> Offer:
    """The offer of a plan's session; an interpreter of one language needs no entry in `interprets`."""
    providers = {provider.id: provider for provider in instance.providers}
    crew = [providers[name] for name in session.providers]
    spoken: Counter[str] = Counter()
    for provider in crew:
        if provider.kind == "interpreter":
            language = session.interprets.get(provider.id) or _only(provider.languages)
            if language is not None:
                spoken[language] += 1
    return offer(event, session.start, session.place, crew, spoken, interpreters_needed(instance, event))


def _only(languages: tuple[str, ...]) -> str | None:
    return languages[0] if len(languages) == 1 else None
