"""The steps "how" and "talk": their fields to what is needed and offered, and back."""

from __future__ import annotations

from collections.abc import Mapping

from flask_babel import gettext as _

from scheduler.domain.answers import FORMATS, NEEDS, OFFERS, Need, Offered, Strength, Talk, Ways
from scheduler.language.locales import LOCALES
from scheduler.services.read_caregiver import CaregiverView

Fields = Mapping[str, str]

MOST_CHILDREN = 12
LONGEST_TOPICS = 2000
LONGEST_WORDS = 500
STRENGTHS: tuple[Strength, ...] = ("helps", "must")


def ways_typed(fields: Fields, _reader: CaregiverView, _language: str) -> tuple[Ways, dict[str, str]]:
    """Formats and needs that were typed, and by field what is wrong with the rest."""
    errors: dict[str, str] = {}
    formats = frozenset(each for each in FORMATS if fields.get(f"format-{each}"))
    needs = (_need_typed(kind, fields, errors) for kind in NEEDS)
    return Ways(formats or None, tuple(sorted(need for need in needs if need))), errors


def ways_fields(ways: Ways, reader: CaregiverView) -> dict[str, str]:
    """The fields filled in; the language that is spoken at home is the first suggestion."""
    fields = {"need-interpreter-more": reader.language_spoken}
    fields |= {f"format-{each}": "on" for each in ways.formats or ()}
    for need in ways.needs:
        fields[f"need-{need.kind}"] = need.strength
        fields[f"need-{need.kind}-more"] = str(need.amount or "") if need.kind == "childcare" else need.detail
    return fields


def talk_typed(fields: Fields, _reader: CaregiverView, _language: str) -> tuple[Talk, dict[str, str]]:
    """Wishes and offers that were typed; an offer described in words counts without its tick."""
    errors: dict[str, str] = {}
    topics = _text(fields, "topics", LONGEST_TOPICS, errors)
    offers = []
    for kind in OFFERS:
        detail = _text(fields, f"offer-{kind}-detail", LONGEST_WORDS, errors)
        if detail or fields.get(f"offer-{kind}"):
            offers.append(Offered(kind, detail))
    return Talk(topics, tuple(sorted(offers))), errors


def talk_fields(talk: Talk, _reader: CaregiverView) -> dict[str, str]:
    fields = {"topics": talk.topics}
    for offer in talk.offers:
        fields |= {f"offer-{offer.kind}": "on", f"offer-{offer.kind}-detail": offer.detail}
    return fields


def _need_typed(kind: str, fields: Fields, errors: dict[str, str]) -> Need | None:
    strength = next((each for each in STRENGTHS if each == fields.get(f"need-{kind}")), None)
    more = _text(fields, f"need-{kind}-more", LONGEST_WORDS, errors)
    if strength is None:
        if more and kind != "interpreter":  # whose language is filled in from the start
            errors[f"need-{kind}"] = _(
                "Choose whether you need this or it would help, or leave the field below empty."
            )
        return None
    if kind == "childcare":
        return Need(kind, strength, amount=_children(more, errors))
    if kind == "interpreter" and more not in LOCALES:
        errors["need-interpreter-more"] = _("Choose the language that the interpreter should speak.")
    return Need(kind, strength, detail=more)


def _children(typed: str, errors: dict[str, str]) -> int:
    children = int(typed) if typed.isdecimal() and len(typed) < 4 else 0
    if not 1 <= children <= MOST_CHILDREN:
        errors["need-childcare-more"] = _(
            "Write how many children need care, from 1 to %(most)s.", most=MOST_CHILDREN
        )
    return children


def _text(fields: Fields, name: str, longest: int, errors: dict[str, str]) -> str:
    text = fields.get(name, "").replace("\r\n", "\n").replace("\0", "").strip()
    if len(text) > longest:
        errors[name] = _("Make this shorter: %(longest)s letters at most.", longest=longest)
    return text
