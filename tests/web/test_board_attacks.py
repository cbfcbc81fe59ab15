"""Nobody can tell from the board whether one family more is there: by pages, by moves, by subtraction.

Districts whose counts round alike must look alike everywhere: then no difference of any two numbers, however
they are combined, tells them apart.
"""

from pathlib import Path

import pytest

from tests.thorough import thorough
from tests.web.attacked_pages import FAMILIES, Seen, seen

NOT_ATTACKED = {
    "what a family says of itself, behind its own link": {
        ("families.begin_with_the_last", "POST"),
        ("families.change_language", "POST"),
        ("families.delete", "POST"),
        ("families.save_step", "POST"),
        ("family_calendar.change_language", "POST"),
        ("family_calendar.renew", "POST"),
        ("family_replies.need", "POST"),
        ("family_replies.reply", "POST"),
        ("my_groups.leave_or_join", "POST"),
        ("my_groups.save", "POST"),
        ("my_offers.propose", "POST"),
        ("my_offers.send", "POST"),
        ("open_times.settle", "POST"),
        ("paper.enter_code", "POST"),
        ("sundays.stop", "POST"),
    },
    "what strangers send, who are told nothing": {
        ("join.ask", "GET"),
        ("join.enter_code", "POST"),
        ("join.join", "POST"),
        ("language.choose", "POST"),
        ("wording.send", "POST"),
    },
    "signing in and out": {
        ("account.enter", "POST"),
        ("account.enter_page", "GET"),
        ("account.send_link", "POST"),
        ("account.sign_out", "POST"),
    },
    "in a demo alone": {("account.demo_enter", "POST"), ("account.demo_enter_page", "GET")},
    "files that are alike in every district": {("clips.play", "GET"), ("static", "GET")},
}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param((20, 30), (21, 30), id="one family more in a group"),
        pytest.param(
            (20, 31, {}, 100, 0), (20, 31, {}, 100, 1), marks=thorough, id="whether a family left since"
        ),
        pytest.param((3, 30), (4, 30), id="a group of fewer than ten, by everyone less the rest"),
        pytest.param(
            (20, 0), (20, 1), marks=thorough, id="nobody in no group and with a need, or a single family"
        ),
        pytest.param(
            (20, 37, {"a": (20, 10), "b": (20, 11)}),
            (20, 37, {"a": (20, 12), "b": (20, 11)}),
            marks=thorough,
            id="which of two groups is included less",
        ),
        pytest.param(
            (20, 30, {"a": (30, 30), "a+nights": (20, 0)}),
            (20, 30, {"a": (30, 30), "a+nights": (21, 0)}),
            marks=thorough,
            id="one family more that meets two barriers",
        ),
        pytest.param(
            (20, 31, {"a": (4, 0)}),
            (20, 31, {"a": (4, 1)}),
            marks=thorough,
            id="whether one of fewer than ten can come, by the floor of their group",
        ),
        pytest.param(
            (20, 30, {"a": (0, 0)}),
            (20, 30, {"a": (1, 0)}),
            marks=thorough,
            id="nobody in a group, or a single family",
        ),
        pytest.param((20, 30, {}, 94), (20, 31, {}, 94), id="one family more in no group, by costs"),
    ],
)
def test_districts_that_round_alike_look_alike_whatever_is_asked_of_them(
    tmp_path: Path, one: tuple[int, int], other: tuple[int, int]
) -> None:
    found, beside = seen(tmp_path / "one", *one).pages, seen(tmp_path / "other", *other).pages
    assert found.keys() == beside.keys()
    assert [page for page in found if found[page] != beside[page]] == []


@pytest.fixture(scope="module")
def one(tmp_path_factory: pytest.TempPathFactory) -> Seen:
    """A district of many families."""
    return seen(tmp_path_factory.mktemp("seen") / "one", 23, 31, {"a": (33, 32), "a+nights": (17, 0)})


def test_every_count_of_families_is_a_multiple_of_five_from_ten_on(one: Seen) -> None:
    counts = {int(n.replace(",", "")) for text in one.pages.values() for n in FAMILIES.findall(text)}
    assert {15, 30, 40, 50, 105} <= counts
    assert {count for count in counts if count % 5 or count < 10} <= {0}
    assert "Two barriers at once" in one.pages["/board/"]


def test_every_route_is_attacked_or_says_why_not(one: Seen) -> None:
    """A page that is added later is opened by itself; what cannot be is named here with its reason."""
    assert one.untaken == set().union(*NOT_ATTACKED.values())


@pytest.mark.parametrize(
    ("page", "says"),
    [
        ("moved meanwhile", "Make my move on their board"),
        ("chosen meanwhile", "Nothing was chosen"),
        ("undo", "Do it again"),
        ("again", "Undo</button>"),
        ("since the release", "1 moved"),
        ("compared", "The price of each plan."),
        ("/board/plans/1/groups/nights/why", "Nobody at home is free then"),
        ("/board/plans/1/trades", "Families who gain"),
        ("memo", "In 9 of 10 seasons"),
        ("closed", "Open it again"),
    ],
)
def test_what_is_attacked_is_there(one: Seen, page: str, says: str) -> None:
    """A page that is refused looks alike everywhere."""
    assert says in one.pages[page]
