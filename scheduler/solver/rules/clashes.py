"""Events that share many families never overlap."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from itertools import chain

from ortools.sat.python import cp_model

from scheduler.solver.rules.booking import Booking, crowded_moments, literals_of


def forbid_overlaps(
    model: cp_model.CpModel,
    bookings: Sequence[Sequence[Booking]],
    clashes: Sequence[tuple[int, int]],
    exclusive: bool,
) -> None:
    """`bookings` by event; `exclusive` says that at most one literal of an event is true.

    Sessions of the same event may overlap: where they are not exclusive, a variable stands for all
    of an event's sessions at a moment.
    """
    for clique in cover_by_cliques(clashes):
        together = [booking for event in clique for booking in bookings[event]]
        owner = {id(booking): event for event in clique for booking in bookings[event]}
        for moment in crowded_moments(together):
            by_event: dict[int, list[Booking]] = defaultdict(list)
            for booking in moment:
                by_event[owner[id(booking)]].append(booking)
            if len(by_event) > 1:
                literals = [literals_of(mine) for mine in by_event.values()]
                model.add_at_most_one(
                    chain.from_iterable(literals) if exclusive else [_any(model, mine) for mine in literals]
                )


def _any(model: cp_model.CpModel, literals: Sequence[cp_model.IntVar]) -> cp_model.IntVar:
    """A variable that is true where any of the literals is."""
    if len(literals) == 1:
        return literals[0]
    some = model.new_bool_var("some")
    for literal in literals:
        model.add_implication(literal, some)
    return some


def cover_by_cliques(edges: Sequence[tuple[int, int]]) -> list[list[int]]:
    """Cliques that contain every edge and nothing but edges, grown greedily."""
    neighbours: dict[int, set[int]] = {}
    for one, other in edges:
        neighbours.setdefault(one, set()).add(other)
        neighbours.setdefault(other, set()).add(one)
    covered: set[tuple[int, int]] = set()
    cliques = []
    for one, other in edges:
        if (one, other) in covered:
            continue
        clique = [one, other]
        for candidate in sorted(neighbours[one] & neighbours[other]):
            if neighbours[candidate].issuperset(clique):
                clique.append(candidate)
        covered |= {(e, f) for e in clique for f in clique if e < f}
        cliques.append(sorted(clique))
    return cliques
