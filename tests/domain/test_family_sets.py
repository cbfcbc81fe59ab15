"""Who is invited, which groups are compared, and which events may not overlap."""

from __future__ import annotations

import pytest

from scheduler.domain.family_sets import barriers, by_sets, clashing_events, invites, members, taking_part
from scheduler.domain.instance import Audience, Event, Family, Group, Instance
from tests.builders.instances import a_family, a_group, an_event, an_instance


def people(*groups: str, count: int = 1, start: int = 0) -> tuple[Family, ...]:
    """Some families of the groups."""
    return tuple(a_family(f"{'-'.join(groups)}-{start + n}", groups=frozenset(groups)) for n in range(count))


def grouped(families: tuple[Family, ...], small_group: int = 2, *groups: Group) -> Instance:
    return an_instance(
        groups=groups or (a_group("a"), a_group("b")), families=families, small_group=small_group
    )


def invited(instance: Instance, event: Event) -> list[int]:
    return sorted(n for sets, people in by_sets(instance).items() if invites(event, sets) for n in people)


def test_an_event_for_all_invites_everyone() -> None:
    assert invited(grouped(people("a") + people()), an_event()) == [0, 1]


def test_a_family_is_invited_that_is_in_one_of_the_sets() -> None:
    instance = an_instance(
        groups=(a_group("a"),),
        audiences=(Audience("school", "School"),),
        families=(*people("a"), a_family("x", audiences=frozenset({"school"})), a_family("y")),
    )
    assert invited(instance, an_event(audience=frozenset({"a", "school"}))) == [0, 1]
    assert invited(instance, an_event(audience=frozenset())) == []


def test_small_groups_are_compared_together_where_together_they_are_large_enough() -> None:
    instance = grouped(people("a", count=1) + people("b", count=1))
    families_of = members(instance)
    assert families_of["pooled"] == [0, 1]
    assert taking_part(instance, families_of) == ("pooled",)


def test_a_family_of_two_small_groups_is_pooled_once() -> None:
    instance = grouped(people("a", "b"))
    assert members(instance)["pooled"] == [0]
    assert taking_part(instance, members(instance)) == ()


def test_families_in_no_group_and_everyone_are_sets_of_their_own() -> None:
    families_of = members(grouped(people("a", count=2) + people(count=1)))
    assert families_of == {"a": [0, 1], "b": [], "pooled": [], "no_group": [2], "everyone": [0, 1, 2]}


def test_a_group_inside_a_wider_one_of_the_family_is_no_barrier_of_its_own() -> None:
    groups = (a_group("a"), a_group("b", within="a"), a_group("c"))
    instance = grouped((), 1, *groups)
    assert barriers(instance, frozenset("abc")) == 2
    assert barriers(instance, frozenset("b")) == 1
    assert barriers(instance, frozenset()) == 0


@pytest.mark.parametrize(("both", "clash"), [(0, False), (1, False), (2, True)])
def test_events_clash_when_they_share_more_than_the_share_of_the_smaller_audience(
    both: int, clash: bool
) -> None:
    """Of the 4 families of the smaller audience, a share of 0.25 is one."""
    families = people("a", "b", count=both) + people("a", count=4 - both, start=9) + people("b", count=9)
    instance = an_instance(
        groups=(a_group("a"), a_group("b")),
        families=families,
        clash_share=0.25,
        events=(an_event("e1", audience=frozenset({"a"})), an_event("e2", audience=frozenset({"b"}))),
    )
    assert clashing_events(instance) == (frozenset({frozenset({"e1", "e2"})}) if clash else frozenset())


def test_shared_families_count_by_their_weight() -> None:
    heavy = a_family("h", groups=frozenset({"a", "b"}), weight=3)
    instance = an_instance(
        groups=(a_group("a"), a_group("b")),
        families=(heavy, *people("a", count=3), *people("b", count=5)),
        clash_share=0.4,
        events=(an_event("e1", audience=frozenset({"a"})), an_event("e2", audience=frozenset({"b"}))),
    )
    assert clashing_events(instance) == frozenset({frozenset({"e1", "e2"})})
