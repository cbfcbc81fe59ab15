"""Busy times out of a calendar file: what is read, in which clock time, and what is refused."""

from collections.abc import Callable
from datetime import date

import pytest

from scheduler.calendars.busy import BusyTime, CalendarRefused
from scheduler.calendars.busy_reading import MOST_PARTS, read_busy
from scheduler.calendars.ics_parts import parts_of

ZONE = "America/New_York"
FIRST, LAST = date(2026, 3, 2), date(2026, 3, 15)


def calendar(*events: str) -> bytes:
    body = "".join(f"BEGIN:VEVENT\nUID:{n}\n{event}\nEND:VEVENT\n" for n, event in enumerate(events))
    text = f"BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:test\n{body}END:VCALENDAR\n"
    return text.replace("\n", "\r\n").encode()


def read(*events: str) -> tuple[BusyTime, ...]:
    return read_busy(calendar(*events), ZONE, FIRST, LAST)


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
    found = read_busy(data, ZONE, FIRST, LAST)
    assert found == (march(3, 18, 19), march(6, 10, 11), march(12, 18, 19))


def test_a_series_that_ended_before_is_never_repeated_but_what_was_moved_out_of_it_counts() -> None:
    ended = "DTSTART:20200107T180000Z\nDURATION:PT1H\nRRULE:FREQ=DAILY;UNTIL=20251231T235959Z"
    moved = "RECURRENCE-ID:20251230T180000Z\nDTSTART:20260303T140000Z\nDURATION:PT1H"
    data = calendar(ended, moved).replace(b"UID:1", b"UID:0")
    assert read_busy(data, ZONE, FIRST, LAST) == (march(3, 9, 10),)


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
        (calendar(*["DTSTART:20260303T180000"] * (MOST_PARTS + 1)), "too_many"),
        (calendar("DTSTART:20260303T180000\nRRULE:FREQ=SECONDLY"), "too_often"),
        (calendar("DTSTART:20260303T180000\nRRULE:FREQ=hourly;INTERVAL=48"), "too_often"),
        (
            calendar("DTSTART:20260303T180000\nRRULE:FREQ=DAILY;BYHOUR=8,9,10,18,19;BYMINUTE=0,10,20,30,40"),
            "too_often",
        ),
    ],
)
def test_what_cannot_be_read_within_reason_is_refused(data: bytes, fault: str) -> None:
    with pytest.raises(CalendarRefused) as refused:
        read_busy(data, ZONE, FIRST, LAST)
    assert refused.value.fault == fault


def test_a_calendar_without_events_is_never_busy() -> None:
    assert read() == ()


def whole(*lines: str) -> bytes:
    return "\r\n".join(("BEGIN:VCALENDAR", "VERSION:2.0", *lines, "END:VCALENDAR", "")).encode()


def read_whole(*lines: str) -> tuple[BusyTime, ...]:
    return read_busy(whole(*lines), ZONE, FIRST, LAST)


EVENT = ("BEGIN:VEVENT", "UID:1", "DTSTART:20260303T180000", "DTEND:20260303T190000", "END:VEVENT")


def test_a_rule_with_one_hour_of_the_day_is_not_too_often() -> None:
    rule = "RRULE:FREQ=DAILY;COUNT=2;BYHOUR=18;BYMINUTE=0"
    assert read(f"DTSTART:20260303T180000\nDURATION:PT1H\n{rule}") == (march(3, 18, 19), march(4, 18, 19))


def test_what_comes_a_few_times_a_day_is_read() -> None:
    twice = "RRULE:FREQ=DAILY;COUNT=3;BYHOUR=8,18;BYMINUTE=0"
    found = read(f"DTSTART:20260303T180000\nDURATION:PT1H\n{twice}")
    assert found == (march(3, 18, 19), march(4, 8, 9), march(4, 18, 19))


def test_a_zone_of_the_whole_calendar_holds_for_its_utc_and_zoneless_times() -> None:
    """Google writes repetitions in UTC and means them in the zone of X-WR-TIMEZONE."""
    weekly = (
        "BEGIN:VEVENT",
        "UID:1",
        "DTSTART:20260303T230000Z",
        "DURATION:PT1H",
        "RRULE:FREQ=WEEKLY",
        "END:VEVENT",
    )
    assert read_whole("X-WR-TIMEZONE:America/New_York", *weekly) == (march(3, 18, 19), march(10, 18, 19))
    assert read_whole("X-WR-TIMEZONE:Europe/Paris", *EVENT) == (march(3, 12, 13),)
    assert read_whole("X-WR-TIMEZONE:Mars/Olympus", *EVENT) == (march(3, 18, 19),)


def test_a_zone_of_windows_and_one_that_the_file_describes_are_understood() -> None:
    windows = "DTSTART;TZID=Pacific Standard Time:20260303T150000"
    assert read(f"{windows}\nDURATION:PT1H") == (march(3, 18, 19),)
    own_zone = (
        "BEGIN:VTIMEZONE", "TZID:Ours", "BEGIN:STANDARD", "DTSTART:19700101T000000", "TZOFFSETFROM:+0200",
        "TZOFFSETTO:+0200", "END:STANDARD", "END:VTIMEZONE",
    )  # fmt: skip
    event = (
        line.replace("DTSTART:", "DTSTART;TZID=Ours:").replace("DTEND:", "DTEND;TZID=Ours:") for line in EVENT
    )
    assert read_whole(*own_zone, *event) == (march(3, 11, 12),)


def test_free_busy_lists_are_busy_but_for_what_they_call_free() -> None:
    found = read_whole(
        "BEGIN:VFREEBUSY",
        "FREEBUSY:20260303T230000Z/PT1H,20260305T140000Z/20260305T150000Z,nonsense",
        "FREEBUSY;FBTYPE=BUSY-TENTATIVE:20260306T140000Z/PT30M",
        "FREEBUSY;FBTYPE=FREE:20260307T140000Z/PT30M",
        "END:VFREEBUSY",
    )
    assert found == (march(3, 18, 19), march(5, 9, 10), march(6, 9, 9.5))


def test_outside_of_the_hours_of_availability_is_busy() -> None:
    found = read_whole(
        "BEGIN:VAVAILABILITY",
        "DTSTART;TZID=America/New_York:20260303T000000",
        "DTEND;TZID=America/New_York:20260305T000000",
        "BEGIN:AVAILABLE",
        "DTSTART;TZID=America/New_York:20260302T170000",
        "DTEND;TZID=America/New_York:20260302T200000",
        "RRULE:FREQ=DAILY",
        "END:AVAILABLE",
        "END:VAVAILABILITY",
    )
    assert found == (march(3, 0, 17), march(3, 20, 24), march(4, 0, 17), march(4, 20, 24))


def test_an_availability_of_higher_priority_overrules_another() -> None:
    always_busy = ("BEGIN:VAVAILABILITY", "PRIORITY:9", "END:VAVAILABILITY")
    free_on_tuesday = (
        "BEGIN:VAVAILABILITY",
        "PRIORITY:1",
        "DTSTART:20260303T050000Z",
        "DTEND:20260304T050000Z",
        "BEGIN:AVAILABLE",
        "DTSTART:20260303T050000Z",
        "DURATION:P1D",
        "END:AVAILABLE",
        "END:VAVAILABILITY",
    )
    busy_days = {each.on.day for each in read_whole(*free_on_tuesday, *always_busy)}
    assert busy_days == set(range(2, 16)) - {3}


@pytest.mark.parametrize(
    "beside",
    [
        "BEGIN:VEVENT\nUID:2\nDTSTART:tomorrow\nEND:VEVENT",
        "BEGIN:VEVENT\nUID:2\nDTSTART:20260304T180000\nRRULE:FREQ=NEVER\nEND:VEVENT",
        "BEGIN:VEVENT\nUID:2\nSUMMARY:no time at all\nEND:VEVENT",
        "BEGIN:VAVAILABILITY\nDTSTART:tomorrow\nEND:VAVAILABILITY",
        "this is no line of a calendar",
        "BEGIN:VTODO",
    ],
)
def test_what_cannot_be_read_takes_nothing_with_it(beside: str) -> None:
    assert read_whole(*beside.split("\n"), *EVENT) == (march(3, 18, 19),)


@pytest.mark.parametrize(
    "written",
    [
        lambda text: b"\xef\xbb\xbf" + text,
        lambda text: text.decode().encode("utf-16"),
        lambda text: text.replace(b"UID:1", "UID:1\r\nSUMMARY:Café".encode("latin-1")),
        lambda text: text.replace(b"\r\n", b"\n"),
        lambda text: text.replace(b"\r\n", b"\r"),
        lambda text: text.replace(b"DTSTART:2026", b"DTSTART\r\n\r\n :20\r\n\t26"),
        lambda text: text.lower().replace(b"20260303t", b"20260303T"),
        lambda text: text.partition(b"END:VCALENDAR")[0],
        lambda text: text.partition(b"VERSION:2.0")[2],
    ],
)
def test_it_is_read_however_it_was_written(written: Callable[[bytes], bytes]) -> None:
    assert read_busy(written(whole(*EVENT)), ZONE, FIRST, LAST) == (march(3, 18, 19),)


def test_titles_places_and_people_are_never_looked_at() -> None:
    private = (
        "BEGIN:VEVENT",
        "SUMMARY:Court",
        "LOCATION:Main St",
        "ATTENDEE:mailto:a@x",
        "END:VEVENT",
    )
    assert parts_of(whole(*private)).text().split() == [
        "BEGIN:", "BEGIN:VCALENDAR", "BEGIN:VEVENT", "END:VEVENT", "END:VCALENDAR", "END:"
    ]  # fmt: skip
