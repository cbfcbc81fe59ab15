"""Nobody can tell from the board whether one family more is there: by pages, by moves, by subtraction.

Districts whose counts round alike must look alike everywhere: then no difference of any two numbers, however
they are combined, tells them apart.
"""

import re
from datetime import date
from pathlib import Path

import pytest

from scheduler.app import create_app
from scheduler.extensions import db
from scheduler.services.keep_move import keep_move
from scheduler.services.release_plan import release_plan
from scheduler.services.what_if_views import Wanted
from scheduler.storage.models import District, Plan
from tests.builders.board_rows import add_comparison, added
from tests.builders.people import NOW, add_user
from tests.builders.small_season import small_season
from tests.fixtures.apps import make_settings
from tests.fixtures.page_client import PageClient
from tests.web.browsing import signed_in

DAYS = [f"2026-03-{day:02}" for day in (2, 3, 4, 5, 10, 12)]
TIMES = ["17:00", "20:00"]
SECRETS = re.compile(r'name="csrf_token" value="[^"]+"|kept as [0-9a-f]{10}')
FAMILIES = re.compile(r"(?<![-\d:,.#])\b(\d[\d,]*)(?: families|</b>)")


def seen(folder: Path, nights: int, others: int) -> dict[str, str]:
    """Every page of the board of a district with so many families, and the answers to all moves."""
    folder.mkdir()
    app = create_app(make_settings(folder, f"sqlite:///{folder / 'board.db'}"))
    app.test_client_class = PageClient
    with app.app_context():
        db.create_all()
        added(District(name="Oak Schools", timezone="America/New_York", default_language="en"))
        plan = small_season(nights, others)
        user_id = add_user().id
        pages = ["/board/", f"/board/plans/{plan.id}", f"/board/plans/{plan.id}/release"]
        for session in plan.sessions:
            move = f"/board/plans/{plan.id}/sessions/{session.id}/move"
            pages += [move, *(f"{move}?ask=1&day={day}&time={time}" for day in DAYS for time in TIMES)]
            pages += [f"{move}?ask=1&with_crew=1"]
        client = signed_in(app, user_id)
        found = {page: client.get(page).text for page in pages}
        release_plan(plan.id, user_id, NOW)
        found["released"] = client.get("/board/").text
        found["memo"] = client.get("/board/releases/1/memo").text
        moved_id = keep_move(plan.id, plan.sessions[0].id, Wanted(day=date(2026, 3, 5)), user_id, NOW)
        add_comparison(plan, ("varied", db.session.get_one(Plan, moved_id)))
        found["since release 1"] = client.get(f"/board/plans/{moved_id}/release").text
        found["compared"] = client.get(f"/board/plans/{plan.id}/compare").text
        db.session.remove()
        db.engine.dispose()
    return {page: SECRETS.sub("", text) for page, text in found.items()}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param((20, 30), (21, 30), id="one family more in a group"),
        pytest.param((20, 30), (20, 31), id="one family more in no group"),
        pytest.param((3, 30), (4, 30), id="a group of fewer than ten, by everyone less the rest"),
        pytest.param((20, 3), (20, 4), id="fewer than ten in no group, by everyone less the rest"),
    ],
)
def test_districts_that_round_alike_look_alike_on_every_page_and_after_every_move(
    tmp_path: Path, one: tuple[int, int], other: tuple[int, int]
) -> None:
    assert seen(tmp_path / "one", *one) == seen(tmp_path / "other", *other)


def test_every_count_of_families_is_a_multiple_of_five_from_ten_on(tmp_path: Path) -> None:
    pages = seen(tmp_path / "one", 23, 31)
    counts = {int(n.replace(",", "")) for text in pages.values() for n in FAMILIES.findall(text)}
    assert {25, 30, 55} <= counts
    assert {count for count in counts if count % 5 or count < 10} <= {0}
