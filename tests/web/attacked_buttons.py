"""What is done to a board and what shows then; every other button; the pages that need no account."""

import re
from collections.abc import Iterator

from flask import Flask
from sqlalchemy import select

from scheduler.extensions import db
from scheduler.services.links import issue_link
from scheduler.storage.models import Plan, ReleaseSession
from tests.builders.people import NOW
from tests.fixtures.page_client import PageClient
from tests.web.every_page import Known, addresses, open_to_all, pages_of, rules_of
from tests.web.forms import csrf_token, send

SECRET = re.compile(r"\b[\da-f]{24}\b|\b[a-z2-7]{48}\b")
LEAVING = ("/sign-out", "/close")
"""After these buttons there is nothing more to see."""


def changes(client: PageClient, plan: Plan) -> Iterator[tuple[str, str]]:
    """Sessions are moved, also on a board that changed meanwhile; that is undone, and done again."""
    first, second = (f"/board/plans/{plan.id}/sessions/{s.id}/move" for s in plan.sessions)
    send(client, first, day="2026-03-05", time="20:00")
    yield "moved", client.get("/board/").text
    yield "moved meanwhile", send(client, second, day="2026-03-03").text
    chosen = send(
        client, first, f"/board/plans/{plan.id}/choose", board=plan.id, **{f"reason-{plan.id}": "x"}
    )
    yield "chosen meanwhile", chosen.text
    for name in ("undo", "again"):
        button = re.search(rf'action="(/board/steps/\d+/{name})"', client.get("/board/").text)
        assert button is not None
        send(client, "/board/", button[1])
        yield name, client.get("/board/").text


def family_pages(app: Flask) -> Iterator[tuple[str, str]]:
    """All that one family is shown by its links: itself, and nothing of how many others there are."""
    key = app.extensions["settings"].link_key
    known = {
        "name": ["when", "how", "talk", "reach"],
        "page": ["start"],
        "key": ["nights"],
        "uid": _released(),
    }
    for purpose in ("form", "paper", "feed"):
        token = issue_link(purpose, link_key=key, now_utc=NOW, caregiver_id=1)  # type: ignore[arg-type]
        db.session.commit()
        rules = rules_of(app, "purposes", purpose)
        for number, page in enumerate(addresses(app, rules, "GET", known | {"token": [token]})):
            yield f"{purpose} {number} {SECRET.sub('', page)}", app.test_client().get(page).text


def public_pages(app: Flask) -> Iterator[tuple[str, str]]:
    """What anybody may open."""
    for page in addresses(app, open_to_all(app), "GET", {}):
        yield f"public {page}", app.test_client().get(page).text


def pressed(app: Flask, client: PageClient, role: str, known: Known) -> Iterator[tuple[str, str]]:
    """Every button of a role, with nothing typed: what is missing is told, or something is done."""
    token = csrf_token(client.get("/account/"))
    for number, address in enumerate(pages_of(app, role, known, "POST")):
        if not address.endswith(LEAVING):
            answer = client.post(address, data={"csrf_token": token})
            told = f"{answer.status} {answer.location} {answer.text}"
            yield f"{role} presses {number} {SECRET.sub('', address)}", told


def of_buttons(plan: Plan) -> Known:
    """The first of everything that a board's buttons name, and every session that was released."""
    first = (
        "step",
        "motion",
        "comment",
        "event",
        "wish",
        "link",
        "provider",
        "school",
        "closure",
        "suggestion",
        "proposal",
        "person",
    )
    return {f"{name}_id": [1] for name in first} | {
        "group_id": [99],
        "season_id": [plan.season_id],
        "session_id": [plan.sessions[0].id],
        "uid": _released(),
        "level": ["smallest 1"],
        "number": [1],
        "kind": ["cap", "step", "reply"],
    }


def _released() -> list[str]:
    return list(db.session.scalars(select(ReleaseSession.uid).order_by(ReleaseSession.event_id)))
