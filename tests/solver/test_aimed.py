"""A leximin of one's own: fewer levels, or other sets compared, whichever way the columns are found."""

from __future__ import annotations

import pytest

from scheduler.evaluation import Season
from scheduler.solver.aimed import solve_aimed
from scheduler.solver.beginning import InfeasibleProven
from scheduler.solver.problem import Problem
from scheduler.solver.progress import Watch
from scheduler.solver.run import Effort
from scheduler.solver.search import Search
from tests.builders.instances import a_group, a_place, an_instance
from tests.solver.brute_force import tried
from tests.thorough import cases


@pytest.mark.parametrize("number", cases(40, always=10))
def test_a_grown_pool_bounds_the_only_set_that_is_compared(number: int) -> None:
    instance, measures = tried(number)
    for name in ("g2", "everyone"):
        season = Season(instance).aimed(compared=(name,))
        search = Search(
            Problem(instance, season),
            "leximin",
            Watch(60, None, lambda: False),
            Effort(1, 1),
            most_columns=-1,
        )
        try:
            levels = search.run()
        except InfeasibleProven:
            assert not measures
            continue
        rates = [m.rates[name] for m in measures if m.rates[name] is not None]
        if rates and levels:
            most = int(max(rate or 0.0 for rate in rates) / instance.resolution + 1e-6) * instance.resolution
            assert levels[0].name == "smallest 1"
            assert levels[0].bound >= most - 1e-6


@pytest.mark.parametrize("number", range(40))
def test_a_season_of_one_level_raises_the_smallest_and_then_everyone(number: int) -> None:
    instance, measures = tried(number)
    season = Season(instance).aimed(depth=1)
    found = solve_aimed(season, time_limit_seconds=60, threads=1, seed=1)
    assert (found is None) == (not measures)
    if found is not None and measures[0].steps:
        smallest, everyone = max((m.steps[0], m.rates["everyone"] or 0.0) for m in measures)
        assert [level.name for level in found.levels] == ["smallest 1", "everyone", "cost"]
        assert found.rates.stepped == (smallest,)
        assert (found.rates.rates["everyone"] or 0.0) >= 0.999 * everyone - 1e-9


def test_a_season_that_nobody_can_hold_has_no_plan() -> None:
    season = Season(an_instance(groups=(a_group(),), places=(a_place(open=()),))).aimed(compared=("g1",))
    assert solve_aimed(season, time_limit_seconds=60, threads=1, seed=1) is None
