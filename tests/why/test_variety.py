"""Plans that differ most, held against all plans that lose no more."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from scheduler.domain.checker import check_plan
from scheduler.domain.instance import Instance
from scheduler.domain.measure import Measure
from scheduler.domain.plan import Plan
from scheduler.solver import solve
from scheduler.solver.variety import closeness
from scheduler.why.variety import variants
from tests.builders.instances import MONDAY, a_family, a_group, an_adult, an_instance, at, free
from tests.builders.plans import a_session
from tests.solver.brute_force import MOST_PLANS, TooManyPlans, all_measures, best, tried
from tests.why.tiny_plans import EFFORT, KNOWN, planned, sites_and_worth


def loses_little(measured: Measure, here: Measure, loss: float) -> bool:
    return all(
        mine >= (1 - loss) * value - 1e-6
        for (name, value), (_, mine) in zip(here.levels("leximin"), measured.levels("leximin"), strict=True)
        if name != "cost"
    )


@pytest.mark.parametrize("number", KNOWN)
@pytest.mark.parametrize("loss", [0.0, 0.2])
def test_the_first_plan_is_the_furthest_of_all_that_lose_no_more(number: int, loss: float) -> None:
    instance, sessions = planned(number)
    here = best(all_measures(instance, MOST_PLANS), "leximin")
    found = variants(instance, sessions, 2, loss, EFFORT)
    allowed = [plan for plan, worth in sites_and_worth(instance) if loses_little(worth, here, loss)]
    furthest = min(closeness(plan, sessions) for plan in allowed)
    for one in found:
        assert check_plan(instance, Plan("feasible", "leximin", one.sessions)) == []
        assert all(
            level.after >= (1 - loss) * level.before - 2e-6 for level in one.levels if level.name != "cost"
        )
    if found:
        assert found[0].closeness == furthest
    else:
        assert furthest == closeness(sessions, sessions)


def over_two_days(number: int) -> Instance | None:
    """A tiny instance whose events may be held on Monday or Tuesday; None if it has too many plans."""
    instance, _ = tried(number)
    days = (MONDAY, MONDAY + timedelta(days=1))
    wider = replace(instance, events=tuple(replace(event, window=days) for event in instance.events))
    try:
        return wider if sites_and_worth(wider) else None
    except TooManyPlans:
        return None


WIDER = [wider for number in range(60) if (wider := over_two_days(number)) is not None]


@pytest.mark.parametrize("instance", WIDER, ids=range(len(WIDER)))
def test_another_day_is_further_than_another_hour(instance: Instance) -> None:
    sessions = solve(instance, "leximin", time_limit_seconds=60, threads=1, seed=1).sessions
    here = best(all_measures(instance, MOST_PLANS), "leximin")
    allowed = [plan for plan, worth in sites_and_worth(instance) if loses_little(worth, here, 0.3)]
    closest = [one.closeness for one in variants(instance, sessions, 1, 0.3, EFFORT)]
    assert (closest or [closeness(sessions, sessions)])[0] == min(
        closeness(plan, sessions) for plan in allowed
    )


def test_changes_are_told_session_by_session() -> None:
    """Free on Monday and Tuesday alone, the family can be met on the other day."""
    family = a_family("f1", an_adult(weekly=free(0, 1)), groups=frozenset({"g1"}))
    instance = an_instance(groups=(a_group(),), families=(family,))
    (one, *_) = variants(instance, (a_session(start=at(18)),), 1, 0.0, EFFORT)
    ((before, after),) = one.changes.moved
    assert (before.start, after.start.date()) == (at(18), at(18, day=1).date())
    assert (one.shared, one.closeness) == (0, 0)


def test_where_everything_else_loses_too_much_there_is_no_other_plan() -> None:
    family = a_family("f1", an_adult(weekly=free(0, hours=(18, 19))), groups=frozenset({"g1"}))
    instance = an_instance(groups=(a_group(),), families=(family,))
    assert variants(instance, (a_session(start=at(18)),), 3, 0.5, EFFORT) == []


def test_a_season_without_events_has_no_other_plan() -> None:
    assert variants(an_instance(events=()), (), 3, 0.5, EFFORT) == []
