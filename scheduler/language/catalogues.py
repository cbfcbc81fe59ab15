"""Translated messages for whatever is written outside a request: feeds, letters, jobs."""

from __future__ import annotations

import gettext
from functools import cache
from pathlib import Path

from babel.support import NullTranslations, Translations

from scheduler.language.locales import LOCALES, SOURCE, Locale, fallback_chain

TRANSLATIONS = Path(__file__).parent.parent / "translations"
DOMAIN = "messages"


def catalogue_code(language: str) -> str:
    """The locale under which Babel and Flask-Babel find the words and the catalogue: "zh_Hans".

    A language that cannot be written in yet gets that of its fallback.
    """
    return next(row.babel for row in fallback_chain(language) if row.babel)


@cache
def offered_languages(translations: Path = TRANSLATIONS) -> tuple[str, ...]:
    """The codes that readers can choose, in the table's order: English and every compiled catalogue."""
    return tuple(code for code in LOCALES if code == SOURCE or _has_catalogue(LOCALES[code], translations))


@cache
def gettext_for(language: str, translations: Path = TRANSLATIONS) -> NullTranslations:
    """Messages in a language; one that its catalogue lacks comes from its fallbacks, at last in English."""
    messages = NullTranslations()
    for row in reversed(tuple(fallback_chain(language))):
        if row.babel is None or not _has_catalogue(row, translations):
            continue
        catalogue = Translations.load(translations, [row.babel], DOMAIN)
        catalogue.add_fallback(messages)
        messages = catalogue
    return messages


def _has_catalogue(row: Locale, translations: Path) -> bool:
    return row.babel is not None and gettext.find(DOMAIN, translations, [row.babel]) is not None
