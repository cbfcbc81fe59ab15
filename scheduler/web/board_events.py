"""Who leads and plans each event, for whom it is, and what is proposed."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import partial
from zoneinfo import ZoneInfo

from flask import Blueprint, abort, g, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from scheduler.language.dates import format_datetime
from scheduler.services.lead_event import join_planning, leave_planning, set_co_lead
from scheduler.services.propose_event import answer_proposal, open_again, propose_event, take_proposal_back
from scheduler.services.take_up_proposal import take_up_proposal
from scheduler.services.view_events import ProposalView, view_events
from scheduler.services.view_proposal import ProposalChoices, view_proposal
from scheduler.web.between_seasons import no_season
from scheduler.web.entry import for_roles
from scheduler.web.presenters.board_move_form import SOUGHT
from scheduler.web.presenters.board_steps import step_line
from scheduler.web.presenters.board_talk import text_typed
from scheduler.web.presenters.board_words import format_name
from scheduler.web.presenters.event_form import event_form, event_typed
from scheduler.web.presenters.proposal_form import format_choices, idea_typed

blueprint = Blueprint("board_events", __name__, url_prefix="/board/events")


@blueprint.get("/")
@for_roles("co_planner")
def show() -> str:
    """Every event, and every proposal."""
    return _page({})


@blueprint.post("/proposals")
@for_roles("co_planner")
def propose() -> Response | tuple[str, int]:
    """Propose an event, or another time for one."""
    idea, errors = idea_typed(request.form, request.form.get("event", type=int))
    if g.season_id is None:
        abort(404)
    if idea is None:
        return _page(errors), 400
    try:
        propose_event(g.season_id, idea, g.user.id, datetime.now(UTC))
    except LookupError:
        abort(404)
    return _back("proposals")


@blueprint.post("/proposals/<int:proposal_id>/answer")
@for_roles("co_planner")
def answer(proposal_id: int) -> Response | tuple[str, int]:
    """Take a proposal up, or say why not."""
    taken_up = request.form.get("outcome") == "taken_up"
    text, errors = text_typed(request.form, f"answer-{proposal_id}")
    if errors:
        return _page(errors), 400
    try:
        outcome = "taken_up" if taken_up else "declined"
        answer_proposal(proposal_id, outcome, text, g.user.id, datetime.now(UTC))  # type: ignore[arg-type]
    except LookupError:
        abort(404)
    return _back("proposals")


@blueprint.post("/proposals/<int:proposal_id>/open-again")
@for_roles("co_planner")
def reopen(proposal_id: int) -> Response:
    """Take the answer back."""
    try:
        open_again(proposal_id, g.user.id, datetime.now(UTC))
    except LookupError:
        abort(404)
    return _back("proposals")


@blueprint.get("/proposals/<int:proposal_id>/event")
@for_roles("co_planner")
def draft(proposal_id: int) -> str:
    """The form that makes an event of a proposal, filled in with what was proposed."""
    return _draft_page(_choices(proposal_id), {})


@blueprint.post("/proposals/<int:proposal_id>/event")
@for_roles("co_planner")
def make(proposal_id: int) -> Response | tuple[str, int]:
    """Make the event."""
    choices = _choices(proposal_id)
    new, text, errors = event_typed(choices, request.form, g.language)
    if new is None:
        return _draft_page(choices, errors), 400
    try:
        event_id = take_up_proposal(proposal_id, new, text, g.user.id, datetime.now(UTC))
    except LookupError:
        abort(404)
    return _back(f"event-{event_id}")


@blueprint.post("/proposals/<int:proposal_id>/take-back")
@for_roles("co_planner")
def take_back(proposal_id: int) -> Response:
    """Whoever made it takes it back."""
    try:
        take_proposal_back(proposal_id, g.user.id, datetime.now(UTC))
    except LookupError:
        abort(404)
    return _back("proposals")


@blueprint.post("/<int:event_id>/co-leads")
@for_roles("co_planner")
def lead(event_id: int) -> Response:
    """A partner leads the event with the district, or does so no more."""
    partner_id, leads = request.form.get("partner", 0, type=int), "end" not in request.form
    try:
        set_co_lead(event_id, partner_id, g.user.id, datetime.now(UTC), leads=leads)
    except LookupError:
        abort(404)
    return _back(f"event-{event_id}")


@blueprint.post("/<int:event_id>/planning")
@for_roles("co_planner")
def plan(event_id: int) -> Response:
    """Be one of those who plan it, or leave."""
    if "leave" in request.form:
        leave_planning(event_id, g.user.id, datetime.now(UTC))
        return _back(f"event-{event_id}")
    try:
        join_planning(event_id, g.user.id, datetime.now(UTC), from_group="from_group" in request.form)
    except LookupError:
        abort(404)
    return _back(f"event-{event_id}")


def _choices(proposal_id: int) -> ProposalChoices:
    choices = view_proposal(proposal_id, g.language)
    if choices is None:
        abort(404)
    return choices


def _draft_page(choices: ProposalChoices, errors: dict[str, str]) -> str:
    form = event_form(choices, request.form, g.language)
    return render_template(
        "board/take_up.html",
        proposal=choices,
        form=form,
        answer=request.form.get("answer", ""),
        errors=errors,
    )


def _back(anchor: str) -> Response:
    return redirect(url_for(".show", _anchor=anchor), 303)


def _try_address(plan_id: int | None, proposal: ProposalView, session_id: int) -> str:
    """The page on which the proposed time is asked about, or chosen where it was only said in words."""
    wanted: dict[str, str | int] = {"proposal": proposal.id}
    if (start := proposal.start_local) is not None:
        wanted |= {SOUGHT: 1, "day": start.date().isoformat(), "time": f"{start:%H:%M}", "_anchor": "what-if"}
    return url_for("board_moves.show", plan_id=plan_id, session_id=session_id, **wanted)  # type: ignore[arg-type]


def _page(errors: dict[str, str]) -> str:
    if g.season_id is None:
        return no_season()
    view = view_events(g.season_id, g.user.id, g.language)
    zone = ZoneInfo(view.timezone)
    return render_template(
        "board/events.html",
        view=view,
        undoable=None if view.undoable is None else step_line(view.undoable, view.timezone, g.language),
        proposals=[(one, format_datetime(one.at_utc.astimezone(zone), g.language)) for one in view.proposals],
        formats=format_choices(),
        format_name=format_name,
        try_address=partial(_try_address, view.plan_id),
        local=lambda moment: format_datetime(moment, g.language, year=False),
        typed=request.form,
        errors=errors,
    )
