"""Every peer keeps the hard rules, so that the benchmark compares plans and not mistakes."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from benchmarks.peers.catalogue import PEERS
from benchmarks.peers.deadline import Deadline, NoPlan
from benchmarks.peers.diary import Diary
from benchmarks.peers.sites import Site
from scheduler.domain.checker import check_plan
from scheduler.domain.instance import Instance
from scheduler.domain.plan import Plan, Session
from scheduler.evaluation import Season
from scheduler.evaluation.openings import Openings
from tests.builders.instances import (
    a_call,
    a_family,
    a_group,
    a_place,
    a_provider,
    an_adult,
    an_event,
    an_instance,
    at,
    free,
)

SPANISH = frozenset({"es"})
SECONDS = 5.0
ALONE = ("poll", "poll-supports", "greedy", "textbook-cpsat", "compact")
WITH_PACKAGES = {
    "textbook-highs": "highspy",
    "textbook-cbc": "pulp",
    "textbook-scip": "pyscipopt",
    "timefold": "timefold",
}


def scarce_season(**more: object) -> Instance:
    """Two events for the same six families, one host, a small hall, one interpreter who works once."""
    families = [a_family(f"f{n}", an_adult(weekly=free(0, 1, hours=(17, 20)))) for n in range(3)]
    families += [
        a_family(
            f"s{n}",
            an_adult(weekly=free(2, hours=(17, 21)), interpreter=SPANISH),
            groups=frozenset({"spanish"}),
        )
        for n in range(3)
    ]
    usual: dict[str, object] = {
        "groups": (a_group("spanish"),),
        "places": (a_place(capacity=4, cost=5), a_call()),
        "providers": (
            a_provider("host"),
            a_provider("ines", "interpreter", languages=("es",), cost=10, minutes_per_week=60),
        ),
        "events": (an_event("e1", places=("hall", "call")), an_event("e2", places=("hall", "call"))),
        "families": tuple(families),
        "budget": 20.0,
    }
    return an_instance(**{**usual, **more})


def planned(peer: str, instance: Instance) -> tuple[Session, ...]:
    return PEERS[peer].load()(instance, Deadline(SECONDS), 1)


def faults(instance: Instance, sessions: Sequence[Session]) -> list[str]:
    return [fault.text for fault in check_plan(instance, Plan("feasible", "leximin", tuple(sessions)))]


def one_hour() -> dict[str, object]:
    """Everybody is free in one hour only, and there are two hosts: the two events want to clash."""
    families = tuple(a_family(f"f{n}", an_adult(weekly=free(0, hours=(17, 18)))) for n in range(3))
    return {"families": families, "providers": (a_provider("host"), a_provider("other"))} | two_events(
        hosts=("host", "other")
    )


def one_host() -> dict[str, object]:
    """Two events for different families, who are free in the same hour, and one host."""
    groups = ("north", "south")
    families = tuple(
        a_family(f"{name}{n}", an_adult(weekly=free(0, hours=(17, 18))), groups=frozenset({name}))
        for name in groups
        for n in range(2)
    )
    events = tuple(an_event(f"for-{name}", places=("hall", "call"), audience={name}) for name in groups)
    return {
        "groups": tuple(a_group(name) for name in groups),
        "families": families,
        "providers": (a_provider("host"),),
        "events": events,
    }


def two_events(**more: object) -> dict[str, object]:
    return {"events": tuple(an_event(name, places=("hall", "call"), **more) for name in ("e1", "e2"))}


SEASONS = {
    "one interpreter": scarce_season(),
    "little money": scarce_season(budget=9.0),
    "events that clash": scarce_season(**one_hour()),
    "one host for two events": scarce_season(**one_host()),
}


@pytest.mark.parametrize("season", SEASONS)
@pytest.mark.parametrize("peer", ALONE)
def test_a_peer_that_needs_no_package_of_its_own_keeps_the_rules(peer: str, season: str) -> None:
    assert faults(SEASONS[season], planned(peer, SEASONS[season])) == []


@pytest.mark.parametrize(("peer", "package"), WITH_PACKAGES.items())
def test_a_peer_with_a_package_of_its_own_keeps_the_rules(peer: str, package: str) -> None:
    pytest.importorskip(package, reason=f"{package} is not installed (make bench installs it)")
    instance = scarce_season()
    assert faults(instance, planned(peer, instance)) == []


@pytest.mark.parametrize("peer", ["greedy", "textbook-cpsat", "compact"])
def test_the_group_that_a_poll_leaves_out_comes_first_with_those_who_look_for_it(peer: str) -> None:
    instance = scarce_season()
    season = Season(instance)
    assert season.rates(planned("poll", instance)).rates["spanish"] == 0
    assert season.rates(planned(peer, instance)).rates["spanish"] == 0.5


def test_a_poll_with_supports_books_what_the_money_pays_for() -> None:
    def interpreted(budget: float) -> int:
        sessions = planned("poll-supports", scarce_season(budget=budget))
        return sum("ines" in session.providers for session in sessions)

    assert (interpreted(9.0), interpreted(20.0)) == (0, 1)


def test_a_season_with_too_few_hours_of_hosts_has_no_textbook_plan() -> None:
    short_of_hosts = scarce_season(providers=(a_provider("host", minutes_per_season=60),))
    with pytest.raises(NoPlan):
        planned("textbook-cpsat", short_of_hosts)


def test_the_diary_keeps_travel_gap_and_contract() -> None:
    events = (an_event("e1", places=("hall", "gym")),)
    providers = (a_provider("host", minutes_per_day=120),)
    diary = Diary(
        Openings(scarce_season(events=events, places=(a_place(), a_place("gym")), providers=providers))
    )
    diary.book(Session("e1", at(17), "hall", ("host",)))
    assert diary.hosts(Site(0, at(18), at(19), "hall")) == ("host",)
    assert diary.hosts(Site(0, at(18), at(19), "gym")) is None
    assert diary.hosts(Site(0, at(19), at(20), "gym")) == ("host",)
    diary.book(Session("e1", at(19), "gym", ("host",)))
    assert diary.hosts(Site(0, at(20), at(21), "gym")) is None
    assert diary.hosts(Site(0, at(20, day=1), at(21, day=1), "gym")) == ("host",)
