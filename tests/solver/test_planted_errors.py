"""Errors planted in the code of bounds, each caught by one of the judges that the tests of bounds rely on."""

from __future__ import annotations

from collections.abc import Callable
from copy import copy
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pytest

from scheduler.evaluation import Season
from scheduler.evaluation.crowds import Rows
from scheduler.solver import abilities, bounds, crowding, frontier, potential, share
from scheduler.solver.crowding import Crowd
from scheduler.solver.frontier import Frontier
from scheduler.solver.needs import EventNeeds
from scheduler.solver.potential import EventPotential
from scheduler.solver.prices import Prices
from scheduler.solver.seats import Priced
from scheduler.solver.standing import MODES
from scheduler.solver.tally import Case
from tests.solver import judges
from tests.solver.judges import bounds_from_cuts, bounds_of_runs, bounds_on_columns, bounds_on_plans
from tests.thorough import thoroughly

CASES = 400
"""Of those that the tests of bounds look at, how many a planted error may hide in."""

Judge = Callable[[int], list[str]]
Change = Callable[[Any], Any]


@dataclass(frozen=True)
class Planted:
    """An error that replaces `name` of `owner`, made from what was there, and who catches it."""

    error: str
    judge: Judge
    owner: Any
    name: str
    changed: Change


def each_doubled(before: Any) -> Any:
    return lambda *args: {key: 2 * value for key, value in before(*args).items()}


def times(factor: float) -> Change:
    """The function's result multiplied."""
    return lambda right: lambda *args: right(*args) * factor


def in_season(change: Callable[[Season], None]) -> Change:
    """A frontier that looks at a season in which something was changed."""

    def changed(right: Change) -> Change:
        def start(self: Any, season: Season, *rest: Any) -> None:
            other = copy(season)
            change(other)
            right(self, other, *rest)

        return start

    return changed


def without_past(season: Season) -> None:
    season.past = np.zeros_like(season.past)


def with_half_the_budget(season: Season) -> None:
    if season.instance.budget is not None:
        season.instance = replace(season.instance, budget=season.instance.budget / 2)


def with_every_barrier_counted_once(season: Season) -> None:
    season.most_weighted = float(season.invited[season.everyone])


def with_coarser_steps(season: Season) -> None:
    season.instance = replace(season.instance, resolution=2 * season.instance.resolution)


def first_adult_only(_right: Change) -> Change:
    return lambda self, of_adults: of_adults[..., self.first_adult]


def no_support_of(kind: str) -> Change:
    """A support of this kind is taken for another one that nobody asks for."""

    def changed(right: Change) -> Change:
        return lambda role: ("kind", "nothing") if right(role)[0] == kind else right(role)

    return changed


def families_pay_twice(_right: Change) -> Change:
    def of_signatures(self: Prices, problem: Any, number: int) -> Any:
        season, event = problem.season, problem.events[number]
        earned = event.weight * (season.member @ self.pay[:-1] + season.counts_as * self.pay[-1])
        return earned - 2 * self.money * event.cost_per_family * event.turnout

    return of_signatures


def a_step_higher(right: Change) -> Change:
    """What a level before is held at, one step too high."""
    return lambda self, name, value: right(self, name, value + self._season.instance.resolution)


def smaller_right_hand_side(right: Change) -> Change:
    return lambda self, prices, support: right(self, prices, support - 0.05 * abs(support))


def money_forgotten(right: Change) -> Change:
    return lambda self, prices, support: right(self, Prices(prices.pay, 0.0), support)


def enough_is_the_bound(right: Change) -> Change:
    def column_bound(problem: Any, potential: Any, prices: Any, enough: float) -> float:
        return enough if enough > -np.inf else right(problem, potential, prices, enough)

    return column_bound


def first_event_forgotten(right: Change) -> Change:
    return lambda problem, potential, *rest: (
        0.0 if potential.number == 0 else right(problem, potential, *rest)
    )


def best_site_overlooked(right: Change) -> Change:
    def session_bounds(*args: Any) -> Any:
        found = right(*args)
        lowest = found.worth.min(initial=np.inf)
        worth = np.where(found.worth == found.worth.max(initial=-np.inf), lowest, found.worth)
        return replace(found, worth=worth)

    return session_bounds


def smaller_of_two(right: Change) -> Change:
    """A family at two sites counted with the worse one."""

    def of_families(self: Any, sites: Any) -> Any:
        found = right(self, sites)
        return np.minimum(found, found[:1])

    return of_families


def everybody_stays(_right: Change) -> Change:
    return lambda self: np.ones(len(self), dtype=bool)


def always(value: float) -> Change:
    return lambda _right: property(lambda _self: value)


def no_condition(_right: Change) -> Change:
    return lambda _self, asking, _met_by: np.zeros(len(asking), dtype=np.int64)


def lowest_level(right: Change) -> Change:
    """A family of two adults counted as two families."""
    return lambda self, levels: right(self, sorted(levels))


def always_alike(_right: Any) -> Any:
    return lambda _asked, children: np.zeros(len(children), dtype=np.intp)


PROGRAM = frontier._Program
PLANTED = [
    Planted(
        "interpreters are forgotten", bounds_on_columns, abilities, "support_of", no_support_of("interpreter")
    ),
    Planted("childcare is forgotten", bounds_on_columns, abilities, "support_of", no_support_of("childcare")),
    Planted(
        "other supports are forgotten", bounds_on_columns, abilities, "support_of", no_support_of("kind")
    ),
    Planted("only the first adult counts", bounds_on_columns, Rows, "best", first_adult_only),
    Planted("a room holds a tenth less", bounds_on_columns, Priced, "bound", times(0.9)),
    Planted("all who come are divided evenly", bounds_on_columns, Crowd, "part_in_room", always(0.5)),
    Planted("nobody with children is in the room", bounds_on_columns, Crowd, "most_in_room", always(0.0)),
    Planted("everybody comes whatever the crew", bounds_on_columns, EventNeeds, "_condition", no_condition),
    Planted("who comes is the worst of their adults", bounds_on_columns, Case, "holds", lowest_level),
    Planted(
        "whoever may come by call takes part", bounds_on_columns, crowding, "EITHER", lambda _right: MODES
    ),
    Planted("half the places in childcare", bounds_on_columns, EventPotential, "_care", times(0.5)),
    Planted("care for a child costs five times", bounds_on_columns, EventPotential, "_care_cost", times(5)),
    Planted("those who stay are worth more", bounds_on_columns, EventPotential, "_settled", everybody_stays),
    Planted("hosts and places cost double", bounds_on_columns, potential, "least_costs", each_doubled),
    Planted("families' meals cost double", bounds_on_columns, Prices, "of_signatures", families_pay_twice),
    Planted("the best site is overlooked", bounds_on_columns, bounds, "session_bounds", best_site_overlooked),
    Planted("a pair is halved", bounds_on_columns, bounds, "best_pair", times(0.5)),
    Planted("a pair of any weeks is halved", bounds_on_columns, judges, "best_pair_of_weeks", times(0.5)),
    Planted("all adults count as alike", bounds_on_columns, potential, "alike", always_alike),
    Planted(
        "a family counts with the worse of two sites",
        bounds_on_columns,
        EventPotential,
        "of_families",
        smaller_of_two,
    ),
    Planted(
        "what is enough is taken for the bound", bounds_on_plans, judges, "column_bound", enough_is_the_bound
    ),
    Planted("an event is left out", bounds_on_plans, bounds, "column_bound", first_event_forgotten),
    Planted(
        "a cut has too small a right-hand side", bounds_from_cuts, Frontier, "add", smaller_right_hand_side
    ),
    Planted("a cut forgets the money", bounds_from_cuts, Frontier, "add", money_forgotten),
    Planted("the past is dropped", bounds_from_cuts, PROGRAM, "__init__", in_season(without_past)),
    Planted("half the budget", bounds_from_cuts, PROGRAM, "__init__", in_season(with_half_the_budget)),
    Planted(
        "no barrier counts twice",
        bounds_from_cuts,
        PROGRAM,
        "__init__",
        in_season(with_every_barrier_counted_once),
    ),
    Planted("steps are too coarse", bounds_from_cuts, PROGRAM, "__init__", in_season(with_coarser_steps)),
    Planted(
        "a rate on a step does not reach it",
        bounds_from_cuts,
        frontier,
        "STEP_TOLERANCE",
        lambda _right: -1e-3,
    ),
    Planted("a level is held too high", bounds_from_cuts, PROGRAM, "_hold", a_step_higher),
]
LATE = [
    Planted("buses are forgotten", bounds_on_columns, abilities, "support_of", no_support_of("transport")),
    Planted("a support costs double", bounds_on_columns, EventPotential, "charge", times(2)),
    Planted("interpreters cost double", bounds_on_columns, EventNeeds, "_cost_of_team", times(2)),
    Planted("who may go elsewhere stays", bounds_on_columns, potential, "held_share", times(2)),
    Planted("a run's cuts leave nothing", bounds_of_runs, share, "column_bound", times(0)),
]
"""It takes many cases to catch these."""


@pytest.mark.parametrize("planted", [*PLANTED, *thoroughly(*LATE)], ids=lambda planted: planted.error)
def test_a_planted_error_is_caught(planted: Planted, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(planted.owner, planted.name, planted.changed(getattr(planted.owner, planted.name)))
    assert any(planted.judge(number) for number in range(CASES))
