"""The words of our letters, as plain text in the reader's language."""

from __future__ import annotations

from datetime import datetime

from scheduler.language.catalogues import gettext_for
from scheduler.messaging.channels import Letter


def sign_in_letter(
    to_address: str, language: str, link: str, valid_minutes: int, written_utc: datetime
) -> Letter:
    """The link by which staff sign in: it works once, for `valid_minutes`."""
    messages = gettext_for(language)
    how_long = messages.ngettext(
        "It works once, in the next %(num)d minute.",
        "It works once, in the next %(num)d minutes.",
        valid_minutes,
    )
    paragraphs = (
        messages.gettext("Hello,"),
        messages.gettext("open this link to sign in:"),
        link,
        how_long % {"num": valid_minutes},
        messages.gettext("If you did not ask for this, you can delete this message. Nothing happens then."),
    )
    return Letter(
        to_address=to_address,
        language=language,
        subject=messages.gettext("Your sign-in link"),
        text="\n\n".join(paragraphs) + "\n",
        written_utc=written_utc,
    )
