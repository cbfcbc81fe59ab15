"""Plans are checked while a run works: which one it may return, and when."""

from __future__ import annotations

from dataclasses import replace

import pytest

from scheduler.domain.plan import Session
from scheduler.solver.checked import Checks
from scheduler.solver.early import fitted
from scheduler.solver.pool import Pool
from scheduler.solver.problem import Problem
from scheduler.solver.progress import Watch
from scheduler.solver.spread import spread
from scheduler.solver.stages import Incumbent
from tests.builders.instances import at
from tests.solver.test_solve import many_sites

UNHURRIED = Watch(3600, None, lambda: False)
CANCELLED = Watch(3600, None, lambda: True)
OVER = Watch(0, None, lambda: False)


@pytest.fixture(scope="module")
def found() -> Incumbent:
    problem = Problem(many_sites())
    pool = Pool(problem)
    spread(pool, 3)
    solution = fitted(problem, [columns.columns for columns in pool.events], UNHURRIED)
    assert solution is not None
    return Incumbent.of(solution, pool)


def broken(found: Incumbent) -> Incumbent:
    """The plan with a session in the middle of the night."""
    return replace(found, sessions=(*found.sessions[1:], Session("e0", at(3), "hall", ("host",))))


def test_the_newest_plan_is_returned_where_there_is_time_to_check_it(found: Incumbent) -> None:
    checks = Checks(many_sites(), "leximin")
    newest = replace(found)
    checks.put(found)
    checks.put(newest)
    passed = checks.last(UNHURRIED)
    assert passed is not None
    assert passed.found is newest
    assert passed.verdict.measured.rates == pytest.approx(found.rates.rates)


def test_a_first_plan_is_waited_for_when_the_time_is_over(found: Incumbent) -> None:
    checks = Checks(many_sites(), "leximin")
    checks.put(found)
    passed = checks.last(OVER)
    assert passed is not None
    assert passed.found is found


@pytest.mark.parametrize("watch", [CANCELLED, OVER])
def test_without_time_the_last_that_passed_is_returned(found: Incumbent, watch: Watch) -> None:
    """The newer plan is not checked: it would not pass."""
    checks = Checks(many_sites(), "leximin")
    checks.put(found)
    assert checks.last(UNHURRIED) is not None
    checks.end()
    checks.put(broken(found))
    passed = checks.last(watch)
    assert passed is not None
    assert passed.found is found


def test_a_run_that_found_nothing_has_nothing_to_wait_for() -> None:
    assert Checks(many_sites(), "leximin").last(UNHURRIED) is None


def test_a_plan_that_breaks_a_rule_is_an_error(found: Incumbent) -> None:
    checks = Checks(many_sites(), "leximin")
    checks.put(broken(found))
    with pytest.raises(AssertionError, match=r"invalid plan: e0 .*03:00"):
        checks.last(UNHURRIED)
