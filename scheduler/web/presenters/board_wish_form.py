"""The forms of the board's wishes: their fields to a wish."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta

from flask_babel import gettext

from scheduler.services.wish_on_board import Wish

Fields = Mapping[str, str]
Errors = dict[str, str]
MOST_DOLLARS = 10_000_000
KINDS = ("free", "cap", "floor", "weight")
LEAST_WEIGHT, MOST_WEIGHT = 0.1, 10


def wish_typed(kind: str, fields: Fields) -> tuple[Wish | None, Errors]:
    """The wish, or None and by field what is wrong."""
    errors: Errors = {}
    reading = {"free": _free, "cap": _cap, "floor": _floor, "weight": _weight}[kind]
    wish = reading(fields, errors)
    return (None if errors else wish), errors


def _free(fields: Fields, errors: Errors) -> Wish:
    """A day, or some hours of it, for one event or all of them."""
    day, first, last = date.min, time(), time()
    try:
        day = date.fromisoformat(fields.get("free-day", ""))
    except ValueError:
        errors["free-day"] = gettext("Choose a day, such as 2026-03-17.")
    try:
        first = time.fromisoformat(fields.get("free-from") or "00:00")
        last = time.fromisoformat(fields.get("free-to") or "00:00")
    except ValueError:
        errors["free-from"] = gettext("Write a time such as 17:30, or leave both empty for the whole day.")
    start, end = datetime.combine(day, first), datetime.combine(day, last)
    if not errors and last == time():
        end += timedelta(days=1)
    if not errors and end <= start:
        errors["free-to"] = gettext("The end must be later than the start.")
    event = fields.get("free-event", "")
    return Wish("free", int(event) if event.isdecimal() else None, None, start, end)


def _cap(fields: Fields, errors: Errors) -> Wish:
    dollars = number_typed(fields.get("cap-dollars", ""))
    if dollars is None or not 0 <= dollars <= MOST_DOLLARS:
        errors["cap-dollars"] = gettext("Write an amount of money, such as 4500.")
    return Wish("cap", cents=round(100 * (dollars or 0)))


def _floor(fields: Fields, errors: Errors) -> Wish:
    percent = number_typed(fields.get("floor-percent", ""))
    if percent is None or not 0 <= percent <= 100:
        errors["floor-percent"] = gettext("Write a number from 0 to 100.")
    return Wish("floor", set_key=fields.get("floor-set", ""), rate=round((percent or 0) / 100, 4))


def _weight(fields: Fields, errors: Errors) -> Wish:
    event, weight = fields.get("weight-event", ""), number_typed(fields.get("weight-times", ""))
    if weight is None or not LEAST_WEIGHT <= weight <= MOST_WEIGHT:
        errors["weight-times"] = gettext(
            "Write a number from %(low)s to %(high)s.", low=LEAST_WEIGHT, high=MOST_WEIGHT
        )
    return Wish("weight", int(event) if event.isdecimal() else 0, weight=weight)


def number_typed(text: str) -> float | None:
    """A number as it is written by hand; None where it cannot be read."""
    try:
        number = float(text.strip().replace(",", "").removeprefix("$"))
    except ValueError:
        return None
    return number if number == number else None
