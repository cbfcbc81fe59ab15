"""Each rule alone: trivial, feasible, infeasible."""

from __future__ import annotations

import numpy as np
import pytest
from ortools.sat.python import cp_model

from scheduler.solver.rules.choice import choose_between, choose_one, fill_role
from scheduler.solver.rules.clashes import cover_by_cliques, forbid_overlaps
from scheduler.solver.rules.places import limit_parallel
from scheduler.solver.rules.providers import keep_apart, limit_minutes
from scheduler.solver.rules.sums import Sum, require_at_least, require_at_most
from tests.builders.instances import a_provider
from tests.solver.models import Bookings, is_feasible

HOUR, DAY = 60, 24 * 60


def near(_one: str, _other: str) -> bool:
    return False


def far(one: str, other: str) -> bool:
    return one != other


def test_a_place_without_bookings_has_no_limit_to_keep() -> None:
    books = Bookings()
    limit_parallel(books.model, [], 1)
    assert books.can_make([])


def test_sessions_one_after_the_other_share_a_place() -> None:
    books = Bookings()
    bookings = [books.at(0, HOUR), books.at(HOUR, 2 * HOUR)]
    limit_parallel(books.model, bookings, 1)
    assert books.can_make(bookings)


@pytest.mark.parametrize(("parallel", "possible"), [(1, False), (2, False), (3, True)])
def test_a_place_holds_no_more_than_parallel_sessions(parallel: int, possible: bool) -> None:
    books = Bookings()
    bookings = [books.at(0, 3 * HOUR), books.at(HOUR, 2 * HOUR), books.at(90, 2 * HOUR)]
    limit_parallel(books.model, bookings, parallel)
    assert books.can_make(bookings) is possible


def test_a_provider_may_work_back_to_back_in_one_place() -> None:
    books = Bookings()
    bookings = [books.at(0, HOUR), books.at(HOUR, 2 * HOUR)]
    keep_apart(books.model, bookings, far, 30)
    assert books.can_make(bookings)


def test_a_provider_is_never_in_two_sessions_at_once() -> None:
    books = Bookings()
    bookings = [books.at(0, HOUR), books.at(30, 2 * HOUR)]
    keep_apart(books.model, bookings, near, 30)
    assert not books.can_make(bookings)


@pytest.mark.parametrize(("start", "possible"), [(HOUR, False), (HOUR + 29, False), (HOUR + 30, True)])
def test_the_travel_gap_is_kept_between_far_places(start: int, possible: bool) -> None:
    books = Bookings()
    bookings = [books.at(0, HOUR, "north"), books.at(start, start + HOUR, "south")]
    keep_apart(books.model, bookings, far, 30)
    assert books.can_make(bookings) is possible


def test_short_sessions_in_one_place_do_not_hide_a_travel_gap() -> None:
    books = Bookings()
    early, late = books.at(0, 10, "north"), books.at(10, 20, "north")
    away = books.at(30, 60, "south")
    keep_apart(books.model, [early, late, away], far, 30)
    assert books.can_make([early, late])
    assert not books.can_make([early, away])
    assert not books.can_make([late, away])


def test_no_travel_is_needed_between_calls() -> None:
    books = Bookings()
    bookings = [books.at(0, HOUR, "video"), books.at(HOUR, 2 * HOUR, "phone")]
    keep_apart(books.model, bookings, near, 30)
    assert books.can_make(bookings)


@pytest.mark.parametrize(
    ("limit", "second_start", "possible"),
    [
        ({}, 0, True),
        ({"minutes_per_day": 149}, 2 * HOUR, False),
        ({"minutes_per_day": 150}, 2 * HOUR, True),
        ({"minutes_per_day": 149}, DAY, True),
        ({"minutes_per_week": 149}, 6 * DAY, False),
        ({"minutes_per_week": 149}, 7 * DAY, True),
        ({"minutes_per_season": 149}, 30 * DAY, False),
    ],
)
def test_contract_minutes_count_preparation(limit: dict, second_start: int, possible: bool) -> None:
    books = Bookings()
    bookings = [books.at(0, HOUR), books.at(second_start, second_start + HOUR)]
    limit_minutes(books.model, bookings, a_provider(extra_minutes=15, **limit))
    assert books.can_make(bookings) is possible


@pytest.mark.parametrize("exclusive", [True, False])
def test_only_clashing_events_must_not_overlap(exclusive: bool) -> None:
    books = Bookings()
    one, other, third = (books.at(0, HOUR), books.at(30, 2 * HOUR), books.at(0, HOUR))
    forbid_overlaps(books.model, [[one], [other], [third]], [(0, 1)], exclusive)
    assert books.can_make([one, third])
    assert books.can_make([other, third])
    assert not books.can_make([one, other])


def test_two_sessions_of_one_event_may_overlap_each_other() -> None:
    books = Bookings()
    mine, also_mine, other = books.at(0, HOUR), books.at(0, HOUR, "video"), books.at(HOUR, 2 * HOUR)
    forbid_overlaps(books.model, [[mine, also_mine], [other]], [(0, 1)], exclusive=False)
    assert books.can_make([mine, also_mine, other])


def test_cliques_cover_every_edge_and_nothing_else() -> None:
    edges = [(0, 1), (0, 2), (1, 2), (2, 3)]
    cliques = cover_by_cliques(edges)
    covered = {(e, f) for clique in cliques for e in clique for f in clique if e < f}
    assert covered == set(edges)
    assert cover_by_cliques([]) == []


def test_an_event_without_columns_cannot_be_planned() -> None:
    model = cp_model.CpModel()
    choose_one(model, [])
    assert not is_feasible(model)


@pytest.mark.parametrize(("sites", "possible"), [(0, False), (1, True), (2, True), (3, False)])
def test_an_event_is_held_between_min_and_max_times(sites: int, possible: bool) -> None:
    model = cp_model.CpModel()
    held = [model.new_bool_var(str(n)) for n in range(3)]
    choose_between(model, held, 1, 2)
    model.add(sum(held) == sites)
    assert is_feasible(model) is possible


@pytest.mark.parametrize(("players", "possible"), [(1, False), (2, True), (3, True)])
def test_a_role_is_filled_by_as_many_as_the_column_asks_for(players: int, possible: bool) -> None:
    model = cp_model.CpModel()
    column = model.new_bool_var("column")
    cast = [model.new_bool_var(str(n)) for n in range(players)]
    fill_role(model, cast, [(column, 2)])
    model.add(column == 1)
    assert is_feasible(model) is possible


def test_nobody_is_booked_for_a_role_that_no_chosen_column_asks_for() -> None:
    model = cp_model.CpModel()
    column, player = model.new_bool_var("column"), model.new_bool_var("player")
    fill_role(model, [player], [(column, 1)])
    model.add(column == 0)
    model.add(player == 1)
    assert not is_feasible(model)


@pytest.mark.parametrize(("most", "possible"), [(0.3, True), (0.3 - 1e-6, False)])
def test_a_budget_is_compared_to_the_last_digit(most: float, possible: bool) -> None:
    model = cp_model.CpModel()
    literals = [model.new_bool_var(str(n)) for n in range(3)]
    total = Sum(1e8)
    total.include(literals, np.array([0.1, 0.1, 0.1]), exclusive=False)
    require_at_most(model, total, most)
    model.add(sum(literals) == 3)
    assert is_feasible(model) is possible


@pytest.mark.parametrize(("least", "possible"), [(0.3, True), (0.3 + 1e-6, False)])
def test_a_floor_is_compared_to_the_last_digit(least: float, possible: bool) -> None:
    model = cp_model.CpModel()
    literals = [model.new_bool_var(str(n)) for n in range(3)]
    total = Sum(1e8)
    total.include(literals, np.array([0.1, 0.1, 0.1]), exclusive=False)
    require_at_least(model, total, least)
    assert is_feasible(model) is possible
