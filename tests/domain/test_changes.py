"""Changes between plans are told per event: kept, moved, added, dropped."""

from datetime import datetime

from scheduler.domain.changes import session_changes
from scheduler.domain.plan import Session

SIX, SEVEN = datetime(2027, 1, 11, 18), datetime(2027, 1, 11, 19)


def test_the_same_plan_keeps_everything() -> None:
    plan = [Session("e1", SIX, "hall"), Session("e2", SIX, "call")]
    changes = session_changes(plan, plan)
    assert len(changes.kept) == 2
    assert (changes.moved, changes.added, changes.dropped) == ((), (), ())


def test_another_time_or_place_of_the_same_event_is_a_move() -> None:
    before, after = Session("e1", SIX, "hall"), Session("e1", SEVEN, "hall")
    assert session_changes([before], [after]).moved == ((before, after),)
    elsewhere = Session("e1", SIX, "call")
    assert session_changes([before], [elsewhere]).moved == ((before, elsewhere),)


def test_a_session_in_the_same_slot_is_kept_before_any_other_is_called_moved() -> None:
    early, late = Session("e1", SIX, "hall"), Session("e1", SEVEN, "hall")
    changes = session_changes([early, late], [late])
    assert changes.kept == ((late, late),)
    assert changes.dropped == (early,)


def test_sessions_of_different_events_are_never_matched() -> None:
    one, other = Session("e1", SIX, "hall"), Session("e2", SIX, "hall")
    changes = session_changes([one], [other])
    assert (changes.added, changes.dropped, changes.moved) == ((other,), (one,), ())
