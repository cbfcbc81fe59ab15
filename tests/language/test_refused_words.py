"""A group is named by what stands in a family's way, never by who the family is."""

import pytest

from scheduler.language.refused_words import refusal


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("Black families", "race"),
        ("Familias hispanas", "race"),
        ("Indigenous parents", "race"),
        ("Muslim families", "religion"),
        ("familias católicas", "religion"),
        ("عائلات مسلمة", "religion"),
        ("Mexican families", "origin"),
        ("People from Côte d’Ivoire", "origin"),
        ("Nascidos no Brasil", "origin"),
        ("uit Somalia", "origin"),
        ("Refugees", "immigration"),
        ("Not a citizen yet", "immigration"),
        ("Familias inmigrantes", "immigration"),
        ("اللاجئون", "immigration"),
        ("Arabic speakers", "language"),
        ("Speaks Portuguese", "language"),
        ("Gets free or reduced lunch", "school_meals"),
        ("FRPL", "school_meals"),
        ("Almuerzo escolar gratis", "school_meals"),
    ],
)
def test_a_people_a_faith_an_origin_papers_and_school_meals_are_refused(name: str, reason: str) -> None:
    assert refusal(name) == reason


@pytest.mark.parametrize(
    "name",
    [
        "Works evenings, nights or changing shifts",
        "I look after my children alone",
        "No internet at home",
        "Money is tight at home",
        "We have no car",
        "English is hard for us",
        "Uses American Sign Language",
        "Has a skin condition",
        "Trabaja de tarde, de noche o por turnos",
        "Una sola persona a cargo en casa",
        "شخص واحد يرعى الأطفال في البيت",
        "تعمل مساءً أو ليلاً أو بنوبات متغيرة",
    ],
)
def test_a_barrier_may_be_named(name: str) -> None:
    assert refusal(name) is None
