"""What each step of the leximin trades, held against all plans."""

from __future__ import annotations

import pytest

from scheduler.domain.checker import check_plan
from scheduler.domain.measure import Measure
from scheduler.domain.plan import Plan
from scheduler.why.trades import trades
from tests.builders.instances import a_family, a_group, an_adult, an_instance, at, free
from tests.builders.plans import a_session
from tests.solver.brute_force import tried
from tests.why.tiny_plans import EFFORT, KNOWN, planned


def worth(measured: Measure, depth: int) -> tuple[float, ...]:
    """The depth smallest steps, then everyone."""
    return (*measured.steps[:depth], measured.rates["everyone"] or 0.0)


@pytest.mark.parametrize("number", KNOWN)
def test_each_step_ends_with_the_best_plan_of_that_depth(number: int) -> None:
    instance, sessions = planned(number)
    _, measures = tried(number)
    steps = trades(instance, sessions, EFFORT)
    assert [step.level for step in steps] == [f"smallest {k}" for k in range(1, len(measures[0].steps) + 1)]
    for depth, step in enumerate(steps, 1):
        assert check_plan(instance, Plan("feasible", "leximin", step.sessions)) == []
        values = {level.name: level.after for level in step.levels}
        top = max(worth(measured, depth) for measured in measures)
        for k in range(1, depth + 1):
            assert values[f"smallest {k}"] == pytest.approx(sum(top[:k]) * instance.resolution, abs=5e-6)
        if "everyone" in values:
            assert values["everyone"] >= top[-1] * 0.999 - 1e-6


def test_the_first_step_takes_from_the_many_for_the_few() -> None:
    """Nine can come on Monday, three on Tuesday, all twelve of a third group are among them."""
    families = (
        *(a_family(f"f{n}", an_adult(weekly=free(0)), groups=frozenset({"all"})) for n in range(9)),
        *(a_family(f"g{n}", an_adult(weekly=free(1)), groups=frozenset({"all", "few"})) for n in range(3)),
    )
    instance = an_instance(groups=(a_group("all"), a_group("few")), families=families)
    first, second = trades(instance, (a_session(start=at(18)),), EFFORT)
    assert first.families == {
        "all": pytest.approx(-6),
        "few": pytest.approx(3),
        "pooled": 0,
        "no_group": 0,
        "everyone": pytest.approx(-6),
    }
    assert (first.gained, first.lost) == (pytest.approx(3), pytest.approx(9))
    assert [(level.name, level.before, level.after) for level in first.levels] == [
        ("smallest 1", 0, pytest.approx(0.24)),
        ("smallest 2", pytest.approx(0.74), pytest.approx(1.24)),
        ("everyone", 0.75, 0.25),
        ("cost", 0, 0),
    ]
    assert set(second.families.values()) == {0}
