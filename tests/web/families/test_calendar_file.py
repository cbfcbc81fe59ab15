"""A caregiver brings a calendar file: nothing is saved before it is confirmed, and the file is not kept."""

from io import BytesIO

import pytest

from scheduler.domain.said_hours import SaidHours
from tests.builders.answers import hours
from tests.calendars.test_busy import calendar
from tests.web.families.filling import filled_in, words_of
from tests.web.forms import csrf_token

SHIFTS = calendar(
    "SUMMARY:Night shift\nDTSTART:20260303T200000\nDTEND:20260304T090000",
    "SUMMARY:Dentist\nDTSTART:20260305T100000\nDTEND:20260305T110000",
)


@pytest.fixture(autouse=True)
def patience(monkeypatch):
    """Only the worker's processor time ends it here, which other programs do not use up."""
    monkeypatch.setattr("scheduler.calendars.busy.WORKER_SECONDS", 120.0)


@pytest.fixture
def bring(client, home):
    """Send the step "when" with a file, and what was typed beside it."""

    def send(data, **typed):
        page = client.get(home.url + "when")
        fields = {**filled_in(page.text), **typed, "csrf_token": csrf_token(page), "import": "1"}
        return client.post(home.url + "when", data={**fields, "calendar": (BytesIO(data), "mine.ics")})

    return send


def test_the_busy_times_are_shown_within_the_hours_of_the_season(home, bring):
    shown = words_of(bring(SHIFTS))
    assert "Tuesday, March 3 8:00 PM – 9:30 PM Wednesday, March 4 7:00 AM – 9:00 AM" in shown
    assert "Thursday, March 5 10:00 AM – 11:00 AM" in shown
    assert "Dentist" not in shown
    assert home.stored().version == 0


def test_only_what_stays_ticked_becomes_a_no_with_what_was_typed_beside_it(client, home, bring):
    page = bring(SHIFTS, **{"week-weekdays-evening": "yes"})
    fields = filled_in(page.text)
    assert "import" not in fields
    del fields["busy-1"]
    client.post(home.url + "when", data=fields)
    times = home.stored().times
    assert {on.isoformat(): rows for on, rows in times.dates.items()} == {
        "2026-03-03": (SaidHours(20 * 60, 21 * 60 + 30, "no"),),
        "2026-03-05": (hours(10, 11, "no"),),
    }
    assert times.weekly[0][0].level == "yes"


def test_all_of_them_can_be_left_out_without_losing_what_was_typed(client, home, bring):
    fields = filled_in(bring(SHIFTS, **{"week-sat-morning": "maybe"}).text)
    again = client.post(
        home.url + "when", data={**fields, "busy-0": "2026-03-03 20:00 21:30", "leave-out": "1"}
    )
    assert filled_in(again.text)["week-sat-morning"] == "maybe"
    assert "2026-03-03" not in again.text
    assert home.stored().version == 0


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "Choose one that ends in .ics"),
        (b"a holiday picture", "Choose one that ends in .ics"),
        (b" " * 1_000_001, "This file is too large."),
        (calendar("DTSTART:20260303T180000\nRRULE:FREQ=SECONDLY"), "repeats many times a day"),
        (calendar("DTSTART:20300303T180000\nDTEND:20300303T190000"), "no busy times in the season"),
    ],
)
def test_a_file_that_does_not_help_is_named_and_nothing_typed_is_lost(home, bring, data, message):
    answered = bring(data, **{"week-sat-morning": "maybe"})
    assert answered.status_code == 422
    assert message in words_of(answered)
    assert '<a href="#calendar">' in answered.text
    assert filled_in(answered.text)["week-sat-morning"] == "maybe"
    assert home.stored().version == 0


def test_a_confirmed_time_that_nobody_was_shown_changes_nothing(client, home, bring):
    fields = {
        **filled_in(bring(SHIFTS).text),
        "busy-0": "<b>",
        "busy-1": "2026-03-03 x",
        "busy-2": "2026-13-40 8:00 9:00",
    }
    answered = client.post(home.url + "when", data=fields)
    assert answered.status_code == 422
    assert "Choose a date" in words_of(answered)


def test_a_link_that_cannot_be_opened_is_told_and_stays_typed(client, home):
    page = client.get(home.url + "when")
    typed = {"calendar-link": "http://127.0.0.1/mine.ics", "week-weekdays-evening": "yes", "import": "1"}
    answer = client.post(
        home.url + "when", data={**filled_in(page.text), **typed, "csrf_token": csrf_token(page)}
    )
    assert answer.status_code == 422
    assert "We cannot open this address." in words_of(answer)
    kept = filled_in(answer.text)
    assert (kept["calendar-link"], kept["week-weekdays-evening"]) == ("http://127.0.0.1/mine.ics", "yes")
