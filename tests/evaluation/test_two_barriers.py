"""Families who meet two barriers at once: their rate, measured again as that of a group of their own."""

from dataclasses import replace
from itertools import combinations
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scheduler.domain.held_session import hold
from scheduler.domain.instance import Instance
from scheduler.domain.measure import measure
from scheduler.domain.pairs import PairRate
from scheduler.domain.plan import Session
from scheduler.evaluation import Season
from scheduler.evaluation.two_barriers import two_barriers
from scheduler.whatif import Board
from tests.builders.instances import a_family, a_group, an_adult, an_event, an_instance, free
from tests.builders.plans import a_session, plausible_plan
from tests.strategies import instances


def as_groups(instance: Instance, sessions: tuple[Session, ...]) -> list[PairRate]:
    """The same by the domain's measure, each pair of groups made a group."""
    names = [group.id for group in instance.groups]
    within = {frozenset((group.id, group.within)) for group in instance.groups}
    pairs = [pair for pair in combinations(names, 2) if frozenset(pair) not in within]
    families = tuple(
        replace(f, groups=f.groups | {"+".join(pair) for pair in pairs if f.groups.issuperset(pair)})
        for f in instance.families
    )
    groups = (*instance.groups, *(a_group("+".join(pair)) for pair in pairs))
    whole = replace(instance, families=families, groups=groups)
    rates = measure(whole, hold(whole, sessions)).rates
    sizes = {pair: sum("+".join(pair) in f.groups for f in families) for pair in pairs}
    found = [(pair, sizes[pair], rates["+".join(pair)]) for pair in pairs if sizes[pair]]
    return [PairRate(*pair, size, rate) for pair, size, rate in found if rate is not None]


@settings(deadline=None, max_examples=50)
@given(instances(), st.randoms(use_true_random=False))
def test_a_pair_has_the_rate_that_it_would_have_as_a_group(instance: Instance, random: Random) -> None:
    sessions = plausible_plan(instance, random).sessions
    expected = as_groups(instance, sessions)
    for found in (two_barriers(Season(instance), sessions, 1), Board.of(instance, sessions).pairs(1)):
        assert [one[:3] for one in found] == [one[:3] for one in expected]
        assert [one.rate for one in found] == pytest.approx([one.rate for one in expected])


def test_a_pair_of_few_families_and_a_group_within_another_are_left_out() -> None:
    monday, never = an_adult(weekly=free(0)), an_adult(weekly={})
    families = (
        *(a_family(f"a{n}", monday, groups=frozenset({"wide", "narrow"})) for n in range(3)),
        *(a_family(f"b{n}", never, groups=frozenset({"wide", "other"})) for n in range(2)),
        a_family("c", monday, groups=frozenset({"narrow", "other"})),
    )
    groups = a_group("wide"), a_group("narrow", within="wide"), a_group("other")
    instance = an_instance(groups=groups, families=families, events=(an_event(),))
    assert two_barriers(Season(instance), (a_session(),), 1) == [
        ("wide", "other", 2, 0.0),
        ("narrow", "other", 1, 1.0),
    ]
    assert two_barriers(Season(instance), (a_session(),), 2) == [("wide", "other", 2, 0.0)]
