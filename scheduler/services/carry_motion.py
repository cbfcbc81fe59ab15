"""Do what was voted for, in the transaction of the vote that decided it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import select

from scheduler.extensions import db
from scheduler.services.edit_groups import GroupExists, GroupIsInvited, add_group, remove_group
from scheduler.storage.models import Event, Motion, Season, SeasonFloor


class GoneError(Exception):
    """What the motion speaks of is not there any more, or there is such a thing by now."""


def carry(motion: Motion, now_utc: datetime) -> None:
    """Raises GoneError."""
    values = motion.values
    match motion.kind:
        case "floor":
            _set_floor(motion.season_id, values)
        case "weight":
            event = db.session.get(Event, values["event"])
            if event is None:
                raise GoneError
            event.weight = values["weight"]
        case "step":
            _season(motion).resolution = values["resolution"]
        case "rule":
            season = _season(motion)
            season.approvals_needed, season.family_approval = values["approvals"], values["family"]
        case "add_group" | "remove_group":
            _change_groups(motion, now_utc)
        case "trade":
            pass  # that it was carried is all that a release asks for


def _season(motion: Motion) -> Season:
    return db.session.get_one(Season, motion.season_id)


def _set_floor(season_id: int | None, values: Mapping[str, Any]) -> None:
    query = select(SeasonFloor).where(
        SeasonFloor.season_id == season_id, SeasonFloor.set_key == values["set_key"]
    )
    row = db.session.scalar(query)
    if values["rate"] is None:
        if row is not None:
            db.session.delete(row)
        return
    row = row or SeasonFloor(season_id=season_id, set_key=values["set_key"])
    row.rate = values["rate"]
    db.session.add(row)


def _change_groups(motion: Motion, now_utc: datetime) -> None:
    values = motion.values
    try:
        if motion.kind == "add_group":
            add_group(values["question"], values["names"], motion.by_id, now_utc)
        elif not remove_group(values["group"], motion.by_id, now_utc):
            raise GoneError
    except (GroupExists, GroupIsInvited):
        raise GoneError from None
