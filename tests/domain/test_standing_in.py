"""Families that have not answered are stood for by those most like them who have."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scheduler.domain.standing_in import weights

SOMALI_AT_OAK = ("oak", "so"), "so", "everyone"
SPANISH_AT_OAK = ("oak", "es"), "es", "everyone"
SOMALI_AT_ELM = ("elm", "so"), "so", "everyone"


def test_when_everybody_answered_each_family_stands_for_itself() -> None:
    assert weights({"a": SOMALI_AT_OAK, "b": SPANISH_AT_OAK}, []) == {"a": 1, "b": 1}


def test_the_finest_cell_with_an_answer_in_it_stands_in() -> None:
    answered = {"a": SOMALI_AT_OAK, "b": SOMALI_AT_ELM, "c": SPANISH_AT_OAK}
    assert weights(answered, [SOMALI_AT_OAK]) == {"a": 2, "b": 1, "c": 1}


def test_families_of_one_cell_share_evenly() -> None:
    assert weights({"a": SOMALI_AT_OAK, "b": SOMALI_AT_OAK}, [SOMALI_AT_OAK]) == {"a": 1.5, "b": 1.5}


def test_a_cell_where_nobody_answered_falls_back_to_the_wider_one() -> None:
    answered = {"a": SOMALI_AT_OAK, "c": SPANISH_AT_OAK}
    assert weights(answered, [SOMALI_AT_ELM]) == {"a": 2, "c": 1}


def test_nobody_answered_leaves_nobody_to_stand_in() -> None:
    assert weights({}, [SOMALI_AT_OAK]) == {}


CELLS = st.tuples(st.sampled_from("ab"), st.sampled_from("cd"), st.just("everyone"))


@given(st.lists(CELLS, min_size=1, max_size=20), st.lists(CELLS, max_size=20))
def test_weights_add_up_to_all_families(
    answered: list[tuple[str, ...]], silent: list[tuple[str, ...]]
) -> None:
    total = sum(weights(dict(enumerate(answered)), silent).values())
    assert total == pytest.approx(len(answered) + len(silent))
