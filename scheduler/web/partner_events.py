"""The events that a partner co-leads: it proposes, pins and hosts them."""

from __future__ import annotations

from datetime import UTC, datetime

from flask import Blueprint, abort, g, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from scheduler.language.dates import format_datetime
from scheduler.services.lead_event import co_leads, host_as_partner, pin_as_partner, unpin_as_partner
from scheduler.services.propose_event import propose_event, take_proposal_back
from scheduler.services.view_co_led import CoLedView, view_co_led
from scheduler.web.entry import for_roles
from scheduler.web.presenters.proposal_form import format_choices, idea_typed

blueprint = Blueprint("partner_events", __name__, url_prefix="/partner/events")


@blueprint.get("/")
@for_roles("partner")
def show() -> str:
    """The events, where the plan holds them, and what was proposed."""
    return _page({})


@blueprint.post("/proposals")
@for_roles("partner")
def propose() -> Response | tuple[str, int]:
    """Propose an event, or another time for one that the partner co-leads."""
    partner_id, season_id = _partner_and_season()
    event_id = request.form.get("event", type=int)
    if event_id is not None and not co_leads(partner_id, event_id):
        abort(404)
    idea, errors = idea_typed(request.form, event_id)
    if idea is None:
        return _page(errors), 400
    propose_event(season_id, idea, g.user.id, datetime.now(UTC))
    return redirect(url_for(".show"), 303)


@blueprint.post("/proposals/<int:proposal_id>/take-back")
@for_roles("partner")
def take_back(proposal_id: int) -> Response:
    """Whoever made it takes it back."""
    try:
        take_proposal_back(proposal_id, g.user.id, datetime.now(UTC))
    except LookupError:
        abort(404)
    return redirect(url_for(".show"), 303)


@blueprint.post("/sessions/<int:session_id>/pin")
@for_roles("partner")
def pin(session_id: int) -> Response:
    """The next plan keeps this session of an event that the partner co-leads."""
    partner_id, _season_id = _partner_and_season()
    try:
        pin_as_partner(partner_id, session_id, g.user.id, datetime.now(UTC))
    except LookupError:
        abort(404)
    return redirect(url_for(".show"), 303)


@blueprint.post("/sessions/<int:session_id>/unpin")
@for_roles("partner")
def unpin(session_id: int) -> Response:
    """Take back a pin of the partner."""
    partner_id, _season_id = _partner_and_season()
    try:
        unpin_as_partner(partner_id, session_id, g.user.id, datetime.now(UTC))
    except LookupError:
        abort(404)
    return redirect(url_for(".show"), 303)


@blueprint.post("/<int:event_id>/hosts/<int:provider_id>")
@for_roles("partner")
def host(event_id: int, provider_id: int) -> Response:
    """One of the partner's hosts may host the event, or does so no more."""
    partner_id, _season_id = _partner_and_season()
    hosts = "end" not in request.form
    try:
        host_as_partner(partner_id, event_id, provider_id, g.user.id, datetime.now(UTC), hosts=hosts)
    except LookupError:
        abort(404)
    return redirect(url_for(".show"), 303)


def _partner_and_season() -> tuple[int, int]:
    if g.user.partner_id is None or g.season_id is None:
        abort(404)
    return g.user.partner_id, g.season_id


def _page(errors: dict[str, str]) -> str:
    if g.user.partner_id is None:
        return render_template("partners/no_partner.html")
    view = CoLedView((), (), ())
    if g.season_id is not None:
        view = view_co_led(g.user.partner_id, g.season_id, g.user.id, g.language)
    return render_template(
        "partners/events.html",
        view=view,
        when=lambda moment: format_datetime(moment, g.language, year=False),
        formats=format_choices(),
        typed=request.form,
        errors=errors,
    )
