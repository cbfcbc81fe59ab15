"""How far the plan on the board includes each group, and what is proven of it."""

import re
from collections.abc import Callable

import pytest
from sqlalchemy import select

from scheduler.extensions import db
from scheduler.services.request_plan import CEILINGS, request_ceilings
from scheduler.storage.models import Job, Plan
from tests.builders.board_rows import (
    add_groups,
    add_open_season,
    add_plan,
    add_planned_season,
    add_run,
    add_session,
    levels,
    set_rate,
)
from tests.builders.people import NOW
from tests.fixtures.page_client import PageClient
from tests.web.browsing import words

BOARD = "/board/"


def test_the_least_included_group_comes_first_and_everyone_last(
    planner: PageClient, in_app: Callable
) -> None:
    in_app(add_groups)
    in_app(lambda: add_planned_season(rates={"everyone": 0.3, "nights": 0.6, "no_car": 0.4, "no_group": 0.1}))
    panel = words(planner.get(BOARD).text)
    order = ["No car", "Night or shift work", "Families in no group", "Everyone"]
    places = [panel.index(name) for name in order]
    assert places == sorted(places)


def test_a_rate_stands_beside_the_poll_and_the_majority_plan(planner: PageClient, in_app: Callable) -> None:
    def stored() -> None:
        add_groups()
        run = add_run(add_open_season())
        add_plan(run, "headcount", {"nights": 0.204})
        add_plan(run, "majority", {"nights": 0.31})
        floors = [{"group": "nights", "rate": 0.155}]
        add_plan(run, floors=floors).rates = [set_rate("nights", 0.466, season_rate=0.42)]
        db.session.commit()

    in_app(stored)
    page = words(planner.get(BOARD).text)
    assert "Night or shift work 40 families · Floor 13%" in page
    assert "Night or shift work 50% 38% 25% 25%" in page


def test_fewer_than_ten_families_are_never_counted_out(planner: PageClient, in_app: Callable) -> None:
    def stored() -> None:
        add_groups()
        plan = add_plan(add_run(add_open_season()))
        plan.rates = [
            set_rate("nights", 0.5, families=9, takes_part=False),
            set_rate("no_car", 0.5, families=12),
            set_rate("everyone", 0.5, families=140),
        ]
        add_session(plan, reach={"nights": 7, "no_car": 8, "everyone": 9})

    in_app(stored)
    page = words(planner.get(BOARD).text)
    assert "Fewer than 10 families, shown only together: Night or shift work" in page
    assert "No car 10 families" in page
    assert "Fewer than 10: No car, Everyone" in page
    assert not re.search(r"\b([789]|12) families", page)


@pytest.mark.parametrize(
    ("first", "second", "proven"),
    [(0.4, 0.9, 2), (0.4, 0.96, 1), (0.5, 0.9, 0)],
)
def test_what_is_proven_counts_groups_and_names_none(
    planner: PageClient, in_app: Callable, first: float, second: float, proven: int
) -> None:
    """Which group is the least is not what the rounded rates of small groups say."""

    def stored() -> None:
        add_groups()
        steps = levels(("smallest 1", 0.4, first), ("smallest 2", 0.9, second), ("everyone", 0.6, 0.6))
        add_planned_season(rates={"nights": 0.4, "no_car": 0.5, "everyone": 0.6}, levels=steps)

    in_app(stored)
    says = "No plan can lift one of these" if proven else "Nothing is proven here yet."
    page = words(planner.get(BOARD).text)
    assert f"Groups, the least included first: {proven} of 2 proven best. {says}" in page
    assert "Everyone: 63%. Proven best" in page


class TestCeilings:
    """Nights has 40 % (16 of 40 families), no_car 50 %."""

    @pytest.fixture
    def shown(self, planner: PageClient, in_app: Callable) -> Callable[..., str]:
        """The board's words once the search for ceilings has come so far."""

        def shown(state: str, **reached_and_bound: tuple[float, float]) -> str:
            def stored() -> None:
                add_groups()
                plan = db.session.get_one(Plan, add_planned_season(rates={"nights": 0.4, "no_car": 0.5}))
                assert plan.job_id is not None
                request_ceilings(plan.season_id, plan.job_id, plan.id, NOW)
                job = db.session.scalars(select(Job).where(Job.kind == CEILINGS)).one()
                sets = {key: {"reached": r, "bound": b} for key, (r, b) in reached_and_bound.items()}
                job.state, job.progress = state, {"sets": sets}
                db.session.commit()

            in_app(stored)
            return words(planner.get(BOARD).text)

        return shown

    def test_the_least_included_group_that_a_plan_can_still_move_is_said_first(self, shown: Callable) -> None:
        page = shown("done", nights=(0.4, 0.4), no_car=(0.62, 0.75))
        first = "Comes first: No car, 50%. A plan for this group alone could give it 63%."
        assert first in page
        assert page.index(first) < page.index("Night or shift work 40 families · Ceiling 38%")

    def test_a_ceiling_stands_beside_its_group_with_a_link_to_what_would_raise_it(
        self, shown: Callable, planner: PageClient
    ) -> None:
        page = shown("done", nights=(0.4, 0.4), no_car=(0.62, 0.75))
        row = "No car 40 families · Ceiling at most 75%, perhaps less · Who is left out? No car · What would"
        assert row in page
        assert re.search(r'href="/board/plans/\d+/groups/no_car/why#helps"', planner.get(BOARD).text)

    def test_where_every_group_has_its_ceiling_no_group_comes_first(self, shown: Callable) -> None:
        page = shown("done", nights=(0.4, 0.4), no_car=(0.5, 0.5))
        assert "Each group has the most that a plan could give it alone." in page

    def test_a_ceiling_that_is_not_known_to_be_reached_moves_nobody_first(self, shown: Callable) -> None:
        page = shown("done", nights=(0.4, 0.9), no_car=(0.5, 0.5))
        assert "Comes first" not in page
        assert "Each group has the most" not in page

    def test_a_plan_that_has_more_than_was_found_is_not_below_its_own_rate(self, shown: Callable) -> None:
        assert "No car 40 families · Ceiling 50%" in shown("done", no_car=(0.3, 0.3))

    def test_while_ceilings_are_looked_for_the_board_says_so(self, shown: Callable) -> None:
        page = shown("running", nights=(0.4, 0.9))
        assert "How far each group could go is being worked out." in page
        assert "Ceiling at most 88%, perhaps less" in page


class TestTwoBarriers:
    """Nights has 40 %, no_car 50 %: the two together come into sight below 20 %."""

    @pytest.mark.parametrize(
        ("families", "rate", "told"),
        [
            (40, 0.1, "Night or shift work + No car 40 families Both: 13%. The groups: 38%, 50%."),
            (40, 0.2, None),
            (9, 0.0, None),
        ],
    )
    def test_a_pair_that_is_included_less_than_half_as_far_as_either_is_told(
        self, planner: PageClient, in_app: Callable, families: int, rate: float, told: str | None
    ) -> None:
        pair = {"first": "nights", "second": "no_car", "families": families, "rate": rate}

        def stored() -> None:
            add_groups()
            add_planned_season(rates={"nights": 0.4, "no_car": 0.5}, pairs=[pair])

        in_app(stored)
        page = words(planner.get(BOARD).text)
        assert ("Two barriers at once" in page) == (told is not None)
        assert told is None or told in page
