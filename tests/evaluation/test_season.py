"""The arrays agree with the domain's reference on any sessions of any instance."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from scheduler.domain.held_session import hold
from scheduler.domain.instance import Event, Instance, Place, Provider
from scheduler.domain.measure import measure
from scheduler.domain.plan import Session
from scheduler.evaluation import Season
from scheduler.evaluation.openings import Openings
from tests.builders.instances import (
    a_family,
    a_group,
    a_place,
    a_provider,
    an_adult,
    an_event,
    an_instance,
    at,
)
from tests.solver.tiny import tiny_instance
from tests.strategies import instances
from tests.thorough import cases, examples


@st.composite
def instances_with_sessions(draw: st.DrawFn) -> tuple[Instance, list[Session]]:
    """Sessions at valid times and places, with any crew, whether other rules allow it or not."""
    instance = draw(instances())
    openings = Openings(instance)
    sites = [(event, *site) for event in instance.events for site in openings.of_event(event)]
    assume(sites)
    chosen = draw(st.lists(st.sampled_from(sites), min_size=1, max_size=4))
    return instance, [draw(any_crew(instance, *site)) for site in dict.fromkeys(chosen)]


@st.composite
def any_crew(draw: st.DrawFn, instance: Instance, event: Event, start, place: str) -> Session:
    crew = draw(st.lists(st.sampled_from(instance.providers), unique=True)) if instance.providers else []
    interpreters = [p for p in crew if p.kind == "interpreter" and p.languages]
    says = {p.id: draw(st.sampled_from(p.languages)) for p in interpreters}
    return Session(event.id, start, place, tuple(p.id for p in crew), says)


@settings(deadline=None, max_examples=examples(150, always=50), suppress_health_check=[HealthCheck.too_slow])
@given(instances_with_sessions())
@pytest.mark.parametrize("most_apart", [0, 1000], ids=["folded", "apart"])
def test_rates_and_cost_equal_the_reference(most_apart: int, drawn: tuple[Instance, list[Session]]) -> None:
    instance, sessions = drawn
    expected = measure(instance, hold(instance, sessions))
    found = Season(instance, most_apart).rates(sessions)
    assert found.stepped == expected.steps
    assert found.cost == pytest.approx(expected.cost)
    assert found.weighted == pytest.approx(expected.weighted)
    assert found.majority == pytest.approx(expected.majority)
    for name, rate in expected.rates.items():
        assert found.rates[name] == (None if rate is None else pytest.approx(rate))
        season_rate = expected.season_rates[name]
        assert found.season[name] == (None if season_rate is None else pytest.approx(season_rate))


def test_families_whom_a_session_cannot_tell_apart_share_a_row() -> None:
    alike = [a_family(f"f{n}", groups=frozenset({"g1"}) if n else frozenset()) for n in range(3)]
    other = a_family("other", an_adult(children=1))
    season = Season(an_instance(groups=(a_group(),), families=(*alike, other)))
    folded = season.attendance[0].invited.folded([at(17)])
    row = folded.row_of_family
    assert len(set(row[:3])) == 1
    assert row[3] != row[0]
    assert sorted(folded.rows.load) == [1.0, 3.0]
    assert sorted(folded.weight) == [1.0, 1.0, 2.0]  # one of the three is in no group


@pytest.mark.parametrize("seed", cases(300, always=60))
@pytest.mark.parametrize("most_apart", [0, 1000], ids=["folded", "apart"])
def test_crowded_sessions_equal_the_reference(most_apart: int, seed: int) -> None:
    """Instances in which everything is scarce, with sessions and crews at random."""
    instance, random = tiny_instance(seed), Random(seed)
    openings = Openings(instance)
    sessions = []
    for event in instance.events:
        sites = list(openings.of_event(event))
        for start, place in random.sample(sites, min(2, len(sites))):
            crew = [provider for provider in instance.providers if random.random() < 0.7]
            says = {p.id: random.choice(p.languages) for p in crew if p.kind == "interpreter"}
            sessions.append(Session(event.id, start, place, tuple(p.id for p in crew), says))
    expected = measure(instance, hold(instance, sessions))
    found = Season(instance, most_apart).rates(sessions)
    assert found.majority == pytest.approx(expected.majority)
    assert found.stepped == expected.steps


@pytest.mark.parametrize(
    ("place", "crew", "adult", "family"),
    [
        (a_place(capacity=4), (), {}, {"size": 2}),
        (a_place("hall", format="online", online_capacity=4, zone=None), (), {}, {"size": 2}),
        (a_place(), (a_provider("care", "childcare", capacity=2),), {"children": 1}, {}),
        (a_place(zone="south"), (a_provider("bus", "transport", capacity=2, zone="north"),), {}, {}),
    ],
    ids=["room", "line", "childcare", "bus"],
)
def test_what_is_full_serves_everyone_the_same_share(
    place: Place, crew: tuple[Provider, ...], adult: dict, family: dict
) -> None:
    """Each of the four things that fill up holds two of five families."""
    families = tuple(a_family(f"f{n}", an_adult(**adult), **family) for n in range(5))
    instance = an_instance(places=(place,), providers=(a_provider(), *crew), families=families)
    session = Session("e1", at(17), "hall", ("host", *(provider.id for provider in crew)))
    assert Season(instance).rates([session]).rates["everyone"] == pytest.approx(2 / 5)


def test_a_set_that_no_event_invites_has_no_rate() -> None:
    instance = an_instance(
        groups=(a_group("g1"), a_group("g2")), events=(an_event(audience=frozenset({"g1"})),)
    )
    assert Season(instance).rates([]).rates["everyone"] is None


def test_an_instance_without_families_or_events_can_be_evaluated() -> None:
    assert Season(an_instance(families=())).rates([Session("e1", at(17), "hall")]).majority == 0
    assert Season(an_instance(events=())).rates([]).cost == 0


def test_a_rate_just_below_a_step_counts_as_on_it() -> None:
    season = Season(an_instance(groups=(a_group(),), families=(a_family(groups=frozenset({"g1"})),)))
    whole = season.invited
    almost, below = whole * (0.1 - 1e-9), whole * (0.1 - 1e-6)
    assert (season.steps(almost), season.steps(below)) == ((5,), (4,))


def test_the_order_of_sessions_does_not_matter() -> None:
    season = Season(an_instance())
    sessions = [Session("e1", at(17, day=day), "hall", ("host",)) for day in (0, 1)]
    assert season.rates(sessions) == season.rates(sessions[::-1])
