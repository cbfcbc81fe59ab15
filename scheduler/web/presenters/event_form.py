"""The form that makes an event of a proposal: its fields to the event, and back."""

from __future__ import annotations

from datetime import date, time
from typing import NamedTuple

from flask_babel import gettext
from werkzeug.datastructures import MultiDict

from scheduler.language.dates import format_date, weekday_name
from scheduler.services.take_up_proposal import NewEvent
from scheduler.services.view_proposal import ProposalChoices
from scheduler.web.presenters.board_talk import text_typed
from scheduler.web.presenters.board_wish_form import number_typed
from scheduler.web.presenters.board_words import format_name
from scheduler.web.presenters.proposal_form import LONGEST_TITLE, SHORTEST_MINUTES

Fields = MultiDict[str, str]
Errors = dict[str, str]
USUAL_MINUTES = 60
MOST_SESSIONS = 10


class Box(NamedTuple):
    """One thing to tick: as it is sent, as it is read, and whether it is ticked."""

    value: str
    text: str
    ticked: bool


class EventForm(NamedTuple):
    """Every field as it was sent, or as it was proposed."""

    title: str
    text: str
    minutes: str
    sessions: str
    first: str
    last: str
    earliest: str
    latest: str
    days: list[Box]
    groups: list[Box]
    schools: list[Box]
    places: list[Box]
    hosts: list[Box]
    partners: list[Box]


def event_form(choices: ProposalChoices, fields: Fields, language: str) -> EventForm:
    """What the page shows: a first time all that the proposal names is chosen, and all places and hosts."""
    sent = bool(fields)

    def boxes(name: str, rows: list[tuple[int, str, bool]]) -> list[Box]:
        ticked = set(fields.getlist(name))
        return [Box(str(row), text, str(row) in ticked if sent else usual) for row, text, usual in rows]

    opens, shuts = (_clock(minute) for minute in choices.day_minutes)
    return EventForm(
        title=fields.get("title", choices.title),
        text=fields.get("text", choices.text),
        minutes=fields.get("minutes", str(choices.minutes or USUAL_MINUTES)),
        sessions=fields.get("sessions", "1"),
        first=fields.get("first", choices.first_date.isoformat()),
        last=fields.get("last", choices.last_date.isoformat()),
        earliest=fields.get("earliest", opens),
        latest=fields.get("latest", shuts),
        days=boxes("days", [(day, weekday_name(day, language), True) for day in range(7)]),
        groups=boxes("groups", [(row, name, row in choices.group_ids) for row, name in choices.groups]),
        schools=boxes("schools", [(row, name, False) for row, name in choices.schools]),
        places=boxes("places", [_place(choices, *place) for place in choices.places]),
        hosts=boxes("hosts", [(row, name, True) for row, name in choices.hosts]),
        partners=boxes(
            "partners", [(row, name, row == choices.partner_id) for row, name in choices.partners]
        ),
    )


def event_typed(
    choices: ProposalChoices, fields: Fields, language: str
) -> tuple[NewEvent | None, str, Errors]:
    """The event, what its proposer is told, and by field what is wrong (then there is no event)."""
    errors: Errors = {}
    title = " ".join(fields.get("title", "").replace("\0", "").split())
    if not title:
        errors["title"] = gettext("Write a title.")
    elif len(title) > LONGEST_TITLE:
        errors["title"] = gettext("Make this shorter: %(longest)s letters at most.", longest=LONGEST_TITLE)
    text, wrong = text_typed(fields, "text", optional=True)
    answer, wrong_answer = text_typed(fields, "answer", optional=True)
    errors |= wrong | wrong_answer
    first, last = _dates(choices, fields, errors, language)
    opens, shuts = _hours(fields, errors)
    minutes = _number("minutes", fields, errors, SHORTEST_MINUTES, max(shuts - opens, SHORTEST_MINUTES))
    new = NewEvent(
        title=title,
        description=text,
        minutes=minutes,
        max_sessions=_number("sessions", fields, errors, 1, MOST_SESSIONS),
        first_date=first,
        last_date=last,
        weekdays=ids_typed("days", fields, errors, gettext("Choose at least one day of the week.")),
        from_minute=opens,
        to_minute=shuts,
        group_ids=ids_typed("groups", fields),
        place_ids=ids_typed("places", fields, errors, gettext("Choose at least one place.")),
        host_ids=ids_typed("hosts", fields, errors, gettext("Choose at least one host.")),
        partner_ids=ids_typed("partners", fields),
        school_ids=ids_typed("schools", fields),
    )
    return (None if errors else new), answer, errors


def place_text(name: str, form: str) -> str:
    """A place and how people meet there."""
    return gettext("%(place)s (%(format)s)", place=name, format=format_name(form))


def _place(choices: ProposalChoices, row: int, name: str, form: str) -> tuple[int, str, bool]:
    return row, place_text(name, form), choices.format in (None, form)


def _clock(minute: int) -> str:
    return f"{minute // 60:02}:{minute % 60:02}"


def _dates(choices: ProposalChoices, fields: Fields, errors: Errors, language: str) -> tuple[date, date]:
    found = {}
    for name in ("first", "last"):
        try:
            found[name] = date.fromisoformat(fields.get(name, ""))
        except ValueError:
            errors[name] = gettext("Choose a day, such as 2026-03-17.")
            continue
        if not choices.first_date <= found[name] <= choices.last_date:
            errors[name] = gettext(
                "Choose a date from %(first)s to %(last)s.",
                first=format_date(choices.first_date, language),
                last=format_date(choices.last_date, language),
            )
    first, last = found.get("first", choices.first_date), found.get("last", choices.last_date)
    if last < first and "last" not in errors:
        errors["last"] = gettext("The end must be later than the start.")
    return first, last


def _hours(fields: Fields, errors: Errors) -> tuple[int, int]:
    found = []
    for name in ("earliest", "latest"):
        try:
            at = time.fromisoformat(fields.get(name, ""))
        except ValueError:
            errors[name] = gettext("Write a time such as 17:30.")
            at = time()
        found.append(at.hour * 60 + at.minute)
    opens, shuts = found
    if shuts <= opens and not {"earliest", "latest"} & errors.keys():
        errors["latest"] = gettext("The end must be later than the start.")
    return opens, shuts


def _number(name: str, fields: Fields, errors: Errors, low: int, high: int) -> int:
    number = number_typed(fields.get(name, ""))
    if number is None or not low <= number <= high or number != int(number):
        errors[name] = gettext("Write a number from %(low)s to %(high)s.", low=low, high=high)
        return low
    return int(number)


def ids_typed(name: str, fields: Fields, errors: Errors | None = None, message: str = "") -> frozenset[int]:
    """The rows that were ticked; where none was, the message is noted."""
    found = frozenset(int(value) for value in fields.getlist(name) if value.isdecimal() and len(value) < 10)
    if errors is not None and not found:
        errors[name] = message
    return found
