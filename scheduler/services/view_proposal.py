"""A proposal beside all that can be chosen for the event that is made of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import select

from scheduler.extensions import db
from scheduler.services.posters import list_schools
from scheduler.storage.models import EventProposal, Partner, Place, PriorityGroup, Provider, Season, User
from scheduler.storage.translated import translated_texts


@dataclass(frozen=True, slots=True)
class ProposalChoices:
    """What was proposed, and (row, name) of what there is; `places` with their format, `hosts` with their
    partner's row. `group_ids` are those it was proposed for, `partner_id` that of whoever proposed it.
    """

    id: int
    title: str
    times: str
    text: str
    minutes: int | None
    format: str | None
    group_ids: frozenset[int]
    partner_id: int | None
    first_date: date
    last_date: date
    day_minutes: tuple[int, int]
    groups: tuple[tuple[int, str], ...]
    places: tuple[tuple[int, str, str], ...]
    hosts: tuple[tuple[int, str], ...]
    partners: tuple[tuple[int, str], ...]
    schools: tuple[tuple[int, str], ...]


def view_proposal(proposal_id: int, language: str) -> ProposalChoices | None:
    """None where there is no such proposal of an event that waits for an answer."""
    row = db.session.get(EventProposal, proposal_id)
    if row is None or row.outcome is not None or row.event_id is not None:
        return None
    season = db.session.get_one(Season, row.season_id)
    texts = translated_texts(language, {"priority_group", "place"})
    groups = db.session.scalars(select(PriorityGroup).order_by(PriorityGroup.id)).all()
    places = db.session.scalars(select(Place).order_by(Place.id)).all()
    hosts = select(Provider.id, Provider.name).where(Provider.kind == "host").order_by(Provider.name)
    partners = select(Partner.id, Partner.name).order_by(Partner.name)
    return ProposalChoices(
        id=row.id,
        title=row.title,
        times=row.times,
        text=row.text,
        minutes=row.minutes,
        format=row.format,
        group_ids=frozenset(group.id for group in groups if group.key in row.group_keys),
        partner_id=db.session.scalar(select(User.partner_id).where(User.id == row.user_id)),
        first_date=season.starts_on,
        last_date=season.starts_on + timedelta(weeks=season.weeks, days=-1),
        day_minutes=(season.day_start_minute, season.day_end_minute),
        groups=tuple((group.id, texts.text(group, "name")) for group in groups),
        places=tuple((place.id, texts.text(place, "name"), place.format) for place in places),
        hosts=tuple((host.id, host.name) for host in db.session.execute(hosts)),
        partners=tuple((partner.id, partner.name) for partner in db.session.execute(partners)),
        schools=list_schools(),
    )
