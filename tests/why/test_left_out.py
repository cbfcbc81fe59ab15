"""Whom a plan leaves out, by cause: every family once an event, nobody more or less than the domain says."""

from __future__ import annotations

from collections import Counter
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from scheduler.domain.family_sets import invites, members
from scheduler.domain.held_session import hold
from scheduler.domain.inclusion import inclusion
from scheduler.domain.instance import Adult, Family, Instance, Place, Provider
from scheduler.domain.plan import Session
from scheduler.why.left_out import left_out
from tests.builders.instances import (
    a_call,
    a_family,
    a_group,
    a_place,
    a_provider,
    an_adult,
    an_event,
    an_instance,
    free,
)
from tests.builders.plans import SIX, a_session, plausible_plan
from tests.solver.tiny import tiny_instance
from tests.strategies import instances
from tests.thorough import examples

many = settings(
    deadline=None, max_examples=examples(150, always=60), suppress_health_check=[HealthCheck.too_slow]
)


def assert_adds_up(instance: Instance, sessions: tuple[Session, ...]) -> None:
    rows = left_out(instance, sessions)
    for event in instance.events:
        held = hold(instance, [s for s in sessions if s.event == event.id])
        included = inclusion(instance, event, held)
        for name, people in members(instance).items():
            invited = [
                n
                for n in people
                if invites(event, (instance.families[n].groups, instance.families[n].audiences))
            ]
            short = [n for n in invited if included.get(n, 0.0) < 1 - 1e-12]
            tallies = [row.by_set[name] for row in rows if row.event == event.id and name in row.by_set]
            weight = {n: instance.families[n].weight for n in short}
            assert sum(tally.families for tally in tallies) == len(short)
            assert sum(tally.weight for tally in tallies) == pytest.approx(sum(weight.values()))
            missing = sum(weight[n] * (1 - included.get(n, 0.0)) for n in short)
            assert sum(tally.missing for tally in tallies) == pytest.approx(missing)


@many
@given(instances(), st.randoms(use_true_random=False))
def test_all_that_is_missing_is_counted_once(instance: Instance, random: Random) -> None:
    assert_adds_up(instance, plausible_plan(instance, random).sessions)


@pytest.mark.parametrize("seed", range(150))
def test_all_that_is_missing_in_crowded_seasons_is_counted_once(seed: int) -> None:
    instance = tiny_instance(seed)
    assert_adds_up(instance, plausible_plan(instance, Random(seed)).sessions)


def causes(
    *families: Family, place: Place | None = None, crew: tuple[Provider, ...] = ()
) -> Counter[tuple[str, str, bool]]:
    """Families by cause, its detail and whether it is the only one, of one session on Monday at six."""
    room = place or a_place()
    instance = an_instance(
        places=(room,),
        providers=(a_provider(), *crew),
        events=(an_event(places=(room.id,), languages=frozenset({"en"})),),
        families=families,
    )
    session = a_session("e1", SIX, room.id, "host", *(provider.id for provider in crew))
    found: Counter[tuple[str, str, bool]] = Counter()
    for row in left_out(instance, (session,)):
        found[row.cause.kind, row.cause.detail, row.cause.alone] += row.by_set["everyone"].families
    return found


@pytest.mark.parametrize(
    ("adult", "more", "cause"),
    [
        (an_adult(interpreter=frozenset({"so", "am"})), {}, ("interpreter", "am", True)),
        (an_adult(children=2), {}, ("childcare", "", True)),
        (an_adult(), {"zone": "south"}, ("ride", "south", True)),
        (an_adult(supports=frozenset({"captions"})), {}, ("support", "captions", True)),
        (an_adult(features=frozenset({"step_free"})), {}, ("feature", "step_free", True)),
        (an_adult(weekly=free(1)), {}, ("time", "", True)),
        (an_adult(formats=frozenset({"phone"})), {}, ("format", "in_person", True)),
        (an_adult(weekly=free(level="maybe")), {}, ("maybe", "", True)),
        (an_adult(children=1, weekly=free(1)), {}, ("childcare", "", False)),
    ],
    ids=lambda value: value[0] if isinstance(value, tuple) else "",
)
def test_a_family_is_left_out_by_the_first_obstacle_of_its_nearest_way(
    adult: Adult, more: dict, cause: tuple[str, str, bool]
) -> None:
    assert causes(a_family("f1", adult, **more)) == {cause: 1}


def test_the_nearest_way_is_that_of_the_adult_with_the_fewest_obstacles() -> None:
    busy = an_adult(children=1, weekly=free(1))
    free_but_deaf = an_adult(interpreter=frozenset({"ase"}))
    assert causes(a_family("f1", busy, free_but_deaf)) == {("interpreter", "ase", True): 1}


@pytest.mark.parametrize(
    ("place", "crew", "family", "cause"),
    [
        (a_place(capacity=1), (), {}, ("room_full", "", True)),
        (a_call(online_capacity=1), (), {}, ("line_full", "", True)),
        (
            a_place(),
            (a_provider("care", "childcare", capacity=1),),
            {"adult": an_adult(children=1)},
            ("childcare_full", "", True),
        ),
        (
            a_place(),
            (a_provider("bus", "transport", capacity=1, zone="south"),),
            {"zone": "south"},
            ("bus_full", "south", True),
        ),
    ],
    ids=["room", "line", "childcare", "bus"],
)
def test_what_is_full_leaves_all_its_users_out_alike(
    place: Place, crew: tuple[Provider, ...], family: dict, cause: tuple[str, str, bool]
) -> None:
    facts = dict(family)
    adult = facts.pop("adult", an_adult())
    families = [a_family(f"f{n}", adult, **facts) for n in range(2)]
    assert causes(*families, place=place, crew=crew) == {cause: 2}


def test_an_event_without_sessions_leaves_everyone_out() -> None:
    instance = an_instance(events=(an_event(min_sessions=0),))
    (row,) = left_out(instance, ())
    assert (row.cause.kind, row.by_set["everyone"].missing) == ("not_offered", 1)


def test_families_count_in_all_their_sets() -> None:
    families = (
        a_family("f1", an_adult(weekly=free(1)), groups=frozenset({"g1", "g2"}), weight=2.5),
        a_family("f2", groups=frozenset({"g1"})),
        a_family("f3", groups=frozenset({"g1"})),
    )
    instance = an_instance(groups=(a_group("g1"), a_group("g2")), families=families, small_group=2)
    (row,) = left_out(instance, (a_session(),))
    assert {name: tally.missing for name, tally in row.by_set.items()} == {
        "g1": 2.5,
        "g2": 2.5,
        "pooled": 2.5,
        "everyone": 2.5,
    }
