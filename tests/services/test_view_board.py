"""What the board reads: the newest plan of the open season, beside the yardsticks of its run."""

from datetime import UTC, datetime, timedelta

import pytest
from flask_sqlalchemy import SQLAlchemy

from scheduler.extensions import db
from scheduler.services.release_plan import release_plan
from scheduler.services.view_board import view_board
from scheduler.services.view_changes import SessionLine, view_changes
from scheduler.services.view_plan import view_plan
from scheduler.storage.models import (
    District,
    Job,
    Plan,
    PlanSession,
    Provider,
    Season,
    SeasonFloor,
    Snapshot,
    SnapshotFamily,
    Translation,
)
from tests.builders.board_rows import (
    FIRST_EVENING,
    add_groups,
    add_open_season,
    add_plan,
    add_run,
    add_session,
    added,
)
from tests.builders.people import add_caregiver, add_user
from tests.fixtures.databases import on_both_databases

RELEASED_UTC = datetime(2026, 2, 3, tzinfo=UTC)

pytestmark = [pytest.mark.usefixtures("db"), on_both_databases]


@pytest.fixture
def run() -> Job:
    """The done run of an open season."""
    return add_run(add_open_season())


def test_without_an_open_season_there_is_no_board() -> None:
    add_open_season(state="closed")
    assert view_board("en") is None


def test_a_season_without_a_plan_has_a_board_all_the_same() -> None:
    add_open_season(name="Spring")
    board = view_board("en")
    assert board is not None
    assert (board.season.name, board.run, board.plan, board.releases) == ("Spring", None, None, ())


def test_the_board_shows_the_newest_plan_and_never_a_yardstick(run: Job) -> None:
    add_plan(run)
    newest = add_plan(run, "weighted")
    add_plan(run, "majority")
    board = view_board("en")
    assert board is not None
    assert board.plan is not None
    assert board.plan.id == newest.id


def test_an_infeasible_run_says_why_and_leaves_the_plan_before_on_the_board(run: Job) -> None:
    before = add_plan(run)
    add_groups()
    why = [{"kind": "floor", "ids": ["nights"], "text": "nights: a rate of at least 0.5"}]
    add_plan(add_run(run_season(run)), status="infeasible", conflict=why)
    board = view_board("en")
    assert board is not None
    assert board.plan is not None
    assert board.plan.id == before.id
    (conflict,) = board.conflict
    assert (conflict.kind, conflict.set_name, conflict.wishes) == ("floor", "Night or shift work", ())


def test_each_set_stands_beside_the_headcount_poll_and_the_majority_plan(run: Job) -> None:
    add_groups()
    add_plan(run, "headcount", {"nights": 0.2, "everyone": 0.5})
    add_plan(run, "majority", {"nights": 0.3, "everyone": 0.7})
    plan = add_plan(run, "leximin", {"nights": 0.4, "everyone": 0.6})
    add_plan(add_run(run_season(run)), "majority", {"nights": 0.9, "everyone": 0.9})
    nights, everyone = view_plan(plan.id, "en").rates
    assert (nights.name, everyone.name) == ("Night or shift work", None)
    assert (nights.rate, nights.headcount_rate, nights.majority_rate) == (0.4, 0.2, 0.3)
    assert (everyone.rate, everyone.headcount_rate, everyone.majority_rate) == (0.6, 0.5, 0.7)


def test_a_majority_plan_above_floors_stands_beside_the_one_without_them(run: Job) -> None:
    add_groups()
    add_plan(run, "majority", {"nights": 0.1})
    plan = add_plan(run, "majority", {"nights": 0.4}, yardstick=False)
    (nights,) = view_plan(plan.id, "en").rates
    assert (nights.rate, nights.majority_rate) == (0.4, 0.1)


def test_a_floor_says_whether_it_was_voted(run: Job) -> None:
    season_id = run_season(run).id
    added(SeasonFloor(season_id=season_id, set_key="nights", rate=0.3))
    floors = [{"group": "nights", "rate": 0.28, "asked": 0.3}, {"group": "everyone", "rate": 0.25}]
    plan = add_plan(run, rates={"nights": 0.4, "everyone": 0.6, "no_car": 0.5}, floors=floors)
    by_set = {rate.set_key: rate.floor for rate in view_plan(plan.id, "en").rates}
    assert (by_set["nights"].rate, by_set["nights"].asked, by_set["nights"].voted) == (0.28, 0.3, True)
    assert (by_set["everyone"].rate, by_set["everyone"].voted) == (0.25, False)
    assert by_set["no_car"] is None


def test_a_session_tells_time_place_supports_and_reach(run: Job) -> None:
    plan = add_plan(run)
    interpreter = added(Provider(name="Hodan", kind="interpreter", languages=["so"]))
    bus = added(Provider(name="Bus 1", kind="transport", zone="north"))
    add_session(plan, "Reading night", interpreter, bus, reach={"everyone": 123, "nights": 17})
    (session,) = view_plan(plan.id, "en").sessions
    assert (session.event, session.place, session.format) == (
        "Reading night",
        "Room for Reading night",
        "in_person",
    )
    assert (session.start_local, session.end_local) == (FIRST_EVENING, FIRST_EVENING + timedelta(minutes=90))
    assert [(s.kind, s.languages, s.zone) for s in session.supports] == [
        ("interpreter", ("so",), None),
        ("transport", (), "north"),
    ]
    assert session.reach == {"everyone": 123, "nights": 17}


def test_titles_are_read_in_the_readers_language_or_in_what_such_readers_read_instead(run: Job) -> None:
    plan = add_plan(run)
    event_id = add_session(plan, "Reading night").event_id
    french = {"language": "fr", "text": "Soirée de lecture"}
    added(Translation(subject_kind="event", subject_id=event_id, field="title", **french))
    titles = {language: view_plan(plan.id, language).sessions[0].event for language in ("ht", "fr", "es")}
    assert titles == {"ht": "Soirée de lecture", "fr": "Soirée de lecture", "es": "Reading night"}


def test_a_plan_says_how_many_families_have_withdrawn_since(run: Job) -> None:
    plan = add_plan(run)
    snapshot = db.session.get_one(Snapshot, plan.snapshot_id)
    snapshot.family_count = 3
    family_id = add_caregiver().family_id
    added(SnapshotFamily(snapshot_id=snapshot.id, family_id=family_id, pseudonym="a1", body={}))
    assert view_plan(plan.id, "en").withdrawn == 2


class TestChanges:
    """What a release would tell families, against the release before."""

    @pytest.fixture(autouse=True)
    def _district(self, db: SQLAlchemy) -> None:  # noqa: ARG002
        added(District(name="Harbor", timezone="America/New_York", default_language="en"))

    def test_the_first_release_adds_every_session(self, run: Job) -> None:
        plan = add_plan(run)
        add_session(plan, "Reading night")
        changes = view_changes(plan.id, "en")
        assert changes is not None
        assert (changes.since, changes.kept, changes.moved, changes.cancelled) == (None, 0, (), ())
        assert changes.added == (SessionLine("Reading night", FIRST_EVENING, "Room for Reading night"),)

    def test_a_later_one_tells_what_is_kept_moved_and_cancelled(self, run: Job) -> None:
        first, second = add_plan(run), add_plan(run)
        kept, moved = add_session(first, "Kept"), add_session(first, "Moved")
        add_session(first, "Dropped")
        release_plan(first.id, add_user().id, RELEASED_UTC)
        same_again(second, kept, FIRST_EVENING)
        same_again(second, moved, FIRST_EVENING + timedelta(days=1))
        changes = view_changes(second.id, "en")
        assert changes is not None
        assert (changes.since, changes.kept, changes.added) == (1, 1, ())
        ((before, after),) = changes.moved
        assert (before.event, before.start_local) == ("Moved", FIRST_EVENING)
        assert after.start_local == FIRST_EVENING + timedelta(days=1)
        assert [line.event for line in changes.cancelled] == ["Dropped"]

    @pytest.mark.parametrize("objective", ["headcount", "majority"])
    def test_a_yardstick_cannot_be_released(self, run: Job, objective: str) -> None:
        assert view_changes(add_plan(run, objective).id, "en") is None


def run_season(run: Job) -> Season:
    return db.session.get_one(Season, run.season_id)


def same_again(plan: Plan, session: PlanSession, start: datetime) -> None:
    facts = {"event_id": session.event_id, "place_id": session.place_id}
    added(PlanSession(plan_id=plan.id, start_local=start, **facts))
