"""What we promise, and what a family agrees to, is never only said in words that nobody has reviewed."""

from __future__ import annotations

from typing import Any

from flask_babel import gettext
from markupsafe import Markup, escape

from scheduler.language.catalogues import is_reviewed
from scheduler.web.language import page_language


def promise(text: str, **values: Any) -> Markup:
    """The text in the page's language; with the English beside it until a native speaker has reviewed that.

    A template writes `{{ promise("…") }}` where it would write `{{ _("…") }}`; `values` fill `%(name)s`.
    """
    said = escape(gettext(text, **values))
    if is_reviewed(page_language()):
        return said
    english = text % values if values else text
    return Markup('{} <span class="source-words" lang="en" dir="ltr">{}</span>').format(said, english)
