"""Flask-Babel's messages by our own table of languages: it alone finds only those that Babel knows."""

from __future__ import annotations

from babel.support import NullTranslations
from flask import has_request_context
from flask_babel import Domain

from scheduler.language.catalogues import gettext_for
from scheduler.web.language import page_language


class PageMessages(Domain):  # type: ignore[misc]  # Flask-Babel has no types
    """The words of the page's language, with those of its fallbacks where its catalogue lacks one."""

    def get_translations(self) -> NullTranslations:
        return gettext_for(page_language()) if has_request_context() else NullTranslations()
