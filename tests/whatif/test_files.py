"""A saved board opens as it was, and only for its own instance and plan."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest

from scheduler.domain.instance_json import instance_hash
from scheduler.whatif import Board, Drop, StaleBoard, alternatives, fingerprint, load, save
from tests.builders.instances import a_family, a_group, an_adult, an_instance, free
from tests.builders.plans import a_session, plausible_plan
from tests.solver.tiny import tiny_instance
from tests.whatif.test_what_if import assert_same


@pytest.mark.parametrize("seed", range(20))
def test_an_opened_board_gives_the_same_answers(seed: int, tmp_path: Path) -> None:
    instance = tiny_instance(seed)
    sessions = plausible_plan(instance, Random(seed)).sessions
    board = Board.of(instance, sessions)
    save(board, tmp_path, "mark")
    opened = load(tmp_path, "mark")
    assert_same(opened.measure, board.measure)
    assert opened.faults == board.faults
    for session in sessions:
        expected, found = board.what_if(Drop(session)), opened.what_if(Drop(session))
        assert (found.shifts, found.broken) == (expected.shifts, expected.broken)
        assert_same(found.after, expected.after)
        assert list(alternatives(opened, session.event)) == list(alternatives(board, session.event))


def test_an_answer_changes_the_opened_board_and_not_the_files(tmp_path: Path) -> None:
    instance = an_instance(groups=(a_group(),), families=(a_family("f1"), a_family("f2")))
    save(Board.of(instance, (a_session(),)), tmp_path, "mark")
    opened = load(tmp_path, "mark")
    opened.answer(a_family("f1", an_adult(weekly=free(6)), groups=frozenset({"g1"})))
    assert (opened.measure.rates["everyone"], opened.measure.rates["g1"]) == (0.5, 0.0)
    assert load(tmp_path, "mark").measure.rates["everyone"] == 1.0


def test_the_fingerprint_tells_instances_and_plans_apart() -> None:
    mine, other = instance_hash(an_instance()), instance_hash(an_instance(small_group=2))
    marks = {fingerprint(mine, (a_session(),)), fingerprint(mine, ()), fingerprint(other, (a_session(),))}
    assert len(marks) == 3
    assert fingerprint(mine, (a_session(),)) in marks


def test_a_stale_board_is_refused(tmp_path: Path) -> None:
    with pytest.raises(StaleBoard, match="no board"):
        load(tmp_path, "mark")
    save(Board.of(an_instance(), ()), tmp_path, "mark")
    with pytest.raises(StaleBoard, match="another"):
        load(tmp_path, "another mark")
