"""The table of languages: the fourteen of the first year are written, others are names with a fallback."""

import pytest
from babel import Locale as BabelLocale

from scheduler.language.locales import LOCALES, direction, endonym, fallback_chain, known_code, locale_of

WRITTEN = ["en", "es", "ar", "zh-Hans", "vi", "pt-BR", "ht", "ru", "uk", "so", "ko", "fr", "tl", "ur"]


def test_the_fourteen_languages_can_be_written_in():
    assert [row.code for row in LOCALES.values() if row.patterns and row.babel] == WRITTEN


@pytest.mark.parametrize("code", ["ps", "hmn", "ase", "prs", "ksw", "mam"])
def test_home_languages_without_a_catalogue_are_names_that_end_in_english(code):
    row = locale_of(code)

    assert row.patterns is None
    assert row.endonym
    assert [each.code for each in fallback_chain(code)][-1] == "en"


def test_every_language_falls_back_to_english_without_a_circle():
    for code in LOCALES:
        chain = [row.code for row in fallback_chain(code)]
        assert len(chain) == len(set(chain))
        assert chain[-1] == "en"


def test_arabic_urdu_pashto_dari_persian_and_sorani_are_written_right_to_left():
    right_to_left = {code for code in LOCALES if direction(code) == "rtl"}

    assert right_to_left == {"ar", "ur", "ps", "prs", "fa", "ckb"}


@pytest.mark.parametrize("code", WRITTEN)
def test_direction_agrees_with_cldr_where_cldr_knows_the_language(code):
    assert direction(code) == BabelLocale.parse(locale_of(code).babel).text_direction


@pytest.mark.parametrize("code", WRITTEN)
def test_every_written_language_uses_the_digits_that_babel_writes(code):
    assert BabelLocale.parse(locale_of(code).babel).default_numbering_system == "latn"


def test_a_language_is_offered_by_its_own_name():
    assert endonym("ht") == "Kreyòl ayisyen"
    assert endonym("ar") == "العربية"
    assert len({endonym(code) for code in LOCALES}) == len(LOCALES)


@pytest.mark.parametrize(
    ("tag", "code"),
    [
        ("es-MX", "es"),
        ("es_419", "es"),
        ("zh", "zh-Hans"),
        ("zh-Hans-CN", "zh-Hans"),
        ("zh-TW", "zh-Hant"),
        ("pt-PT", "pt-BR"),
        ("fil-PH", "tl"),
        ("mww", "hmn"),
        ("EN-us", "en"),
        ("xx", None),
        ("", None),
    ],
)
def test_tags_of_browsers_and_rosters_find_their_row(tag, code):
    assert known_code(tag) == code


def test_an_unknown_language_is_named_in_the_error():
    with pytest.raises(LookupError, match="'klingon'"):
        locale_of("klingon")
