"""Another time that is proposed for an event: tried on the board, and taken up with the move that is kept."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from scheduler.extensions import db
from scheduler.services.record_audit import record_audit
from scheduler.services.tell_proposer import tell_proposer
from scheduler.storage.models import EventProposal, Partner, PlanSession, User


@dataclass(frozen=True, slots=True)
class TriedProposal:
    """Who proposes which time, and why; `start_local` None where it was only said in words.

    A family's names nobody.
    """

    id: int
    by: str | None
    partner: str | None
    from_family: bool
    start_local: datetime | None
    times: str
    text: str


@dataclass(frozen=True, slots=True)
class TakenUp:
    """The proposal that a move follows, and what its proposer is told."""

    proposal_id: int
    answer: str


def tried_proposal(proposal_id: int, plan_id: int, session_id: int) -> TriedProposal | None:
    """None where no such proposal of another time for the session's event waits for an answer."""
    found = db.session.execute(
        select(EventProposal, User.name, Partner.name)
        .join(PlanSession, PlanSession.event_id == EventProposal.event_id)
        .outerjoin(User, User.id == EventProposal.user_id)
        .outerjoin(Partner, Partner.id == User.partner_id)
        .where(
            EventProposal.id == proposal_id,
            EventProposal.outcome.is_(None),
            PlanSession.id == session_id,
            PlanSession.plan_id == plan_id,
        )
    ).first()
    if found is None:
        return None
    row, by, partner = found
    from_family = row.caregiver_id is not None
    return TriedProposal(row.id, by, partner, from_family, row.start_local, row.times, row.text)


def take_up_time(taken: TakenUp, event_id: int, user_id: int, now_utc: datetime) -> bool:
    """Answer the proposal, in the caller's transaction, which moves a session of this event.

    False where it is of another event, or was answered by now: nobody is told twice.
    """
    proposal = db.session.get(EventProposal, taken.proposal_id, populate_existing=True)
    if proposal is None or proposal.event_id != event_id or proposal.outcome is not None:
        return False
    proposal.outcome, proposal.answer = "taken_up", taken.answer
    proposal.answered_by_id, proposal.answered_utc = user_id, now_utc
    record_audit("user", user_id, "proposal_taken_up", "event_proposal", proposal.id, now_utc)
    tell_proposer(proposal, now_utc)
    return True
