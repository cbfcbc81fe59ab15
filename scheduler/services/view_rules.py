"""The rules that a season is planned and released by, and what is put to the vote about them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import or_, select

from scheduler.extensions import db
from scheduler.services.motions import SETS_OF_EVERY_SEASON
from scheduler.services.release_rule import families_are_represented
from scheduler.services.trade_rule import releases_resting_on
from scheduler.services.view_talk import VoteView
from scheduler.storage.models import Event, Motion, MotionVote, PriorityGroup, Season, SeasonFloor, User
from scheduler.storage.season_events import planned_events
from scheduler.storage.translated import TranslatedTexts, translated_texts


@dataclass(frozen=True, slots=True)
class SetFloorView:
    """The voted floor of a set of families, None without one; `name` where it is a group."""

    set_key: str
    name: str | None
    rate: float | None


@dataclass(frozen=True, slots=True)
class EventWeightView:
    """How much an event counts."""

    event_id: int
    event: str
    weight: float


@dataclass(frozen=True, slots=True)
class MotionView:
    """A motion; `subject` names the event, group or set that its `values` speak of. `by` None is gone.

    `may_go_back`: it was carried, nothing was carried about the same since, and no release rests on it;
    `rests` is the number of the one that does.
    """

    id: int
    kind: str
    values: Mapping[str, Any]
    subject: str | None
    reason: str
    by: str | None
    mine: bool
    at_utc: datetime
    outcome: str | None
    decided_utc: datetime | None
    votes: tuple[VoteView, ...]
    may_go_back: bool
    rests: int | None


@dataclass(frozen=True, slots=True)
class RulesView:
    """All of it; `decided` has the newest first.

    `unheard`: a representative of families has to agree to everything, and there is none.
    """

    season_id: int
    timezone: str
    approvals: int
    family: bool
    unheard: bool
    resolution: float
    floors: tuple[SetFloorView, ...]
    weights: tuple[EventWeightView, ...]
    groups: tuple[str, ...]
    open: tuple[MotionView, ...]
    decided: tuple[MotionView, ...]


def view_rules(season_id: int, user_id: int, language: str) -> RulesView:
    """What holds in the season now, and every motion about it."""
    season = db.session.get_one(Season, season_id)
    texts = translated_texts(language, {"event", "priority_group"})
    groups = db.session.scalars(select(PriorityGroup).order_by(PriorityGroup.id)).all()
    names = {group.key: texts.text(group, "name") for group in groups}
    rates = {
        row.set_key: row.rate
        for row in db.session.scalars(select(SeasonFloor).where(SeasonFloor.season_id == season_id))
    }
    events = db.session.scalars(planned_events(season_id)).all()
    motions = view_motions(season_id, user_id, texts)
    return RulesView(
        season_id=season_id,
        timezone=season.timezone,
        approvals=season.approvals_needed,
        family=season.family_approval,
        unheard=season.family_approval and not families_are_represented(),
        resolution=season.resolution,
        floors=tuple(
            SetFloorView(key, names.get(key), rates.get(key)) for key in (*names, *SETS_OF_EVERY_SEASON)
        ),
        weights=tuple(EventWeightView(row.id, texts.text(row, "title"), row.weight) for row in events),
        groups=tuple(names.values()),
        open=tuple(motion for motion in motions if motion.outcome is None),
        decided=tuple(motion for motion in reversed(motions) if motion.outcome is not None),
    )


def view_motions(season_id: int, user_id: int, texts: TranslatedTexts) -> list[MotionView]:
    """Every motion about a season or the groups, the oldest first."""
    votes = _votes(season_id, user_id)
    rows = db.session.execute(
        select(Motion, User.name)
        .outerjoin(User, User.id == Motion.by_id)
        .where(or_(Motion.season_id == season_id, Motion.season_id.is_(None)))
        .order_by(Motion.id)
    ).all()
    events = {row.id: row for row in db.session.scalars(select(Event).where(Event.season_id == season_id))}
    groups = {row.key: row for row in db.session.scalars(select(PriorityGroup))}
    newest = {_about(row): row.id for row, _name in rows if row.outcome == "carried"}
    last = [row for row, _name in rows if newest.get(_about(row)) == row.id and row.back is not None]
    rests = releases_resting_on(season_id, last)
    free = {row.id for row in last} - set(rests)
    return [
        MotionView(
            id=row.id,
            kind=row.kind,
            values=row.values,
            subject=_subject(row, events, groups, texts),
            reason=row.reason,
            by=name,
            mine=row.by_id == user_id,
            at_utc=row.at_utc,
            outcome=row.outcome,
            decided_utc=row.decided_utc,
            votes=tuple(votes[row.id]),
            may_go_back=row.id in free,
            rests=rests.get(row.id),
        )
        for row, name in rows
    ]


def open_group_motions() -> int:
    """How many changes of the groups are being voted on."""
    kinds = Motion.kind.in_(("add_group", "remove_group"))
    return len(db.session.scalars(select(Motion.id).where(kinds, Motion.outcome.is_(None))).all())


def _votes(season_id: int, user_id: int) -> Mapping[int, list[VoteView]]:
    found: dict[int, list[VoteView]] = defaultdict(list)
    rows = db.session.execute(
        select(MotionVote, User)
        .join(User, User.id == MotionVote.user_id)
        .join(Motion, Motion.id == MotionVote.motion_id)
        .where(or_(Motion.season_id == season_id, Motion.season_id.is_(None)))
        .order_by(User.name)
    )
    for row, user in rows:
        found[row.motion_id].append(
            VoteView(user.name, row.choice, row.reason, user.represents == "families", user.id == user_id)
        )
    return found


def _about(row: Motion) -> tuple[object, ...]:
    """What a motion would change; a group that is made anew is another one."""
    values = row.values
    group = row.id if row.kind in ("add_group", "remove_group") else None
    trade = values.get("instance"), values.get("level")
    return row.kind, values.get("set_key"), values.get("event"), group, *trade


def _subject(
    row: Motion, events: Mapping[int, Event], groups: Mapping[str, PriorityGroup], texts: TranslatedTexts
) -> str | None:
    if row.kind == "weight" and row.values["event"] in events:
        return texts.text(events[row.values["event"]], "title")
    if row.kind == "floor" and row.values["set_key"] in groups:
        return texts.text(groups[row.values["set_key"]], "name")
    return row.values.get("name") if row.kind == "remove_group" else None
