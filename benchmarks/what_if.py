"""Measure what-if: what_if.py INSTANCE.json ... [--plan PLAN.json] [--changes 300]

For each instance, over changes of every kind to all events (those that invite everybody too): median and 95th
percentile of the milliseconds that a change takes, an event's ranked alternatives, an answer, and opening a
saved board, beside the target. The last two columns are median and 95th percentile of processor time as
shares of the reference: one evaluation of the whole plan by `scheduler.evaluation`, measured in the same
run, by which busy machines and different ones can be compared. A plan is made at random, keeping the rules
of sessions, where none is given.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path
from random import Random
from typing import Any

import numpy as np

from scheduler.domain.instance import Event, Instance
from scheduler.domain.instance_json import parse_instance
from scheduler.domain.plan import Session
from scheduler.domain.plan_json import parse_plan
from scheduler.domain.timegrid import open_throughout, starts
from scheduler.evaluation import Season
from scheduler.whatif import Add, Board, Change, Drop, Move, Support, alternatives, load, save
from scheduler.whatif.frame import Frame
from scheduler.whatif.rules import Rules

SEED = 1
REFERENCES = 11
"""Times that the whole plan is evaluated; the first does not count."""
SMALL = 10_000
"""Up to so many families the targets of the smaller district hold."""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("instances", nargs="+", type=Path)
    parser.add_argument("--plan", type=Path)
    parser.add_argument("--changes", type=int, default=300)
    args = parser.parse_args()
    for path in args.instances:
        instance = parse_instance(json.loads(path.read_text(encoding="utf-8")))
        random = Random(SEED)
        if args.plan:
            sessions = parse_plan(json.loads(args.plan.read_text(encoding="utf-8"))).sessions
        else:
            sessions = random_plan(instance, random)
        measure_board(instance, sessions, args.changes, random)


def measure_board(instance: Instance, sessions: tuple[Session, ...], changes: int, random: Random) -> None:
    say(
        f"{len(instance.families)} families, {len(instance.events)} events, {len(sessions)} sessions"
        f" (milliseconds)"
    )
    titles = ("median", "p95", "most", "CPU", "CPU p95", "target", "times", "ratio", "p95")
    say(f"{'':38}" + "".join(f"{title:>9}" for title in titles))
    season = Season(instance)
    whole_plan = timed([sessions] * REFERENCES, season.rates)[1:]
    table = Table(float(np.median([processor for _, _, processor in whole_plan])))
    table.line("reference: the whole plan evaluated", whole_plan, None)
    [(board, *spent)] = timed([None], lambda _: Board.of(instance, sessions))
    table.line("laid out from the instance", [(board, *spent)], None)
    small = len(instance.families) <= SMALL
    tried = [random_change(instance, board, random) for _ in range(changes)]
    for name, kind in (("add", Add), ("drop", Drop), ("move", Move), ("re-support", Support)):
        found = timed([c for c in tried if isinstance(c, kind)], board.what_if)
        table.line(f"what if: {name}", found, 5 if small else 50)
    whole = [c for c in tried if board.frame.events[c.event].audience is None]
    table.line("what if: events that invite everybody", timed(whole, board.what_if), 5 if small else 50)
    measure_alternatives(table, instance, board, 50 if small else 500)
    measure_files(table, board)
    said = random.sample(instance.families, min(200, len(instance.families)))
    others = random.sample(instance.families, len(said))
    answers = [replace(other, id=family.id) for family, other in zip(said, others, strict=True)]
    table.line("a family's new answer", timed(answers, board.answer), 5)
    measure_after_answers(table, instance, board, random, 5 if small else 50)


def measure_after_answers(
    table: Table, instance: Instance, board: Board, random: Random, target: float
) -> None:
    """The first what-if and the first ranking on an event whose family has just answered anew."""
    first, ranked = [], []
    for family in random.sample(instance.families, min(40, len(instance.families))):
        change = random_change(instance, board, random)
        board.answer(family)
        first += timed([change], board.what_if)
        board.answer(family)
        ranked += timed([change.event], lambda event: alternatives(board, event))
    table.line("what if: first after an answer", first, target)
    table.line("alternatives: first after an answer", ranked, None)


def measure_alternatives(table: Table, instance: Instance, board: Board, target: float) -> None:
    """Alternatives of all events, of those of average audience (half to twice the mean), of those for all."""
    sizes = {event.id: len(board.invited(n)) for n, event in enumerate(instance.events)}
    mean = sum(sizes.values()) / len(sizes)
    average = [name for name, size in sizes.items() if mean / 2 <= size <= 2 * mean]
    everybody = [name for name, size in sizes.items() if size == len(instance.families)]
    for name, ids, aim in (
        ("alternatives: all events", list(sizes), target),
        ("alternatives: average audience", average, target),
        ("alternatives: everybody is invited", everybody, None),
    ):
        for event in ids:
            board.sites(board.frame.event_number[event])
        table.line(name, timed(ids, lambda event: alternatives(board, event)), aim)


def measure_files(table: Table, board: Board) -> None:
    with tempfile.TemporaryDirectory() as folder:
        table.line("saved", timed([Path(folder)], lambda path: save(board, path, "mark")), None)
        table.line("opened", timed([Path(folder)] * 10, lambda path: load(path, "mark")), None)
        drop = Drop(board.sessions[0])
        table.line(
            "opened, and one change",
            timed([Path(folder)] * 10, lambda p: load(p, "mark").what_if(drop)),
            None,
        )


def timed(items: Iterable[Any], call: Callable[[Any], Any]) -> list[tuple[Any, float, float]]:
    """The results of a call on each item, with the milliseconds of the clock and of the processor."""
    found = []
    for item in items:
        wall, processor = time.perf_counter(), time.process_time()
        result = call(item)
        found.append((result, 1e3 * (time.perf_counter() - wall), 1e3 * (time.process_time() - processor)))
    return found


class Table:
    """Lines of times, the processor's also as shares of the reference (milliseconds)."""

    def __init__(self, reference: float) -> None:
        self._reference = reference

    def line(self, name: str, found: list[tuple[Any, float, float]], target: float | None) -> None:
        if not found:
            return
        wall = np.array([spent for _, spent, _ in found])
        processor = np.array([spent for _, _, spent in found])
        middle, high = np.median(processor), np.quantile(processor, 0.95)
        aim = "" if target is None else f"{target:g}"
        say(
            f"{name:38}{np.median(wall):9.2f}{np.quantile(wall, 0.95):9.2f}{wall.max():9.2f}"
            f"{middle:9.2f}{high:9.2f}{aim:>9}{len(found):9}"
            f"{middle / self._reference:9.2f}{high / self._reference:9.2f}"
        )


def random_plan(instance: Instance, random: Random) -> tuple[Session, ...]:
    """Sessions that keep all rules but floors, budget and clashes, as many as each event wants, where some
    are found.
    """
    frame = Frame(instance)
    rules = Rules(frame)
    nothing = np.zeros((len(instance.events), len(instance.events)), dtype=bool)
    sessions: list[Session] = []
    for event in instance.events:
        times = list(starts(frame.instance, event))
        wanted = event.max_sessions
        for _ in range(200 if times else 0):
            tried = random_session(instance, event, times, random)
            held = [frame.hold(s) for s in [*sessions, tried]]
            if all(fault.kind in ("sessions", "fixed") for fault in rules.of_sessions(held, nothing)):
                sessions.append(tried)
                wanted -= 1
            if not wanted:
                break
    return tuple(sessions)


def random_session(instance: Instance, event: Event, times: list[Any], random: Random) -> Session:
    """A session with hosts and some supports who are available, at a place that is open."""
    places = {place.id: place for place in instance.places}
    while True:
        start, place = random.choice(times), places[random.choice(event.places)]
        if open_throughout(place.open, start, event.minutes):
            break
    wanted = "in_person" if place.format == "hybrid" else place.format
    able = [
        p
        for p in instance.providers
        if wanted in p.formats and open_throughout(p.available, start, event.minutes)
    ]
    hosts = [p for p in able if p.id in event.hosts][: event.hosts_needed]
    others = [p for p in able if p.kind != "host"]
    crew = [*hosts, *random.sample(others, min(len(others), random.randint(0, 4)))]
    languages = {
        p.id: random.choice(p.languages) for p in crew if p.kind == "interpreter" and len(p.languages) > 1
    }
    return Session(event.id, start, place.id, tuple(p.id for p in crew), languages)


def random_change(instance: Instance, board: Board, random: Random) -> Change:
    """A change of any kind to any session, events taken alike."""
    event = random.choice(instance.events)
    mine = [session for session in board.sessions if session.event == event.id]
    new = random_session(instance, event, list(starts(board.frame.instance, event)), random)
    kind = random.choice(["add", "drop", "move", "support"]) if mine else "add"
    if kind == "add":
        return Add(new)
    session = random.choice(mine)
    if kind == "drop":
        return Drop(session)
    if kind == "support":
        return Support(session, new.providers, new.interprets)
    return Move(session, new.start, new.place, new.providers, new.interprets)


def say(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
