"""Time the board: board.py INSTANCE.json ... [--drops 100] [--pages]

For each instance, in a database of its own with a plan made at random: the milliseconds from a drop on the
board to the shown answer in a real browser, against a web process of its own; the server's part of it, in
this process; and of the board's page. Beside them, in the same run, one measure of the whole plan by the
domain's reference. Targets: 100 ms and 20 ms at 2,000 families x 20 events; for the server's part 150 ms at
100,000. With `--pages` every page that a co-planner can open instead, in processor time: at 10,000 families x
40 events each should take less than 150 ms.
"""

from __future__ import annotations

import argparse
import gc
import shutil
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any

import numpy as np
from flask import Flask
from playwright.sync_api import Page, sync_playwright

from benchmarks.board_district import store_district
from scheduler.app import create_app
from scheduler.domain.held_session import hold
from scheduler.domain.measure import measure
from scheduler.extensions import db
from scheduler.storage.models import Plan
from scheduler.storage.plans import load_plan
from scheduler.storage.snapshots import load_snapshot
from tests.fixtures.apps import make_settings
from tests.fixtures.browsers import DESKTOP, QUIET
from tests.fixtures.live import Installation, installation
from tests.web.every_page import pages_of

SEED = 1
OK, TIMES = 200, 10
DROP = """([slot, day]) => new Promise((resolve) => {
  const place = document.getElementById("what-if-place");
  const data = new DataTransfer();
  const send = (target, kind) =>
    target.dispatchEvent(new DragEvent(kind, { bubbles: true, cancelable: true, dataTransfer: data }));
  const source = document.querySelectorAll(".slot[data-move]")[slot];
  const target = document.querySelectorAll(".day[data-day]")[day];
  place.replaceChildren();
  let began;
  new MutationObserver((_, observer) => {
    if (!place.querySelector("#what-if")) return;
    observer.disconnect();
    requestAnimationFrame(() => requestAnimationFrame(() => resolve(performance.now() - began)));
  }).observe(place, { childList: true });
  send(source, "dragstart");
  send(target, "dragover");
  began = performance.now();
  send(target, "drop");
})"""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("instances", nargs="+", type=Path)
    parser.add_argument("--drops", type=int, default=100)
    parser.add_argument("--pages", action="store_true")
    args = parser.parse_args()
    for path in args.instances:
        with tempfile.TemporaryDirectory() as folder:
            if args.pages:
                measure_pages(path, Path(folder))
            else:
                measure_district(path, Path(folder), args.drops)


def measure_pages(path: Path, folder: Path) -> None:
    """Each page is opened once before it is timed, as it is when somebody has looked at the plan already."""
    app = create_app(make_settings(folder, f"sqlite:///{folder / 'board.db'}"))
    plan_id, user_id = store_district(app, path, SEED)
    client = signed_in(app, user_id)
    gc.collect()
    gc.freeze()  # a web process does not hold the families that this one has just stored
    with app.app_context():
        plan = db.session.get_one(Plan, plan_id)
        known = {
            "plan_id": [plan_id],
            "session_id": [plan.sessions[0].id],
            "set_key": [next(rate.set_key for rate in plan.rates if rate.takes_part)],
            "job_id": [],
            "proposal_id": [],
            "number": [1],
            "place_id": [plan.sessions[0].place_id],
            "uid": ["none"],
        }
        pages = pages_of(app, "co_planner", known)
        say(f"{path.name}, {len(plan.sessions)} sessions")
    say(f"{'processor milliseconds':38}{'median':>9}{'p95':>9}{'most':>9}{'times':>7}")
    for page in pages:
        if client.get(page).status_code == OK:
            spent = [timed(lambda page=page: client.get(page), time.process_time) for _ in range(TIMES)]
            report(page, spent)


def measure_district(path: Path, folder: Path, drops: int) -> None:
    database = f"sqlite:///{folder / 'board.db'}"
    plan_id, user_id = store_district(create_app(make_settings(folder, database)), path, SEED)
    with installation(folder, database, workers=0) as running:
        client = signed_in(running.app, user_id)
        with running.app.app_context():
            plan = db.session.get_one(Plan, plan_id)
            families = load_snapshot(plan.snapshot_id, []).instance
            sessions = load_plan(plan_id).sessions
            moves = [
                (s.id, s.start_local.date() + timedelta(days=d)) for s in plan.sessions for d in (1, 3, 7)
            ]
        say(f"{len(families.families)} families, {len(families.events)} events, {len(sessions)} sessions")
        say(f"{'milliseconds':38}{'median':>9}{'p95':>9}{'most':>9}{'times':>7}")
        report("one measure of the whole plan", [timed(lambda: measure(families, hold(families, sessions)))])
        urls = [f"/board/plans/{plan_id}/sessions/{s}/move?ask=1&day={day}" for s, day in moves]
        ask = {"HX-Request": "true"}
        report("server: the first answer", [timed(lambda: client.get(urls[0], headers=ask))])
        chosen = Random(SEED).choices(urls, k=drops)
        report("server: what if", [timed(lambda url=url: client.get(url, headers=ask)) for url in chosen])
        report(
            "server: the same, processor only",
            [timed(lambda url=url: client.get(url, headers=ask), time.process_time) for url in chosen],
        )
        report("server: the board's page", [timed(lambda: client.get("/board/")) for _ in range(10)])
        report("browser: from drop to shown answer", browser_drops(running, client, drops))


def browser_drops(running: Installation, client: Any, drops: int) -> list[float]:
    program = shutil.which("chromium") or shutil.which("google-chrome")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=QUIET)
        context = browser.new_context(viewport=DESKTOP)
        context.add_cookies(
            [{"name": "session", "value": client.get_cookie("session").value, "url": running.url}]
        )
        page = context.new_page()
        page.goto(f"{running.url}/board/")
        found = dropped(page, drops)
        browser.close()
    return found


def dropped(page: Page, drops: int) -> list[float]:
    slots, days = page.locator(".slot[data-move]").count(), page.locator(".day[data-day]").count()
    random = Random(SEED)
    page.evaluate(DROP, [0, 0])  # the first lays the plan out
    return [page.evaluate(DROP, [random.randrange(slots), random.randrange(days)]) for _ in range(drops)]


def signed_in(app: Flask, user_id: int) -> Any:
    client: Any = app.test_client()
    with client.session_transaction() as session:
        session["signed_in"] = [user_id, 0, int(datetime.now(UTC).timestamp())]
    return client


def timed(call: Callable[[], Any], clock: Callable[[], float] = time.perf_counter) -> float:
    began = clock()
    call()
    return 1e3 * (clock() - began)


def report(name: str, milliseconds: list[float]) -> None:
    spent = np.array(milliseconds)
    say(f"{name:38}{np.median(spent):9.1f}{np.quantile(spent, 0.95):9.1f}{spent.max():9.1f}{len(spent):7}")


def say(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
