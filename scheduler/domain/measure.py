"""What a set of sessions is worth: rates, cost, and the value of every objective's levels."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from scheduler.domain.crowd import Crowd
from scheduler.domain.family_sets import EVERYONE, barriers, invites, members, taking_part
from scheduler.domain.held_session import HeldSession
from scheduler.domain.inclusion import included
from scheduler.domain.instance import Instance
from scheduler.domain.plan import Objective

STEP_TOLERANCE = 1e-6
STEP_DECIMALS = 6


@dataclass(frozen=True, slots=True)
class Measure:
    """The values of a set of sessions, recomputed from the instance alone.

    `rates` and `season_rates` (without the past; floors ask for these) map every set of families to
    its rate, None where no event invites it. `steps` are the rates of the groups that take part, in
    whole steps of the resolution, smallest first.
    """

    rates: Mapping[str, float | None]
    season_rates: Mapping[str, float | None]
    taking_part: tuple[str, ...]
    steps: tuple[int, ...]
    resolution: float
    weighted: float
    majority: float
    cost: float

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
    crowd = Crowd(instance)
    season = _season(instance, crowd, sessions)
    past_got = [family.past[0] for family in instance.families]
    past_asked = [family.past[1] for family in instance.families]
    families_of = members(instance)
    weights = crowd.weights
    season_rates = {
        name: _rate(weights, people, season.got, season.asked) for name, people in families_of.items()
    }
    all_got = [a + b for a, b in zip(past_got, season.got, strict=True)]
    all_asked = [a + b for a, b in zip(past_asked, season.asked, strict=True)]
    rates = {name: _rate(weights, people, all_got, all_asked) for name, people in families_of.items()}
    compared = taking_part(instance, families_of)
    worth = [weight * included for weight, included in zip(weights, season.got, strict=True)]
    return Measure(
        rates=rates,
        season_rates=season_rates,
        taking_part=compared,
        steps=tuple(sorted(_steps(instance, rate) for g in compared if (rate := rates[g]) is not None)),
        resolution=instance.resolution,
        weighted=sum(
            (1 + barriers(instance, groups)) * sum(worth[n] for n in people)
            for (groups, _), people in crowd.by_sets.items()
        ),
        majority=sum(worth),
        cost=season.families_cost
        + sum(s.place.cost + sum(provider.cost for provider in s.crew) for s in sessions),
    )


class _Season(NamedTuple):
    """Each family's inclusion and invitations this season, event weights counted, and what families cost."""

    got: list[float]
    asked: list[float]
    families_cost: float


def _season(instance: Instance, crowd: Crowd, sessions: Sequence[HeldSession]) -> _Season:
    got = [0.0] * len(crowd.families)
    asked = [0.0] * len(crowd.families)
    cost = 0.0
    for sets, people in crowd.by_sets.items():
        whole = sum(event.weight for event in instance.events if invites(event, sets))
        for n in people:
            asked[n] = whole
    for event in instance.events:
        held = [session for session in sessions if session.event.id == event.id]
        for families, inclusion in included(crowd, event, held, instance.maybe_value):
            come = inclusion * event.turnout * sum(crowd.weights[n] for n in families)
            cost += event.cost_per_family * come
            for n in families:
                got[n] += event.weight * inclusion
    return _Season(got, asked, cost)


def _rate(
    weights: Sequence[float], people: Iterable[int], got: Sequence[float], asked: Sequence[float]
) -> float | None:
    people = list(people)
    whole = sum(weights[n] * asked[n] for n in people)
    return sum(weights[n] * got[n] for n in people) / whole if whole else None


def _steps(instance: Instance, rate: float) -> int:
    """The rate in whole steps, rounded down; just below a step counts as on it."""
    return int(rate / instance.resolution + STEP_TOLERANCE)
