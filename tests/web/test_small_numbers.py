"""Counts of families are coarse, and small ones are not told at all."""

from collections.abc import Iterator

import pytest
from flask import Flask, g

from scheduler.web.presenters.small_numbers import shown_count, shown_percent, whole_percent


@pytest.fixture(autouse=True)
def _request(app: Flask) -> Iterator[None]:
    with app.test_request_context():
        yield


@pytest.mark.parametrize(
    ("families", "shown"),
    [
        (0, "fewer than 10"),
        (9.99, "fewer than 10"),
        (10, "10"),
        (12.4, "10"),
        (12.5, "15"),
        (17.5, "20"),
        (1234, "1,235"),
    ],
)
def test_a_count_is_told_to_the_nearest_five_from_ten_on(families: float, shown: str) -> None:
    assert shown_count(families) == shown


@pytest.mark.parametrize(
    ("rate", "families", "percent"),
    [(0.474, 10, 47), (0.475, 10, 48), (1, 300, 100), (0.5, 9, None), (None, 300, None)],
)
def test_a_rate_is_told_in_whole_percent_unless_it_speaks_of_fewer_than_ten(
    rate: float | None, families: int, percent: int | None
) -> None:
    assert whole_percent(rate, families) == percent


@pytest.mark.parametrize(("language", "shown"), [("en", "47%"), ("fr", "47\N{NO-BREAK SPACE}%")])
def test_percents_are_written_as_the_reader_writes_them(language: str, shown: str) -> None:
    g.language = language
    assert shown_percent(47) == shown
