"""Another process that looks after a share of the events.

Growth and proofs are many small array operations, which threads of one interpreter do one after the other.
The process is forked, so that it begins with the whole problem and nothing is read or built twice. It ends
when its pipe does, so with the process that it belongs to.
"""

from __future__ import annotations

import gc
import os
import signal
import traceback
import warnings
from collections.abc import Sequence
from contextlib import suppress
from multiprocessing import Pipe
from multiprocessing.connection import Connection
from typing import Any, NoReturn

from scheduler.solver.pool import Pool
from scheduler.solver.problem import Problem
from scheduler.solver.progress import TimeIsUp
from scheduler.solver.share import Share

POLL_SECONDS = 0.02


class Companion:
    """Does for its events what a `Share` does, while this process does something else."""

    def __init__(self, problem: Problem, pool: Pool, numbers: Sequence[int]) -> None:
        self._problem = problem
        self._asked = 0
        """Questions so far. Where time was over before an answer, that of an earlier one may still come."""
        self._pipe, theirs = Pipe()
        with warnings.catch_warnings():
            # other threads of this process hold nothing that the new one needs: it computes, and answers
            warnings.simplefilter("ignore", DeprecationWarning)
            self._process = os.fork()
        if self._process == 0:
            self._pipe.close()
            _live(theirs, problem, pool, numbers)
        theirs.close()

    def ask(self, name: str, *args: Any, limit: float | None = None) -> None:
        """Begin what the share's method of that name does; with a limit, a watch is its last argument."""
        self._asked += 1
        self._pipe.send((self._asked, name, args, self._problem.watch.limit, limit))

    def answer(self) -> Any:
        """What it gave; raises TimeIsUp where the time of the whole run was over first."""
        kind, found = self._next()
        if kind == "over":
            raise TimeIsUp
        if kind == "failed":
            raise RuntimeError(found)
        return found

    def _next(self) -> tuple[str, Any]:
        number = -1
        while number != self._asked:
            while not self._pipe.poll(POLL_SECONDS):
                self._problem.watch.stop_if_over()
            number, kind, found = self._pipe.recv()
        return kind, found

    def end(self) -> None:
        """Stop the process, whatever it does."""
        self._pipe.close()
        with suppress(ProcessLookupError):
            os.kill(self._process, signal.SIGKILL)
        os.waitpid(self._process, 0)


def _live(pipe: Connection, problem: Problem, pool: Pool, numbers: Sequence[int]) -> NoReturn:
    """Answer until nobody asks any more."""
    try:
        gc.freeze()  # what is shared with the other process stays shared: the collector does not touch it
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        signal.signal(signal.SIGTERM, signal.SIG_DFL)
        problem.watch = problem.watch.alone()
        _serve(pipe, problem, _share(problem, pool, numbers))
    except (EOFError, OSError):
        pass  # the other process is gone
    finally:
        os._exit(0)


def _share(problem: Problem, pool: Pool, numbers: Sequence[int]) -> Share | None:
    """The share, None where the time was over before it was ready."""
    with suppress(TimeIsUp):
        return Share(problem, pool, numbers)
    return None


def _serve(pipe: Connection, problem: Problem, share: Share | None) -> None:
    own = problem.watch
    while True:
        number, name, args, whole, limit = pipe.recv()
        problem.watch = own.ending(whole)
        watch = () if limit is None else (own.ending(limit),)
        try:
            answer = ("over", None) if share is None else ("found", getattr(share, name)(*args, *watch))
        except TimeIsUp:
            answer = ("over", None)
        except Exception:  # for the process that asked
            answer = ("failed", traceback.format_exc())
        pipe.send((number, *answer))
