"""Weeks that are not all alike: two that take turns, or that change."""

from datetime import date

import pytest

from scheduler.domain.answers import turn_of
from scheduler.extensions import db
from scheduler.storage.instance_families import caregiver_body
from scheduler.storage.models import Season
from tests.builders.answers import hours
from tests.web.families.filling import fill, filled_in, words_of

TURNS = {
    "rhythm": "two_weeks",
    "week__weekdays__morning": "yes",
    "week__tue__morning": "no",
    "second__weekdays__afternoon": "yes",
    "second__wed__afternoon": "open",
    "second__sun__morning": "maybe",
    "exact__0__day": "second-sat",
    "exact__0__from": "09:30",
    "exact__0__to": "11:00",
    "exact__0__level": "yes",
}


@pytest.fixture
def saved(client, home):
    fill(client, home.url + "when", **TURNS)
    return home.stored().times


class TestTwoWeeksInTurn:
    def test_each_of_the_two_has_hours_of_its_own(self, saved):
        assert saved.weekly[0] == (hours(7, 12),)
        assert saved.weekly[1] == (hours(7, 12, "no"),)
        assert {day: rows for day, rows in saved.second.items() if day in (0, 2, 6)} == {
            0: (hours(12, 17),),
            6: (hours(7, 12, "maybe"),),
        }

    def test_the_page_shows_them_again_and_saves_them_unchanged(self, client, home, saved):
        shown = filled_in(client.get(home.url + "when").text)
        assert {name: shown[name.replace("__", "-")] for name in TURNS} == TURNS
        fill(client, home.url + "when")
        assert home.stored().times == saved

    def test_the_page_says_in_which_week_each_begins(self, client, home):
        page = words_of(client.get(home.url + "when"))
        first, second = ("Monday, March 2", "Monday, March 9")
        if turn_of(date(2026, 3, 2)):
            first, second = second, first
        assert f"First week: the one of {first}, then every second" in page
        assert f"Second week: the one of {second}, then every second" in page

    def test_the_turns_go_on_over_the_end_of_a_year(self):
        assert [turn_of(date(2026, 12, 28)), turn_of(date(2027, 1, 3)), turn_of(date(2027, 1, 4))] in (
            [0, 0, 1],
            [1, 1, 0],
        )

    @pytest.mark.usefixtures("saved")
    def test_a_plan_sees_every_second_week_as_it_is(self, app, home):
        with app.app_context():
            adult = caregiver_body(db.session.get_one(Season, home.season), home.caregiver)["adults"][0]
        second = next(day for day in (date(2026, 3, 2), date(2026, 3, 9)) if turn_of(day))
        assert ["mon", "07:00", "12:00", "yes"] in adult["weekly"]
        assert adult["dates"][second.isoformat()] == [["12:00", "17:00", "yes"]]
        assert len(adult["dates"]) == 3 * 7
        assert all(turn_of(date.fromisoformat(day)) == 1 for day in adult["dates"])

    def test_a_single_date_differs_from_its_own_week(self, client, home):
        second = next(day for day in (date(2026, 3, 2), date(2026, 3, 9)) if turn_of(day))
        single = {"date__0__on": second.isoformat(), "date__0__part": "morning", "date__0__level": "maybe"}
        fill(client, home.url + "when", **TURNS, **single)
        assert home.stored().times.on(second) == (hours(7, 12, "maybe"), hours(12, 17))

    def test_weeks_that_are_alike_after_all_keep_no_second_one(self, client, home, saved):
        fill(client, home.url + "when", rhythm="every_week")
        assert home.stored().times.weekly == saved.weekly
        assert home.stored().times.second == {}

    @pytest.mark.usefixtures("saved")
    def test_the_receipt_tells_them_apart(self, client, home):
        receipt = words_of(client.get(home.url + "receipt"))
        assert "Your weeks Two kinds of week take turns" in receipt
        assert "Second week: Sunday Maybe, it is hard for you: 7:00 AM – 12:00 PM" in receipt


class TestWeeksThatChange:
    def test_the_wish_to_be_asked_is_kept_and_said_back(self, client, home):
        fill(client, home.url + "when", rhythm="ask_weekly")
        assert home.stored().times.rhythm == "ask_weekly"
        assert home.stored().saved_utc is not None
        receipt = words_of(client.get(home.url + "receipt"))
        assert "Your weeks They change: ask me again each Sunday" in receipt
