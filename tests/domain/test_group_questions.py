"""A family is in a group by what it says it needs, never by who it is."""

import pytest

from scheduler.domain.answers import Need, Times
from scheduler.domain.group_questions import QUESTIONS, follows, is_derived
from tests.builders.answers import evenings, hours

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
        ("access", Need("sensory", "must", "less noise"), True),
        ("device", Need("device", "must"), True),
        ("ride", Need("ride", "private"), False),
        ("hours", Need("ride", "must"), False),
    ],
)
def test_what_must_be_there_leads_into_its_group(question: str, need: Need, joins: bool) -> None:
    assert follows(question, [need], Times()) is joins


@pytest.mark.parametrize(
    ("times", "joins"),
    [
        (evenings(0, 1, 2, level="no"), True),
        (evenings(0, 1, level="no"), False),
        (evenings(0, 1, 2, level="maybe"), False),
        (Times(), False),
        (evenings(0, 5, 6, level="no"), False),
        (Times.of([(day, hours(17, 18, "yes")) for day in range(5)]
                  + [(day, hours(18, 21, "no")) for day in range(5)]), False),
    ],
)  # fmt: skip
def test_most_weekday_evenings_taken_lead_into_the_group_of_hours(times: Times, joins: bool) -> None:
    assert follows("hours", [], times) is joins


def test_food_and_writing_are_no_questions_of_a_group() -> None:
    assert not {"meal", "written"} & {question.partition(":")[0] for question in QUESTIONS}
    assert not is_derived("meal")


def test_a_group_that_is_asked_for_by_itself_does_not_follow_from_needs() -> None:
    assert is_derived("interpreter:so")
    assert not is_derived("asked")
