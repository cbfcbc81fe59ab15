"""What every page says about the district it belongs to."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select

from scheduler.extensions import db
from scheduler.storage.models import District

_READ = select(District.name, District.timezone, District.default_language, District.synthetic).limit(1)


@dataclass(frozen=True, slots=True)
class DistrictView:
    """`synthetic` says that all of its data is invented; `timezone` is an IANA name."""

    name: str
    timezone: str
    default_language: str
    synthetic: bool


def read_district() -> DistrictView | None:
    """The one district of this installation, or None before one is set up."""
    row = db.session.execute(_READ).first()
    return None if row is None else DistrictView(*row)
