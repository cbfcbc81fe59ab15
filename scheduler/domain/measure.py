"""What a set of sessions is worth: rates, cost, and the value of every objective's levels."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from scheduler.domain.crowd import Crowd
from scheduler.domain.family_sets import EVERYONE, barriers, invites, members, taking_part
from scheduler.domain.held_session import HeldSession
from scheduler.domain.inclusion import included
from scheduler.domain.instance import Event, Family, Instance, Provider
from scheduler.domain.plan import Objective

STEP_TOLERANCE = 1e-6
STEP_DECIMALS = 6


@dataclass(frozen=True, slots=True)
class Measure:
    """The values of a set of sessions, recomputed from the instance alone.

    `rates` and `season_rates` (without the past; floors ask for these) map every set of families to
    its rate, None where no event invites it. `steps` are the rates of the groups that take part, in
    whole steps of the resolution, smallest first. `families_cost` is the part of the cost that grows with
    the families who come.
    """

    rates: Mapping[str, float | None]
    season_rates: Mapping[str, float | None]
    taking_part: tuple[str, ...]
    steps: tuple[int, ...]
    resolution: float
    weighted: float
    majority: float
    cost: float
    families_cost: float

    def levels(self, objective: Objective) -> list[tuple[str, float]]:
        """Name and value of each level that a plan reports, in the objective's own order."""
        if objective == "leximin":
            stepped = [round(step * self.resolution, STEP_DECIMALS) for step in self.steps]
            found = [(f"smallest {k}", sum(stepped[:k])) for k in range(1, len(stepped) + 1)]
            everyone = self.rates[EVERYONE]
            if everyone is not None:
                found.append(("everyone", everyone))
        else:
            found = [(objective, self.weighted if objective == "weighted" else self.majority)]
        return [*found, ("cost", self.cost)]


def measure(instance: Instance, sessions: Sequence[HeldSession]) -> Measure:
    """Rates, cost and objective values of the sessions, whether they keep the rules or not."""
    return Meter(instance).measure(sessions)


class Meter:
    """Measures any number of plans of one instance, an event anew only where its sessions changed.

    Families in the same groups and audiences are invited alike and count for the same rates, so what an
    event gives is kept as one sum for each of these sets.
    """

    def __init__(self, instance: Instance) -> None:
        self._instance = instance
        self._crowd = Crowd(instance)
        self._sets = list(self._crowd.by_sets)
        weights = self._crowd.weights
        people = list(self._crowd.by_sets.values())
        self._set_of = [0] * len(weights)
        for number, families in enumerate(people):
            for n in families:
                self._set_of[n] = number
        self._past = [_past([self._crowd.families[n] for n in families]) for families in people]
        self._asked = [
            sum(weights[n] for n in families)
            * sum(event.weight for event in instance.events if invites(event, sets))
            for sets, families in self._crowd.by_sets.items()
        ]
        families_of = members(instance)
        self._parts = {name: {self._set_of[n] for n in families} for name, families in families_of.items()}
        self._taking_part = taking_part(instance, families_of)
        self._given: dict[str, _Given] = {}

    def measure(self, sessions: Sequence[HeldSession]) -> Measure:
        """Rates, cost and objective values of the sessions, whether they keep the rules or not."""
        instance = self._instance
        given = [self._given_by(event, sessions) for event in instance.events]
        families_cost = sum(event.families_cost for event in given)
        got = [sum(sums) for sums in zip(*(event.worth for event in given), strict=True)]
        got = got or [0.0] * len(self._sets)
        season_rates = {name: _rate(parts, got, self._asked) for name, parts in self._parts.items()}
        all_got = [past + now for (past, _), now in zip(self._past, got, strict=True)]
        all_asked = [past + now for (_, past), now in zip(self._past, self._asked, strict=True)]
        rates = {name: _rate(parts, all_got, all_asked) for name, parts in self._parts.items()}
        steps = (_steps(instance, rate) for g in self._taking_part if (rate := rates[g]) is not None)
        return Measure(
            rates=rates,
            season_rates=season_rates,
            taking_part=self._taking_part,
            steps=tuple(sorted(steps)),
            resolution=instance.resolution,
            weighted=sum(
                (1 + barriers(instance, groups)) * worth
                for (groups, _), worth in zip(self._sets, got, strict=True)
            ),
            majority=sum(got),
            cost=families_cost
            + sum(s.place.cost + sum(provider.cost for provider in s.crew) for s in sessions),
            families_cost=families_cost,
        )

    def _given_by(self, event: Event, sessions: Sequence[HeldSession]) -> _Given:
        held = [session for session in sessions if session.event.id == event.id]
        asked = [(s.start, s.place.id, s.crew, dict(s.interprets)) for s in held]
        before = self._given.get(event.id)
        if before is None or before.sessions != asked:
            before = self._given[event.id] = self._measured(event, held, asked)
        return before

    def _measured(self, event: Event, held: Sequence[HeldSession], asked: list[_Asked]) -> _Given:
        weights, set_of = self._crowd.weights, self._set_of
        worth, cost = [0.0] * len(self._sets), 0.0
        for families, inclusion in included(self._crowd, event, held, self._instance.maybe_value):
            cost += event.cost_per_family * inclusion * event.turnout * sum(weights[n] for n in families)
            for n in families:
                worth[set_of[n]] += weights[n] * inclusion * event.weight
        return _Given(asked, worth, cost)


_Asked = tuple[datetime, str, tuple[Provider, ...], dict[str, str]]


class _Given(NamedTuple):
    """What an event's sessions give: weighted inclusion for each set of the meter, and what families cost."""

    sessions: list[_Asked]
    worth: list[float]
    families_cost: float


def _past(families: Sequence[Family]) -> tuple[float, float]:
    """Inclusions and invitations of earlier seasons, each family counted by its weight."""
    return (
        sum(family.weight * family.past[0] for family in families),
        sum(family.weight * family.past[1] for family in families),
    )


def _rate(parts: Iterable[int], got: Sequence[float], asked: Sequence[float]) -> float | None:
    whole = sum(asked[n] for n in parts)
    return sum(got[n] for n in parts) / whole if whole else None


def _steps(instance: Instance, rate: float) -> int:
    """The rate in whole steps, rounded down; just below a step counts as on it."""
    return int(rate / instance.resolution + STEP_TOLERANCE)
