"""The form that proposes an event, or another time for one."""

from __future__ import annotations

from datetime import date, datetime, time

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
    """The idea, or None and by field what is wrong; another time for an event needs no title.

    That time is said in words, or as a day and a start that can be tried on the board.
    """
    mark = "" if event_id is None else f"-{event_id}"
    title = " ".join(fields.get("title", "").replace("\0", "").split())
    times = " ".join(fields.get(f"times{mark}", "").replace("\0", "").split())
    text, errors = text_typed(fields, f"text{mark}", optional=event_id is not None)
    if event_id is None and not title:
        errors["title"] = gettext("Write a title.")
    start = None if event_id is None else _start(fields, mark, errors)
    if event_id is not None and not times and start is None and f"day{mark}" not in errors:
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
        start_local=start,
    )
    return (None if errors else idea), errors


def _start(fields: MultiDict[str, str], mark: str, errors: dict[str, str]) -> datetime | None:
    """None where neither day nor start was chosen."""
    day, at = fields.get(f"day{mark}", ""), fields.get(f"start{mark}", "")
    if not day and not at:
        return None
    try:
        return datetime.combine(date.fromisoformat(day), time.fromisoformat(at)).replace(tzinfo=None)
    except ValueError:
        errors[f"day{mark}"] = gettext("Choose a day and a start, or leave both empty.")
        return None


def _minutes(fields: MultiDict[str, str], errors: dict[str, str]) -> int | None:
    typed = fields.get("minutes", "").strip()
    number = number_typed(typed) if typed else None
    if typed and (number is None or not SHORTEST_MINUTES <= number <= LONGEST_MINUTES):
        errors["minutes"] = gettext(
            "Write a number from %(low)s to %(high)s.", low=SHORTEST_MINUTES, high=LONGEST_MINUTES
        )
        return None
    return None if number is None else int(number)
