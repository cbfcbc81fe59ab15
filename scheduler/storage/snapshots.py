"""Instances as they were when a plan was made: stored, read back, and forgotten family by family."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, insert, select

from scheduler.domain.instance import Instance
from scheduler.domain.instance_json import parse_instance
from scheduler.extensions import db
from scheduler.storage.instance_families import answered_families
from scheduler.storage.instance_frame import season_frame
from scheduler.storage.models import Season, Snapshot, SnapshotFamily
from scheduler.storage.wishes import with_wishes


@dataclass(frozen=True, slots=True)
class StoredInstance:
    """An instance read back, and how many of its families have withdrawn since."""

    instance: Instance
    withdrawn: int


def take_snapshot(season: Season, now_utc: datetime, new_pseudonym: Callable[[], str]) -> int:
    """Store the season's instance as it is now, each family under a random id; the snapshot's row id."""
    families = answered_families(season)
    frame = season_frame(season)
    del frame["families"]
    snapshot = Snapshot(season_id=season.id, taken_utc=now_utc, frame=frame, family_count=len(families))
    db.session.add(snapshot)
    db.session.flush()
    rows = [
        {
            "snapshot_id": snapshot.id,
            "family_id": f.family_id,
            "pseudonym": new_pseudonym(),
            "body": f.body,
        }
        for f in families
    ]
    if rows:
        # by pseudonym, so that the order of the rows does not tell who is who
        db.session.execute(insert(SnapshotFamily), sorted(rows, key=lambda r: str(r["pseudonym"])))
    return snapshot.id


def load_snapshot(
    snapshot_id: int, floors: Sequence[dict[str, Any]], wishes: Sequence[dict[str, Any]] = ()
) -> StoredInstance:
    """The stored instance with a plan's `floors` and `wishes`, less the families that were deleted since."""
    snapshot = db.session.get_one(Snapshot, snapshot_id)
    rows = db.session.execute(
        select(SnapshotFamily.pseudonym, SnapshotFamily.body)
        .where(SnapshotFamily.snapshot_id == snapshot_id)
        .order_by(SnapshotFamily.pseudonym)
    ).all()
    families = [{"id": pseudonym, **body} for pseudonym, body in rows]
    kept = [{"group": floor["group"], "rate": floor["rate"]} for floor in floors]
    raw = {**with_wishes(snapshot.frame, wishes), "floors": kept, "families": families}
    return StoredInstance(parse_instance(raw), snapshot.family_count - len(families))


def withdrawn_count(snapshot_id: int) -> int:
    """How many families of a snapshot have been deleted since it was taken."""
    snapshot = db.session.get_one(Snapshot, snapshot_id)
    left = db.session.scalar(
        select(func.count()).select_from(SnapshotFamily).where(SnapshotFamily.snapshot_id == snapshot_id)
    )
    return snapshot.family_count - (left or 0)
