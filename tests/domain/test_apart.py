"""Adults who must not meet: who is told of which session."""

import pytest

from scheduler.domain.apart import Claim, told_apart

BOTH = {1: Claim(True, frozenset({"a", "b"})), 2: Claim(True, frozenset({"a", "b"}))}


@pytest.mark.parametrize(("event", "told"), [(10, 1), (11, 2)])
def test_a_session_is_told_to_one_of_them_and_who_that_is_changes_from_event_to_event(
    event: int, told: int
) -> None:
    assert told_apart(BOTH, [("a", event)]) == {"a": told}


def test_two_sessions_of_one_event_are_shared_out() -> None:
    assert told_apart(BOTH, [("a", 10), ("b", 10)]) == {"a": 1, "b": 2}


def test_who_alone_can_come_is_told() -> None:
    claims = {1: Claim(True, frozenset({"a"})), 2: Claim(True, frozenset({"b"}))}
    assert told_apart(claims, [("a", 11), ("b", 10)]) == {"a": 1, "b": 2}


def test_who_said_that_they_can_come_goes_before_who_is_only_invited() -> None:
    claims = {1: Claim(False, frozenset({"a"})), 2: Claim(True, frozenset({"a"}))}
    assert told_apart(claims, [("a", 10)]) == {"a": 2}


def test_a_session_that_is_open_to_nobody_is_told_to_nobody() -> None:
    assert told_apart(BOTH, [("c", 10)]) == {}
