"""A stored plan as the board shows it, beside the yardsticks of the same run."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from scheduler.domain.faults import Fault
from scheduler.extensions import db
from scheduler.services.board_views import (
    CeilingView,
    FaultView,
    FloorView,
    LevelView,
    PairView,
    PlanView,
    RateView,
    SessionView,
    SupportView,
)
from scheduler.services.find_ceilings import found_ceilings
from scheduler.services.moved_session import session_rows
from scheduler.services.name_things import fault_view, names_in_rows
from scheduler.storage.models import (
    Event,
    Place,
    Plan,
    PlanRate,
    PlanSession,
    PlanSessionProvider,
    PriorityGroup,
    Provider,
    SeasonFloor,
)
from scheduler.storage.snapshots import withdrawn_count
from scheduler.storage.translated import TranslatedTexts, translated_texts

Rates = Mapping[str, PlanRate]
Names = Mapping[str, str]
"""Of priority groups, by key."""


def view_plan(plan_id: int, language: str) -> PlanView:
    """A plan in the words of a reader's language.

    Raises:
        NoResultFound: there is no such plan.
    """
    plan = db.session.scalars(select(Plan).where(Plan.id == plan_id).options(selectinload(Plan.levels))).one()
    texts = translated_texts(language, {"event", "place", "priority_group"})
    groups = {g.key: texts.text(g, "name") for g in db.session.scalars(select(PriorityGroup))}
    ceilings = found_ceilings(plan)
    return PlanView(
        id=plan.id,
        objective=plan.objective,
        trial=plan.trial,
        yardstick=plan.yardstick,
        status=plan.status,
        created_utc=plan.created_utc,
        instance_hash=plan.instance_hash,
        cost_cents=plan.cost_cents,
        family_cost_cents=plan.family_cost_cents,
        cap_cents=_cap(plan),
        withdrawn=withdrawn_count(plan.snapshot_id),
        faults=_faults(plan, groups, texts),
        sessions=_sessions(plan, texts),
        rates=_rates(plan, ceilings.by_set, groups),
        pairs=_pairs(plan, groups),
        levels=tuple(LevelView(level.name, level.value, level.bound) for level in plan.levels),
        ceilings_under_way=ceilings.under_way,
    )


def _cap(plan: Plan) -> int | None:
    caps = [round(100 * wish["budget"]) for wish in plan.wishes if wish["kind"] == "cap"]
    return min(caps, default=None)


def _faults(plan: Plan, groups: Names, texts: TranslatedTexts) -> tuple[FaultView, ...]:
    """What a plan that was changed by hand breaks."""
    if not plan.faults:
        return ()
    names = names_in_rows(session_rows(plan.id), texts)
    faults = (Fault(each["kind"], tuple(each["ids"]), "") for each in plan.faults)
    return tuple(fault_view(fault, names, groups) for fault in faults)


def _sessions(plan: Plan, texts: TranslatedTexts) -> tuple[SessionView, ...]:
    rows = db.session.execute(
        select(PlanSession, Event, Place)
        .join(Event, Event.id == PlanSession.event_id)
        .join(Place, Place.id == PlanSession.place_id)
        .where(PlanSession.plan_id == plan.id)
        .options(selectinload(PlanSession.providers))
        .order_by(PlanSession.start_local, PlanSession.id)
    ).all()
    providers = _providers(plan)
    return tuple(_session(session, event, place, providers, texts) for session, event, place in rows)


def _providers(plan: Plan) -> dict[int, Provider]:
    serving = (
        select(PlanSessionProvider.provider_id)
        .join(PlanSession, PlanSession.id == PlanSessionProvider.plan_session_id)
        .where(PlanSession.plan_id == plan.id)
    )
    return {row.id: row for row in db.session.scalars(select(Provider).where(Provider.id.in_(serving)))}


def _session(
    session: PlanSession,
    event: Event,
    place: Place,
    providers: Mapping[int, Provider],
    texts: TranslatedTexts,
) -> SessionView:
    supports = (_support(providers[p.provider_id], p.interprets) for p in session.providers)
    return SessionView(
        id=session.id,
        event_id=event.id,
        event=texts.text(event, "title"),
        start_local=session.start_local,
        end_local=session.start_local + timedelta(minutes=event.minutes),
        place_id=place.id,
        place=texts.text(place, "name"),
        format=place.format,
        features=tuple(sorted(place.features)),
        supports=tuple(sorted(supports, key=lambda s: (s.kind, s.name))),
        reach=session.reach,
    )


def _support(provider: Provider, interprets: str | None) -> SupportView:
    languages = (interprets,) if interprets else tuple(provider.languages)
    return SupportView(provider.kind, provider.name, languages, provider.zone)


def _rates(plan: Plan, ceilings: Mapping[str, CeilingView], groups: Names) -> tuple[RateView, ...]:
    rates = _rates_by_objective(plan)
    headcount, majority = rates.get("headcount", {}), rates.get("majority", {})
    floors = _floors(plan)
    return tuple(
        RateView(
            set_key=key,
            name=groups.get(key),
            families=row.families,
            takes_part=row.takes_part,
            rate=row.rate,
            season_rate=row.season_rate,
            headcount_rate=_rate(headcount, key),
            majority_rate=_rate(majority, key),
            floor=floors.get(key),
            ceiling=ceilings.get(key),
        )
        for key, row in rates["this plan"].items()
    )


def _pairs(plan: Plan, groups: Names) -> tuple[PairView, ...]:
    return tuple(
        PairView(
            first_key=pair["first"],
            second_key=pair["second"],
            first=groups.get(pair["first"], pair["first"]),
            second=groups.get(pair["second"], pair["second"]),
            families=pair["families"],
            rate=pair["rate"],
        )
        for pair in plan.pairs
    )


def _rates_by_objective(plan: Plan) -> Mapping[str, Rates]:
    """The rates of this plan and of the yardsticks of the same run."""
    yardsticks = select(Plan.id).where(Plan.job_id == plan.job_id, Plan.yardstick)
    rows = db.session.execute(
        select(PlanRate, Plan.objective, Plan.yardstick)
        .join(Plan, Plan.id == PlanRate.plan_id)
        .where(PlanRate.plan_id.in_(yardsticks) | (PlanRate.plan_id == plan.id))
        .order_by(PlanRate.id)
    )
    found: dict[str, dict[str, PlanRate]] = {"this plan": {}}
    for rate, objective, yardstick in rows:
        if yardstick:
            found.setdefault(objective, {})[rate.set_key] = rate
        if rate.plan_id == plan.id:
            found["this plan"][rate.set_key] = rate
    return found


def _rate(rates: Rates, key: str) -> float | None:
    return rates[key].rate if key in rates else None


def _floors(plan: Plan) -> dict[str, FloorView]:
    voted = set(
        db.session.scalars(select(SeasonFloor.set_key).where(SeasonFloor.season_id == plan.season_id))
    )
    return {f["group"]: FloorView(f["rate"], f["group"] in voted, f.get("asked")) for f in plan.floors}
