"""Calendar files as programs and people write them: busy times are read whatever the hand."""

import pytest

from scheduler.calendars.busy import BusyTime
from scheduler.calendars.busy_reading import read_busy
from tests.calendars.test_busy import FIRST, LAST, ZONE, calendar, march, read, whole

NINE, FOUR, SIX = (march(3, 9, 10),), (march(3, 16, 17),), (march(3, 18, 19),)
ONE_DAY = (march(3, 0, 24),)


def at(zone: str, hour: int) -> str:
    """An hour of 3 March in a zone."""
    return f"DTSTART;TZID={zone}:20260303T{hour:02}0000\nDURATION:PT1H"


@pytest.mark.parametrize(
    ("zone", "hour", "expected"),
    [
        ("Eastern Standard Time", 18, SIX),
        ("W. Europe Standard Time", 15, NINE),
        ("Pacific Standard Time", 15, SIX),
        ('"(UTC+01:00) Amsterdam, Berlin, Bern, Rome, Stockholm, Vienna"', 15, NINE),
        ("(UTC+01:00) Amsterdam, Berlin, Bern, Rome, Stockholm, Vienna", 15, NINE),
        ('"(UTC-08:00) Pacific Time (US & Canada)"', 15, SIX),
        ('"(UTC+05:30) Chennai, Kolkata, Mumbai, New Delhi"', 19, (march(3, 8.5, 9.5),)),
        ('"Kuala Lumpur, Singapore"', 22, NINE),
        ("/freeassociation.sourceforge.net/Europe/Paris", 15, NINE),
        ("/mozilla.org/20070129_1/America/Argentina/Buenos_Aires", 11, NINE),
        ("/softwarestudio.org/Olson_20011030_5/America/New_York", 18, SIX),
        ("tzone://Microsoft/Utc", 14, NINE),
        ("GMT+0100", 15, NINE),
        ('"(GMT +01:00)"', 15, NINE),
        ("US-Eastern", 18, SIX),
        ("Germany/Berlin", 15, NINE),
        ("Etc/GMT+5", 18, SIX),
        ("UTC", 14, NINE),
        ("Customized Time Zone", 18, SIX),
        ("", 18, SIX),
        ("大阪、札幌、東京", 18, SIX),
    ],
)
def test_a_zone_is_known_by_many_names_and_an_unknown_one_is_the_districts(
    zone: str, hour: int, expected: tuple[BusyTime, ...]
) -> None:
    assert read(at(zone, hour)) == expected


def described(name: str, *lines: str) -> tuple[str, ...]:
    """A zone two hours ahead, unless told otherwise."""
    usual = (
        "BEGIN:STANDARD",
        "DTSTART:16010101T000000",
        "TZOFFSETFROM:+0200",
        "TZOFFSETTO:+0200",
        "END:STANDARD",
    )
    return ("BEGIN:VTIMEZONE", f"TZID:{name}", *(lines or usual), "END:VTIMEZONE")


def event(*lines: str) -> tuple[str, ...]:
    return ("BEGIN:VEVENT", *lines, "END:VEVENT")


INDIANA = "US Eastern Standard Time"
CUSTOM = event("UID:1", *at("Customized Time Zone", 16).split("\n"))
ANOTHER_CALENDAR = ("END:VCALENDAR", "BEGIN:VCALENDAR")
OUTLOOK = described(
    "Customized Time Zone",
    "BEGIN:STANDARD", "DTSTART:16010101T020000", "TZOFFSETFROM:-0400", "TZOFFSETTO:-0500",
    "RRULE:FREQ=YEARLY;INTERVAL=1;BYDAY=1SU;BYMONTH=11;", "END:STANDARD",
    "BEGIN:DAYLIGHT", "DTSTART:16010101T020000", "TZOFFSETFROM:-0500", "TZOFFSETTO:-0400",
    "RRULE:FREQ=YEARLY;INTERVAL=1;BYDAY=2SU;BYMONTH=3", "END:DAYLIGHT",
)  # fmt: skip


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ((*described("Customized Time Zone"), *CUSTOM), NINE),
        ((*CUSTOM, *described("Customized Time Zone")), NINE),
        ((*described('"Customized Time Zone"'), *CUSTOM), NINE),
        ((*OUTLOOK, *CUSTOM), FOUR),
        ((*described("Customized Time Zone", "BEGIN:STANDARD"), *CUSTOM), FOUR),
        ((*described(INDIANA), *event(*at(INDIANA, 18).split("\n"))), SIX),
        ((*described("America/New_York"), *event("UID:1", *at("America/New_York", 18).split("\n"))), SIX),
        (
            (*described("Customized Time Zone"), *CUSTOM, *ANOTHER_CALENDAR, *OUTLOOK, *CUSTOM),
            (march(3, 9, 10), march(3, 16, 17)),
        ),
        (("X-WR-TIMEZONE:Pacific Standard Time", *event("DTSTART:20260303T150000", "DURATION:PT1H")), SIX),
        (("X-WR-TIMEZONE:America/Los_Angeles", *event(*at("Nowhere", 15).split("\n"))), SIX),
    ],
)  # fmt: skip
def test_a_zone_may_be_described_or_hold_for_all(
    lines: tuple[str, ...], expected: tuple[BusyTime, ...]
) -> None:
    assert read_busy(whole(*lines), ZONE, FIRST, LAST) == expected


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("DTSTART:20260303", ONE_DAY),
        ("DTSTART;VALUE=DATE:20260303\nDTEND;VALUE=DATE:20260303", ONE_DAY),
        ("DTSTART;VALUE=DATE:20260303\nDTEND;VALUE=DATE:20260301", ONE_DAY),
        ("DTSTART;VALUE=DATE:20260303T180000\nDURATION:PT1H", SIX),
        ("DTSTART;VALUE=DATE:20260303\nDTEND:20260304T000000", ONE_DAY),
        ("DTSTART:20260303\nDTEND:20260303T020000", (march(3, 0, 2),)),
        ("DTSTART:20260303T180000\nDTEND;VALUE=DATE:20260304", (march(3, 18, 24),)),
        ("DTSTART;TZID=America/New_York;VALUE=DATE:20260303", ONE_DAY),
        ("DTSTART:2026-03-03T18:00:00\nDTEND:2026-03-03T19:00:00", SIX),
        ("DTSTART:2026-03-03T23:00:00.000Z\nDTEND:2026-03-04T00:00:00.000Z", SIX),
        ("DTSTART:2026-03-03T18:00:00-05:00\nDTEND:20260304T010000+0100", SIX),
        ("DTSTART:20260303T1800\nDTEND:20260303T19", SIX),
        ("DTSTART:20260303T180000\nDTEND:20260303T240000", (march(3, 18, 24),)),
        ("DTSTART:20260303T180000\nDTEND:20260303T1900000", SIX),
        ("DTSTART;;VALUE=DATE-TIME:20260303T180000\nDURATION:PT1H", SIX),
        ("DTSTART:20260303T180000\nDTSTART:20260305T180000\nDURATION:PT1H", SIX),
        ("DTSTART;TZID=TZID=America/New_York:20260303T180000\nDURATION:PT1H", SIX),
        ("DTSTART;TZID=Europe/Paris:20260303T150000Z\nDTEND;TZID=Europe/Paris:20260303T160000", NINE),
        ("DTSTART;TZID=Etc/UTC:20260303T140000Z\nDURATION:PT1H", NINE),
        ("DTSTART:20260303T150000\nDTEND;TZID=Europe/Paris:20260303T160000", NINE),
        ("DTSTART;TZID=Europe/Paris:20260303T150000\nDTEND:20260303T160000", NINE),
        ('DTSTART;TZID="America/New_York";X-A="a:b":20260303T180000\nDURATION:PT1H', SIX),
        ("DTSTART:20260303T180000\nDURATION:P0DT1H0M0S", SIX),
        ("DTSTART:20260303T190000\nDURATION:-PT1H", SIX),
        ("DTSTART:20260303T180000\nDURATION:PT0S", ()),
        ("DTSTART:20260303T180000", ()),
        ("DTSTART:20260303T180000\nDTEND:20260303T190000\nDURATION:P9D", SIX),
        ("DTSTART;VALUE=DATE:20260303\nDURATION:P999999999999999999W", ONE_DAY),
        ("DTSTART:20260303T180000\nDTEND:20260303T190000\nSEQUENCE:first\nSTATUS:SURE", SIX),
    ],
)
def test_a_time_is_read_however_it_is_written(written: str, expected: tuple[BusyTime, ...]) -> None:
    assert read(written) == expected


WEEKLY = "DTSTART:20260303T180000\nDURATION:PT1H\n"
BOTH = (march(3, 18, 19), march(10, 18, 19))


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        ("RRULE:FREQ=DAILY;BYDAY=TU, WE ;UNTIL=20260304T235959", (march(3, 18, 19), march(4, 18, 19))),
        ("RRULE:FREQ=WEEKLY;", BOTH),
        ("RRULE:freq=weekly", BOTH),
        ("RRULE:FREQ=WEEKLY;INTERVAL=0", BOTH),
        ("RRULE:FREQ=WEEKLY\\;COUNT=2", BOTH),
        ("RRULE:FREQ=WEEKLY;UNTIL=20260310", SIX),
        ("RRULE:FREQ=WEEKLY;UNTIL=20260310T220000Z", BOTH),
        ("RRULE:FREQ=WEEKLY;UNTIL=19990101", ()),
        ("RRULE:RSCALE=GREGORIAN;FREQ=WEEKLY;SKIP=FORWARD", BOTH),
        ("RRULE:RSCALE=HEBREW;FREQ=MONTHLY;BYMONTH=5L", SIX),
        ("RRULE:FREQ=FORTNIGHTLY", SIX),
        ("RRULE:W1 TU #3", SIX),
        ("RRULE:", SIX),
        ("RRULE:FREQ=YEARLY;INTERVAL=1", SIX),
        ("RRULE:FREQ=WEEKLY;COUNT=1\nRRULE:FREQ=WEEKLY;INTERVAL=1;COUNT=2", BOTH),
        ("RDATE:20260310T180000,nonsense", BOTH),
        ("RDATE;VALUE=PERIOD:20260310T180000/PT1H", BOTH),
        ("RDATE;VALUE=PERIOD:20260310T180000/20260310T200000", (march(3, 18, 19), march(10, 18, 20))),
        ("RRULE:FREQ=WEEKLY\nEXDATE:20260310T180000", SIX),
        ("RRULE:FREQ=WEEKLY\nEXDATE;VALUE=DATE:20260310", SIX),
        ("RRULE:FREQ=WEEKLY\nEXDATE:20260317T180000,20260310T180000", SIX),
        ("RRULE:FREQ=WEEKLY\nEXDATE:,x", BOTH),
        ("EXDATE:20260303T180000", ()),
        ("RRULE:FREQ=HOURLY;UNTIL=20260101T000000Z", ()),
        ("RRULE:RRULE:ANYTHING;FREQ=WEEKLY;COUNT=2", BOTH),
        ("RRULE;X-OURS=TRASH:FREQ=WEEKLY;COUNT=2", BOTH),
        ("RRULE:FREQ=WEEKLY;COUNT=3\nEXDATE;TZID=America/New_York:20260310T180000", SIX),
        ("RRULE:FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=2", SIX),
        ("RRULE:FREQ=DAILY;COUNT=999999999;BYDAY=TU;UNTIL=20260312T000000", BOTH),
    ],
)
def test_what_repeats_is_read_however_its_rule_is_written(rule: str, expected: tuple[BusyTime, ...]) -> None:
    assert read(WEEKLY + rule) == expected


ZONED = "UID:1\nDTSTART;TZID=America/New_York:20260303T180000\nDURATION:PT1H\nRRULE:FREQ=WEEKLY"


IN_NEW_YORK = ";TZID=America/New_York:20260310T180000"
MORNING_AFTER = "DTSTART:20260311T130000Z\nDURATION:PT1H"


@pytest.mark.parametrize(
    ("moved", "expected"),
    [
        (f"RECURRENCE-ID:20260310T220000Z\n{MORNING_AFTER}", (march(3, 18, 19), march(11, 9, 10))),
        (f"RECURRENCE-ID{IN_NEW_YORK}\n{MORNING_AFTER}", (march(3, 18, 19), march(11, 9, 10))),
        (f"RECURRENCE-ID{IN_NEW_YORK}\nDTSTART{IN_NEW_YORK}\nDURATION:PT1H\nSTATUS:CANCELLED", SIX),
        (
            f"RECURRENCE-ID;RANGE=THISANDFUTURE{IN_NEW_YORK}\nDTSTART{IN_NEW_YORK}\nDURATION:PT2H",
            (march(3, 18, 19), march(10, 18, 20)),
        ),
    ],
)
def test_a_repetition_that_was_moved_takes_the_place_of_the_other(
    moved: str, expected: tuple[BusyTime, ...]
) -> None:
    lines = (*event(*ZONED.split("\n")), *event("UID:1", *moved.split("\n")))
    assert read_busy(whole(*lines), ZONE, FIRST, LAST) == expected


@pytest.mark.parametrize(
    ("born", "expected"),
    [
        ("19800303", ONE_DAY),
        ("19800302", (march(2, 0, 24),)),
        ("20120229", ()),
        ("19990316", ()),
        ("16041225", ()),
    ],
)
def test_a_birthday_comes_each_year(born: str, expected: tuple[BusyTime, ...]) -> None:
    assert read(f"DTSTART;VALUE=DATE:{born}\nRRULE:FREQ=YEARLY") == expected


def test_a_week_that_comes_each_year_and_began_before_the_season_counts() -> None:
    holidays = "DTSTART;VALUE=DATE:20210225\nDTEND;VALUE=DATE:20210304\nRRULE:FREQ=YEARLY"
    assert read(holidays) == (march(2, 0, 24), march(3, 0, 24))


@pytest.mark.parametrize("until", ["20260310T180000", "20260310T220000Z"])
def test_an_end_without_a_zone_is_meant_in_that_of_the_beginning(until: str) -> None:
    weekly = "DTSTART;TZID=America/New_York:20260303T180000\nDURATION:PT1H\nRRULE:FREQ=WEEKLY"
    assert read(f"{weekly};UNTIL={until}") == BOTH


def test_a_moved_repetition_alone_counts() -> None:
    assert read("RECURRENCE-ID:20260226T180000\nDTSTART:20260303T180000\nDURATION:PT1H") == SIX


def test_entries_that_all_have_the_same_uid_all_count_but_an_older_version_does_not() -> None:
    third, tenth = "DTSTART:20260303T180000\nDURATION:PT1H", "DTSTART:20260310T180000\nDURATION:PT1H"
    assert read_busy(calendar(third, tenth).replace(b"UID:1", b"UID:0"), ZONE, FIRST, LAST) == BOTH
    newer = calendar(third + "\nSEQUENCE:2", tenth + "\nSEQUENCE:1").replace(b"UID:1", b"UID:0")
    assert read_busy(newer, ZONE, FIRST, LAST) == SIX
