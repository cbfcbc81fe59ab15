"""What a partner that co-leads events sees of them, and of what it proposed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from scheduler.extensions import db
from scheduler.services.board_steps import board_plan_id
from scheduler.services.view_events import ProposalView, view_events
from scheduler.storage.models import BoardWish, Event, EventCoLead, Place, PlanSession, Provider
from scheduler.storage.translated import translated_texts
from scheduler.storage.wishes import active_wishes, pins_of


@dataclass(frozen=True, slots=True)
class CoLedSession:
    """A session of the plan on the board; `own_pin` where somebody of the partner pinned it."""

    id: int
    start_local: datetime
    place: str
    pinned: bool
    own_pin: bool


@dataclass(frozen=True, slots=True)
class CoLedEvent:
    """`hosts` are the partner's own: row, name, and whether they may host it now; `needs_all` where the event
    could not take place with one host fewer.
    """

    id: int
    title: str
    sessions: tuple[CoLedSession, ...]
    hosts: tuple[tuple[int, str, bool], ...]
    needs_all: bool


@dataclass(frozen=True, slots=True)
class CoLedView:
    """`proposals` are those of this user; groups by key and name."""

    events: tuple[CoLedEvent, ...]
    proposals: tuple[ProposalView, ...]
    groups: tuple[tuple[str, str], ...]


def view_co_led(partner_id: int, season_id: int, user_id: int, language: str) -> CoLedView:
    """The partner's events of a season, with where the plan on the board holds them."""
    texts = translated_texts(language, {"event", "place"})
    rows = db.session.scalars(
        select(Event)
        .join(EventCoLead, EventCoLead.event_id == Event.id)
        .where(
            EventCoLead.partner_id == partner_id, Event.season_id == season_id, Event.withdrawn_utc.is_(None)
        )
        .options(selectinload(Event.hosts))
        .order_by(Event.id)
    ).all()
    own = db.session.scalars(
        select(Provider)
        .where(Provider.partner_id == partner_id, Provider.kind == "host")
        .order_by(Provider.name)
    ).all()
    pins = {_held(wish) for wish in active_wishes(season_id) if wish.kind == "pin"}
    own_pins = {_held(wish) for wish in pins_of(partner_id, season_id)}
    held = db.session.execute(
        select(PlanSession, Place)
        .join(Place, Place.id == PlanSession.place_id)
        .where(
            PlanSession.plan_id == board_plan_id(season_id),
            PlanSession.event_id.in_([row.id for row in rows]),
        )
        .order_by(PlanSession.start_local)
    ).all()
    every = view_events(season_id, user_id, language)
    return CoLedView(
        events=tuple(
            CoLedEvent(
                id=row.id,
                title=texts.text(row, "title"),
                sessions=tuple(
                    CoLedSession(
                        session.id,
                        session.start_local,
                        texts.text(place, "name"),
                        _held(session) in pins,
                        _held(session) in own_pins,
                    )
                    for session, place in held
                    if session.event_id == row.id
                ),
                hosts=tuple((host.id, host.name, host in row.hosts) for host in own),
                needs_all=len(row.hosts) <= row.hosts_needed,
            )
            for row in rows
        ),
        proposals=tuple(one for one in every.proposals if one.mine),
        groups=every.groups,
    )


def _held(row: PlanSession | BoardWish) -> tuple[int | None, int | None, datetime | None]:
    return row.event_id, row.place_id, row.start_local
