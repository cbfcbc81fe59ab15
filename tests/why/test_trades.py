"""What each step of the leximin trades, held against all plans."""

from __future__ import annotations

from itertools import pairwise

import pytest

from scheduler.domain.checker import check_plan
from scheduler.domain.family_sets import by_sets
from scheduler.domain.held_session import hold
from scheduler.domain.inclusion import inclusion
from scheduler.domain.instance import Instance
from scheduler.domain.measure import Measure
from scheduler.domain.plan import Plan, Session
from scheduler.why.levels import Effort
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


@pytest.mark.parametrize("number", KNOWN)
def test_what_a_step_gives_and_takes_is_what_the_domain_counts(number: int) -> None:
    """Families in the same groups and audiences are counted together, each family once for every event."""
    instance, sessions = planned(number)
    steps = trades(instance, sessions, EFFORT)
    for before, step in pairwise(steps):
        change = {
            sets: counted(instance, families, step.sessions) - counted(instance, families, before.sessions)
            for sets, families in by_sets(instance).items()
        }
        assert step.gained == pytest.approx(sum(n for n in change.values() if n > 0), abs=1e-6)
        assert step.lost == pytest.approx(-sum(n for n in change.values() if n < 0), abs=1e-6)
        for group in instance.groups:
            inside = sum(n for (groups, _), n in change.items() if group.id in groups)
            assert step.families[group.id] == pytest.approx(inside, abs=1e-6)
        assert step.families["everyone"] == pytest.approx(step.gained - step.lost, abs=1e-6)


def counted(instance: Instance, families: list[int], sessions: tuple[Session, ...]) -> float:
    held = hold(instance, sessions)
    return sum(
        instance.families[n].weight * included
        for event in instance.events
        for n, included in inclusion(instance, event, [s for s in held if s.event.id == event.id]).items()
        if n in families
    )


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


def test_a_plan_that_is_known_already_need_not_be_found_again() -> None:
    """Without any time, the plan of the many still shows what a step takes: it was made for another end."""
    many, few = (a_session(start=at(18)),), (a_session(start=at(18, day=1)),)
    families = (
        *(a_family(f"f{n}", an_adult(weekly=free(0)), groups=frozenset({"all"})) for n in range(9)),
        *(a_family(f"g{n}", an_adult(weekly=free(1)), groups=frozenset({"all", "few"})) for n in range(3)),
    )
    instance = an_instance(groups=(a_group("all"), a_group("few")), families=families)
    assert [step.lost for step in trades(instance, few, Effort(0))] == [0, 0]
    first, second = trades(instance, few, Effort(0), [many])
    assert (first.gained, first.lost, second.lost) == (pytest.approx(3), pytest.approx(9), 0)
