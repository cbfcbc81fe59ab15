"""The pages on which events are proposed, co-led and planned together."""

import re
from collections.abc import Iterator
from datetime import datetime
from html import unescape

import pytest
from flask import Flask
from sqlalchemy import select

from scheduler.extensions import db
from scheduler.services.lead_event import set_co_lead
from scheduler.services.propose_event import Idea, propose_as_family, propose_event
from scheduler.services.tell_proposer import write_proposal_letter
from scheduler.storage.models import (
    BoardStep,
    BoardWish,
    District,
    Event,
    Message,
    Partner,
    Plan,
    PriorityGroup,
    Provider,
    Season,
)
from tests.builders.board_rows import added
from tests.builders.people import NOW, add_answer, add_caregiver, add_user
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
    assert "Undo Tea was made of a proposal" in words(pat.get(EVENTS).text)
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


def test_another_time_is_a_day_with_a_start_or_said_in_words(
    association: PageClient, plan: Plan, parents: Partner
) -> None:
    event_id = plan.sessions[0].event_id
    set_co_lead(event_id, parents.id, add_user(email="x@school.org").id, NOW, leads=True)
    own = {"event": event_id, f"day-{event_id}": "2026-03-05", f"text-{event_id}": "We all work nights."}
    half = send(association, PARTNER, f"{PARTNER}proposals", **own)
    assert (half.status_code, "Choose a day and a start, or leave" in words(half.text)) == (400, True)
    assert "We all work nights." in half.text
    own[f"start-{event_id}"] = "20:00"
    assert send(association, PARTNER, f"{PARTNER}proposals", **own).status_code == 303
    page = words(association.get(PARTNER).text)
    assert re.search(r"Reading night Thursday, March 5, 8:00\sPM We all work nights.", page)


def test_a_proposed_time_is_tried_on_the_board_and_taken_up_with_the_move(
    pat: PageClient, plan: Plan, parents: Partner
) -> None:
    asha = add_user(email="a@parents.org", name="Asha", role="partner", partner_id=parents.id).id
    start = datetime(2026, 3, 5, 20)
    idea = Idea("", "", "We all work nights.", plan.sessions[0].event_id, start_local=start)
    propose_event(plan.season_id, idea, asha, NOW)
    page = pat.get(EVENTS).text
    assert re.search(r"Thursday, March 5, 8:00\sPM We all work nights. Asha \(Parents", words(page))
    tried = re.search(r'href="(/board/plans/[^"]+)#what-if">Try it on the board', page)
    assert tried is not None
    move = words(pat.get(unescape(tried[1])).text)
    assert "We all work nights. Asha (Parents of the night shift)" in move
    assert "Included least now: Night or shift work, 50%. Then: Night or shift work, 100%." in move
    assert db.session.query(BoardStep).count() == 0, "looking saves nothing"
    keep = tried[1].partition("?")[0]
    fields = {"ask": "1", "day": "2026-03-05", "time": "20:00", "proposal": "1"}
    long = send(pat, EVENTS, keep, **fields, answer="x" * 2001)
    assert (long.status_code, "Make this shorter" in long.text, "x" * 2001 in long.text) == (400, True, True)
    assert send(pat, EVENTS, keep, **fields, answer="A good idea.").location == "/board/"
    assert "Taken up A good idea." in words(pat.get(EVENTS).text)
    letter = write_proposal_letter(db.session.query(Message).one(), NOW)
    assert re.search(r"Reading night\nThursday, March 5, 2026, 8:00\sPM\n\nTaken up", letter.text)
    undo = re.search(r'action="(/board/steps/\d+/undo)"', pat.get("/board/").text)
    assert undo is not None
    send(pat, "/board/", undo[1])
    assert "Try it on the board" in words(pat.get(EVENTS).text)
    assert "Not in this plan yet" not in words(pat.get("/board/").text)


def test_a_time_in_words_is_chosen_by_whoever_tries_it(pat: PageClient, plan: Plan) -> None:
    session = plan.sessions[0]
    fields = {"event": session.event_id, f"times-{session.event_id}": "A Saturday"}
    assert send(pat, EVENTS, f"{EVENTS}proposals", **fields).status_code == 303
    page = pat.get(EVENTS).text
    address = f"/board/plans/{plan.id}/sessions/{session.id}/move?proposal=1"
    assert f'href="{address}">Try a time on the board' in page
    assert "A Saturday Pat" in words(pat.get(address).text)
    assert "A Saturday" not in pat.get(address.replace("proposal=1", "proposal=9")).text
    assert send(pat, EVENTS, f"{EVENTS}proposals", event=999, **{"times-999": "x"}).status_code == 404


def test_a_familys_time_for_an_event_is_tried_without_a_name_and_answered_with_the_move(
    pat: PageClient, plan: Plan
) -> None:
    session = plan.sessions[0]
    amina = add_caregiver(channel="email", email="amina@home.org", name="Amina")
    add_answer(amina, db.session.get_one(Season, plan.season_id), topics="Thursdays at eight")
    propose_as_family(amina.id, plan.season_id, NOW, session.event_id)
    page = pat.get(EVENTS).text
    assert "Reading night Thursdays at eight A family" in words(page)
    address = f"/board/plans/{plan.id}/sessions/{session.id}/move"
    assert f'href="{address}?proposal=1">Try a time on the board' in page
    tried = pat.get(f"{address}?proposal=1").text
    assert "Thursdays at eight A family" in words(tried)
    assert "Amina" not in page + tried
    fields = {"ask": "1", "day": "2026-03-05", "time": "20:00", "proposal": "1", "answer": "Good."}
    send(pat, EVENTS, address, **fields)
    assert "Taken up Good." in words(pat.get(EVENTS).text)
    letter = write_proposal_letter(db.session.query(Message).one(), NOW)
    assert letter.to_address == "amina@home.org"
    assert "Reading night\nThursdays at eight\n\nTaken up" in letter.text
