"""Make an event of what a family, a partner or a co-planner proposed."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy import func, select

from scheduler.extensions import db
from scheduler.services.board_steps import TAKEN_UP, board_plan_id, take_step, wait_for_turn
from scheduler.services.record_audit import record_audit
from scheduler.services.tell_proposer import tell_proposer
from scheduler.storage.models import (
    Audience,
    District,
    Event,
    EventClosure,
    EventCoLead,
    EventProposal,
    Partner,
    Place,
    PriorityGroup,
    Provider,
)

MIDNIGHT = 24 * 60


@dataclass(frozen=True, slots=True)
class NewEvent:
    """What is to be planned: any time within the dates, on these weekdays (0 = Monday), between two minutes
    after midnight. Without groups and schools it is for everyone. `partner_ids` lead it together with the
    district.
    """

    title: str
    description: str
    minutes: int
    max_sessions: int
    first_date: date
    last_date: date
    weekdays: frozenset[int]
    from_minute: int
    to_minute: int
    group_ids: frozenset[int]
    place_ids: frozenset[int]
    host_ids: frozenset[int]
    partner_ids: frozenset[int]
    school_ids: frozenset[int] = frozenset()


def take_up_proposal(proposal_id: int, new: NewEvent, answer: str, user_id: int, now_utc: datetime) -> int:
    """Make the event, as a step of the board that can be undone; its id.

    Raises:
        LookupError: there is no such proposal, it was answered, or something chosen is not there.
    """
    proposal = db.session.get(EventProposal, proposal_id)
    if proposal is None:
        raise LookupError
    season_id = proposal.season_id
    wait_for_turn(season_id)
    db.session.refresh(proposal)
    if proposal.outcome is not None or proposal.event_id is not None:
        db.session.rollback()
        raise LookupError
    event, partners = _event(season_id, new), _rows(Partner, new.partner_ids)
    db.session.add(event)
    db.session.flush()
    db.session.add_all(EventCoLead(event_id=event.id, partner_id=partner.id) for partner in partners)
    proposal.outcome, proposal.answer, proposal.made_event_id = "taken_up", answer, event.id
    proposal.answered_by_id, proposal.answered_utc = user_id, now_utc
    facts = {"proposal": proposal_id, "event": event.id}
    take_step(season_id, TAKEN_UP, board_plan_id(season_id), user_id, now_utc, facts=facts)
    record_audit("user", user_id, "proposal_taken_up", "event_proposal", proposal_id, now_utc)
    tell_proposer(proposal, now_utc)
    db.session.commit()
    return event.id


def _event(season_id: int, new: NewEvent) -> Event:
    usual = select(func.avg(Event.turnout)).where(Event.season_id == season_id, Event.withdrawn_utc.is_(None))
    return Event(
        season_id=season_id,
        title=new.title,
        description=new.description,
        minutes=new.minutes,
        max_sessions=new.max_sessions,
        first_date=new.first_date,
        last_date=new.last_date,
        for_everyone=not (new.group_ids or new.school_ids),
        languages=[db.session.scalars(select(District.default_language)).one()],
        turnout=db.session.scalar(usual) or 1.0,
        closures=list(_closures(new)),
        places=_rows(Place, new.place_ids),
        hosts=_rows(Provider, new.host_ids),
        groups=_rows(PriorityGroup, new.group_ids),
        audiences=_rows(Audience, new.school_ids),
    )


def _rows(model: Any, ids: Collection[int]) -> list[Any]:
    """Raises LookupError where one of them is not there."""
    found = list(db.session.scalars(select(model).where(model.id.in_(ids)).order_by(model.id)))
    if len(found) != len(ids):
        raise LookupError
    return found


def _closures(new: NewEvent) -> Iterator[EventClosure]:
    """All that lies outside the weekdays and hours."""
    day = new.first_date
    while day <= new.last_date:
        midnight = datetime.combine(day, time())
        held = day.weekday() in new.weekdays
        opens, shuts = (new.from_minute, new.to_minute) if held else (MIDNIGHT, MIDNIGHT)
        for start, end in ((0, opens), (shuts, MIDNIGHT)):
            if start < end:
                yield EventClosure(
                    start_local=midnight + timedelta(minutes=start),
                    end_local=midnight + timedelta(minutes=end),
                )
        day += timedelta(days=1)
