"""What a session held elsewhere would do, before anything is saved."""

from datetime import date, datetime, time

import pytest

from scheduler.services.ask_what_if import what_if
from scheduler.services.move_choices import move_choices
from scheduler.services.what_if_views import SetEffect, Wanted, WhatIfView
from scheduler.storage.models import Plan
from tests.builders.small_season import MATH, NIGHTS, OTHERS, READING, small_season
from tests.fixtures.databases import on_both_databases

pytestmark = [pytest.mark.usefixtures("db"), on_both_databases]

THURSDAY = date(2026, 3, 5)


@pytest.fixture
def plan() -> Plan:
    return small_season()


def asked(plan: Plan, wanted: Wanted) -> WhatIfView:
    """What becomes of Reading night."""
    view = what_if(plan.id, plan.sessions[0].id, wanted, "en")
    assert view is not None
    return view


def effects(view: WhatIfView) -> dict[str, SetEffect]:
    return {effect.set_key: effect for effect in view.sets}


def kinds(view: WhatIfView) -> set[str]:
    return {fault.kind for fault in view.broken}


def test_it_tells_by_group_who_gains_and_who_loses(plan: Plan) -> None:
    sets = effects(asked(plan, Wanted(day=THURSDAY, at=time(17))))
    nights, others, everyone = sets["nights"], sets["no_group"], sets["everyone"]
    assert (nights.name, nights.families, nights.takes_part) == ("Night or shift work", NIGHTS, True)
    assert (nights.before, nights.after, nights.gaining, nights.losing) == (0.5, 1.0, NIGHTS, 0)
    assert (others.before, others.after, others.gaining, others.losing) == (0.5, 0.0, 0, OTHERS)
    assert (everyone.before, everyone.after) == (0.5, 0.4)


def test_it_tells_what_the_plan_would_cost(plan: Plan) -> None:
    view = asked(plan, Wanted(day=THURSDAY, at=time(17)))
    assert view.cost_before_cents == (100 * (200 + 2 * (NIGHTS + OTHERS)), 200 * (NIGHTS + OTHERS))
    assert view.cost_after_cents == (100 * (200 + 2 * 2 * NIGHTS), 400 * NIGHTS)
    assert view.cost_per_family_cents == 400


def test_it_says_where_the_session_is_and_where_it_would_be(plan: Plan) -> None:
    view = asked(plan, Wanted(day=THURSDAY, place_id=plan.sessions[1].place_id))
    assert (view.before.event, view.before.start_local, view.before.place) == (
        "Reading night",
        READING,
        "Hall",
    )
    assert (view.after.start_local, view.after.place) == (datetime(2026, 3, 5, 18), "Gym")


def test_a_host_who_is_elsewhere_is_named_with_the_session_that_holds_them(plan: Plan) -> None:
    view = asked(plan, Wanted(day=THURSDAY))
    assert kinds(view) == {"clash", "provider_overlap"}
    (held,) = (fault for fault in view.broken if fault.kind == "provider_overlap")
    assert held.provider == "Ms. Rivera"
    assert held.other is not None
    assert (held.other.event, held.other.start_local, held.other.id) == (
        "Math night",
        MATH,
        plan.sessions[1].id,
    )


def test_closed_time_is_told_of_the_session_that_would_lie_in_it(plan: Plan) -> None:
    (closed,) = asked(plan, Wanted(day=date(2026, 3, 6))).broken
    assert closed.kind == "closed"
    assert closed.session is not None
    assert (closed.session.event, closed.session.id) == ("Reading night", None)


def test_without_its_host_a_session_cannot_be_held(plan: Plan) -> None:
    assert kinds(asked(plan, Wanted(crew=()))) == {"hosts"}


def test_a_place_that_is_not_there_is_a_broken_rule(plan: Plan) -> None:
    assert "unknown" in kinds(asked(plan, Wanted(place_id=9999)))


def test_there_is_no_answer_for_a_session_of_another_plan(plan: Plan) -> None:
    assert what_if(plan.id, 9999, Wanted(), "en") is None
    assert what_if(9999, plan.sessions[0].id, Wanted(), "en") is None
    assert move_choices(plan.id, 9999, "en") is None


def test_the_choices_hold_what_the_session_has_now(plan: Plan) -> None:
    reading = plan.sessions[0]
    choices = move_choices(plan.id, reading.id, "en")
    assert choices is not None
    assert choices.minutes == (17 * 60, 18 * 60, 19 * 60, 20 * 60)
    assert (choices.first_date, choices.last_date) == (date(2026, 3, 2), date(2026, 3, 15))
    assert [(place.name, place.format) for place in choices.places] == [
        ("Hall", "in_person"),
        ("Gym", "in_person"),
    ]
    assert choices.place_id == reading.place_id
    (host,) = choices.crew
    assert (host.support.name, host.chosen) == ("Ms. Rivera", True)
