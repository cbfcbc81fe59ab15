"""A district adds a language that Babel does not know with one row and one catalogue."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
from babel.numbers import format_decimal

from scheduler.language.catalogues import babel_locale, gettext_for, offered_languages
from scheduler.language.dates import format_span, weekday_name
from scheduler.language.locales import LOCALES, DatePatterns, Locale
from scheduler.language.names import language_name
from scheduler.language.negotiation import best_locale
from scheduler.language.words import Words
from tests.language.compiled import compiled

HMONG = Locale(
    "hmn",
    "Hmoob",
    "Hmong",
    babel="en",
    patterns=DatePatterns("EEEE, MMMM d, y", "EEEE, MMMM d", "h:mm a"),
    plural_forms="nplurals=1; plural=0;",
    words=Words(
        weekdays=("Hnub Monday", "Hnub Tuesday", "Hnub Wednesday", "Hnub Thursday", "Hnub Friday",
                  "Hnub Saturday", "Hnub Sunday"),
        months=tuple(f"Lub {number} Hli" for number in range(1, 13)),
        languages={"hmn": "lus Hmoob", "en": "lus Askiv"},
    ),
    offered=True,
)  # fmt: skip


@pytest.fixture
def translations(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder of catalogues beside whose Hmong one the table has a row."""
    monkeypatch.setitem(LOCALES, "hmn", HMONG)
    compiled(tmp_path, "hmn", {"When could you come?": "Koj tuaj tau thaum twg?"})
    return tmp_path


def test_it_is_offered_by_its_own_name_to_whoever_asks_for_it(translations):
    offered = offered_languages(translations)

    assert offered == ("en", "hmn")
    assert best_locale("mww, en;q=0.5", offered) == "hmn"


def test_its_words_come_from_its_catalogue(translations):
    assert gettext_for("hmn", translations).gettext("When could you come?") == "Koj tuaj tau thaum twg?"


@pytest.mark.usefixtures("translations")
def test_dates_numbers_and_names_follow_its_row():
    span = format_span(datetime(2026, 9, 3, 18), datetime(2026, 9, 3, 19, 30), "hmn", year=False)

    assert span == "Hnub Thursday, Lub 9 Hli 3, 6:00 PM – 7:30 PM"
    assert weekday_name(6, "hmn") == "Hnub Sunday"
    assert format_decimal(1234.5, locale=babel_locale("hmn")) == "1,234.5"
    assert language_name("hmn", "hmn") == "lus Hmoob"


@pytest.mark.usefixtures("translations")
def test_an_apostrophe_in_a_name_is_no_pattern(monkeypatch):
    words = Words(HMONG.words.weekdays, ("Lub 'Ib' Hlis",) * 12, {})
    row = Locale("hmn", "Hmoob", "Hmong", babel="en", patterns=HMONG.patterns, words=words)
    monkeypatch.setitem(LOCALES, "hmn", row)

    assert "Lub 'Ib' Hlis 3" in format_span(datetime(2026, 9, 3, 18), datetime(2026, 9, 3, 19), "hmn")
