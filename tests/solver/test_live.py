"""A run while it works: what it tells, that it stops when asked, and that it can be repeated."""

from __future__ import annotations

import threading
from contextlib import suppress
from dataclasses import replace
from itertools import count

import pytest

from scheduler.domain.checker import check_plan
from scheduler.domain.instance import Floor
from scheduler.domain.plan import OBJECTIVES, Objective, Plan
from scheduler.solver import Cancelled, Progress, solve
from scheduler.solver import beginning as beginning_module
from scheduler.solver import spread as spread_module
from scheduler.solver.beginning import InfeasibleProven
from scheduler.solver.early import fitted
from scheduler.solver.pool import Pool
from scheduler.solver.problem import Problem
from scheduler.solver.progress import TimeIsUp, Watch, endless
from scheduler.solver.run import Effort
from scheduler.solver.search import Search
from scheduler.solver.spread import spread
from tests.builders.instances import a_family, an_adult, an_event, an_instance, free
from tests.solver.test_solve import many_sites, solved
from tests.solver.tiny import tiny_instance
from tests.thorough import cases, thoroughly


def steps_of(number: int, objective: Objective, most_columns: int) -> list[Progress]:
    """What is told while a tiny instance is solved, in the way of small ones or of large ones."""
    seen: list[Progress] = []
    problem, watch = Problem(tiny_instance(number)), Watch(60, seen.append, lambda: False)
    search = Search(problem, objective, watch, Effort(1, 1), most_columns)
    with suppress(InfeasibleProven):
        search.run()
    return seen


@pytest.mark.parametrize("most_columns", [4000, -1], ids=["listed", "grown"])
@pytest.mark.parametrize("objective", OBJECTIVES)
@pytest.mark.parametrize("number", cases(12, always=4))
def test_the_first_level_never_falls(number: int, objective: Objective, most_columns: int) -> None:
    steps = steps_of(number, objective, most_columns)
    first = [step.best for step in steps if steps and step.stage == steps[0].stage]
    if steps and steps[0].stage != "cost":
        assert first == sorted(first)


def test_a_first_plan_comes_before_any_bound_and_bounds_before_the_end() -> None:
    steps: list[Progress] = []
    solved(many_sites(), progress=steps.append)
    assert (steps[0].stage, steps[0].bound) == ("smallest 1", None)
    assert steps[0].best is not None
    assert any(step.bound is not None for step in steps)


def test_a_better_plan_than_the_first_comes_before_columns_are_grown() -> None:
    """Whoever stops early has more than the first plan that fits."""
    steps: list[Progress] = []
    solved(many_sites(), progress=steps.append)
    before = [step.best for step in steps[: [step.bound is None for step in steps].index(False)]]
    assert before[:2] == pytest.approx([0.0, 0.12]), "the first plan, then local search over its columns"
    assert len(before) >= 4, "then search over what is best for each set alone, then the first master"


def test_a_first_plan_is_put_together_by_hand() -> None:
    """Two events at one hall that share their families: each takes another hour."""
    problem = Problem(an_instance(events=(an_event("e1"), an_event("e2"))))
    pool = Pool(problem)
    spread(pool, 3)
    solution = fitted(problem, [columns.columns for columns in pool.events], endless())
    assert solution is not None
    assert len({column[0].start for column in solution.columns}) == 2


def test_an_event_that_finds_no_room_chooses_first() -> None:
    """`e1` has fewer columns; the only hour of `e2` is the first that `e1` would take."""
    problem = Problem(an_instance(events=(an_event("e1"), an_event("e2"))))
    first, *others = [
        (session,) for site in problem.choices[0].sites[:3] for session in problem.choices[0].bare(site)
    ]
    solution = fitted(problem, [[first, others[0]], [first, first, first]], endless())
    assert solution is not None
    assert solution.columns == (others[0], first)


@pytest.mark.parametrize("objective", OBJECTIVES)
@pytest.mark.parametrize("asked", [50, *thoroughly(200, 800), 3000])
def test_a_run_that_is_cancelled_at_any_moment_has_a_valid_plan(asked: int, objective: Objective) -> None:
    """The moments are those at which the run asks whether it is cancelled."""
    asks = count()
    try:
        plan = solved(many_sites(), objective, cancelled=lambda: next(asks) > asked)
    except Cancelled:
        assert asked == 50
        return
    assert check_plan(many_sites(), plan) == []


def test_a_run_can_be_cancelled_from_another_thread() -> None:
    stop, plans = threading.Event(), list[Plan]()

    def plan() -> None:
        tell = lambda step: stop.set() if step.bound is not None else None  # noqa: E731
        plans.append(solved(many_sites(), progress=tell, cancelled=stop.is_set, time_limit_seconds=3600))

    thread = threading.Thread(target=plan)
    thread.start()
    thread.join()
    assert plans[0].status == "feasible"
    assert check_plan(many_sites(), plans[0]) == []


def test_work_that_heeds_a_watch_ends_when_it_is_over() -> None:
    with pytest.raises(TimeIsUp):
        Problem(many_sites(), watch=Watch(60, None, lambda: True))


@pytest.mark.parametrize("objective", ["leximin", *thoroughly("weighted", "majority")])
def test_a_longer_limit_does_not_change_a_run_that_ends_before_it(objective: Objective) -> None:
    plans = [solved(many_sites(), objective, time_limit_seconds=limit, threads=2) for limit in (120, 240)]
    assert plans[0] == plans[1]


class SlowMachine(Watch):
    """On its clock everything takes four times as long."""

    @property
    def seconds(self) -> float:
        return 4 * super().seconds


def test_a_slow_machine_comes_to_the_same_plan_and_bounds() -> None:
    """Both runs end long before their limit."""
    ended = []
    for watch_of in (Watch, SlowMachine):
        watch = watch_of(4000, None, lambda: False)
        search = Search(Problem(many_sites(), watch=watch), "leximin", watch, Effort(2, 1))
        levels = search.run()
        assert search.best is not None
        assert watch.seconds < 2000
        ended.append((search.best.sessions, levels))
    assert ended[0] == ended[1]


def test_floors_that_no_bare_plan_keeps_are_kept_from_the_first_plan_on(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Nobody follows without the interpreter, whom the first plan by hand leaves out."""
    monkeypatch.setattr(beginning_module, "find_skeleton", never_asked)
    instance = many_sites()
    families = tuple(
        a_family(f"x{n}", an_adult(weekly=free(n), interpreter=frozenset({"so"}))) for n in range(5)
    )
    floored = an_instance(
        horizon=instance.horizon,
        places=instance.places,
        providers=instance.providers,
        events=instance.events,
        families=families,
        floors=(Floor("everyone", 0.1),),
    )
    plan = solve(floored, "leximin", time_limit_seconds=60, threads=1, seed=1)
    assert check_plan(floored, plan) == []
    assert plan.sessions


def test_a_large_district_has_a_first_plan_by_hand_where_few_columns_can_be_valued(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Sixteen events share one host for two weeks: three columns of each do not fit beside one another."""
    monkeypatch.setattr(spread_module, "MOST_CELLS", 0)
    monkeypatch.setattr(beginning_module, "first_plan", never_asked)
    monkeypatch.setattr(beginning_module, "find_skeleton", never_asked)
    busy = replace(many_sites(), events=tuple(an_event(f"e{n}") for n in range(16)), budget=None)
    told: list[Progress] = []
    watch = Watch(60, told.append, lambda: bool(told))
    search = Search(Problem(busy, watch=watch), "leximin", watch, Effort(1, 1), most_columns=-1)
    search.run()
    assert search.best is not None
    assert check_plan(busy, Plan("feasible", "leximin", search.best.sessions)) == []


def never_asked(*_: object) -> None:
    pytest.fail("the first plan was looked for elsewhere")
