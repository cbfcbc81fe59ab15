"""Who else looks at the board, and what was done last, in words."""

from __future__ import annotations

from typing import NamedTuple

from flask_babel import gettext

from scheduler.services.board_live import LiveView
from scheduler.web.presenters.board_steps import step_text


class LiveText(NamedTuple):
    """Two sentences, either of which may be empty."""

    others: str
    last: str


def live_text(live: LiveView) -> LiveText:
    others = gettext("Here too: %(names)s", names=gettext(", ").join(live.others)) if live.others else ""
    if live.last is None:
        return LiveText(others, "")
    text = step_text(live.last)
    last = gettext("%(name)s: %(what)s", name=live.last.by, what=text) if live.last.by else text
    return LiveText(others, last)
