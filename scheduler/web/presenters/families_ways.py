"""The steps "how" and "talk": their fields to what is needed and offered, and back."""

from __future__ import annotations

from collections.abc import Mapping

from scheduler.domain.answers import FORMATS, OFFERS, Offered, Talk, Ways
from scheduler.services.read_caregiver import CaregiverView
from scheduler.web.presenters.families_needs import LONGEST_WORDS, needs_fields, needs_typed
from scheduler.web.presenters.families_rows import text_typed

Fields = Mapping[str, str]

LONGEST_TOPICS = 2000


def ways_typed(fields: Fields, _reader: CaregiverView, _language: str) -> tuple[Ways, dict[str, str]]:
    """Formats and needs that were typed, and by field what is wrong with the rest."""
    errors: dict[str, str] = {}
    formats = frozenset(each for each in FORMATS if fields.get(f"format-{each}"))
    return Ways(formats or None, needs_typed(fields, errors)), errors


def ways_fields(ways: Ways, reader: CaregiverView) -> dict[str, str]:
    formats = {f"format-{each}": "on" for each in ways.formats or ()}
    return formats | needs_fields(ways.needs, reader)


def talk_typed(fields: Fields, _reader: CaregiverView, _language: str) -> tuple[Talk, dict[str, str]]:
    """Wishes and offers that were typed; an offer described in words counts without its tick."""
    errors: dict[str, str] = {}
    topics = text_typed(fields, "topics", LONGEST_TOPICS, errors)
    offers = []
    for kind in OFFERS:
        detail = text_typed(fields, f"offer-{kind}-detail", LONGEST_WORDS, errors)
        if detail or fields.get(f"offer-{kind}"):
            offers.append(Offered(kind, detail))
    return Talk(topics, tuple(sorted(offers))), errors


def talk_fields(talk: Talk, _reader: CaregiverView) -> dict[str, str]:
    fields = {"topics": talk.topics}
    for offer in talk.offers:
        fields |= {f"offer-{offer.kind}": "on", f"offer-{offer.kind}-detail": offer.detail}
    return fields
