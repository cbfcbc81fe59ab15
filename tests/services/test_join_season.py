"""A family joins through a poster once, comes into a liaison's care, and floods are kept out."""

from dataclasses import replace

import pytest

from scheduler.extensions import db
from scheduler.services.join_season import NewFamily, join_season
from scheduler.services.limit_tries import TooManyTriesError
from scheduler.services.links import open_link
from scheduler.services.posters import OpenPoster, list_posters, make_poster
from scheduler.storage.models import Audience, Caregiver, Caseload, Family, TryCount
from tests.builders.people import NOW, add_season, add_user
from tests.fixtures.databases import on_both_databases

KEYS = {"secret_key": "the secret key of this test", "link_key": "the link key of this test"}
AMINA = NewFamily("Amina", "so", "ar", None, once="page 1")

pytestmark = [pytest.mark.usefixtures("db"), on_both_databases]


@pytest.fixture
def poster() -> OpenPoster:
    liaison, season = add_user(email="lee@school.org", role="liaison"), add_season()
    return OpenPoster(
        make_poster(liaison.id, season.id, "Laundromat", None, NOW), season.id, liaison.id, None
    )


def join(poster: OpenPoster, new: NewFamily = AMINA, address: str = "192.0.2.1") -> str:
    return join_season(poster, new, address, **KEYS, now_utc=NOW)


def test_the_family_gets_a_link_of_its_own_and_is_in_the_care_of_the_liaison(poster: OpenPoster) -> None:
    link = open_link(join(poster), ["form"], KEYS["link_key"])
    assert link is not None
    caregiver = db.session.get_one(Caregiver, link.caregiver_id)
    assert (caregiver.name, caregiver.language_spoken, caregiver.language_read) == ("Amina", "so", "ar")
    assert db.session.get_one(Caseload, caregiver.family_id).liaison_id == poster.liaison_id
    (line,) = list_posters(poster.liaison_id, poster.season_id, KEYS["link_key"])
    assert line.joined == 1


def test_the_same_page_sent_twice_joins_once(poster: OpenPoster) -> None:
    assert join(poster) == join(poster)
    assert db.session.query(Family).count() == 1
    assert join(poster, replace(AMINA, once="page 2")) != join(poster)
    assert db.session.query(Family).count() == 2


def test_nobody_has_to_say_a_name(poster: OpenPoster) -> None:
    join(poster, replace(AMINA, name=""))
    caregiver = db.session.query(Caregiver).one()
    assert caregiver.name == f"Family {caregiver.family_id}"


def test_a_school_invites_the_family_and_no_childs_name_is_asked(poster: OpenPoster) -> None:
    oak = Audience(kind="school", key="oak", name="Oak School", zone="river")
    db.session.add(oak)
    db.session.commit()
    join(poster, replace(AMINA, school_id=oak.id))
    family = db.session.query(Family).one()
    assert [(student.name, student.school_id) for student in family.students] == [("", oak.id)]
    assert family.zone == "river"


def test_sixty_join_from_one_address_in_an_hour_and_others_still_can(poster: OpenPoster) -> None:
    for number in range(60):
        join(poster, replace(AMINA, once=f"page {number}"))
    with pytest.raises(TooManyTriesError):
        join(poster, replace(AMINA, once="one more"))
    join(poster, replace(AMINA, once="another"), address="192.0.2.2")
    assert db.session.query(Family).count() == 61


def test_three_hundred_join_by_one_poster_in_a_day(poster: OpenPoster) -> None:
    for number in range(300):
        join(poster, replace(AMINA, once=f"page {number}"), address=f"192.0.2.{number}")
    with pytest.raises(TooManyTriesError):
        join(poster, replace(AMINA, once="one more"), address="198.51.100.1")
    assert db.session.query(Family).count() == 300


def test_no_address_is_kept(poster: OpenPoster) -> None:
    join(poster, address="192.0.2.1")
    assert all("192.0.2.1" not in row.key for row in db.session.query(TryCount))
