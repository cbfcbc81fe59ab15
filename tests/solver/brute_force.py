"""The best plans of a tiny instance by trying them all, with the domain's rules and nothing of the solver."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime, time, timedelta
from functools import cache
from itertools import chain, combinations, product
from typing import NamedTuple

from scheduler.domain.held_session import HeldSession, hold
from scheduler.domain.instance import Event, Instance
from scheduler.domain.measure import Measure, measure
from scheduler.domain.plan import Objective, Plan, Session
from scheduler.domain.plan_rules import PLAN_RULES
from scheduler.domain.session_rules import SESSION_RULES
from scheduler.domain.timegrid import horizon_days, slots
from scheduler.domain.value_rules import COST_TOLERANCE, budget_is_kept, floors_are_kept
from tests.solver.tiny import tiny_instance

MOST_PLANS = 4000
EMPTY = Plan("feasible", "leximin")


class TooManyPlans(Exception):
    """There are more plans than can be tried."""


class Case(NamedTuple):
    """A tiny instance, what its valid plans are worth, and those that only break a floor or the budget."""

    instance: Instance
    measures: tuple[Measure, ...]
    too_low: tuple[Measure, ...] = ()
    too_dear: tuple[Measure, ...] = ()


def tried(number: int) -> tuple[Instance, tuple[Measure, ...]]:
    """A tiny instance whose plans can all be tried, the same for the same number, and what they are worth."""
    return _tried(number)[:2]


@cache
def case(number: int) -> Case:
    """As `tried`, but every other instance is short of money."""
    return _tried(number) if number % 2 else short_of_money(_tried(number), number % 4 == 0)


@cache
def _tried(number: int) -> Case:
    for seed in range(number, number + 100_000, 1000):
        try:
            return try_all(tiny_instance(seed), MOST_PLANS)
        except TooManyPlans:
            continue
    raise AssertionError("no instance is small enough")


def short_of_money(whole: Case, exactly_enough: bool) -> Case:
    """The same with a budget that its best plan breaks, or with just what the cheapest plan costs."""
    if not whole.measures:
        return whole
    cheapest, dear = min(m.cost for m in whole.measures), best(whole.measures, "leximin").cost
    budget = cheapest if exactly_enough else (cheapest + dear) / 2
    paid = tuple(m for m in whole.measures if m.cost <= budget + COST_TOLERANCE)
    dearer = tuple(m for m in whole.measures if m.cost > budget + COST_TOLERANCE)
    return Case(replace(whole.instance, budget=budget), paid, whole.too_low, whole.too_dear + dearer)


def try_all(instance: Instance, most: int) -> Case:
    """What every plan is worth; raises TooManyPlans above `most` combinations."""
    valid, too_low, too_dear = [], [], []
    for _, measured in _held_by_rules(instance, most):
        breaks_floor = any(floors_are_kept(instance, EMPTY, measured))
        breaks_budget = any(budget_is_kept(instance, EMPTY, measured))
        if not breaks_floor and not breaks_budget:
            valid.append(measured)
        elif not breaks_budget:
            too_low.append(measured)
        elif not breaks_floor:
            too_dear.append(measured)
    return Case(instance, tuple(valid), tuple(too_low), tuple(too_dear))


def all_measures(instance: Instance, most: int) -> list[Measure]:
    """What every valid plan is worth; raises TooManyPlans above `most` combinations."""
    return [measured for _, measured in all_plans(instance, most)]


def all_plans(instance: Instance, most: int) -> list[tuple[list[HeldSession], Measure]]:
    """Every valid plan and what it is worth; raises TooManyPlans above `most` combinations."""
    rules = (floors_are_kept, budget_is_kept)
    return [
        (sessions, measured)
        for sessions, measured in _held_by_rules(instance, most)
        if not any(fault for rule in rules for fault in rule(instance, EMPTY, measured))
    ]


def _held_by_rules(instance: Instance, most: int) -> Iterator[tuple[list[HeldSession], Measure]]:
    """Every set of sessions that keeps the rules of a plan but for floors and budget."""
    columns = [list(_columns(instance, event, most)) for event in instance.events]
    number = 1
    for mine in columns:
        number *= len(mine)
        if number > most:
            raise TooManyPlans
    for chosen in product(*columns):
        sessions = list(chain.from_iterable(chosen))
        if any(fault for rule in PLAN_RULES for fault in rule(instance, sessions)):
            continue
        yield sessions, measure(instance, sessions)


def best(measures: Sequence[Measure], objective: Objective) -> Measure:
    """The measure that wins: level by level, cost last."""
    return max(measures, key=lambda measured: rank(measured, objective))


def rank(measured: Measure, objective: Objective) -> tuple[float, ...]:
    if objective == "leximin":
        return (*measured.steps, round(measured.rates["everyone"] or 0.0, 9), -measured.cost)
    value = measured.weighted if objective == "weighted" else measured.majority
    return (round(value, 9), -measured.cost)


def _columns(instance: Instance, event: Event, most: int) -> Iterator[list[HeldSession]]:
    sessions = _sessions(instance, event, most)
    for number in range(event.min_sessions, min(event.max_sessions, len(sessions)) + 1):
        for chosen in combinations(sessions, number):
            if len({(s.start, s.place.id) for s in chosen}) == number:
                yield list(chosen)


def _sessions(instance: Instance, event: Event, most: int) -> list[HeldSession]:
    """Every valid session of the event, with every crew and every way to interpret."""
    found: list[HeldSession] = []
    for start, place in product(_starts(instance, event), event.places):
        for number in range(len(instance.providers) + 1):
            for crew in combinations(instance.providers, number):
                for languages in product(*(p.languages if p.kind == "interpreter" else ("",) for p in crew)):
                    interprets = {
                        p.id: language for p, language in zip(crew, languages, strict=True) if language
                    }
                    session = Session(event.id, start, place, tuple(p.id for p in crew), interprets)
                    (held,) = hold(instance, [session])
                    if not any(fault for rule in SESSION_RULES for fault in rule(instance, held)):
                        found.append(held)
                    if len(found) > most:
                        raise TooManyPlans
    return found


def _starts(instance: Instance, event: Event) -> Iterator[datetime]:
    horizon = instance.horizon
    first, last = event.window
    for day in horizon_days(horizon):
        if first <= day <= last:
            midnight = datetime.combine(day, time())
            yield from (midnight + timedelta(minutes=minute) for minute in slots(horizon))
