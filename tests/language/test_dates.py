"""Dates and times as each language writes them."""

from datetime import date, datetime, time

import pytest

from scheduler.language.dates import format_date, format_datetime, format_span, format_time, weekday_name

DAY = date(2026, 9, 3)

FULL_DATES = {
    "en": "Thursday, September 3, 2026",
    "es": "jueves, 3 de septiembre de 2026",
    "ar": "الخميس، 3 سبتمبر 2026",
    "zh-Hans": "2026年9月3日星期四",
    "vi": "Thứ Năm, 3 tháng 9, 2026",
    "pt-BR": "quinta-feira, 3 de setembro de 2026",
    "ht": "jedi 3 septanm 2026",
    "ru": "четверг, 3 сентября 2026 г.",
    "uk": "четвер, 3 вересня 2026 р.",
    "so": "Khamiis, Sebtembar 3, 2026",
    "ko": "2026년 9월 3일 목요일",
    "fr": "jeudi 3 septembre 2026",
    "tl": "Huwebes, Setyembre 3, 2026",
    "ur": "جمعرات، 3 ستمبر، 2026",
}
TIMES = {
    "en": "6:05 PM",
    "es": "6:05 p.m.",
    "ar": "6:05 م",
    "zh-Hans": "18:05",
    "vi": "18:05",
    "pt-BR": "18:05",
    "ht": "6:05 PM",
    "ru": "18:05",
    "uk": "18:05",
    "so": "6:05 GD",
    "ko": "오후 6:05",
    "fr": "18:05",
    "tl": "6:05 PM",
    "ur": "\u20666:05 PM\u2069",
}


@pytest.mark.parametrize(("language", "written"), FULL_DATES.items())
def test_a_date_is_written_with_its_weekday(language, written):
    assert format_date(DAY, language) == written


@pytest.mark.parametrize(("language", "written"), TIMES.items())
def test_a_time_is_written_by_the_clock_people_use(language, written):
    assert format_time(time(18, 5), language).replace("\xa0", " ") == written


def test_the_year_can_be_left_out():
    assert format_date(DAY, "en", year=False) == "Thursday, September 3"
    assert format_date(DAY, "ht", year=False) == "jedi 3 septanm"
    assert format_date(DAY, "ko", year=False) == "9월 3일 목요일"


def test_haitian_creole_months_and_weekdays_are_never_french():
    months = [format_date(date(2026, month, 1), "ht", year=False).split()[-1] for month in range(1, 13)]

    assert months == [
        "janvye", "fevriye", "mas", "avril", "me", "jen",
        "jiyè", "out", "septanm", "oktòb", "novanm", "desanm",
    ]  # fmt: skip
    assert [format_date(date(2026, 3, day), "ht").split()[0] for day in range(2, 9)] == [
        "lendi", "madi", "mèkredi", "jedi", "vandredi", "samdi", "dimanch",
    ]  # fmt: skip


def test_a_datetime_joins_day_and_time():
    assert format_datetime(datetime(2026, 9, 3, 18, 5), "fr") == "jeudi 3 septembre 2026, 18:05"


def test_a_span_within_a_day_writes_the_day_once():
    span = format_span(datetime(2026, 9, 3, 18), datetime(2026, 9, 3, 19, 30), "en", year=False)

    assert span == "Thursday, September 3, 6:00 PM – 7:30 PM"


def test_a_span_over_midnight_writes_both_days():
    span = format_span(datetime(2026, 9, 3, 22), datetime(2026, 9, 4, 0, 30), "fr", year=False)

    assert span == "jeudi 3 septembre, 22:00 – vendredi 4 septembre, 00:30"


def test_a_language_that_is_only_a_name_is_written_as_its_fallback():
    assert format_date(DAY, "mam") == FULL_DATES["es"]
    assert format_date(DAY, "hmn") == FULL_DATES["en"]


@pytest.mark.parametrize(
    ("language", "name"),
    [("en", "Monday"), ("es", "lunes"), ("ar", "الاثنين"), ("ht", "lendi"), ("mam", "lunes")],
)
def test_a_weekday_stands_alone(language, name):
    assert weekday_name(0, language) == name


def test_no_language_finds_the_weekdays_of_the_one_before():
    mondays = {language: weekday_name(0, language) for language in ("ur", *FULL_DATES)}

    assert mondays == {
        "en": "Monday",
        "es": "lunes",
        "ar": "الاثنين",
        "zh-Hans": "星期一",
        "vi": "Thứ Hai",
        "pt-BR": "segunda-feira",
        "ht": "lendi",
        "ru": "понедельник",
        "uk": "понеділок",
        "so": "Isniin",
        "ko": "월요일",
        "fr": "lundi",
        "tl": "Lunes",
        "ur": "پیر",
    }
