"""The rules of the season: public to all who plan, and changed only by a vote."""

from __future__ import annotations

from datetime import UTC, datetime

from flask import Blueprint, abort, g, redirect, render_template, request, url_for
from flask_babel import format_decimal
from werkzeug.wrappers import Response

from scheduler.services.motions import (
    NobodyForFamiliesError,
    ReleaseRestsOnItError,
    propose,
    propose_back,
    take_back_vote_on_motion,
    vote_on_motion,
    withdraw_motion,
)
from scheduler.services.view_rules import view_rules
from scheduler.web.between_seasons import no_season
from scheduler.web.entry import for_roles
from scheduler.web.presenters.board_talk import CHOICES, choice_names, text_typed
from scheduler.web.presenters.board_words import named_set
from scheduler.web.presenters.motion_words import motion_lines, nobody_text, rule_text, stays_text
from scheduler.web.presenters.rules_form import KINDS, proposal_typed
from scheduler.web.presenters.small_numbers import shown_percent

blueprint = Blueprint("board_rules", __name__, url_prefix="/board/rules")


@blueprint.get("/")
@for_roles("co_planner")
def show() -> str:
    """What holds, what is being voted on, and what was decided."""
    return _page({})


@blueprint.post("/<any(rule, step, floor, weight):kind>")
@for_roles("co_planner")
def put(kind: str) -> Response | tuple[str, int]:
    """Put a change to the vote."""
    known = next(each for each in KINDS if each == kind)
    proposal, errors = proposal_typed(known, request.form)
    if proposal is None:
        return _page(errors), 400
    try:
        propose(g.season_id, proposal, g.user.id, datetime.now(UTC))
    except LookupError:
        abort(404)
    except NobodyForFamiliesError:
        return _page({"rule-family": nobody_text()}), 409
    return redirect(url_for(".show"), 303)


@blueprint.post("/motions/<int:motion_id>/vote")
@for_roles("co_planner")
def vote(motion_id: int) -> Response | tuple[str, int]:
    """Vote, or change one's vote; a no says why."""
    choice = request.form.get("choice", "")
    if choice not in CHOICES:
        abort(400)
    reason, errors = text_typed(request.form, f"why-{motion_id}", optional=choice != "no")
    if errors:
        return _page(errors), 400
    try:
        vote_on_motion(motion_id, choice, reason, g.user.id, datetime.now(UTC))
    except LookupError:
        abort(404)
    return redirect(url_for(".show"), 303)


@blueprint.post("/motions/<int:motion_id>/vote/take-back")
@for_roles("co_planner")
def take_vote_back(motion_id: int) -> Response:
    """As if this co-planner had not voted on it."""
    try:
        take_back_vote_on_motion(motion_id, g.user.id, datetime.now(UTC))
    except LookupError:
        abort(404)
    return redirect(url_for(".show"), 303)


@blueprint.post("/motions/<int:motion_id>/back")
@for_roles("co_planner")
def go_back(motion_id: int) -> Response | tuple[str, int]:
    """Put what held before it was carried to the vote."""
    try:
        propose_back(motion_id, g.user.id, datetime.now(UTC))
    except LookupError:
        abort(404)
    except NobodyForFamiliesError:
        return _page({f"motion-{motion_id}": nobody_text()}), 409
    except ReleaseRestsOnItError as error:
        return _page({f"motion-{motion_id}": stays_text(error.number)}), 409
    return redirect(url_for(".show"), 303)


@blueprint.post("/motions/<int:motion_id>/withdraw")
@for_roles("co_planner")
def withdraw(motion_id: int) -> Response:
    """Whoever made it takes it back."""
    try:
        withdraw_motion(motion_id, g.user.id, datetime.now(UTC))
    except LookupError:
        abort(404)
    return redirect(url_for(".show"), 303)


def _page(errors: dict[str, str]) -> str:
    if g.season_id is None:
        return no_season()
    view = view_rules(g.season_id, g.user.id, g.language)
    return render_template(
        "board/rules.html",
        view=view,
        rule=rule_text(view.approvals, family=view.family),
        step=shown_percent(round(100 * view.resolution)),
        floors=[
            (
                each.set_key,
                named_set(each.set_key, each.name),
                "" if each.rate is None else shown_percent(round(100 * each.rate)),
            )
            for each in view.floors
        ],
        weights=[(each.event_id, each.event, format_decimal(each.weight)) for each in view.weights],
        open=motion_lines(view, view.open, g.language),
        decided=motion_lines(view, view.decided, g.language),
        choices=choice_names(),
        typed=request.form,
        errors=errors,
    )
