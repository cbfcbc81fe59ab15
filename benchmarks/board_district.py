"""A district in a database of its own, with a plan on its board: what the benchmarks of pages measure."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from random import Random
from typing import Any

from flask import Flask
from sqlalchemy import insert

from benchmarks.what_if import random_plan
from scheduler.domain.instance import Instance
from scheduler.domain.instance_json import instance_hash, instance_to_json, parse_instance
from scheduler.domain.plan import Plan
from scheduler.extensions import db
from scheduler.storage.models import (
    District,
    Event,
    Family,
    Place,
    PriorityGroup,
    Provider,
    Season,
    Snapshot,
    SnapshotFamily,
    User,
)
from scheduler.storage.plans import PlanOutcome, PlanSource, SetOutcome, store_plan
from scheduler.whatif import Board

NOW = datetime(2026, 1, 1, tzinfo=UTC)


def store_district(app: Flask, path: Path, seed: int) -> tuple[int, int]:
    """Fill an empty database from an instance, with a plan made at random; the ids of plan and co-planner."""
    instance = _with_row_ids(json.loads(path.read_text(encoding="utf-8")))
    sessions = random_plan(instance, Random(seed))
    with app.app_context():
        db.create_all()
        season_id, snapshot_id = _store_instance(instance)
        board = Board.of(instance, sessions)
        plan = Plan("feasible", "leximin", sessions)
        source = PlanSource(season_id, snapshot_id, None, "leximin", False, instance_hash(instance))
        plan_id = store_plan(plan, _outcome(instance, board), source, NOW)
        user = User(email="pat@school.org", name="Pat", role="co_planner", language="en")
        db.session.add(user)
        db.session.commit()
        return plan_id, user.id


def _with_row_ids(raw: dict[str, Any]) -> Instance:
    """The instance under the ids that its rows will have."""
    renamed: dict[str, str] = {}
    for kind in ("event", "place", "provider"):
        for number, each in enumerate(raw[f"{kind}s"], start=1):
            renamed[each["id"]] = each["id"] = f"{kind}-{number}"
    for event in raw["events"]:
        event["places"] = [renamed[place] for place in event["places"]]
        event["hosts"] = [renamed[host] for host in event["hosts"]]
    return replace(parse_instance({**raw, "fixed": [], "floors": []}), budget=None)


def _store_instance(instance: Instance) -> tuple[int, int]:
    horizon = instance.horizon
    season = Season(name="Season", timezone=instance.timezone, starts_on=horizon.start, weeks=horizon.weeks)
    db.session.add_all([District(name="District", timezone=instance.timezone, default_language="en"), season])
    db.session.add_all(PriorityGroup(key=g.id, name=g.name, question=g.id) for g in instance.groups)
    db.session.add_all(Place(name=p.name, format=p.format) for p in instance.places)
    db.session.add_all(
        Provider(name=p.name, kind=p.kind, languages=list(p.languages), zone=p.zone)
        for p in instance.providers
    )
    db.session.flush()
    db.session.add_all(
        Event(
            season_id=season.id,
            title=event.title,
            minutes=event.minutes,
            first_date=event.window[0],
            last_date=event.window[1],
            cost_per_family_cents=round(100 * event.cost_per_family),
        )
        for event in instance.events
    )
    frame = instance_to_json(instance)
    bodies = frame.pop("families")
    snapshot = Snapshot(season_id=season.id, taken_utc=NOW, frame=frame, family_count=len(bodies))
    db.session.add(snapshot)
    db.session.flush()
    db.session.execute(insert(Family), [{"size": body["size"]} for body in bodies])
    db.session.execute(
        insert(SnapshotFamily),
        [
            {"snapshot_id": snapshot.id, "family_id": n, "pseudonym": body.pop("id"), "body": body}
            for n, body in enumerate(bodies, start=1)
        ],
    )
    return season.id, snapshot.id


def _outcome(instance: Instance, board: Board) -> PlanOutcome:
    measured = board.measure
    families = _families(instance)
    sets = {
        name: SetOutcome(
            families.get(name, 0), name in measured.taking_part, rate, measured.season_rates[name]
        )
        for name, rate in measured.rates.items()
    }
    reach = tuple(board.reach(session) for session in board.sessions)
    pairs = tuple(board.pairs(instance.small_group))
    return PlanOutcome(sets, reach, round(100 * measured.cost), round(100 * measured.families_cost), pairs)


def _families(instance: Instance) -> dict[str, int]:
    """How many families are in each set; nobody is in a group too small to compare."""
    in_group = Counter(group for family in instance.families for group in family.groups)
    alone = sum(not family.groups for family in instance.families)
    return {**in_group, "no_group": alone, "everyone": len(instance.families)}
