"""An upper bound on any session's worth that counts room, line and childcare.

Of families who can only come in person (at a call: of all), those served take no more than the
room (line) holds; of those charged to childcare, no more children than all childcare that is free
then. Each limit is relaxed with a price for what it holds; any price gives a bound, and the least
over a few prices is taken site by site.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from scheduler.evaluation.openings import IN_ROOM
from scheduler.evaluation.profiles import Bools, Floats
from scheduler.solver.prices import Prices
from scheduler.solver.problem import Problem
from scheduler.solver.screen import Charged, EventScreen, Indices, PlacePart

PRICE_QUANTILES = (0.02, 0.1, 0.2, 0.35, 0.5, 0.65, 0.8, 0.95)


def crowded_upper(problem: Problem, number: int, screen: EventScreen, prices: Prices, above: float) -> Floats:
    """A bound on what one session at each site of the event is worth, shape (sites,).

    Sites that are not worth more than `above` even without crowding keep that bound.
    """
    worth = np.maximum(prices.of_profiles(problem, number), 0.0)
    children = _Childcare(problem, number)
    load = _load(problem, number)
    upper = screen.screen(prices).upper
    size = problem.season.profiles.size[_invited(problem, number)]
    for part in screen.parts(upper > above):
        best = np.full(len(part.sites), np.inf)
        for capacity, bound in _limits(problem, screen, part):
            people = np.where(bound, load * size, 0.0)
            for price in _prices(worth, people):
                surplus = worth * part.free - price * people
                total = np.maximum(surplus, 0.0).sum(axis=1) + price * capacity
                deficit = np.maximum(-surplus, 0.0)
                for support, charged in part.charged.items():
                    earned = charged.gain * worth[charged.profiles] - deficit[:, charged.profiles]
                    earned = np.maximum(earned, 0.0)
                    if support[0] == "childcare":
                        served = children.most(earned, charged, part, load)
                    else:
                        served = earned.sum(axis=1)
                    total += np.maximum(served - prices.money * charged.least_cost, 0.0)
                best = np.minimum(best, total)
        upper[part.sites] = best - prices.money * part.base_cost
    return upper


class _Childcare:
    """Limits what families charged to childcare earn by the children that all of it takes."""

    def __init__(self, problem: Problem, number: int) -> None:
        choices = problem.choices[number]
        capacity = np.array([role.capacity if role.kind == "childcare" else 0 for role in choices.roles])
        self._capacity: Floats = (capacity @ choices.players).astype(float)
        self._children = problem.season.profiles.children[problem.season.attendance[number].adults]

    def most(self, earned: Floats, charged: Charged, part: PlacePart, load: Floats) -> Floats:
        """A bound on the sum of `earned` (sites, adults) that childcare leaves possible, shape (sites,)."""
        children = load[charged.profiles] * self._children[charged.adults]
        best: Floats = earned.sum(axis=1)
        for price in _prices(earned.max(axis=0, initial=0.0), children)[1:]:
            held = np.maximum(earned - price * children, 0.0).sum(axis=1)
            best = np.minimum(best, held + price * self._capacity[part.sites])
        return best


def _limits(problem: Problem, screen: EventScreen, part: PlacePart) -> Iterator[tuple[int, Bools]]:
    """What fills up at the place, and which profiles can only come by using it, (capacity, (P,)).

    A limit of 0 that nobody uses stands for none.
    """
    place = problem.openings.places[part.place]
    calls = screen.can_call(part.place)
    nobody, all_profiles = np.zeros(len(calls), dtype=bool), np.ones(len(calls), dtype=bool)
    if place.format not in IN_ROOM:
        yield (0, nobody) if place.online_capacity is None else (place.online_capacity, all_profiles)
        return
    yield (0, nobody) if place.capacity is None else (place.capacity, ~calls)
    if place.format == "hybrid" and place.capacity is not None and place.online_capacity is not None:
        yield place.capacity + place.online_capacity, all_profiles


def _load(problem: Problem, number: int) -> Floats:
    """Expected families of each invited profile if all take part, shape (P,)."""
    season = problem.season
    weight: Floats = season.set_weight[_invited(problem, number), season.everyone]
    return weight * problem.events[number].turnout


def _invited(problem: Problem, number: int) -> Indices:
    return problem.season.attendance[number].invited


def _prices(worth: Floats, amount: Floats) -> Sequence[float]:
    """Zero, and prices at which some families are worth what they take and others are not."""
    used = (amount > 0) & (worth > 0)
    if not used.any():
        return [0.0]
    return [0.0, *np.quantile(worth[used] / amount[used], PRICE_QUANTILES).tolist()]
