"""What a language is called in another one: "interpreter: Somali" reads "intérprete: somalí"."""

from __future__ import annotations

from babel import Locale as BabelLocale

from scheduler.language.locales import fallback_chain, locale_of

LACKING = {
    "ase": {
        "es": "lengua de señas americana",
        "ar": "لغة الإشارة الأمريكية",
        "zh-Hans": "美国手语",
        "pt-BR": "língua de sinais americana",
        "ru": "американский жестовый язык",
        "so": "luqadda calaamadaha ee Mareykanka",
        "ko": "미국 수어",
        "ur": "امریکی اشاروں کی زبان",
    }
}
"""Names that the locale data has not: of a language, by the reader's."""


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
    lacking = LACKING.get(named.code, {}).get(reader.code, named.english_name)
    return next((names[key] for key in keys if key in names), lacking)
