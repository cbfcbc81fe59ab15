"""Who plays which role in given sessions: trivial, feasible, infeasible, and what is in the way."""

from __future__ import annotations

import pytest

from scheduler.domain.instance import Instance, Provider
from scheduler.solver.casting import cast, trimmed
from scheduler.solver.crew import Sessions
from scheduler.solver.problem import Problem
from scheduler.solver.run import Effort
from tests.builders.instances import a_family, a_place, a_provider, an_adult, an_event, an_instance, at
from tests.solver.judges import a_watch

EFFORT = Effort(1, 1)


def several(number: int, *providers: Provider, **more: object) -> Instance:
    """Events alike, each for an hour in the hall or the gym."""
    events = tuple(
        an_event(f"e{n}", places=("hall", "gym"), hosts=tuple(p.id for p in providers if p.kind == "host"))
        for n in range(number)
    )
    places = (a_place(parallel=9), a_place("gym", parallel=9))
    usual = {"clash_share": 1, "travel_minutes": 30}
    return an_instance(**{"events": events, "places": places, "providers": providers, **usual, **more})


def held(problem: Problem, *sites: tuple[int, str]) -> list[Sessions]:
    """One session an event, at an hour of Monday and a place, with its hosts alone."""
    return [
        (choices.bare((at(hour), place))[0],)
        for choices, (hour, place) in zip(problem.choices, sites, strict=True)
    ]


def test_a_plan_without_sessions_needs_nobody() -> None:
    assert cast(Problem(several(1, a_provider())), [()], a_watch(), EFFORT) == ({}, [])


def test_the_cheapest_cast_is_found() -> None:
    problem = Problem(several(1, a_provider("dear", cost=9), a_provider("cheap", cost=4)))
    found, conflict = cast(problem, held(problem, (17, "hall")), a_watch(), EFFORT)
    assert found is not None
    assert list(found.values()) == [("cheap",)]
    assert conflict == []


def test_one_host_serves_one_session_after_the_other() -> None:
    problem = Problem(several(2, a_provider()))
    found, _ = cast(problem, held(problem, (17, "hall"), (18, "hall")), a_watch(), EFFORT)
    assert found is not None
    assert list(found.values()) == [("host",), ("host",)]


def test_who_is_needed_elsewhere_is_given_up_for_somebody_else() -> None:
    """Of two cheap interpreters only one speaks Arabic, so the other one has to serve in Spanish."""
    both = a_provider("both", "interpreter", languages=("ar", "es"), cost=1)
    spanish = a_provider("spanish", "interpreter", languages=("es",), cost=2)
    families = tuple(
        a_family(language, an_adult(interpreter=frozenset({language}))) for language in ("es", "ar")
    )
    problem = Problem(several(2, a_provider(), a_provider("second"), both, spanish, families=families))
    columns = []
    for choices, language in zip(problem.choices, ("es", "ar"), strict=True):
        bare = choices.bare((at(17), "hall"))[0]
        role = next(role for role in choices.roles if role.language == language)
        columns.append((bare.with_role(role, 1),))
    found, _ = cast(problem, columns, a_watch(), EFFORT)
    assert found is not None
    assert {role.language: names for (_, role), names in found.items() if role.language} == {
        "es": ("spanish",),
        "ar": ("both",),
    }


def test_a_conflict_is_minimal() -> None:
    """The first and the third event want the one host at once; the others are in nobody's way."""
    problem = Problem(several(4, a_provider()))
    columns = held(problem, (17, "hall"), (19, "hall"), (17, "gym"), (20, "hall"))
    found, conflict = cast(problem, columns, a_watch(), EFFORT)
    assert found is None
    assert [number for number, _ in conflict] == [0, 2]


def test_sessions_that_leave_no_time_to_travel_conflict() -> None:
    problem = Problem(several(2, a_provider()))
    found, conflict = cast(problem, held(problem, (17, "hall"), (18, "gym")), a_watch(), EFFORT)
    assert found is None
    assert len(conflict) == 2


def test_a_contract_that_is_too_short_conflicts_with_all_its_sessions() -> None:
    problem = Problem(several(3, a_provider(minutes_per_day=120)))
    columns = held(problem, (17, "hall"), (18, "hall"), (19, "hall"))
    found, conflict = cast(problem, columns, a_watch(), EFFORT)
    assert found is None
    assert [number for number, _ in conflict] == [0, 1, 2]


def test_without_time_nothing_is_said_to_conflict() -> None:
    problem = Problem(several(2, a_provider()))
    assert cast(problem, held(problem, (17, "hall"), (17, "gym")), a_watch(0), EFFORT) == (None, [])


@pytest.mark.parametrize(("kept", "lost"), [("ar", "es"), ("es", "ar")])
def test_a_crew_that_cannot_be_cast_loses_what_matters_least(kept: str, lost: str) -> None:
    """One interpreter for two languages: the one that more depends on is kept, and the host always."""
    both = a_provider("both", "interpreter", languages=("ar", "es"))
    families = tuple(
        a_family(language, an_adult(interpreter=frozenset({language}))) for language in ("es", "ar")
    )
    problem = Problem(several(1, a_provider(), both, families=families))
    (choices,) = problem.choices
    session = choices.bare((at(17), "hall"))[0]
    for role in choices.roles:
        session = session.with_role(role, 1)
    assert not choices.has_crew(session)
    losses = {role: {kept: 2.0, lost: 1.0}.get(role.language or "", 0.0) for role, _ in session.crew}
    found = trimmed(problem, [(session,)], lambda *_: losses, a_watch(), EFFORT)
    assert found is not None
    ((smaller,),), people = found
    assert {role.language or role.kind: number for role, number in smaller.crew} == {kept: 1, "host": 1}
    assert choices.has_crew(smaller)
    assert sorted(name for names in people.values() for name in names) == ["both", "host"]


def test_without_enough_hosts_no_smaller_crew_helps() -> None:
    problem = Problem(several(2, a_provider()))
    columns = held(problem, (17, "hall"), (17, "gym"))
    assert trimmed(problem, columns, lambda *_: {}, a_watch(), EFFORT) is None
