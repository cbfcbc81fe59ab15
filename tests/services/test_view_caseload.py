"""A liaison sees their own families, exactly: who is still to be heard, in which language, and how."""

from datetime import date

import pytest

from scheduler.domain.reaching import NextTry
from scheduler.extensions import db
from scheduler.services.view_caseload import CaregiverLine, CaseloadView, view_caseload
from scheduler.storage.models import AnswerDate, Audience, Family, Season, Student, User
from tests.builders.people import NOW, add_answer, add_caregiver, add_season, add_to_caseload, add_user
from tests.fixtures.databases import on_both_databases

pytestmark = [pytest.mark.usefixtures("db"), on_both_databases]


@pytest.fixture
def season(db: object) -> Season:  # noqa: ARG001
    return add_season()


@pytest.fixture
def liaison(db: object) -> User:  # noqa: ARG001
    return add_user(email="lee@school.org", role="liaison")


def waiting_names(view: CaseloadView) -> list[tuple[str | None, list[str]]]:
    """By language, the first caregiver of each family that waits."""
    return [(row.language, [f.caregivers[0].name for f in row.families]) for row in view.waiting]


def heard_names(view: CaseloadView) -> list[str]:
    return [family.caregivers[0].name for family in view.heard]


def test_a_liaison_without_families_has_an_empty_caseload(liaison: User, season: Season) -> None:
    assert view_caseload(liaison.id, season.id, NOW) == CaseloadView(waiting=(), heard=())


def test_only_the_liaisons_own_families_are_shown_and_counted(liaison: User, season: Season) -> None:
    other = add_user(email="ana@school.org", role="liaison")
    mine = [add_caregiver(name=name) for name in ("Amina", "Bao")]
    add_to_caseload(liaison, *mine)
    add_to_caseload(other, add_caregiver(name="Chen"))
    add_caregiver(name="Dana, of nobody's caseload")
    add_answer(mine[1], season)
    view = view_caseload(liaison.id, season.id, NOW)
    assert (waiting_names(view), heard_names(view)) == ([("so", ["Amina"])], ["Bao"])
    assert (view.waiting_count, view.family_count) == (1, 2)


def test_the_language_that_most_families_wait_in_comes_first(liaison: User, season: Season) -> None:
    speaks = {"Amina": "so", "Bao": "vi", "Chau": "vi", "Dina": "ar"}
    add_to_caseload(liaison, *(add_caregiver(name=n, language_spoken=code) for n, code in speaks.items()))
    waiting = waiting_names(view_caseload(liaison.id, season.id, NOW))
    assert waiting == [("vi", ["Bao", "Chau"]), ("ar", ["Dina"]), ("so", ["Amina"])]


def test_an_answer_to_another_season_is_not_one_to_this(liaison: User, season: Season) -> None:
    caregiver = add_caregiver()
    add_to_caseload(liaison, caregiver)
    add_answer(caregiver, add_season(name="Autumn", starts_on=date(2025, 9, 1), state="closed"))
    assert view_caseload(liaison.id, season.id, NOW).waiting_count == 1


def test_a_single_date_is_an_answer_about_time(liaison: User, season: Season) -> None:
    caregiver = add_caregiver()
    add_to_caseload(liaison, caregiver)
    away = AnswerDate(on_date=date(2026, 3, 3), start_minute=0, end_minute=1440, level="no")
    add_answer(caregiver, season, hours=[], dates=[away])
    assert heard_names(view_caseload(liaison.id, season.id, NOW)) == ["Amina"]


def test_whoever_has_not_said_when_is_not_heard_yet(liaison: User, season: Season) -> None:
    caregiver = add_caregiver()
    add_to_caseload(liaison, caregiver)
    add_answer(caregiver, season, hours=[], formats=["phone"])
    assert view_caseload(liaison.id, season.id, NOW).waiting_count == 1


def test_a_family_is_heard_with_one_caregiver_and_the_other_can_still_be_asked(
    liaison: User, season: Season
) -> None:
    family = Family()
    ada, ben = (add_caregiver(family=family, name=name) for name in ("Ada", "Ben"))
    add_to_caseload(liaison, ada, ben)
    add_answer(ben, season)
    view = view_caseload(liaison.id, season.id, NOW)
    assert view.waiting == ()
    assert [(c.name, c.heard) for c in view.heard[0].caregivers] == [("Ada", False), ("Ben", True)]


def test_a_family_speaks_the_language_of_the_caregiver_who_was_entered_first(
    liaison: User, season: Season
) -> None:
    """However the database keeps its rows: a changed one moves to the end in PostgreSQL."""
    family = Family()
    add_to_caseload(liaison, add_caregiver(id=8, family=family, name="Ben", language_spoken="en"))
    add_caregiver(id=7, family=family, name="Ada", language_spoken="so")
    (row,) = view_caseload(liaison.id, season.id, NOW).waiting
    assert (row.language, [c.name for c in row.families[0].caregivers]) == ("so", ["Ada", "Ben"])


@pytest.mark.parametrize(
    ("channel", "contact"),
    [
        ("email", "amina@example.org"),
        ("sms", "+1 555 0100"),
        ("call", "+1 555 0100"),
        ("paper", None),
    ],
)
def test_a_caregiver_is_reached_the_way_they_chose(
    liaison: User, season: Season, channel: str, contact: str | None
) -> None:
    caregiver = add_caregiver(channel=channel, email="amina@example.org", phone="+1 555 0100")
    add_to_caseload(liaison, caregiver)
    line = view_caseload(liaison.id, season.id, NOW).waiting[0].families[0].caregivers[0]
    assert line == CaregiverLine(caregiver.id, "Amina", "so", "en", NextTry(channel), contact, heard=False)


def test_a_family_is_known_by_its_students_and_their_schools(liaison: User, season: Season) -> None:
    schools = [Audience(kind="school", key=name.lower(), name=f"{name} School") for name in ("Oak", "Elm")]
    db.session.add_all(schools)
    db.session.flush()
    students = [Student(name="Noa", school_id=schools[0].id), Student(name="Kai", school_id=schools[1].id)]
    add_to_caseload(liaison, add_caregiver(family=Family(students=students)))
    (family,) = view_caseload(liaison.id, season.id, NOW).waiting[0].families
    assert (family.students, family.schools) == (("Kai", "Noa"), ("Elm School", "Oak School"))


def test_a_family_without_a_known_caregiver_waits_too(liaison: User, season: Season) -> None:
    caregiver = add_caregiver()
    add_to_caseload(liaison, caregiver)
    db.session.delete(caregiver)
    db.session.commit()
    (row,) = view_caseload(liaison.id, season.id, NOW).waiting
    assert (row.language, row.families[0].caregivers) == (None, ())
