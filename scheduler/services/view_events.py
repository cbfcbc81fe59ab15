"""The events of a season: who leads and plans each, for whom it is, and what is proposed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import aliased, selectinload

from scheduler.extensions import db
from scheduler.services.board_steps import TAKEN_UP, board_plan_id
from scheduler.services.board_views import StepView
from scheduler.services.view_steps import undoable_step_view
from scheduler.storage.models import (
    Caregiver,
    Caseload,
    Event,
    EventCoLead,
    EventPlanner,
    EventProposal,
    Partner,
    PlanSession,
    PriorityGroup,
    Season,
    User,
)
from scheduler.storage.season_events import planned_events
from scheduler.storage.translated import TranslatedTexts, translated_texts


@dataclass(frozen=True, slots=True)
class PlannerView:
    """One of an event's planning group; `from_group` as they say of themselves."""

    name: str
    from_group: bool
    mine: bool


@dataclass(frozen=True, slots=True)
class EventView:
    """An event: `groups` and `audiences` are those that it invites, both empty where it invites everyone."""

    id: int
    title: str
    description: str
    groups: tuple[str, ...]
    audiences: tuple[str, ...]
    co_leads: tuple[tuple[int, str], ...]
    planners: tuple[PlannerView, ...]

    @property
    def hears_groups(self) -> bool:
        """Whether somebody of the planning group belongs to a group that it is for."""
        return any(planner.from_group for planner in self.planners)


@dataclass(frozen=True, slots=True)
class ProposalView:
    """A proposal; `by` is None for a family's, of which `liaison` knows whose it is.

    `event` is the title of the event that it names another time for, `made` of the one that was made of it.
    `sessions` of that event, by row and start, are where the plan on the board holds it.
    """

    id: int
    event: str | None
    event_id: int | None
    sessions: tuple[tuple[int, datetime], ...]
    made: str | None
    title: str
    times: str
    start_local: datetime | None
    text: str
    minutes: int | None
    format: str | None
    groups: tuple[str, ...]
    by: str | None
    partner: str | None
    from_family: bool
    liaison: str | None
    mine: bool
    at_utc: datetime
    outcome: str | None
    answer: str
    answered_by: str | None


@dataclass(frozen=True, slots=True)
class EventsView:
    """Events in the order of their rows, proposals with the newest first, groups by key and name.

    `plan_id` is the plan on the board; `undoable` its last step, where that made an event of a proposal.
    """

    timezone: str
    plan_id: int | None
    undoable: StepView | None
    events: tuple[EventView, ...]
    proposals: tuple[ProposalView, ...]
    partners: tuple[tuple[int, str], ...]
    groups: tuple[tuple[str, str], ...]


def view_events(season_id: int, user_id: int, language: str) -> EventsView:
    """All of it, as co-planners see it: no family is named."""
    texts = translated_texts(language, {"event", "priority_group", "audience"})
    loaded = selectinload(Event.groups), selectinload(Event.audiences)
    rows = db.session.scalars(planned_events(season_id).options(*loaded)).all()
    partners = db.session.execute(select(Partner.id, Partner.name).order_by(Partner.name)).all()
    groups = db.session.scalars(select(PriorityGroup).order_by(PriorityGroup.id)).all()
    plan_id, step = board_plan_id(season_id), undoable_step_view(season_id, language)
    leads, planners = _co_leads(season_id), _planners(season_id, user_id)
    return EventsView(
        timezone=db.session.get_one(Season, season_id).timezone,
        plan_id=plan_id,
        undoable=step if step is not None and step.kind == TAKEN_UP else None,
        events=tuple(_event(row, leads[row.id], planners[row.id], texts) for row in rows),
        proposals=tuple(_proposals(season_id, user_id, texts, groups, _held(plan_id))),
        partners=tuple((row.id, row.name) for row in partners),
        groups=tuple((group.key, texts.text(group, "name")) for group in groups),
    )


def _event(
    row: Event,
    leads: Sequence[tuple[int, str]],
    planners: Sequence[PlannerView],
    texts: TranslatedTexts,
) -> EventView:
    return EventView(
        id=row.id,
        title=texts.text(row, "title"),
        description=texts.text(row, "description"),
        groups=tuple(texts.text(group, "name") for group in row.groups),
        audiences=tuple(audience.name for audience in row.audiences),
        co_leads=tuple(leads),
        planners=tuple(planners),
    )


def _co_leads(season_id: int) -> Mapping[int, list[tuple[int, str]]]:
    found: dict[int, list[tuple[int, str]]] = defaultdict(list)
    rows = db.session.execute(
        select(EventCoLead.event_id, Partner)
        .join(Partner, Partner.id == EventCoLead.partner_id)
        .join(Event, Event.id == EventCoLead.event_id)
        .where(Event.season_id == season_id)
        .order_by(Partner.name)
    )
    for event_id, partner in rows:
        found[event_id].append((partner.id, partner.name))
    return found


def _planners(season_id: int, user_id: int) -> Mapping[int, list[PlannerView]]:
    found: dict[int, list[PlannerView]] = defaultdict(list)
    rows = db.session.execute(
        select(EventPlanner, User)
        .join(User, User.id == EventPlanner.user_id)
        .join(Event, Event.id == EventPlanner.event_id)
        .where(Event.season_id == season_id, User.active)
        .order_by(User.name)
    )
    for row, user in rows:
        found[row.event_id].append(PlannerView(user.name, row.from_group, user.id == user_id))
    return found


def _held(plan_id: int | None) -> Mapping[int | None, list[tuple[int, datetime]]]:
    """The sessions of a plan by event: row and start."""
    found: dict[int | None, list[tuple[int, datetime]]] = defaultdict(list)
    columns = select(PlanSession.event_id, PlanSession.id, PlanSession.start_local)
    rows = db.session.execute(columns.where(PlanSession.plan_id == plan_id).order_by(PlanSession.start_local))
    for event_id, row, start in rows:
        found[event_id].append((row, start))
    return found


def _proposals(
    season_id: int,
    user_id: int,
    texts: TranslatedTexts,
    groups: Sequence[PriorityGroup],
    held: Mapping[int | None, list[tuple[int, datetime]]],
) -> list[ProposalView]:
    by, liaison, answerer, made = aliased(User), aliased(User), aliased(User), aliased(Event)
    names = {group.key: texts.text(group, "name") for group in groups}
    rows = db.session.execute(
        select(EventProposal, Event, made, by, Partner.name, liaison.name, answerer.name)
        .outerjoin(Event, Event.id == EventProposal.event_id)
        .outerjoin(made, made.id == EventProposal.made_event_id)
        .outerjoin(by, by.id == EventProposal.user_id)
        .outerjoin(Partner, Partner.id == by.partner_id)
        .outerjoin(Caregiver, Caregiver.id == EventProposal.caregiver_id)
        .outerjoin(Caseload, Caseload.family_id == Caregiver.family_id)
        .outerjoin(liaison, liaison.id == Caseload.liaison_id)
        .outerjoin(answerer, answerer.id == EventProposal.answered_by_id)
        .where(EventProposal.season_id == season_id)
        .order_by(EventProposal.id.desc())
    )
    return [
        ProposalView(
            id=row.id,
            event=None if event is None else texts.text(event, "title"),
            event_id=row.event_id,
            sessions=tuple(held.get(row.event_id, ())),
            made=None if event_made is None else texts.text(event_made, "title"),
            title=row.title,
            times=row.times,
            start_local=row.start_local,
            text=row.text,
            minutes=row.minutes,
            format=row.format,
            groups=tuple(names[key] for key in row.group_keys if key in names),
            by=None if user is None else user.name,
            partner=partner,
            from_family=row.caregiver_id is not None,
            liaison=helper,
            mine=user is not None and user.id == user_id,
            at_utc=row.at_utc,
            outcome=row.outcome,
            answer=row.answer,
            answered_by=answered_by,
        )
        for row, event, event_made, user, partner, helper, answered_by in rows
    ]
