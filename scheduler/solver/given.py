"""A plan that was given: how near other columns are to it, and columns that change it little."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice, product

from scheduler.domain.plan import Session
from scheduler.solver.choices import EventChoices, Site
from scheduler.solver.crew import HOST, Sessions, Staffed
from scheduler.solver.master import Spot
from scheduler.solver.problem import Problem

KEPT_SESSION, KEPT_PROVIDER, KEPT_ROLE = 1_000_000, 1_000, 1
"""What a plan that keeps a session of the given one scores, a provider in it, a place in its crew."""
OTHER_SITES = 12
"""Places and times, the nearest first, to which a session may move."""
MOST_LOST = 500
"""Ways to move the sessions of one event that cannot be held any more, at most."""


@dataclass(frozen=True)
class _Version:
    """What became of a session: how it is held now (None: not at all), and how much of a change that is."""

    session: Staffed | None
    change: int


class Given:
    """The sessions of a plan to begin with, which need not be valid for the problem."""

    def __init__(self, problem: Problem, sessions: Sequence[Session]) -> None:
        self._problem = problem
        number = {event.id: n for n, event in enumerate(problem.events)}
        self._held: dict[Spot, Session] = {
            (number[s.event], s.start, s.place): s for s in sessions if s.event in number
        }
        self.wanted: Mapping[Spot, frozenset[str]] = {
            spot: frozenset(session.providers) for spot, session in self._held.items()
        }
        """Who serves where in the given plan."""

    def kept(self, number: int, column: Sessions) -> int:
        """How many sessions of the given plan the column of an event keeps, at their time and place."""
        return sum((number, session.start, session.place) in self._held for session in column)

    def score(self, number: int, column: Sessions) -> int:
        """How near a column is to the given plan but for the names of its providers; more is nearer."""
        total = 0
        for session in column:
            before = self._held.get((number, session.start, session.place))
            if before is not None:
                crew = len(session.named) + sum(count for _, count in session.crew)
                total += KEPT_SESSION + KEPT_ROLE * min(crew, len(before.providers))
        return total

    def candidates(self, number: int) -> list[Sessions]:
        """Columns of an event, those first that change the given plan least; at most one session that
        could stay is changed."""
        choices = self._problem.choices[number]
        if not choices.possible:
            return []
        versions = [
            self._versions(choices, session) for spot, session in self._held.items() if spot[0] == number
        ]
        found: dict[Sessions, int] = {}
        for chosen in _few_changes(versions):
            column = _with_fixed(choices, [v.session for v in chosen if v.session is not None])
            if _is_column(choices, column):
                change = sum(version.change for version in chosen)
                found[column] = min(change, found.get(column, change))
        return sorted(found, key=lambda column: found[column])

    def mixed(self, number: int, columns: Sequence[Sessions]) -> list[Sessions]:
        """Columns of an event with a session exchanged for, or joined by, one of the given plan."""
        choices = self._problem.choices[number]
        old = [
            version.session
            for spot, session in self._held.items()
            if spot[0] == number
            for version in _held_still(choices, session)
            if version.session is not None
        ]
        found: dict[Sessions, None] = {}
        for column, session in product(columns, old):
            rests = [column, *(column[:n] + column[n + 1 :] for n in range(len(column)))]
            for rest in rests:
                mixed = (*rest, session)
                if _is_column(choices, mixed):
                    found[mixed] = None
        return list(found)

    def _versions(self, choices: EventChoices, session: Session) -> list[_Version]:
        """The session as it is where it can be held; then with less of a crew, moved, and not at all."""
        kept, moved = _held_still(choices, session), []
        for far, other in enumerate(_nearest_sites(choices, (session.start, session.place))):
            for bare in choices.bare(other)[:1]:
                crew = _with_crew(choices, bare, kept[0].session) if kept and kept[0].session else bare
                moved += [_Version(crew, 100 + far), _Version(bare, 120 + far)]
        return [*kept, *moved, _Version(None, 1000)]


def columns_of(problem: Problem, sessions: Sequence[Session]) -> list[Sessions] | None:
    """A plan's sessions as one column an event; None where one of them cannot be held any more."""
    columns: list[Sessions] = []
    for choices in problem.choices:
        held = [choices.staffed(s) for s in sessions if s.event == choices.event.id]
        column = tuple(session for session in held if session is not None)
        if len(column) < len(held):
            return None
        columns.append(column)
    return columns


def _held_still(choices: EventChoices, session: Session) -> list[_Version]:
    """The session at its time and place: with its whole crew, with a role less, with no supports."""
    held = choices.staffed(session)
    if held is None:
        return []
    whole = _within_reach(choices, held)
    less = [_Version(whole.with_role(role, 0), 1 + count) for role, count in whole.crew if role != HOST]
    bare = [_Version(bare, 9) for bare in choices.bare((session.start, session.place))]
    return [_Version(whole, 0), *less, *bare]


def _few_changes(versions: Sequence[Sequence[_Version]]) -> Iterator[tuple[_Version, ...]]:
    """One version a session: sessions that cannot stay in any way, of the others at most one changed."""
    still = [n for n, mine in enumerate(versions) if mine[0].change == 0]
    options = [mine[:1] if n in still else mine for n, mine in enumerate(versions)]
    yield from islice(product(*options), MOST_LOST)
    for n in still:
        changed = [mine if n == other else options[other][:3] for other, mine in enumerate(versions)]
        yield from islice(product(*changed), MOST_LOST)


def _with_fixed(choices: EventChoices, sessions: Sequence[Staffed]) -> Sessions:
    there = {(session.start, session.place) for session in sessions}
    missing = [choices.bare(site)[0] for site in choices.fixed if site not in there]
    return tuple(sorted([*sessions, *missing], key=lambda session: (session.start, session.place)))


def _is_column(choices: EventChoices, column: Sessions) -> bool:
    sites = {(session.start, session.place) for session in column}
    return (
        len(sites) == len(column)
        and choices.event.min_sessions <= len(column) <= choices.event.max_sessions
        and sites >= set(choices.fixed)
    )


def _within_reach(choices: EventChoices, session: Staffed) -> Staffed:
    """The session with no more in any role than could play it there."""
    for role, count in session.crew:
        session = session.with_role(role, min(count, len(choices.players_at(role, session))))
    return session


def _with_crew(choices: EventChoices, bare: Staffed, held: Staffed) -> Staffed:
    """A bare session with as much of another's crew as could be there."""
    for role, count in held.crew:
        if role != HOST:
            bare = bare.with_role(role, min(count, len(choices.players_at(role, bare))))
    return bare


def _nearest_sites(choices: EventChoices, site: Site) -> list[Site]:
    """Other sites of the event, the nearest in time first: some at the same place, then any."""
    start, place = site
    others = [other for other in choices.sites if other != site]
    by_time = sorted(others, key=lambda other: (abs(other[0] - start), other[1] != place, other[1]))
    here = [other for other in by_time if other[1] == place][: OTHER_SITES // 2]
    return list(dict.fromkeys([*here, *by_time]))[:OTHER_SITES]
