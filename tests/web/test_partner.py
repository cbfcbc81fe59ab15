"""A partner's page: halls and helpers, their hours, where the plan uses them, and never a family."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask

from scheduler.extensions import db
from scheduler.services.release_plan import release_plan
from scheduler.storage.models import District, Partner, Place, PlaceOpening, Plan, Provider, User
from tests.builders.board_rows import FIRST_EVENING, add_open_season, add_plan, add_run, add_session, added
from tests.builders.people import NOW, add_caregiver, add_user
from tests.fixtures.page_client import PageClient
from tests.web.browsing import counted_queries, signed_in, words

PAGE = "/partner/"

Planned = Callable[..., int]


@pytest.fixture
def client(app: Flask) -> PageClient:
    """The browser of a library that lends a hall and a crèche."""
    with app.app_context():
        added(District(name="Harbor", timezone="America/New_York", default_language="en"))
        partner_id = added(Partner(name="North Library")).id
        open_on = [PlaceOpening(day=day, start_minute=600, end_minute=1230) for day in (0, 1, 2, 5)]
        added(Place(name="Hall", format="in_person", capacity=60, partner_id=partner_id, openings=open_on))
        limits = {"capacity": 15, "minutes_per_week": 450}
        added(Provider(name="Crèche", kind="childcare", partner_id=partner_id, **limits))
        user_id = add_user(role="partner", partner_id=partner_id).id
    return signed_in(app, user_id)


@pytest.fixture
def planned(app: Flask, client: PageClient) -> Planned:  # noqa: ARG001
    """Make a plan with a session in the hall that so many families can come to; the plan's id."""

    def plan(*families: float, **facts: Any) -> int:
        with app.app_context():
            plan = add_plan(add_run(add_open_season()))
            hall_id = db.session.query(Place.id).filter_by(name="Hall").scalar()
            for number, count in enumerate(families):
                start = FIRST_EVENING + timedelta(days=number)
                reach = {"everyone": count, "nights": 3}
                add_session(plan, f"Event {number}", start=start, place_id=hall_id, reach=reach, **facts)
            return plan.id

    return plan


def test_what_is_lent_is_told_with_its_hours_and_limits(client: PageClient) -> None:
    page = words(client.get(PAGE).text).replace("\N{NO-BREAK SPACE}", " ")
    assert "Hall In person Up to 60 people Monday to Wednesday, Saturday: 10:00 AM – 8:30 PM" in page
    assert "Crèche Childcare Up to 15 children Up to 7.5 hours a week" in page
    assert page.count("There is no plan yet.") == 2


def test_a_draft_says_that_it_may_change(client: PageClient, planned: Planned) -> None:
    planned(42)
    page = words(client.get(PAGE).text).replace("\N{NO-BREAK SPACE}", " ")
    assert "This plan is a draft. It may still change until it is released." in page
    assert "Tuesday, March 3 6:00 PM – 7:30 PM Event 0 40" in page
    assert "This plan does not use it." in page


def test_a_released_plan_is_told_as_such(app: Flask, client: PageClient, planned: Planned) -> None:
    plan_id = planned(42)
    with app.app_context():
        release_plan(plan_id, add_user(email="co@school.org").id, NOW)
    assert "This plan is released. Families have been told about it." in client.get(PAGE).text


def test_families_are_counted_to_the_nearest_five_and_fewer_than_ten_not_at_all(
    client: PageClient, planned: Planned
) -> None:
    planned(9.9, 12.5)
    page = words(client.get(PAGE).text)
    assert "Event 0 fewer than 10" in page
    assert "Event 1 15" in page
    assert "12" not in page.replace("12:", "")


def test_no_family_is_named(app: Flask, client: PageClient, planned: Planned) -> None:
    planned(42)
    with app.app_context():
        add_caregiver(name="Amina Haddad")
    assert "Amina" not in client.get(PAGE).text


def test_more_sessions_ask_no_more_of_the_database(app: Flask, client: PageClient, planned: Planned) -> None:
    plan_id = planned(42)
    with counted_queries(app) as few:
        client.get(PAGE)
    with app.app_context():
        plan = db.session.get_one(Plan, plan_id)
        crew = db.session.query(Provider).one()
        for number in range(20):
            add_session(plan, f"Further {number}", crew)
    with counted_queries(app) as many:
        assert "Further 19" in client.get(PAGE).text
    assert len(many) == len(few)


def test_an_account_without_an_organisation_is_told_whom_to_ask(app: Flask, client: PageClient) -> None:
    with app.app_context():
        db.session.query(User).update({"partner_id": None})
        db.session.commit()
    assert "Please ask the school district to add it." in client.get(PAGE).text


@pytest.mark.parametrize("role", ["co_planner", "liaison"])
def test_others_than_partners_are_refused(app: Flask, client: PageClient, role: str) -> None:  # noqa: ARG001
    with app.app_context():
        user_id = add_user(email="lee@school.org", role=role).id
    assert signed_in(app, user_id).get(PAGE).status_code == 403
    assert app.test_client().get(PAGE).location == "/account/sign-in"
