"""Money is written as the reader's language writes it, and stays whole in a page that runs right to left."""

from collections.abc import Iterator

import pytest
from flask import Flask, g

from scheduler.web.presenters.money import shown_money, shown_money_difference

NBSP, RLM, LRM = "\N{NO-BREAK SPACE}", "\N{RIGHT-TO-LEFT MARK}", "\N{LEFT-TO-RIGHT MARK}"
FSI, LRI, PDI = (
    "\N{FIRST STRONG ISOLATE}",
    "\N{LEFT-TO-RIGHT ISOLATE}",
    "\N{POP DIRECTIONAL ISOLATE}",
)


@pytest.fixture(autouse=True)
def _request(app: Flask) -> Iterator[None]:
    with app.test_request_context():
        yield


@pytest.mark.parametrize(
    ("language", "shown"),
    [
        ("en", "$1,234.50"),
        ("es", "$1,234.50"),
        ("fr", f"1\N{NARROW NO-BREAK SPACE}234,50{NBSP}$US"),
        ("ar", f"{FSI}{RLM}1,234.50{NBSP}{LRI}US${PDI}{PDI}"),
        ("ur", f"{FSI}{LRI}${PDI}1,234.50{PDI}"),
    ],
)
def test_the_currency_stands_where_the_language_has_it(language: str, shown: str) -> None:
    """In Arabic the number is read first and "US$" after it, which only an isolate keeps together."""
    g.language = language
    assert shown_money(123_450) == shown


@pytest.mark.parametrize(
    ("language", "cents", "shown"),
    [
        ("en", 9_000, "+$90.00"),
        ("en", -9_000, "−$90.00"),
        ("en", 0, ""),
        ("vi", -9_000, f"−90,00{NBSP}US$"),
        ("ar", -9_000, f"{FSI}{RLM}{LRM}−90.00{NBSP}{LRI}US${PDI}{PDI}"),
        ("ur", 9_000, f"{FSI}{LRM}+{LRI}${PDI}90.00{PDI}"),
    ],
)
def test_a_difference_has_its_sign_before_the_number(language: str, cents: int, shown: str) -> None:
    g.language = language
    assert shown_money_difference(cents) == shown
