"""The board: the season that is being planned, its plan, the run that makes the next one, its releases."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from scheduler.extensions import db
from scheduler.services.board_live import live_version
from scheduler.services.board_steps import board_plan_id
from scheduler.services.board_views import BoardView, ClosureView, ReleaseView, SeasonView
from scheduler.services.current_season import current_season_id
from scheduler.services.family_fees import cost_per_family_cents
from scheduler.services.first_steps import FirstSteps, view_first_steps
from scheduler.services.view_check import view_check
from scheduler.services.view_plan import view_plan
from scheduler.services.view_progress import latest_run
from scheduler.services.view_steps import repeatable_step_view, undoable_step_view
from scheduler.services.view_wishes import changed_since_run, view_conflict, view_wishes
from scheduler.storage.models import Event, Plan, PlanSession, Release, Season, User
from scheduler.storage.season_events import planned_events
from scheduler.storage.translated import translated_texts


def view_board(language: str, plan_id: int | None = None) -> BoardView | None:
    """The board of the season that is open, with its newest plan; or of the season of a given plan.

    None where no season is open, or there is no such plan.
    """
    season_id = current_season_id() if plan_id is None else _season_of(plan_id)
    if season_id is None:
        return None
    season = db.session.get_one(Season, season_id, options=[selectinload(Season.closures)])
    shown = board_plan_id(season_id) if plan_id is None else plan_id
    run = latest_run(season_id)
    conflict = () if run is None else view_conflict(season_id, run.job_id, language)
    return BoardView(
        season=_season_view(season),
        run=run,
        plan=None if shown is None else view_plan(shown, language),
        check=None if shown is None else view_check(shown),
        releases=_releases(season_id),
        on_board=shown is not None and shown == board_plan_id(season_id),
        undoable=undoable_step_view(season_id, language),
        repeatable=repeatable_step_view(season_id, language),
        wishes=view_wishes(season_id, language),
        conflict=conflict,
        changed_since=run is not None and bool(conflict) and changed_since_run(season_id, run.job_id),
        events=_events(season_id, language),
        waiting=() if shown is None else waiting_events(shown, language),
        version=live_version(season_id),
        first_steps=_first_steps(season_id, shown),
    )


def _first_steps(season_id: int, plan_id: int | None) -> FirstSteps | None:
    """As long as there is no plan, or nothing that could be in one."""
    steps = view_first_steps(season_id)
    return None if plan_id is not None and steps.events else steps


def waiting_events(plan_id: int, language: str) -> tuple[str, ...]:
    """The events of a plan's season that it does not hold, because they were made after it."""
    held = select(PlanSession.event_id).where(PlanSession.plan_id == plan_id)
    season_id = _season_of(plan_id)
    if season_id is None:
        return ()
    texts = translated_texts(language, {"event"})
    rows = db.session.scalars(planned_events(season_id).where(Event.id.not_in(held)))
    return tuple(texts.text(row, "title") for row in rows)


def _season_of(plan_id: int) -> int | None:
    return db.session.scalar(select(Plan.season_id).where(Plan.id == plan_id))


def _season_view(season: Season) -> SeasonView:
    closures = sorted(season.closures, key=lambda c: c.start_local)
    return SeasonView(
        id=season.id,
        name=season.name,
        timezone=season.timezone,
        starts_on=season.starts_on,
        weeks=season.weeks,
        budget_cents=season.budget_cents,
        cost_per_family_cents=cost_per_family_cents(season.id),
        resolution=season.resolution,
        closures=tuple(ClosureView(c.start_local, c.end_local, c.reason) for c in closures),
    )


def _events(season_id: int, language: str) -> tuple[tuple[int, str], ...]:
    texts = translated_texts(language, {"event"})
    rows = db.session.scalars(planned_events(season_id))
    return tuple((row.id, texts.text(row, "title")) for row in rows)


def _releases(season_id: int) -> tuple[ReleaseView, ...]:
    rows = db.session.execute(
        select(Release, User.name)
        .outerjoin(User, User.id == Release.released_by_id)
        .where(Release.season_id == season_id)
        .order_by(Release.number.desc())
    )
    return tuple(ReleaseView(r.number, r.plan_id, r.released_utc, name) for r, name in rows)
