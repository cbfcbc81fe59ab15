"""Who leads an event with the district, who plans it, and what a partner that co-leads it may do."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import delete, select

from scheduler.extensions import db
from scheduler.services.record_audit import record_audit
from scheduler.services.wish_on_board import pin_session, withdraw_wish
from scheduler.storage.models import Event, EventCoLead, EventPlanner, Partner, PlanSession, Provider
from scheduler.storage.wishes import pins_of


def set_co_lead(event_id: int, partner_id: int, user_id: int, now_utc: datetime, *, leads: bool) -> None:
    """A partner leads an event together with the district, or does so no more.

    Raises:
        LookupError: there is no such event or partner.
    """
    if db.session.get(Event, event_id) is None or db.session.get(Partner, partner_id) is None:
        raise LookupError
    if leads == co_leads(partner_id, event_id):
        return
    mine = EventCoLead.event_id == event_id, EventCoLead.partner_id == partner_id
    if leads:
        db.session.add(EventCoLead(event_id=event_id, partner_id=partner_id))
    else:
        db.session.execute(delete(EventCoLead).where(*mine))
    record_audit("user", user_id, "co_lead" if leads else "end_co_lead", "event", event_id, now_utc)
    db.session.commit()


def co_leads(partner_id: int, event_id: int) -> bool:
    """Whether the partner leads the event together with the district."""
    query = select(EventCoLead.id).where(
        EventCoLead.event_id == event_id, EventCoLead.partner_id == partner_id
    )
    return db.session.scalar(query) is not None


def join_planning(event_id: int, user_id: int, now_utc: datetime, *, from_group: bool) -> None:
    """Be one of those who plan an event; `from_group` is what they say of themselves.

    Raises:
        LookupError: there is no such event.
    """
    if db.session.get(Event, event_id) is None:
        raise LookupError
    query = select(EventPlanner).where(EventPlanner.event_id == event_id, EventPlanner.user_id == user_id)
    row = db.session.scalar(query) or EventPlanner(event_id=event_id, user_id=user_id)
    row.from_group = from_group
    db.session.add(row)
    record_audit("user", user_id, "join_planning", "event", event_id, now_utc)
    db.session.commit()


def leave_planning(event_id: int, user_id: int, now_utc: datetime) -> None:
    """Be none of them any more; twice is the same as once."""
    mine = EventPlanner.event_id == event_id, EventPlanner.user_id == user_id
    db.session.execute(delete(EventPlanner).where(*mine))
    record_audit("user", user_id, "leave_planning", "event", event_id, now_utc)
    db.session.commit()


def pin_as_partner(partner_id: int, session_id: int, user_id: int, now_utc: datetime) -> None:
    """Hold the next plan to a session of an event that the partner co-leads.

    Raises:
        LookupError: there is no such session, or its event is led by others.
    """
    session = db.session.get(PlanSession, session_id)
    if session is None or not co_leads(partner_id, session.event_id):
        raise LookupError
    pin_session(session_id, user_id, now_utc)


def unpin_as_partner(partner_id: int, session_id: int, user_id: int, now_utc: datetime) -> None:
    """Take back a pin that somebody of the partner set.

    Raises:
        LookupError: there is none.
    """
    session = db.session.get(PlanSession, session_id)
    event = None if session is None else db.session.get(Event, session.event_id)
    if session is None or event is None:
        raise LookupError
    where = session.event_id, session.place_id, session.start_local
    for wish in pins_of(partner_id, event.season_id):
        if (wish.event_id, wish.place_id, wish.start_local) == where:
            withdraw_wish(wish.id, user_id, now_utc)
            return
    raise LookupError


def host_as_partner(
    partner_id: int, event_id: int, provider_id: int, user_id: int, now_utc: datetime, *, hosts: bool
) -> None:
    """One of the partner's hosts may host an event that the partner co-leads, or does so no more.

    Raises:
        LookupError: the event is led by others, the host is somebody else's, or would be the last.
    """
    event, provider = db.session.get(Event, event_id), db.session.get(Provider, provider_id)
    if event is None or not co_leads(partner_id, event_id):
        raise LookupError
    if provider is None or provider.kind != "host" or provider.partner_id != partner_id:
        raise LookupError
    others = [host for host in event.hosts if host.id != provider_id]
    if not hosts and len(others) < event.hosts_needed:
        raise LookupError
    event.hosts = [*others, provider] if hosts else others
    record_audit("user", user_id, "host" if hosts else "end_host", "event", event_id, now_utc)
    db.session.commit()
