"""A season as arrays: the sets of families that have a rate, and what any sessions give them."""

from __future__ import annotations

import copy
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from scheduler.domain.instance import Instance
from scheduler.domain.plan import Session
from scheduler.evaluation.attendance import EventAttendance
from scheduler.evaluation.crowds import Folds
from scheduler.evaluation.households import Floats, Households, Ints, fold
from scheduler.evaluation.offers import Offer, offer_of_session

STEP_TOLERANCE = 1e-6
"""A rate this far below a step (in steps) counts as on it (instance-format.md, "Objectives")."""

MOST_APART = 3000
"""Families above which an event folds those that its sessions cannot tell apart."""


@dataclass(frozen=True, slots=True)
class Rates:
    """The rate of every set by name (None where no event invites it) and the plan's cost.

    `season` leaves the past out, as floors do; `stepped` are the sorted steps of the groups that
    take part in the leximin; `weighted` and `majority` are the two other objectives' sums. `families_cost` is
    the part of the cost that grows with the families who come.
    """

    rates: Mapping[str, float | None]
    season: Mapping[str, float | None]
    stepped: tuple[int, ...]
    weighted: float
    majority: float
    cost: float
    families_cost: float


class Season:
    """An instance folded once, to evaluate any number of plans.

    Sets are numbered: the groups in the instance's order, then `pooled`, `no_group`, `everyone`.
    """

    def __init__(self, instance: Instance, most_apart: int = MOST_APART) -> None:
        self.instance = instance
        self._most_apart = most_apart
        self.set_names = (*(group.id for group in instance.groups), "pooled", "no_group", "everyone")
        self.households: Households = fold(instance)
        self._place_cost = {place.id: place.cost for place in instance.places}
        self._provider_cost = {provider.id: provider.cost for provider in instance.providers}
        self.depth: int | None = None
        """How many of the smallest rates the leximin raises one by one before everyone's; None is all."""
        self._fold_sets()

    def aimed(self, compared: Sequence[str] | None = None, depth: int | None = None) -> Season:
        """The same season with a leximin of its own: it compares these sets, and raises the `depth` smallest.

        Rates, floors and cost stay what they are.
        """
        other = copy.copy(self)
        other.depth = depth
        if compared is not None:
            other.taking_part = [self.set_names.index(name) for name in compared]
        return other

    def _fold_sets(self) -> None:
        instance, homes = self.instance, self.households
        ids = [group.id for group in instance.groups]
        count = np.bincount(homes.signature, minlength=len(homes.groups))
        member = np.zeros((len(homes.groups), len(self.set_names)), dtype=bool)
        for n, groups in enumerate(homes.groups):
            member[n, : len(ids)] = [group in groups for group in ids]
        small = (count @ member[:, : len(ids)]) < instance.small_group
        pooled, no_group = len(ids), len(ids) + 1
        member[:, pooled] = member[:, : len(ids)][:, small].any(axis=1)
        member[:, no_group] = [not groups for groups in homes.groups]
        member[:, self.everyone] = True
        self.member = member
        """Which signatures of families are in which set, shape (signatures, sets)."""
        self.families: Ints = (count @ member).astype(np.int32)
        """Number of families in each set, shape (sets,)."""
        self.taking_part = np.flatnonzero(~small).tolist()
        """Numbers of the sets that the leximin compares, those without a rate among them."""
        if self.families[pooled] >= instance.small_group:
            self.taking_part.append(pooled)
        self.signature_weight: Floats = np.bincount(
            homes.signature, homes.weight, minlength=len(homes.groups)
        ).astype(float)
        """Weight of the families of each signature, shape (signatures,)."""
        past = [
            np.bincount(homes.signature, homes.weight * homes.past[:, k], minlength=len(homes.groups))
            for k in (0, 1)
        ]
        self.past: Floats = member.T @ np.stack(past, axis=1)
        """Weighted [included, invited] of earlier seasons by set, shape (sets, 2)."""
        event_weight = np.array([event.weight for event in instance.events], dtype=float)
        invitations = self.signature_weight * (homes.invited @ event_weight)
        self.invited: Floats = member.T @ invitations
        """Weighted invitations of this season by set, shape (sets,)."""
        self.counts_as: Floats = np.array([1.0 + _barriers(groups, instance) for groups in homes.groups])
        """What a family of each signature counts in `weighted`: 1 + the number of its priority groups."""
        self.most_weighted = float(invitations @ self.counts_as)
        """What `weighted` is where every family is included in everything."""

    @property
    def everyone(self) -> int:
        return len(self.set_names) - 1

    @cached_property
    def attendance(self) -> tuple[EventAttendance, ...]:
        """One evaluator an event, in the instance's order."""
        folds = Folds()
        return tuple(
            EventAttendance(self.instance, self.households, n, self._most_apart, folds)
            for n in range(len(self.instance.events))
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
        invited = attendance.invited
        out = np.zeros((len(columns), len(self.set_names) + 2))
        of_signature = np.column_stack(
            [
                event.weight * self.member,
                event.weight * self.counts_as,
                np.full(len(self.counts_as), event.cost_per_family * event.turnout),
            ]
        )
        if attendance.is_folded:
            _, example = np.unique(self.households.alike, return_index=True)
            for n, included in attendance.weight_included(columns):
                out[n] = included @ of_signature[example]
            return out
        apart = invited.weight[:, None] * of_signature[invited.signature]
        for numbers, one in attendance.inclusion(columns):
            out[numbers] = one @ apart
        return out

    def set_rates(self, sums: Floats) -> Floats:
        """Rates with the past by set from this season's sums (..., sets); nan where none is invited."""
        total = self.past[:, 1] + self.invited
        with np.errstate(invalid="ignore", divide="ignore"):
            return np.asarray(np.where(total > 0, (self.past[:, 0] + sums) / total, np.nan))

    def steps(self, sums: Floats) -> tuple[int, ...]:
        """Sorted steps of the groups that take part and have a rate, up to `depth`, from sums (sets,)."""
        rates = self.set_rates(sums)[self.taking_part]
        found = sorted(
            int(rate / self.instance.resolution + STEP_TOLERANCE) for rate in rates if not np.isnan(rate)
        )
        return tuple(found[: self.depth])

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
            float(sums[-1]),
        )

    def _named(self, values: Floats) -> dict[str, float | None]:
        return {
            name: None if np.isnan(value) else float(value)
            for name, value in zip(self.set_names, values, strict=True)
        }


def _barriers(groups: frozenset[str], instance: Instance) -> int:
    """The priority groups among these, less those whose wider group is among them too."""
    return sum(group.id in groups and group.within not in groups for group in instance.groups)
