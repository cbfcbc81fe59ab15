"""A planned season in the database, small enough to know every number of it.

Both events invite everyone. 20 families work nights and are free on Thursdays only; 30 others on Tuesdays
only. "Reading night" is on Tuesday, 3 March 2026 at 18:00 in the hall, "Math night" on Thursday at 18:00 in
the gym, both with the one host. Friday, 6 March is closed. A session costs 100 dollars
unless told otherwise, and each family two. More families may be added, of whom some are free on Tuesdays and
the rest never, and up to 50 events, four an evening from Monday, 2 March on.
"""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from types import MappingProxyType

from scheduler.domain.held_session import hold
from scheduler.domain.instance import Family, Horizon, Instance, Interval
from scheduler.domain.instance_json import instance_hash, instance_to_json
from scheduler.domain.measure import Measure, measure
from scheduler.evaluation import Season, who_can_come
from scheduler.evaluation.two_barriers import two_barriers
from scheduler.extensions import db
from scheduler.storage import models
from scheduler.storage.models import Plan, PlanRate, PlanSession, Snapshot, SnapshotFamily
from scheduler.storage.plans import load_plan
from tests.builders.board_rows import add_open_season, add_plan, add_run, add_session, added, levels
from tests.builders.instances import (
    a_family,
    a_group,
    a_place,
    a_provider,
    an_adult,
    an_event,
    an_instance,
    free,
)
from tests.builders.plans import with_levels

READING = datetime(2026, 3, 3, 18)
MATH = datetime(2026, 3, 5, 18)
NIGHTS, OTHERS = 20, 30
TUESDAY, THURSDAY = 1, 3

More = Mapping[str, tuple[int, int]]
"""More families, how many of them are free on Tuesdays, by the groups that they are in ("no_car+nights")."""


def small_season(
    nights: int = NIGHTS,
    others: int = OTHERS,
    more: More = MappingProxyType({}),
    session_cost: float = 100,
    more_events: int = 0,
) -> Plan:
    """The plan; its sessions are Reading night and Math night, in this order, then those of more events."""
    families = _families(nights, others, more)
    of_more = (g for key in more for g in sorted({*key.split("+")} - {"nights"}))
    groups = {"nights": "Night or shift work"} | {g: g for g in of_more}
    for key, name in groups.items():
        added(models.PriorityGroup(key=key, name=name, question=key))
    plan = add_plan(add_run(add_open_season(name="Spring")))
    host = added(models.Provider(name="Ms. Rivera", kind="host"))
    sessions = [
        add_session(plan, "Reading night", host, start=READING),
        add_session(plan, "Math night", host, start=MATH),
        *(add_session(plan, f"Event {n}", host, start=_later(n)) for n in range(more_events)),
    ]
    for session in sessions:
        event = db.session.get_one(models.Event, session.event_id)
        event.minutes, event.for_everyone, event.cost_per_family_cents = 60, True, 200
        event.hosts = [host]
        event.places = list(db.session.query(models.Place))
    db.session.commit()
    instance = _instance(sessions, session_cost, families, groups)
    store_snapshot(plan, instance)
    found = who_can_come(Season(instance), load_plan(plan.id).sessions)
    reached = {each.session.event: dict(each.weight) for each in found}
    for session in sessions:
        session.reach = reached[f"event-{session.event_id}"]
    db.session.commit()
    return plan


def reach(nights: int, others: int) -> dict[str, float]:
    return {"nights": nights, "pooled": 0, "no_group": others, "everyone": nights + others}


def store_snapshot(plan: Plan, instance: Instance) -> None:
    """Keep the instance as that from which the plan was made, with the rates and levels it really has."""
    frame = instance_to_json(instance)
    bodies = frame.pop("families")
    snapshot = db.session.get_one(Snapshot, plan.snapshot_id)
    snapshot.frame, snapshot.family_count = frame, len(bodies)
    real = with_levels(instance, load_plan(plan.id))
    plan.levels = levels(*((level.name, level.value, level.bound) for level in real.levels))
    measured = measure(instance, hold(instance, real.sessions))
    plan.rates = _rates(instance, measured)
    plan.cost_cents, plan.family_cost_cents = round(100 * measured.cost), round(100 * measured.families_cost)
    plan.pairs = [p._asdict() for p in two_barriers(Season(instance), real.sessions, instance.small_group)]
    for body in bodies:
        family = models.Family(size=1)
        db.session.add(family)
        db.session.flush()
        pseudonym = body.pop("id")
        row = {"snapshot_id": snapshot.id, "family_id": family.id, "pseudonym": pseudonym, "body": body}
        db.session.add(SnapshotFamily(**row))
    plan.instance_hash = instance_hash(instance)
    db.session.commit()


def _later(number: int) -> datetime:
    return datetime(2026, 3, 2, 17) + timedelta(days=number // 4, hours=number % 4)


def _instance(
    sessions: list[PlanSession], session_cost: float, families: list[Family], groups: Mapping[str, str]
) -> Instance:
    places = tuple(f"place-{session.place_id}" for session in sessions)
    names = ["Hall", "Gym", *(f"Room {n}" for n in range(len(sessions) - 2))]
    titles = ["Reading night", "Math night", *(f"Event {n}" for n in range(len(sessions) - 2))]
    (provider,) = {f"provider-{p.provider_id}" for s in sessions for p in s.providers}
    whole = date(2026, 3, 2), date(2026, 3, 15)
    events = (
        an_event(
            f"event-{session.event_id}",
            title=title,
            window=whole,
            places=places,
            hosts=(provider,),
            cost_per_family=2,
        )
        for session, title in zip(sessions, titles, strict=True)
    )
    return an_instance(
        horizon=Horizon(date(2026, 3, 2), 2, 17 * 60, 21 * 60, 60),
        groups=tuple(a_group(key, name=name) for key, name in groups.items()),
        places=tuple(
            a_place(place, name=name, cost=session_cost) for place, name in zip(places, names, strict=True)
        ),
        providers=(a_provider(provider, name="Ms. Rivera"),),
        events=tuple(events),
        families=tuple(families),
        closed=(Interval(datetime(2026, 3, 6), datetime(2026, 3, 7)),),
        small_group=10,
    )


def _families(nights: int, others: int, more: More) -> list[Family]:
    thursdays, tuesdays = an_adult(weekly=free(THURSDAY)), an_adult(weekly=free(TUESDAY))
    never = an_adult(weekly={})
    working = [a_family(f"n{k}", thursdays, groups=frozenset({"nights"})) for k in range(nights)]
    of_more = [
        a_family(f"{key}{k}", tuesdays if k < tuesday else never, groups=frozenset(key.split("+")))
        for key, (families, tuesday) in more.items()
        for k in range(families)
    ]
    return [*working, *of_more, *(a_family(f"o{k}", tuesdays) for k in range(others))]


def _rates(instance: Instance, measured: Measure) -> list[PlanRate]:
    return [
        PlanRate(
            set_key=name,
            rate=rate,
            season_rate=measured.season_rates[name],
            families=_size(instance, name),
            takes_part=name in measured.taking_part,
        )
        for name, rate in measured.rates.items()
    ]


def _size(instance: Instance, name: str) -> int:
    if name == "everyone":
        return len(instance.families)
    if name == "no_group":
        return sum(not family.groups for family in instance.families)
    return sum(name in family.groups for family in instance.families)
