"""Plans laid out once, opened by every process, and gone when a family takes its answers back."""

from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from scheduler.extensions import db
from scheduler.services.delete_answers import delete_answers
from scheduler.services.laid_out_boards import KEPT, LaidOutBoards, lay_out, opened_board
from scheduler.services.withdraw_family import withdraw_family
from scheduler.storage.models import Plan, Season, SnapshotFamily
from scheduler.whatif import Board
from tests.builders.instances import an_instance
from tests.builders.people import NOW, add_answer, add_caregiver
from tests.builders.small_season import NIGHTS, OTHERS, small_season

pytestmark = pytest.mark.usefixtures("db")


@pytest.fixture
def plan() -> Plan:
    return small_season()


def never() -> Board:
    raise AssertionError("it was laid out again")


def folders(app: Flask) -> list[Path]:
    folder = app.extensions["settings"].boards_dir
    return sorted(folder.iterdir()) if folder.exists() else []


def test_a_board_is_laid_out_once_for_all_processes(tmp_path: Path) -> None:
    board = Board.of(an_instance(), ())
    with LaidOutBoards(tmp_path / "boards").opened("mark", lambda: board) as first:
        assert first is board
    other_process = LaidOutBoards(tmp_path / "boards")
    with other_process.opened("mark", never) as found:
        assert found.measure == board.measure
    with other_process.opened("mark", never) as again:
        assert again is found


def test_no_transaction_is_open_while_a_board_is_laid_out(
    plan: Plan, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It takes seconds in a large district; on SQLite every family that saves would wait for it."""
    make, open_meanwhile = Board.of, []

    def watched(*of: Any) -> Board:
        open_meanwhile.append(db.session.registry().in_transaction())
        return make(*of)

    monkeypatch.setattr(Board, "of", watched)
    lay_out(plan.id)
    assert open_meanwhile == [False]
    assert not db.session.registry().in_transaction()


def test_only_the_newest_boards_stay(tmp_path: Path) -> None:
    boards = LaidOutBoards(tmp_path / "boards")
    for number in range(KEPT + 3):
        boards.keep(f"mark-{number}", Board.of(an_instance(), ()))
    assert len(list((tmp_path / "boards").iterdir())) == KEPT


def test_nothing_of_a_family_that_leaves_stays_in_a_file(app: Flask, plan: Plan) -> None:
    with opened_board(plan.id) as board:
        assert len(board.households) == NIGHTS + OTHERS
    assert len(folders(app)) == 1
    withdraw_family(a_row().family_id, "user", 1, NOW)
    assert folders(app) == []
    with opened_board(plan.id) as board:
        assert len(board.households) == NIGHTS + OTHERS - 1


def test_answers_that_are_deleted_leave_no_file_either(app: Flask, plan: Plan) -> None:
    caregiver = add_caregiver()
    add_answer(caregiver, db.session.get_one(Season, plan.season_id))
    with opened_board(plan.id):
        assert len(folders(app)) == 1
    delete_answers(caregiver.id, plan.season_id, NOW)
    assert folders(app) == []


def test_a_process_that_was_not_told_lays_the_plan_out_anew(plan: Plan) -> None:
    with opened_board(plan.id) as board:
        assert len(board.households) == NIGHTS + OTHERS
    db.session.delete(a_row())
    db.session.commit()
    with opened_board(plan.id) as board:
        assert len(board.households) == NIGHTS + OTHERS - 1


def a_row() -> SnapshotFamily:
    row = db.session.scalars(select(SnapshotFamily)).first()
    assert row is not None
    return row
