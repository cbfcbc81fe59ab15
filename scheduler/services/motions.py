"""Put a change of the season's rules to the vote, and vote on it.

A motion is carried as soon as more than half of all co-planners can live with it, where the season asks for
that a representative of families among them; it is lost as soon as that cannot happen any more. What is
carried is done at once. The one who makes a motion votes yes by making it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from sqlalchemy import delete, func, select

from scheduler.extensions import db
from scheduler.services.carry_motion import GoneError, carry
from scheduler.services.record_audit import record_audit
from scheduler.services.release_rule import APPROVALS, families_are_represented
from scheduler.services.trade_rule import releases_resting_on
from scheduler.storage.models import Event, Motion, MotionVote, PriorityGroup, Season, User

Kind = Literal["floor", "weight", "step", "rule", "add_group", "remove_group", "trade"]
SETS_OF_EVERY_SEASON = ("everyone", "no_group", "pooled")


@dataclass(frozen=True, slots=True)
class Proposal:
    """What is to change. `values` by kind:

    `floor`: `set_key` and `rate` (None: no floor of its own). `weight`: `event` (row) and `weight`. `step`:
    `resolution`. `rule`: `approvals` and `family`. `add_group`: `question` and `names`. `remove_group`:
    `group` (row) and `name`. `trade`: `instance` (hash) and `level`, a step that takes more than ten families
    for one, and `allowed`: False where that is taken back.
    """

    kind: Kind
    values: Mapping[str, Any]
    reason: str = ""


class NobodyForFamiliesError(Exception):
    """The rule asks for a representative of families, and there is none: it could never change again."""


class ReleaseRestsOnItError(Exception):
    """What was voted cannot be taken back any more; `number` is that of the release."""

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.number = number


def propose(season_id: int | None, proposal: Proposal, user_id: int, now_utc: datetime) -> str | None:
    """Put a change to the vote; its outcome, where that is settled by now. The same twice is one.

    Raises:
        LookupError: there is no such event, set of families or group.
        NobodyForFamiliesError: it asks for a representative of families where there is none.
    """
    _look_up(season_id, proposal)
    if proposal.kind == "rule" and proposal.values["family"] and not families_are_represented():
        raise NobodyForFamiliesError
    open_ones = select(Motion).where(Motion.outcome.is_(None), Motion.kind == proposal.kind)
    same = (row for row in db.session.scalars(open_ones) if row.values == dict(proposal.values))
    row = next(same, None)
    if row is None:
        row = Motion(
            season_id=None if proposal.kind in ("add_group", "remove_group") else season_id,
            kind=proposal.kind,
            values=dict(proposal.values),
            reason=proposal.reason,
            by_id=user_id,
            at_utc=now_utc,
        )
        db.session.add(row)
        db.session.flush()
        record_audit("user", user_id, f"propose_{proposal.kind}", "motion", row.id, now_utc)
    return _cast(row, "yes", "", user_id, now_utc)


def propose_back(motion_id: int, user_id: int, now_utc: datetime) -> str | None:
    """Put to the vote that what held before a motion was carried holds again; its outcome, as `propose` says.

    Raises:
        LookupError: there is no such motion, it was not carried, or what it speaks of is gone.
        NobodyForFamiliesError: as `propose` says.
        ReleaseRestsOnItError: a trade that it allowed is part of a release.
    """
    row = db.session.get(Motion, motion_id)
    if row is None or row.outcome != "carried" or row.back is None:
        raise LookupError
    resting = releases_resting_on(row.season_id, [row])
    if resting:
        raise ReleaseRestsOnItError(resting[row.id])
    return propose(row.season_id, Proposal(row.back["kind"], row.back["values"]), user_id, now_utc)


def vote_on_motion(motion_id: int, choice: str, reason: str, user_id: int, now_utc: datetime) -> None:
    """Vote, or change one's vote.

    Raises:
        LookupError: there is no such motion, or it is decided.
    """
    row = db.session.scalars(select(Motion).where(Motion.id == motion_id).with_for_update()).first()
    if row is None or row.outcome is not None:
        db.session.rollback()
        raise LookupError
    _cast(row, choice, reason, user_id, now_utc)


def take_back_vote_on_motion(motion_id: int, user_id: int, now_utc: datetime) -> None:
    """As if this user had not voted on it, before it is decided; twice is the same as once.

    Raises:
        LookupError: there is no such motion, or it is decided.
    """
    row = db.session.scalars(select(Motion).where(Motion.id == motion_id).with_for_update()).first()
    if row is None or row.outcome is not None:
        db.session.rollback()
        raise LookupError
    mine = MotionVote.motion_id == motion_id, MotionVote.user_id == user_id
    db.session.execute(delete(MotionVote).where(*mine))
    record_audit("user", user_id, "take_back_vote", "motion", motion_id, now_utc)
    db.session.commit()


def withdraw_motion(motion_id: int, user_id: int, now_utc: datetime) -> None:
    """Whoever made it takes it back before it is decided.

    Raises:
        LookupError: there is no such motion, it is decided, or it is somebody else's.
    """
    row = db.session.get(Motion, motion_id)
    if row is None or row.outcome is not None or row.by_id != user_id:
        raise LookupError
    row.outcome, row.decided_utc = "withdrawn", now_utc
    record_audit("user", user_id, "withdraw_motion", "motion", motion_id, now_utc)
    db.session.commit()


def _cast(row: Motion, choice: str, reason: str, user_id: int, now_utc: datetime) -> str | None:
    query = select(MotionVote).where(MotionVote.motion_id == row.id, MotionVote.user_id == user_id)
    vote = db.session.scalar(query) or MotionVote(motion_id=row.id, user_id=user_id)
    vote.choice, vote.reason, vote.at_utc = choice, reason, now_utc
    db.session.add(vote)
    db.session.flush()
    record_audit("user", user_id, f"vote_{choice}", "motion", row.id, now_utc)
    outcome = _outcome(row)
    if outcome is not None:
        row.decided_utc = now_utc
        try:
            if outcome == "carried":
                carry(row, now_utc)
        except GoneError:
            outcome = "void"
        row.outcome = outcome
        record_audit("user", user_id, f"motion_{outcome}", "motion", row.id, now_utc)
    db.session.commit()
    return outcome


def _outcome(row: Motion) -> str | None:
    """Carried, lost, or None while it is open."""
    planners = User.role == "co_planner", User.active
    voters = db.session.scalar(select(func.count()).where(*planners)) or 0
    votes = db.session.execute(
        select(MotionVote.choice, User.represents)
        .join(User, User.id == MotionVote.user_id)
        .where(MotionVote.motion_id == row.id, *planners)
    ).all()
    season = None if row.season_id is None else db.session.get(Season, row.season_id)
    approving = [represents for choice, represents in votes if choice in APPROVALS]
    heard = season is None or not season.family_approval or "families" in approving
    if 2 * len(approving) > voters and heard:
        return "carried"
    return "lost" if 2 * (len(votes) - len(approving)) >= voters else None


def _look_up(season_id: int | None, proposal: Proposal) -> None:
    """Raises LookupError for what is not there."""
    values = proposal.values
    if proposal.kind not in ("add_group", "remove_group") and season_id is None:
        raise LookupError
    if proposal.kind == "weight":
        event = db.session.get(Event, values["event"])
        if event is None or event.season_id != season_id:
            raise LookupError
    if proposal.kind == "floor" and values["set_key"] not in SETS_OF_EVERY_SEASON:
        known = select(PriorityGroup.id).where(PriorityGroup.key == values["set_key"])
        if db.session.scalar(known) is None:
            raise LookupError
