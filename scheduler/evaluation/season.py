"""A season as arrays: the sets of families that have a rate, and what any sessions give them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from scheduler.domain.instance import Family, Instance
from scheduler.domain.plan import Session
from scheduler.evaluation.attendance import EventAttendance
from scheduler.evaluation.offers import Offer, offer_of_session
from scheduler.evaluation.profiles import Floats, Profiles, fold

STEP_TOLERANCE = 1e-6
"""A rate this far below a step (in steps) counts as on it (instance-format.md, "Objectives")."""


@dataclass(frozen=True, slots=True)
class Rates:
    """The rate of every set by name (None where no event invites it) and the plan's cost.

    `season` leaves the past out, as floors do; `stepped` are the sorted steps of the groups that
    take part in the leximin; `weighted` and `majority` are the two other objectives' sums.
    """

    rates: Mapping[str, float | None]
    season: Mapping[str, float | None]
    stepped: tuple[int, ...]
    weighted: float
    majority: float
    cost: float


class Season:
    """An instance folded once, to evaluate any number of plans.

    Sets are numbered: the groups in the instance's order, then `pooled`, `no_group`, `everyone`.
    """

    def __init__(self, instance: Instance) -> None:
        self.instance = instance
        self.set_names = (*(group.id for group in instance.groups), "pooled", "no_group", "everyone")
        self.profiles: Profiles = fold(instance)
        self._place_cost = {place.id: place.cost for place in instance.places}
        self._provider_cost = {provider.id: provider.cost for provider in instance.providers}
        self._fold_sets()

    def _fold_sets(self) -> None:
        instance, number = self.instance, {name: n for n, name in enumerate(self.set_names)}
        families = instance.families
        ids = [group.id for group in instance.groups]
        mine = [[number[g] for g in ids if g in family.groups] for family in families]
        count = (
            np.bincount([n for row in mine for n in row], minlength=len(ids))[: len(ids)]
            if ids
            else np.zeros(0)
        )
        small = {n for n in range(len(ids)) if count[n] < instance.small_group}
        member = np.zeros((len(families), len(self.set_names)), dtype=bool)
        for k, row in enumerate(mine):
            member[k, row] = True
            member[k, number["pooled"]] = not small.isdisjoint(row)
            member[k, number["no_group"]] = not row
        member[:, number["everyone"]] = True
        self.member = member
        """Which families are in which set, shape (families, sets)."""
        pooled = int(member[:, number["pooled"]].sum())
        self.taking_part = [n for n in range(len(ids)) if n not in small]
        """Numbers of the sets that the leximin compares, those without a rate among them."""
        if pooled >= instance.small_group:
            self.taking_part.append(number["pooled"])
        weights = np.array([family.weight for family in families], dtype=float)
        past = np.array([family.past for family in families], dtype=float).reshape(-1, 2)
        weighted = member * weights[:, None]
        folded = np.zeros((len(self.profiles.size), len(self.set_names)))
        np.add.at(folded, self.profiles.family, weighted)
        self.set_weight: Floats = folded
        """Weight of each profile's families in each set, shape (P, sets)."""
        self.past: Floats = weighted.T @ past
        """Weighted [included, invited] of earlier seasons by set, shape (sets, 2)."""
        event_weight = np.array([event.weight for event in instance.events], dtype=float)
        self.invited: Floats = folded.T @ (self.profiles.invited.T @ event_weight)
        """Weighted invitations of this season by set, shape (sets,)."""
        barriers = np.array([_barriers(family, instance) for family in families], dtype=float)
        self.barrier_weight: Floats = np.zeros(len(self.profiles.size))
        """Weight of each profile's families, each counting 1 + the number of its priority groups."""
        np.add.at(self.barrier_weight, self.profiles.family, weights * (1 + barriers))

    @property
    def everyone(self) -> int:
        return len(self.set_names) - 1

    @cached_property
    def attendance(self) -> tuple[EventAttendance, ...]:
        """One evaluator an event, in the instance's order."""
        weight = self.set_weight[:, self.everyone]
        return tuple(
            EventAttendance(self.instance, self.profiles, weight, n) for n in range(len(self.instance.events))
        )

    def has_rate(self, which: int) -> bool:
        """Whether the set has a rate: some event invites it, now or before."""
        return bool(self.past[which, 1] + self.invited[which] > 0)

    def values(self, event_number: int, columns: Sequence[Sequence[Offer]]) -> Floats:
        """What each column adds to the sums of each set, shape (columns, sets + 2).

        The last two are the `weighted` sum and what families cost (`cost_per_family`); `majority`
        is the value of the set `everyone`.
        """
        event, attendance = self.instance.events[event_number], self.attendance[event_number]
        included = attendance.inclusion(columns)
        weight = self.set_weight[attendance.invited]
        return included @ np.column_stack(
            [
                event.weight * weight,
                event.weight * self.barrier_weight[attendance.invited],
                event.cost_per_family * event.turnout * weight[:, self.everyone],
            ]
        )

    def set_rates(self, sums: Floats) -> Floats:
        """Rates with the past by set from this season's sums (..., sets); nan where none is invited."""
        total = self.past[:, 1] + self.invited
        with np.errstate(invalid="ignore", divide="ignore"):
            return np.asarray(np.where(total > 0, (self.past[:, 0] + sums) / total, np.nan))

    def steps(self, sums: Floats) -> tuple[int, ...]:
        """Sorted steps of the groups that take part and have a rate, from sums (sets,)."""
        rates = self.set_rates(sums)[self.taking_part]
        return tuple(
            sorted(
                int(rate / self.instance.resolution + STEP_TOLERANCE) for rate in rates if not np.isnan(rate)
            )
        )

    def session_cost(self, session: Session) -> float:
        """Place and providers of one session."""
        return self._place_cost[session.place] + sum(self._provider_cost[p] for p in session.providers)

    def offers(self, sessions: Sequence[Session]) -> dict[int, list[Offer]]:
        """The sessions as offers by the number of their event."""
        number = {event.id: n for n, event in enumerate(self.instance.events)}
        grouped: dict[int, list[Offer]] = defaultdict(list)
        for session in sessions:
            n = number[session.event]
            grouped[n].append(offer_of_session(self.instance, self.instance.events[n], session))
        return grouped

    def rates(self, sessions: Sequence[Session]) -> Rates:
        """Rates, objective sums and cost of a plan's sessions."""
        sums = np.zeros(len(self.set_names) + 2)
        for event_number, offers in self.offers(sessions).items():
            sums += self.values(event_number, [offers])[0]
        by_set = sums[:-2]
        with np.errstate(invalid="ignore", divide="ignore"):
            season = np.where(self.invited > 0, by_set / self.invited, np.nan)
        cost = sum((self.session_cost(session) for session in sessions), 0.0) + float(sums[-1])
        return Rates(
            self._named(self.set_rates(by_set)),
            self._named(season),
            self.steps(by_set),
            float(sums[-2]),
            float(by_set[self.everyone]),
            cost,
        )

    def _named(self, values: Floats) -> dict[str, float | None]:
        return {
            name: None if np.isnan(value) else float(value)
            for name, value in zip(self.set_names, values, strict=True)
        }


def _barriers(family: Family, instance: Instance) -> int:
    """The family's priority groups, less those whose wider group it is in too."""
    return sum(group.id in family.groups and group.within not in family.groups for group in instance.groups)
