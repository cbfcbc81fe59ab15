"""A published session keeps its uid for life; its sequence rises only when it really changes."""

from datetime import UTC, datetime, timedelta
from itertools import count

from scheduler.domain.plan import Session
from scheduler.domain.publishing import Published, publish

MONDAY = datetime(2027, 1, 11, 18)
NOW = datetime(2026, 12, 1, tzinfo=UTC)


def session(event: str = "e1", hours_later: int = 0, place: str = "hall", *providers: str) -> Session:
    return Session(event, MONDAY + timedelta(hours=hours_later), place, providers)


def release(previous: list[Published], sessions: list[Session], days_later: int = 0) -> list[Published]:
    numbers = count(len(previous))
    return publish(previous, sessions, NOW + timedelta(days=days_later), lambda: f"uid-{next(numbers)}")


def test_the_first_release_gives_every_session_a_uid_of_its_own() -> None:
    first = release([], [session("e1"), session("e2")])
    assert [(p.uid, p.sequence, p.status) for p in first] == [
        ("uid-0", 0, "confirmed"),
        ("uid-1", 0, "confirmed"),
    ]


def test_a_kept_session_changes_nothing_even_when_its_providers_do() -> None:
    first = release([], [session("e1", 0, "hall", "host-1")])
    (kept,) = release(first, [session("e1", 0, "hall", "host-2")], days_later=1)
    assert (kept.uid, kept.sequence, kept.changed_utc) == ("uid-0", 0, NOW)
    assert kept.session.providers == ("host-2",)


def test_a_moved_session_keeps_its_uid_and_raises_its_sequence() -> None:
    first = release([], [session("e1")])
    (moved,) = release(first, [session("e1", 24)], days_later=1)
    assert (moved.uid, moved.sequence, moved.changed_utc) == ("uid-0", 1, NOW + timedelta(days=1))


def test_a_dropped_session_stays_as_cancelled_for_thirty_days() -> None:
    first = release([], [session("e1")])
    second = release(first, [], days_later=1)
    assert [(p.uid, p.status, p.sequence) for p in second] == [("uid-0", "cancelled", 1)]
    assert [p.status for p in release(second, [], days_later=30)] == ["cancelled"]
    assert release(second, [], days_later=31) == []


def test_a_reinstated_session_comes_back_under_its_uid() -> None:
    second = release(release([], [session("e1")]), [], days_later=1)
    (back,) = release(second, [session("e1", 48)], days_later=2)
    assert (back.uid, back.status, back.sequence, back.cancelled_utc) == ("uid-0", "confirmed", 2, None)


def test_an_added_session_of_another_event_is_new() -> None:
    second = release(release([], [session("e1")]), [session("e2")], days_later=1)
    assert {(p.session.event, p.status) for p in second} == {("e1", "cancelled"), ("e2", "confirmed")}
    assert len({p.uid for p in second}) == 2
