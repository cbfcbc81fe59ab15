"""Sets of families: who an event invites, the groups that have a rate, events that share families."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from itertools import combinations

from scheduler.domain.instance import Event, Instance

EVERYONE = "everyone"
POOLED = "pooled"
NO_GROUP = "no_group"
SHARE_TOLERANCE = 1e-9

Sets = tuple[frozenset[str], frozenset[str]]
"""The groups and the audiences that a family is in: all that its invitations depend on."""


def by_sets(instance: Instance) -> dict[Sets, list[int]]:
    """Indices of the families that are in the same groups and audiences."""
    together: dict[Sets, list[int]] = defaultdict(list)
    for n, family in enumerate(instance.families):
        together[family.groups, family.audiences].append(n)
    return together


def invites(event: Event, sets: Sets) -> bool:
    """Whether families in these groups and audiences are in the event's audience."""
    groups, audiences = sets
    return event.audience is None or not (
        event.audience.isdisjoint(groups) and event.audience.isdisjoint(audiences)
    )


def members(instance: Instance) -> dict[str, list[int]]:
    """Indices of the families of every set that has a rate: each group, `pooled`, `no_group`, `everyone`."""
    groups: dict[str, list[int]] = {group.id: [] for group in instance.groups}
    for n, family in enumerate(instance.families):
        for group in family.groups:
            groups[group].append(n)
    pooled = {n for people in groups.values() if len(people) < instance.small_group for n in people}
    return {
        **groups,
        POOLED: sorted(pooled),
        NO_GROUP: [n for n, family in enumerate(instance.families) if not family.groups],
        EVERYONE: list(range(len(instance.families))),
    }


def taking_part(instance: Instance, families_of: Mapping[str, Sequence[int]]) -> tuple[str, ...]:
    """The groups whose rates leximin compares; `families_of` is what `members` gives."""
    large = [g.id for g in instance.groups if len(families_of[g.id]) >= instance.small_group]
    return (*large, POOLED) if len(families_of[POOLED]) >= instance.small_group else tuple(large)


def barriers(instance: Instance, groups: frozenset[str]) -> int:
    """How many barriers a family of these groups meets; a group counts nothing inside a wider one of them."""
    return sum(group.id in groups and group.within not in groups for group in instance.groups)


def clashing_events(instance: Instance) -> frozenset[frozenset[str]]:
    """Pairs of events that share so many families that their sessions must not overlap."""
    together: dict[tuple[str, ...], float] = defaultdict(float)
    for sets, people in by_sets(instance).items():
        events = tuple(event.id for event in instance.events if invites(event, sets))
        together[events] += sum(instance.families[n].weight for n in people)
    audience: dict[str, float] = defaultdict(float)
    shared: dict[frozenset[str], float] = defaultdict(float)
    for events, weight in together.items():
        for event in events:
            audience[event] += weight
        for pair in combinations(events, 2):
            shared[frozenset(pair)] += weight
    return frozenset(
        pair
        for pair, weight in shared.items()
        if weight > instance.clash_share * min(audience[event] for event in pair) + SHARE_TOLERANCE
    )
