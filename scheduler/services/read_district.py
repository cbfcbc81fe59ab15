"""What every page says about the district it belongs to."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select

from scheduler.extensions import db
from scheduler.storage.models import District


@dataclass(frozen=True, slots=True)
class DistrictView:
    """`synthetic` says that all of its data is invented; `timezone` is an IANA name."""

    name: str
    timezone: str
    default_language: str
    synthetic: bool


def read_district() -> DistrictView | None:
    """The one district of this installation, or None before one is set up."""
    row = db.session.scalars(select(District).limit(1)).first()
    if row is None:
        return None
    return DistrictView(row.name, row.timezone, row.default_language, row.synthetic)
