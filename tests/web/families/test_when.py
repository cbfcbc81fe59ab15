"""The step "when": a usual week, exact times, and dates that differ."""

from html import unescape

import pytest

from scheduler.domain.answers import Times
from scheduler.domain.said_hours import SaidHours
from tests.builders.answers import EVENING, hours
from tests.web.families.filling import fill, filled_in


class TestWhen:
    def test_what_is_left_open_is_stored_as_nothing(self, client, home):
        fill(client, home.url + "when", week__sat__morning="no")
        assert home.stored().times == Times.of([(5, hours(7, 12, "no"))])

    def test_monday_to_friday_is_said_once_and_single_days_may_differ(self, client, home):
        fill(
            client,
            home.url + "when",
            week__weekdays__evening="yes",
            week__wed__evening="maybe",
            week__thu__evening="no",
            week__fri__evening="open",
        )
        levels = {day: rows[0].level for day, rows in home.stored().times.weekly.items()}
        assert levels == {0: "yes", 1: "yes", 2: "maybe", 3: "no"}

    def test_exact_times_hold_where_they_overlap_a_part_of_the_day(self, client, home):
        exact = {"exact__0__from": "18:00", "exact__0__to": "19:00", "exact__0__level": "no"}
        fill(client, home.url + "when", week__weekdays__evening="yes", **exact)
        assert home.stored().times.weekly[0] == (
            hours(17, 18),
            hours(18, 19, "no"),
            SaidHours(19 * 60, EVENING[1], "yes"),
        )

    def test_a_single_date_differs_from_the_usual_week(self, client, home):
        date_row = {"date__0__on": "2026-03-09", "date__0__part": "evening", "date__0__level": "no"}
        fill(client, home.url + "when", week__weekdays__evening="yes", **date_row)
        dates = home.stored().times.dates
        assert {on.isoformat(): rows for on, rows in dates.items()} == {
            "2026-03-09": (SaidHours(*EVENING, "no"),)
        }

    def test_the_page_shows_again_everything_that_was_saved(self, client, home):
        typed = {
            "week__weekdays__evening": "yes",
            "week__fri__evening": "open",
            "week__sun__afternoon": "maybe",
            "exact__0__day": "sat",
            "exact__0__from": "09:30",
            "exact__0__to": "11:00",
            "exact__0__level": "maybe",
            "date__0__on": "2026-03-09",
            "date__0__part": "day",
            "date__0__level": "no",
        }
        fill(client, home.url + "when", **typed)
        first = home.stored()
        shown = filled_in(client.get(home.url + "when").text)
        assert {name: shown[name.replace("__", "-")] for name in typed} == typed
        fill(client, home.url + "when")
        assert home.stored() == first

    @pytest.mark.parametrize(
        ("wrong", "field", "message"),
        [
            ({"exact__0__from": "18:00"}, "exact-0-to", "Write when this time ends"),
            ({"exact__0__to": "18:00"}, "exact-0-from", "Write when this time starts"),
            ({"exact__0__from": "six", "exact__0__to": "19:00"}, "exact-0-from", "such as 17:30"),
            ({"exact__0__from": "19:00", "exact__0__to": "18:00"}, "exact-0-to", "later than the start"),
            ({"exact__0__from": "18:00", "exact__0__to": "18:00"}, "exact-0-to", "later than the start"),
            ({"date__0__on": "2027-01-01"}, "date-0-on", "Monday, March 2, 2026 to Sunday, April 12, 2026"),
            ({"date__0__on": "9 March"}, "date-0-on", "Choose a date"),
            ({"date__0__from": "9:00", "date__0__to": "10:00"}, "date-0-on", "Choose a date"),
        ],
    )
    def test_what_cannot_be_read_is_named_and_nothing_typed_is_lost(
        self, client, home, wrong, field, message
    ):
        answered = fill(client, home.url + "when", week__sat__morning="maybe", **wrong)
        assert answered.status_code == 422
        assert message in unescape(answered.text)
        assert f'<a href="#{field}">' in answered.text
        shown = filled_in(answered.text)
        assert shown["week-sat-morning"] == "maybe"
        assert {name: shown[name.replace("__", "-")] for name in wrong} == wrong
        assert home.stored().version == 0

    def test_another_row_keeps_what_was_typed_and_saves_nothing_yet(self, client, home):
        first = {"exact__0__from": "18:00", "exact__0__to": "19:00"}
        more = fill(client, home.url + "when", week__sun__morning="yes", more="exact", **first)
        shown = filled_in(more.text)
        assert (shown["week-sun-morning"], shown["exact-0-from"], shown["exact-1-from"]) == (
            "yes",
            "18:00",
            "",
        )
        assert home.stored().version == 0
