"""A walk over the board in every state that a co-planner can bring about."""

from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime
from typing import NamedTuple

from playwright.sync_api import Page
from sqlalchemy import select

from scheduler.extensions import db
from scheduler.services.board_steps import board_plan_id
from scheduler.services.explain_plan import request_why
from scheduler.services.propose_event import Idea, propose_event
from scheduler.services.release_plan import release_plan
from scheduler.services.request_plan import CEILINGS, request_ceilings, request_plan
from scheduler.services.talk_on_board import comment
from scheduler.storage.models import District, Job, Plan, ReleaseSession, Season, User
from tests.builders.board_rows import add_comparison, add_open_season, add_plan, add_run, added
from tests.builders.people import NOW, add_user
from tests.builders.small_season import small_season
from tests.fixtures.browsers import DESKTOP
from tests.fixtures.live import Served

OPEN_ALL = "document.querySelectorAll('main details').forEach((each) => { each.open = true; })"
CEILINGS_FOUND = {"nights": {"reached": 0.6, "bound": 0.8}, "a": {"reached": 0.5, "bound": 1}}
WORSE = {"level": "smallest 1", "here": 0.5, "bound": 0.3, "worse": True}
FORCED = {"forced": [{"forbidden": "day", "possible": True, "found": True, "shortfall": WORSE}]}
GROUP = {
    "causes": [["interpreter", "so", 33.2], ["time", "", 17.0], ["ride", "north", 4.0]],
    "ceiling": {"here": 0.5, "reached": 0.79, "bound": 0.81},
    "tried": 4,
    "changes": [
        {"kind": "opening", "facts": {"place": "place-1", "minutes": 60, "weekday": 1}, "proven": True}
    ],
}


TRADES = {
    "steps": [
        {
            "level": "smallest 1",
            "families": {"nights": 12.0, "everyone": -120.0},
            "gained": 12.0,
            "lost": 132.0,
            "cost": [300, 480],
            "families_cost": [100, 80],
        }
    ]
}


class Planned(NamedTuple):
    """The rows that the walk needs: no session of the database may be open while a page loads."""

    season_id: int
    run_id: int
    plan_id: int
    session_id: int
    event_id: int
    planner_id: int


class Walk:
    """One co-planner's page; `do` writes to the database what others, or workers, do meanwhile."""

    def __init__(self, page: Page, server: Served) -> None:
        self.page, self.server = page, server

    def open(self, path: str = "", *, unfold: bool = False) -> None:
        self.page.goto(f"{self.server.url}/board/{path}")
        if unfold:
            self.page.evaluate(OPEN_ALL)

    def leave(self) -> None:
        """To a page that is not live: it loads anew when a run begins or ends, which aborts `open`."""
        self.open("rules/")

    def press(self, button: str) -> None:
        """A press that leads to another page."""
        with self.page.expect_navigation():
            self.page.locator(button).first.click()

    def do(self, work: Callable[..., object], *args: object, **named: object) -> None:
        with self.server.app.app_context():
            work(*args, **named)
            db.session.commit()


def states_of(page: Page, server: Served) -> Iterator[str]:
    """The name of each state while `page`, in which a co-planner has signed in, shows it."""
    walk = Walk(page, server)
    walk.do(lambda: added(District(name="Oak", timezone="America/New_York", default_language="en")))
    walk.open()
    yield "between seasons"
    walk.do(lambda: add_open_season(name="Autumn"))
    walk.open()
    yield "no plan"
    with server.app.app_context():
        plan = planned()
    yield from _planned(walk, plan)
    yield from _asked(walk, plan)
    yield from _talked_about(walk, plan)
    yield from _decided(walk, plan)
    yield from _in_conflict(walk, plan)
    yield from _released(walk, plan)
    yield from _around(walk)
    yield from _changed_meanwhile(walk, plan)


def planned() -> Planned:
    """The season that is open gives way to one that is planned."""
    db.session.query(Season).update({"state": "closed"})
    plan = small_season(more={"a": (30, 30), "a+nights": (20, 0)}, more_events=6)
    reading = next(session for session in plan.sessions if session.start_local.hour == 18)
    planner = db.session.scalars(select(User.id).where(User.role == "co_planner")).one()
    assert plan.job_id is not None
    return Planned(plan.season_id, plan.job_id, plan.id, reading.id, reading.event_id, planner)


def answer(kind: str, progress: Mapping[str, object]) -> None:
    """A worker has done the job of this kind that was asked for last."""
    job = db.session.scalars(select(Job).where(Job.kind == kind).order_by(Job.id.desc())).first()
    assert job is not None
    job.state, job.progress = "done", dict(progress)


def find_a_conflict(season_id: int) -> None:
    """A run ends in requirements that cannot hold together."""
    run = add_run(db.session.get_one(Season, season_id), created_utc=datetime.now(UTC))
    floor = {"kind": "floor", "ids": ["nights"], "text": ""}
    add_plan(run, status="infeasible", conflict=[floor, {"kind": "budget", "ids": [], "text": ""}])


def _planned(walk: Walk, plan: Planned) -> Iterator[str]:
    walk.do(request_ceilings, plan.season_id, plan.run_id, plan.plan_id, NOW)
    walk.open()
    yield "planned, ceilings being worked out"
    walk.do(answer, CEILINGS, {"sets": CEILINGS_FOUND})
    walk.open(unfold=True)
    yield "planned, everything open"
    for path in ("season?by=place", "weeks/1?by=format", "weeks/4", "hours"):
        walk.open(f"plans/{plan.plan_id}/{path}", unfold=True)
        yield path


def _asked(walk: Walk, plan: Planned) -> Iterator[str]:
    of_plan = f"plans/{plan.plan_id}"
    move = f"{of_plan}/sessions/{plan.session_id}/move"
    walk.open(f"{move}?ask=1&day=2026-03-06&time=20:00", unfold=True)
    yield "what if, with a rule that breaks"
    walk.open(f"{move}?ask=1&day=someday")
    yield "what if, not to be read"
    for about, key, path, found in (
        ("session", str(plan.session_id), f"sessions/{plan.session_id}/why", FORCED),
        ("set", "nights", "groups/nights/why", GROUP),
    ):
        walk.open(f"{of_plan}/{path}")
        yield f"why a {about}, not asked"
        walk.do(request_why, plan.plan_id, about, key, plan.planner_id, NOW)
        walk.open(f"{of_plan}/{path}")
        yield f"why a {about}, asked"
        walk.do(answer, "explain_plan", found)
        walk.open(f"{of_plan}/{path}")
        yield f"why a {about}, answered"
    walk.page.set_viewport_size(DESKTOP)
    walk.open()
    walk.page.locator(".slot[data-move]").first.drag_to(walk.page.locator('[data-day="2026-03-12"]'))
    walk.page.locator("#what-if").wait_for()
    yield "what if, dropped"


def _talked_about(walk: Walk, plan: Planned) -> Iterator[str]:
    talk = f"plans/{plan.plan_id}/talk"
    walk.open(talk)
    yield "talk, nothing said"
    walk.do(comment, plan.season_id, plan.event_id, "No bus.", plan.planner_id, NOW, objection=True)
    walk.open(talk)
    walk.page.locator("[name=choice][value=no]").check()
    walk.press("form[action$='/vote'] button")
    yield "talk, an objection and a no without a reason"
    walk.open(f"plans/{plan.plan_id}/release")
    yield "release, something is missing"


def _decided(walk: Walk, plan: Planned) -> Iterator[str]:
    walk.do(compare, plan)
    walk.open(f"plans/{plan.plan_id}/compare", unfold=True)
    yield "plans side by side"
    walk.do(request_why, plan.plan_id, "trades", "", plan.planner_id, NOW)
    walk.do(answer, "explain_plan", TRADES)
    walk.open(f"plans/{plan.plan_id}/trades")
    yield "a step that needs a vote"
    walk.page.fill("textarea", "They waited long.")
    walk.press("form[action$='/vote'] button")
    yield "a step that was voted for"
    walk.open("rules/", unfold=True)
    yield "rules and votes"
    walk.do(propose_event, plan.season_id, Idea("Tea", "Saturdays", "For all."), plan.planner_id, NOW)
    walk.open("events/", unfold=True)
    yield "events and proposals"
    walk.press("a[href$='/event']")
    yield "an event of a proposal"
    walk.page.fill("#minutes", "a while")
    walk.press("main form .button")
    yield "an event that cannot be read"
    walk.page.fill("#minutes", "60")
    walk.press("main form .button")
    walk.open()
    yield "an event that waits for a plan"


def compare(plan: Planned) -> None:
    """Another plan was made to compare with."""
    given = db.session.get_one(Plan, plan.plan_id)
    rates = {rate.set_key: 0.6 for rate in given.rates}
    run = db.session.get_one(Job, plan.run_id)
    add_comparison(given, ("weighted", add_plan(run, "weighted", rates)))


def add_supports() -> None:
    """The first session of the release, which is over like all of them, had childcare and an interpreter."""
    row = db.session.scalars(select(ReleaseSession).order_by(ReleaseSession.start_local)).first()
    assert row is not None
    row.supports = {**row.supports, "kinds": ["childcare"], "interpreted": ["so"]}


def _in_conflict(walk: Walk, plan: Planned) -> Iterator[str]:
    for typed, state in (("a lot", "a wish that cannot be read"), ("1", "a wish")):
        walk.open(unfold=True)
        walk.page.fill("#cap-dollars", typed)
        walk.press("form[action$='/wishes/cap'] button")
        yield state
    walk.do(find_a_conflict, plan.season_id)
    walk.open()
    yield "conflict"
    walk.press("#conflict button")
    yield "conflict, changed since"
    walk.leave()
    walk.do(request_plan, plan.season_id, "leximin", plan.planner_id, NOW)
    walk.open()
    yield "planning"
    walk.leave()
    walk.do(answer, "plan_season", {})


def _released(walk: Walk, plan: Planned) -> Iterator[str]:
    walk.open(f"plans/{plan.plan_id}/talk")
    walk.page.fill("[id^=answer-]", "A bus was booked.")
    walk.press("form[action$='/answer'] button")
    yield "talk, an objection that is answered"
    walk.open(f"plans/{plan.plan_id}/release")
    yield "release"
    walk.do(release_plan, plan.plan_id, plan.planner_id, NOW)
    walk.open()
    yield "released"
    walk.do(add_supports)
    walk.open("../came/")
    yield "who came, not counted"
    walk.page.fill("main input[id^=families-]", "many")
    walk.press("main form .button")
    yield "who came, not to be read"
    walk.page.fill("main input[id^=families-]", "25")
    walk.press("main form .button")
    yield "who came"
    walk.open("releases/1/memo")
    yield "memo"


def _around(walk: Walk) -> Iterator[str]:
    for path in ("../places/", "preparing", "groups/", "calendars/", "season-end/"):
        walk.open(path, unfold=True)
        yield path
    walk.do(lambda: add_user(email="lee@school.org", name="Lee", role="liaison"))
    walk.open("people/")
    walk.press("form[action$='people/'] .actions button")
    walk.page.evaluate(OPEN_ALL)
    yield "people, one of them without a name"


def _changed_meanwhile(walk: Walk, plan: Planned) -> Iterator[str]:
    """The same session is moved in another window while a move of it is looked at here."""
    move = f"plans/{plan.plan_id}/sessions/{plan.session_id}/move?ask=1&time=18:00"
    walk.open(f"{move}&day=2026-03-10")
    theirs = Walk(walk.page.context.new_page(), walk.server)
    theirs.open(f"{move}&day=2026-03-12")
    theirs.press("form[action$='/move'] button")
    theirs.page.close()
    walk.press("form[action$='/move'] button")
    walk.page.locator("[name=over]").wait_for(state="attached")
    yield "changed meanwhile"
    with walk.server.app.app_context():
        moved = db.session.get_one(Plan, board_plan_id(plan.season_id))
        moved.faults, moved_id = [], moved.id
        db.session.commit()
    walk.open(f"plans/{moved_id}/compare", unfold=True)
    walk.page.locator(f"#plan-{plan.plan_id}").wait_for()
    yield "plans side by side, one changed by hand"
