"""What a language is called in another one: "interpreter: Somali" reads "intérprete: somalí"."""

from __future__ import annotations

from babel import Locale as BabelLocale

from scheduler.language.locales import fallback_chain, locale_of


def language_name(code: str, in_language: str) -> str:
    """The name of a language in another, in English where that one has no name for it."""
    named = locale_of(code)
    reader = next(row for row in fallback_chain(in_language) if row.babel)
    if reader.words:
        return reader.words.languages.get(named.code, named.english_name)
    if reader.code == "en":
        return named.english_name
    names = BabelLocale.parse(reader.babel).languages
    keys = (named.code.replace("-", "_"), named.babel, named.code.split("-")[0])
    return next((names[key] for key in keys if key in names), named.english_name)
