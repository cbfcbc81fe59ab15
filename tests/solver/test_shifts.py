"""How many of those who share roles could work at a moment, and in a day or a week."""

from __future__ import annotations

import pytest

from scheduler.domain.instance import Instance, Provider, WeeklyRow
from scheduler.solver.crew import Role, Staffed
from scheduler.solver.problem import Problem
from scheduler.solver.shifts import Shifts, Team
from tests.builders.instances import (
    a_call,
    a_family,
    a_place,
    a_provider,
    an_adult,
    an_event,
    an_instance,
    at,
)

ARABIC, SPANISH = Role("interpreter", "ar"), Role("interpreter", "es")
EVERY_MINUTE = 24 * 60


def interpreter(id: str, *languages: str, **more: object) -> Provider:
    return a_provider(id, "interpreter", languages=languages, **more)


def with_interpreters(*interpreters: Provider) -> Instance:
    """Families who need Arabic and Spanish, and one event for them in the hall or by call."""
    needs = [an_adult(interpreter=frozenset({language})) for language in ("ar", "es")]
    return an_instance(
        providers=(a_provider(), *interpreters),
        places=(a_place(), a_call()),
        events=(an_event(places=("hall", "call"), max_sessions=2),),
        families=tuple(a_family(f"f{n}", adult) for n, adult in enumerate(needs)),
    )


def the_team(shifts: Shifts, *names: str, mode: str | None = None) -> Team:
    (found,) = [
        team for team in shifts.teams if {p.id for p in team.players} == set(names) and team.mode == mode
    ]
    return found


def test_roles_that_share_nobody_have_teams_of_their_own() -> None:
    shifts = Shifts(Problem(with_interpreters(interpreter("a", "ar"), interpreter("s", "es"))))
    assert the_team(shifts, "a").roles == {ARABIC}
    assert the_team(shifts, "s").roles == {SPANISH}
    assert all(len(team.roles) == 1 for team in shifts.teams)


def test_roles_that_one_person_plays_are_one_team() -> None:
    shifts = Shifts(Problem(with_interpreters(interpreter("both", "ar", "es"))))
    team = the_team(shifts, "both")
    assert team.roles == {ARABIC, SPANISH}
    assert all(team.is_asked(role, "in_person") for role in (ARABIC, SPANISH))


def test_a_team_of_one_format_is_asked_by_its_sessions_alone() -> None:
    shifts = Shifts(Problem(with_interpreters(interpreter("a", "ar", formats=frozenset({"online"})))))
    team = the_team(shifts, "a", mode="online")
    assert team.is_asked(ARABIC, "online")
    assert not team.is_asked(ARABIC, "in_person")
    assert not team.is_asked(SPANISH, "online")
    assert shifts.mode_of(Staffed(at(17), "call")) == "online"


def test_only_those_who_are_there_at_a_moment_count() -> None:
    early = interpreter("early", "ar", available=(WeeklyRow(0, 17 * 60, 19 * 60),))
    shifts = Shifts(Problem(with_interpreters(early, interpreter("always", "ar"))))
    team = the_team(shifts, "early", "always")
    assert [shifts.free_at(team, hour * 60) for hour in (17, 18, 19)] == [2, 2, 1]
    assert shifts.free_at(team, EVERY_MINUTE + 17 * 60) == 1


@pytest.mark.parametrize(("weekly", "limits"), [(120, [(7 * EVERY_MINUTE, 10, 220)]), (None, [])])
def test_contracts_add_up_where_everybody_has_one(
    weekly: int | None, limits: list[tuple[int, int, int]]
) -> None:
    one = interpreter("one", "ar", minutes_per_week=100, extra_minutes=10)
    other = interpreter("other", "ar", minutes_per_week=weekly, extra_minutes=30)
    shifts = Shifts(Problem(with_interpreters(one, other)))
    assert list(shifts.limits(the_team(shifts, "one", "other"))) == limits
