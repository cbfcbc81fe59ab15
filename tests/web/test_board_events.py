"""The pages on which events are proposed, co-led and planned together."""

from collections.abc import Iterator

import pytest
from flask import Flask
from sqlalchemy import select

from scheduler.extensions import db
from scheduler.services.lead_event import set_co_lead
from scheduler.services.propose_event import Idea, propose_event
from scheduler.storage.models import BoardWish, District, Event, Partner, Plan, PriorityGroup, Provider
from tests.builders.board_rows import added
from tests.builders.people import NOW, add_user
from tests.builders.small_season import small_season
from tests.fixtures.page_client import PageClient
from tests.web.browsing import counted_queries, signed_in, words
from tests.web.forms import send

EVENTS, PARTNER = "/board/events/", "/partner/events/"


@pytest.fixture
def plan(app: Flask) -> Iterator[Plan]:
    with app.app_context():
        added(District(name="Harbor", timezone="America/New_York", default_language="en"))
        yield small_season()


@pytest.fixture
def pat(app: Flask, plan: Plan) -> PageClient:  # noqa: ARG001
    return signed_in(app, add_user().id)


@pytest.fixture
def parents(plan: Plan) -> Partner:  # noqa: ARG001
    return added(Partner(name="Parents of the night shift"))


@pytest.fixture
def association(app: Flask, parents: Partner) -> PageClient:
    facts = {"email": "a@parents.org", "name": "Asha", "role": "partner", "partner_id": parents.id}
    return signed_in(app, add_user(**facts).id)


def test_an_event_for_a_group_is_open_to_all_and_says_who_plans_along(
    pat: PageClient, plan: Plan, parents: Partner
) -> None:
    event_id = plan.sessions[0].event_id
    db.session.get_one(Event, event_id).groups = list(db.session.scalars(select(PriorityGroup)))
    db.session.commit()
    page = words(pat.get(EVENTS).text)
    assert "For: Night or shift work. Open to all. Led by the district alone" in page
    assert "Nobody from the groups it is for plans along yet" in page
    assert "For everyone" in page
    send(pat, EVENTS, f"{EVENTS}{event_id}/co-leads", partner=parents.id)
    assert send(pat, EVENTS, f"{EVENTS}{event_id}/planning", from_group="on").location == (
        f"{EVENTS}#event-{event_id}"
    )
    page = words(pat.get(EVENTS).text)
    assert "Led together with: Parents of the night shift" in page
    assert "Planned by: Pat Someone from the groups it is for plans along" in page
    send(pat, EVENTS, f"{EVENTS}{event_id}/planning", leave="1")
    send(pat, EVENTS, f"{EVENTS}{event_id}/co-leads", partner=parents.id, end="1")
    page = words(pat.get(EVENTS).text)
    assert "Nobody has joined its planning group yet." in page
    assert "Led together with" not in page


def test_an_event_is_proposed_and_answered(pat: PageClient) -> None:
    refused = send(pat, EVENTS, f"{EVENTS}proposals", title="", text="For grandparents.")
    assert refused.status_code == 400
    assert "Write a title." in words(refused.text)
    assert "For grandparents." in refused.text
    send(pat, EVENTS, f"{EVENTS}proposals", title="Tea", times="Saturdays", text="For grandparents.")
    page = words(pat.get(EVENTS).text)
    assert "Tea Saturdays For grandparents. Pat" in page
    answer = f"{EVENTS}proposals/1/answer"
    assert send(pat, EVENTS, answer, outcome="declined").status_code == 400
    send(pat, EVENTS, answer, outcome="declined", **{"answer-1": "In May."})
    assert "Not this season In May. Pat" in words(pat.get(EVENTS).text)
    send(pat, EVENTS, f"{EVENTS}proposals/1/take-back")
    assert "Nothing was proposed yet." in words(pat.get(EVENTS).text)


def test_an_event_is_made_of_a_proposal_and_the_board_says_that_it_waits_for_a_plan(
    pat: PageClient, plan: Plan
) -> None:
    known = {"minutes": "45", "groups": "nights", "format": "in_person"}
    send(pat, EVENTS, f"{EVENTS}proposals", title="Tea", text="For grandparents.", **known)
    assert "How long, in minutes: 45 In person For: Night or shift work. Open to all." in words(
        pat.get(EVENTS).text
    )
    draft = f"{EVENTS}proposals/1/event"
    assert 'value="45"' in pat.get(draft).text
    host = db.session.scalars(select(Provider.id).where(Provider.kind == "host")).first()
    fields = {
        "title": "Tea",
        "minutes": "45",
        "sessions": "1",
        "first": "2026-03-03",
        "last": "2026-03-20",
        "earliest": "15:00",
        "latest": "19:00",
        "days": "1",
        "places": str(plan.sessions[0].place_id),
        "hosts": str(host),
    }
    refused = send(pat, draft, draft, **{**fields, "minutes": "900", "last": "2030-01-01", "places": ""})
    page = words(refused.text)
    assert refused.status_code == 400
    assert "Write a number from 15 to 240." in page
    assert "Choose at least one place." in page
    assert "Choose a date from" in page
    assert send(pat, draft, draft, **fields).status_code == 303
    assert "Taken up It becomes an event: Tea Pat" in words(pat.get(EVENTS).text)
    board = words(pat.get("/board/").text)
    assert "Not in this plan yet: Tea. Plan this season again to find a time." in board
    assert "Undo Tea was made of a proposal" in board
    assert "Not in this plan yet: Tea." in words(pat.get(f"/board/plans/{plan.id}/release").text)
    assert pat.get(draft).status_code == 404


def test_a_partner_proposes_pins_and_hosts_what_it_co_leads(
    association: PageClient, plan: Plan, parents: Partner
) -> None:
    assert "You co-lead no event now." in words(association.get(PARTNER).text)
    event_id, session_id = plan.sessions[0].event_id, plan.sessions[0].id
    host = added(Provider(name="Ms. Warsame", kind="host", partner_id=parents.id))
    own = {"event": event_id, f"times-{event_id}": "A Saturday"}
    assert send(association, PARTNER, f"{PARTNER}proposals", **own).status_code == 404
    set_co_lead(event_id, parents.id, add_user(email="x@school.org").id, NOW, leads=True)
    page = words(association.get(PARTNER).text)
    assert "Reading night Tuesday, March 3, 6:00 PM, Room for Reading night" in page
    send(association, PARTNER, f"{PARTNER}sessions/{session_id}/pin")
    assert db.session.scalars(select(BoardWish.event_id)).all() == [event_id]
    send(association, PARTNER, f"{PARTNER}{event_id}/hosts/{host.id}")
    assert "Ms. Warsame may host it." in words(association.get(PARTNER).text)
    send(association, PARTNER, f"{PARTNER}{event_id}/hosts/{host.id}", end="1")
    assert "Ms. Warsame can host it" in words(association.get(PARTNER).text)
    empty = send(association, PARTNER, f"{PARTNER}proposals", event=event_id)
    assert (empty.status_code, "Write a time that would be good." in words(empty.text)) == (400, True)
    send(association, PARTNER, f"{PARTNER}proposals", **own)
    send(association, PARTNER, f"{PARTNER}proposals", title="Eid tea", text="For all.")
    page = words(association.get(PARTNER).text)
    assert "Eid tea For all." in page
    assert "Reading night A Saturday" in page


@pytest.mark.parametrize("path", ["sessions/2/pin", "1/hosts/1", "proposals/9/take-back"])
def test_what_others_lead_is_out_of_reach(association: PageClient, path: str) -> None:
    assert send(association, PARTNER, PARTNER + path).status_code == 404


def test_more_proposals_ask_no_more_of_the_database(app: Flask, pat: PageClient, plan: Plan) -> None:
    robin = add_user(email="robin@school.org", name="Robin").id
    propose_event(plan.season_id, Idea("One", "", "x"), robin, NOW)
    with counted_queries(app) as few:
        pat.get(EVENTS)
    for number in range(20):
        propose_event(plan.season_id, Idea(f"Idea {number}", "", "x"), robin, NOW)
    with counted_queries(app) as many:
        assert "Idea 19" in pat.get(EVENTS).text
    assert len(many) == len(few)


def test_each_page_is_for_those_whose_it_is(app: Flask, association: PageClient) -> None:
    assert association.get(EVENTS).status_code == 403
    assert signed_in(app, add_user(email="co@school.org").id).get(PARTNER).status_code == 403
