"""The letters around an invitation to a session: as plain text, and as HTML for the script's direction."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from html import escape
from typing import Literal

from scheduler.language.catalogues import gettext_for
from scheduler.language.locales import LOCALES
from scheduler.messaging.channels import CalendarPart, Letter

News = Literal["invited", "changed", "cancelled", "taken_back"]


@dataclass(frozen=True, slots=True)
class SessionInWords:
    """A session as a letter tells it, in the reader's language: `lines` say when, where and what is there."""

    title: str
    lines: tuple[str, ...]


def invitation_letter(
    news: News,
    session: SessionInWords,
    to_address: str,
    reply_to: str,
    language: str,
    calendar: CalendarPart,
    written_utc: datetime,
) -> Letter:
    """What is new about a session, to one person, who may answer in a calendar or in own words.

    It holds no link to the reader's page, so that it can be passed on.
    """
    messages = gettext_for(language)
    headline = {
        "invited": messages.gettext("Invitation: %(title)s"),
        "changed": messages.gettext("Changed: %(title)s"),
        "cancelled": messages.gettext("Cancelled: %(title)s"),
        "taken_back": messages.gettext("Cancelled: %(title)s"),
    }[news] % {"title": session.title}
    closing = {
        "cancelled": messages.gettext("This is cancelled."),
        "taken_back": messages.gettext("This invitation no longer holds."),
    }.get(news) or messages.gettext(
        "Answer in your calendar, or write back in your own words. Your helper at school reads it."
    )
    paragraphs = (messages.gettext("Hello,"), "\n".join((headline, *session.lines)), closing)
    return Letter(
        to_address=to_address,
        language=language,
        subject=" ".join(headline.split()),
        text="\n\n".join(paragraphs) + "\n",
        html=_html(paragraphs, language),
        calendar=calendar,
        headers={"Reply-To": reply_to},
        written_utc=written_utc,
    )


def _html(paragraphs: Iterable[str], language: str) -> str:
    inner = "".join(f"<p>{escape(each).replace(chr(10), '<br>')}</p>" for each in paragraphs)
    direction = LOCALES[language].direction
    return f'<!doctype html><html lang="{language}" dir="{direction}"><body>{inner}</body></html>\n'
