"""How families spread over their best ways (instance-format.md, "Crowding"), for rows of families alike."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from scheduler.whatif.day_patterns import Levels
from scheduler.whatif.households import Floats
from scheduler.whatif.kinds import Bools
from scheduler.whatif.session_ways import CALL_USE, Indices, SessionWays, uses


@dataclass(frozen=True, eq=False)
class Spread:
    """R rows of families alike in one event.

    `worth` (R, uses of all sessions): best availability times the part that goes by each use; inclusion is
    this
    times the shares of the uses. `takes` (R, things of all sessions): what one family takes of each thing.
    """

    worth: Floats
    takes: Floats


def spread(
    sessions: Sequence[SessionWays], kinds: Indices, levels: Sequence[Sequence[Levels]], maybe_value: float
) -> Spread:
    """`kinds` (R, slots) number the sessions' kinds; `levels[session][slot]` (R,) are 0, 1 or 2."""
    rows = len(kinds)
    pairs = [(s, k) for s in range(len(sessions)) for k in range(kinds.shape[1])]
    if not pairs or not rows:
        return Spread(
            np.zeros((rows, sum(uses(s.limits) for s in sessions))),
            np.zeros((rows, sum(len(s.limits) for s in sessions))),
        )
    level = np.stack([np.where(sessions[s].able[kinds[:, k]], levels[s][k], 0) for s, k in pairs])
    best = level.max(axis=0)
    counted = (level == best) & (level > 0)
    use = np.stack([sessions[s].use[kinds[:, k]] for s, k in pairs])
    in_person = counted & (use >= 0)
    by_call = counted & np.stack([sessions[s].by_call[kinds[:, k]] for s, k in pairs])
    hold = np.stack(
        [sessions[s].hold_in_person[kinds[:, k]] for s, k in pairs]
        + [sessions[s].hold_by_call[kinds[:, k]] for s, k in pairs]
    )
    parts = _parts(np.concatenate([in_person, by_call]), hold)
    value = np.array([0.0, maybe_value, 1.0])[best]
    return _collected(sessions, kinds, pairs, use, parts, value)


def _parts(counted: Bools, hold: Floats) -> Floats:
    """The part that takes each way, (ways, R): by hold, or evenly over ways without limit, or that hold
    nothing.
    """
    endless = counted & np.isinf(hold)
    number_endless = endless.sum(axis=0)
    finite = np.where(counted & ~endless, hold, 0.0)
    total = finite.sum(axis=0)
    number = counted.sum(axis=0)
    by_hold = finite / np.where(total > 0, total, 1.0)
    evenly = counted / np.maximum(number, 1)
    limited = np.where(total > 0, by_hold, evenly)
    return np.asarray(np.where(number_endless > 0, endless / np.maximum(number_endless, 1), limited))


def _collected(
    sessions: Sequence[SessionWays],
    kinds: Indices,
    pairs: Sequence[tuple[int, int]],
    use: npt.NDArray[np.intp],
    parts: Floats,
    value: Floats,
) -> Spread:
    first_use = np.cumsum([0, *(uses(s.limits) for s in sessions)])
    first_thing = np.cumsum([0, *(len(s.limits) for s in sessions)])
    worth = np.zeros((len(kinds), first_use[-1]))
    takes = np.zeros((len(kinds), first_thing[-1]))
    every = np.arange(len(kinds))
    for way, (s, k) in enumerate(pairs):
        in_person, by_call = parts[way], parts[len(pairs) + way]
        worth[every, first_use[s] + np.maximum(use[way], 0)] += in_person * value
        worth[:, first_use[s] + CALL_USE] += by_call * value
        for thing, amount in enumerate(sessions[s].amounts(kinds[:, k], in_person, by_call)):
            takes[:, first_thing[s] + thing] += amount
    return Spread(worth, takes)
