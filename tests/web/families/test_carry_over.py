"""The next season begins with the answers of the last one, with one tap, if they may be kept."""

from datetime import date

import pytest

from scheduler.extensions import db
from scheduler.services.read_answers import read_answers
from scheduler.storage.models import Season
from tests.builders.people import add_season
from tests.web.families.filling import fill, words_of
from tests.web.forms import send


@pytest.fixture
def next_season(app, client, home):
    """Answers of spring, and what is stored for autumn, which is open by now."""
    fill(
        client,
        home.url + "when",
        week__sat__morning="yes",
        rhythm="ask_weekly",
        date__0__on="2026-03-09",
        date__0__level="no",
    )
    fill(client, home.url + "how", format__phone="on", need__ride="must")
    fill(client, home.url + "talk", offer__food="on")

    def begin(**reach):
        fill(client, home.url + "reach", **reach)
        with app.app_context():
            db.session.get_one(Season, home.season).state = "closed"
            autumn = add_season(name="Autumn", starts_on=date(2026, 9, 7)).id

        def stored():
            with app.app_context():
                return read_answers(home.caregiver, autumn)

        return stored

    return begin


def test_one_tap_brings_them_over_but_for_single_dates(client, home, next_season):
    stored = next_season(may__keep="on")
    spring = home.stored()
    assert stored().version == 0
    assert "Use my answers from last time" in words_of(client.get(home.url))
    assert send(client, home.url, home.url + "carry-over").location == home.url + "receipt"
    assert stored().times.weekly == spring.times.weekly
    assert (stored().times.rhythm, dict(stored().times.dates)) == ("ask_weekly", {})
    assert (stored().ways, stored().talk) == (spring.ways, spring.talk)
    assert stored().reach.may_keep


def test_without_the_caregivers_word_nothing_is_brought_over(client, home, next_season):
    stored = next_season()
    assert "from last time" not in words_of(client.get(home.url))
    send(client, home.url + "when", home.url + "carry-over")
    assert stored().version == 0


def test_it_replaces_no_answer_of_this_season(client, home, next_season):
    stored = next_season(may__keep="on")
    fill(client, home.url + "talk", topics="Reading")
    assert "from last time" not in words_of(client.get(home.url))
    send(client, home.url + "when", home.url + "carry-over")
    assert stored().talk.topics == "Reading"
    assert stored().times.weekly == {}


def test_whoever_finds_a_letter_is_not_told_that_there_are_any(client, home, next_season):
    stored = next_season(may__keep="on")
    assert "from last time" not in words_of(client.get(home.paper))
    send(client, home.paper + "when", home.paper + "carry-over")
    assert stored().version == 0
