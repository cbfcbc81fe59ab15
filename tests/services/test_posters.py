"""A poster's code opens its season for joining, and nothing in the database does."""

import re

import pytest
from sqlalchemy import inspect

from scheduler.extensions import db
from scheduler.services.posters import find_poster, list_posters, make_poster, revoke_poster
from scheduler.storage.models import Audience, Poster, Season, User
from tests.builders.people import NOW, add_season, add_user
from tests.fixtures.databases import on_both_databases

KEY = "the link key of this test, long enough"

pytestmark = [pytest.mark.usefixtures("db"), on_both_databases]


@pytest.fixture
def season() -> Season:
    return add_season()


@pytest.fixture
def liaison() -> User:
    return add_user(email="lee@school.org", role="liaison")


def code_of(liaison: User, season: Season) -> str:
    (poster,) = list_posters(liaison.id, season.id, KEY)
    return poster.code


def test_the_code_opens_the_poster_however_it_is_typed(liaison: User, season: Season) -> None:
    poster_id = make_poster(liaison.id, season.id, "Laundromat", None, NOW)
    code = code_of(liaison, season)
    assert re.fullmatch("[a-z2-7]{4}-[a-z2-7]{4}", code)
    for typed in (
        code,
        code.upper(),
        code.replace("-", " "),
        f" {code.replace('o', '0').replace('l', '1')} ",
    ):
        opened = find_poster(typed, KEY)
        assert opened is not None
        assert (opened.id, opened.season_id, opened.liaison_id) == (poster_id, season.id, liaison.id)


@pytest.mark.parametrize("typed", ["", "-", "aaaa-aaaa", "ä" * 8, "\0", "a" * 5000])
def test_no_other_text_opens_one(liaison: User, season: Season, typed: str) -> None:
    make_poster(liaison.id, season.id, "Laundromat", None, NOW)
    assert find_poster(typed, KEY) is None


def test_nothing_in_the_row_opens_it_and_neither_does_another_key(liaison: User, season: Season) -> None:
    make_poster(liaison.id, season.id, "Laundromat", None, NOW)
    row = db.session.query(Poster).one()
    stored = [str(getattr(row, column.key)) for column in inspect(Poster).columns]
    code = code_of(liaison, season)
    assert all(code.replace("-", "") not in text for text in stored)
    assert all(find_poster(text, KEY) is None for text in stored)
    assert find_poster(code, KEY + "!") is None


def test_a_closed_poster_opens_nothing_and_is_not_listed(liaison: User, season: Season) -> None:
    poster_id = make_poster(liaison.id, season.id, "Laundromat", None, NOW)
    code = code_of(liaison, season)
    assert revoke_poster(liaison.id, poster_id, NOW) is True
    assert find_poster(code, KEY) is None
    assert list_posters(liaison.id, season.id, KEY) == ()


def test_another_liaison_neither_sees_nor_closes_it(liaison: User, season: Season) -> None:
    poster_id = make_poster(liaison.id, season.id, "Laundromat", None, NOW)
    other = add_user(email="ana@school.org", role="liaison")
    assert list_posters(other.id, season.id, KEY) == ()
    assert revoke_poster(other.id, poster_id, NOW) is False
    assert find_poster(code_of(liaison, season), KEY) is not None


def test_a_poster_ends_with_its_season(liaison: User, season: Season) -> None:
    make_poster(liaison.id, season.id, "Laundromat", None, NOW)
    code = code_of(liaison, season)
    season.state = "closed"
    db.session.commit()
    assert find_poster(code, KEY) is None


def test_the_newest_comes_first_with_its_school(liaison: User, season: Season) -> None:
    oak = Audience(kind="school", key="oak", name="Oak School")
    db.session.add(oak)
    db.session.commit()
    for place, school_id in (("Laundromat", None), ("Clinic", oak.id)):
        make_poster(liaison.id, season.id, place, school_id, NOW)
    listed = list_posters(liaison.id, season.id, KEY)
    assert [(each.place, each.school, each.joined) for each in listed] == [
        ("Clinic", "Oak School", 0),
        ("Laundromat", None, 0),
    ]
