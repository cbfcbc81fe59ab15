"""The families of an instance, folded by what they have in common.

Who is invited depends on a family's sets alone, and what it needs on very little besides: so both are
worked out once for all families that are alike.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterator

from scheduler.domain.family_sets import Sets, by_sets, invites
from scheduler.domain.instance import Adult, Event, Family, Instance


class Crowd:
    """Families are told by their index; `by_sets` maps groups and audiences to those who are in just these.

    Families of one need could come to the same sessions in the same ways, if all of them were free; a need
    is told by a number.
    """

    def __init__(self, instance: Instance) -> None:
        self.families = instance.families
        self.weights = [family.weight for family in instance.families]
        self.by_sets = by_sets(instance)
        numbers: dict[Hashable, int] = {}
        self._by_sets_and_need: dict[Sets, dict[int, list[int]]] = {}
        for sets, people in self.by_sets.items():
            by_need = self._by_sets_and_need[sets] = defaultdict(list)
            for n in people:
                by_need[numbers.setdefault(_need(self.families[n]), len(numbers))].append(n)

    def invited(self, event: Event) -> Iterator[tuple[int, list[int]]]:
        """The families that the event invites: a need and some who have it; a need can come again."""
        for sets, by_need in self._by_sets_and_need.items():
            if invites(event, sets):
                yield from by_need.items()


def _need(family: Family) -> Hashable:
    return family.size, family.zone, family.travels, tuple(_need_of_adult(adult) for adult in family.adults)


def _need_of_adult(adult: Adult) -> Hashable:
    return adult.formats, adult.features, adult.supports, adult.interpreter, adult.children
