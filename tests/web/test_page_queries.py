"""No page asks the database more where there is more to show, or keeps those waiting who write."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask, request, template_rendered
from werkzeug.test import TestResponse

from scheduler.domain.pairs import PairRate
from scheduler.extensions import db
from scheduler.services.motions import Proposal, propose
from scheduler.services.posters import make_poster
from scheduler.services.propose_event import Idea, propose_event
from scheduler.services.release_plan import release_plan
from scheduler.services.request_plan import request_ceilings
from scheduler.services.talk_on_board import comment, vote
from scheduler.services.wish_on_board import Wish, wish_on_board
from scheduler.storage.engine import READS_ONLY
from scheduler.storage.models import (
    Audience,
    District,
    EventCoLead,
    EventPlanner,
    Offer,
    Partner,
    Place,
    Provider,
    Season,
    WordingSuggestion,
)
from tests.builders.board_rows import FIRST_EVENING, add_open_season, add_plan, add_run, add_session, added
from tests.builders.people import NOW, add_answer, add_caregiver, add_season, add_to_caseload, add_user
from tests.builders.small_season import small_season
from tests.fixtures.apps import make_settings
from tests.fixtures.page_client import PageClient
from tests.fixtures.quick_apps import quick_app
from tests.web.browsing import counted_queries, signed_in
from tests.web.every_page import pages_of

Known = Mapping[str, Sequence[object]]
Made = Callable[[int], tuple[int, Known]]


def planned(number: int) -> tuple[int, Known]:
    """A board with so many events, comments, votes, wishes, steps, offers and schools; its co-planner."""
    plan = small_season(20 * number, 30 * number, {"a": (20, 20), "a+nights": (10, 0)}, more_events=number)
    plan.pairs = number * [PairRate("nights", "a", 10, 0.0)._asdict()]
    season, user = db.session.get_one(Season, plan.season_id), add_user()
    for n in range(number):
        other = add_user(email=f"{n}@school.org", name=f"Robin {n}").id
        comment(plan.season_id, plan.sessions[0].event_id, f"No bus {n}.", other, NOW, objection=False)
        vote(plan.id, "yes", None, other, NOW)
        propose_event(plan.season_id, Idea(f"Tea {n}", "", "For all.", group_keys=("nights",)), other, NOW)
        weight = {"event": plan.sessions[n].event_id, "weight": 2.0}
        propose(plan.season_id, Proposal("weight", weight, "It is loud."), other, NOW)
        partner = added(Partner(name=f"Association {n}"))
        added(EventCoLead(event_id=plan.sessions[n].event_id, partner_id=partner.id))
        added(EventPlanner(event_id=plan.sessions[n].event_id, user_id=other, from_group=True))
        span = FIRST_EVENING + timedelta(hours=n)
        wish = Wish("free", plan.sessions[n].event_id, start_local=span, end_local=span + timedelta(hours=1))
        wish_on_board(plan.season_id, wish, other, NOW)
        added(Audience(kind="school", key=f"s{n}", name=f"School {n}"))
        added(WordingSuggestion(language="en", page="board.show", said="a", better="b", received_utc=NOW))
        answer = add_answer(add_caregiver(name=f"Amina {n}"), season)
        added(Offer(answer_id=answer.id, kind="food", detail=f"Bread {n}", sent_utc=NOW))
    request_ceilings(plan.season_id, plan.job_id, plan.id, NOW)
    unkept = [{"kind": "event", "ids": [f"event-{s.event_id}"], "text": ""} for s in plan.sessions]
    add_plan(add_run(season), status="infeasible", conflict=unkept)
    release_plan(plan.id, user.id, NOW)
    sessions = [plan.sessions[0].id]
    return user.id, {
        "plan_id": [plan.id],
        "session_id": sessions,
        "set_key": ["nights"],
        "job_id": [plan.job_id],
        "proposal_id": [1],
        "number": [1, 2],
        "place_id": [plan.sessions[0].place_id],
        "provider_id": [1],
        "event_id": [plan.sessions[0].event_id],
        "uid": ["none"],
    }


def cared_for(number: int) -> tuple[int, Known]:
    """A liaison who speaks for so many families, half of them heard, and has as many posters."""
    season = add_season()
    user = add_user(email="lee@school.org", role="liaison")
    caregivers = [add_caregiver(name=f"Amina {n}") for n in range(number)]
    add_to_caseload(user, *caregivers)
    for n, caregiver in enumerate(caregivers):
        make_poster(user.id, season.id, f"Laundromat {n}", None, NOW)
        if n % 2 == 0:
            add_answer(caregiver, season)
    return user.id, {"caregiver_id": [caregivers[0].id], "poster_id": [], "uid": ["none"]}


def lent(number: int) -> tuple[int, Known]:
    """A partner with so many places and providers, each used by a session of an event that it co-leads."""
    partner = added(Partner(name="North Library"))
    plan = add_plan(add_run(add_open_season()))
    for n in range(number):
        hall = added(Place(name=f"Hall {n}", format="in_person", partner_id=partner.id))
        crew = added(Provider(name=f"Crèche {n}", kind="childcare", partner_id=partner.id))
        session = add_session(plan, f"Event {n}", crew, place_id=hall.id)
        added(EventCoLead(event_id=session.event_id, partner_id=partner.id))
    release_plan(plan.id, add_user(email="co@school.org").id, NOW)
    return add_user(role="partner", partner_id=partner.id).id, {
        "place_id": [1],
        "provider_id": [1],
        "uid": ["none"],
    }


@contextmanager
def staffed(
    folder: Path, role: str, made: Made, number: int
) -> Iterator[tuple[Flask, PageClient, list[str]]]:
    """An app with so much to show, somebody with a role signed in, and every page that they can open."""
    folder.mkdir()
    app = quick_app(make_settings(folder, f"sqlite:///{folder / 'some.db'}"))
    app.test_client_class = PageClient
    with app.app_context():
        db.create_all()
        added(District(name="Oak Schools", timezone="America/New_York", default_language="en"))
        user_id, known = made(number)
        yield app, signed_in(app, user_id), pages_of(app, role, known)
        db.session.remove()
        db.engine.dispose()


def queries(folder: Path, role: str, made: Made, number: int) -> dict[str, int]:
    """How many statements each page of a role takes, the second time that it is opened."""
    with staffed(folder, role, made, number) as (app, client, pages):
        return {page: _asked(app, client, page) for page in pages}


def opened(client: PageClient, page: str) -> TestResponse:
    """The answer; what the board fetches for itself is a part of a page."""
    return client.get(page, headers={"HX-Request": "true"} if page.endswith("/live") else {})


def _asked(app: Flask, client: PageClient, page: str) -> int:
    opened(client, page)
    with counted_queries(app) as statements:
        answer = opened(client, page)
    assert answer.status_code in (200, 302, 303, 404), page
    return len(statements)


of_each_role = pytest.mark.parametrize(
    ("role", "made"), [("co_planner", planned), ("liaison", cared_for), ("partner", lent)]
)


@of_each_role
def test_a_page_asks_as_much_of_the_database_for_fifty_as_for_one(
    tmp_path: Path, role: str, made: Made
) -> None:
    few, many = (queries(tmp_path / str(number), role, made, number) for number in (1, 50))
    assert {page: (few[page], asked) for page, asked in many.items() if few[page] != asked} == {}
    assert few


@of_each_role
def test_no_page_keeps_those_waiting_who_write_while_it_is_written(
    tmp_path: Path, role: str, made: Made
) -> None:
    waiting = set()

    def note(_app: Flask, **_: object) -> None:
        if not db.session.connection().get_execution_options().get(READS_ONLY):
            waiting.add(request.path)

    with staffed(tmp_path / "one", role, made, 1) as (app, client, pages):
        template_rendered.connect(note, app)
        for page in [*pages, "/", "/account/sign-in"]:
            opened(client, page)
    assert waiting == set()
