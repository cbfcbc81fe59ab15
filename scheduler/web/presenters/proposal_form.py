"""The form that proposes an event, or another time for one."""

from __future__ import annotations

from collections.abc import Mapping

from flask_babel import gettext

from scheduler.services.propose_event import Idea
from scheduler.web.presenters.board_talk import text_typed

LONGEST_TITLE, LONGEST_TIMES = 200, 500


def idea_typed(fields: Mapping[str, str], event_id: int | None = None) -> tuple[Idea | None, dict[str, str]]:
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
    return (None if errors else Idea(title, times, text, event_id)), errors
