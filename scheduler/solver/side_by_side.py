"""Searches that ask for one program after another, their programs solved side by side."""

from __future__ import annotations

from collections.abc import Generator, Sequence
from typing import TypeVar

from scheduler.solver.program import Program, Solved, maximize
from scheduler.solver.progress import Watch

Found = TypeVar("Found")
Tries = Generator[Program, Solved | None, Found]
"""Asks for programs, is told what each is solved by, None where nothing is found, and then ends."""


def side_by_side(searches: Sequence[Tries[Found]], watch: Watch, seconds: float) -> list[Found]:
    """What each of the searches finds within `seconds`; their programs are solved at the same time.

    All of a round are waited for, so that what is found does not depend on which is ready first.
    """
    until = watch.seconds + seconds
    found: dict[int, Found] = {}
    asked = {n: next(search) for n, search in enumerate(searches)}
    while asked:
        left = min(until - watch.seconds, watch.seconds_left)
        is_over = left <= 0 or watch.is_cancelled
        solved = [None] * len(asked) if is_over else maximize(list(asked.values()), watch, left)
        for n, values in zip(list(asked), solved, strict=True):
            try:
                asked[n] = searches[n].send(values)
            except StopIteration as end:
                found[n] = end.value
                del asked[n]
    return [found[n] for n in range(len(searches))]
