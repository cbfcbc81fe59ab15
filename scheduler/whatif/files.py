"""A board in a folder, so that a web worker opens it without laying it out again.

Arrays are `.npy` files that are mapped into memory, copy on write: an answer changes the board, never the
files. The rest
is one small JSON file. A fingerprint of the instance and the plan is kept with it, so that an old board is
noticed.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from scheduler.domain.instance_json import instance_to_json, parse_instance
from scheduler.domain.plan import Plan, Session
from scheduler.domain.plan_json import parse_plan, plan_to_json
from scheduler.whatif.board import Board
from scheduler.whatif.clashes import Clashes
from scheduler.whatif.day_patterns import DayPatterns
from scheduler.whatif.forecast import Forecast
from scheduler.whatif.frame import Frame
from scheduler.whatif.households import Households
from scheduler.whatif.kinds import Kinds
from scheduler.whatif.session_ways import limits_of, uses
from scheduler.whatif.spreading import Spread
from scheduler.whatif.standing import Standing

FORMAT: Final = "commonhour-board/1"
_HOUSEHOLDS: Final = (
    "ids",
    "order",
    "weight",
    "past",
    "type_of",
    "signature_of",
    "weekdays",
    "exceptions",
    "types",
    "signatures",
)
Array = npt.NDArray[Any]


class StaleBoard(ValueError):
    """The folder holds no board of this format, instance and plan."""


def fingerprint(instance_hash: str, sessions: Sequence[Session]) -> str:
    """SHA-256 (hex) of what a board is made of; `instance_hash` is `domain.instance_json.instance_hash`."""
    plan = json.dumps([instance_hash, _sessions_json(sessions)], sort_keys=True)
    return hashlib.sha256(plan.encode()).hexdigest()


def save(board: Board, folder: Path, mark: str) -> None:
    """Write the board; `mark` is the fingerprint that whoever opens it must know."""
    folder.mkdir(parents=True, exist_ok=True)
    about = folder / "board.json"
    about.unlink(missing_ok=True)
    for name, array in _arrays(board).items():
        np.save(folder / f"{name}.npy", array)
    about.write_text(json.dumps(_about(board, mark)), encoding="utf-8")


def load(folder: Path, mark: str) -> Board:
    """Open a board that was saved under this fingerprint. Raises StaleBoard for any other."""
    try:
        about = json.loads((folder / "board.json").read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise StaleBoard(f"{folder} holds no board") from None
    if (about["format"], about["fingerprint"]) != (FORMAT, mark):
        raise StaleBoard(f"{folder} holds the board of another instance or plan")
    arrays = {path.stem: np.load(path, mmap_mode="c") for path in folder.glob("*.npy")}
    frame = Frame(parse_instance(about["instance"]))
    households = Households(
        **{name: arrays[name] for name in _HOUSEHOLDS},
        kinds=Kinds(arrays["kinds"], [(what, word) for what, word in about["facts"]], about["zones"]),
        patterns=DayPatterns.from_json(about["days"]),
    )
    sessions = parse_plan(about["plan"]).sessions
    standings = _standings(frame, sessions, households, arrays, about["events"])
    return Board(frame, sessions, households, standings, Clashes(arrays["shared"]))


def _about(board: Board, mark: str) -> dict[str, Any]:
    kinds = board.households.kinds
    return {
        "format": FORMAT,
        "fingerprint": mark,
        "instance": instance_to_json(board.frame.instance),
        "plan": _sessions_json(board.sessions),
        "facts": kinds.facts,
        "zones": kinds.zones,
        "days": board.households.patterns.to_json(),
        "events": [[len(s.families), len(s.forecast.spread.worth)] for s in board.standings],
    }


def _sessions_json(sessions: Sequence[Session]) -> dict[str, Any]:
    return plan_to_json(Plan("feasible", "leximin", tuple(sessions)))


def _arrays(board: Board) -> dict[str, Array]:
    households, standings = board.households, board.standings
    found = [standing.forecast for standing in standings]
    return {
        **{name: getattr(households, name) for name in _HOUSEHOLDS},
        "kinds": households.kinds.rows,
        "shared": board.clashes.shared,
        "families": _joined([standing.families for standing in standings]),
        "row_of": _joined([each.row_of for each in found]),
        "worth": _joined([each.spread.worth for each in found]),
        "takes": _joined([each.spread.takes for each in found]),
        "load": _joined([each.load for each in found]),
        "worth_by_signature": _joined([standing.worth_by_signature for standing in standings]),
    }


def _joined(arrays: Sequence[Array]) -> Array:
    """All values of all arrays in a row."""
    return np.concatenate([np.zeros(0, dtype=arrays[0].dtype if arrays else float), *map(np.ravel, arrays)])


class _Cuts:
    """Cuts arrays of given shapes off the front of a long one."""

    def __init__(self, values: Array) -> None:
        self._values, self._first = values, 0

    def next(self, *shape: int) -> Array:
        last = self._first + int(np.prod(shape))
        cut = self._values[self._first : last].reshape(shape)
        self._first = last
        return cut


def _standings(
    frame: Frame,
    sessions: Sequence[Session],
    households: Households,
    arrays: dict[str, Array],
    sizes: Sequence[tuple[int, int]],
) -> list[Standing]:
    held, _ = frame.split(sessions)
    cut = {
        name: _Cuts(arrays[name])
        for name in ("families", "row_of", "worth", "takes", "load", "worth_by_signature")
    }
    standings = []
    for event, (invited, rows) in zip(frame.instance.events, sizes, strict=True):
        mine = [session for session in held if session.event is event]
        limits = tuple(limits_of(session, households.kinds.zones) for session in mine)
        things, columns = sum(len(each) for each in limits), sum(uses(each) for each in limits)
        found = Forecast(
            limits,
            cut["row_of"].next(invited),
            Spread(cut["worth"].next(rows, columns), cut["takes"].next(rows, things)),
            cut["load"].next(things),
        )
        sums = cut["worth_by_signature"].next(len(households.signatures), columns)
        standings.append(Standing(event, cut["families"].next(invited), found, sums))
    return standings
