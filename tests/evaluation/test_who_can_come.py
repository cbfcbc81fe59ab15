"""How many of each group have a way into a session."""

from __future__ import annotations

from scheduler.domain.plan import Session
from scheduler.evaluation import Season, who_can_come
from tests.builders.instances import a_family, a_group, a_place, an_adult, an_instance, at, free

MONDAY_AT_FIVE = Session("e1", at(17), "hall", ("host",))


def test_those_who_can_come_are_counted_by_group() -> None:
    families = (
        a_family("f1", groups=frozenset({"g1"}), weight=2.5),
        a_family("f2", an_adult(weekly=free(1)), groups=frozenset({"g1"})),
        a_family("f3"),
    )
    season = Season(an_instance(groups=(a_group(),), families=families))
    (reach,) = who_can_come(season, [MONDAY_AT_FIVE])
    assert (reach.answered["g1"], reach.answered["no_group"], reach.answered["everyone"]) == (1, 1, 2)
    assert reach.weight["g1"] == 2.5
    assert reach.families == {"f1", "f3"}


def test_a_full_room_does_not_lower_how_many_can_come() -> None:
    families = tuple(a_family(f"f{n}") for n in range(3))
    season = Season(an_instance(places=(a_place(capacity=1),), families=families))
    assert who_can_come(season, [MONDAY_AT_FIVE])[0].answered["everyone"] == 3


def test_who_needs_what_is_not_there_cannot_come() -> None:
    needs = [{"interpreter": frozenset({"so"})}, {"children": 1}, {"features": frozenset({"step_free"})}]
    families = tuple(
        a_family(f"f{n}", an_adult(formats=frozenset({"in_person"}), **need)) for n, need in enumerate(needs)
    )
    assert who_can_come(Season(an_instance(families=families)), [MONDAY_AT_FIVE])[0].families == frozenset()
