"""A family without a link joins through a poster, and gets a link of its own."""

from __future__ import annotations

import hashlib
from base64 import b32encode
from dataclasses import dataclass
from datetime import datetime, timedelta

from scheduler.domain.household import Adult, Household
from scheduler.extensions import db
from scheduler.services.limit_tries import Limit, count_try
from scheduler.services.links import SELECTOR_BYTES, issue_row, token_of, token_of_selector
from scheduler.services.posters import OpenPoster
from scheduler.services.record_audit import record_audit
from scheduler.services.write_households import write_households
from scheduler.storage.models import Audience, Caregiver, JoinedFamily

JOINS_FROM_AN_ADDRESS = Limit("join from an address", 60)
JOINS_BY_A_POSTER = Limit("join by a poster", 300, timedelta(days=1))
CODES_FROM_AN_ADDRESS = Limit("wrong code from an address", 30)


@dataclass(frozen=True, slots=True)
class NewFamily:
    """What a family says of itself when it joins. `name` may be empty, `school_id` None.

    `once` is a random text of the page that was sent: sending the page again joins nobody twice.
    """

    name: str
    language_spoken: str
    language_read: str
    school_id: int | None
    once: str


def join_season(
    poster: OpenPoster, new: NewFamily, address: str, *, secret_key: str, link_key: str, now_utc: datetime
) -> str:
    """The token of the new family's own link.

    Raises:
        TooManyTriesError: when too many joined from this address within the hour or by this poster today.
    """
    selector = _selector(new.once)
    if token := token_of_selector(selector, link_key):
        return token
    count_try(JOINS_FROM_AN_ADDRESS, address, secret_key, now_utc)
    count_try(JOINS_BY_A_POSTER, str(poster.id), secret_key, now_utc)
    caregiver = _write_family(poster, new)
    token = token_of(issue_row("form", now_utc, selector, caregiver_id=caregiver.id), link_key)
    record_audit("caregiver", caregiver.id, "join", "poster", poster.id, now_utc)
    db.session.commit()
    return token


def _write_family(poster: OpenPoster, new: NewFamily) -> Caregiver:
    """In the care of the liaison whose poster it is."""
    school = db.session.get(Audience, new.school_id) if new.school_id else None
    adult = Adult(new.name, new.language_spoken, new.language_read)
    [family] = write_households([Household(poster.liaison_id, (school.id,) if school else (), (adult,))])
    db.session.add(JoinedFamily(family_id=family.id, poster_id=poster.id))
    return family.caregivers[0]


def _selector(once: str) -> str:
    """A link's selector that follows from the page it was asked for on; it opens nothing without the key."""
    return b32encode(hashlib.sha256(f"join|{once}".encode()).digest()[:SELECTOR_BYTES]).decode().lower()
