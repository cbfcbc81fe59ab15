"""The form of a helper: which fields each kind has, what they hold, and what was typed into them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Final

from flask_babel import gettext
from werkzeug.datastructures import MultiDict

from scheduler.language.locales import LOCALES
from scheduler.language.names import language_name
from scheduler.services.edit_helpers import HelperFacts
from scheduler.web.presenters.board_wish_form import number_typed
from scheduler.web.presenters.board_words import format_name
from scheduler.web.presenters.event_form import Box
from scheduler.web.presenters.typed_fields import Errors, cents_typed, date_typed, line_typed
from scheduler.web.presenters.weekly_hours import hour_fields, hours_typed

FORMATS: Final = ("in_person", "online", "phone")
WORKS_IN: Final = {"childcare": ("in_person",), "transport": ("in_person",), "meal": ("in_person",),
                   "device": ("online",), "written": FORMATS}  # fmt: skip
"""Of these kinds nobody is asked how they can work."""
KINDS: Final = ("host", "interpreter", "childcare", "transport", "captions", "meal", "device", "written")
LONGEST_NAME, LONGEST_ZONE = 200, 60
MOST_PEOPLE, MOST_EXTRA, MOST_HOURS = 10_000, 600, 168
SPARE_ROWS = 2


def kind_name(kind: str) -> str:
    """What somebody is there for; a kind that no form offers by its own word."""
    known = {
        "host": gettext("Host"),
        "interpreter": gettext("Interpreter"),
        "childcare": gettext("Childcare"),
        "transport": gettext("Bus"),
        "captions": gettext("Captions"),
        "meal": gettext("Food you can eat"),
        "device": gettext("A device or internet"),
        "written": gettext("Papers in another language"),
    }
    return known.get(kind, kind)


def helper_fields(facts: HelperFacts) -> MultiDict[str, str]:
    """What the form shows of a helper."""
    hours = None if facts.minutes_per_week is None else facts.minutes_per_week / 60
    fields = {
        "name": facts.name,
        "capacity": str(facts.capacity or ""),
        "zone": facts.zone,
        "week": "" if hours is None else f"{hours:g}",
        "extra": str(facts.extra_minutes or ""),
        "cost": f"{facts.cost_cents / 100:.2f}" if facts.cost_cents else "",
        **hour_fields(facts.hours),
    }
    for number, (first, last) in enumerate(facts.away):
        fields |= {f"away-{number}-first": first.isoformat(), f"away-{number}-last": last.isoformat()}
    several = [("languages", code) for code in facts.languages] + [
        ("formats", each) for each in facts.formats
    ]
    return MultiDict([*fields.items(), *several])


def away_rows(fields: Mapping[str, str]) -> list[str]:
    """The starts of the names of the rows for days away: those that are filled, and two more."""
    filled = [name.rpartition("-")[0] for name, value in fields.items() if name.startswith("away-") and value]
    numbers = [int(row.split("-")[1]) for row in filled if row.split("-")[1].isdecimal()]
    return [f"away-{number}" for number in range(min(max(numbers, default=-1) + 1 + SPARE_ROWS, 60))]


def format_boxes(fields: MultiDict[str, str]) -> list[Box]:
    """How somebody can work."""
    ticked = fields.getlist("formats")
    return [Box(value, format_name(value), value in ticked) for value in FORMATS]


def language_rows(kind: str, fields: Mapping[str, str]) -> list[str]:
    """The names of the fields for languages: one for papers, three and one to spare for an interpreter."""
    if kind == "written":
        return ["language-0"]
    filled = sum(name.startswith("language-") and bool(value) for name, value in fields.items())
    return [f"language-{number}" for number in range(max(3, filled + 1))] if kind == "interpreter" else []


def language_choices(reader: str) -> list[tuple[str, str]]:
    """Every language by its name."""
    named = sorted((language_name(code, reader).casefold(), code) for code in LOCALES)
    return [("", "–"), *((code, language_name(code, reader)) for _, code in named)]


def helper_typed(kind: str, fields: MultiDict[str, str]) -> tuple[HelperFacts | None, Errors]:
    """The helper, or None and by field what is wrong."""
    errors: Errors = {}
    name = line_typed(fields, "name", LONGEST_NAME, errors)
    if not name:
        errors["name"] = gettext("Write a name.")
    week = _number(fields, "week", MOST_HOURS, errors)
    facts = HelperFacts(
        name=name,
        kind=kind,
        languages=_languages(kind, fields, errors),
        formats=WORKS_IN.get(kind) or _formats(fields, errors),
        capacity=round(_number(fields, "capacity", MOST_PEOPLE, errors, least=1) or 0),
        zone=line_typed(fields, "zone", LONGEST_ZONE, errors) if kind == "transport" else "",
        minutes_per_week=None if week is None else round(60 * week),
        extra_minutes=round(_number(fields, "extra", MOST_EXTRA, errors) or 0),
        cost_cents=cents_typed(fields, "cost", errors) or 0,
        hours=hours_typed(fields, errors),
        away=_away(fields, errors),
    )
    if kind in ("childcare", "transport") and not facts.capacity and "capacity" not in errors:
        errors["capacity"] = gettext("Write a number from %(low)s to %(high)s.", low=1, high=MOST_PEOPLE)
    if kind == "transport" and not facts.zone and "zone" not in errors:
        errors["zone"] = gettext("Choose a school from the list.")
    return (None if errors else facts), errors


def _languages(kind: str, fields: Mapping[str, str], errors: Errors) -> tuple[str, ...]:
    rows = language_rows(kind, fields)
    found = tuple(dict.fromkeys(fields[row] for row in rows if fields.get(row)))
    if rows and (not found or not set(found) <= LOCALES.keys()):
        errors[rows[0]] = gettext("Choose a language from the list.")
    return found


def _formats(fields: MultiDict[str, str], errors: Errors) -> tuple[str, ...]:
    found = tuple(value for value in FORMATS if value in fields.getlist("formats"))
    if not found:
        errors["formats"] = gettext("Choose at least one way.")
    return found


def _number(fields: Mapping[str, str], name: str, most: int, errors: Errors, least: int = 0) -> float | None:
    typed = fields.get(name, "").strip()
    if not typed:
        return None
    number = number_typed(typed)
    if number is None or not least <= number <= most:
        errors[name] = gettext("Write a number from %(low)s to %(high)s.", low=least, high=most)
    return number


def _away(fields: Mapping[str, str], errors: Errors) -> tuple[tuple[date, date], ...]:
    """A row without a last day is a single day."""
    found: list[tuple[date, date]] = []
    for row in away_rows(fields):
        if not (fields.get(f"{row}-first") or fields.get(f"{row}-last")):
            continue
        first = date_typed(fields, f"{row}-first", errors)
        last = date_typed(fields, f"{row}-last", errors) if fields.get(f"{row}-last") else first
        if first and last and last < first:
            errors[f"{row}-last"] = gettext("The end must be later than the start.")
        elif first and last:
            found.append((first, last))
    return tuple(found)
