"""New families as rows; they have said nothing yet."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select

from scheduler.domain.household import Adult, Household
from scheduler.extensions import db
from scheduler.language.catalogues import gettext_for
from scheduler.services.read_district import read_district
from scheduler.storage.models import Audience, Caregiver, Caseload, Family, Student


def write_households(households: Sequence[Household]) -> list[Family]:
    """In the caller's transaction, in the same order. No child's name is asked."""
    zones = {row.id: row.zone for row in db.session.execute(select(Audience.id, Audience.zone))}
    families = [_family(each, zones[each.school_ids[0]] if each.school_ids else None) for each in households]
    db.session.add_all(families)
    db.session.flush()
    db.session.add_all(
        Caseload(family_id=family.id, liaison_id=each.liaison_id)
        for family, each in zip(families, households, strict=True)
    )
    for family in families:
        for caregiver in family.caregivers:
            caregiver.name = caregiver.name or _nameless(family.id)
    db.session.flush()
    return families


def _family(household: Household, zone: str | None) -> Family:
    return Family(
        zone=zone,
        students=[Student(name="", school_id=school_id) for school_id in household.school_ids],
        caregivers=[_caregiver(adult) for adult in household.adults],
    )


def _caregiver(adult: Adult) -> Caregiver:
    return Caregiver(
        name=adult.name,
        language_spoken=adult.language_spoken,
        language_read=adult.language_read,
        channel=adult.channel,
        email=adult.email or None,
        phone=adult.phone or None,
    )


def _nameless(family_id: int) -> str:
    """What staff call somebody who did not say a name."""
    district = read_district()
    words = gettext_for(district.default_language if district else "en")
    return words.gettext("Family %(number)s") % {"number": family_id}
