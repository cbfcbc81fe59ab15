"""The first step of a real installation: its district, and the co-planner who invites everybody else."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from scheduler.extensions import db
from scheduler.services.record_audit import record_audit
from scheduler.storage.models import District, User


@dataclass(frozen=True, slots=True)
class Beginning:
    """`timezone` is an IANA name; the languages are codes of the table of locales."""

    district: str
    timezone: str
    default_language: str
    planner: str
    email: str
    language: str


class AlreadyBegunError(Exception):
    """There is a district: one installation is one district."""


def begin_district(beginning: Beginning, now_utc: datetime) -> None:
    """Set the district up, and an account for its first co-planner, who signs in by a mailed link.

    Raises:
        AlreadyBegunError: there is a district already.
    """
    if db.session.scalar(select(District.id).limit(1)) is not None:
        raise AlreadyBegunError
    district = District(
        name=beginning.district,
        timezone=beginning.timezone,
        default_language=beginning.default_language,
    )
    planner = User(
        email=beginning.email, name=beginning.planner, role="co_planner", language=beginning.language
    )
    db.session.add_all([district, planner])
    db.session.flush()
    record_audit("command", None, "begin_district", "user", planner.id, now_utc)
    db.session.commit()
