"""The words of our letters, as plain text in the reader's language."""

from __future__ import annotations

from dataclasses import dataclass
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


def welcome_letter(
    to_address: str, language: str, role: str, district: str, sign_in_page: str, written_utc: datetime
) -> Letter:
    """To whoever got an account as `co_planner`, `liaison` or `partner`: what for, and where to sign in."""
    messages = gettext_for(language)
    what_for = {
        "co_planner": messages.gettext("you can now plan events with families at %(district)s."),
        "liaison": messages.gettext("you can now speak and write for families at %(district)s."),
        "partner": messages.gettext("you can now offer places and people for events at %(district)s."),
    }[role]
    paragraphs = (
        messages.gettext("Hello,"),
        what_for % {"district": district},
        messages.gettext(
            "Open this page and write this email address there. We then send you a link to sign in:"
        ),
        sign_in_page,
        messages.gettext("If you did not ask for this, you can delete this message. Nothing happens then."),
    )
    return Letter(
        to_address=to_address,
        language=language,
        subject=messages.gettext("How you sign in at %(district)s") % {"district": district},
        text="\n\n".join(paragraphs) + "\n",
        written_utc=written_utc,
    )


@dataclass(frozen=True, slots=True)
class ProposalAnswer:
    """What became of a proposal: its words, the title of the event that was made of it, what was answered."""

    proposed: str
    taken_up: bool
    event: str | None
    answer: str


def proposal_letter(to_address: str, language: str, answer: ProposalAnswer, written_utc: datetime) -> Letter:
    """To whoever proposed something. It holds no link, so that it can be passed on."""
    messages = gettext_for(language)
    became = messages.gettext("Taken up") if answer.taken_up else messages.gettext("Not this season")
    if answer.event is not None:
        became = messages.gettext("It becomes an event: %(title)s") % {"title": answer.event}
    paragraphs = (
        messages.gettext("Hello,"),
        messages.gettext("you proposed this to those who plan events:"),
        answer.proposed,
        became,
        answer.answer,
    )
    return Letter(
        to_address=to_address,
        language=language,
        subject=messages.gettext("What became of your proposal"),
        text="\n\n".join(text for text in paragraphs if text) + "\n",
        written_utc=written_utc,
    )


def sunday_letter(
    to_address: str, language: str, form_link: str, stop_link: str, written_utc: datetime
) -> Letter:
    """To a caregiver whose weeks change: what about the coming one? The header is that of RFC 2369, 3.2."""
    messages = gettext_for(language)
    paragraphs = (
        messages.gettext("Hello,"),
        messages.gettext("you asked us to ask you again each Sunday. When can you come in the coming week?"),
        messages.gettext("Your page has what you said last. Change what is different now:"),
        form_link,
        messages.gettext("If nothing has changed, you need not do anything."),
        messages.gettext("You can stop these messages with one tap:"),
        stop_link,
    )
    return Letter(
        to_address=to_address,
        language=language,
        subject=messages.gettext("When can you come in the coming week?"),
        text="\n\n".join(paragraphs) + "\n",
        written_utc=written_utc,
        headers={"List-Unsubscribe": f"<{stop_link}>"},
    )
