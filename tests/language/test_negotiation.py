"""What a reader sees first follows from what the browser says."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scheduler.language.negotiation import best_locale, shown_language

OFFERED = ("en", "es", "ar", "zh-Hans", "pt-BR", "fr")


@pytest.mark.parametrize(
    ("header", "shown"),
    [
        ("ar", "ar"),
        ("es-US,es;q=0.9,en-US;q=0.8,en;q=0.7", "es"),
        ("en;q=0.3, ar;q=0.9", "ar"),
        ("en;q=0, ar;q=0.1", "ar"),
        ("de, zh-CN;q=0.5", "zh-Hans"),
        ("ht-HT", "fr"),
        ("ht-HT,en;q=0.5", "en"),
        ("kea", "pt-BR"),
        ("zh-TW", "zh-Hans"),
        ("xx-YY, *;q=0.5", "en"),
        ("es;q=nonsense, ar;q=0.2", "ar"),
        ("", "en"),
        (None, "en"),
    ],
)
def test_the_reader_is_met_in_the_best_language_offered(header, shown):
    assert best_locale(header, OFFERED) == shown


@given(st.text(max_size=60))
def test_any_header_at_all_gets_an_offered_language(header):
    assert best_locale(header, OFFERED) in OFFERED


def test_someone_whose_language_has_no_catalogue_is_written_to_in_its_fallback():
    assert shown_language("mam", OFFERED) == "es"
    assert shown_language("ps", OFFERED) == "en"
    assert shown_language("ar", OFFERED) == "ar"
