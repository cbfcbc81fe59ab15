"""Do what was voted for, in the transaction of the vote that decided it, and keep what held before."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import select

from scheduler.extensions import db
from scheduler.services.edit_groups import (
    GroupExists,
    GroupIsInvited,
    add_group,
    asked_of,
    remove_group,
)
from scheduler.services.release_rule import families_are_represented
from scheduler.services.trade_rule import released_trades
from scheduler.storage.models import Event, Motion, PriorityGroup, Season, SeasonFloor


class GoneError(Exception):
    """What the motion speaks of is not there any more, there is such a thing by now, or it was released; or
    nobody is left who represents families as it demands.
    """


def carry(motion: Motion, now_utc: datetime) -> None:
    """Raises GoneError."""
    values = motion.values
    match motion.kind:
        case "floor":
            before = _set_floor(motion.season_id, values)
        case "weight":
            before = _set_weight(values)
        case "step":
            season = _season(motion)
            before = {"resolution": season.resolution}
            season.resolution = values["resolution"]
        case "rule":
            if values["family"] and not families_are_represented():
                raise GoneError
            season = _season(motion)
            before = {"approvals": season.approvals_needed, "family": season.family_approval}
            season.approvals_needed, season.family_approval = values["approvals"], values["family"]
        case "add_group" | "remove_group":
            motion.back = _change_groups(motion, now_utc)
            return
        case _:
            motion.back = _turn_trade(motion)
            return  # that a trade was carried is all that a release asks for
    motion.back = {"kind": motion.kind, "values": before}


def _season(motion: Motion) -> Season:
    return db.session.get_one(Season, motion.season_id)


def _set_weight(values: Mapping[str, Any]) -> dict[str, Any]:
    event = db.session.get(Event, values["event"])
    if event is None:
        raise GoneError
    before = {"event": event.id, "weight": event.weight}
    event.weight = values["weight"]
    return before


def _set_floor(season_id: int | None, values: Mapping[str, Any]) -> dict[str, Any]:
    query = select(SeasonFloor).where(
        SeasonFloor.season_id == season_id, SeasonFloor.set_key == values["set_key"]
    )
    row = db.session.scalar(query)
    before = {"set_key": values["set_key"], "rate": None if row is None else row.rate}
    if values["rate"] is None:
        if row is not None:
            db.session.delete(row)
        return before
    row = row or SeasonFloor(season_id=season_id, set_key=values["set_key"])
    row.rate = values["rate"]
    db.session.add(row)
    return before


def _change_groups(motion: Motion, now_utc: datetime) -> dict[str, Any]:
    values = motion.values
    try:
        if motion.kind == "add_group":
            added = add_group(values["question"], values["names"], motion.by_id, now_utc)
            name = db.session.get_one(PriorityGroup, added).name
            return {"kind": "remove_group", "values": {"group": added, "name": name}}
        asked = asked_of(values["group"])
        if asked is None or not remove_group(values["group"], motion.by_id, now_utc):
            raise GoneError
        question, names = asked
        return {"kind": "add_group", "values": {"question": question, "names": names}}
    except (GroupExists, GroupIsInvited):
        raise GoneError from None


def _turn_trade(motion: Motion) -> dict[str, Any]:
    about = {key: motion.values[key] for key in ("instance", "level")}
    if motion.values.get("allowed", True):
        return {"kind": "trade", "values": {**about, "allowed": False}}
    if about["instance"] in released_trades(motion.season_id):
        raise GoneError
    return {"kind": "trade", "values": about}
