"""The whole job over any number of machines: several web processes and workers on one database and queue."""

import re
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import icalendar
import pytest
from flask import Flask
from sqlalchemy import select

from scheduler.extensions import db
from scheduler.messaging.outbox_folder import OutboxFolder
from scheduler.services.demo.load import load_demo
from scheduler.services.links import issue_link
from scheduler.services.motions import propose
from scheduler.services.trade_rule import trade_rule
from scheduler.services.view_trades import trade_motion
from scheduler.storage.models import Answer, Caregiver, Job, Plan, User
from tests.fixtures.databases import on_both_databases
from tests.fixtures.live import installation
from tests.fixtures.visitor import Visitor
from tests.thorough import thorough

CALENDARS = 20
WITHIN_SECONDS = 120
SIGN_IN_LINK = re.compile(r"http\S+/account/enter/\S+")


def wait_for(what: Callable[[], object], why: str) -> None:
    deadline = time.monotonic() + WITHIN_SECONDS
    while not what():
        if time.monotonic() > deadline:
            pytest.fail(f"{why} did not happen within {WITHIN_SECONDS} seconds")
        time.sleep(0.3)


def sign_in(visitor: Visitor, app: Flask) -> None:
    """By a mailed link, which a worker sends."""
    settings = app.extensions["settings"]
    outbox = OutboxFolder(settings.data_dir / "outbox", settings.mail_from)
    visitor.go("/account/sign-in")
    visitor.send("/account/sign-in", email="planner@district.example.org")
    wait_for(lambda: outbox.letters(1), "the mail")
    link = SIGN_IN_LINK.search(outbox.letters(1)[0].text)
    assert link is not None
    visitor.go(link[0])
    visitor.send("/account/enter/")


def feed_links(app: Flask) -> list[str]:
    """The calendars of some caregivers who said when they can come."""
    with app.app_context():
        answered = select(Caregiver.id).join(Answer, Answer.caregiver_id == Caregiver.id)
        some = db.session.scalars(answered.where(Answer.hours.any()).order_by(Caregiver.id).limit(CALENDARS))
        key = app.extensions["settings"].link_key
        tokens = [
            issue_link("feed", caregiver_id=caregiver_id, link_key=key, now_utc=datetime.now(UTC))
            for caregiver_id in some.all()
        ]
        db.session.commit()
    return [f"/feeds/{token}.ics" for token in tokens]


def state(app: Flask, kind: str) -> str:
    """Of the one job of this kind."""
    with app.app_context():
        return db.session.scalars(select(Job.state).where(Job.kind == kind)).one()


def allow_trades(app: Flask) -> None:
    """Every step that takes more than ten families for one is voted for."""
    with app.app_context():
        plan = db.session.scalars(select(Plan).where(~Plan.yardstick)).one()
        planners = db.session.scalars(select(User.id).where(User.role == "co_planner")).all()
        for level in trade_rule(plan).too_much:
            for planner in planners:
                propose(*trade_motion(plan.id, level, "We voted."), planner, datetime.now(UTC))


@thorough
@pytest.mark.services
@on_both_databases
def test_a_season_is_planned_released_and_read_on_shared_servers(
    tmp_path: Path, database_url: str, redis_url: str
) -> None:
    with installation(
        tmp_path, database_url, web_processes=2, workers=2, redis_url=redis_url, solver_seconds=8
    ) as running:
        with running.app.app_context():
            load_demo(datetime.now(UTC))
        feeds = feed_links(running.app)
        visitor = Visitor(running.url)
        sign_in(visitor, running.app)
        visitor.go("/board/")
        visitor.send("/plan", objective="leximin")
        wait_for(lambda: state(running.app, "plan_season") != "queued", "a worker taking the job up")
        running.stop("web")  # the run goes on without the web server, which keeps no state
        running.start("web", "serve", "--bind", running.url.partition("//")[2], "--processes", "2")
        wait_for(lambda: state(running.app, "plan_season") == "done", "the plan")
        wait_for(lambda: state(running.app, "explain_plan") == "done", "what its steps trade")
        assert state(running.app, "compare_plans") in ("queued", "running"), "nobody asked for it"
        wait_for(running.answers, "the web server's answer")
        visitor.go("/board/")
        release = re.search(r'href="(/board/plans/\d+/release)"', visitor.page)
        assert release is not None
        allow_trades(running.app)
        visitor.go(release[1])
        visitor.send("/release")
        reader = Visitor(running.url)
        calendars = [icalendar.Calendar.from_ical(reader.go(feed).encode()) for feed in feeds]
        assert any(calendar.walk("VEVENT") for calendar in calendars)
