"""What was said and voted, in words."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from flask_babel import format_decimal, gettext, ngettext

from scheduler.language.dates import format_datetime
from scheduler.services.release_rule import MissingView
from scheduler.services.view_talk import CommentView, TalkView

CHOICES = ("yes", "can_live", "no")
LONGEST = 2000
EVENT, SESSION = "event-", "session-"
"""What a comment is about, before the row."""
LONGEST_ROW = 10


def text_typed(fields: Mapping[str, str], name: str, *, optional: bool = False) -> tuple[str, dict[str, str]]:
    """A few sentences, and what is wrong with them."""
    text = fields.get(name, "").replace("\r\n", "\n").replace("\0", "").strip()
    if len(text) > LONGEST:
        return text, {name: gettext("Make this shorter: %(longest)s letters at most.", longest=LONGEST)}
    if not text and not optional:
        return text, {name: gettext("Write a sentence or two.")}
    return text, {}


def choice_names() -> list[tuple[str, str]]:
    """The votes, by value and name."""
    return [("yes", gettext("Yes")), ("can_live", gettext("I can live with it")), ("no", gettext("No"))]


def talk_page(view: TalkView, language: str) -> dict[str, Any]:
    """What `board/talk.html` is given."""
    names = dict(choice_names())
    zone = ZoneInfo(view.timezone)
    return {
        "plan_id": view.plan_id,
        "events": [(f"{EVENT}{row}", title) for row, title in view.events],
        "sessions": [
            (f"{SESSION}{row}", _session_name(one.event, one.start_local, one.place, language))
            for row, one in view.sessions
        ],
        "choices": choice_names(),
        "mine": next((vote for vote in view.votes if vote.mine), None),
        "votes": [(vote, names[vote.choice]) for vote in view.votes],
        "comments": [
            (
                comment,
                _about(comment, language),
                format_datetime(comment.at_utc.astimezone(zone), language),
            )
            for comment in view.comments
        ],
    }


def about_typed(value: str) -> tuple[int | None, int | None]:
    """The rows of the event and of the session that a comment is about; neither is the whole plan.

    Raises LookupError for what is neither.
    """
    for kind in (EVENT, SESSION):
        row = value.removeprefix(kind)
        if row != value and row.isdecimal() and len(row) < LONGEST_ROW:
            return (int(row), None) if kind == EVENT else (None, int(row))
    if value:
        raise LookupError
    return None, None


def _about(comment: CommentView, language: str) -> str:
    if comment.event is None:
        return gettext("The whole plan")
    if comment.start_local is None:
        return comment.event
    return _session_name(comment.event, comment.start_local, comment.place or "–", language)


def _session_name(event: str, start_local: datetime, place: str, language: str) -> str:
    when = format_datetime(start_local, language, year=False)
    return gettext("%(event)s, %(when)s, %(place)s", event=event, when=when, place=place)


def unknown_trades() -> str:
    """What a release waits for where the trades could not be worked out."""
    return gettext(
        "What the steps trade could not be worked out. Have it worked out again, or let a vote accept that."
    )


def missing_lines(missing: MissingView) -> list[str]:
    """What is missing before a release."""
    found = []
    if missing.approvals:
        found.append(
            ngettext(
                "%(shown)s more co-planner has to vote yes, or that they can live with it.",
                "%(shown)s more co-planners have to vote yes, or that they can live with it.",
                missing.approvals,
                shown=format_decimal(missing.approvals),
            )
        )
    if missing.family_voice:
        found.append(gettext("One of those votes has to come from a representative of families."))
    if missing.trades_pending:
        found.append(gettext("What the steps trade is still being worked out. This takes a minute or two."))
    if missing.trades_unknown:
        found.append(unknown_trades())
    if missing.trades:
        found.append(
            ngettext(
                "%(shown)s step takes more than ten families for one, and no vote allowed it yet.",
                "%(shown)s steps take more than ten families for one, and no vote allowed it yet.",
                missing.trades,
                shown=format_decimal(missing.trades),
            )
        )
    if missing.objections:
        found.append(
            ngettext(
                "%(shown)s objection has no answer yet.",
                "%(shown)s objections have no answer yet.",
                missing.objections,
                shown=format_decimal(missing.objections),
            )
        )
    return found
