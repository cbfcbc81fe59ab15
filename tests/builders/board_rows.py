"""A planned season in the database: what the board shows, with round numbers to recognise."""

from datetime import UTC, date, datetime
from typing import Any

from scheduler.extensions import db
from scheduler.storage.instance_frame import season_frame
from scheduler.storage.models import (
    Event,
    Job,
    Place,
    Plan,
    PlanAlternative,
    PlanLevel,
    PlanRate,
    PlanSession,
    PlanSessionProvider,
    PriorityGroup,
    Provider,
    Season,
    Snapshot,
)
from scheduler.storage.requirements import requirements_hash
from scheduler.storage.wishes import active_wishes
from tests.builders.people import add_season

MADE_UTC = datetime(2026, 2, 1, 17, 30, tzinfo=UTC)
FIRST_EVENING = datetime(2026, 3, 3, 18)


def add_open_season(**facts: Any) -> Season:
    """Six weeks from Monday, 2 March 2026."""
    return add_season(starts_on=date(2026, 3, 2), **facts)


def add_run(season: Season, objective: str = "leximin", **facts: Any) -> Job:
    """A planning run, done unless told otherwise."""
    arguments = {"season_id": season.id, "objective": objective}
    usual = {"kind": "plan_season", "state": "done", "created_utc": MADE_UTC, "arguments": arguments}
    return added(Job(season_id=season.id, **{**usual, **facts}))


def add_groups() -> None:
    """Three groups, in the order of their keys: each with a barrier of its own."""
    names = {"nights": "Night or shift work", "no_car": "No car", "speech": "Needs an interpreter"}
    for key, name in names.items():
        added(PriorityGroup(key=key, name=name, question=key))


def add_plan(
    run: Job, objective: str = "leximin", rates: dict[str, float] | None = None, **facts: Any
) -> Plan:
    """A plan without sessions, held to what the board asks for now.

    `rates` by set, each set of 40 families, those that are groups taking part.
    """
    season_id = run.season_id
    season = db.session.get_one(Season, season_id)
    held_to = requirements_hash(season, season_frame(season), active_wishes(season.id))
    facts_of_it = {"taken_utc": MADE_UTC, "frame": {}, "family_count": 0, "requirements_hash": held_to}
    snapshot = added(Snapshot(season_id=season_id, **facts_of_it))
    usual = {
        "objective": objective,
        "yardstick": objective in ("headcount", "majority"),
        "status": "feasible" if objective == "headcount" else "optimal",
        "created_utc": MADE_UTC,
        "instance_hash": "3fa9c1d2e8" + "0" * 54,
        "rates": [set_rate(key, rate) for key, rate in (rates or {}).items()],
    }
    plan = Plan(season_id=season_id, snapshot_id=snapshot.id, job_id=run.id, **{**usual, **facts})
    return added(plan)


def add_comparison(of: Plan, *others: tuple[str, Plan], **facts: Any) -> Job:
    """A comparison of a plan with others, each with its kind; done unless told otherwise."""
    usual = {"kind": "compare_plans", "state": "done", "created_utc": MADE_UTC}
    job = added(Job(season_id=of.season_id, arguments={"plan_id": of.id}, **{**usual, **facts}))
    for kind, plan in others:
        added(PlanAlternative(job_id=job.id, of_id=of.id, plan_id=plan.id, kind=kind))
    return job


def add_planned_season(**facts: Any) -> int:
    """An open season with a finished run and its plan; the plan's id."""
    return add_plan(add_run(add_open_season()), **facts).id


def set_rate(key: str, rate: float | None, families: int = 40, **facts: Any) -> PlanRate:
    takes_part = key not in ("no_group", "everyone")
    usual = {"takes_part": takes_part, "season_rate": rate}
    return PlanRate(set_key=key, rate=rate, families=families, **{**usual, **facts})


def levels(*rows: tuple[str, float, float]) -> list[PlanLevel]:
    """Levels by name, value and bound."""
    return [PlanLevel(position=k, name=n, value=v, bound=b) for k, (n, v, b) in enumerate(rows)]


def add_event(season_id: int, title: str = "Reading night") -> Event:
    """An hour and a half long, on any day of the season."""
    days = {"first_date": date(2026, 3, 2), "last_date": date(2026, 4, 12)}
    return added(Event(season_id=season_id, title=title, minutes=90, languages=["en"], **days))


def add_session(
    plan: Plan,
    title: str = "Reading night",
    *providers: Provider,
    start: datetime = FIRST_EVENING,
    **facts: Any,
) -> PlanSession:
    """A session of an event of its own, in a room of its own, an hour and a half long."""
    event = add_event(plan.season_id, title)
    place = added(Place(name=f"Room for {title}", format="in_person"))
    usual = {"event_id": event.id, "place_id": place.id, "reach": {"everyone": 123}}
    crew = [PlanSessionProvider(provider_id=p.id) for p in providers]
    session = added(PlanSession(plan_id=plan.id, start_local=start, providers=crew, **{**usual, **facts}))
    snap_again(plan)
    return session


def snap_again(plan: Plan) -> None:
    """Let the plan's snapshot hold the season's places, providers and events as they are now."""
    snapshot = db.session.get_one(Snapshot, plan.snapshot_id)
    snapshot.frame = season_frame(db.session.get_one(Season, plan.season_id))
    db.session.commit()


def added(row: Any) -> Any:
    db.session.add(row)
    db.session.commit()
    return row
