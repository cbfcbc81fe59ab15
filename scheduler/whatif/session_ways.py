"""What one session offers to every kind of adult: in person, by call, what each way uses and holds."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from scheduler.domain.held_session import CHILDCARE, LINE, ROOM, HeldSession, Thing
from scheduler.whatif.households import Floats
from scheduler.whatif.kinds import MODES, Bools, KindRows

Indices = npt.NDArray[np.intp]
NO_USE = NO_BUS = -1
CALL_USE = 0
_ROOM, _LINE, _CHILDCARE, _FIRST_BUS = range(4)


@dataclass(frozen=True, eq=False)
class SessionWays:
    """The ways of N kinds (the last is nobody) into one session.

    Things that fill up are numbered: room, line, childcare, then a bus a zone; `limits` (things,) are what
    they hold,
    infinite where there is no limit. A *use* is a set of things used together: 0 the line, then the room,
    the room with
    childcare, and both again with each bus. In person: `use` (N,) is -1 where there is no way; `bus` (N,)
    is the bus's number or -1. `hold` is how many families alike a way could take.
    """

    limits: Floats
    use: Indices
    bus: Indices
    by_call: Bools
    hold_in_person: Floats
    hold_by_call: Floats
    size: Floats
    children: Floats

    @property
    def able(self) -> Bools:
        """Whether the kind has any way, shape (N,)."""
        return np.asarray((self.use != NO_USE) | self.by_call)

    def amounts(self, kind: Indices, in_person: Floats, by_call: Floats) -> Iterator[Floats]:
        """What parts (R,) of families of those kinds take of each thing, thing by thing."""
        people = in_person * self.size[kind]
        yield people
        yield by_call * self.size[kind]
        yield in_person * self.children[kind]
        for bus in range(len(self.limits) - _FIRST_BUS):
            yield people * (self.bus[kind] == bus)


def limits_of(session: HeldSession, zones: Iterable[str | None]) -> Floats:
    """What each thing holds, a bus for every one of the zones that the session picks up from, shape
    (things,).
    """
    things: list[Thing] = [ROOM, LINE, CHILDCARE, *(("bus", zone) for zone in served_zones(session, zones))]
    held = [session.capacity(thing) for thing in things]
    return np.array([np.inf if capacity is None else capacity for capacity in held], dtype=float)


def served_zones(session: HeldSession, zones: Iterable[str | None]) -> list[str | None]:
    """The zones among those given that a bus of the session picks up from."""
    return [zone for zone in zones if session.picks_up_from(zone)]


def session_ways(session: HeldSession, kinds: KindRows) -> SessionWays:
    """The format's "Who can come" for one session, but for the time."""
    limits = limits_of(session, kinds.zones)
    near = kinds.travels | (kinds.zone == kinds.zone_number(session.place.zone))
    bus = np.full(len(kinds.size), NO_BUS, dtype=np.intp)
    for n, zone in enumerate(served_zones(session, kinds.zones)):
        bus[~near & (kinds.zone == kinds.zone_number(zone))] = n
    cares, rides = kinds.children > 0, bus != NO_BUS
    usable = _usable(session, kinds)
    in_person = usable[:, 0] & (near | rides)
    in_person &= ~kinds.any_fact("feature", session.place.features, outside=True)
    if "childcare" not in session.kinds:
        in_person &= ~cares
    hold = limits[_ROOM] / kinds.size
    hold[cares] = np.minimum(hold[cares], limits[_CHILDCARE] / kinds.children[cares])
    hold[rides] = np.minimum(hold[rides], limits[_FIRST_BUS + bus[rides]] / kinds.size[rides])
    return SessionWays(
        limits=limits,
        use=np.where(in_person, 1 + cares + 2 * (bus + 1), NO_USE),
        bus=bus,
        by_call=usable[:, 1] | usable[:, 2],
        hold_in_person=hold,
        hold_by_call=limits[_LINE] / kinds.size,
        size=kinds.size.astype(float),
        children=kinds.children.astype(float),
    )


def shares_of_uses(limits: Sequence[Floats], load: Floats) -> Floats:
    """The share that is served of each use of all sessions: loads (..., things) to (..., uses)."""
    found, first = [np.zeros((*load.shape[:-1], 0))], 0
    for mine in limits:
        asked = load[..., first : first + len(mine)]
        full = asked > mine
        found.append(_smallest(np.where(full, mine / np.where(full, asked, 1.0), 1.0)))
        first += len(mine)
    return np.concatenate(found, axis=-1)


def uses(limits: Floats) -> int:
    """The number of uses of a session."""
    return 1 + 2 * (1 + len(limits) - _FIRST_BUS)


def _smallest(shares: Floats) -> Floats:
    """The smallest share among what each use takes: (..., things) to (..., uses)."""
    room = shares[..., _ROOM]
    columns = [shares[..., _LINE]]
    for bus in (None, *range(_FIRST_BUS, shares.shape[-1])):
        alone = room if bus is None else np.minimum(room, shares[..., bus])
        columns += [alone, np.minimum(alone, shares[..., _CHILDCARE])]
    return np.stack(columns, axis=-1)


def _usable(session: HeldSession, kinds: KindRows) -> Bools:
    """Which modes the session offers, the adult can use and is served in, shape (N, 3)."""
    follows = ~kinds.any_fact("interpreter", (), outside=True) | kinds.any_fact(
        "interpreter", session.languages
    )
    supported = ~kinds.any_fact("support", session.kinds, outside=True)
    offered = np.array([mode in session.modes for mode in MODES])
    return np.asarray(kinds.modes & offered & (follows & supported)[:, None])
