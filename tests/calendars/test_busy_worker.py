"""A stranger's calendar file is read in a process of its own, within limits: values or one fault."""

import os
from datetime import date

import pytest

from scheduler.calendars.busy import MOST_BYTES, WORKER_SECONDS, BusyTime, CalendarRefused, busy_times
from tests.calendars.test_busy import FIRST, LAST, ZONE, calendar, march

ANSWERS_WITHIN_SECONDS = 5
LIMIT = "scheduler.calendars.busy.WORKER_SECONDS"


@pytest.fixture(autouse=True)
def patience(monkeypatch: pytest.MonkeyPatch) -> None:
    """Only the worker's processor time ends it here, which other programs do not use up."""
    monkeypatch.setattr(LIMIT, 120.0)


def read(data: bytes) -> tuple[BusyTime, ...]:
    return busy_times(data, ZONE, FIRST, LAST)


def test_what_the_worker_reads_comes_back_as_values() -> None:
    data = calendar("DTSTART:20260303T180000\nDTEND:20260304T003000")
    assert read(data) == (march(3, 18, 24), march(4, 0, 0.5))
    assert isinstance(read(data)[0].on, date)


def refused(data: bytes) -> str:
    with pytest.raises(CalendarRefused) as why:
        read(data)
    return why.value.fault


def test_its_refusals_come_back_too() -> None:
    assert refused(b"") == "unreadable"
    assert refused(calendar("DTSTART:20260303T180000\nRRULE:FREQ=SECONDLY")) == "too_often"


def test_a_file_that_is_too_large_is_not_even_looked_at() -> None:
    assert refused(b" " * (MOST_BYTES + 1)) == "too_large"


def test_a_rule_that_never_comes_true_is_given_up_in_time() -> None:
    never = "DTSTART:20260303T180000\nRRULE:FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30"
    assert refused(calendar(*[never] * 9)) == "too_slow"


def test_the_clock_ends_it_too_so_that_the_page_answers_within_five_seconds(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert WORKER_SECONDS < ANSWERS_WITHIN_SECONDS
    monkeypatch.setattr(LIMIT, 0.001)
    assert refused(calendar("DTSTART:20260303T180000")) == "too_slow"


def test_the_worker_knows_none_of_our_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TZ", "nowhere")
    monkeypatch.setenv("COMMONHOUR_LINK_KEY", "a secret")
    monkeypatch.setenv("PYTHONSTARTUP", os.devnull)
    assert read(calendar("DTSTART:20260303T180000\nDTEND:20260303T190000")) == (march(3, 18, 19),)
