"""A floor is kept where the rounded rate of its set reaches it, and tells nothing of few families."""

import pytest

from scheduler.domain.shown_counts import floor_below, floor_to_ask, rounded_count, rounded_up_half, to_step


def shown_percent(rate: float, families: int) -> int:
    whole = rounded_count(families)
    assert whole is not None
    return rounded_up_half(100 * min(to_step(rate * families), whole) / whole)


@pytest.mark.parametrize("families", [10, 11, 12, 13, 20, 57, 1003])
@pytest.mark.parametrize("percent", [1, 29, 40, 57, 80, 99, 100])
def test_a_floor_is_the_least_rate_that_is_shown_as_so_much(percent: int, families: int) -> None:
    rate = floor_to_ask(percent / 100, families)
    assert rate is not None
    assert shown_percent(rate, families) >= percent > shown_percent(rate - 1e-9, families)


@pytest.mark.parametrize(("rate", "families"), [(0.8, 9), (0.8, 0), (0.0, 300)])
def test_no_floor_is_asked_of_few_families_or_of_none_included(rate: float, families: int) -> None:
    assert floor_to_ask(rate, families) is None


@pytest.mark.parametrize(
    ("rate", "families", "edge"),
    [
        (0.5, 20, 7.5 / 20),
        (0.5, 1000, 497.5 / 1000),
        (7.5 / 20, 20, 7.5 / 20),
        (0.124, 20, None),
        (1, 9, None),
    ],
)
def test_a_default_floor_goes_down_to_where_one_step_more_is_shown(
    rate: float, families: int, edge: float | None
) -> None:
    assert floor_below(rate, families) == (None if edge is None else pytest.approx(edge))
