"""A partner sees what it lends and where the plan uses it: the release, before that the newest draft."""

from datetime import UTC, datetime, timedelta

import pytest
from flask_sqlalchemy import SQLAlchemy

from scheduler.services.release_plan import release_plan
from scheduler.services.view_partner import Lent, OpenHours, PartnerView, Use, view_partner
from scheduler.storage.models import (
    District,
    Job,
    Partner,
    Place,
    PlaceOpening,
    Plan,
    Provider,
    ProviderHours,
    Translation,
)
from tests.builders.board_rows import FIRST_EVENING, add_open_season, add_plan, add_run, add_session, added
from tests.builders.people import add_user

RELEASED_UTC = datetime(2026, 2, 3, tzinfo=UTC)
EVENING = (17 * 60, 20 * 60)


@pytest.fixture
def run(db: SQLAlchemy) -> Job:  # noqa: ARG001
    """The done run of an open season."""
    added(District(name="Harbor", timezone="America/New_York", default_language="en"))
    return add_run(add_open_season())


@pytest.fixture
def partner(run: Job) -> Partner:  # noqa: ARG001
    return added(Partner(name="Library"))


@pytest.fixture
def hall(partner: Partner) -> Place:
    return added(Place(name="Hall", format="in_person", capacity=60, partner_id=partner.id))


def view_of(partner: Partner, run: Job, language: str = "en") -> PartnerView:
    return view_partner(partner.id, run.season_id, language)


def uses_of_hall(partner: Partner, run: Job) -> list[str]:
    (hall,) = view_of(partner, run).places
    return [use.event for use in hall.uses]


def test_a_partner_who_lends_nothing_yet(partner: Partner, run: Job) -> None:
    assert view_of(partner, run) == PartnerView("Library", "none", (), ())


def test_what_others_lend_is_theirs(partner: Partner, run: Job) -> None:
    added(Place(name="School hall", format="in_person"))
    added(Place(name="Club", format="in_person", partner_id=added(Partner(name="Club")).id))
    added(Provider(name="Ms Allen", kind="host"))
    view = view_of(partner, run)
    assert (view.places, view.helpers) == ((), ())


def test_a_place_with_its_weekly_hours_in_their_order(partner: Partner, run: Job) -> None:
    times = [(5, 540, 720), (0, *EVENING), (0, 540, 720)]
    openings = [PlaceOpening(day=d, start_minute=a, end_minute=b) for d, a, b in times]
    added(Place(name="Hall", format="hybrid", capacity=60, partner_id=partner.id, openings=openings))
    hours = (OpenHours(0, 540, 720), OpenHours(0, *EVENING), OpenHours(5, 540, 720))
    assert view_of(partner, run).places == (Lent("Hall", "hybrid", 60, None, hours, ()),)


def test_a_helper_with_the_limits_of_the_week(partner: Partner, run: Job) -> None:
    helper = {"name": "Crèche", "kind": "childcare", "capacity": 15, "minutes_per_week": 480}
    hours = [ProviderHours(day=2, start_minute=EVENING[0], end_minute=EVENING[1])]
    added(Provider(partner_id=partner.id, hours=hours, **helper))
    assert view_of(partner, run).helpers == (
        Lent("Crèche", "childcare", 15, 480, (OpenHours(2, *EVENING),), ()),
    )


def test_a_helper_who_counts_nobody_has_no_capacity(partner: Partner, run: Job) -> None:
    added(Provider(name="Ayaan", kind="interpreter", partner_id=partner.id))
    assert view_of(partner, run).helpers[0].capacity is None


def test_a_session_uses_the_place_it_is_in_and_the_helpers_who_serve_it(
    partner: Partner, run: Job, hall: Place
) -> None:
    crew = added(Provider(name="Crèche", kind="childcare", partner_id=partner.id))
    plan = add_plan(run)
    add_session(plan, "Elsewhere", crew, start=FIRST_EVENING + timedelta(days=1), reach={"everyone": 35})
    add_session(plan, "Reading night", crew, place_id=hall.id, reach={"everyone": 62.4, "nights": 12})
    view = view_of(partner, run)
    here = Use("Reading night", "Hall", FIRST_EVENING, FIRST_EVENING + timedelta(minutes=90), 62.4)
    assert view.places[0].uses == (here,)
    assert [(use.event, use.place) for use in view.helpers[0].uses] == [
        ("Reading night", "Hall"),
        ("Elsewhere", "Room for Elsewhere"),
    ]


def test_before_a_release_the_newest_draft_is_shown(partner: Partner, run: Job, hall: Place) -> None:
    for title in ("Old draft", "New draft"):
        add_session(add_plan(run), title, place_id=hall.id)
    assert view_of(partner, run).state == "draft"
    assert uses_of_hall(partner, run) == ["New draft"]


def test_a_yardstick_and_a_season_without_a_plan_use_nothing(partner: Partner, run: Job, hall: Place) -> None:
    add_session(add_plan(run, "headcount"), place_id=hall.id)
    add_plan(run, status="infeasible")
    assert view_of(partner, run).state == "none"
    assert uses_of_hall(partner, run) == []


def test_after_a_release_later_drafts_are_the_co_planners_own(
    partner: Partner, run: Job, hall: Place
) -> None:
    released = add_plan(run)
    add_session(released, "Released", place_id=hall.id)
    release_plan(released.id, add_user().id, RELEASED_UTC)
    add_session(add_plan(run), "Draft", place_id=hall.id)
    assert view_of(partner, run).state == "released"
    assert uses_of_hall(partner, run) == ["Released"]


def test_the_last_of_several_releases_counts(partner: Partner, run: Job, hall: Place) -> None:
    user_id = add_user().id
    for title in ("First", "Second"):
        plan: Plan = add_plan(run)
        add_session(plan, title, place_id=hall.id)
        release_plan(plan.id, user_id, RELEASED_UTC)
    assert uses_of_hall(partner, run) == ["Second"]


def test_between_seasons_the_partner_still_sees_what_it_lends(partner: Partner, hall: Place) -> None:
    view = view_partner(partner.id, None, "en")
    assert (view.state, [lent.name for lent in view.places]) == ("none", [hall.name])


def test_names_are_read_in_the_partners_language(partner: Partner, run: Job, hall: Place) -> None:
    added(Translation(subject_kind="place", subject_id=hall.id, field="name", language="es", text="Salón"))
    event_id = add_session(add_plan(run), place_id=hall.id).event_id
    title = {"field": "title", "language": "es", "text": "Noche de lectura"}
    added(Translation(subject_kind="event", subject_id=event_id, **title))
    (lent,) = view_of(partner, run, "es").places
    assert (lent.name, lent.uses[0].event, lent.uses[0].place) == ("Salón", "Noche de lectura", "Salón")
