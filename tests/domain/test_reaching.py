"""How to reach a caregiver next: their own way first, and never the same way in vain for ever."""

from datetime import date

import pytest

from scheduler.domain.reaching import Contact, NextTry, next_try

MONDAY, FRIDAY = date(2026, 3, 2), date(2026, 3, 6)
ALL = ("call", "sms", "email")


def contact(way: str, outcome: str, again_on: date | None = None) -> Contact:
    return Contact(MONDAY, way, outcome, again_on)  # type: ignore[arg-type]


def test_the_way_that_they_chose_is_tried_first() -> None:
    assert next_try("email", ALL, []) == NextTry("email")


def test_a_way_whose_number_or_address_is_not_known_is_not_tried() -> None:
    assert next_try("call", ["email"], []) == NextTry("email")


def test_who_chose_no_way_gets_a_letter_when_nothing_else_is_known() -> None:
    assert next_try("none", [], []) == NextTry("paper")


def test_who_was_reached_is_reached_the_same_way_again() -> None:
    assert next_try("call", ALL, [contact("call", "reached")]) == NextTry("call")


def test_who_asked_to_be_asked_later_is_left_alone_until_then() -> None:
    later = contact("sms", "ask_later", again_on=FRIDAY)
    assert next_try("call", ALL, [contact("call", "no_answer"), later]) == NextTry("sms", not_before=FRIDAY)


@pytest.mark.parametrize(
    ("contacts", "way"),
    [
        ([contact("call", "no_answer")], "call"),
        ([contact("call", "no_answer")] * 2, "sms"),
        ([contact("call", "no_answer"), contact("call", "reached"), contact("call", "no_answer")], "call"),
        ([contact("call", "wrong_address")], "email"),
        ([contact("call", "wrong_address"), contact("email", "wrong_address")], "paper"),
        ([contact("email", "wrong_address")], "call"),
    ],
)
def test_two_tries_in_vain_or_a_wrong_number_lead_to_another_way(contacts: list[Contact], way: str) -> None:
    assert next_try("call", ALL, contacts) == NextTry(way)


def test_when_every_way_was_in_vain_somebody_goes_and_asks() -> None:
    contacts = [contact(way, "wrong_address") for way in (*ALL, "paper", "visit")]
    assert next_try("call", ALL, contacts) == NextTry("visit")
