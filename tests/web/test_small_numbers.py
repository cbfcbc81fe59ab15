"""Counts of families are coarse, and small ones are not told at all."""

from collections.abc import Iterator
from types import SimpleNamespace

import pytest
from flask import Flask, g

from scheduler.services.board_views import RateView
from scheduler.web.presenters.board_inclusion import inclusion_rows
from scheduler.web.presenters.small_numbers import rounded_rate, shown_cost, shown_count, shown_percent


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
    ("rate", "families", "percent", "included"),
    [
        (0.474, 10, 50, 5),
        (0.474, 100, 45, 45),
        (0.476, 100, 50, 50),
        (0.5, 1003, 50, 500),
        (1, 300, 100, 300),
        (1, 12.4, 100, 10),
        (0, 300, 0, 0),
    ],
)
def test_a_rate_is_the_whole_percent_of_two_rounded_counts(
    rate: float, families: float, percent: int, included: int
) -> None:
    rounded = rounded_rate(rate, families)
    assert rounded is not None
    assert (rounded.percent, rounded.families) == (percent, included)


@pytest.mark.parametrize(("rate", "families"), [(0.5, 9.9), (None, 300)])
def test_a_rate_of_fewer_than_ten_is_not_told(rate: float | None, families: float) -> None:
    assert rounded_rate(rate, families) is None


@pytest.mark.parametrize(
    ("family_cents", "per_family_cents", "shown"),
    [
        (4_036, 0, "$5,140.36"),
        (4_036, 200, "about $5,140.00"),
        (4_499, 200, "about $5,140.00"),
        (4_500, 200, "about $5,150.00"),
    ],
)
def test_money_that_grows_with_families_is_told_to_what_five_of_them_cost(
    family_cents: int, per_family_cents: int, shown: str
) -> None:
    assert shown_cost(510_000 + family_cents, family_cents, per_family_cents) == shown


def test_rounding_does_not_lift_a_cost_above_the_limit_that_it_keeps() -> None:
    assert shown_cost(514_900, 4_900, 200, 515_000) == "about $5,150.00"
    assert shown_cost(514_900, 4_900, 200, 514_950) == "about $5,149.50"


@pytest.mark.parametrize("sessions_cents", [0, 700, 1_330])
def test_money_steps_where_the_count_of_families_does(sessions_cents: int) -> None:
    """Two dollars each: whatever the sessions cost, 12 families cost what 10 do and 13 what 15 do."""
    shown = {n: shown_cost(sessions_cents + 200 * n, 200 * n, 200) for n in (10, 12, 13, 15)}
    assert shown[12] == shown[10] != shown[13] == shown[15]


@pytest.mark.parametrize(("language", "shown"), [("en", "47%"), ("fr", "47\N{NO-BREAK SPACE}%")])
def test_percents_are_written_as_the_reader_writes_them(language: str, shown: str) -> None:
    g.language = language
    assert shown_percent(47) == shown


def test_the_panel_stands_in_the_order_that_is_shown() -> None:
    """25 % of ten families are shown as 50 % of ten: the real order would say that this is less than 30 %."""
    rates = [
        RateView(key, key, families, True, rate, rate, rate, rate, None)
        for key, families, rate in (("few", 10, 0.25), ("many", 100, 0.3), ("everyone", 110, 0.29))
    ]
    rows = inclusion_rows(SimpleNamespace(rates=rates))
    assert [(row.key, row.percent) for row in rows] == [("many", 30), ("few", 50), ("everyone", 27)]
