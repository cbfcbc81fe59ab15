"""Amounts of money as the reader's language writes them, whole in any sentence of either direction."""

from __future__ import annotations

from babel.numbers import get_currency_symbol
from flask_babel import format_currency, get_locale

CURRENCY = "USD"
LEFT_TO_RIGHT_MARK = "\N{LEFT-TO-RIGHT MARK}"
ISOLATED_LEFT_TO_RIGHT = "\N{LEFT-TO-RIGHT ISOLATE}"
ISOLATED_AS_IT_BEGINS = "\N{FIRST STRONG ISOLATE}"
END_OF_ISOLATE = "\N{POP DIRECTIONAL ISOLATE}"


def shown_money(cents: int) -> str:
    """An amount."""
    return _isolated(format_currency(cents / 100, CURRENCY))


def shown_money_difference(cents: int) -> str:
    """A difference of amounts with its sign, where the language has the sign; empty where there is none."""
    if not cents:
        return ""
    amount = format_currency(-abs(cents) / 100, CURRENCY)
    sign = "+" if cents > 0 else "−"
    return _isolated(amount.replace("-", f"{LEFT_TO_RIGHT_MARK if _right_to_left() else ''}{sign}", 1))


def _isolated(amount: str) -> str:
    """The same where a page runs left to right.

    Elsewhere "US$" would come apart, because "$" goes with what stands on its other side; and what stands
    around an amount would draw it along. Its own first mark says in which direction it is written (Unicode
    Standard Annex 9, rules P2 and X5c).
    """
    if not _right_to_left():
        return amount
    symbol = get_currency_symbol(CURRENCY, get_locale())
    whole = amount.replace(symbol, f"{ISOLATED_LEFT_TO_RIGHT}{symbol}{END_OF_ISOLATE}")
    return f"{ISOLATED_AS_IT_BEGINS}{whole}{END_OF_ISOLATE}"


def _right_to_left() -> bool:
    locale = get_locale()
    return locale is not None and locale.text_direction == "rtl"
