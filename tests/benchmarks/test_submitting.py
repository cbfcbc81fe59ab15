"""Families who save at the same moment lose nothing; how long they wait is a benchmark's matter."""

import asyncio

from benchmarks.submitting import add_families, different_weeks, fill_in_each, lost, press_all
from tests.fixtures.live import Installation

FAMILIES = 40


def test_what_forty_families_save_at_the_same_moment_is_all_stored(live_server: Installation) -> None:
    season_id, families = add_families(live_server.app, FAMILIES)
    filled = asyncio.run(fill_in_each(live_server.url, families))
    assert lost(live_server.app, season_id, families) == [each.caregiver_id for each in families]
    waited = asyncio.run(press_all(live_server.url, filled))
    assert {each.wrong for each in waited} == {""}
    assert lost(live_server.app, season_id, families) == []


def test_no_two_families_say_the_same() -> None:
    weeks = [tuple(week.values()) for week in different_weeks(500)]
    assert len(set(weeks)) == 500
