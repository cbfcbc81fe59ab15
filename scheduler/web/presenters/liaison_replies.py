"""The words around what families wrote to their liaison."""

from __future__ import annotations

from flask_babel import gettext


def why_names() -> dict[str, str]:
    """Why a liaison reads it: what was said, or why it does not count as an answer."""
    return {
        "needs_more": gettext("I need something else"),
        "maybe": gettext("Wrote by mail"),
        "words": gettext("Wrote by mail"),
        "outdated": gettext("This answer does not count: the time has changed since, or is over."),
        "sender": gettext("This answer does not count: it came from another address."),
        "unclear": gettext("This came by mail, and we cannot read it as an answer."),
    }
