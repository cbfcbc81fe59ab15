"""The schools of the district: families are invited to the events of theirs, and buses pick up there.

None is taken off: that it could be would tell whether a family is there.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from itertools import count

from sqlalchemy import Select, delete, select, update

from scheduler.extensions import db
from scheduler.services.record_audit import record_audit
from scheduler.storage.models import Audience, Family, Place, Provider, Translation

LONGEST_ZONE = 60


class NameInUseError(Exception):
    """Another school has this name."""


def write_schools(names: Iterable[str]) -> None:
    """Add those that are new, in the caller's transaction.

    Each is a part of town of its own, until somebody knows better.
    """
    keys = set(db.session.scalars(select(Audience.key)))
    known = {row.name.casefold() for row in db.session.scalars(_schools())}
    free = (key for number in count(1) if (key := f"school-{number}") not in keys)
    for name in names:
        if name.casefold() not in known:
            db.session.add(Audience(kind="school", key=next(free), name=name, zone=name[:LONGEST_ZONE]))
            known.add(name.casefold())


def add_schools(names: Iterable[str], user_id: int, now_utc: datetime) -> None:
    """Add those that are new."""
    write_schools(names)
    record_audit("user", user_id, "add_schools", "audience", None, now_utc)
    db.session.commit()


def rename_school(school_id: int, name: str, user_id: int, now_utc: datetime) -> None:
    """With the part of town, where that is called as the school is; its names in other languages go.

    Raises:
        LookupError: there is no such school.
        NameInUseError: another one is called so.
    """
    school = _known(school_id)
    others = db.session.scalars(_schools().where(Audience.id != school_id))
    if name.casefold() in {other.name.casefold() for other in others}:
        raise NameInUseError
    if school.zone == school.name[:LONGEST_ZONE]:
        for model in (Family, Place, Provider, Audience):
            renamed = update(model).where(model.zone == school.zone)
            db.session.execute(renamed.values(zone=name[:LONGEST_ZONE]))
    school.name = name
    named = Translation.subject_kind == "audience", Translation.subject_id == school_id
    db.session.execute(delete(Translation).where(*named))
    record_audit("user", user_id, "rename_school", "audience", school_id, now_utc)
    db.session.commit()


def _schools() -> Select[Audience]:
    return select(Audience).where(Audience.kind == "school")


def _known(school_id: int) -> Audience:
    school = db.session.get(Audience, school_id)
    if school is None or school.kind != "school":
        raise LookupError
    return school
