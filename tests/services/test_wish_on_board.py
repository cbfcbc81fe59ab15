"""What the next plan is held to, and how it is told where it cannot be kept."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import select

from scheduler.extensions import db
from scheduler.services.board_steps import repeat_step, undo_step
from scheduler.services.view_board import view_board
from scheduler.services.wish_on_board import Wish, leave_out, pin_session, wish_on_board, withdraw_wish
from scheduler.storage.instance_frame import season_frame
from scheduler.storage.models import BoardStep, BoardWish, Event, Plan, Season
from scheduler.storage.wishes import active_wishes, wished_changes, with_wishes
from tests.builders.board_rows import add_plan, add_run
from tests.builders.people import NOW, add_user
from tests.builders.small_season import READING, small_season
from tests.fixtures.databases import on_both_databases

pytestmark = [pytest.mark.usefixtures("db"), on_both_databases]

FRIDAY = datetime(2026, 3, 6), datetime(2026, 3, 7)


@pytest.fixture
def plan() -> Plan:
    return small_season()


@pytest.fixture
def user() -> int:
    return add_user().id


def kinds(plan: Plan) -> list[str]:
    return [wish.kind for wish in active_wishes(plan.season_id)]


def last_step_id() -> int:
    return db.session.scalars(select(BoardStep.id).order_by(BoardStep.number.desc())).first()  # type: ignore[return-value]


def test_a_pin_says_what_is_pinned_where(plan: Plan, user: int) -> None:
    pin_session(plan.sessions[0].id, user, NOW)
    board = view_board("en")
    assert board is not None
    (wish,) = board.wishes
    assert (wish.kind, wish.event, wish.start_local) == ("pin", "Reading night", READING)
    assert wish.place == "Room for Reading night"


def test_the_same_wish_twice_is_one(plan: Plan, user: int) -> None:
    pin_session(plan.sessions[0].id, user, NOW)
    pin_session(plan.sessions[0].id, user, NOW)
    assert kinds(plan) == ["pin"]
    assert len(db.session.scalars(select(BoardStep)).all()) == 1


def test_a_new_cap_takes_the_old_ones_place(plan: Plan, user: int) -> None:
    for cents in (50_000, 40_000):
        wish_on_board(plan.season_id, Wish("cap", cents=cents), user, NOW)
    assert [wish.cents for wish in active_wishes(plan.season_id)] == [40_000]


def test_a_cap_tells_no_fewer_families_apart_than_five(plan: Plan, user: int) -> None:
    """Each costs two dollars at either of two events."""
    for cents in (42_999, 41_000, 40_100):
        wish_on_board(plan.season_id, Wish("cap", cents=cents), user, NOW)
    steps = select(BoardWish.cents).order_by(BoardWish.id)
    assert db.session.scalars(steps).all() == [42_000, 40_000], "the last two are the same"


def test_a_floor_of_one_set_leaves_the_others(plan: Plan, user: int) -> None:
    for key in ("nights", "everyone"):
        wish_on_board(plan.season_id, Wish("floor", set_key=key, rate=0.5), user, NOW)
    assert [wish.set_key for wish in active_wishes(plan.season_id)] == ["nights", "everyone"]


def test_making_and_withdrawing_can_both_be_undone(plan: Plan, user: int) -> None:
    pin_session(plan.sessions[0].id, user, NOW)
    made = last_step_id()
    withdraw_wish(db.session.scalars(select(BoardWish.id)).one(), user, NOW)
    assert kinds(plan) == []
    undo_step(last_step_id(), user, NOW)
    assert kinds(plan) == ["pin"]
    undo_step(made, user, NOW)
    assert kinds(plan) == []
    repeat_step(made, user, NOW)
    assert kinds(plan) == ["pin"], "and the undoing too"


@pytest.mark.parametrize(
    "wish",
    [Wish("free", 999, None, *FRIDAY), Wish("floor", set_key="no such set", rate=0.5)],
    ids=["event", "set"],
)
def test_a_wish_about_what_is_not_there_is_refused(plan: Plan, user: int, wish: Wish) -> None:
    with pytest.raises(LookupError):
        wish_on_board(plan.season_id, wish, user, NOW)
    with pytest.raises(LookupError):
        pin_session(999, user, NOW)
    with pytest.raises(LookupError):
        withdraw_wish(999, user, NOW)


def test_an_instance_with_wishes_is_fixed_closed_and_capped(plan: Plan, user: int) -> None:
    event = plan.sessions[1].event_id
    pin_session(plan.sessions[0].id, user, NOW)
    wish_on_board(plan.season_id, Wish("free", None, None, *FRIDAY), user, NOW)
    wish_on_board(plan.season_id, Wish("free", event, None, *FRIDAY), user, NOW)
    wish_on_board(plan.season_id, Wish("cap", cents=40_000), user, NOW)
    mine = {"id": f"event-{event}", "window": ["2026-03-02", "2026-03-15"]}
    frame = {"events": [mine, {"id": "event-77"}], "closed": [["a", "b"]], "budget": 900}
    changed = with_wishes(frame, wished_changes(active_wishes(plan.season_id)))
    friday = ["2026-03-06T00:00", "2026-03-07T00:00"]
    assert changed["closed"] == [["a", "b"], friday]
    assert changed["events"] == [{**mine, "closed": [friday]}, {"id": "event-77"}]
    pinned = plan.sessions[0]
    assert changed["fixed"] == [
        {
            "event": f"event-{pinned.event_id}",
            "start": "2026-03-03T18:00",
            "place": f"place-{pinned.place_id}",
        }
    ]
    assert changed["budget"] == 400


def test_an_event_that_is_left_out_is_held_on_no_day_and_need_not_be(plan: Plan, user: int) -> None:
    event = db.session.get_one(Event, plan.sessions[0].event_id)
    leave_out(plan.season_id, event.id, user, NOW)
    frame = season_frame(db.session.get_one(Season, plan.season_id))
    changed = with_wishes(frame, wished_changes(active_wishes(plan.season_id)))
    left_out, other = changed["events"]
    days = [f"{event.first_date}T00:00", f"{event.last_date + timedelta(days=1)}T00:00"]
    assert (left_out["sessions"]["min"], left_out["closed"]) == (0, [days])
    assert other["sessions"]["min"] == 1
    with pytest.raises(LookupError):
        leave_out(plan.season_id, 999, user, NOW)


def test_a_conflict_names_the_wishes_that_loosen_it(plan: Plan, user: int) -> None:
    reading = plan.sessions[0]
    pin_session(reading.id, user, NOW)
    tuesday = datetime(2026, 3, 3), datetime(2026, 3, 4)
    wish_on_board(plan.season_id, Wish("free", None, None, *tuesday), user, NOW)
    wish_on_board(plan.season_id, Wish("floor", set_key="nights", rate=0.9), user, NOW)
    pinned = [f"event-{reading.event_id}", "2026-03-03T18:00", f"place-{reading.place_id}"]
    why = [
        {"kind": "fixed", "ids": pinned, "text": ""},
        {"kind": "floor", "ids": ["nights"], "text": ""},
        {"kind": "budget", "ids": [], "text": ""},
    ]
    run = add_run(db.session.get_one(Season, plan.season_id))
    add_plan(run, status="infeasible", conflict=why)
    board = view_board("en")
    assert board is not None
    loosened = [[wish.kind for wish in row.wishes] for row in board.conflict]
    assert loosened == [["pin", "free"], ["floor"], []]
