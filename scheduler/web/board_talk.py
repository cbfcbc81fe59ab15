"""Deciding together: co-planners comment, object, answer and vote."""

from __future__ import annotations

from datetime import UTC, datetime

from flask import Blueprint, abort, g, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from scheduler.services.talk_on_board import (
    answer_objection,
    comment,
    take_back_answer,
    take_back_comment,
    take_back_vote,
    vote,
)
from scheduler.services.view_talk import view_talk
from scheduler.web.entry import for_roles
from scheduler.web.presenters.board_talk import CHOICES, about_typed, missing_lines, talk_page, text_typed

blueprint = Blueprint("board_talk", __name__, url_prefix="/board/plans/<int:plan_id>/talk")


@blueprint.get("")
@for_roles("co_planner")
def show(plan_id: int) -> str:
    """What was said and voted, and what is missing before a release."""
    return _page(plan_id, {})


@blueprint.post("/comments")
@for_roles("co_planner")
def say(plan_id: int) -> Response | tuple[str, int]:
    """Say something about an event, a session or the plan, or object to it."""
    text, errors = text_typed(request.form, "text")
    if errors:
        return _page(plan_id, errors), 400
    objection, now_utc = "objection" in request.form, datetime.now(UTC)
    try:
        event_id, session_id = about_typed(request.form.get("about", ""))
        comment(g.season_id, event_id, text, g.user.id, now_utc, objection=objection, session_id=session_id)
    except LookupError:
        abort(404)
    return _back(plan_id)


@blueprint.post("/comments/<int:comment_id>/answer")
@for_roles("co_planner")
def answer(plan_id: int, comment_id: int) -> Response | tuple[str, int]:
    """Answer an objection."""
    text, errors = text_typed(request.form, f"answer-{comment_id}")
    if errors:
        return _page(plan_id, errors), 400
    try:
        answer_objection(comment_id, text, g.user.id, datetime.now(UTC))
    except LookupError:
        abort(404)
    return _back(plan_id)


@blueprint.post("/comments/<int:comment_id>/take-back")
@for_roles("co_planner")
def take_back(plan_id: int, comment_id: int) -> Response:
    """Whoever said it takes it back."""
    try:
        take_back_comment(comment_id, g.user.id, datetime.now(UTC))
    except LookupError:
        abort(404)
    return _back(plan_id)


@blueprint.post("/comments/<int:comment_id>/answer/take-back")
@for_roles("co_planner")
def take_answer_back(plan_id: int, comment_id: int) -> Response:
    """Whoever answered takes the answer back."""
    try:
        take_back_answer(comment_id, g.user.id, datetime.now(UTC))
    except LookupError:
        abort(404)
    return _back(plan_id)


@blueprint.post("/vote")
@for_roles("co_planner")
def cast(plan_id: int) -> Response | tuple[str, int]:
    """Vote, or change one's vote; a no says why."""
    choice = request.form.get("choice", "")
    if choice not in CHOICES:
        abort(400)
    reason, errors = text_typed(request.form, "reason", optional=choice != "no")
    if errors:
        return _page(plan_id, errors), 400
    try:
        vote(plan_id, choice, reason, g.user.id, datetime.now(UTC))
    except LookupError:
        abort(404)
    return _back(plan_id)


@blueprint.post("/vote/take-back")
@for_roles("co_planner")
def take_vote_back(plan_id: int) -> Response:
    """As if this co-planner had not voted."""
    try:
        take_back_vote(plan_id, g.user.id, datetime.now(UTC))
    except LookupError:
        abort(404)
    return _back(plan_id)


def _page(plan_id: int, errors: dict[str, str]) -> str:
    view = view_talk(plan_id, g.user.id, g.language)
    if view is None:
        abort(404)
    page = talk_page(view, g.language)
    missing = missing_lines(view.missing)
    return render_template("board/talk.html", typed=request.values, errors=errors, missing=missing, **page)


def _back(plan_id: int) -> Response:
    return redirect(url_for(".show", plan_id=plan_id), 303)
