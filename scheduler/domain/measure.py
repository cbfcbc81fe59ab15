"""What a set of sessions is worth: rates, cost, and the value of every objective's levels."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from scheduler.domain.family_sets import EVERYONE, barriers, invited, members, taking_part
from scheduler.domain.held_session import HeldSession
from scheduler.domain.inclusion import inclusion
from scheduler.domain.instance import Instance
from scheduler.domain.plan import Objective

STEP_TOLERANCE = 1e-6
STEP_DECIMALS = 6


@dataclass(frozen=True, slots=True)
class Measure:
    """The values of a set of sessions, recomputed from the instance alone.

    `rates` and `season_rates` (without the past; floors ask for these) map every set of families to
    its rate, None where no event invites it. `steps` are the rates of the groups that take part, in
    whole steps of the resolution, smallest first. `inclusions` maps event id -> family index -> inclusion.
    """

    inclusions: Mapping[str, Mapping[int, float]]
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
    inclusions = {
        event.id: inclusion(instance, event, [s for s in sessions if s.event.id == event.id])
        for event in instance.events
    }
    got, asked = _season(instance, inclusions)
    past_got = [family.past[0] for family in instance.families]
    past_asked = [family.past[1] for family in instance.families]
    families_of = members(instance)
    weights = [family.weight for family in instance.families]
    season_rates = {name: _rate(weights, people, got, asked) for name, people in families_of.items()}
    all_got = [a + b for a, b in zip(past_got, got, strict=True)]
    all_asked = [a + b for a, b in zip(past_asked, asked, strict=True)]
    rates = {name: _rate(weights, people, all_got, all_asked) for name, people in families_of.items()}
    compared = taking_part(instance, families_of)
    worth = [weight * included for weight, included in zip(weights, got, strict=True)]
    return Measure(
        inclusions=inclusions,
        rates=rates,
        season_rates=season_rates,
        taking_part=compared,
        steps=tuple(sorted(_steps(instance, rate) for g in compared if (rate := rates[g]) is not None)),
        resolution=instance.resolution,
        weighted=sum(
            value * (1 + barriers(instance, family))
            for value, family in zip(worth, instance.families, strict=True)
        ),
        majority=sum(worth),
        cost=cost(instance, sessions, inclusions),
    )


def cost(
    instance: Instance, sessions: Iterable[HeldSession], inclusions: Mapping[str, Mapping[int, float]]
) -> float:
    """What the sessions' places and providers cost, and the families who are expected to come."""
    fixed = sum(s.place.cost + sum(provider.cost for provider in s.crew) for s in sessions)
    return fixed + sum(
        event.cost_per_family * event.turnout * instance.families[n].weight * included
        for event in instance.events
        for n, included in inclusions[event.id].items()
    )


def _season(
    instance: Instance, inclusions: Mapping[str, Mapping[int, float]]
) -> tuple[list[float], list[float]]:
    """Each family's inclusion and invitations this season, event weights counted."""
    got = [0.0] * len(instance.families)
    asked = [0.0] * len(instance.families)
    for event in instance.events:
        for n in invited(instance, event):
            asked[n] += event.weight
        for n, included in inclusions[event.id].items():
            got[n] += event.weight * included
    return got, asked


def _rate(
    weights: Sequence[float], people: Iterable[int], got: Sequence[float], asked: Sequence[float]
) -> float | None:
    people = list(people)
    whole = sum(weights[n] * asked[n] for n in people)
    return sum(weights[n] * got[n] for n in people) / whole if whole else None


def _steps(instance: Instance, rate: float) -> int:
    """The rate in whole steps, rounded down; just below a step counts as on it."""
    return int(rate / instance.resolution + STEP_TOLERANCE)
