"""Add the families of the school district's list, once each; who was added before stays as it is by now."""

from __future__ import annotations

import hmac
from collections import Counter
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import insert, select

from scheduler.domain.roster import Known, RosterFault, read_roster
from scheduler.extensions import db
from scheduler.language.locales import LOCALES
from scheduler.services.posters import list_schools
from scheduler.services.record_audit import record_audit
from scheduler.services.write_households import write_households
from scheduler.storage.models import District, RosterKey, User


@dataclass(frozen=True, slots=True)
class RosterImport:
    """What an import does. `adults` and `schools` (families by name) count the new families alone.

    With faults it does nothing, and the numbers are 0.
    """

    faults: tuple[RosterFault, ...]
    new: int = 0
    known: int = 0
    adults: int = 0
    schools: tuple[tuple[str, int], ...] = ()


class NothingToImportIntoError(Exception):
    """There is no school yet, or no liaison in whose care a family can be: the argument says which."""


def import_roster(text: str, link_key: str, now_utc: datetime, *, write: bool) -> RosterImport:
    """Read the list, and where it has no fault and `write` is true, add every family that is new.

    Raises:
        NothingToImportIntoError: "school" or "liaison", as it says.
    """
    db.session.scalars(select(District).with_for_update()).one()
    schools = list_schools()
    roster = read_roster(text, _known(schools))
    if roster.faults:
        return RosterImport(roster.faults)
    hashes = {key: _hash(key, link_key) for key in roster.households}
    before = set(db.session.scalars(select(RosterKey.hash)))
    added = {key: home for key, home in roster.households.items() if hashes[key] not in before}
    if write and added:
        write_households(list(added.values()))
        db.session.execute(insert(RosterKey), [{"hash": hashes[key]} for key in added])
        record_audit("command", None, "import_roster", "family", None, now_utc)
        db.session.commit()
    of_school = Counter(school for home in added.values() for school in home.school_ids)
    return RosterImport(
        faults=(),
        new=len(added),
        known=len(hashes) - len(added),
        adults=sum(len(home.adults) for home in added.values()),
        schools=tuple((name, of_school[row]) for row, name in schools if of_school[row]),
    )


def _known(schools: tuple[tuple[int, str], ...]) -> Known:
    liaisons = select(User.email, User.id).where(User.role == "liaison", User.active).order_by(User.email)
    known = Known(
        schools={name.casefold(): row for row, name in schools},
        languages={
            name.casefold(): row.code
            for row in LOCALES.values()
            for name in (row.endonym, row.english_name, row.code)
        },
        liaisons={email.casefold(): row for email, row in db.session.execute(liaisons)},
    )
    if not known.schools:
        raise NothingToImportIntoError("school")
    if not known.liaisons:
        raise NothingToImportIntoError("liaison")
    return known


def _hash(key: str, link_key: str) -> str:
    return hmac.digest(link_key.encode(), f"roster|{key}".encode(), "sha256").hex()
