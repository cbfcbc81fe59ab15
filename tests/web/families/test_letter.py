"""The letter before, after and between seasons."""

import re

import pytest

from scheduler.extensions import db
from scheduler.services.release_plan import release_plan
from scheduler.storage.models import Event, Plan, Season
from tests.builders.board_rows import add_plan, add_run, add_session
from tests.builders.people import NOW, add_user
from tests.web.families.filling import fill, words_of


def feed_of(client, home) -> str:
    """The address that the page about calendars gives."""
    return re.search(r'href="http://localhost(/feeds/[^"]+\.ics)"', client.get(home.url + "calendar/").text)[
        1
    ]


class TestTheLetter:
    def test_it_greets_the_caregiver_and_says_what_it_is_about(self, client, home):
        letter = client.get(home.url)
        assert "Hello Amina" in words_of(letter)
        assert "Begin" in words_of(letter)
        assert "Demo: these families are invented." in letter.text

    def test_once_answered_it_leads_to_the_answers(self, client, home):
        fill(client, home.url + "when", week__sat__morning="yes")
        assert "See my answers" in words_of(client.get(home.url))

    def test_between_seasons_there_is_nothing_to_ask(self, app, client, home):
        with app.app_context():
            db.session.execute(db.text("update season set state = 'closed'"))
            db.session.commit()
        assert "No events are being planned" in words_of(client.get(home.url))
        assert "No events are being planned" in words_of(client.get(home.url + "when"))


class TestAfterARelease:
    @pytest.fixture(autouse=True)
    def released(self, app, home):
        """Reading night, on Tuesday, 3 March, from 6 to half past 7, to which every family is invited."""
        with app.app_context():
            add_session(add_plan(add_run(db.session.get_one(Season, home.season))))
            db.session.query(Event).update({"for_everyone": True})
            release_plan(db.session.query(Plan.id).scalar(), add_user().id, NOW)

    def test_the_letter_shows_what_the_family_is_invited_to(self, client, home):
        letter = words_of(client.get(home.url))
        assert "You are invited to Reading night Tuesday, March 3" in letter
        assert "6:00 PM – 7:30 PM Room for Reading night" in letter

    def test_a_calendar_can_follow_it(self, client, home):
        assert f'href="{home.url}calendar/"' in client.get(home.url).text
        assert client.get(feed_of(client, home)).text.startswith("BEGIN:VCALENDAR")

    def test_a_new_answer_reaches_a_calendar_that_asks_only_for_what_is_newer(self, client, home):
        feed = feed_of(client, home)
        first = client.get(feed)
        assert "Reading night" in first.text
        fill(client, home.url + "when", week__tue__evening="no")
        validators = {
            "If-Modified-Since": first.headers.get("Last-Modified", ""),
            "If-None-Match": first.headers["ETag"],
        }
        for name, value in validators.items():
            again = client.get(feed, headers={name: value})
            assert (again.status_code, "Reading night" in again.text) == (200, False)

    def test_a_link_on_paper_shows_none_of_it(self, client, home):
        assert "Reading night" not in client.get(home.paper).text
