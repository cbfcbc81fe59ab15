"""A family is in a group by what it says it needs, never by who it is."""

import pytest

from scheduler.domain.answers import Need
from scheduler.domain.group_questions import follows, is_derived

SOMALI = Need("interpreter", "must", "so")


@pytest.mark.parametrize(
    ("question", "need", "joins"),
    [
        ("interpreter", SOMALI, True),
        ("interpreter:so", SOMALI, True),
        ("interpreter:es", SOMALI, False),
        ("interpreter", Need("interpreter", "helps", "so"), False),
        ("childcare", Need("childcare", "must", amount=2), True),
        ("ride", Need("childcare", "must", amount=2), False),
        ("access", Need("step_free", "must"), True),
        ("access", Need("captions", "must"), True),
        ("access", Need("meal", "must"), False),
        ("hours", Need("ride", "must"), False),
    ],
)
def test_what_must_be_there_leads_into_its_group(question: str, need: Need, joins: bool) -> None:
    assert follows(question, [need]) is joins


def test_a_group_that_is_asked_for_by_itself_does_not_follow_from_needs() -> None:
    assert is_derived("interpreter:so")
    assert not is_derived("asked")
