"""Which of a caregiver's needs decide, and where: the adult that the solver sees."""

from datetime import date
from typing import Any

import pytest

from scheduler.storage.instance_adults import adults_of
from scheduler.storage.models import Answer, AnswerHours, AnswerNeed, Season

EVENING = AnswerHours(day=1, turn=0, start_minute=18 * 60, end_minute=20 * 60, level="yes")


def answer(*needs: tuple[str, str, str], formats: list[str] | None = None, children: int = 0) -> Answer:
    """Needs as (kind, strength, detail)."""
    rows = [AnswerNeed(kind=k, strength=s, detail=d, amount=children) for k, s, d in needs]
    return Answer(formats=formats, hours=[EVENING], dates=[], needs=rows)


def adults_in(said: Answer) -> list[dict[str, Any]]:
    """The adults of a caregiver whose weeks are all alike."""
    return adults_of(said, Season(starts_on=date(2026, 3, 2), weeks=6))


@pytest.mark.parametrize(
    ("need", "key", "value"),
    [
        (("step_free", "must", ""), "features", ["step_free"]),
        (("hearing_loop", "must", ""), "features", ["hearing_loop"]),
        (("sensory", "must", "softer light"), "features", ["quiet_room"]),
        (("captions", "must", ""), "supports", ["captions"]),
        (("written", "must", "so"), "supports", ["written-so"]),
        (("interpreter", "must", "so"), "interpreter", ["so"]),
        (("childcare", "must", "2, 5"), "children", 2),
    ],
)
def test_what_must_be_there_decides(need: tuple[str, str, str], key: str, value: object) -> None:
    [adult] = adults_in(answer(need, children=2))
    assert adult[key] == value


@pytest.mark.parametrize("strength", ["helps", "no", "private"])
def test_nothing_else_does(strength: str) -> None:
    kinds = ("interpreter", "written", "captions", "childcare", "step_free", "sensory", "device", "meal")
    rows = answer(*[(kind, strength, "so") for kind in kinds], children=2)
    assert adults_in(rows) == adults_in(answer())


def test_any_of_several_languages_is_enough() -> None:
    [adult] = adults_in(answer(("interpreter", "must", "so"), ("interpreter", "must", "ase")))
    assert adult["interpreter"] == ["ase", "so"]


def test_food_is_needed_in_a_room_and_a_device_on_a_video_call_only() -> None:
    adults = adults_in(answer(("meal", "must", "halal"), ("device", "must", "")))
    assert {tuple(adult["formats"]): adult["supports"] for adult in adults} == {
        ("in_person",): ["meal"],
        ("online",): ["device"],
        ("phone",): [],
    }
    assert {str(adult["weekly"]) for adult in adults} == {"[['tue', '18:00', '20:00', 'yes']]"}


def test_whoever_comes_to_rooms_only_stays_one_adult() -> None:
    [adult] = adults_in(answer(("device", "must", ""), formats=["in_person"]))
    assert (adult["formats"], adult["supports"]) == (["in_person"], [])
