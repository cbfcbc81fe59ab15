"""How many providers there are for roles at a moment, a day or a week, whoever they are.

Who plays which role is left open: sessions that ask for more than there are of all who could play any of some
roles cannot be cast (Hall 1935). A session with a provider needs somebody who is free all through, so at
any moment of it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from functools import cached_property

from scheduler.domain.instance import Mode, Provider
from scheduler.evaluation.openings import place_mode
from scheduler.solver.crew import Role, Staffed
from scheduler.solver.problem import Problem
from scheduler.solver.rules.providers import MINUTES_PER_DAY

MODES: tuple[Mode | None, ...] = (None, "in_person", "online", "phone")
"""Sessions of one format, or of any."""
SPANS = (("minutes_per_day", MINUTES_PER_DAY), ("minutes_per_week", 7 * MINUTES_PER_DAY))


@dataclass(frozen=True)
class Team:
    """Roles that share players, in sessions of one format or any, and all who could play one of them."""

    roles: frozenset[Role]
    mode: Mode | None
    players: tuple[Provider, ...]

    def is_asked(self, role: Role, mode: Mode) -> bool:
        """Whether a role in sessions of that format asks for its players."""
        return role in self.roles and self.mode in (None, mode)


class Shifts:
    """The teams of a problem, and how many of them could work when."""

    def __init__(self, problem: Problem) -> None:
        self._problem = problem
        self._midnight = datetime.combine(problem.instance.horizon.start, time())
        self._players = self._players_by_role()
        self._free: dict[tuple[tuple[Provider, ...], int], int] = {}

    @cached_property
    def teams(self) -> tuple[Team, ...]:
        """One for each role, each pair of roles that share a player, and all that hang together so."""
        providers = self._problem.instance.providers
        found: dict[tuple[frozenset[str], Mode | None], Team] = {}
        for roles in self._role_sets():
            names = frozenset().union(*(self._players[role] for role in roles))
            for mode in MODES:
                able = tuple(p for p in providers if p.id in names and mode in (None, *p.formats))
                key = frozenset(p.id for p in able), mode
                if key not in found or len(found[key].roles) < len(roles):
                    found[key] = Team(frozenset(roles), mode, able)
        return tuple(found.values())

    def mode_of(self, session: Staffed) -> Mode:
        """The format that providers of a session must serve."""
        return place_mode(self._problem.openings.places[session.place])

    def free_at(self, team: Team, minute: int) -> int:
        """Players who are there at a minute from the horizon's first midnight."""
        key = team.players, minute
        if key not in self._free:
            moment = self._midnight + timedelta(minutes=minute)
            is_free = self._problem.openings.is_free
            self._free[key] = sum(is_free(player.id, moment) for player in team.players)
        return self._free[key]

    def limits(self, team: Team) -> Iterator[tuple[int, int, int]]:
        """Spans of minutes in which contracts limit all players' work: (span, extra minutes, most)."""
        for key, span in SPANS:
            most = [getattr(player, key) for player in team.players]
            if most and None not in most:
                extra = min(player.extra_minutes for player in team.players)
                yield span, extra, sum(most)

    def _players_by_role(self) -> dict[Role, frozenset[str]]:
        found: dict[Role, set[str]] = defaultdict(set)
        for choices in self._problem.choices:
            for role, players in choices.players_of_roles():
                found[role].update(players)
        return {role: frozenset(names) for role, names in found.items()}

    def _role_sets(self) -> Sequence[frozenset[Role]]:
        roles = list(self._players)
        sets = [frozenset([role]) for role in roles]
        together = {role: frozenset([role]) for role in roles}
        for n, one in enumerate(roles):
            for other in roles[:n]:
                if self._players[one] & self._players[other]:
                    sets.append(frozenset([one, other]))
                    merged = together[one] | together[other]
                    together.update(dict.fromkeys(merged, merged))
        return list(dict.fromkeys([*sets, *together.values()]))
