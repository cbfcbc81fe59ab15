"""The dice have the means and the variances that families of their own would have."""

from __future__ import annotations

import numpy as np
import pytest

from scheduler.robustness.drawing import heads, settle, turn_up
from scheduler.robustness.legs import Legs

SEASONS = 200_000


@pytest.fixture
def random() -> np.random.Generator:
    return np.random.default_rng(1)


@pytest.mark.parametrize("weight", [1, 3, 1.2, 2.2, 7.9])
def test_a_weight_is_so_many_families_that_the_variance_is_right(
    weight: float, random: np.random.Generator
) -> None:
    families = heads(np.full(SEASONS, weight), random)
    assert set(families) <= {int(weight), int(np.ceil(weight))}
    assert (1 / families).mean() == pytest.approx(1 / weight, rel=0.005)


def test_a_weight_below_one_is_one_family_and_no_weight_is_none(random: np.random.Generator) -> None:
    assert heads(np.array([0.3, 0]), random).tolist() == [1, 0]


@pytest.mark.parametrize("weight", [1, 2.2, 40])
def test_turnout_has_the_mean_and_the_variance_of_independent_families(
    weight: float, random: np.random.Generator
) -> None:
    legs = Legs([((((0, 1),), 1.0),)], things=1)
    coming = turn_up(legs, np.full((1, SEASONS), float(weight)), 0.3, random)[0]
    assert coming.mean() == pytest.approx(0.3 * weight, rel=0.01)
    assert coming.var() == pytest.approx(weight * 0.3 * 0.7, rel=0.02)


def test_a_family_that_comes_takes_one_of_its_ways_by_their_parts(random: np.random.Generator) -> None:
    legs = Legs([((((0, 1),), 0.5), (((1, 1),), 0.3), (((2, 1),), 0.2))], things=3)
    coming = turn_up(legs, np.ones((1, SEASONS)), 0.6, random)
    assert coming.mean(axis=1) == pytest.approx([0.3, 0.18, 0.12], rel=0.02)
    assert coming.sum(axis=0).max() == 1


def test_everybody_comes_where_the_turnout_is_one(random: np.random.Generator) -> None:
    legs = Legs([((((0, 1),), 0.7), (((1, 1),), 0.2), (((2, 1),), 0.1))], things=3)
    coming = turn_up(legs, np.full((1, 1000), 2.2), 1, random)
    assert coming.sum(axis=0) == pytest.approx(2.2)


def test_each_maybe_is_settled_apart(random: np.random.Generator) -> None:
    outcomes = settle(np.array([10.0, 5.0]), np.array([2, 1]), 0.3, SEASONS // 10, random)
    found = {
        (cell, outcome): weight.mean()
        for cell, outcome, weight in zip(
            outcomes.cell.tolist(), outcomes.outcome.tolist(), outcomes.weight, strict=True
        )
    }
    expected = {(0, 0): 4.9, (0, 1): 2.1, (0, 2): 2.1, (0, 3): 0.9, (1, 0): 3.5, (1, 1): 1.5}
    assert found == pytest.approx(expected, rel=0.02)
