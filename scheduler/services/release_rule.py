"""What a season demands before its plan is released."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import func, select

from scheduler.extensions import db
from scheduler.services.trade_rule import trade_rule
from scheduler.storage.models import BoardComment, BoardVote, Plan, Season, User

APPROVALS = ("yes", "can_live")


@dataclass(frozen=True, slots=True)
class MissingView:
    """What is missing before a release: all zero and False when nothing is.

    `trades` counts the steps that take more than ten families for one and were not voted on;
    `trades_unknown`: what the steps trade could not be worked out, and no vote accepted that.
    """

    approvals: int
    family_voice: bool
    objections: int
    trades: int = 0
    trades_pending: bool = False
    trades_unknown: bool = False

    @property
    def nothing(self) -> bool:
        return self == MissingView(0, False, 0)


def families_are_represented() -> bool:
    """Whether any co-planner represents families."""
    voices = User.role == "co_planner", User.active, User.represents == "families"
    return db.session.scalar(select(User.id).where(*voices).limit(1)) is not None


def missing_for_release(season_id: int, plan_id: int) -> MissingView:
    """Approvals by other votes than no of those who still plan, one by a representative of families where the
    season asks for it; objections that nobody answered; and votes on steps that take much for little.
    """
    season = db.session.get_one(Season, season_id)
    approving = db.session.scalars(
        select(User.represents)
        .join(BoardVote, BoardVote.user_id == User.id)
        .where(BoardVote.plan_id == plan_id, BoardVote.choice.in_(APPROVALS), User.active)
    ).all()
    open_objections = select(func.count()).where(
        BoardComment.season_id == season_id,
        BoardComment.objection,
        BoardComment.answered_utc.is_(None),
        BoardComment.withdrawn_utc.is_(None),
    )
    trades = trade_rule(db.session.get(Plan, plan_id))
    return MissingView(
        approvals=max(0, season.approvals_needed - len(approving)),
        family_voice=season.family_approval and "families" not in approving,
        objections=db.session.scalar(open_objections) or 0,
        trades=trades.unvoted,
        trades_pending=trades.pending,
        trades_unknown=trades.unaccepted,
    )
