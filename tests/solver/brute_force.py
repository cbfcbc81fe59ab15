"""The best plans of a tiny instance by trying them all, with the domain's rules and nothing of the solver."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime, time, timedelta
from functools import cache
from itertools import chain, combinations, product

from scheduler.domain.held_session import HeldSession, hold
from scheduler.domain.instance import Event, Instance
from scheduler.domain.measure import Measure, measure
from scheduler.domain.plan import Objective, Plan, Session
from scheduler.domain.plan_rules import PLAN_RULES
from scheduler.domain.session_rules import SESSION_RULES
from scheduler.domain.timegrid import horizon_days, slots
from scheduler.domain.value_rules import budget_is_kept, floors_are_kept
from tests.solver.tiny import tiny_instance

MOST_PLANS = 4000
EMPTY = Plan("feasible", "leximin")


class TooManyPlans(Exception):
    """There are more plans than can be tried."""


@cache
def tried(number: int) -> tuple[Instance, tuple[Measure, ...]]:
    """A tiny instance whose plans can all be tried, the same for the same number, and what they are worth."""
    for seed in range(number, number + 100_000, 1000):
        try:
            return tiny_instance(seed), tuple(all_measures(tiny_instance(seed), MOST_PLANS))
        except TooManyPlans:
            continue
    raise AssertionError("no instance is small enough")


def all_measures(instance: Instance, most: int) -> list[Measure]:
    """What every valid plan is worth; raises TooManyPlans above `most` combinations."""
    columns = [list(_columns(instance, event, most)) for event in instance.events]
    number = 1
    for mine in columns:
        number *= len(mine)
        if number > most:
            raise TooManyPlans
    found = []
    for chosen in product(*columns):
        sessions = list(chain.from_iterable(chosen))
        if any(fault for rule in PLAN_RULES for fault in rule(instance, sessions)):
            continue
        measured = measure(instance, sessions)
        rules = (floors_are_kept, budget_is_kept)
        if not any(fault for rule in rules for fault in rule(instance, EMPTY, measured)):
            found.append(measured)
    return found


def best(measures: Sequence[Measure], objective: Objective) -> Measure:
    """The measure that wins: level by level, cost last."""
    return max(measures, key=lambda measured: _key(measured, objective))


def _key(measured: Measure, objective: Objective) -> tuple[float, ...]:
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
