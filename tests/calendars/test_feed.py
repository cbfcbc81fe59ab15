"""A feed that every client reads the same: what is in it, and what never is."""

import os
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import vobject
from hypothesis import example, given, settings
from hypothesis import strategies as st
from icalendar import Calendar

from scheduler.calendars.entries import CalendarEntry, session_uid
from scheduler.calendars.event import Wording
from scheduler.calendars.feed import render_feed
from tests.calendars.builders import RELEASED_UTC, entry

# icalendar 7.3 reads a backslash before n as a line break, so backslashes stay out of the round trip.
TITLES = st.text(
    st.characters(exclude_characters="\\", exclude_categories=["Cs", "Cc", "Zs", "Zl", "Zp"]), min_size=1
)
ZONES = st.sampled_from(
    ["America/New_York", "America/Los_Angeles", "America/Phoenix", "Europe/Dublin", "Asia/Jerusalem",
     "America/Nuuk", "Australia/Lord_Howe", "America/Santiago", "Africa/Cairo", "Asia/Gaza", "UTC"]
)  # fmt: skip
TIMES = st.datetimes(datetime(2024, 1, 1), datetime(2029, 12, 31)).map(
    lambda at: at.replace(second=0, microsecond=0)
)
ENTRIES = st.lists(
    st.builds(
        entry,
        uid=st.uuids().map(lambda uid: session_uid(str(uid), "school.example")),
        start_local=TIMES,
        minutes=st.integers(15, 600),
        zone=ZONES,
        summary=TITLES,
        location=TITLES,
        description=st.lists(TITLES, max_size=3).map(tuple),
        categories=st.lists(TITLES.filter(lambda title: "," not in title), max_size=2).map(tuple),
        status=st.sampled_from(["confirmed", "cancelled"]),
        sequence=st.integers(0, 9),
    ),
    max_size=4,
    unique_by=lambda each: each.uid,
)


def feed_of(*entries: CalendarEntry, **wording: Any) -> bytes:
    return render_feed("Family evenings", Wording(**{"language": "en", **wording}), entries, RELEASED_UTC)


def lines_of(feed: bytes) -> list[str]:
    return feed.decode().replace("\r\n ", "").split("\r\n")


def only_event(feed: bytes):
    [event] = Calendar.from_ical(feed).events
    return event


def test_a_feed_names_itself_and_says_when_to_come_back():
    lines = lines_of(feed_of())

    assert lines == [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Commonhour//Commonhour//EN",
        "NAME;LANGUAGE=en:Family evenings",
        "X-WR-CALNAME:Family evenings",
        "COLOR:sienna",
        "X-APPLE-CALENDAR-COLOR:#a33f17",
        "LAST-MODIFIED:20260820T150000Z",
        "REFRESH-INTERVAL;VALUE=DURATION:PT6H",
        "X-PUBLISHED-TTL:PT6H",
        "END:VCALENDAR",
        "",
    ]


def test_a_session_is_an_event_in_local_time_with_a_stable_uid():
    feed = feed_of(
        entry(
            uid=session_uid("7f3a", "school.example"),
            sequence=2,
            location="Library, room 2",
            join_url="https://school.example/join?a=1",
            categories=("Family evening", "Online, too"),
            description=("Childcare is there.", "Interpreter: Somali"),
            geo=(40.5, -73.25),
        )
    )
    lines = lines_of(feed)

    assert lines[lines.index("BEGIN:VEVENT") : lines.index("END:VEVENT") + 1] == [
        "BEGIN:VEVENT",
        "UID:session-7f3a@school.example",
        "SEQUENCE:2",
        "DTSTAMP:20260820T150000Z",
        "LAST-MODIFIED:20260820T150000Z",
        "DTSTART;TZID=America/New_York:20260903T180000",
        "DTEND;TZID=America/New_York:20260903T193000",
        "STATUS:CONFIRMED",
        "SUMMARY;LANGUAGE=en:Family evening",
        r"DESCRIPTION;LANGUAGE=en:Childcare is there.\nInterpreter: Somali",
        r"LOCATION;LANGUAGE=en:Library\, room 2",
        r"CATEGORIES;LANGUAGE=en:Family evening,Online\, too",
        "GEO:40.500000;-73.250000",
        'CONFERENCE;VALUE=URI;FEATURE=AUDIO,VIDEO;LANGUAGE=en;LABEL="Join online":'
        "https://school.example/join?a=1",
        "URL:https://school.example/join?a=1",
        "END:VEVENT",
    ]


def test_an_event_is_stamped_with_the_release_that_changed_it_last():
    earlier = RELEASED_UTC - timedelta(days=9)

    event = only_event(feed_of(entry(last_modified_utc=earlier)))

    assert event["DTSTAMP"].dt == event["LAST-MODIFIED"].dt == earlier


def test_a_cancelled_session_stays_says_so_and_takes_no_time():
    event = only_event(feed_of(entry(status="cancelled")))

    assert (event["STATUS"], event["TRANSP"]) == ("CANCELLED", "TRANSPARENT")
    assert event["SUMMARY"] == "Cancelled: Family evening"


def test_a_text_in_another_language_than_the_feed_says_so():
    lines = lines_of(feed_of(entry(language="en", description=("Hay guardería.",)), language="es"))

    assert "SUMMARY;LANGUAGE=en:Family evening" in lines
    assert "DESCRIPTION;LANGUAGE=es:Hay guardería." in lines


def test_times_come_in_utc_where_the_address_asks_for_it():
    feed = feed_of(entry(), in_utc=True)

    assert b"VTIMEZONE" not in feed
    assert b"DTSTART:20260903T220000Z" in feed


def test_a_reminder_comes_before_a_session_but_not_before_a_cancelled_one():
    feed = feed_of(entry(uid="a@x"), entry(uid="b@x", status="cancelled"), alarm_minutes=60)

    held, cancelled = Calendar.from_ical(feed).events
    assert [alarm["TRIGGER"].dt for alarm in held.subcomponents] == [timedelta(minutes=-60)]
    assert cancelled.subcomponents == []


def test_a_backslash_before_a_capital_n_is_no_line_break():
    assert rb"SUMMARY;LANGUAGE=en:C:\\New" in feed_of(entry(summary="C:\\New"))


def test_a_feed_is_no_invitation_and_has_no_uid_of_its_own():
    calendar = Calendar.from_ical(feed_of(entry()))

    assert "METHOD" not in calendar
    assert "UID" not in calendar


def test_a_zone_that_no_rule_describes_is_written_in_utc():
    feed = feed_of(entry(zone="Africa/Cairo"))

    assert b"VTIMEZONE" not in feed
    assert b"DTSTART:20260903T150000Z" in feed
    assert b"DTEND:20260903T163000Z" in feed


def test_a_session_that_ends_in_the_repeated_hour_is_written_in_utc():
    feed = feed_of(entry(start_local=datetime(2026, 11, 1, 0, 30), minutes=120))

    assert b"DTSTART:20261101T043000Z" in feed
    assert b"DTEND:20261101T063000Z" in feed


def test_a_session_over_a_change_of_clocks_lasts_as_long_as_it_says():
    feed = feed_of(entry(start_local=datetime(2026, 3, 8, 1, 0), minutes=120))

    assert b"DTSTART;TZID=America/New_York:20260308T010000" in feed
    assert b"DTEND;TZID=America/New_York:20260308T040000" in feed


def test_events_come_in_the_order_of_their_start():
    late = entry(uid="a@x", start_local=datetime(2026, 9, 4, 18))
    early = entry(uid="b@x", start_local=datetime(2026, 9, 3, 18))

    assert [event["UID"] for event in Calendar.from_ical(feed_of(late, early)).events] == ["b@x", "a@x"]


@pytest.mark.parametrize("text", ["a\x00b", "a\x07b", "a\x7fb", "a\x9fb", "a\ud800b"])
def test_control_characters_are_left_out(text):
    event = only_event(feed_of(entry(summary=text, location=text, description=(text,))))

    assert event["SUMMARY"] == event["LOCATION"] == event["DESCRIPTION"] == "ab"


@pytest.mark.parametrize("line_break", ["\n", "\r\n", "\r", "\x0b", "\x85", "\u2028", "\u2029"])
def test_a_line_break_in_a_title_cannot_begin_a_property(line_break):
    feed = feed_of(
        entry(summary=f"Evening{line_break}ATTENDEE:mailto:a@x", join_url=f"https://x/{line_break}ATTENDEE:b")
    )

    assert only_event(feed)["SUMMARY"] == "Evening ATTENDEE:mailto:a@x"
    assert not [line for line in feed.decode().splitlines() if line.startswith("ATTENDEE")]


@pytest.mark.parametrize("word", ["مساء العائلة ", "家庭之夜", "👨‍👩‍👧‍👦🎒", "é", "\\,;", "a\\"])
def test_lines_are_folded_at_75_octets_between_characters(word):
    feed = feed_of(entry(summary=word * 40))

    lines = feed.split(b"\r\n")
    assert max(len(line) for line in lines) <= 75
    assert all(line.decode("utf-8").encode() == line for line in lines)


def test_the_same_entries_in_another_order_give_the_same_bytes():
    first, second = entry(uid="a@x", zone="Europe/Paris"), entry(uid="b@x")

    assert feed_of(first, second) == feed_of(second, first)


@pytest.mark.parametrize(
    "environment", [{"PYTHONHASHSEED": "1", "TZ": "Asia/Tokyo"}, {"PYTHONHASHSEED": "2"}]
)
def test_another_process_elsewhere_writes_the_same_bytes(environment):
    program = (
        "import sys; from tests.calendars.test_feed import feed_of, entry;"
        "sys.stdout.buffer.write(feed_of(entry(uid='a@x', zone='Europe/Paris'), entry(uid='b@x')))"
    )

    ran = subprocess.run(
        [sys.executable, "-c", program], env=os.environ | environment, capture_output=True, check=True
    )

    assert ran.stdout == feed_of(entry(uid="a@x", zone="Europe/Paris"), entry(uid="b@x"))


def read_by_vobject(feed: bytes):
    # vobject keeps the first VTIMEZONE that it meets under a name for the life of the process.
    known_zones = vars(vobject.icalendar)["__tzidMap"]
    for zone in known_zones.keys() - {"UTC"}:
        del known_zones[zone]
    return vobject.readOne(feed.decode()).contents.get("vevent", [])


@settings(deadline=None)
@given(ENTRIES)
@example([entry(summary="a,b;c:d\"e^f'g", location="a,b")])
def test_what_goes_in_comes_out_again(entries):
    events = {str(event["UID"]): event for event in Calendar.from_ical(feed_of(*entries)).events}

    assert events.keys() == {each.uid for each in entries}
    for each in entries:
        event = events[each.uid]
        assert event["DTSTART"].dt.astimezone(UTC) == each.start_utc
        assert event["DTEND"].dt.astimezone(UTC) == each.end_utc
        assert str(event["SUMMARY"]).removeprefix("Cancelled: ") == each.summary
        assert event["LOCATION"] == each.location
        assert str(event.get("DESCRIPTION", "")) == "\n".join(each.description)
        assert tuple(map(str, event.categories)) == each.categories
        assert (event["STATUS"], event["SEQUENCE"]) == (each.status.upper(), each.sequence)


@settings(deadline=None)
@given(ENTRIES)
def test_a_second_parser_reads_the_same_instants_and_words(entries):
    events = {event.uid.value: event for event in read_by_vobject(feed_of(*entries))}

    assert events.keys() == {each.uid for each in entries}
    for each in entries:
        event = events[each.uid]
        assert event.dtstart.value.astimezone(UTC) == each.start_utc
        assert event.dtend.value.astimezone(UTC) == each.end_utc
        assert event.summary.value.removeprefix("Cancelled: ") == each.summary
        assert event.location.value == each.location
        assert event.status.value == each.status.upper()
