"""The rules that one session must keep, whatever the others do. Each yields the faults it finds."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from typing import Final

from scheduler.domain.faults import Fault
from scheduler.domain.held_session import HeldSession
from scheduler.domain.instance import Instance, Mode
from scheduler.domain.rows import moment_text
from scheduler.domain.timegrid import in_horizon, in_window, meets_any, on_grid, open_throughout

SessionRule = Callable[[Instance, HeldSession], Iterator[Fault]]


def ids_of(session: HeldSession) -> tuple[str, str, str]:
    """What names a session: event, start and place."""
    return session.event.id, moment_text(session.start), session.place.id


def name_of(session: HeldSession) -> str:
    return " ".join(ids_of(session))


def lies_in_horizon(instance: Instance, session: HeldSession) -> Iterator[Fault]:
    if not in_horizon(instance.horizon, session.start, session.event.minutes):
        yield _fault("horizon", session, "lies outside the season's days or hours")


def starts_on_grid(instance: Instance, session: HeldSession) -> Iterator[Fault]:
    if not on_grid(instance.horizon, session.start):
        yield _fault("grid", session, "does not start on the slot grid")


def lies_in_window(_instance: Instance, session: HeldSession) -> Iterator[Fault]:
    if not in_window(session.event, session.start.date()):
        yield _fault("window", session, "lies outside its event's window")


def avoids_closed_time(instance: Instance, session: HeldSession) -> Iterator[Fault]:
    if meets_any(session.interval, instance.closed + session.event.closed):
        yield _fault("closed", session, "meets closed time")


def is_at_allowed_place(_instance: Instance, session: HeldSession) -> Iterator[Fault]:
    if session.place.id not in session.event.places:
        yield _fault("place", session, "is at a place that its event does not allow")


def place_is_open(_instance: Instance, session: HeldSession) -> Iterator[Fault]:
    if not open_throughout(session.place.open, session.start, session.event.minutes):
        yield _fault("place_open", session, "is at a place that is not open all through")


def has_each_provider_once(_instance: Instance, session: HeldSession) -> Iterator[Fault]:
    for provider, times in Counter(p.id for p in session.crew).items():
        if times > 1:
            yield _fault("provider_twice", session, f"names {provider} {times} times", provider)


def providers_serve_format(_instance: Instance, session: HeldSession) -> Iterator[Fault]:
    wanted: Mode = session.modes[0]
    for provider in session.crew:
        if wanted not in provider.formats:
            yield _fault(
                "provider_format", session, f"is {wanted}, which {provider.id} does not serve", provider.id
            )


def providers_are_available(_instance: Instance, session: HeldSession) -> Iterator[Fault]:
    for provider in session.crew:
        if not open_throughout(provider.available, session.start, session.event.minutes):
            yield _fault(
                "provider_available", session, f"is when {provider.id} is not available", provider.id
            )


def providers_are_not_away(_instance: Instance, session: HeldSession) -> Iterator[Fault]:
    for provider in session.crew:
        if meets_any(session.interval, provider.away):
            yield _fault("provider_away", session, f"is when {provider.id} is away", provider.id)


def has_enough_hosts(_instance: Instance, session: HeldSession) -> Iterator[Fault]:
    hosts = sum(provider.id in session.event.hosts for provider in session.crew)
    if hosts < session.event.hosts_needed:
        yield _fault("hosts", session, f"has {hosts} of {session.event.hosts_needed} hosts")


def interpreters_have_one_language(_instance: Instance, session: HeldSession) -> Iterator[Fault]:
    interpreters = [provider for provider in session.crew if provider.kind == "interpreter"]
    for provider in interpreters:
        if session.language_of(provider) is None:
            yield _fault(
                "interprets",
                session,
                f"does not say which language of theirs {provider.id} serves",
                provider.id,
            )
    for name in sorted(session.interprets.keys() - {provider.id for provider in interpreters}):
        yield _fault("interprets", session, f"has no interpreter {name}", name)


SESSION_RULES: Final[tuple[SessionRule, ...]] = (
    lies_in_horizon,
    starts_on_grid,
    lies_in_window,
    avoids_closed_time,
    is_at_allowed_place,
    place_is_open,
    has_each_provider_once,
    providers_serve_format,
    providers_are_available,
    providers_are_not_away,
    has_enough_hosts,
    interpreters_have_one_language,
)


def _fault(kind: str, session: HeldSession, text: str, *more: str) -> Fault:
    return Fault(kind, (*ids_of(session), *more), f"{name_of(session)} {text}")
