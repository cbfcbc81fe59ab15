"""All other sites of an event's sessions, ranked."""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import overload

import numpy as np

from scheduler.domain.held_session import HeldSession
from scheduler.domain.instance import Event
from scheduler.domain.plan import Session
from scheduler.domain.value_rules import COST_TOLERANCE, FLOOR_TOLERANCE
from scheduler.whatif.board import Board
from scheduler.whatif.folding import Indices, fold_columns
from scheduler.whatif.frame import Frame, session_cost
from scheduler.whatif.households import Floats
from scheduler.whatif.kinds import Bools
from scheduler.whatif.site_values import Group, SiteValues
from scheduler.whatif.sites import Sites
from scheduler.whatif.staffing import NOBODY, Crews, Role, crews
from scheduler.whatif.views import Beside

SHARED_BY_CAPACITY = frozenset({"childcare", "transport"})


@dataclass(frozen=True, slots=True)
class Alternative:
    """One session held elsewhere: `replaced` would become `session`, and all others stay.

    `missing` are the kinds (interpreters: languages) of today's supports for which nobody is free there.
    `rates`, `steps` and `cost` are the changed plan's; `floors` are the sets whose floor it misses.
    """

    replaced: Session
    session: Session
    missing: tuple[str, ...]
    rates: Mapping[str, float | None]
    steps: tuple[int, ...]
    cost: float
    floors: tuple[str, ...]
    over_budget: bool


@dataclass(frozen=True, eq=False)
class _Block:
    """The alternatives of one session: its crews at M sites, rates (M, sets), cost (M,)."""

    replaced: HeldSession
    sites: Sites
    crews: Crews
    got: Floats
    cost: Floats


def alternatives(board: Board, event_id: str) -> Alternatives:
    """Every other site at which one session of the event could be held, the best first.

    Ranked is, for each session of the event that is not fixed, every start and place (but those that the
    event has now)
    that breaks no rule while all other sessions stand: grid, window, closed and opening hours, `parallel`,
    clashes. Its
    crew is as many free hosts as the event needs (a site without them is left out) and, for each support
    of the session
    now, in their order, the first free provider of the same kind, language or zone, today's own first; a
    support for which
    nobody is free is `missing`. Free means available, not away, serving the format, near no other session
    of theirs and
    within contract. Every site is valued for all sets with crowding, as `Board.what_if` values the same move.

    Those that keep floors and budget come before those that do not; then the leximin decides: the sorted
    steps of the compared groups, everyone's rate, lower cost; what is alike stays in order of time and place.

    Raises KeyError for an event that is not there. No family may have more than 25 adults.
    """
    number = board.frame.event_number[event_id]
    event = board.frame.instance.events[number]
    present = [session for session in board.held(event) if not _is_fixed(board.frame, session)]
    return Alternatives(board, event, [_block(board, number, session) for session in present])


class Alternatives(Sequence[Alternative]):
    """Ranked alternatives, each made when it is asked for."""

    def __init__(self, board: Board, event: Event, blocks: Sequence[_Block]) -> None:
        self._board, self._event, self._blocks = board, event, blocks
        sets = board.sets
        none = np.zeros((0, len(sets.names)))
        got = np.concatenate([none, *(block.got for block in blocks)])
        self._rates = sets.rates(got)
        self._cost = np.concatenate([np.zeros(0), *(block.cost for block in blocks)])
        self._steps = sets.steps(self._rates)
        self._floors = _missed_floors(board, got)
        budget = board.frame.instance.budget
        self._over = self._cost > (np.inf if budget is None else budget + COST_TOLERANCE)
        self._breaks = self._floors.any(axis=1) | self._over
        keys = (self._cost, -self._rates[:, -1], *(-self._steps.T[::-1]), self._breaks)
        self._order = np.lexsort(keys)
        self._block_of = np.repeat(np.arange(len(blocks)), [len(block.cost) for block in blocks])
        self._first = np.cumsum([0, *(len(block.cost) for block in blocks)])

    def __len__(self) -> int:
        return len(self._order)

    @overload
    def __getitem__(self, place: int) -> Alternative: ...
    @overload
    def __getitem__(self, place: slice) -> list[Alternative]: ...
    def __getitem__(self, place: int | slice) -> Alternative | list[Alternative]:
        if isinstance(place, slice):
            return [self._made(int(n)) for n in self._order[place]]
        return self._made(int(self._order[place]))

    def that_break_nothing(self, replaced: Session) -> tuple[int, Alternative | None]:
        """How many of one session's alternatives keep floors and budget, and the best of these."""
        site = replaced.start, replaced.place
        mine = [n for n, b in enumerate(self._blocks) if (b.replaced.start, b.replaced.place.id) == site]
        kept = np.isin(self._block_of, mine) & ~self._breaks
        best = self._order[kept[self._order]]
        return len(best), self._made(int(best[0])) if len(best) else None

    def _made(self, n: int) -> Alternative:
        block = self._blocks[self._block_of[n]]
        site = n - int(self._first[self._block_of[n]])
        instance, sets = self._board.frame.instance, self._board.sets
        held = _held(self._board.frame, self._event, block.sites, block.crews, site)
        return Alternative(
            replaced=_session(block.replaced),
            session=_session(held),
            missing=tuple(
                role.language or role.kind
                for role, chosen in zip(block.crews.roles, block.crews.chosen[:, site], strict=True)
                if chosen == NOBODY
            ),
            rates={
                name: None if np.isnan(rate) else float(rate)
                for name, rate in zip(sets.names, self._rates[n], strict=True)
            },
            steps=tuple(int(step) for step in self._steps[n]),
            cost=float(self._cost[n]),
            floors=tuple(
                floor.group for floor, missed in zip(instance.floors, self._floors[n], strict=True) if missed
            ),
            over_budget=bool(self._over[n]),
        )


def _block(board: Board, number: int, present: HeldSession) -> _Block:
    frame, event, sets = board.frame, board.frame.instance.events[number], board.sets
    sites = board.sites(number)
    others = [session for session in board.held() if session is not present]
    found = crews(frame, event, sites, present, others, board.clashing)
    invited = board.invited(number)
    beside = [session for session in board.held(event) if session is not present]
    values = SiteValues(
        invited=invited,
        beside=Beside.of(invited, beside, frame.instance.maybe_value),
        sites=sites,
        member=sets.member,
        event=event,
        maybe_value=frame.instance.maybe_value,
    )
    sums = values.sums(_groups(frame, event, sites, found))[found.sites]
    gained = sums - board.sums_of(number)
    fees = event.cost_per_family * event.turnout * gained[:, -1]
    crew_cost = np.array([*(provider.cost for provider in frame.instance.providers), 0.0])
    place_cost = np.array([frame.places[place].cost for place in event.places], dtype=float)
    held = place_cost[sites.place[found.sites]] + crew_cost[found.chosen].sum(axis=0)
    return _Block(
        replaced=present,
        sites=sites,
        crews=found,
        got=board.sums + event.weight * gained,
        cost=board.measure.cost - session_cost(present) + held + fees,
    )


def _groups(frame: Frame, event: Event, sites: Sites, found: Crews) -> list[Group]:
    """Sites of one place whose providers serve families alike."""
    if not len(found.sites):
        return []
    columns = [(sites.place[found.sites], len(event.places))]
    for role, chosen in zip(found.roles, found.chosen, strict=True):
        alike = _alike(frame, role)
        columns.append((alike[chosen], int(alike.max()) + 1))
    group_of, count = fold_columns(columns)
    order = np.argsort(group_of, kind="stable")
    ends = np.searchsorted(group_of[order], np.arange(count + 1))
    return [
        Group(
            _held(frame, event, sites, found, int(order[first])),
            found.sites[order[first:last]],
        )
        for first, last in itertools.pairwise(ends)
    ]


def _alike(frame: Frame, role: Role) -> Indices:
    """By number of provider, and for nobody (last), a number that providers alike in the role share."""
    providers = frame.instance.providers
    told = [p.capacity if role.kind in SHARED_BY_CAPACITY else 0 for p in providers]
    return np.array([*(1 + np.unique(told, return_inverse=True)[1] if told else ()), 0], dtype=np.intp)


def _held(frame: Frame, event: Event, sites: Sites, found: Crews, n: int) -> HeldSession:
    providers = frame.instance.providers
    crew = [
        (role, providers[chosen])
        for role, chosen in zip(found.roles, found.chosen[:, n], strict=True)
        if chosen != NOBODY
    ]
    site = found.sites[n]
    return HeldSession(
        event=event,
        place=frame.places[event.places[sites.place[site]]],
        crew=tuple(provider for _, provider in crew),
        start=sites.starts[sites.at[site]],
        interprets={provider.id: role.language for role, provider in crew if role.language is not None},
        teams=frame.instance.teams,
    )


def _session(held: HeldSession) -> Session:
    return Session(
        held.event.id, held.start, held.place.id, tuple(p.id for p in held.crew), dict(held.interprets)
    )


def _is_fixed(frame: Frame, session: HeldSession) -> bool:
    return any(
        (fixed.event, fixed.start, fixed.place) == (session.event.id, session.start, session.place.id)
        for fixed in frame.instance.fixed
    )


def _missed_floors(board: Board, got: Floats) -> Bools:
    """Which floors are missed, shape (alternatives, floors)."""
    floors, sets = board.frame.instance.floors, board.sets
    which = [sets.names.index(floor.group) for floor in floors]
    least = np.array([floor.rate for floor in floors]) - FLOOR_TOLERANCE
    asked = sets.asked[which]
    return np.asarray((asked > 0) & (got[:, which] / np.where(asked > 0, asked, 1.0) < least))
