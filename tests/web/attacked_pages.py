"""Everything that a district shows to anybody: every page, every move, every button, every export.

What differs from run to run and tells nothing of families is cut out.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from types import MappingProxyType
from urllib.parse import urlsplit

from flask import Flask, request, request_started
from sqlalchemy import select

from scheduler.extensions import db
from scheduler.services.answer_why import causes_of
from scheduler.services.board_steps import board_plan_id
from scheduler.services.check_plan import request_check
from scheduler.services.explain_plan import request_why
from scheduler.services.note_who_came import note_who_came
from scheduler.services.propose_event import Idea, propose_event
from scheduler.services.release_plan import release_plan
from scheduler.services.request_plan import CEILINGS, request_ceilings
from scheduler.services.set_floors import asked_floors, default_floors
from scheduler.services.talk_on_board import comment, vote
from scheduler.storage.models import (
    Answer,
    AnswerNeed,
    Caregiver,
    District,
    EventCoLead,
    Family,
    Job,
    Membership,
    Partner,
    Place,
    Plan,
    PriorityGroup,
    ReleaseSession,
    Season,
    SnapshotFamily,
)
from scheduler.storage.plans import load_plan
from scheduler.storage.snapshots import load_snapshot
from tests.builders.board_rows import add_comparison, add_plan, add_run, added
from tests.builders.people import NOW, add_user
from tests.builders.small_season import More, small_season
from tests.fixtures.apps import make_settings
from tests.fixtures.page_client import PageClient
from tests.fixtures.quick_apps import quick_app
from tests.web.attacked_buttons import changes, family_pages, of_buttons, pressed, public_pages
from tests.web.browsing import signed_in
from tests.web.every_page import pages_of
from tests.web.forms import send

DAYS = [f"2026-03-{day:02}" for day in (2, 3, 4, 5, 10, 12)]
TIMES = ["17:00", "20:00"]
WISHES = (
    ("free", {"free-day": "2026-03-10", "free-from": "17:00", "free-to": "18:00"}),
    ("cap", {"cap-dollars": "250"}),
    ("floor", {"floor-set": "nights", "floor-percent": "80"}),
)
SECRETS = re.compile(
    r'name="(?:csrf_token|submission)" value="[^"]+"|<img src="data:[^"]+|kept as [0-9a-f]{10}|[\w-]+\.ics'
    r'|id="(?:undo-what|again-what|live-news)[^<]*|<dt>Made</dt><dd>[^<]*|Until [^<]* you can open it again'
    r"|(?<=[-/])[\da-f]{24}\b|\b[a-z2-7]{48}\b"
    r"|(?:UID|DTSTAMP|LAST-MODIFIED|CREATED):.*"
)
FAMILIES = re.compile(r"(?<![-\d:,.#])\b(\d[\d,]*)(?: families|</b>)")
AFTERWARDS = datetime(2026, 6, 1, tzinfo=UTC)
NO_MORE: More = MappingProxyType({})
FLOORS = {"a": 0.27}
"""Wished for: whether it is kept must not tell a rate more finely than it is shown."""


@dataclass(frozen=True)
class Seen:
    """What each page showed, and the routes, each with its method, that nobody took."""

    pages: dict[str, str]
    untaken: set[tuple[str, str]]


def seen(
    folder: Path, nights: int, others: int, more: More = NO_MORE, session_cost: float = 100, left: int = 0
) -> Seen:
    """All that a district with such families shows, whatever somebody does who has an account or a link.

    So many of those in no group `left` after the plan was made.
    """
    folder.mkdir()
    app = quick_app(make_settings(folder, f"sqlite:///{folder / 'board.db'}"))
    app.test_client_class = PageClient
    methods = {(r.endpoint, method) for r in app.url_map.iter_rules() for method in r.methods or ()}
    untaken = {(endpoint, method) for endpoint, method in methods if method in ("GET", "POST")}

    def note(_app: Flask, **_: object) -> None:
        untaken.discard((request.endpoint or "", request.method))

    with app.app_context(), request_started.connected_to(note, app):
        db.create_all()
        added(District(name="Oak Schools", timezone="America/New_York", default_language="en"))
        plan, user_id = small_season(nights, others, more, session_cost), add_user().id
        hold_to_floors(plan)
        say_what_is_needed(plan)
        leave(left)
        found = dict(walk(app, signed_in(app, user_id), plan, user_id))
        db.session.remove()
        db.engine.dispose()
    return Seen({page: SECRETS.sub("", text) for page, text in found.items()}, untaken)


def hold_to_floors(plan: Plan) -> None:
    """As a run does."""
    sizes = {rate.set_key: rate.families for rate in plan.rates}
    given = {rate.set_key: rate.season_rate for rate in plan.rates if rate.set_key not in FLOORS}
    asked = asked_floors(FLOORS, sizes)
    plan.floors = [{"group": f.group, "rate": f.rate} for f in (*asked, *default_floors(given, {}, sizes))]
    db.session.commit()


def say_what_is_needed(plan: Plan) -> None:
    """Each family answers: who works nights needs childcare, others would like a bus."""
    nights = db.session.scalars(select(PriorityGroup).where(PriorityGroup.key == "nights")).one()
    mine = SnapshotFamily.snapshot_id == plan.snapshot_id
    rows = db.session.scalars(select(SnapshotFamily).where(mine)).all()
    people = [
        Caregiver(family_id=row.family_id, name="A", language_spoken="en", language_read="en") for row in rows
    ]
    db.session.add_all(people)
    db.session.flush()
    for row, caregiver in zip(rows, people, strict=True):
        works = "nights" in row.body["groups"]
        need = (
            AnswerNeed(kind="childcare", strength="must")
            if works
            else AnswerNeed(kind="ride", strength="helps")
        )
        db.session.add(
            Answer(caregiver_id=caregiver.id, season_id=plan.season_id, saved_utc=NOW, needs=[need])
        )
        if works:
            db.session.add(Membership(family_id=row.family_id, group_id=nights.id, source="asked"))
    db.session.commit()


def leave(families: int) -> None:
    """The last families have all that is known of them deleted."""
    for family in db.session.scalars(select(Family).order_by(Family.id.desc()).limit(families)):
        db.session.delete(family)
    db.session.commit()


def walk(app: Flask, client: PageClient, plan: Plan, user_id: int) -> Iterator[tuple[str, str]]:
    """Every page, every answer to a move, and the board after each thing that can be done."""
    solve_everything(plan, user_id)
    comment(plan.season_id, plan.sessions[0].event_id, "No bus.", user_id, NOW, objection=False)
    vote(plan.id, "yes", None, user_id, NOW)
    propose_event(plan.season_id, Idea("Tea", "", "For all."), user_id, NOW)
    sessions = [session.id for session in plan.sessions]
    known = {
        "plan_id": [plan.id],
        "session_id": sessions,
        "set_key": [rate.set_key for rate in plan.rates],
        "job_id": [plan.job_id],
        "proposal_id": [1],
        "number": [1, 2],
        "place_id": [plan.sessions[0].place_id],
        "provider_id": [1],
        "event_id": [session.event_id for session in plan.sessions],
        "uid": ["none"],
    }
    pages = pages_of(app, "co_planner", known)
    moves = [f"/board/plans/{plan.id}/sessions/{session}/move?ask=1" for session in sessions]
    pages += [f"{move}&day={day}&time={time}" for move in moves for day in DAYS for time in TIMES]
    pages += [f"{move}&with_crew=1" for move in moves]
    pages += [f"/board/plans/{plan.id}/season?by={by}" for by in ("event", "format")]
    for page in pages:
        part = {"HX-Request": "true"} if page.endswith("/live") else {}
        yield page, client.get(page, headers=part).text
    for kind, fields in WISHES:
        yield kind, send(client, "/board/", f"/board/wishes/{kind}", **fields).text
        yield f"{kind} on the board", client.get("/board/").text
    yield from conflict(client, plan)
    release_plan(plan.id, user_id, NOW)
    yield "released", client.get("/board/").text
    yield from feeds(client)
    yield from others(app, plan, user_id)
    yield "memo", client.get("/board/releases/1/memo").text
    yield "who came", client.get("/came/").text
    yield from changes(client, plan)
    moved_id = board_plan_id(plan.season_id)
    assert moved_id is not None
    let_pass(moved_id)
    yield "since the release", client.get(f"/board/plans/{moved_id}/release").text
    add_comparison(plan, ("varied", db.session.get_one(Plan, moved_id)))
    yield "compared", client.get(f"/board/plans/{plan.id}/compare").text
    yield from family_pages(app)
    yield from public_pages(app)
    yield from pressed(app, client, "co_planner", known | of_buttons(plan))
    for page in ("/board/", f"/board/plans/{plan.id}/talk", "/board/rules/", "/board/events/"):
        yield f"{page} in the end", client.get(page).text
    send(client, "/board/season-end/", f"/board/season-end/{plan.season_id}/close", sure="on")
    yield "closed", client.get("/board/season-end/").text
    yield "between seasons", client.get("/board/season-begin/").text


def let_pass(plan_id: int) -> None:
    """What it breaks is forgiven, so that it could be released."""
    db.session.get_one(Plan, plan_id).faults = []
    db.session.commit()


def others(app: Flask, plan: Plan, user_id: int) -> Iterator[tuple[str, str]]:
    """What a partner that leads with the district sees, and a liaison of other families, once all came."""
    partner = added(Partner(name="Parents together"))
    for session, key in zip(plan.sessions, ("nights", "no_group"), strict=True):
        added(EventCoLead(event_id=session.event_id, partner_id=partner.id))
        db.session.get_one(Place, session.place_id).partner_id = partner.id
        came = next(rate.families for rate in plan.rates if rate.set_key == key)
        uid = db.session.scalars(
            select(ReleaseSession.uid).where(ReleaseSession.event_id == session.event_id)
        ).one()
        note_who_came(plan.season_id, uid, came, {}, user_id, AFTERWARDS)
    db.session.commit()
    known = {
        "place_id": [plan.sessions[0].place_id],
        "provider_id": [1],
        "caregiver_id": [1],
        "poster_id": [1],
        "language": ["en"],
        "question": ["start"],
        "uid": [uid],
    }
    for role, of in (("partner", partner.id), ("liaison", None)):
        user = add_user(email=f"{role}@school.org", role=role, partner_id=of)
        client = signed_in(app, user.id)
        for page in pages_of(app, role, known):
            yield f"{role} {page.replace(uid, 'uid')}", client.get(page).text
        yield from pressed(app, client, role, of_buttons(plan) | known)


def solve_everything(plan: Plan, user_id: int) -> None:
    """What workers find for the board: exact numbers, as they are stored."""
    instance, sessions = load_snapshot(plan.snapshot_id, plan.floors).instance, load_plan(plan.id).sessions
    rates = {rate.set_key: rate.rate or 0 for rate in plan.rates}
    families = {rate.set_key: float(rate.families) for rate in plan.rates}
    hindrances = [
        ("format", "", 20.0),
        ("childcare", "", families["nights"]),
        ("ride", "", families["no_group"]),
    ]
    assert plan.job_id is not None
    request_ceilings(plan.season_id, plan.job_id, plan.id, NOW)
    ceilings = {key: {"reached": rate, "bound": 1.0} for key, rate in rates.items()}
    answer(CEILINGS, {"sets": ceilings})
    for key, rate in rates.items():
        request_why(plan.id, "set", key, user_id, NOW)
        ceiling = {"here": rate, "reached": rate, "bound": 1.0}
        causes = by_how_many([*causes_of(instance, sessions, key), *hindrances])
        answer("explain_plan", {"causes": causes, "ceiling": ceiling, "tried": 4, "changes": []})
    gained, lost = families["nights"], families["no_group"]
    costs, of_families = [plan.cost_cents / 100] * 2, [plan.family_cost_cents / 100] * 2
    step = {"level": "smallest 1", "families": families, "gained": gained, "lost": lost}
    request_why(plan.id, "trades", "", user_id, NOW)
    answer("explain_plan", {"steps": [{**step, "cost": costs, "families_cost": of_families}]})
    request_why(plan.id, "chance", "", user_id, NOW)
    likely = {key: [rate, rate, rate] for key, rate in rates.items()}
    answer("explain_plan", {"seasons": 100, "rates": likely, "full": [], "absences": []})
    request_check(plan.id, user_id, NOW)
    answer("check_plan", {"faults": 0})


def by_how_many(causes: list[tuple[str, str, float]]) -> list[tuple[str, str, float]]:
    """As a worker gives them: those that there are, the greatest first."""
    return sorted((cause for cause in causes if cause[2]), key=lambda cause: -cause[2])


def answer(kind: str, progress: Mapping[str, object]) -> None:
    """A worker has done the job of this kind that was asked for last."""
    job = db.session.scalars(select(Job).where(Job.kind == kind).order_by(Job.id.desc())).first()
    assert job is not None
    job.state, job.progress = "done", dict(progress)
    db.session.commit()


def conflict(client: PageClient, plan: Plan) -> Iterator[tuple[str, str]]:
    """A later run finds that not all of it can hold together."""
    floor = {"kind": "floor", "ids": ["nights"], "text": "nights 0.8"}
    run = add_run(db.session.get_one(Season, plan.season_id))
    add_plan(run, status="infeasible", conflict=[floor, {"kind": "budget", "ids": [], "text": ""}])
    yield "conflict", client.get("/board/").text


def feeds(client: PageClient) -> Iterator[tuple[str, str]]:
    """What is taken out of the board: the calendars, as files."""
    page = client.get("/board/calendars/").text
    for number, address in enumerate(re.findall(r"(http://[^<\s\"]+\.ics)", page)):
        yield f"calendar {number}", client.get(urlsplit(address).path).text
