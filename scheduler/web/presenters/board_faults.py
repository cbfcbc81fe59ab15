"""What breaks, in words, each with the place on the board where it can be mended."""

from __future__ import annotations

from typing import Final, NamedTuple

from flask_babel import gettext
from flask_babel import lazy_gettext as _

from scheduler.language.dates import format_date, format_datetime
from scheduler.services.board_views import FaultView, SessionRef
from scheduler.web.presenters.board_words import named_set

_SESSION_WORDS: Final = {
    "horizon": _("%(day)s or that hour lies outside the season."),
    "grid": _("Sessions start on the season's grid of times only."),
    "window": _("%(event)s may not be held on %(day)s."),
    "closed": _("%(day)s is closed then: no school, or kept free."),
    "place": _("%(event)s may not be held at %(place)s."),
    "place_open": _("%(place)s is shut then."),
    "provider_twice": _("%(name)s is named twice."),
    "provider_format": _("%(name)s does not serve this format."),
    "provider_available": _("%(name)s does not work then."),
    "provider_away": _("%(name)s is away then."),
    "hosts": _("%(event)s would not have enough hosts."),
    "interprets": _("For %(name)s nobody said which language to interpret."),
    "same_session": _("%(event)s is held at that time and place already."),
    "parallel": _("%(place)s is taken then."),
    "fixed": _("%(event)s is pinned where it is now."),
    "unknown": _("The plan does not know this place or one of these people."),
}
_HOURS_WORDS: Final = {
    "minutes_per_day": _("%(name)s would work more than their hours for that day."),
    "minutes_per_week": _("%(name)s would work more than their hours for that week."),
    "minutes_per_season": _("%(name)s would work more than their hours for the season."),
}


class FaultLine(NamedTuple):
    """A sentence; `anchor` is the part of the board it speaks of, empty where that is the moved session."""

    text: str
    anchor: str
    about: str


def fault_lines(faults: tuple[FaultView, ...], language: str) -> list[FaultLine]:
    """Each broken rule once."""
    lines = (FaultLine(_text(fault, language), *_link(fault)) for fault in faults)
    return list(dict.fromkeys(lines))


def _link(fault: FaultView) -> tuple[str, str]:
    if fault.kind == "floor":
        return "inclusion", gettext("Who is included")
    if fault.kind == "budget":
        return "plan-title", gettext("Cost")
    for session in (fault.session, fault.other):
        if session is not None and session.id is not None:
            return f"session-{session.id}", session.event
    return ("sessions-title", gettext("Every session")) if fault.session is None else ("", "")


def _text(fault: FaultView, language: str) -> str:
    if fault.kind in ("clash", "provider_overlap"):
        return _pair(fault, language)
    if fault.since is not None:
        return str(_HOURS_WORDS[fault.kind]) % {"name": fault.provider}
    if fault.session is not None:
        return _of_session(fault, fault.session, language)
    if fault.kind == "floor":
        name = named_set(fault.set_key or "", fault.set_name)
        return gettext("%(group)s would fall below the floor that this season must give.", group=name)
    if fault.kind == "budget":
        return gettext("It would cost more than the budget of the season.")
    return gettext("%(event)s would be held too often or not often enough.", event=fault.event)


def _pair(fault: FaultView, language: str) -> str:
    other = fault.other
    assert other is not None
    when = format_datetime(other.start_local, language, year=False)
    if fault.kind == "clash":
        return gettext(
            "It would overlap with %(event)s (%(when)s), and many families are invited to both.",
            event=other.event,
            when=when,
        )
    return gettext(
        "%(name)s is at %(event)s then (%(when)s, %(place)s).",
        name=fault.provider,
        event=other.event,
        when=when,
        place=other.place,
    )


def _of_session(fault: FaultView, session: SessionRef, language: str) -> str:
    """What one session breaks by itself."""
    return str(_SESSION_WORDS[fault.kind]) % {
        "name": fault.provider,
        "event": session.event,
        "place": session.place,
        "day": format_date(session.start_local, language, year=False),
    }
