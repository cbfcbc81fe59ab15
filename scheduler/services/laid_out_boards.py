"""Plans laid out for what-if: in memory for the next question, in files for the next process.

A folder holds one plan's board and never changes once it is there; its name tells from what it was made.
Files hold families under random ids, so they go as soon as a family takes its answers back
(`forget_boards`), and a plan whose snapshot lost a family is laid out anew.
"""

from __future__ import annotations

import hashlib
import shutil
from collections import OrderedDict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Lock
from uuid import uuid4

from flask import Flask, current_app
from sqlalchemy import func, select

from scheduler.extensions import db
from scheduler.services.turns import give_up_turn
from scheduler.storage.models import Plan, SnapshotFamily
from scheduler.storage.plans import load_plan
from scheduler.storage.snapshots import load_snapshot
from scheduler.whatif import Board, StaleBoard, load, save

KEPT = 4
"""Boards in memory, and in files, at most."""


class LaidOutBoards:
    """The boards of one installation, opened one at a time: a board belongs to one thread."""

    def __init__(self, folder: Path) -> None:
        self._folder, self._lock = folder, Lock()
        self._open: OrderedDict[str, Board] = OrderedDict()

    @contextmanager
    def opened(self, mark: str, lay_out: Callable[[], Board]) -> Iterator[Board]:
        """The board of this mark, laid out only where no process has done so before."""
        with self._lock:
            yield self._found(mark) or self._kept(mark, lay_out())

    def keep(self, mark: str, board: Board) -> None:
        """Store a board that is laid out already."""
        with self._lock:
            self._kept(mark, board)

    def forget(self) -> None:
        """Remove every board of every plan."""
        with self._lock:
            self._open.clear()
            shutil.rmtree(self._folder, ignore_errors=True)

    def _found(self, mark: str) -> Board | None:
        if mark not in self._open:
            try:
                self._remember(mark, load(self._folder / mark, mark))
            except StaleBoard:
                return None
        self._open.move_to_end(mark)
        return self._open[mark]

    def _kept(self, mark: str, board: Board) -> Board:
        self._remember(mark, board)
        new = self._folder / f"new-{uuid4().hex}"  # whole or not at all: others map these files
        save(board, new, mark)
        try:
            new.rename(self._folder / mark)
        except OSError:  # another process was quicker
            shutil.rmtree(new)
        by_age = sorted(self._folder.iterdir(), key=lambda path: path.stat().st_mtime)
        for old in by_age[:-KEPT]:
            shutil.rmtree(old, ignore_errors=True)
        return board

    def _remember(self, mark: str, board: Board) -> None:
        self._open[mark] = board
        while len(self._open) > KEPT:
            self._open.popitem(last=False)


def bind_boards(app: Flask, folder: Path) -> None:
    """Give an app its boards."""
    app.extensions["boards"] = LaidOutBoards(folder)


@contextmanager
def opened_board(plan_id: int) -> Iterator[Board]:
    """The board of a stored plan, with the families that are still in its snapshot.

    Raises:
        NoResultFound: there is no such plan.
    """
    with _boards().opened(_mark(plan_id), lambda: _laid_out(plan_id)) as board:
        yield board


def lay_out(plan_id: int) -> None:
    """Make the board of a plan before anybody asks; no transaction is open afterwards."""
    with opened_board(plan_id):
        db.session.rollback()


def keep_board(plan_id: int, board: Board) -> None:
    """Store the board of a plan that was made from another by a change."""
    _boards().keep(_mark(plan_id), board)


def forget_boards() -> None:
    """A family took its answers back: no file keeps what was said."""
    _boards().forget()


def _boards() -> LaidOutBoards:
    boards: LaidOutBoards = current_app.extensions["boards"]
    return boards


def _mark(plan_id: int) -> str:
    """What a board is made of: the plan, its instance, and how many families are left of that."""
    left = select(func.count()).where(SnapshotFamily.snapshot_id == Plan.snapshot_id).scalar_subquery()
    made_of = db.session.execute(
        select(Plan.id, Plan.created_utc, Plan.instance_hash, left).where(Plan.id == plan_id)
    ).one()
    return hashlib.sha256(repr(tuple(map(str, made_of))).encode()).hexdigest()


def _laid_out(plan_id: int) -> Board:
    row = db.session.get_one(Plan, plan_id)
    instance = load_snapshot(row.snapshot_id, row.floors, row.wishes).instance
    sessions = load_plan(plan_id).sessions
    give_up_turn()  # laying out takes seconds
    return Board.of(instance, sessions)
