"""The form that proposes an event, or another time for one."""

from __future__ import annotations

from flask_babel import gettext
from werkzeug.datastructures import MultiDict

from scheduler.services.propose_event import Idea
from scheduler.web.presenters.board_talk import text_typed
from scheduler.web.presenters.board_wish_form import number_typed
from scheduler.web.presenters.board_words import format_name

LONGEST_TITLE, LONGEST_TIMES = 200, 500
SHORTEST_MINUTES, LONGEST_MINUTES = 15, 480
FORMATS = ("in_person", "online", "hybrid", "phone")


def format_choices() -> list[tuple[str, str]]:
    """How an event may be held, by value and name; the first is any way."""
    return [("", gettext("Any way")), *((value, format_name(value)) for value in FORMATS)]


def idea_typed(
    fields: MultiDict[str, str], event_id: int | None = None
) -> tuple[Idea | None, dict[str, str]]:
    """The idea, or None and by field what is wrong; another time for an event needs no title."""
    mark = "" if event_id is None else f"-{event_id}"
    title = " ".join(fields.get("title", "").replace("\0", "").split())
    times = " ".join(fields.get(f"times{mark}", "").replace("\0", "").split())
    text, errors = text_typed(fields, f"text{mark}", optional=event_id is not None)
    if event_id is None and not title:
        errors["title"] = gettext("Write a title.")
    if event_id is not None and not times:
        errors[f"times{mark}"] = gettext("Write a time that would be good.")
    for name, value, longest in (("title", title, LONGEST_TITLE), (f"times{mark}", times, LONGEST_TIMES)):
        if len(value) > longest:
            errors[name] = gettext("Make this shorter: %(longest)s letters at most.", longest=longest)
    minutes = _minutes(fields, errors)
    form = fields.get("format", "")
    idea = Idea(
        title,
        times,
        text,
        event_id,
        minutes=minutes,
        format=form if form in FORMATS else None,
        group_keys=tuple(fields.getlist("groups")),
    )
    return (None if errors else idea), errors


def _minutes(fields: MultiDict[str, str], errors: dict[str, str]) -> int | None:
    typed = fields.get("minutes", "").strip()
    number = number_typed(typed) if typed else None
    if typed and (number is None or not SHORTEST_MINUTES <= number <= LONGEST_MINUTES):
        errors["minutes"] = gettext(
            "Write a number from %(low)s to %(high)s.", low=SHORTEST_MINUTES, high=LONGEST_MINUTES
        )
        return None
    return None if number is None else int(number)
