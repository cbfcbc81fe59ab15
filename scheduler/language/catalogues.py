"""Translated messages, in pages and in whatever is written outside a request: feeds, letters, jobs."""

from __future__ import annotations

import gettext
from functools import cache
from pathlib import Path

from babel.support import NullTranslations, Translations

from scheduler.language.locales import LOCALES, SOURCE, Locale, fallback_chain

TRANSLATIONS = Path(__file__).parent.parent / "translations"
DOMAIN = "messages"
REVIEWED = "reviewed by a native speaker"


def babel_locale(language: str) -> str:
    """The locale by which Babel writes numbers: "zh_Hans"; that of the fallback, where the row has none."""
    return next(row.babel for row in fallback_chain(language) if row.babel)


def catalogue_folder(row: Locale) -> str:
    """The folder of a language's catalogue: its code, as gettext writes codes."""
    return row.code.replace("-", "_")


@cache
def offered_languages(translations: Path = TRANSLATIONS) -> tuple[str, ...]:
    """The codes that readers can choose, in the table's order: offered, and with a compiled catalogue."""
    return tuple(
        row.code
        for row in LOCALES.values()
        if row.code == SOURCE or (row.offered and _has_catalogue(row, translations))
    )


@cache
def gettext_for(language: str, translations: Path = TRANSLATIONS) -> NullTranslations:
    """Messages in a language; one that its catalogue lacks comes from its fallbacks, at last in English."""
    messages = NullTranslations()
    for row in reversed(tuple(fallback_chain(language))):
        if not _has_catalogue(row, translations):
            continue
        catalogue = Translations.load(translations, [catalogue_folder(row)], DOMAIN)
        catalogue.add_fallback(messages)
        messages = catalogue
    return messages


@cache
def is_reviewed(language: str, translations: Path = TRANSLATIONS) -> bool:
    """Whether a native speaker has reviewed the words, as the catalogue's header `Language-Team` says."""
    team = str(gettext_for(language, translations).info().get("language-team", ""))
    return language == SOURCE or team.startswith(REVIEWED)


def _has_catalogue(row: Locale, translations: Path) -> bool:
    return gettext.find(DOMAIN, translations, [catalogue_folder(row)]) is not None
