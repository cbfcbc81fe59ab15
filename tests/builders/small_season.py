"""A planned season in the database, small enough to know every number of it.

Both events invite everyone. 20 families work nights and are free on Thursdays only; 30 others on Tuesdays
only. "Reading night" is on Tuesday, 3 March 2026 at 18:00 in the hall, "Math night" on Thursday at 18:00 in
the gym, both with the one host. Friday, 6 March is closed. A session costs 100 dollars, and each family two.
"""

from datetime import date, datetime

from scheduler.domain.held_session import hold
from scheduler.domain.instance import Family, Horizon, Instance, Interval
from scheduler.domain.instance_json import instance_hash, instance_to_json
from scheduler.domain.measure import measure
from scheduler.extensions import db
from scheduler.storage import models
from scheduler.storage.models import Plan, PlanRate, Snapshot, SnapshotFamily
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


def small_season(nights: int = NIGHTS, others: int = OTHERS) -> Plan:
    """The plan; its sessions are Reading night and Math night, in this order."""
    added(models.PriorityGroup(key="nights", name="Night or shift work", question="nights"))
    plan = add_plan(add_run(add_open_season(name="Spring")))
    host = added(models.Provider(name="Ms. Rivera", kind="host"))
    reading = add_session(plan, "Reading night", host, start=READING, reach=reach(0, others))
    math = add_session(plan, "Math night", host, start=MATH, reach=reach(nights, 0))
    for session in (reading, math):
        event = db.session.get_one(models.Event, session.event_id)
        event.minutes, event.for_everyone, event.cost_per_family_cents = 60, True, 200
        event.hosts = [host]
        event.places = list(db.session.query(models.Place))
    db.session.commit()
    store_snapshot(plan, _instance(plan, nights, others))
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
    plan.rates = _rates(instance, plan)
    for body in bodies:
        family = models.Family(size=1)
        db.session.add(family)
        db.session.flush()
        pseudonym = body.pop("id")
        row = {"snapshot_id": snapshot.id, "family_id": family.id, "pseudonym": pseudonym, "body": body}
        db.session.add(SnapshotFamily(**row))
    plan.instance_hash = instance_hash(instance)
    db.session.commit()


def _instance(plan: Plan, nights: int, others: int) -> Instance:
    reading, math = plan.sessions
    places = tuple(f"place-{session.place_id}" for session in (reading, math))
    (provider,) = {f"provider-{p.provider_id}" for s in (reading, math) for p in s.providers}
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
        for session, title in ((reading, "Reading night"), (math, "Math night"))
    )
    return an_instance(
        horizon=Horizon(date(2026, 3, 2), 2, 17 * 60, 21 * 60, 60),
        groups=(a_group("nights", name="Night or shift work"),),
        places=(a_place(places[0], name="Hall", cost=100), a_place(places[1], name="Gym", cost=100)),
        providers=(a_provider(provider, name="Ms. Rivera"),),
        events=tuple(events),
        families=tuple(_families(nights, others)),
        closed=(Interval(datetime(2026, 3, 6), datetime(2026, 3, 7)),),
        small_group=10,
    )


def _families(nights: int, others: int) -> list[Family]:
    thursdays, tuesdays = an_adult(weekly=free(THURSDAY)), an_adult(weekly=free(TUESDAY))
    working = [a_family(f"n{k}", thursdays, groups=frozenset({"nights"})) for k in range(nights)]
    return working + [a_family(f"o{k}", tuesdays) for k in range(others)]


def _rates(instance: Instance, plan: Plan) -> list[PlanRate]:
    measured = measure(instance, hold(instance, load_plan(plan.id).sessions))
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
