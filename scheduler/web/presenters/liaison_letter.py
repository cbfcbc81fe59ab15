"""The letter on paper, in the language that the caregiver reads, whatever the liaison's page is in."""

from __future__ import annotations

from dataclasses import dataclass

from scheduler.language.catalogues import gettext_for, offered_languages
from scheduler.language.locales import Direction, direction
from scheduler.language.negotiation import shown_language
from scheduler.services.view_caseload import CaregiverLine


@dataclass(frozen=True, slots=True)
class LetterText:
    """The words around the link: `before` and `after` it."""

    language: str
    direction: Direction
    greeting: str
    before: tuple[str, ...]
    after: tuple[str, ...]


def letter_text(caregiver: CaregiverLine, liaison_name: str) -> LetterText:
    """What the letter of one caregiver says."""
    language = shown_language(caregiver.language_read, offered_languages())
    _ = gettext_for(language).gettext
    return LetterText(
        language=language,
        direction=direction(language),
        greeting=_("Hello %(name)s") % {"name": caregiver.name},
        before=(
            _("We are planning meetings and events for families at school. We want you to be able to come."),
            _(
                "Please tell us when you have time and what you need. It takes about three minutes. "
                "Each page is saved when you go on, and you can change it later."
            ),
            _("Open this address on a phone or a computer. You need no account."),
        ),
        after=(
            _("Please keep this letter: whoever has it can answer in your place."),
            _("Would you rather talk? %(name)s can fill this in together with you.") % {"name": liaison_name},
        ),
    )
