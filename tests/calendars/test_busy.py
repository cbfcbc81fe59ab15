"""Busy times out of a calendar file: what is read, in which clock time, and what is refused."""

from datetime import date

import pytest

from scheduler.calendars.busy import MOST_BYTES, BusyTime, CalendarRefused, busy_times

ZONE = "America/New_York"
FIRST, LAST = date(2026, 3, 2), date(2026, 3, 15)


def calendar(*events: str) -> bytes:
    body = "".join(f"BEGIN:VEVENT\nUID:{n}\n{event}\nEND:VEVENT\n" for n, event in enumerate(events))
    text = f"BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:test\n{body}END:VCALENDAR\n"
    return text.replace("\n", "\r\n").encode()


def read(*events: str) -> tuple[BusyTime, ...]:
    return busy_times(calendar(*events), ZONE, FIRST, LAST)


def march(day: int, start: float, end: float) -> BusyTime:
    return BusyTime(date(2026, 3, day), int(start * 60), int(end * 60))


@pytest.mark.parametrize(
    ("event", "expected"),
    [
        ("DTSTART:20260303T230000Z\nDTEND:20260304T003000Z", (march(3, 18, 19.5),)),
        ("DTSTART:20260303T180000\nDURATION:PT45M", (march(3, 18, 18.75),)),
        (
            "DTSTART;TZID=Europe/Paris:20260303T150000\nDTEND;TZID=Europe/Paris:20260303T160000",
            (march(3, 9, 10),),
        ),
        ("DTSTART;VALUE=DATE:20260303\nDTEND;VALUE=DATE:20260305", (march(3, 0, 24), march(4, 0, 24))),
        ("DTSTART:20260303T220000\nDTEND:20260304T060000", (march(3, 22, 24), march(4, 0, 6))),
        ("DTSTART:20260228T090000\nDTEND:20260302T090000", (march(2, 0, 9),)),
        ("DTSTART:20260315T230000\nDTEND:20260401T090000", (march(15, 23, 24),)),
        ("DTSTART:20260401T090000\nDTEND:20260401T100000", ()),
        ("DTSTART:20260303T180000\nDTEND:20260303T190000\nTRANSP:TRANSPARENT", ()),
        ("DTSTART:20260303T180000\nDTEND:20260303T190000\nSTATUS:CANCELLED", ()),
    ],
)
def test_an_event_is_busy_in_the_districts_clock_time(event: str, expected: tuple[BusyTime, ...]) -> None:
    assert read(event) == expected


def test_what_repeats_is_busy_each_time_but_for_what_was_taken_out_or_moved() -> None:
    weekly = (
        "DTSTART;TZID=America/New_York:20250107T180000\nDTEND;TZID=America/New_York:20250107T190000\n"
        "RRULE:FREQ=WEEKLY;BYDAY=TU,TH\nEXDATE;TZID=America/New_York:20260310T180000"
    )
    moved = (
        "RECURRENCE-ID;TZID=America/New_York:20260305T180000\n"
        "DTSTART;TZID=America/New_York:20260306T100000\nDTEND;TZID=America/New_York:20260306T110000"
    )
    data = calendar(weekly, moved).replace(b"UID:1", b"UID:0")
    found = busy_times(data, ZONE, FIRST, LAST)
    assert found == (march(3, 18, 19), march(6, 10, 11), march(12, 18, 19))


def test_times_that_touch_or_overlap_are_one() -> None:
    found = read(
        "DTSTART:20260303T180000\nDTEND:20260303T190000",
        "DTSTART:20260303T090000\nDTEND:20260303T100000",
        "DTSTART:20260303T190000\nDTEND:20260303T200000",
        "DTSTART:20260303T183000\nDTEND:20260303T184500",
    )
    assert found == (march(3, 9, 10), march(3, 18, 20))


@pytest.mark.parametrize(
    ("data", "fault"),
    [
        (b"", "unreadable"),
        (b"%PDF-1.7 \x00\xff", "unreadable"),
        (calendar("DTSTART:tomorrow"), "unreadable"),
        (b" " * (MOST_BYTES + 1), "too_large"),
        (calendar(*["DTSTART:20260303T180000"] * 2001), "too_many"),
        (calendar("DTSTART:20260303T180000\nRRULE:FREQ=SECONDLY"), "too_often"),
        (calendar("DTSTART:20260303T180000\nRRULE:FREQ=hourly;INTERVAL=48"), "too_often"),
        (calendar("DTSTART:20260303T180000\nRRULE:FREQ=DAILY;BYMINUTE=1,2,3"), "too_often"),
    ],
)
def test_what_cannot_be_read_within_reason_is_refused(data: bytes, fault: str) -> None:
    with pytest.raises(CalendarRefused) as refused:
        busy_times(data, ZONE, FIRST, LAST)
    assert refused.value.fault == fault


def test_a_calendar_without_events_is_never_busy() -> None:
    assert read() == ()
