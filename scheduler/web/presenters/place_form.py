"""The form of a place: what its fields hold, what was typed into them, and what a change would change."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

from flask_babel import gettext
from werkzeug.datastructures import MultiDict

from scheduler.services.change_place import PlaceChange
from scheduler.services.edit_places import (
    ASKED_FEATURES,
    LONGEST_ADDRESS,
    LONGEST_LINK,
    LONGEST_NAME,
    LONGEST_ZONE,
    PlaceFacts,
)
from scheduler.services.view_partner import OpenHours
from scheduler.web.presenters.board_words import feature_name, format_name
from scheduler.web.presenters.money import shown_money
from scheduler.web.presenters.partner_page import weekly_hours
from scheduler.web.presenters.typed_fields import cents_typed
from scheduler.web.presenters.weekly_hours import hour_fields, hours_typed

FORMATS = ("in_person", "online", "hybrid", "phone")
MOST_PEOPLE, MOST_PARALLEL = 100_000, 50
_MAP = re.compile(r"(-?\d{1,2}(?:\.\d{1,12})?)[\s,;]+(-?\d{1,3}(?:\.\d{1,12})?)")
_TICKS = ("step_free", "hearing_loop", "quiet_room", "private_home")


@dataclass(frozen=True, slots=True)
class ChangeLine:
    """A change that can be taken back; `before` says in parts what was so until then."""

    number: str
    before: list[str]


def place_fields(facts: PlaceFacts) -> dict[str, str]:
    """What the form shows of a place."""
    fields = {
        "name": facts.name,
        "format": facts.format,
        "address": facts.address,
        "join_url": facts.join_url,
        "capacity": "" if facts.capacity is None else str(facts.capacity),
        "parallel": str(facts.parallel),
        "geo": f"{facts.geo[0]:.6f}, {facts.geo[1]:.6f}" if facts.geo else "",
        "zone": facts.zone,
        "cost": f"{facts.cost_cents / 100:.2f}" if facts.cost_cents else "",
    }
    fields |= {name: "on" for name in _TICKS if getattr(facts, name)}
    return fields | hour_fields(facts.hours)


def place_typed(form: MultiDict[str, str]) -> tuple[PlaceFacts | None, dict[str, str]]:
    """The place, or None and by field what is wrong."""
    errors: dict[str, str] = {}
    name = _text(form, "name", LONGEST_NAME, errors)
    if not name:
        errors["name"] = gettext("Write a name.")
    link = _text(form, "join_url", LONGEST_LINK, errors)
    if link and not (urlsplit(link).scheme == "https" and urlsplit(link).hostname):
        errors["join_url"] = gettext("Write a link that begins with https://")
    facts = PlaceFacts(
        name=name,
        format=form["format"] if form.get("format") in FORMATS else FORMATS[0],
        address=_text(form, "address", LONGEST_ADDRESS, errors),
        join_url=link,
        capacity=_number(form, "capacity", MOST_PEOPLE, errors),
        parallel=_number(form, "parallel", MOST_PARALLEL, errors) or 1,
        geo=_geo(form, errors),
        zone=_text(form, "zone", LONGEST_ZONE, errors),
        cost_cents=cents_typed(form, "cost", errors) or 0,
        hours=hours_typed(form, errors),
        **{tick: tick in form for tick in _TICKS},
    )
    return (None if errors else facts), errors


def place_changes(before: PlaceFacts, after: PlaceFacts, language: str) -> list[tuple[str, str, str]]:
    """What differs: its label, as it was, as it would be."""
    pairs = zip(_told(before, language), _told(after, language), strict=True)
    return [(label, was, will_be) for (label, was), (_, will_be) in pairs if was != will_be]


def change_line(change: PlaceChange, language: str) -> ChangeLine:
    """The last change of a place: what it was before."""
    changes = place_changes(change.before, change.after, language)
    before = [f"{label}: {was or '–'}" for label, was, _ in changes]
    return ChangeLine(change.number, before)


def _told(facts: PlaceFacts, language: str) -> Iterator[tuple[str, str]]:
    yield gettext("Name"), facts.name
    yield gettext("How people meet there"), format_name(facts.format)
    yield gettext("Address, or phone number"), facts.address
    yield gettext("It is somebody's home"), _yes_no(facts.private_home)
    yield gettext("Link to join online"), facts.join_url
    yield gettext("How many people fit in"), "" if facts.capacity is None else str(facts.capacity)
    yield gettext("Sessions that fit in at the same time"), str(facts.parallel)
    for feature in ASKED_FEATURES:
        yield feature_name(feature), _yes_no(getattr(facts, feature))
    yield gettext("Families of which school live near it?"), facts.zone
    yield gettext("Cost"), shown_money(facts.cost_cents)
    yield gettext("Where it is on a map"), place_fields(facts)["geo"]
    rows = [OpenHours(*each) for each in sorted(facts.hours)]
    yield gettext("When it is open"), "; ".join(weekly_hours(rows, language))


def _yes_no(said: bool) -> str:
    return gettext("Yes") if said else gettext("No")


def _text(form: MultiDict[str, str], name: str, longest: int, errors: dict[str, str]) -> str:
    typed = " ".join(form.get(name, "").replace("\0", "").split())
    if len(typed) > longest:
        errors[name] = gettext("Make this shorter: %(longest)s letters at most.", longest=longest)
    return typed


def _number(form: MultiDict[str, str], name: str, most: int, errors: dict[str, str]) -> int | None:
    typed = form.get(name, "").strip()
    if not typed:
        return None
    number = int(typed) if typed.isdecimal() and len(typed) < 9 else 0
    if not 1 <= number <= most:
        errors[name] = gettext("Write a number from %(low)s to %(high)s.", low=1, high=most)
    return number


def _geo(form: MultiDict[str, str], errors: dict[str, str]) -> tuple[float, float] | None:
    typed = form.get("geo", "").strip()
    if not typed:
        return None
    found = _MAP.fullmatch(typed)
    if found and abs(float(found[1])) <= 90 and abs(float(found[2])) <= 180:
        return float(found[1]), float(found[2])
    errors["geo"] = gettext("Write two numbers, such as 40.7127, -74.0060.")
    return None
