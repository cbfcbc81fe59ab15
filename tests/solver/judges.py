"""Judges of bounds: each looks at one case and tells what was on the wrong side of what is true there.

What is true comes from the domain and from brute force, never from the code that is judged. A judge takes
the number of a case and returns its complaints, none where every bound holds.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from random import Random

import numpy as np

from scheduler.domain.checker import check_plan
from scheduler.domain.family_sets import barriers, members
from scheduler.domain.held_session import hold
from scheduler.domain.instance import Floor, Instance
from scheduler.domain.measure import Measure
from scheduler.domain.plan import OBJECTIVES, Objective, Plan
from scheduler.evaluation import Season
from scheduler.evaluation.households import Floats
from scheduler.solver.beginning import InfeasibleProven
from scheduler.solver.bounds import best_pair, column_bound, session_bounds, support
from scheduler.solver.choices import EventChoices, Site
from scheduler.solver.crew import Sessions, Staffed
from scheduler.solver.frontier import Frontier
from scheduler.solver.master import Solution
from scheduler.solver.out_of_reach import is_too_much
from scheduler.solver.pool import Pool
from scheduler.solver.potential import EventPotential
from scheduler.solver.prices import Prices
from scheduler.solver.problem import Problem
from scheduler.solver.progress import Watch
from scheduler.solver.relaxation import Unkept
from scheduler.solver.roster import Roster
from scheduler.solver.run import Effort
from scheduler.solver.search import Search
from scheduler.solver.weekly import best_pair_of_weeks
from tests.solver.brute_force import best, case
from tests.solver.contributions import contributions
from tests.solver.scarce import scarce_instance

COLUMNS = 12
"""Columns of each event that are tried at each prices."""
SINGLE = 1e-5
"""Of the size of a sum: bounds on columns are computed in single precision."""
ROUNDING = 2e-6
"""Of the size of a level: reported with six decimals a group."""
EQUAL = 1e-9


def bounds_on_columns(number: int) -> list[str]:
    """Whether some columns of a scarce instance are worth more than any bound that holds for them."""
    random = Random(number)
    instance = scarce_instance(number)
    most_apart = random.choice([0, 1000])
    problem = Problem(instance, Season(instance, most_apart))
    faults = []
    for event, choices in enumerate(problem.choices):
        if choices.possible and choices.sites:
            potential = EventPotential(problem, event)
            for _ in range(2):
                prices = some_prices(random, problem.season)
                columns = [column for _ in range(COLUMNS) for column in some_column(choices, random)]
                faults += _EventJudge(problem, potential, prices).faults(columns)
    return faults


class _EventJudge:
    """Holds columns of one event against its bounds at some prices."""

    def __init__(self, problem: Problem, potential: EventPotential, prices: Prices) -> None:
        self._problem, self._potential, self._prices = problem, potential, prices
        self._choices = problem.choices[potential.number]
        self._of_family = worth_of_families(problem.instance, prices, potential.number)
        worth = potential.prices(prices.of_signatures(problem, potential.number))
        costs = [p.cost for p in (*problem.instance.places, *problem.instance.providers)]
        self._slack = EQUAL + SINGLE * float(worth.sum() + prices.money * sum(costs))
        self._sessions = session_bounds(problem, potential, prices, -np.inf).worth
        self._column = column_bound(problem, potential, prices, -np.inf)
        self._pair = self._pair_of_weeks = np.inf
        if len(self._choices.sites) > 1:
            at_prices = potential, worth, prices.money, self._sessions
            self._pair = best_pair(*at_prices, -np.inf)
            self._pair_of_weeks = best_pair_of_weeks(*at_prices, np.arange(len(self._sessions)), -np.inf)

    def faults(self, columns: Sequence[Sessions]) -> list[str]:
        return [fault for column in columns for fault in self._of_column(column)]

    def _of_column(self, column: Sessions) -> Iterator[str]:
        held = self._held(column)
        if held is None:
            return
        added, worths = held
        sites = [self._choices.row[session.start, session.place] for session in column]
        for site, worth in zip(sites, worths, strict=True):
            if worth > self._sessions[site] + self._slack:
                yield f"a session is worth {worth}, its bound is {self._sessions[site]}"
        for n, one in enumerate(worths):
            for other in worths[n + 1 :]:
                if one + other > self._pair + self._slack:
                    yield f"a pair is worth {one + other}, its bound is {self._pair}"
                if one + other > self._pair_of_weeks + self._slack:
                    yield f"a pair is worth {one + other}, its bound in any weeks is {self._pair_of_weeks}"
        if sum(worths) > self._column + self._slack:
            yield f"a column is worth {sum(worths)}, its bound is {self._column}"
        if column:
            yield from self._of_families(added, np.array(sites, dtype=np.intp))

    def _of_families(self, added: list[dict[int, float]], sites: Floats) -> Iterator[str]:
        invited = self._problem.season.attendance[self._potential.number].invited.family
        included = np.array([sum(session.get(int(n), 0.0) for session in added) for n in invited])
        potential = self._potential.of_families(sites).max(axis=0)
        if np.any(self._potential.in_order(included) > potential + SINGLE):
            yield "a family is included further than its potential"

    def _held(self, column: Sessions) -> tuple[list[dict[int, float]], list[float]] | None:
        """What each session adds by family, and its worth; None where nobody can serve the column."""
        number, roster = self._potential.number, Roster(self._problem)
        if not roster.put(number, column):
            return None
        columns = tuple(column if n == number else () for n in range(len(self._problem.events)))
        sessions = Solution(columns, roster.cast).sessions(Pool(self._problem))
        held = hold(self._problem.instance, sessions)
        added = contributions(self._problem.instance, self._problem.events[number], held)
        worths = [
            sum(self._of_family[n] * part for n, part in mine.items())
            - self._prices.money * (session.place.cost + sum(provider.cost for provider in session.crew))
            for session, mine in zip(held, added, strict=True)
        ]
        return added, worths


def bounds_on_plans(number: int) -> list[str]:
    """Whether some valid plan is worth more than the support that every plan is said to keep."""
    instance, measures, *_ = case(number)
    random, problem = Random(number), Problem(instance)
    potentials = [EventPotential(problem, n) for n in range(len(problem.events))]
    points = _points(problem.season, measures)
    faults = []
    for _ in range(4):
        prices = some_prices(random, problem.season)
        worth = points @ np.append(prices.pay, -prices.money)
        at_most = support(problem, potentials, prices)
        stopped = sum(column_bound(problem, p, prices, random.random()) for p in potentials)
        for bound in (at_most, stopped):
            if worth.max(initial=-np.inf) > bound + SINGLE * max(1.0, abs(bound)):
                faults.append(f"a plan is worth {worth.max()}, the support is {bound}")
    return faults


def kept_by_a_plan(number: int) -> list[str]:
    """Whether floors and a budget that some valid plan keeps are said to be too much at once."""
    instance, measures, *_ = case(number)
    random, problem = Random(number), Problem(instance)
    season = problem.season
    rates = _points(season, measures)[:, : len(season.set_names)] / np.maximum(season.invited, 1e-9)
    faults = []
    for measure, reached in zip(measures, rates, strict=True):
        floors = [Floor(name, rate) for name, rate in zip(season.set_names, reached, strict=True)]
        asked = random.sample(floors, random.randint(0, len(floors)))
        unkept = Unkept(asked, random.choice([measure.cost, None]), some_prices(random, season))
        if is_too_much(problem, unkept):
            faults.append(f"a plan keeps {unkept}")
    return faults


def bounds_from_cuts(number: int) -> list[str]:
    """Whether the frontier, given the tightest inequalities that valid plans keep, cuts one of them off."""
    instance, measures, *_ = case(number)
    if not measures:
        return []
    random, season = Random(number), Season(instance)
    frontier, points = Frontier(season), _points(season, measures)
    for prices in (*_one_by_one(season), *(some_prices(random, season) for _ in range(25))):
        frontier.add(prices, float((points @ np.append(prices.pay, -prices.money)).max()))
    objective = random.choice(OBJECTIVES)
    held = [value for _, value in random.choice(measures).levels(objective)]
    bounds = [frontier.bound(objective, level, held, 1.0) for level in range(len(held))]
    trivial = [0.0 if level == len(held) - 1 else np.inf for level in range(len(held))]
    known = [t if b is None else b for b, t in zip(bounds, trivial, strict=True)]
    return wrong_bounds(held, known, measures, objective)


def bounds_of_runs(number: int) -> list[str]:
    """Whether a run that grows its columns gives an invalid plan, beats the optimum or reports a wrong bound.

    The objectives take turns.
    """
    instance, measures, *_ = case(number)
    objective = OBJECTIVES[number % len(OBJECTIVES)]
    search = Search(Problem(instance), objective, a_watch(), Effort(1, 1), most_columns=-1)
    try:
        levels = search.run()
    except InfeasibleProven:
        return ["a plan exists that was proven not to"] if measures else []
    if search.best is None:
        return []
    plan = Plan("feasible", objective, search.best.sessions, tuple(levels))
    values, bounds = [level.value for level in levels], [level.bound for level in levels]
    faults = [fault.text for fault in check_plan(instance, plan)]
    if not faults and is_ahead(values, best(measures, objective), objective):
        faults.append(f"{values} is better than the best of all plans")
    return faults + wrong_bounds(values, bounds, measures, objective)


def wrong_bounds(
    held: Sequence[float], bounds: Sequence[float], measures: Sequence[Measure], objective: Objective
) -> list[str]:
    """The levels on which a plan that is as good as `held` on every level before passes the bound."""
    table = np.array([[value for _, value in measured.levels(objective)] for measured in measures])
    names = [name for name, _ in measures[0].levels(objective)] if measures else []
    rivals, faults = np.ones(len(table), dtype=bool), []
    for level, name in enumerate(names):
        values, slack = table[rivals, level], ROUNDING * max(1.0, abs(held[level]))
        if name == "cost" and values.min(initial=np.inf) < bounds[level] - slack:
            faults.append(f"a plan costs {values.min()}, the bound is {bounds[level]}")
        if name != "cost" and values.max(initial=-np.inf) > bounds[level] + slack:
            faults.append(f"{name} of a plan is {values.max()}, the bound is {bounds[level]}")
        exact = ROUNDING if name.startswith("smallest") else EQUAL * max(1.0, abs(held[level]))
        rivals &= table[:, level] >= held[level] - exact
    return faults


def is_ahead(values: Sequence[float], goal: Measure, objective: Objective) -> bool:
    """Whether the first level on which they differ is better than the goal's."""
    for value, (name, best_value) in zip(values, goal.levels(objective), strict=True):
        gain = best_value - value if name == "cost" else value - best_value
        if abs(gain) > ROUNDING * max(1.0, abs(best_value)):
            return gain > 0
    return False


def a_watch(seconds: float = 60) -> Watch:
    return Watch(seconds, None, lambda: False)


def worth_of_families(instance: Instance, prices: Prices, number: int) -> list[float]:
    """What full inclusion of each family in an event is worth, by the names of the sets that it is in."""
    event, sets = instance.events[number], members(instance)
    paid = [0.0] * len(instance.families)
    for price, name in zip(prices.pay, Season(instance).set_names, strict=False):
        for n in sets[name]:
            paid[n] += price
    return [
        family.weight
        * (
            event.weight * (earned + prices.pay[-1] * (1 + barriers(instance, family.groups)))
            - prices.money * event.cost_per_family * event.turnout
        )
        for family, earned in zip(instance.families, paid, strict=True)
    ]


def some_prices(random: Random, season: Season) -> Prices:
    """Random prices, many of them nothing."""
    pay = [random.choice([0.0, 0.0, random.random()]) for _ in range(len(season.set_names) + 1)]
    return Prices(np.array(pay), random.choice([0.0, 0.0, 0.01, 0.05, 0.2]))


def some_column(choices: EventChoices, random: Random) -> list[Sessions]:
    """A random column, or none where the draw does not fit."""
    event, fixed = choices.event, choices.fixed
    other = [site for site in choices.sites if site not in set(fixed)]
    wanted = random.randint(event.min_sessions, event.max_sessions) - len(fixed)
    if not 0 <= wanted <= len(other):
        return []
    return [tuple(_some_crew(choices, site, random) for site in (*fixed, *random.sample(other, wanted)))]


def _some_crew(choices: EventChoices, site: Site, random: Random) -> Staffed:
    session = random.choice(choices.bare(site))
    for role, counts in list(choices.counts(session)):
        if random.random() < 0.7:
            session = session.with_role(role, random.choice(counts))
    return session


def _one_by_one(season: Season) -> Iterator[Prices]:
    """Prices that pay for one set, or for `weighted`, or for nothing but saving money."""
    for row in np.eye(len(season.set_names) + 1):
        yield Prices(row, 0.0)
    yield Prices(np.zeros(len(season.set_names) + 1), 1.0)


def _points(season: Season, measures: Sequence[Measure]) -> Floats:
    """Each plan's sums by set, `weighted` and cost, shape (plans, sets + 2)."""
    rates = [[m.season_rates[name] or 0.0 for name in season.set_names] for m in measures]
    sums = np.array(rates).reshape(len(measures), len(season.set_names)) * season.invited
    others = np.array([[m.weighted, m.cost] for m in measures]).reshape(len(measures), 2)
    return np.hstack([sums, others])
