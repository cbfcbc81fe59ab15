"""The form that moves a session: its fields to what is wanted, and back."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import NamedTuple

from flask_babel import gettext
from werkzeug.datastructures import MultiDict

from scheduler.language.dates import format_time
from scheduler.services.what_if_views import CrewChoice, MoveChoices, Wanted
from scheduler.web.presenters.board_words import format_name, support_kind_name, support_name

SOUGHT = "ask"
"""The field that says that the form was sent."""
SENT = (SOUGHT, "day", "time", "place", "with_crew", "crew", "proposal", "answer")

Fields = MultiDict[str, str]


class Option(NamedTuple):
    """One thing to choose: as it is sent, as it is read, and whether it is chosen now."""

    value: str
    text: str
    chosen: bool


class MoveForm(NamedTuple):
    """Every field with its choices. `crew` pairs a kind of support with those who could serve it."""

    day: str
    first_day: str
    last_day: str
    times: list[Option]
    places: list[Option]
    crew: list[tuple[str, list[Option]]]


def wanted_typed(fields: Fields) -> tuple[Wanted, dict[str, str]]:
    """What was chosen, and by field what is wrong with the rest. A field not sent changes nothing."""
    errors: dict[str, str] = {}
    day, at = _day(fields, errors), _time(fields, errors)
    place = fields.get("place", type=int)
    crew = [_member(value) for value in fields.getlist("crew")] if "with_crew" in fields else None
    if crew is not None and None in crew:
        errors["crew"] = gettext("Choose supports from the list.")
        crew = None
    return Wanted(day, at, place, None if crew is None else tuple(c for c in crew if c)), errors


def move_form(choices: MoveChoices, fields: Fields, language: str) -> MoveForm:
    """The form as it was sent, or with what the session has now."""
    start = choices.session.start_local
    at = fields.get("time", f"{start:%H:%M}")
    place = fields.get("place", str(choices.place_id))
    return MoveForm(
        day=fields.get("day", start.date().isoformat()),
        first_day=choices.first_date.isoformat(),
        last_day=choices.last_date.isoformat(),
        times=[_time_option(minute, at, language) for minute in _starts(choices, start, fields)],
        places=[
            Option(
                str(p.id),
                gettext("%(place)s (%(format)s)", place=p.name, format=format_name(p.format)),
                str(p.id) == place,
            )
            for p in choices.places
        ],
        crew=_crew(choices, fields, language),
    )


def _day(fields: Fields, errors: dict[str, str]) -> date | None:
    try:
        return date.fromisoformat(fields["day"]) if "day" in fields else None
    except ValueError:
        errors["day"] = gettext("Choose a day, such as 2026-03-17.")
        return None


def _time(fields: Fields, errors: dict[str, str]) -> time | None:
    try:
        return time.fromisoformat(fields["time"]) if "time" in fields else None
    except ValueError:
        errors["time"] = gettext("Choose a time from the list.")
        return None


def _member(value: str) -> tuple[int, str | None] | None:
    """A provider's row, and behind a colon the language that an interpreter serves."""
    row, _, language = value.partition(":")
    return (int(row), language or None) if row.isdecimal() and len(row) < 10 else None


def _starts(choices: MoveChoices, start: datetime, fields: Fields) -> list[int]:
    """Minutes after midnight: all that may be chosen, the session's own, and what was asked for."""
    kept = start.time(), _time(fields, {}) or start.time()
    return sorted({*choices.minutes, *(at.hour * 60 + at.minute for at in kept)})


def _time_option(minute: int, chosen: str, language: str) -> Option:
    clock = time(minute // 60, minute % 60)
    return Option(f"{clock:%H:%M}", format_time(clock, language), f"{clock:%H:%M}" == chosen)


def _crew(choices: MoveChoices, fields: Fields, language: str) -> list[tuple[str, list[Option]]]:
    sent = set(fields.getlist("crew")) if "with_crew" in fields else None
    by_kind: dict[str, list[Option]] = {}
    for one in choices.crew:
        value = f"{one.provider_id}:{one.language}" if one.language else str(one.provider_id)
        chosen = one.chosen if sent is None else value in sent
        option = Option(value, _crew_text(one, language), chosen)
        by_kind.setdefault(one.support.kind, []).append(option)
    return [(support_kind_name(kind), options) for kind, options in by_kind.items()]


def _crew_text(choice: CrewChoice, language: str) -> str:
    if choice.support.kind == "host":
        return choice.support.name
    return gettext(
        "%(name)s: %(does)s", name=choice.support.name, does=support_name(choice.support, language)
    )


def fields_to_send_again(fields: Fields) -> list[tuple[str, str]]:
    """What was chosen, as it was sent."""
    return [(name, value) for name in SENT for value in fields.getlist(name)]
