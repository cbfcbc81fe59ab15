"""A VTIMEZONE says what the zone's own history says, in yearly rules."""

from importlib.resources import files
from zoneinfo import ZoneInfoNotFoundError

import pytest

from scheduler.calendars.timezones import vtimezone
from scheduler.calendars.zones import pinned_zone

FIRST_YEAR, LAST_YEAR = 2024, 2029
ZONES = files("tzdata").joinpath("zones").read_text().split()


def in_rules(zone: str, first_year: int = FIRST_YEAR, last_year: int = LAST_YEAR) -> str:
    return vtimezone(zone, first_year, last_year).to_ical().decode()


def test_new_york_is_two_yearly_rules_and_no_list_of_dates():
    assert in_rules("America/New_York").splitlines() == [
        "BEGIN:VTIMEZONE",
        "TZID:America/New_York",
        "BEGIN:STANDARD",
        "DTSTART:20231105T020000",
        "RRULE:FREQ=YEARLY;BYDAY=1SU;BYMONTH=11",
        "TZNAME:EST",
        "TZOFFSETFROM:-0400",
        "TZOFFSETTO:-0500",
        "END:STANDARD",
        "BEGIN:DAYLIGHT",
        "DTSTART:20230312T020000",
        "RRULE:FREQ=YEARLY;BYDAY=2SU;BYMONTH=3",
        "TZNAME:EDT",
        "TZOFFSETFROM:-0500",
        "TZOFFSETTO:-0400",
        "END:DAYLIGHT",
        "END:VTIMEZONE",
    ]


def test_a_zone_that_never_changes_is_one_fixed_clock():
    assert "RRULE" not in in_rules("America/Phoenix")
    assert "TZOFFSETTO:-0700" in in_rules("America/Phoenix")


def test_a_change_on_the_friday_before_the_last_sunday_is_a_span_of_days():
    assert "RRULE:FREQ=YEARLY;BYDAY=FR;BYMONTHDAY=23,24,25,26,27,28,29;BYMONTH=3" in in_rules(
        "Asia/Jerusalem"
    )


def test_the_clock_that_is_ahead_is_the_daylight_one_in_dublin_too():
    assert "BEGIN:DAYLIGHT\r\nDTSTART:20230326T010000" in in_rules("Europe/Dublin")


@pytest.mark.parametrize(
    ("zone", "first_year", "last_year", "reason"),
    [
        ("Africa/Casablanca", 2024, 2025, "Ramadan follows the moon"),
        ("Africa/Cairo", 2026, 2026, "the end of the last Thursday may be the first of November"),
        ("America/Mexico_City", 2022, 2022, "the rules ended in that year"),
    ],
)
def test_a_zone_that_no_yearly_rule_describes_has_no_vtimezone(zone, first_year, last_year, reason):
    assert vtimezone(zone, first_year, last_year) is None, reason


def test_after_the_rules_have_changed_the_new_ones_are_written():
    assert "RRULE" not in in_rules("America/Mexico_City", 2023, 2025)


@pytest.mark.parametrize("zone", ["Mars/Olympus", "../secrets", "", "/etc/passwd"])
def test_a_zone_that_does_not_exist_is_named_in_the_error(zone):
    with pytest.raises(ZoneInfoNotFoundError, match="tzdata package"):
        pinned_zone(zone)


@pytest.mark.parametrize("zone", [zone for zone in ZONES if zone.startswith("US/")])
def test_every_zone_of_the_united_states_is_written_in_rules(zone):
    assert vtimezone(zone, FIRST_YEAR, LAST_YEAR) is not None
