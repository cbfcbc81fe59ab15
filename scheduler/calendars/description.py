"""What a session offers, as plain lines for a calendar's description.

The lines describe the event. They are the same for every family, so that a glance at somebody's phone
tells nothing about that family.
"""

from __future__ import annotations

from dataclasses import dataclass

from scheduler.language.catalogues import gettext_for
from scheduler.language.names import language_name


@dataclass(frozen=True, slots=True)
class SessionSupports:
    """What is there for whoever comes; `interpreter_languages` are codes of the table of locales."""

    interpreter_languages: tuple[str, ...] = ()
    childcare: bool = False
    ride: bool = False
    step_free: bool = False
    online_link: str = ""


def description_lines(supports: SessionSupports, language: str) -> tuple[str, ...]:
    """One sentence for each support, in the reader's language."""
    messages = gettext_for(language)
    interpreters = (
        messages.gettext("Interpreter: %(language)s") % {"language": language_name(code, language)}
        for code in supports.interpreter_languages
    )
    offered = (
        (supports.childcare, messages.gettext("Childcare is there.")),
        (supports.ride, messages.gettext("A ride can be arranged.")),
        (supports.step_free, messages.gettext("There are no steps on the way in.")),
    )
    lines = [*interpreters, *(line for is_offered, line in offered if is_offered)]
    if supports.online_link:
        lines.append(messages.gettext("Join online: %(link)s") % {"link": supports.online_link})
    return tuple(lines)
