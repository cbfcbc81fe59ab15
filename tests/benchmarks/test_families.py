"""What the peers know of families is what the exchange format says of them."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given

from benchmarks.peers.families import Families
from benchmarks.peers.ways import Ways
from scheduler.domain.family_sets import invites
from scheduler.domain.hours import Hours
from scheduler.domain.instance import Instance
from scheduler.evaluation import Season
from scheduler.evaluation.openings import Openings
from tests.builders.instances import (
    a_call,
    a_family,
    a_group,
    a_place,
    a_provider,
    an_adult,
    an_event,
    an_instance,
    at,
    free,
)
from tests.strategies import instances

SPANISH = frozenset({"es"})


@given(instances())
def test_families_are_free_at_a_start_as_their_answers_say(instance: Instance) -> None:
    families = Families(instance)
    for number, event in enumerate(instance.events):
        invited = families.of_event(number)
        asked = [f for f in instance.families if invites(event, (f.groups, f.audiences))]
        for start in {start for start, _ in Openings(instance).of_event(event)}:
            hours = Hours(start, event.minutes, instance.maybe_value)
            free_weight = sum(f.weight * max(map(hours.availability, f.adults)) for f in asked)
            assert invited.best(families.worth(number, start)) @ invited.everyone == pytest.approx(
                free_weight
            )


@given(instances())
def test_invitations_weigh_in_every_set_what_they_weigh_in_its_rate(instance: Instance) -> None:
    families, season = Families(instance), Season(instance)
    weights = [
        event.weight * families.of_event(number).weight.sum(axis=0)
        for number, event in enumerate(instance.events)
    ]
    assert np.sum(weights, axis=0) == pytest.approx(season.invited)


def test_families_alike_in_all_but_their_groups_are_one_kind() -> None:
    alike = [a_family(name, groups=frozenset(groups)) for name, groups in (("f1", ()), ("f2", ("g1",)))]
    other = a_family("f3", an_adult(weekly=free(0, hours=(17, 20))))
    invited = Families(an_instance(groups=(a_group(),), families=(*alike, other))).of_event(0)
    assert invited.everyone.tolist() == [2, 1]
    assert invited.best(np.array([0.5, 1.0])).tolist() == [0.5, 1.0]


def test_a_kind_of_family_is_as_free_as_its_freest_adult() -> None:
    maybe, busy = an_adult(weekly=free(level="maybe")), an_adult(weekly=free(1))
    families = Families(an_instance(families=(a_family("f1", busy, maybe),), maybe_value=0.5))
    assert families.of_event(0).best(families.worth(0, at(17))).tolist() == [0.5]


def test_a_way_that_nobody_could_serve_is_none() -> None:
    speaker = a_family("f1", an_adult(interpreter=SPANISH, children=1))
    places = {"places": (a_place(), a_call()), "events": (an_event(places=("hall", "call")),)}
    interpreter = a_provider("ines", "interpreter", languages=("es",))
    instance = an_instance(families=(speaker,), providers=(a_provider(), interpreter), **places)
    ways = Ways(instance, Families(instance))
    hall, call = instance.places
    assert ways.into(0, hall) == []
    (by_call,) = ways.into(0, call)
    assert (by_call.mode, by_call.needs) == ("online", frozenset({("interpreter", "es")}))
    assert by_call.adults.tolist() == [0]
