"""The headcount poll takes what most families are free for, and looks at nothing else."""

from __future__ import annotations

from scheduler.evaluation import Season, headcount
from tests.builders.instances import (
    a_family,
    a_place,
    a_provider,
    an_adult,
    an_event,
    an_instance,
    at,
    free,
)


def times(instance) -> list:
    return [(session.start, session.place) for session in headcount(Season(instance))]


def test_the_time_when_most_families_are_free_wins() -> None:
    families = (
        a_family("f1", an_adult(weekly=free(2))),
        a_family("f2", an_adult(weekly=free(2, 3))),
        a_family("f3", an_adult(weekly=free(3), interpreter=frozenset({"so"}))),
        a_family("f4", an_adult(weekly=free(3), children=3)),
    )
    assert times(an_instance(families=families)) == [(at(17, day=3), "hall")]


def test_maybe_counts_as_free() -> None:
    families = (a_family("f1", an_adult(weekly=free(4, level="maybe"))),)
    assert times(an_instance(families=families)) == [(at(17, day=4), "hall")]


def test_a_taken_place_sends_the_next_event_to_another_time() -> None:
    events = (an_event("e1"), an_event("e2"))
    assert times(an_instance(events=events)) == [(at(17), "hall"), (at(18), "hall")]


def test_a_host_who_is_free_comes_and_supports_do_not() -> None:
    providers = (a_provider(), a_provider("i", "interpreter", languages=("so",)))
    (session,) = headcount(Season(an_instance(providers=providers)))
    assert session.providers == ("host",)


def test_a_busy_host_leaves_the_second_event_without_one() -> None:
    events = (an_event("e1"), an_event("e2", places=("hall2",)))
    sessions = headcount(Season(an_instance(events=events, places=(a_place(), a_place("hall2")))))
    assert [session.providers for session in sessions] == [("host",), ()]


def test_an_event_that_no_place_is_open_for_is_left_out() -> None:
    assert times(an_instance(places=(a_place(open=()),))) == []
