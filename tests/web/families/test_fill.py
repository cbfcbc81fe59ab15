"""A week filled in with one press, which saves nothing and loses nothing."""

from datetime import date

import pytest

from scheduler.domain.answers import Times
from scheduler.extensions import db
from scheduler.storage.models import Season
from tests.builders.answers import evenings, hours
from tests.builders.people import add_season
from tests.web.families.filling import fill, filled_in, words_of


def press(client, home, how, **typed):
    """The page after one press, and what is saved when it is then sent as it is."""
    page = fill(client, home.url + "when", fill=how, **typed)
    assert home.stored().version == 0
    client.post(home.url + "when", data=filled_in(page.text))
    return page, home.stored().times


def test_all_evenings_are_a_yes_and_all_else_stays_as_typed(client, home):
    page, times = press(client, home, "evenings", week__sat__morning="no", week__wed__evening="no")
    assert "Change what is not right." in words_of(page)
    assert times == Times.of([*_rows(evenings(*range(7))), (5, hours(7, 12, "no"))])


def test_who_works_nights_sleeps_in_the_morning_and_leaves_in_the_evening(client, home):
    _page, times = press(client, home, "nights", week__sun__evening="yes")
    assert times.weekly[2] == (
        hours(7, 12, "no"),
        hours(12, 17),
        *_evening("no"),
    )
    assert times.weekly[6] == _evening("yes")
    assert 5 not in times.weekly


def test_a_press_that_is_not_there_changes_nothing(client, home):
    page, times = press(client, home, "holidays", week__sat__morning="maybe")
    assert filled_in(page.text)["week-sat-morning"] == "maybe"
    assert times == Times.of([(5, hours(7, 12, "maybe"))])


class TestAsLastTime:
    @pytest.fixture
    def autumn(self, app, client, home):
        """Answers of spring that may be kept, while autumn is planned."""
        typed = {"week__weekdays__morning": "maybe", "exact__0__from": "18:00", "exact__0__to": "19:00"}
        fill(client, home.url + "when", **typed, exact__0__day="sat", rhythm="ask_weekly")
        fill(client, home.url + "reach", may__keep="on")
        with app.app_context():
            db.session.get_one(Season, home.season).state = "closed"
            add_season(name="Autumn", starts_on=date(2026, 9, 7))

    @pytest.mark.usefixtures("autumn")
    def test_the_week_is_that_of_last_time_and_typed_dates_stay(self, client, home):
        single = {"date__0__on": "2026-09-08", "date__0__level": "no"}
        page = filled_in(
            fill(client, home.url + "when", fill="last", week__sun__morning="yes", **single).text
        )
        assert (page["week-weekdays-morning"], page["week-sun-morning"]) == ("maybe", "")
        assert (page["exact-0-day"], page["exact-0-from"]) == ("sat", "18:00")
        assert (page["rhythm"], page["date-0-on"]) == ("ask_weekly", "2026-09-08")

    def test_without_answers_that_were_kept_it_is_not_offered(self, client, home):
        assert "Same as last time" not in words_of(client.get(home.url + "when"))

    @pytest.mark.usefixtures("autumn")
    def test_whoever_finds_a_letter_is_not_shown_it(self, client, home):
        assert "Same as last time" in words_of(client.get(home.url + "when"))
        assert "Same as last time" not in words_of(client.get(home.paper + "when"))
        page = fill(client, home.paper + "when", fill="last")
        assert filled_in(page.text)["week-weekdays-morning"] == ""


def _evening(level):
    return evenings(0, level=level).weekly[0]


def _rows(times):
    return [(day, row) for day, rows in times.weekly.items() for row in rows]
