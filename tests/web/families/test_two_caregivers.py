"""Two caregivers of one family: each has a link and answers of their own, unseen by the other."""

import re

import pytest

from scheduler.extensions import db
from scheduler.services.release_plan import release_plan
from scheduler.storage.models import Caregiver, Event, Plan, Season
from tests.builders.board_rows import add_plan, add_run, add_session, snap_again
from tests.builders.people import NOW, add_user
from tests.web.families.filling import fill, words_of

PAGES = ["", "when", "open-times/", "how", "talk", "reach", "receipt"]
EVENING = {"week__weekdays__evening": "yes"}


@pytest.fixture
def pages_of(client):
    """The pages behind a link as they are read, without what is drawn anew each time."""

    def read(link):
        return [
            re.sub(r'name="(csrf_token|submission)" value="[^"]+"', "", client.get(link + page).text)
            for page in PAGES
        ]

    return read


@pytest.fixture
def released(app, home):
    """Reading night, to which every family is invited."""
    with app.app_context():
        plan = add_plan(add_run(db.session.get_one(Season, home.season)))
        add_session(plan)
        db.session.query(Event).update({"for_everyone": True})
        snap_again(plan)
        release_plan(db.session.query(Plan.id).scalar(), add_user().id, NOW)


@pytest.fixture
def kept_apart(app, home):
    with app.app_context():
        db.session.get_one(Caregiver, home.caregiver).family.apart = True
        db.session.commit()


def told(client, link):
    return "Reading night" in words_of(client.get(link))


def test_nothing_that_one_of_them_says_changes_a_page_of_the_other(client, home, second_caregiver, pages_of):
    fill(client, second_caregiver + "when", week__sat__morning="yes")
    before = pages_of(second_caregiver)
    fill(client, home.url + "when", **EVENING, rhythm="ask_weekly")
    fill(client, home.url + "how", format__phone="on", need__ride="must", need__interpreter="must")
    fill(client, home.url + "talk", topics="Between us", offer__food="on")
    fill(client, home.url + "reach", channel="paper", may__keep="on")
    assert pages_of(second_caregiver) == before


def test_each_reads_their_own_language(app, home, second_caregiver):
    with app.app_context():
        db.session.get_one(Caregiver, home.caregiver).language_read = "es"
        db.session.commit()
    languages = [
        re.search(r'<html lang="(..)"', app.test_client().get(link).text)[1]
        for link in (home.url, second_caregiver)
    ]
    assert languages == ["es", "en"]


@pytest.mark.usefixtures("released")
class TestAnEvent:
    def test_both_are_told_of_it_where_nothing_keeps_them_apart(self, client, home, second_caregiver):
        assert told(client, home.url)
        assert told(client, second_caregiver)

    @pytest.mark.usefixtures("kept_apart")
    def test_of_two_who_must_not_meet_only_one_is_told(self, client, home, second_caregiver):
        assert told(client, home.url) != told(client, second_caregiver)

    @pytest.mark.usefixtures("kept_apart")
    def test_who_can_come_is_told_before_who_has_not_answered(self, client, home, second_caregiver):
        for link, other in ((home.url, second_caregiver), (second_caregiver, home.url)):
            fill(client, other + "when", week__weekdays__evening="no")
            fill(client, link + "when", **EVENING)
            assert (told(client, link), told(client, other)) == (True, False)

    @pytest.mark.usefixtures("kept_apart")
    def test_their_calendars_hold_to_it_too(self, client, home, second_caregiver):
        def calendar(link):
            feed = re.search(
                r'href="http://localhost(/feeds/[^"]+\.ics)', client.get(link + "calendar/").text
            )[1]
            return client.get(feed)

        first = calendar(home.url if told(client, home.url) else second_caregiver)
        assert "Reading night" in first.text
        link, other = (home.url, second_caregiver) if told(client, home.url) else (second_caregiver, home.url)
        fill(client, other + "when", **EVENING)
        again = client.get(first.request.path, headers={"If-None-Match": first.headers["ETag"]})
        assert (again.status_code, "Reading night" in again.text) == (200, False)
        assert "Reading night" in calendar(other).text
        assert not told(client, link)
