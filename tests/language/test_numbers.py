"""Numbers, shares and money as each language writes them; Haitian Creole is never written as French."""

import pytest
from babel.numbers import format_currency, format_decimal, format_percent

from scheduler.language.catalogues import babel_locale

NUMBERS = {
    "en": ("12,345.6", "12%", "$1,234.50"),
    "es": ("12,345.6", "12%", "$1,234.50"),
    "ar": ("12,345.6", "12%", "1,234.50 US$"),
    "zh-Hans": ("12,345.6", "12%", "US$1,234.50"),
    "vi": ("12.345,6", "12%", "1.234,50 US$"),
    "pt-BR": ("12.345,6", "12%", "US$ 1.234,50"),
    "ht": ("12,345.6", "12%", "$1,234.50"),
    "ru": ("12 345,6", "12 %", "1 234,50 $"),
    "uk": ("12 345,6", "12%", "1 234,50 USD"),
    "so": ("12,345.6", "12%", "US$1,234.50"),
    "ko": ("12,345.6", "12%", "US$1,234.50"),
    "fr": ("12 345,6", "12 %", "1 234,50 $US"),
    "tl": ("12,345.6", "12%", "$1,234.50"),
    "ur": ("12,345.6", "12%", "$1,234.50"),
}
INVISIBLE = {"\u200e": "", "\u200f": "", "\xa0": " ", "\u202f": " "}


@pytest.mark.parametrize(("language", "written"), NUMBERS.items())
def test_numbers_are_written_as_the_language_writes_them(language, written):
    locale = babel_locale(language)
    found = (
        format_decimal(12345.6, locale=locale),
        format_percent(0.12, locale=locale),
        format_currency(1234.5, "USD", locale=locale),
    )

    assert tuple(each.translate(str.maketrans(INVISIBLE)) for each in found) == written
