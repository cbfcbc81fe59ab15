"""What a liaison reads aloud when a question is recorded, and what each recording is called."""

from __future__ import annotations

from collections.abc import Callable

from flask_babel import gettext

from scheduler.language.catalogues import gettext_for, offered_languages
from scheduler.language.negotiation import shown_language

Say = Callable[[str], str]


def question_names() -> dict[str, str]:
    """The pages of the form, as a liaison knows them."""
    return {
        "start": gettext("Hello"),
        "when": gettext("When could you come?"),
        "open": gettext("Some times are open"),
        "how": gettext("How can you take part?"),
        "talk": gettext("What is on your mind?"),
        "reach": gettext("How can we reach you?"),
        "groups": gettext("One more thing, if you like"),
        "receipt": gettext("What happens next"),
    }


def text_to_read(question: str, language: str) -> tuple[str, ...]:
    """What that page says first, in the language of the recording or what its readers read instead."""
    _: Say = gettext_for(shown_language(language, offered_languages())).gettext
    return {
        "start": (
            _("We are planning meetings and events for families at school. We want you to be able to come."),
            _(
                "Please tell us when you have time and what you need. It takes about three minutes. "
                "Each page is saved when you go on, and you can change it later."
            ),
        ),
        "when": (
            _("When could you come?"),
            _(
                "“Maybe” means you could, but it is hard. Where you do not know yet, leave it as it is. "
                "It will not count as a no."
            ),
        ),
        "open": (
            _("Some times are open"),
            _("You can’t come then, or don’t know yet?"),
        ),
        "how": (
            _("How can you take part?"),
            _("Do you need anything so that you can come?"),
            _("“I need this” means you cannot come without it."),
        ),
        "talk": (
            _("What would you like to talk about?"),
            _("Is there something you could bring?"),
            _("You may leave out all of this."),
        ),
        "reach": (
            _("How should we tell you what was planned?"),
            _("We use them only to plan these events."),
            _("Other families never see them."),
            _("You can change or delete them at any time."),
        ),
        "groups": (
            _("Some things make it hard to come. We plan first for families who meet them."),
            _("So we ask: what is true for you? You can leave this out."),
        ),
        "receipt": (
            _("Thank you. Your answers are here."),
            _(
                "We look for times that work for as many families as we can. "
                "We begin with those who are most often left out."
            ),
            _("Until then you can change your answers here."),
        ),
    }[question]
