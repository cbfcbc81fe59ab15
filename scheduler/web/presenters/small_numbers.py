"""Counts as anyone but a family's liaison may see them: too coarse to give a family away."""

from __future__ import annotations

from dataclasses import dataclass

from flask_babel import format_decimal, format_percent, gettext

from scheduler.domain.shown_counts import FEWEST_SHOWN, STEP, rounded_count, rounded_up_half, to_step
from scheduler.web.presenters.money import shown_money


def shown_count(families: float) -> str:
    """A count of families in the reader's digits, or "fewer than 10"."""
    rounded = rounded_count(families)
    if rounded is None:
        return gettext("fewer than %(number)s", number=format_decimal(FEWEST_SHOWN))
    return format_decimal(rounded)


@dataclass(frozen=True, slots=True)
class ShownRate:
    """A rate as the whole percent of two rounded counts; `families` is the one that is included."""

    percent: int
    families: int

    @property
    def text(self) -> str:
        return shown_percent(self.percent)


def rounded_rate(rate: float | None, families: float) -> ShownRate | None:
    """A rate that tells no more than rounded counts do; None without one, or of fewer than `FEWEST_SHOWN`.

    How many are included is not told as a count: it may be rounded to less than `FEWEST_SHOWN`.
    """
    whole = rounded_count(families)
    if rate is None or whole is None:
        return None
    included = min(to_step(rate * families), whole)
    return ShownRate(rounded_up_half(100 * included / whole), included)


def shown_percent(percent: int) -> str:
    """Whole percents in the reader's digits."""
    return format_percent(percent / 100)


def rounded_cents(cents: int, family_cents: int, per_family_cents: int) -> int:
    """A cost of which `family_cents` grow with those who come: that part to what `STEP` families cost.

    `per_family_cents` is what one costs that comes to all events. Only that part is rounded, so that it steps
    where the count of everyone does: two edges would tell more than one.
    """
    step = STEP * per_family_cents
    return cents - family_cents + rounded_up_half(family_cents / step) * step if step else cents


def shown_cost(cents: int, family_cents: int, per_family_cents: int, kept_cents: int | None = None) -> str:
    """The same as a text that says whether it was rounded.

    `kept_cents` is a public limit that the cost is known to keep, and that rounding must not lift it above.
    """
    rounded = rounded_cents(cents, family_cents, per_family_cents)
    cost = shown_money(rounded if kept_cents is None else min(rounded, kept_cents))
    return gettext("about %(cost)s", cost=cost) if per_family_cents else cost


def shown_difference(amount: float) -> str:
    """A difference of rounded numbers with its sign; empty where there is none."""
    return format_decimal(amount, format="+#,##0;−#,##0") if amount else ""
