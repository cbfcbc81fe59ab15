"""An invitation by mail says who invites whom to what; its UID and SEQUENCE are those of the feeds."""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime

import icalendar
import pytest

from scheduler.calendars.invitation import Method, Parties, render_invitation
from tests.calendars.builders import entry
from tests.clients.libical import read_by_libical
from tests.clients.readers import read_by_ical_js, read_by_icalendar
from tests.clients.seen import Seen

Reader = Callable[[Sequence[bytes]], list[list[Seen]]]

STAMP = datetime(2026, 8, 21, 9, 30, tzinfo=UTC)
PARTIES = Parties("Oak Schools", "replies+7-abc@school.example", "amal@home.example")


def rendered(
    method: Method = "REQUEST", parties: Parties = PARTIES, **facts: object
) -> tuple[icalendar.Calendar, icalendar.Event]:
    text = render_invitation(method, entry(**facts), "en", parties, STAMP)
    calendar = icalendar.Calendar.from_ical(text.encode())
    assert isinstance(calendar, icalendar.Calendar)
    [event] = calendar.events
    return calendar, event


def test_a_request_names_one_organizer_and_asks_one_attendee() -> None:
    calendar, event = rendered(sequence=3)
    assert calendar["METHOD"] == "REQUEST"
    assert (event["UID"], event["SEQUENCE"]) == ("session-1@school.example", 3)
    assert event["DTSTAMP"].dt == STAMP
    assert event["ORGANIZER"] == "mailto:replies+7-abc@school.example"
    assert event["ORGANIZER"].params["CN"] == "Oak Schools"
    assert event["ATTENDEE"] == "mailto:amal@home.example"
    assert dict(event["ATTENDEE"].params) == {
        "CUTYPE": "INDIVIDUAL",
        "ROLE": "REQ-PARTICIPANT",
        "PARTSTAT": "NEEDS-ACTION",
        "RSVP": "TRUE",
    }
    assert event["DTSTART"].dt.astimezone(UTC) == datetime(2026, 9, 3, 22, tzinfo=UTC)
    assert (event["STATUS"], event["SUMMARY"]) == ("CONFIRMED", "Family evening")


def test_who_said_yes_elsewhere_is_not_asked_again() -> None:
    said_yes = Parties(PARTIES.organizer_name, PARTIES.organizer, PARTIES.attendee, said_yes=True)
    assert rendered(parties=said_yes)[1]["ATTENDEE"].params["PARTSTAT"] == "ACCEPTED"


def test_a_cancelled_session_is_cancelled_for_its_attendee() -> None:
    calendar, event = rendered("CANCEL", status="cancelled", sequence=4)
    assert calendar["METHOD"] == "CANCEL"
    assert (event["STATUS"], event["SEQUENCE"]) == ("CANCELLED", 4)
    assert event["ATTENDEE"] == "mailto:amal@home.example"
    assert "PARTSTAT" not in event["ATTENDEE"].params


def test_an_address_cannot_begin_another_line() -> None:
    hostile = Parties('Oak"\r\nX-EVIL:1', "replies+1@school.example", "a\r\nX-EVIL:1@home.example")
    _, event = rendered(parties=hostile)
    assert "X-EVIL" not in event
    assert event["ATTENDEE"] == "mailto:a%0D%0AX-EVIL%3A1@home.example"


@pytest.mark.parametrize("read", [read_by_icalendar, read_by_libical, read_by_ical_js])
@pytest.mark.parametrize("zone", ["America/New_York", "Africa/Mogadishu", "America/Nuuk"])
def test_calendar_programs_read_the_same_hour_title_and_sequence(read: Reader, zone: str) -> None:
    told = entry(zone=zone, sequence=2, summary="أمسية القراءة، معًا; \\ 🎈" * 3)
    text = render_invitation("REQUEST", told, "ar", PARTIES, STAMP)
    [[seen]] = read([text.encode()])
    start, end = (int(at.timestamp()) for at in (told.start_utc, told.end_utc))
    assert (seen.uid, seen.start, seen.end, seen.sequence) == (told.uid, start, end, 2)
    assert seen.status == "CONFIRMED"
    assert seen.summary.startswith("أمسية القراءة، معًا")


def test_the_hours_zone_comes_along() -> None:
    calendar, _ = rendered(zone="America/New_York")
    assert [zone["TZID"] for zone in calendar.walk("VTIMEZONE")] == ["America/New_York"]
