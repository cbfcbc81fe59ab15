"""What a session offers, in words for a calendar.

The words describe the event. They are the same for every family, so that a glance at somebody's phone
tells nothing about that family.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from scheduler.language.catalogues import gettext_for
from scheduler.language.names import language_name


@dataclass(frozen=True, slots=True)
class SessionSupports:
    """What is there for whoever comes.

    `interpreter_languages` are codes of the table of locales, `kinds` such as `childcare` or `meal`.
    """

    interpreter_languages: tuple[str, ...] = ()
    kinds: frozenset[str] = frozenset()
    online_link: str = ""


def description_lines(supports: SessionSupports, language: str) -> tuple[str, ...]:
    """One sentence for each support, in the reader's language."""
    messages = gettext_for(language)
    lines = [
        messages.gettext("Interpreter: %(language)s") % {"language": language_name(code, language)}
        for code in supports.interpreter_languages
    ]
    lines += [sentence for kind, sentence in _sentences(language).items() if kind in supports.kinds]
    if supports.online_link:
        lines.append(messages.gettext("Join online: %(link)s") % {"link": supports.online_link})
    return tuple(lines)


def kept_address_line(language: str) -> str:
    """What stands in place of the address of a private home."""
    return gettext_for(language).gettext("It is at somebody's home. Whoever says yes gets the address.")


def format_name(session_format: str, language: str) -> str:
    """How a session is held, as a calendar's category."""
    messages = gettext_for(language)
    return {
        "in_person": messages.gettext("In person"),
        "online": messages.gettext("Online"),
        "hybrid": messages.gettext("In person and online"),
        "phone": messages.gettext("By phone"),
    }[session_format]


def _sentences(language: str) -> Mapping[str, str]:
    messages = gettext_for(language)
    return {
        "open_to_all": messages.gettext("Everyone is welcome."),
        "childcare": messages.gettext("Childcare is there."),
        "transport": messages.gettext("A ride can be arranged."),
        "meal": messages.gettext("There is food."),
        "step_free": messages.gettext("There are no steps on the way in."),
        "hearing_loop": messages.gettext("There is a hearing loop."),
        "captions": messages.gettext("What is said can be read on a screen."),
    }
