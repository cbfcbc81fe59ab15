"""Providers, who may change them, and which are named elsewhere, so that none of them can go."""

from __future__ import annotations

from sqlalchemy import Select, select, union
from sqlalchemy.orm import selectinload

from scheduler.extensions import db
from scheduler.storage.models import PlanSessionProvider, Provider
from scheduler.storage.models.event import event_host


def used_providers() -> frozenset[int]:
    """The rows of those whom an event or a plan names."""
    found = union(select(event_host.c.provider_id), select(PlanSessionProvider.provider_id))
    return frozenset(db.session.scalars(found))


def providers_open_to(partner_id: int | None) -> Select[Provider]:
    """Every provider with hours and absences; for a partner those whom it lends."""
    query = select(Provider).options(selectinload(Provider.hours), selectinload(Provider.absences))
    return query if partner_id is None else query.where(Provider.partner_id == partner_id)


def find_provider(provider_id: int, partner_id: int | None) -> Provider:
    """Raises LookupError for an unknown provider, or one whom this partner does not lend."""
    provider = db.session.scalar(providers_open_to(partner_id).where(Provider.id == provider_id))
    if provider is None:
        raise LookupError(f"no provider {provider_id}")
    return provider
