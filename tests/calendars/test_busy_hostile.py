"""Files that are broken, hostile or no calendars at all: each is answered in time, with values or one fault.

Each is read in a process of its own: some of them would never end.
"""

import gzip
import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scheduler.calendars.busy import MOST_BYTES, BusyTime
from scheduler.calendars.busy_reading import MOST_PARTS, MOST_TIMES
from tests.calendars.isolated import read_isolated
from tests.calendars.test_busy import EVENT, FIRST, LAST, ZONE, calendar, march, whole

SIX = (march(3, 18, 19),)
ANY = object()
case = pytest.param


def read(data: bytes) -> tuple[BusyTime, ...] | str:
    return read_isolated(data, ZONE, str(FIRST), str(LAST))


def lines(*text: str) -> bytes:
    return "\r\n".join(text).encode()


PAGE = b"<!DOCTYPE html><html><head><title>Sign in</title></head><body>BEGIN:VCALENDAR</body></html>"
CARD = lines("BEGIN:VCARD", "VERSION:3.0", "FN:A", "BDAY:2026-03-03", "END:VCARD")
FREE_BUSY = lines("BEGIN:VFREEBUSY", 'FREEBUSY;FBTYPE="BUSY":20260303T230000Z/PT1H', "END:VFREEBUSY")


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        case(b"", "unreadable", id="nothing"),
        case(b" \r\n\t" * 99, "unreadable", id="blanks"),
        case(b"\x00" * 999, "unreadable", id="zeros"),
        case(bytes(range(256)) * 9, "unreadable", id="every byte"),
        case(PAGE, "unreadable", id="a page"),
        case(json.dumps({"events": []}).encode(), "unreadable", id="JSON"),
        case(gzip.compress(whole(*EVENT)), "unreadable", id="gzip"),
        case(b"PK\x03\x04" + whole(*EVENT)[::-1], "unreadable", id="zip"),
        case(CARD, "unreadable", id="a vCard"),
        case(b"BEGIN:VCALENDAR", (), id="only a beginning"),
        case(whole("BEGIN:VTODO", "DUE:20260303T180000", "END:VTODO"), (), id="a task"),
        case(whole("METHOD:CANCEL", *EVENT), (), id="a cancellation"),
        case(FREE_BUSY, SIX, id="a bare free-busy list"),
        case(CARD + b"\r\n" + whole(*EVENT), SIX, id="beside a vCard"),
        case(whole(*EVENT) + b"\r\n" + whole(*EVENT), SIX, id="twice"),
        case(whole(*EVENT) + PAGE, SIX, id="a page behind"),
        case(whole() + b"\xef\xbb\xbf" + whole(*EVENT), SIX, id="two files with marks"),
        case(whole(*EVENT) + whole("BEGIN:VEVENT", "DTSTART:soon"), SIX, id="before one that says nothing"),
        case(lines("BEGIN:X-OURS", *EVENT, "END:X-OURS"), SIX, id="inside of something else"),
        case(whole() + lines(*EVENT), SIX, id="behind an empty calendar"),
        case(whole(*EVENT).decode().encode("utf-16-le"), SIX, id="UTF-16 without a mark"),
        case(whole(*EVENT).replace(b"\r\n", b"\r\r\n\r\n"), SIX, id="empty lines"),
        case(whole(*EVENT).replace(b"UID:1", b"UID:1\x00\xff\xfe"), SIX, id="bad bytes"),
        case(lines("BEGIN:VCALENDAR", *EVENT[:-1], *EVENT[:-1]), SIX, id="never ended"),
        case(lines(*EVENT[:-1], "END:VTODO", "END:", *EVENT[-1:]), SIX, id="ended wrongly"),
        case(lines(*["BEGIN:VCALENDAR"] * 99, *EVENT), SIX, id="begun 99 times"),
        case(lines("BEGIN:VCALENDAR", *(f"BEGIN:X{n}" for n in range(999)), *EVENT), SIX, id="deep"),
    ],
)  # fmt: skip
def test_what_is_no_good_calendar_is_read_as_far_as_it_is_one(data: bytes, expected: object) -> None:
    assert read(data) == expected


ALWAYS = "DTSTART:20260303T180000\nDURATION:PT1H\nRRULE:FREQ="
TIMES = ",".join(f"2026{1 + n % 12:02}{1 + n % 28:02}T{n % 24:02}{n % 60:02}00" for n in range(40_000))
PERIODS = ",".join(f"202603{2 + n % 14:02}T{n % 24:02}{n % 60:02}00Z/PT1M" for n in range(30_000))
ENDLESS_ZONE = (
    "BEGIN:VTIMEZONE", "TZID:X", "BEGIN:STANDARD", "DTSTART:00010101T000000", "TZOFFSETFROM:+0100",
    "TZOFFSETTO:+0100", "RRULE:FREQ=SECONDLY", "END:STANDARD", "END:VTIMEZONE", "BEGIN:VEVENT",
    "DTSTART;TZID=X:20260303T180000", "DURATION:PT1H", "END:VEVENT",
)  # fmt: skip


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        case(calendar(ALWAYS + "SECONDLY"), "too_often", id="every second"),
        case(calendar(ALWAYS + "MINUTELY;INTERVAL=1440"), "too_often", id="minutes"),
        case(calendar(ALWAYS + "DAILY;BYSECOND=" + ",".join(map(str, range(60)))), "too_often", id="seconds"),
        case(calendar(ALWAYS + "DAILY;COUNT=999999999"), ANY, id="a billion times"),
        case(calendar("DTSTART:00010101T000000\nRRULE:FREQ=WEEKLY"), ANY, id="since the year 1"),
        case(calendar("DTSTART:00010101T000000Z\nDTEND:99991231T235959Z"), ANY, id="for ever"),
        case(calendar("DTSTART:99991231T235959Z\nRRULE:FREQ=YEARLY"), (), id="at the end"),
        case(calendar(ALWAYS + "WEEKLY;INTERVAL=-1"), ANY, id="backwards"),
        case(calendar(ALWAYS + "YEARLY;BYWEEKNO=99;BYSETPOS=-999"), ANY, id="out of range"),
        case(calendar("DTSTART:20260303T180000\nRDATE:" + TIMES), ANY, id="a long list"),
        case(whole("BEGIN:VFREEBUSY", "FREEBUSY:" + PERIODS), "too_many", id="many busy minutes"),
        case(whole(*ENDLESS_ZONE), (march(3, 12, 13),), id="an endless zone"),
        case(whole(*["BEGIN:VEVENT", "END:VEVENT"] * MOST_PARTS), (), id="as many entries as may be"),
        case(whole(*["BEGIN:VEVENT", "END:VEVENT"] * (MOST_PARTS + 1)), "too_many", id="one more"),
        case(whole(*["BEGIN:VALARM", "END:VALARM"] * 38_000), (), id="many alarms"),
        case(b"BEGIN:VCALENDAR" + b"\r\n" * (MOST_BYTES // 2 - 99), (), id="a megabyte of line ends"),
        case(b"BEGIN:VCALENDAR\r\nDTSTART" + b";A=" * 330_000, (), id="a line without an end"),
        case(b"BEGIN:VCALENDAR\r\n" + b'A;"' * 330_000, (), id="a megabyte of quotes"),
        case(calendar("DTSTART;TZID=" + "GMT " * 99_999 + ":20260303T180000"), ANY, id="a long zone"),
        case(whole(*["BEGIN:VAVAILABILITY", "END:VAVAILABILITY"] * MOST_PARTS), ANY, id="many hours"),
    ],
)  # fmt: skip
def test_what_would_take_for_ever_is_given_up_in_time(data: bytes, expected: object) -> None:
    assert len(data) <= MOST_BYTES
    answer = read(data)
    assert expected in (answer, ANY)


def test_more_times_than_a_page_can_show_are_refused() -> None:
    hourly = [f"DTSTART:202603{2 + n % 14:02}T{n // 14 % 24:02}{n // 336}000" for n in range(MOST_TIMES + 1)]
    assert read(calendar(*(f"{start}\nDURATION:PT1M" for start in hourly))) == "too_many"
    assert len(read(calendar(*(f"{start}\nDURATION:PT1M" for start in hourly[:-1])))) == MOST_TIMES


LINES = st.sampled_from(
    ["BEGIN:VEVENT", "END:VEVENT", "BEGIN:VAVAILABILITY", "BEGIN:AVAILABLE", "BEGIN:VTIMEZONE", "TZID:X",
     "BEGIN:STANDARD", "TZOFFSETFROM:+0100", "TZOFFSETTO:+9999", "BEGIN:VFREEBUSY", "METHOD:CANCEL",
     "DTSTART;TZID=X:20260303T180000", "DTSTART:00010101T000000Z", "DTEND:99991231T235959Z", "DURATION:-P1W",
     "RRULE:FREQ=YEARLY;UNTIL=20260101", "RRULE:FREQ=DAILY;INTERVAL=0", "RRULE:FREQ=DAILY;BYMONTHDAY=31",
     "RDATE:20260303T180000/PT1H", "EXDATE:,", "UID:1", "UID:1", "SEQUENCE:-1", "DTSTART;VALUE=DATE:20260303",
     "RECURRENCE-ID:20260303", "FREEBUSY:/", "PRIORITY:x", "X-WR-TIMEZONE:X", "STATUS", "\x00", " "]
)  # fmt: skip


@settings(deadline=None, max_examples=60)
@given(st.lists(LINES, max_size=40))
def test_any_lines_are_answered(written: list[str]) -> None:
    answer = read(lines("BEGIN:VCALENDAR", *written))
    assert isinstance(answer, str) or list(answer) == sorted(answer)


@settings(deadline=None, max_examples=60)
@given(st.binary(max_size=400), st.integers(0, 200), st.integers(0, 40))
def test_any_bytes_amid_a_calendar_are_answered(noise: bytes, at: int, gone: int) -> None:
    data = calendar(ALWAYS + "WEEKLY")
    answer = read(data[:at] + noise + data[at + gone :])
    assert isinstance(answer, str) or list(answer) == sorted(answer)
